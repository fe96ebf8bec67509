"""Pages that tell how a badge is used in other systems: one for each current version."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.model import Status
from badgepress.pages.page import Crumb, GeneratedPage
from badgepress.pages.render import Renderer, headings_of
from badgepress.pages.use_views import LineView, SheetView, SystemsView, UseView
from badgepress.platforms.badge import Badge
from badgepress.platforms.closed import CLOSED
from badgepress.platforms.form import CopySheet, fill_in
from badgepress.platforms.registry import PLATFORMS

_TITLE = "What each system takes"
_LISTS = {MICRO_CREDENTIAL.name: "Catalog", STACK.name: "Stacks"}


def use_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """A page on all systems, and one for everything that has a badge."""
    return (page.finished() for page in use_outlines(catalog, renderer))


def use_outlines(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """The same as outlines, but the first one."""
    yield _systems_page(renderer)
    for kind, entry in catalog.offered():
        if has_badge(entry.data):
            yield _outline(kind, entry, partial(_finished, catalog, renderer, kind, entry))


def _systems_page(renderer: Renderer) -> GeneratedPage:
    html = renderer.render("systems.html", urls.USE, view=SystemsView(PLATFORMS, CLOSED))
    return GeneratedPage(
        path=urls.USE,
        title=_TITLE,
        description="What Canvas, Moodle, Credly and others take from this catalog.",
        html=html,
        headings=headings_of(html),
    )


def _outline(
    kind: Kind, entry: Entry[Any], make: Callable[[GeneratedPage], GeneratedPage]
) -> GeneratedPage:
    name = entry.data.name
    page = urls.page(kind.address, entry.id)
    return GeneratedPage(
        path=urls.use(kind.address, entry.id),
        title=f"Use this badge: {name}",
        description=f"How to use the badge of {name} in Canvas, Moodle, Credly and others.",
        html="",
        crumbs=(Crumb(_LISTS[kind.name], f"{kind.address}/"), Crumb(name, page)),
        source=entry.file.name,
        searchable=False,
        listed=False,
        make=make,
    )


def _finished(
    catalog: Catalog, renderer: Renderer, kind: Kind, entry: Entry[Any], outline: GeneratedPage
) -> GeneratedPage:
    html = renderer.render("use.html", outline.path, view=_view(Badge(catalog, kind, entry)))
    return replace(outline, html=html, headings=headings_of(html))


def _view(badge: Badge) -> UseView:
    kind, entry = badge.kind, badge.entry
    here = urls.use(kind.address, entry.id)
    version = urls.version(kind.address, entry.id, entry.data.version)
    documents = (urls.CTDL, urls.PATHWAY) if kind is STACK else (urls.CTDL,)
    return UseView(
        id=entry.id,
        name=entry.data.name,
        page=urls.page(kind.address, entry.id),
        version=entry.data.version,
        published=badge.catalog.frozen(kind, entry) is not None,
        retired=entry.data.status is Status.RETIRED,
        badge_class=badge.address,
        achievement=badge.criteria + urls.ACHIEVEMENT,
        criteria=badge.narrative,
        version_page=badge.criteria,
        image=version + urls.BADGE_SVG,
        png=version + urls.BADGE_PNG,
        backup=here + urls.MOODLE_BACKUP,
        ctdl=tuple(here + name for name in documents) if entry.data.ctid else (),
        sheets=tuple(_sheet(fill_in(platform, badge)) for platform in PLATFORMS),
        closed=tuple(each.name for each in CLOSED),
    )


def _sheet(sheet: CopySheet) -> SheetView:
    platform = sheet.platform
    lines = tuple(
        LineView(
            id=f"{platform.id}-{number}",
            name=line.field.name,
            value=line.value,
            note=line.field.note,
            most=line.field.most,
            length=line.length,
            too_long=line.is_too_long,
        )
        for number, line in enumerate(sheet.lines, start=1)
    )
    return SheetView(
        id=platform.id,
        name=platform.name,
        standing=str(platform.standing),
        about=platform.about,
        steps=platform.steps,
        lines=lines,
        breaches=tuple(f"{each.message} — {each.advice}." for each in sheet.breaches),
        decide=platform.decide,
        text="" if any(line.value == sheet.badge.narrative for line in lines) else sheet.text,
    )
