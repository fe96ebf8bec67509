"""A page that the engine has rendered, whatever generator puts it into a frame."""

from dataclasses import dataclass, field
from typing import NamedTuple


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
    alternates: tuple[Alternate, ...] = field(default=())
    feeds: tuple[Alternate, ...] = ()
    """Feeds of its own, which come before the site's."""
