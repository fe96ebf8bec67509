"""Pages: from an entity to a view to a finished HTML body."""

from collections.abc import Iterator

from badgepress.catalog import Catalog
from badgepress.pages.glossary import NO_USES, glossary_pages
from badgepress.pages.glossary_views import Uses
from badgepress.pages.lists import list_outlines
from badgepress.pages.offers import offer_outlines
from badgepress.pages.page import GeneratedPage
from badgepress.pages.parties import party_pages
from badgepress.pages.redirects import redirect_pages
from badgepress.pages.render import Renderer
from badgepress.pages.tools import tool_pages
from badgepress.pages.translated import translated_pages
from badgepress.pages.use import use_outlines

__all__ = ["GeneratedPage", "Renderer", "all_outlines", "all_pages"]


def all_pages(
    catalog: Catalog, renderer: Renderer, uses: Uses = NO_USES
) -> Iterator[GeneratedPage]:
    """Every page that is made from YAML, in a fixed order; `uses` says what names which term."""
    return (page.finished() for page in all_outlines(catalog, renderer, uses))


def all_outlines(
    catalog: Catalog, renderer: Renderer, uses: Uses = NO_USES
) -> Iterator[GeneratedPage]:
    """The same, where there are many of a kind as outlines."""
    yield from list_outlines(catalog, renderer)
    yield from offer_outlines(catalog, renderer)
    yield from use_outlines(catalog, renderer)
    yield from party_pages(catalog, renderer)
    yield from translated_pages(catalog, renderer)
    yield from glossary_pages(catalog, renderer, uses)
    yield from tool_pages(catalog, renderer)
    yield from redirect_pages(catalog, renderer)
