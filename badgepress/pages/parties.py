"""Pages of issuers, recognizers and frameworks, and the list of each."""

from collections.abc import Callable, Iterable, Iterator
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
from badgepress.pages.framework_views import CoverageView, FrameworkView
from badgepress.pages.heat import heat_view
from badgepress.pages.page import Alternate, Crumb, GeneratedPage, alternates
from badgepress.pages.render import Renderer, headings_of
from badgepress.pages.views import (
    IssuerView,
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


def party_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """All pages of issuers, recognizers and frameworks."""
    yield _overview(catalog, renderer, urls.ISSUERS, _ISSUERS, _issuer_items(catalog))
    for issuer in catalog.issuers.values():
        yield _issuer_page(catalog, renderer, issuer)
    yield _overview(catalog, renderer, urls.RECOGNIZERS, _RECOGNIZERS, _recognizer_items(catalog))
    for recognizer in catalog.recognizers.values():
        yield _recognizer_page(catalog, renderer, recognizer)
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


def _issuer_page(catalog: Catalog, renderer: Renderer, entry: Entry[Issuer]) -> GeneratedPage:
    path = urls.page(ISSUER.address, entry.id)
    issued = catalog.issued_by.get(entry.id, ())
    guide = entry.data.scoring_guide
    view = IssuerView(
        issuer=entry,
        image=_logo(entry),
        document=catalog.issuer_home(entry.id) + urls.ISSUER_PROFILE,
        profile=catalog.issuer_home(entry.id) + urls.PROFILE,
        micro_credentials=micro_credentials(
            catalog, (e for kind, e in issued if kind is MICRO_CREDENTIAL)
        ),
        stacks=stacks(catalog, (e for kind, e in issued if kind is STACK)),
        passing=passing_rule(guide) if guide else None,
    )
    description = f"What {entry.data.name} issues, and how it reviews evidence."
    documents = alternates(path, ISSUER_DOCUMENTS)
    crumb = Crumb("Issuers", urls.ISSUERS)
    about = partial(schema_org.issuer, catalog, entry)
    return _page(renderer, "issuer.html", path, crumb, entry, view, description, about, documents)


def _recognizer_page(
    catalog: Catalog, renderer: Renderer, entry: Entry[Recognizer]
) -> GeneratedPage:
    path = urls.page(RECOGNIZER.address, entry.id)
    rows = recognition_rows(catalog, entry)
    description = f"What {entry.data.name} recognizes, as what, and under which conditions."
    crumb = Crumb("Recognizers", urls.RECOGNIZERS)
    view = RecognizerView(entry, rows, catalog.settings.base_url + urls.embed(path))
    about = partial(schema_org.recognizer, catalog, entry)
    table = Alternate(path + urls.RECOGNIZED, "text/csv", "What it recognizes, as a table")
    feeds = tuple(
        Alternate(path + name, type_, f"Changes: {entry.data.name}")
        for name, type_ in urls.FEED_TYPES.items()
    )
    return _page(
        renderer, "recognizer.html", path, crumb, entry, view, description, about, (table,), feeds
    )


def recognition_rows(catalog: Catalog, entry: Entry[Recognizer]) -> tuple[RecognitionView, ...]:
    """What a recognizer recognizes, in its own order."""
    return tuple(_recognition(catalog, recognition) for recognition in entry.data.recognizes)


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
    for area, item in entry.data.items():
        aligned = catalog.covered_by.get(f"{entry.id}/{item.id}", ())
        covering.update(micro_credential.id for micro_credential in aligned)
        items.append(
            CoverageView(
                name=item.name,
                id=item.id,
                description=item.description,
                code=item.code,
                cards=micro_credentials(catalog, aligned),
                level=2 if item is area else 3,
                css=css_class(entry.id, area.id),
            )
        )
    view = FrameworkView(entry, tuple(items), len(covering), heat_view(catalog, entry))
    description = f"{entry.data.name}: its focus areas, and which micro-credentials cover them."
    crumb = Crumb("Competency frameworks", urls.FRAMEWORKS)
    about = partial(schema_org.framework, catalog, entry)
    return _page(renderer, "framework.html", path, crumb, entry, view, description, about)
