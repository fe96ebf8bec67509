"""Cards and colored marks: how an entry looks wherever it is listed."""

from collections.abc import Iterable
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import FRAMEWORK, MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.model import Awards, FocusArea, Framework, Offered, Stack
from badgepress.pages.facets import is_offered
from badgepress.pages.views import Area, Card

AWARD_WORDS = {
    Awards.NONE: "suggested path",
    Awards.STACK: "stack",
    Awards.CREDENTIAL: "credential",
}
"""What a stack is called, by what it awards."""


def card(catalog: Catalog, kind: Kind, entry: Entry[Any], note: str | None = None) -> Card:
    """One entry as a card; many pages show the same."""
    name = (kind.name, entry.id, note)
    return catalog.recall("card", name, entry, lambda: _card(catalog, kind, entry, note))


def _card(catalog: Catalog, kind: Kind, entry: Entry[Any], note: str | None) -> Card:
    data: Offered = entry.data
    version = urls.version(kind.address, entry.id, data.version)
    return Card(
        name=data.name,
        path=urls.page(kind.address, entry.id),
        kind=AWARD_WORDS[data.awards] if isinstance(data, Stack) else kind.name,
        summary=data.summary,
        image=version + urls.BADGE_SVG if has_badge(data) else None,
        area=area_of(catalog, entry),
        level=data.level,
        hours=catalog.hours_of(entry),
        ceu=catalog.ceu_of(entry),
        status=data.status,
        version=data.version,
        note=note,
    )


def micro_credentials(catalog: Catalog, entries: Iterable[Entry[Any]]) -> tuple[Card, ...]:
    """Micro-credentials that are offered, as cards."""
    return _offered(catalog, MICRO_CREDENTIAL, entries)


def stacks(catalog: Catalog, entries: Iterable[Entry[Any]]) -> tuple[Card, ...]:
    """Stacks that are offered, as cards."""
    return _offered(catalog, STACK, entries)


def _offered(catalog: Catalog, kind: Kind, entries: Iterable[Entry[Any]]) -> tuple[Card, ...]:
    return tuple(card(catalog, kind, entry) for entry in entries if is_offered(entry))


def area_of(catalog: Catalog, entry: Entry[Any]) -> Area | None:
    """The mark of the focus area that colors a badge."""
    aligned = catalog.area_of(entry)
    return mark(aligned.framework, aligned.focus_area) if aligned else None


def mark(framework: Entry[Framework], focus_area: FocusArea) -> Area:
    """A focus area's mark, with a link to its place on the framework's page."""
    path = f"{urls.page(FRAMEWORK.address, framework.id)}#{focus_area.id}"
    return Area(focus_area.name, path, css_class(framework.id, focus_area.id))


def css_class(framework_id: str, area_id: str) -> str:
    """Class that sets a focus area's colors."""
    return f"bp-area--{framework_id}--{area_id}"
