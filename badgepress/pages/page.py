"""A page that the engine has rendered, whatever generator puts it into a frame."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from badgepress.documents.hosted import JSON
from badgepress.translations import ENGLISH


class Crumb(NamedTuple):
    """One step of the way from home to a page."""

    title: str
    path: str
    """Address relative to `base_url`."""


class Heading(NamedTuple):
    """An entry of the page's table of contents."""

    title: str
    id: str
    level: int


class Alternate(NamedTuple):
    """A document that says the same for machines."""

    path: str
    type: str
    title: str


class Translation(NamedTuple):
    """A page in one of its languages."""

    language: str
    path: str


def alternates(folder: str, documents: Mapping[str, str]) -> tuple[Alternate, ...]:
    """The hosted documents below a page's address, given as file → what it is."""
    return tuple(Alternate(folder + name, JSON, title) for name, title in documents.items())


class Mark(NamedTuple):
    """A value of a page by which the site's search can narrow down."""

    filter: str
    value: str


class Hit(NamedTuple):
    """A page among the search's results, shown as a card."""

    card: str
    """Safe HTML, for the catalog's page."""
    name: str
    """In a form that sorts."""
    hours: float
    published: int
    """The day as a number, such as 20261122; 0 for what is not published yet."""


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A finished page body with what its frame needs to know."""

    path: str
    """Address relative to `base_url`; ends with `/`."""
    title: str
    """Plain text."""
    description: str
    """Plain text for search engines."""
    html: str
    """Safe HTML, with the page's only `<h1>`."""
    crumbs: tuple[Crumb, ...] = ()
    """From below home to the page's parent."""
    headings: tuple[Heading, ...] = ()
    source: str | None = None
    """The YAML file it was made from, for an edit link."""
    searchable: bool = True
    """Whether the site's search finds it."""
    marks: tuple[Mark, ...] = ()
    """What the search knows of it besides its text."""
    words: str = ""
    """Other words that the search finds it by, first of all pages."""
    hit: Hit | None = None
    """How it is shown among the results, if as a card."""
    listed: bool = True
    """Whether the sitemap lists it."""
    redirect: str | None = None
    """Where a browser goes on to at once: the page of a former id leads to the one of today."""
    alternates: tuple[Alternate, ...] = ()
    feeds: tuple[Alternate, ...] = ()
    """Feeds of its own, which come before the site's."""
    terms: frozenset[str] = frozenset()
    """Ids of the glossary's terms that it links; their definitions are shown beside the links."""
    language: str = ENGLISH
    """The language of the body."""
    languages: tuple[Translation, ...] = ()
    """The page in each language that it is there in, itself included."""
    picture: str | None = None
    """Full address of a picture of it, for cards that other sites make of a link."""
    about: Callable[[], dict[str, Any]] | None = field(default=None, compare=False)
    """Gives the JSON-LD of what the page is about; not asked for before the page is written."""
    make: "Callable[[GeneratedPage], GeneratedPage] | None" = field(default=None, compare=False)
    """Makes the page whole, where this is its outline: address, title, place and purpose alone."""

    def finished(self) -> "GeneratedPage":
        """The whole page."""
        return replace(self.make(self), make=None) if self.make else self
