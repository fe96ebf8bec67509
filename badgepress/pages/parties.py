"""Pages of issuers, recognizers and frameworks, and the list of each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.documents import schema_org
from badgepress.documents.hosted import ISSUER_DOCUMENTS
from badgepress.kinds import FRAMEWORK, ISSUER, MICRO_CREDENTIAL, RECOGNIZER, STACK
from badgepress.load import Entry
from badgepress.model import Framework, Issuer, Recognition, Recognizer
from badgepress.pages.cards import css_class, micro_credentials, stacks
from badgepress.pages.facets import (
    BROWSE,
    COMPETENCY,
    FOCUS_AREA,
    all_values,
    by_name,
    is_offered,
)
from badgepress.pages.facets import ISSUER as BY_ISSUER
from badgepress.pages.framework_views import CoverageView, FrameworkView
from badgepress.pages.heat import heat_view
from badgepress.pages.lists import paths_of
from badgepress.pages.page import Alternate, Crumb, GeneratedPage, alternates
from badgepress.pages.render import Renderer, headings_of
from badgepress.pages.views import (
    IssuerView,
    More,
    OverviewItem,
    OverviewView,
    RecognitionView,
    RecognizerView,
)
from badgepress.relations import target_of
from badgepress.words import count, passing_rule

_ISSUERS = (
    "Issuers",
    "Who created the micro-credentials of this catalog and validates competence in them.",
)
_RECOGNIZERS = (
    "Recognizers",
    "Who accepts micro-credentials, stacks and credentials of this catalog, and as what.",
)
_FRAMEWORKS = (
    "Competency frameworks",
    "What educators should know and be able to do, and what in this catalog covers it.",
)


SHOWN = 12
"""Cards of a list on a page of a party or framework; all of them stand in the lists."""
ROWS = 100
"""Recognitions on one page of a recognizer."""


def party_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """All pages of issuers, recognizers and frameworks."""
    yield _overview(catalog, renderer, urls.ISSUERS, _ISSUERS, _issuer_items(catalog))
    for issuer in catalog.issuers.values():
        yield _issuer_page(catalog, renderer, issuer)
    yield _overview(catalog, renderer, urls.RECOGNIZERS, _RECOGNIZERS, _recognizer_items(catalog))
    for recognizer in catalog.recognizers.values():
        yield from _recognizer_pages(catalog, renderer, recognizer)
    yield _overview(catalog, renderer, urls.FRAMEWORKS, _FRAMEWORKS, _framework_items(catalog))
    for framework in catalog.frameworks.values():
        yield _framework_page(catalog, renderer, framework)


def _overview(
    catalog: Catalog,
    renderer: Renderer,
    path: str,
    words: tuple[str, str],
    items: Iterable[OverviewItem],
) -> GeneratedPage:
    title, lead = words
    ordered = tuple(sorted(items, key=lambda item: item.name.casefold()))
    view = OverviewView(title, lead, ordered)
    html = renderer.render("overview.html", path, view=view)
    listed = [(item.name, item.path) for item in ordered]
    about = partial(schema_org.item_list, catalog.settings.base_url, path, listed)
    return GeneratedPage(path, title, lead, html, about=about)


def _issuer_items(catalog: Catalog) -> Iterator[OverviewItem]:
    for entry in catalog.issuers.values():
        issued = catalog.issued_by.get(entry.id, ())
        stacks_issued = sum(kind is STACK for kind, _ in issued)
        yield OverviewItem(
            entry.data.name,
            urls.page(ISSUER.address, entry.id),
            f"{count(len(issued) - stacks_issued, 'micro-credential')}"
            f" · {count(stacks_issued, 'stack')}",
            _logo(entry),
        )


def _recognizer_items(catalog: Catalog) -> Iterator[OverviewItem]:
    for entry in catalog.recognizers.values():
        number = len(entry.data.recognizes)
        line = f"{str(entry.data.kind).capitalize()} · {count(number, 'recognition')}"
        yield OverviewItem(entry.data.name, urls.page(RECOGNIZER.address, entry.id), line, None)


def _framework_items(catalog: Catalog) -> Iterator[OverviewItem]:
    for entry in catalog.frameworks.values():
        line = f"{entry.data.publisher} · {count(len(entry.data.focus_areas), 'focus area')}"
        yield OverviewItem(entry.data.name, urls.page(FRAMEWORK.address, entry.id), line, None)


def _page(
    renderer: Renderer,
    template: str,
    path: str,
    crumb: Crumb,
    entry: Entry[Any],
    view: object,
    description: str,
    about: Callable[[], schema_org.Node],
    documents: tuple[Alternate, ...] = (),
    feeds: tuple[Alternate, ...] = (),
) -> GeneratedPage:
    html = renderer.render(template, path, view=view)
    return GeneratedPage(
        path=path,
        title=entry.data.name,
        description=description,
        html=html,
        crumbs=(crumb,),
        headings=headings_of(html),
        source=entry.file.name,
        alternates=documents,
        feeds=feeds,
        about=about,
    )


def _logo(entry: Entry[Issuer]) -> str | None:
    return urls.page(ISSUER.address, entry.id) + urls.LOGO_SVG if entry.data.artwork else None


def _more(total: int, path: str) -> More | None:
    """Where the rest of a list is, if some of it is left out."""
    return More(total, path) if total > SHOWN else None


def _issuer_page(catalog: Catalog, renderer: Renderer, entry: Entry[Issuer]) -> GeneratedPage:
    path = urls.page(ISSUER.address, entry.id)
    issued = [(k, e) for k, e in catalog.issued_by.get(entry.id, ()) if is_offered(e)]
    own = by_name(e for kind, e in issued if kind is MICRO_CREDENTIAL)
    own_stacks = by_name(e for kind, e in issued if kind is STACK)
    guide = entry.data.scoring_guide
    view = IssuerView(
        issuer=entry,
        image=_logo(entry),
        document=catalog.issuer_home(entry.id) + urls.ISSUER_PROFILE,
        profile=catalog.issuer_home(entry.id) + urls.PROFILE,
        micro_credentials=micro_credentials(catalog, own[:SHOWN]),
        stacks=stacks(catalog, own_stacks[:SHOWN]),
        more=_more(len(own), all_values(catalog)[BY_ISSUER][entry.id].path),
        more_stacks=_more(len(own_stacks), urls.STACKS),
        passing=passing_rule(guide) if guide else None,
    )
    description = f"What {entry.data.name} issues, and how it reviews evidence."
    documents = alternates(path, ISSUER_DOCUMENTS)
    crumb = Crumb("Issuers", urls.ISSUERS)
    about = partial(schema_org.issuer, catalog, entry)
    return _page(renderer, "issuer.html", path, crumb, entry, view, description, about, documents)


def _recognizer_pages(
    catalog: Catalog, renderer: Renderer, entry: Entry[Recognizer]
) -> Iterator[GeneratedPage]:
    """Its page, and further pages where the list is long."""
    path = urls.page(RECOGNIZER.address, entry.id)
    recognizes = entry.data.recognizes
    paths = paths_of(len(recognizes), ROWS, path, f"{BROWSE}{path}")
    page = partial(_recognizer_page, catalog, renderer, entry, paths)
    first = page(1)
    yield first
    for number in range(2, len(paths) + 1):
        yield replace(
            page(number),
            title=f"{entry.data.name}, page {number}",
            crumbs=(*first.crumbs, Crumb(entry.data.name, path)),
            searchable=False,
            about=None,
        )


def _recognizer_page(
    catalog: Catalog,
    renderer: Renderer,
    entry: Entry[Recognizer],
    paths: tuple[str, ...],
    number: int,
) -> GeneratedPage:
    home = paths[0]
    rows = recognition_rows(catalog, entry, slice((number - 1) * ROWS, number * ROWS))
    description = f"What {entry.data.name} recognizes, as what, and under which conditions."
    crumb = Crumb("Recognizers", urls.RECOGNIZERS)
    embed = catalog.settings.base_url + urls.embed(home)
    view = RecognizerView(entry, rows, number, paths, embed)
    about = partial(schema_org.recognizer, catalog, entry)
    table = Alternate(home + urls.RECOGNIZED, "text/csv", "What it recognizes, as a table")
    feeds = tuple(
        Alternate(home + name, type_, f"Changes: {entry.data.name}")
        for name, type_ in urls.FEED_TYPES.items()
    )
    template, path = "recognizer.html", paths[number - 1]
    return _page(renderer, template, path, crumb, entry, view, description, about, (table,), feeds)


def recognition_rows(
    catalog: Catalog, entry: Entry[Recognizer], part: slice = slice(None)
) -> tuple[RecognitionView, ...]:
    """What a recognizer recognizes, in its own order; all of it, or a part."""
    return tuple(_recognition(catalog, recognition) for recognition in entry.data.recognizes[part])


def _recognition(catalog: Catalog, recognition: Recognition) -> RecognitionView:
    kind_name, target = target_of(recognition)
    here = recognition.counts_as
    ceu = f"{here.ceu:g}" if here and here.ceu is not None else ""
    category = here.renewal_category if here else None
    name, path, image = target, urls.HOME, None
    if kind_name == ISSUER.name:
        name = f"Everything issued by {catalog.issuers[target].data.name}"
        path = urls.page(ISSUER.address, target)
    else:
        kind = STACK if kind_name == STACK.name else MICRO_CREDENTIAL
        offers = catalog.stacks if kind is STACK else catalog.micro_credentials
        offered: Entry[Any] | None = offers.get(target)
        if offered:
            name, path = offered.data.name, urls.page(kind.address, target)
            ceu = ceu or str(catalog.ceu_of(offered))
            category = category or getattr(offered.data, "renewal_category", None)
            if has_badge(offered.data):
                version = urls.version(kind.address, target, offered.data.version)
                image = version + urls.BADGE_SVG
    names = catalog.settings.renewal_categories
    return RecognitionView(recognition, name, path, image, ceu, names.get(category or "", ""))


def _framework_page(catalog: Catalog, renderer: Renderer, entry: Entry[Framework]) -> GeneratedPage:
    path = urls.page(FRAMEWORK.address, entry.id)
    items = []
    covering: set[str] = set()
    values = all_values(catalog)
    for area, item in entry.data.items():
        key = f"{entry.id}/{item.id}"
        aligned = by_name(e for e in catalog.covered_by.get(key, ()) if is_offered(e))
        covering.update(micro_credential.id for micro_credential in aligned)
        facet = FOCUS_AREA if item is area else COMPETENCY
        items.append(
            CoverageView(
                name=item.name,
                id=item.id,
                description=item.description,
                code=item.code,
                cards=micro_credentials(catalog, aligned[:SHOWN]),
                total=len(aligned),
                more=_more(len(aligned), values[facet][key].path),
                level=2 if item is area else 3,
                css=css_class(entry.id, area.id),
            )
        )
    view = FrameworkView(entry, tuple(items), len(covering), heat_view(catalog, entry))
    description = f"{entry.data.name}: its focus areas, and which micro-credentials cover them."
    crumb = Crumb("Competency frameworks", urls.FRAMEWORKS)
    about = partial(schema_org.framework, catalog, entry)
    return _page(renderer, "framework.html", path, crumb, entry, view, description, about)
