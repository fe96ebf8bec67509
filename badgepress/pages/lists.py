"""The catalog and the stacks as plain lists, page by page and facet by facet."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents import schema_org
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.load import Entry
from badgepress.model import MicroCredential
from badgepress.pages.cards import card
from badgepress.pages.facets import by_name, facets_of, is_offered
from badgepress.pages.page import Crumb, GeneratedPage
from badgepress.pages.render import Renderer
from badgepress.pages.views import Card, Facet, FacetGroup, ListView
from badgepress.words import count

PER_PAGE = 36
"""Cards on one page of a list; divides by two, three and four columns."""


def list_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """The catalog's list, a list for each facet's value, and the stacks."""
    entries = [e for e in by_name(catalog.micro_credentials.values()) if is_offered(e)]
    facets = facets_of(catalog)
    groups = tuple(
        FacetGroup(name, tuple(Facet(v.title, v.path, len(v.entries)) for v in values))
        for name, values in facets.items()
    )
    lead = (
        f"{count(len(entries), 'micro-credential')} to choose from. Each page says what to do,"
        " how it is judged, and who recognizes it."
    )
    yield from _paged(catalog, renderer, "Catalog", lead, entries, groups, urls.CATALOG, "browse/")
    for values in facets.values():
        for value in values:
            lead = f"{count(len(value.entries), 'micro-credential')} in this list."
            yield from _paged(
                catalog, renderer, value.title, lead, value.entries, groups, value.path, value.path
            )
    yield _stacks_page(catalog, renderer)


def _paged(
    catalog: Catalog,
    renderer: Renderer,
    title: str,
    lead: str,
    entries: Sequence[Entry[MicroCredential]],
    groups: tuple[FacetGroup, ...],
    first: str,
    further: str,
) -> Iterator[GeneratedPage]:
    starts = range(0, max(len(entries), 1), PER_PAGE)
    paths = tuple(first if not start else f"{further}{start // PER_PAGE + 1}/" for start in starts)
    for number, (start, path) in enumerate(zip(starts, paths, strict=True), start=1):
        view = ListView(
            title=title,
            lead=lead,
            cards=tuple(
                card(catalog, MICRO_CREDENTIAL, e) for e in entries[start : start + PER_PAGE]
            ),
            total=len(entries),
            number=number,
            pages=paths,
            facets=groups,
        )
        heading = title if number == 1 else f"{title}, page {number}"
        crumbs = () if path == urls.CATALOG else (Crumb("Catalog", urls.CATALOG),)
        if number > 1 and first != urls.CATALOG:
            crumbs = (*crumbs, Crumb(title, first))
        yield GeneratedPage(
            path=path,
            title=heading,
            description=lead,
            html=renderer.render("list.html", path, view=view),
            crumbs=crumbs,
            searchable=False,
            about=_listed(catalog, path, view.cards, start + 1),
        )


def _stacks_page(catalog: Catalog, renderer: Renderer) -> GeneratedPage:
    lead = (
        "A stack is one organized set: its steps build upon each other, and together they show"
        " more than each alone. Some stacks award a badge or a credential, others suggest a path."
    )
    ordered = by_name(catalog.stacks.values())
    cards = {
        offered: tuple(card(catalog, STACK, e) for e in ordered if is_offered(e) is offered)
        for offered in (True, False)
    }
    view = ListView(
        title="Stacks",
        lead=lead,
        cards=cards[True],
        retired=cards[False],
        total=len(catalog.stacks),
        number=1,
        pages=(urls.STACKS,),
        facets=(),
    )
    html = renderer.render("list.html", urls.STACKS, view=view)
    about = _listed(catalog, urls.STACKS, view.cards + view.retired)
    return GeneratedPage(urls.STACKS, "Stacks", lead, html, searchable=False, about=about)


def _listed(
    catalog: Catalog, path: str, cards: Sequence[Card], first: int = 1
) -> Callable[[], schema_org.Node]:
    items = tuple((card.name, card.path) for card in cards)
    return partial(schema_org.item_list, catalog.settings.base_url, path, items, first)
