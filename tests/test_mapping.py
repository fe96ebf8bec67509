"""The mapping of fields to standards: complete, and true of what the documents say."""

import dataclasses
from collections.abc import Iterator
from types import MappingProxyType
from typing import Any, TypeAlias

import pytest
from probing import changed, full_catalog
from pydantic import BaseModel

from badgepress.catalog import Catalog, has_badge
from badgepress.cli import make_parser
from badgepress.documents import openbadges2, openbadges3, schema_org
from badgepress.documents.mapping import MAPPING, SETTINGS, STANDARDS, keys_of
from badgepress.kinds import (
    DOCUMENT_KINDS,
    FRAMEWORK,
    GLOSSARY,
    ISSUER,
    MICRO_CREDENTIAL,
    RECOGNIZER,
    STACK,
    Kind,
)
from badgepress.load import Entry
from badgepress.model import Settings
from badgepress.model.walk import leaf_fields
from badgepress.reference import reference_files

MODELS = {kind.name: kind.model for kind in DOCUMENT_KINDS} | {SETTINGS: Settings}
OPEN_BADGES_2, OPEN_BADGES_3, SCHEMA_ORG = STANDARDS
OFFERED = (MICRO_CREDENTIAL, STACK)
PROBED = {
    MICRO_CREDENTIAL: "micro_credentials",
    STACK: "stacks",
    ISSUER: "issuers",
    RECOGNIZER: "recognizers",
    FRAMEWORK: "frameworks",
    GLOSSARY: "terms",
}
"""Kind → where the catalog keeps its entries."""

Documents: TypeAlias = dict[tuple[str, str], dict[str, Any]]
"""Standard's id and whose document it is → the document."""


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_is_mapped(kind: str) -> None:
    """Each field of each kind of document has a row, and the table has rows of nothing else."""
    assert sorted(MAPPING[kind]) == sorted(leaf_fields(MODELS[kind]))


def test_every_cell_says_where_or_why_not() -> None:
    """Each field goes somewhere in each standard, or the table says why it is dropped."""
    for rows in MAPPING.values():
        for field, cells in rows.items():
            assert len(cells) == len(STANDARDS), field
            for cell in cells:
                assert bool(cell.own or cell.badges) != bool(cell.why_not), field


def test_every_row_is_on_the_page() -> None:
    """The reference shows each field once in the chapter of its kind."""
    text = reference_files(make_parser())["pages/reference/mapping.md"]
    for kind, rows in MAPPING.items():
        chapter = text.partition(f"\n## {kind.capitalize()}\n")[2].partition("\n## ")[0]
        for field in rows:
            assert chapter.count(f"\n| `{field}` | ") == 1, field


def test_keys_of_a_group_are_those_of_its_fields() -> None:
    """What a group reaches is what any field in it reaches; an unknown field is refused."""
    assert keys_of("micro-credential", "parts", OPEN_BADGES_2) == {"criteria"}
    assert keys_of("micro-credential", "parts", OPEN_BADGES_3) == {"criteria", "resultDescription"}
    assert keys_of("micro-credential", "apply", OPEN_BADGES_3) == set()
    assert keys_of("issuer", "name", OPEN_BADGES_3) == {"creator"}
    assert keys_of("issuer", "name", OPEN_BADGES_3, of_badges=False) == {"name", "image"}
    with pytest.raises(KeyError):
        keys_of("micro-credential", "part", OPEN_BADGES_2)


# What the documents say: each field is changed in the full example, and the keys that change with
# it are those of the table.


def _documents(catalog: Catalog) -> Documents:
    """The documents of everything; `*` stands before what is no badge's."""
    found: Documents = {}
    for kind, entry in catalog.offered():
        name = f"{kind.address}/{entry.id}"
        found[SCHEMA_ORG.id, name] = schema_org.offered(catalog, kind, entry)
        if has_badge(entry.data):
            found[OPEN_BADGES_2.id, name] = openbadges2.badge_class(catalog, kind, entry)
            found[OPEN_BADGES_3.id, name] = openbadges3.achievement(catalog, kind, entry)
    for issuer in catalog.issuers.values():
        name = f"*issuer/{issuer.id}"
        found[SCHEMA_ORG.id, name] = schema_org.issuer(catalog, issuer)
        found[OPEN_BADGES_2.id, name] = openbadges2.profile(catalog, issuer)
        found[OPEN_BADGES_3.id, name] = openbadges3.profile(catalog, issuer)
    for recognizer in catalog.recognizers.values():
        found[SCHEMA_ORG.id, f"*recognizer/{recognizer.id}"] = schema_org.recognizer(
            catalog, recognizer
        )
    for framework in catalog.frameworks.values():
        found[SCHEMA_ORG.id, f"*framework/{framework.id}"] = schema_org.framework(
            catalog, framework
        )
    for term in catalog.terms.values():
        found[SCHEMA_ORG.id, f"*term/{term.id}"] = schema_org.term(catalog.settings.base_url, term)
    return found


CATALOG = full_catalog()
BEFORE = _documents(CATALOG)

NAMED_ELSEWHERE = (
    "scoring_guide.levels.id",
    "focus_areas.id",
    "focus_areas.competencies.id",
    "terms.id",
)
"""Fields that cannot be changed alone, for something else names what they say."""


def _with_change(catalog: Catalog, kind: Kind, entry: Entry[Any], field: str) -> Catalog:
    path = field.removeprefix("terms.") if kind is GLOSSARY else field
    data = changed(entry.data, path, field)
    entries = dict(getattr(catalog, PROBED[kind]))
    entries[entry.id] = dataclasses.replace(entry, data=data)
    return dataclasses.replace(catalog, **{PROBED[kind]: MappingProxyType(entries)})


def _reached(kind: Kind, field: str) -> Iterator[tuple[str, bool, str]]:
    """Standard, whether it is a badge's document, and key that changes with a field."""
    for entry in getattr(CATALOG, PROBED[kind]).values():
        after = _documents(_with_change(CATALOG, kind, entry, field))
        yield from _differences(after, f"{kind.address}/{entry.id}" if kind in OFFERED else "")


def _differences(after: Documents, only: str = "") -> Iterator[tuple[str, bool, str]]:
    for (standard, name), before in BEFORE.items():
        other = after.get((standard, name))
        if other is None or (only and name != only):
            continue
        for key in before.keys() | other.keys():
            if before.get(key) != other.get(key):
                yield standard, not name.startswith("*"), key


PROBES = [
    (kind, field) for kind in PROBED for field in MAPPING[kind.name] if field not in NAMED_ELSEWHERE
]


@pytest.mark.parametrize(("kind", "field"), PROBES, ids=[f"{k.name}-{f}" for k, f in PROBES])
def test_change_of_a_field_reaches_exactly_these_keys(kind: Kind, field: str) -> None:
    """Whoever changes a field sees it in the keys that the table names, and in no other one."""
    _hold(kind.name, field, set(_reached(kind, field)))


def _hold(kind: str, field: str, reached: set[tuple[str, bool, str]]) -> None:
    for standard in STANDARDS:
        for of_badges in (True, False):
            if not of_badges and kind in {offered.name for offered in OFFERED}:
                continue
            found = {key for sid, badge, key in reached if (sid, badge) == (standard.id, of_badges)}
            wanted = keys_of(kind, field, standard, of_badges=of_badges)
            assert found == wanted, (standard.name, of_badges)


@pytest.mark.parametrize("field", MAPPING[SETTINGS])
def test_change_of_a_setting_reaches_exactly_these_keys(field: str) -> None:
    """The home is in every address, and no other setting is in any document."""
    other: Any = "https://else.example.org/" if field == "base_url" else None
    settings = CATALOG.settings.model_copy(update={field: other})
    after = _documents(dataclasses.replace(CATALOG, settings=settings))
    _hold(SETTINGS, field, set(_differences(after)))


def _renamed(model: Any, old: str, new: str) -> Any:
    """A copy in which a level has another id, in its guide, in the passing rule and in rubrics."""
    if isinstance(model, BaseModel):
        values = {name: _renamed(getattr(model, name), old, new) for name in model.model_fields_set}
        return model.model_copy(update=values)
    if isinstance(model, tuple):
        return tuple(_renamed(item, old, new) for item in model)
    if isinstance(model, dict):
        return {new if key == old else key: text for key, text in model.items()}
    return new if model == old else model


def test_id_of_a_level_reaches_result_descriptions_alone() -> None:
    """What rubrics call a level is an id in Open Badges 3.0, and nothing that people read."""
    entry = CATALOG.micro_credentials["every-field"]
    renamed = dataclasses.replace(entry, data=_renamed(entry.data, "expert", "top"))
    entries = {**CATALOG.micro_credentials, entry.id: renamed}
    after = _documents(dataclasses.replace(CATALOG, micro_credentials=entries))
    for standard in STANDARDS:
        place = (standard.id, "catalog/every-field")
        found = {key for key, value in BEFORE[place].items() if after[place][key] != value}
        for kind in ("micro-credential", "issuer"):
            assert found == keys_of(kind, "scoring_guide.levels.id", standard)
