"""Pages of micro-credentials and stacks, and of each of their versions."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.documents import schema_org
from badgepress.documents.hosted import BADGE_DOCUMENTS
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.model import Offered, Stack, Status
from badgepress.pages.around import Surroundings
from badgepress.pages.cards import AWARD_WORDS, area_of, card, micro_credentials, stacks
from badgepress.pages.facets import is_offered
from badgepress.pages.history import version_views
from badgepress.pages.history_views import VersionView
from badgepress.pages.page import Alternate, Crumb, GeneratedPage, alternates
from badgepress.pages.path_picture import drawings
from badgepress.pages.related import Related
from badgepress.pages.render import Renderer, headings_of
from badgepress.pages.search import SearchMarks
from badgepress.pages.stack_views import StackView
from badgepress.pages.steps import step_views
from badgepress.pages.translated import editions_of
from badgepress.pages.views import MicroCredentialView
from badgepress.versions import Version
from badgepress.words import passing_rule

_LIST_TITLES = {MICRO_CREDENTIAL.name: "Catalog", STACK.name: "Stacks"}


def offer_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """For everything offered: its page, and a page for each of its versions for ever."""
    return (page.finished() for page in offer_outlines(catalog, renderer))


def offer_outlines(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """The same as outlines."""
    marks = SearchMarks(catalog, renderer)
    surroundings = Surroundings(catalog, catalog.watched("related", Related(catalog)))

    # Pages of one thing are made one after the other.
    @lru_cache(maxsize=1)
    def views(kind: Kind, entry_id: str) -> tuple[VersionView, ...]:
        return version_views(catalog.versions_of(kind, catalog.entries(kind)[entry_id]))

    def made(version: Version, versioned: bool, outline: GeneratedPage) -> GeneratedPage:
        shown = views(version.kind, version.head.id)
        page = _finished(outline, surroundings, renderer, version, shown, versioned=versioned)
        if versioned:
            return page
        return replace(page, marks=marks.of(version), hit=marks.hit(version))

    for kind, entry in catalog.offered():
        versions = catalog.versions_of(kind, entry)
        for version, versioned in ((versions[0], False), *((each, True) for each in versions)):
            yield _outline(version, partial(made, version, versioned), versioned=versioned)


def _outline(
    version: Version, make: Callable[[GeneratedPage], GeneratedPage], *, versioned: bool
) -> GeneratedPage:
    kind, data = version.kind, version.entry.data
    page = urls.page(kind.address, version.head.id)
    crumbs = [Crumb(_LIST_TITLES[kind.name], f"{kind.address}/")]
    if versioned:
        crumbs.append(Crumb(version.head.data.name, page))
    return GeneratedPage(
        path=version.path if versioned else page,
        title=f"{data.name}, version {data.version}" if versioned else data.name,
        description=data.summary,
        html="",
        crumbs=tuple(crumbs),
        source=version.head.file.name,
        searchable=not versioned,
        listed=not versioned,
        make=make,
    )


def _finished(
    outline: GeneratedPage,
    surroundings: Surroundings,
    renderer: Renderer,
    version: Version,
    versions: tuple[VersionView, ...],
    *,
    versioned: bool,
) -> GeneratedPage:
    kind, catalog = version.kind, surroundings.catalog
    view: MicroCredentialView | StackView
    if kind is STACK:
        view, template = _stack_view(catalog, version, versions, versioned), "stack.html"
    else:
        view = _micro_credential_view(catalog, version, versions, versioned)
        template = "micro_credential.html"
    around = surroundings.of(version, versioned=versioned)
    html = renderer.render(template, outline.path, view=view, around=around)
    return replace(
        outline,
        html=html,
        headings=headings_of(html),
        alternates=_alternates(view),
        languages=() if versioned else editions_of(version.head),
        about=partial(schema_org.offered, catalog, kind, version.entry),
        picture=view.address + urls.BADGE_PNG if view.badge_class else None,
    )


def _alternates(view: MicroCredentialView | StackView) -> tuple[Alternate, ...]:
    if view.badge_class is None:
        return ()
    return alternates(view.version_path, BADGE_DOCUMENTS)


def _shared(
    catalog: Catalog, version: Version, versions: tuple[VersionView, ...], versioned: bool
) -> dict[str, Any]:
    """What both views have in common."""
    kind, entry, head = version.kind, version.entry, version.head
    data: Offered = entry.data
    address = catalog.version_address(kind, entry)
    version_path = version.path
    badge = has_badge(data)
    replacements = catalog.stacks if kind is STACK else catalog.micro_credentials
    retired = head.data.retired
    return {
        "id": entry.id,
        "data": data,
        "path": urls.page(kind.address, head.id),
        "version_path": version_path,
        "versioned": versioned,
        "version": next(v for v in versions if v.path == version_path),
        "versions": versions,
        "current": versions[0],
        "now": head.data.name,
        "address": address,
        "badge_class": address + urls.BADGE_CLASS if badge else None,
        "achievement": address + urls.ACHIEVEMENT if badge else None,
        "image": version_path + urls.BADGE_SVG if badge else None,
        "png": version_path + urls.BADGE_PNG if badge else None,
        "area": area_of(catalog, entry),
        "issuer": catalog.issuer_of(data),
        "issuer_path": urls.page(ISSUER.address, data.issuer),
        "recognized": tuple(catalog.recognized(kind, head)),
        "stacks": stacks(catalog, catalog.in_stacks.get((kind.name, head.id), ())),
        "apply": catalog.apply_of(data) if version.is_current and is_offered(head) else None,
        "retired": retired,
        "replaced_by": tuple(
            card(catalog, kind, replacements[other])
            for other in (retired.replaced_by if retired else ())
            if other in replacements
        ),
        "categories": catalog.settings.renewal_categories,
    }


def _micro_credential_view(
    catalog: Catalog, version: Version, versions: tuple[VersionView, ...], versioned: bool
) -> MicroCredentialView:
    data = version.entry.data
    guide = catalog.scoring_guide_of(data)
    return MicroCredentialView(
        **_shared(catalog, version, versions, versioned),
        guide=guide,
        passing=passing_rule(guide),
        review=catalog.review_of(data),
        prerequisites=tuple(
            card(catalog, MICRO_CREDENTIAL, catalog.micro_credentials[required])
            for required in data.prerequisites
        ),
        unlocks=micro_credentials(catalog, catalog.unlocks.get(version.head.id, ())),
        alignments=tuple(catalog.alignments_of(data)),
    )


def _stack_view(
    catalog: Catalog, version: Version, versions: tuple[VersionView, ...], versioned: bool
) -> StackView:
    entry: Entry[Stack] = version.entry
    data = entry.data
    steps = step_views(catalog, data)
    shared = _shared(catalog, version, versions, versioned)
    return StackView(
        **shared,
        awards=data.awards,
        steps=steps,
        retired_steps=tuple(
            card for step in steps for card in step.cards if card.status is Status.RETIRED
        ),
        drawings=drawings(data.name, AWARD_WORDS[data.awards], shared["image"], steps),
        hours=catalog.hours_of(entry),
        ceu=catalog.ceu_of(entry),
    )
