"""The facets of the catalog: focus area, level, role, grades, renewal category, status."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from badgepress.catalog import Catalog
from badgepress.load import Entry
from badgepress.model import Level, MicroCredential, Status

FOCUS_AREA = "Focus area"
LEVEL = "Level"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet with the entries that have it."""

    key: str
    """What the YAML says: an id, or a word from the settings."""
    title: str
    path: str
    """Address of its list."""
    entries: tuple[Entry[MicroCredential], ...]


def by_name(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """Entries in the order of lists."""
    return sorted(entries, key=lambda entry: (entry.data.name.casefold(), entry.id))


def is_offered(entry: Entry[Any]) -> bool:
    """Whether it can still be earned."""
    return entry.data.status is not Status.RETIRED


def facets_of(catalog: Catalog) -> Mapping[str, tuple[FacetValue, ...]]:
    """Facet's name → its values that something has, in the order of the settings."""
    entries = by_name(catalog.micro_credentials.values())
    offered = [entry for entry in entries if is_offered(entry)]
    facets = {
        name: _values(name, choices, offered, catalog)
        for name, choices in _choices(catalog).items()
    }
    retired = [entry for entry in entries if not is_offered(entry)]
    facets["Status"] = _values("Status", [(Status.RETIRED.value, "Retired")], retired, catalog)
    return {name: values for name, values in facets.items() if values}


def _choices(catalog: Catalog) -> dict[str, list[tuple[str, str]]]:
    """Facet's name → keys with their titles."""
    settings = catalog.settings
    return {
        FOCUS_AREA: [
            (f"{framework.id}/{area.id}", area.name)
            for framework in catalog.frameworks.values()
            for area in framework.data.focus_areas
        ],
        LEVEL: [(level.value, level.value.capitalize()) for level in Level],
        "Role": [(role, role[0].upper() + role[1:]) for role in settings.roles],
        "Grades": [
            (grade, f"Grades {grade}" if grade[-1].isdigit() else grade)
            for grade in settings.grades
        ],
        "Renewal category": list(settings.renewal_categories.items()),
    }


def _values(
    facet: str,
    choices: list[tuple[str, str]],
    entries: list[Entry[MicroCredential]],
    catalog: Catalog,
) -> tuple[FacetValue, ...]:
    having: defaultdict[str, list[Entry[MicroCredential]]] = defaultdict(list)
    for entry in entries:
        for key in _keys(facet, entry.data, catalog):
            having[key].append(entry)
    paths = _paths(facet, [key for key, _ in choices])
    return tuple(
        FacetValue(key, title, paths[key], tuple(having[key]))
        for key, title in choices
        if having[key]
    )


def _keys(facet: str, data: MicroCredential, catalog: Catalog) -> set[str]:
    if facet == FOCUS_AREA:
        aligned = catalog.alignments_of(data)
        return {f"{item.framework.id}/{item.focus_area.id}" for item in aligned}
    if facet == LEVEL:
        return {data.level.value}
    if facet == "Role":
        return set(data.audience.roles)
    if facet == "Grades":
        return set(data.audience.grades)
    if facet == "Status":
        return {data.status.value}
    return {data.renewal_category} if data.renewal_category else set()


def _paths(facet: str, keys: Iterable[str]) -> dict[str, str]:
    """An address for each key; where two words make one slug, the later one gets a number."""
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for key in keys:
        plain = name = _slug(key.rsplit("/", 1)[-1])
        number = 1
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name)
        paths[key] = f"browse/{_slug(facet)}/{name}/"
    return paths


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "other"
