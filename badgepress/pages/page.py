"""A page that the engine has rendered, whatever generator puts it into a frame."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from badgepress.documents.hosted import JSON


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


def alternates(folder: str, documents: Mapping[str, str]) -> tuple[Alternate, ...]:
    """The hosted documents below a page's address, given as file → what it is."""
    return tuple(Alternate(folder + name, JSON, title) for name, title in documents.items())


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
    listed: bool = True
    """Whether the sitemap lists it."""
    redirect: str | None = None
    """Where a browser goes on to at once: the page of a former id leads to the one of today."""
    alternates: tuple[Alternate, ...] = ()
    feeds: tuple[Alternate, ...] = ()
    """Feeds of its own, which come before the site's."""
    picture: str | None = None
    """Full address of a picture of it, for cards that other sites make of a link."""
    about: Callable[[], dict[str, Any]] | None = field(default=None, compare=False)
    """Gives the JSON-LD of what the page is about; not asked for before the page is written."""
