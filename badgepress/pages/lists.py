"""The catalog and the stacks as plain lists, page by page and facet by facet."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.load import Entry
from badgepress.model import Level, MicroCredential, Status
from badgepress.pages.cards import micro_credentials, stacks
from badgepress.pages.page import Crumb, GeneratedPage
from badgepress.pages.render import Renderer
from badgepress.pages.views import Facet, FacetGroup, ListView
from badgepress.words import count

PER_PAGE = 36
"""Cards on one page of a list; divides by two, three and four columns."""


@dataclass(slots=True)
class _Value:
    """A facet's value with the entries that have it."""

    title: str
    path: str
    entries: list[Entry[MicroCredential]]


def list_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """The catalog's list, a list for each facet's value, and the stacks."""
    entries = _by_name(
        entry
        for entry in catalog.micro_credentials.values()
        if entry.data.status is not Status.RETIRED
    )
    values = _facet_values(catalog, entries)
    groups = _groups(values)
    lead = (
        f"{count(len(entries), 'micro-credential')} to choose from. Each page says what to do,"
        " how it is judged, and who recognizes it."
    )
    yield from _paged(catalog, renderer, "Catalog", lead, entries, groups, urls.CATALOG, "browse/")
    for facet in values.values():
        for value in facet.values():
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
            cards=micro_credentials(catalog, entries[start : start + PER_PAGE]),
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
        )


def _stacks_page(catalog: Catalog, renderer: Renderer) -> GeneratedPage:
    lead = (
        "A stack is one organized set: its steps build upon each other, and together they show"
        " more than each alone. Some stacks award a badge or a credential, others suggest a path."
    )
    view = ListView(
        title="Stacks",
        lead=lead,
        cards=stacks(catalog, _by_name(catalog.stacks.values())),
        total=len(catalog.stacks),
        number=1,
        pages=(urls.STACKS,),
        facets=(),
    )
    html = renderer.render("list.html", urls.STACKS, view=view)
    return GeneratedPage(urls.STACKS, "Stacks", lead, html, searchable=False)


def _facet_values(
    catalog: Catalog, entries: Sequence[Entry[MicroCredential]]
) -> dict[str, dict[str, _Value]]:
    """Facet's name → value → its title, address and entries, in the order of the settings."""
    settings = catalog.settings
    facets: dict[str, dict[str, _Value]] = {}
    areas = [
        (f"{framework.id}/{area.id}", area.name)
        for framework in catalog.frameworks.values()
        for area in framework.data.focus_areas
    ]
    levels = [(str(level), str(level).capitalize()) for level in Level]
    wanted = {
        "Focus area": areas,
        "Level": levels,
        "Role": [(role, role.capitalize()) for role in settings.roles],
        "Grades": [
            (grade, f"Grades {grade}" if grade[0].isdigit() or "-" in grade else grade)
            for grade in settings.grades
        ],
        "Renewal category": list(settings.renewal_categories.items()),
    }
    for facet, choices in wanted.items():
        having = _having(facet, entries, catalog)
        facets[facet] = {
            key: _Value(title, f"browse/{slug(facet)}/{slug(key.split('/')[-1])}/", having[key])
            for key, title in choices
            if having[key]
        }
    return facets


def _having(
    facet: str, entries: Sequence[Entry[MicroCredential]], catalog: Catalog
) -> defaultdict[str, list[Entry[MicroCredential]]]:
    found: defaultdict[str, list[Entry[MicroCredential]]] = defaultdict(list)
    for entry in entries:
        for key in _keys(facet, entry.data, catalog):
            found[key].append(entry)
    return found


def _keys(facet: str, data: MicroCredential, catalog: Catalog) -> set[str]:
    if facet == "Focus area":
        aligned = catalog.alignments_of(data)
        return {f"{item.framework.id}/{item.focus_area.id}" for item in aligned}
    if facet == "Level":
        return {str(data.level)}
    if facet == "Role":
        return set(data.audience.roles)
    if facet == "Grades":
        return set(data.audience.grades)
    return {data.renewal_category} if data.renewal_category else set()


def _groups(values: dict[str, dict[str, _Value]]) -> tuple[FacetGroup, ...]:
    return tuple(
        FacetGroup(
            name,
            tuple(Facet(v.title, v.path, len(v.entries)) for v in facet.values()),
        )
        for name, facet in values.items()
        if facet
    )


def slug(text: str) -> str:
    """A word of an address from a setting's text."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "other"


def _by_name(entries: Any) -> list[Entry[Any]]:
    return sorted(entries, key=lambda entry: (entry.data.name.casefold(), entry.id))
