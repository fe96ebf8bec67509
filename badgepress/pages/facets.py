"""The facets of the catalog: what it can be narrowed down by, in plain lists and in the search."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from badgepress.catalog import Catalog
from badgepress.kinds import MICRO_CREDENTIAL
from badgepress.load import Entry
from badgepress.model import Level, MicroCredential, Status

FOCUS_AREA = "Focus area"
COMPETENCY = "Competency"
LEVEL = "Level"
ISSUER = "Issuer"
RECOGNIZER = "Recognized by"
STATUS = "Status"

BROWSE = "browse/"
ALL = "all"
"""Below a facet's address: the pages of all its values. No value has this address."""

Choices = list[tuple[str, str]]
"""Keys with their titles, in the order of lists."""


class _Facet(NamedTuple):
    choices: Callable[[Catalog], Choices]
    keys: Callable[[Catalog, Entry[MicroCredential]], Iterable[str]]
    """The values that an entry has."""


class Value(NamedTuple):
    """One value of a facet, whether or not anything has it."""

    facet: str
    """The facet's name."""
    key: str
    """What the YAML says: an id, or a word from the settings."""
    slug: str
    """The value in addresses, unique in its facet."""
    title: str
    number: int
    """Its place among the values, from 0."""

    @property
    def path(self) -> str:
        """Address of its list."""
        return f"{facet_path(self.facet)}{self.slug}/"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet with the entries that have it."""

    key: str
    slug: str
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


def facet_path(facet: str) -> str:
    """Address below which the lists of a facet lie."""
    return f"{BROWSE}{slug(facet)}/"


@lru_cache(maxsize=1)
def facets_of(catalog: Catalog) -> Mapping[str, tuple[FacetValue, ...]]:
    """Facet's name → its values that something has, in the order of the settings.

    What is retired stands under its status alone, and nothing else has a list by status.
    """
    entries = by_name(catalog.micro_credentials.values())
    having: defaultdict[Value, list[Entry[MicroCredential]]] = defaultdict(list)
    values = all_values(catalog)
    for entry in entries:
        for value in values_of(catalog, entry, values):
            if (value.facet == STATUS) is not is_offered(entry):
                having[value].append(entry)
    facets = {
        name: tuple(
            FacetValue(value.key, value.slug, value.title, value.path, tuple(having[value]))
            for value in of_facet.values()
            if having[value]
        )
        for name, of_facet in values.items()
    }
    return {name: found for name, found in facets.items() if found}


@lru_cache(maxsize=1)
def all_values(catalog: Catalog) -> Mapping[str, Mapping[str, Value]]:
    """Facet's name → key → value."""
    found: dict[str, dict[str, Value]] = {}
    for name, facet in _facets(catalog).items():
        choices = facet.choices(catalog)
        slugs = _slugs(key for key, _ in choices)
        found[name] = {
            key: Value(name, key, slugs[key], title, number)
            for number, (key, title) in enumerate(choices)
        }
    return found


def values_of(
    catalog: Catalog, entry: Entry[MicroCredential], values: Mapping[str, Mapping[str, Value]]
) -> list[Value]:
    """Everything that an entry is listed under; `values` are those of `all_values`."""
    return [
        values[name][key]
        for name, facet in _facets(catalog).items()
        for key in dict.fromkeys(facet.keys(catalog, entry))
        if key in values[name]
    ]


def slug(text: str) -> str:
    """A word as a part of an address."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "other"


def _slugs(keys: Iterable[str]) -> dict[str, str]:
    """A slug for each key; where two words make one slug, the later one gets a number."""
    slugs: dict[str, str] = {}
    taken: set[str] = {ALL}
    for key in keys:
        plain = name = slug(key.rsplit("/", 1)[-1])
        number = 1
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name)
        slugs[key] = name
    return slugs


def _facets(catalog: Catalog) -> dict[str, _Facet]:
    """A site with one framework needs no facet for it."""
    several = len(catalog.frameworks) > 1
    return {name: facet for name, facet in _FACETS.items() if name != "Framework" or several}


def _areas(catalog: Catalog) -> Choices:
    return [
        (f"{framework.id}/{area.id}", area.name)
        for framework in catalog.frameworks.values()
        for area in framework.data.focus_areas
    ]


def _competencies(catalog: Catalog) -> Choices:
    return [
        (f"{framework.id}/{item.id}", item.name)
        for framework in catalog.frameworks.values()
        for area, item in framework.data.items()
        if item is not area
    ]


def _grades(catalog: Catalog) -> Choices:
    return [
        (grade, f"Grades {grade}" if grade[-1].isdigit() else grade)
        for grade in catalog.settings.grades
    ]


_CEU = ((0.0, "none", "None stated"), (1.0, "to-1", "Up to 1"), (2.0, "to-2", "Above 1, up to 2"))
_MORE_CEU = ("above-2", "Above 2")
"""Bands: limit, key and title."""


def _ceu_choices(catalog: Catalog) -> Choices:
    return [*((key, title) for _, key, title in _CEU), _MORE_CEU]


def _ceu(catalog: Catalog, entry: Entry[MicroCredential]) -> list[str]:
    ceu = entry.data.ceu or 0
    return [next((key for limit, key, _ in _CEU if ceu <= limit), _MORE_CEU[0])]


def _names(entries: Mapping[str, Entry[Any]]) -> Choices:
    return [(entry.id, entry.data.name) for entry in by_name(entries.values())]


def _category(catalog: Catalog, entry: Entry[MicroCredential]) -> list[str]:
    return [entry.data.renewal_category] if entry.data.renewal_category else []


_FACETS: dict[str, _Facet] = {
    FOCUS_AREA: _Facet(
        _areas,
        lambda catalog, entry: (
            f"{item.framework.id}/{item.focus_area.id}"
            for item in catalog.alignments_of(entry.data)
        ),
    ),
    "Framework": _Facet(
        lambda catalog: _names(catalog.frameworks),
        lambda catalog, entry: (i.framework.id for i in catalog.alignments_of(entry.data)),
    ),
    COMPETENCY: _Facet(_competencies, lambda catalog, entry: entry.data.alignments),
    "Level": _Facet(
        lambda catalog: [(level.value, level.value.capitalize()) for level in Level],
        lambda catalog, entry: [entry.data.level.value],
    ),
    "Role": _Facet(
        lambda catalog: [(role, role[0].upper() + role[1:]) for role in catalog.settings.roles],
        lambda catalog, entry: entry.data.audience.roles,
    ),
    "Grades": _Facet(_grades, lambda catalog, entry: entry.data.audience.grades),
    "CEU": _Facet(_ceu_choices, _ceu),
    "Renewal category": _Facet(
        lambda catalog: list(catalog.settings.renewal_categories.items()), _category
    ),
    RECOGNIZER: _Facet(
        lambda catalog: _names(catalog.recognizers),
        lambda catalog, entry: (
            item.recognizer.id for item in catalog.recognized(MICRO_CREDENTIAL, entry)
        ),
    ),
    "Stack": _Facet(
        lambda catalog: _names({s.id: s for s in catalog.stacks.values() if is_offered(s)}),
        lambda catalog, entry: (stack.id for stack in catalog.within(entry)),
    ),
    ISSUER: _Facet(
        lambda catalog: _names(catalog.issuers), lambda catalog, entry: [entry.data.issuer]
    ),
    STATUS: _Facet(
        lambda catalog: [
            (Status.ACTIVE.value, "Offered"),
            (Status.DRAFT.value, "Draft"),
            (Status.RETIRED.value, "Retired"),
        ],
        lambda catalog, entry: [entry.data.status.value],
    ),
}
"""In the order of the page: what most people choose by comes first."""
