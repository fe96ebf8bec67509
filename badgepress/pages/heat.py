"""How much of a framework is covered, level by level: the numbers behind a table with colors."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.load import Entry
from badgepress.model import Competency, FocusArea, Framework, Level, MicroCredential
from badgepress.pages.facets import (
    COMPETENCY,
    FOCUS_AREA,
    LEVEL,
    FacetValue,
    facets_of,
    is_offered,
    slug,
)
from badgepress.pages.framework_views import HeatCell, HeatColumn, HeatRow, HeatView

HEATS = 4
"""Shades besides none."""


def heat_view(catalog: Catalog, entry: Entry[Framework]) -> HeatView:
    """Competencies by levels; a focus area counts all that is aligned to it or to a part of it."""
    covering = _covering(catalog, entry)
    counts = {
        id(item): [sum(e.data.level is level for e in found) for level in Level]
        for _, item, found in covering
    }
    most = max((number for row in counts.values() for number in row), default=0)
    values = _listed(catalog)
    levels = [values[LEVEL].get(level.value) for level in Level]
    rows = tuple(
        HeatRow(
            name=item.name,
            id=item.id,
            level=2 if item is area else 3,
            cells=tuple(
                HeatCell(number, heat_of(number, most), _filtered(facet, row, column))
                for number, column in zip(counts[id(item)], levels, strict=True)
            ),
            total=len(found),
            list_path=row.path if row else None,
        )
        for area, item, found in covering
        for facet in [FOCUS_AREA if item is area else COMPETENCY]
        for row in [values[facet].get(f"{entry.id}/{item.id}")]
    )
    columns = tuple(
        HeatColumn(level.value.capitalize(), column.path if column else None)
        for level, column in zip(Level, levels, strict=True)
    )
    return HeatView(columns, rows, legend(most))


def heat_of(number: int, most: int) -> int:
    """The shade of a count: 0 for none, then in equal parts up to that of the highest count."""
    return -(-number * min(HEATS, most) // most) if number else 0


def legend(most: int) -> tuple[tuple[int, str], ...]:
    """Shade → the counts that have it: `0`, `1–2`, `3–4`."""
    shades: dict[int, list[int]] = {}
    for number in range(most + 1):
        shades.setdefault(heat_of(number, most), []).append(number)
    return tuple((heat, _span(numbers)) for heat, numbers in shades.items())


def _span(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _covering(
    catalog: Catalog, entry: Entry[Framework]
) -> list[tuple[FocusArea, Competency, list[Entry[MicroCredential]]]]:
    """Focus areas and competencies in their order, with what is offered for each."""
    found = []
    for area, item in entry.data.items():
        parts: Iterable[Competency] = (area, *area.competencies) if item is area else (item,)
        aligned = {
            each.id: each
            for part in parts
            for each in catalog.covered_by.get(f"{entry.id}/{part.id}", ())
            if is_offered(each)
        }
        found.append((area, item, list(aligned.values())))
    return found


def _filtered(facet: str, row: FacetValue | None, column: FacetValue | None) -> str | None:
    """The catalog's search for what has a value of the facet, and a level."""
    if row is None or column is None:
        return None
    return f"{urls.CATALOG}?{urlencode({slug(facet): row.slug, slug(LEVEL): column.slug})}"


def _listed(catalog: Catalog) -> Mapping[str, Mapping[str, FacetValue]]:
    """Facet's name → key → the value with its list."""
    found: defaultdict[str, dict[str, FacetValue]] = defaultdict(dict)
    for name, values in facets_of(catalog).items():
        found[name] = {value.key: value for value in values}
    return found
