"""The catalog and the stacks as plain lists, page by page and facet by facet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents import schema_org
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.load import Entry
from badgepress.model import MicroCredential
from badgepress.pages.cards import card
from badgepress.pages.facets import (
    ALL,
    BROWSE,
    FacetValue,
    all_values,
    by_name,
    facet_path,
    facets_of,
    is_offered,
    slug,
)
from badgepress.pages.page import Crumb, GeneratedPage
from badgepress.pages.render import Renderer
from badgepress.pages.views import Card, Facet, FacetGroup, ListView, ValuesView
from badgepress.words import count

PER_PAGE = 36
"""Cards on one page of a list; divides by two, three and four columns."""
SHOWN_VALUES = 12
"""Values of a facet above a list; the others stand on pages of their own."""
VALUES_PER_PAGE = 200


def list_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """The catalog's list, a list for each facet's value, the values of large facets, the stacks."""
    return (page.finished() for page in list_outlines(catalog, renderer))


def list_outlines(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """The same as outlines."""
    entries = [e for e in by_name(catalog.micro_credentials.values()) if is_offered(e)]
    facets = facets_of(catalog)
    groups = tuple(_group(name, values) for name, values in facets.items())
    known = tuple(slug(name) for name in all_values(catalog))
    lead = (
        f"{count(len(entries), 'micro-credential')} to choose from. Each page says what to do,"
        " how it is judged, and who recognizes it."
    )
    paged = partial(_paged, catalog, renderer, known, groups)
    yield from paged("Catalog", lead, entries, urls.CATALOG, BROWSE)
    for name, values in facets.items():
        for value in values:
            lead = f"{count(len(value.entries), 'micro-credential')} in this list."
            filters = f"?{slug(name)}={value.slug}"
            yield from paged(value.title, lead, value.entries, value.path, value.path, filters)
        if len(values) > SHOWN_VALUES:
            yield from _values_pages(renderer, name, values)
    yield from _stacks_pages(catalog, renderer)


def _group(name: str, values: Sequence[FacetValue]) -> FacetGroup:
    """A facet as it stands above each list: of many values, those that most entries have."""
    most = sorted(values, key=lambda value: -len(value.entries))[:SHOWN_VALUES]
    shown = {value.slug for value in most}
    return FacetGroup(
        name,
        tuple(_facet(value) for value in values if value.slug in shown),
        slug(name),
        _all_path(name) if len(values) > SHOWN_VALUES else None,
        len(values),
    )


def _facet(value: FacetValue) -> Facet:
    return Facet(value.title, value.path, len(value.entries), value.slug)


def _all_path(name: str) -> str:
    return f"{facet_path(name)}{ALL}/"


def paths_of(number: int, per_page: int, first: str, further: str) -> tuple[str, ...]:
    """Addresses of the pages of a list: the first one's, then `further` with a number."""
    pages = range(1, max(number - 1, 0) // per_page + 2)
    return tuple(first if page == 1 else f"{further}{page}/" for page in pages)


def _values_pages(
    renderer: Renderer, name: str, values: Sequence[FacetValue]
) -> Iterator[GeneratedPage]:
    first = _all_path(name)
    paths = paths_of(len(values), VALUES_PER_PAGE, first, first)
    for number, path in enumerate(paths, start=1):
        start = (number - 1) * VALUES_PER_PAGE
        part = tuple(_facet(value) for value in values[start : start + VALUES_PER_PAGE])
        view = ValuesView(f"{name}: all {len(values)}", part, number, paths)
        yield GeneratedPage(
            path=path,
            title=view.title if number == 1 else f"{view.title}, page {number}",
            description=f"All lists of the catalog by {name.lower()}.",
            html=renderer.render("values.html", path, view=view),
            crumbs=(Crumb("Catalog", urls.CATALOG),),
            searchable=False,
        )


def _paged(
    catalog: Catalog,
    renderer: Renderer,
    known: tuple[str, ...],
    groups: tuple[FacetGroup, ...],
    title: str,
    lead: str,
    entries: Sequence[Entry[MicroCredential]],
    first: str,
    further: str,
    filters: str = "",
) -> Iterator[GeneratedPage]:
    paths = paths_of(len(entries), PER_PAGE, first, further)
    # Whoever makes a page later knows of it what stands here, and nothing else.
    given = {
        path: (
            entries[start : start + PER_PAGE],
            ListView(title, lead, (), len(entries), number, paths, groups, known, filters),
        )
        for number, path in enumerate(paths, start=1)
        for start in [(number - 1) * PER_PAGE]
    }
    lists = catalog.watched(f"list {first}", given)

    def made(outline: GeneratedPage) -> GeneratedPage:
        shown, view = lists[outline.path]
        cards = tuple(card(catalog, MICRO_CREDENTIAL, e) for e in shown)
        html = renderer.render("list.html", outline.path, view=replace(view, cards=cards))
        about = _listed(catalog, outline.path, cards, (view.number - 1) * PER_PAGE + 1)
        return replace(outline, html=html, about=about)

    for number, path in enumerate(paths, start=1):
        heading = title if number == 1 else f"{title}, page {number}"
        crumbs = () if path == urls.CATALOG else (Crumb("Catalog", urls.CATALOG),)
        if number > 1 and first != urls.CATALOG:
            crumbs = (*crumbs, Crumb(title, first))
        yield GeneratedPage(path, heading, lead, "", crumbs=crumbs, searchable=False, make=made)


def _stacks_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """Those that are offered; on the last page those that are retired."""
    lead = (
        "A stack is one organized set: its steps build upon each other, and together they show"
        " more than each alone. Some stacks award a badge or a credential, others suggest a path."
    )
    ordered = by_name(catalog.stacks.values())
    offered, retired = ([e for e in ordered if is_offered(e) is wanted] for wanted in (True, False))
    paths = paths_of(len(offered), PER_PAGE, urls.STACKS, f"{BROWSE}stacks/")
    for number, path in enumerate(paths, start=1):
        start = (number - 1) * PER_PAGE
        shown = offered[start : start + PER_PAGE]
        view = ListView(
            title="Stacks",
            lead=lead,
            cards=tuple(card(catalog, STACK, e) for e in shown),
            retired=tuple(card(catalog, STACK, e) for e in retired if path == paths[-1]),
            total=len(catalog.stacks),
            number=number,
            pages=paths,
            facets=(),
        )
        yield GeneratedPage(
            path=path,
            title="Stacks" if number == 1 else f"Stacks, page {number}",
            description=lead,
            html=renderer.render("list.html", path, view=view),
            crumbs=() if number == 1 else (Crumb("Stacks", urls.STACKS),),
            searchable=False,
            about=_listed(catalog, path, view.cards + view.retired, start + 1),
        )


def _listed(
    catalog: Catalog, path: str, cards: Sequence[Card], first: int = 1
) -> Callable[[], schema_org.Node]:
    items = tuple((card.name, card.path) for card in cards)
    return partial(schema_org.item_list, catalog.settings.base_url, path, items, first)
