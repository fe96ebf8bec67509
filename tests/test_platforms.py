"""What each platform can hold: the table is true of what the exports say; limits are told."""

import base64
import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from conftest import FULL, MakeProject
from probing import changed, full_catalog

from badgepress.artwork import inspect_image
from badgepress.catalog import Catalog, has_badge
from badgepress.cli import make_parser
from badgepress.documents.mapping import MAPPING
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK, Kind
from badgepress.model import Awards
from badgepress.platforms import canvas, credly, ctdl, openbadges1
from badgepress.platforms.badge import Badge, badges_of
from badgepress.platforms.form import fill_in, problem_of
from badgepress.platforms.mapping import (
    CANVAS,
    CREDLY,
    MOODLE,
    OLD,
    REGISTRY,
    SHEETS,
    TABLES,
    TARGETS,
    Held,
    Target,
    held,
)
from badgepress.platforms.moodle.badges import badges_xml
from badgepress.platforms.registry import EXPORTS, PLATFORMS
from badgepress.platforms.sheets_only import BLACKBOARD, HAIKU, OPENBADGES_ME, SCHOOLOGY
from badgepress.platforms.spreadsheet.catalog import catalog_tables
from badgepress.project import open_catalog
from badgepress.reference import reference_files

KINDS = (MICRO_CREDENTIAL, STACK, ISSUER)
OF = {
    MICRO_CREDENTIAL: ("micro_credentials", "every-field"),
    STACK: ("stacks", "every-step"),
    ISSUER: ("issuers", "full-agency"),
}
"""Kind → where the catalog keeps it, and the entry of the full example with every field."""


class Blank(Badge):
    """A badge without a picture: what pictures are made of is tested elsewhere."""

    svg = property(lambda self: b"")  # type: ignore[assignment]
    png = property(lambda self: b"")  # type: ignore[assignment]


def _badges(catalog: Catalog) -> list[Badge]:
    return [
        Blank(catalog, kind, entry) for kind, entry in catalog.offered() if has_badge(entry.data)
    ]


def _said(catalog: Catalog, target: Target) -> str:
    """Everything that the exports of a column say of the catalog, as one text."""
    badges = _badges(catalog)
    if target is CANVAS:
        return json.dumps([canvas.payload(badge) for badge in badges])
    if target is CREDLY:
        return json.dumps([credly.payload(badge) for badge in badges])
    if target is MOODLE:
        return badges_xml(badges, 0).decode()
    if target is SHEETS:
        platforms = (BLACKBOARD, SCHOOLOGY, HAIKU, OPENBADGES_ME)
        return repr([fill_in(platform, badge).text for platform in platforms for badge in badges])
    if target is OLD:
        return json.dumps(list(openbadges1.documents(badges)))
    if target is REGISTRY:
        return json.dumps(list(ctdl.documents(catalog)))
    return repr([table.rows for table in catalog_tables(catalog)])


def _catalog() -> Catalog:
    """The full example with more relations, and a stack that says how to start."""
    catalog = full_catalog()
    stacks = dict(catalog.stacks)
    entry = stacks["every-step"]
    apply = entry.data.apply.model_copy(update={"how": "Write."})
    stacks["every-step"] = dataclasses.replace(
        entry, data=entry.data.model_copy(update={"apply": apply})
    )
    return dataclasses.replace(catalog, stacks=stacks)


CATALOG = _catalog()
BEFORE = {target.id: _said(CATALOG, target) for target in TARGETS}
OTHER_AWARD = {
    Awards.NONE: Awards.NONE,
    Awards.STACK: Awards.CREDENTIAL,
    Awards.CREDENTIAL: Awards.STACK,
}
# A change of these is no valid catalog, or none that the others could follow.
APART = {"artwork.image", "scoring_guide.levels.id", "status"}


def _with_change(kind: Kind, field: str) -> Catalog:
    """The full example with every entry of a kind changed in one field.

    What awards something awards something else; it does not become a path without a badge.
    """
    name, _ = OF[kind]
    entries = dict(getattr(CATALOG, name))
    for entity_id, entry in entries.items():
        if field == "awards":
            data = entry.data.model_copy(update={"awards": OTHER_AWARD[entry.data.awards]})
        else:
            data = changed(entry.data, field, field)
        entries[entity_id] = dataclasses.replace(entry, data=data)
    return dataclasses.replace(CATALOG, **{name: MappingProxyType(entries)})


PROBES = [
    (kind, field)
    for kind in KINDS
    for field in MAPPING[kind.name]
    if field not in APART and not field.startswith("artwork.")
]


@pytest.mark.parametrize(("kind", "field"), PROBES, ids=[f"{k.name}-{f}" for k, f in PROBES])
def test_each_platform_holds_what_the_table_says(kind: Kind, field: str) -> None:
    """A change of a field is seen in the exports that hold it, and in no other one."""
    catalog = _with_change(kind, field)
    found = {target.id for target in TARGETS if _said(catalog, target) != BEFORE[target.id]}
    wanted = {t.id for t in TARGETS if held(t, kind.name, field) not in (Held.NO, Held.LINK)}
    assert found == wanted


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_in_the_reference(kind: Kind) -> None:
    """The page on platforms has a row for each field, with a cell for each column."""
    text = reference_files(make_parser())["pages/reference/platforms.md"]
    chapter = text.partition(f"\n### {kind.name.capitalize()}\n")[2].partition("\n##")[0]
    for field in MAPPING[kind.name]:
        cells = " | ".join(held(target, kind.name, field).value for target in TARGETS)
        assert f"\n| `{field}` | {cells} |" in chapter + "\n", field


def test_every_export_is_in_the_table() -> None:
    """What `badgepress export` takes belongs to exactly one column, and the pages tell of it."""
    columns = [name for target in TARGETS for name in target.exports]
    assert sorted(columns) == sorted(export.name for export in EXPORTS)
    text = reference_files(make_parser())["pages/reference/platforms.md"]
    for platform in PLATFORMS:
        assert f"\n## {platform.name}\n" in text


def test_tables_alone_hold_everything() -> None:
    """Every field of every kind comes back whole from CSV and XLSX."""
    for kind in KINDS:
        assert {held(TABLES, kind.name, field) for field in MAPPING[kind.name]} == {Held.WHOLE}


# Bodies of requests


def _badge(project: Path, entity_id: str) -> Badge:
    catalog, _ = open_catalog(project)
    return next(b for b in badges_of(catalog, list(catalog.offered())) if b.entry.id == entity_id)


def test_canvas_creates_the_badge_class_from_its_payload(project: MakeProject) -> None:
    """The body has every field of Canvas' API, and a picture that platforms take."""
    badge = _badge(project(example=FULL), "every-field")
    body = canvas.payload(badge)
    image = body.pop("image")
    kind, _, data = image.partition(",")
    assert kind == "data:image/png;base64"
    assert list(inspect_image(base64.b64decode(data), "badge.png")) == []
    assert body["name"] == badge.data.name
    assert body["description"] == badge.data.summary
    assert body["achievementType"] == "MicroCredential"
    assert body["criteriaUrl"] == "https://badges.example.org/all/of/it/catalog/every-field/v3/"
    assert body["criteriaNarrative"].startswith("## Competency\n")
    assert body["expires"] == {"amount": 5, "duration": "years"}
    assert body["tags"] == list(badge.data.tags)
    assert [each["targetCode"] for each in body["alignments"]] == ["010", "1.10"]
    assert len(body) == 8


def test_credly_makes_a_template_from_its_payload(project: MakeProject) -> None:
    """The body has what Credly requires: image, criteria, skills and activities."""
    badge = _badge(project(example=FULL), "every-field")
    body = credly.payload(badge)
    assert body.pop("image").startswith("data:image/png;base64,iVBOR")
    assert body == {
        "name": badge.data.name,
        "description": badge.data.summary,
        "global_activity_url": badge.criteria,
        "skills": list(badge.data.tags),
        "badge_template_activities": [
            {"activity_type": "Assessment", "title": part.name, "activity_url": badge.criteria}
            for part in badge.data.parts
        ],
        "alignments": [
            {
                "name": 'Teachers\' "sources" <script>alert(1)</script>',
                "url": "https://framework.example.org/#sources",
                "description": "All _words_ [of] it.",
            },
            {
                "name": "Media & <b>makers</b>",
                "url": "https://framework.example.org/#media",
                "description": "Everything | with *media* {{ 7*7 }}",
            },
        ],
        "level": "Advanced",
        "cost": "Free",
        "time_to_earn": "Hours",
    }


@pytest.mark.parametrize(
    ("fee", "cost"),
    [
        ("none", "Free"),
        ("No charge.", "Free"),
        ("0 €", "Free"),
        ("$0.00", "Free"),
        ("$50", "Paid"),
        ("USD 1,050.00", "Paid"),
        ("50 dollars", "Paid"),
        ("it depends", None),
        ("No fee until July 1, 2027", None),
        ("Free (see page 3)", None),
        ("0 to 50 €", None),
        ("10 people", None),
    ],
)
def test_credly_is_told_the_cost_only_where_it_is_plain(
    project: MakeProject, fee: str, cost: str | None
) -> None:
    """A fee that is neither none nor an amount is left to the owner."""
    root = _edited(
        project,
        "version: 1",
        f'version: 1\napply: {{url: "https://agency.example.org/apply", fee: "{fee}"}}',
    )
    assert credly.payload(_badge(root, "safe-online")).get("cost") == cost


# Limits


def _problems(project: Path, platform: Any, entity_id: str) -> list[str]:
    sheet = fill_in(platform, _badge(project, entity_id))
    return [str(problem_of(sheet.badge, each)) for each in sheet.breaches]


SAFE = "catalog/safe-online.yaml"


def _edited(project: MakeProject, old: str, new: str) -> Path:
    root = project()
    text = (root / SAFE).read_text("utf-8")
    assert text.count(old) == 1
    return project({SAFE: text.replace(old, new)})


def test_credly_refuses_less_than_three_skills(project: MakeProject) -> None:
    """Whoever has two tags is told file, line and field before Credly says no."""
    root = _edited(project, "version: 1", "version: 1\ntags: [one thing, another]")
    assert _problems(root, credly.PLATFORM, "safe-online") == [
        "catalog/safe-online.yaml:3:1: warning: tags: Credly asks for at least 3 skills, but there"
        " are 2 tags — add tags that are skills, or add skills at Credly"
    ]
    root = _edited(project, "version: 1", "version: 1\ntags: [one thing, another, a third]")
    assert _problems(root, credly.PLATFORM, "safe-online") == []


def test_moodle_refuses_long_tags_and_addresses(project: MakeProject) -> None:
    """A tag of 51 characters and an alignment's address of 256 are told; one less is not."""
    from badgepress.platforms.moodle import PLATFORM as MOODLES

    root = _edited(project, "version: 1", f"version: 1\ntags: [{'x' * 50}, {'y' * 51}]")
    assert _problems(root, MOODLES, "safe-online") == [
        "catalog/safe-online.yaml:3:60: warning: tags[2]: Moodle takes 50 characters for a tag, but"
        f" '{'y' * 51}' has 51 — shorten it"
    ]
    framework = "catalog/frameworks/digital.yaml"
    text = (project() / framework).read_text("utf-8")
    address = "https://framework.example.org/"
    at = next(line for line in text.splitlines() if line.startswith("url: "))
    for length, count in ((255, 0), (256, 1)):
        long = f"url: {address}{'x' * (length - len(address))}"
        root = project(
            {
                framework: text.replace(at, long),
                SAFE: (FULL.parent / "small" / SAFE).read_text("utf-8"),
            }
        )
        found = [p for p in _problems(root, MOODLES, "safe-online") if "targetUrl" in p]
        assert len(found) == count


def test_canvas_refuses_long_names_of_alignments(project: MakeProject) -> None:
    """An alignment that Badgr could not store is told by its place."""
    framework = "catalog/frameworks/digital.yaml"
    text = (project() / framework).read_text("utf-8")
    name = next(line for line in text.splitlines() if line.startswith("name: "))
    root = project({framework: text.replace(name, f"name: {'n' * 256}")})
    problems = _problems(root, canvas.PLATFORM, "safe-online")
    assert problems[0].endswith(
        "warning: alignments[1]: Canvas takes 255 characters for targetFramework of an alignment —"
        " shorten it in the framework's file"
    )
    root = project({framework: text.replace(name, f"name: {'n' * 255}")})
    assert _problems(root, canvas.PLATFORM, "safe-online") == []


def test_blackboards_description_names_the_badge_class_where_it_fits(project: MakeProject) -> None:
    """500 characters are never exceeded and never cut: the address is what is left out."""
    address = "https://badges.example.org/catalog/safe-online/v1/badgeclass.json"
    text = (project() / SAFE).read_text("utf-8")
    summary = next(line for line in text.splitlines() if line.startswith("summary: "))
    for length, fits in ((500 - len(address) - 1, True), (500 - len(address), False), (500, False)):
        words = "s" * length
        root = project({SAFE: text.replace(summary, f"summary: {words}")})
        sheet = fill_in(BLACKBOARD, _badge(root, "safe-online"))
        line = next(each for each in sheet.lines if each.field.name == "Description")
        assert line.value == (f"{words} {address}" if fits else words)
        assert sheet.breaches == ()
        assert any(each.value == address for each in sheet.lines)


def test_nothing_is_shortened(project: MakeProject) -> None:
    """A value that is too long stands in the sheet whole, and is a breach."""
    badge = _badge(project(), "safe-online")
    field = dataclasses.replace(BLACKBOARD.fields[0], most=3)
    sheet = fill_in(dataclasses.replace(BLACKBOARD, fields=(field,)), badge)
    assert sheet.lines[0].value == "Safe Online"
    assert [str(problem_of(badge, each)) for each in sheet.breaches] == [
        "catalog/safe-online.yaml:1:7: warning: name: Blackboard (Anthology) takes 3 characters for"
        " 'Title', but this makes 11 — shorten it"
    ]


def _texts() -> Iterator[str]:
    for platform in PLATFORMS:
        yield from (platform.about, *platform.steps, *platform.decide, *platform.unknown)


def test_what_is_said_of_platforms_is_in_sentences() -> None:
    """Each remark is a sentence, and each platform says where it was read."""
    assert all(text[0].isupper() and text.endswith(".") for text in _texts())
    for platform in PLATFORMS:
        assert platform.sources, platform.id
        assert all(source.url.startswith("https://") for source in platform.sources)


def test_published_words_go_to_platforms_as_they_were_published(project: MakeProject) -> None:
    """After a publication the payload is made of the frozen document."""
    from publishing import published

    root = published(project())
    badge = _badge(root, "safe-online")
    assert badge.catalog.frozen(badge.kind, badge.entry)
    frozen = root / "published/catalog/safe-online/v1/badgeclass.json"
    document = json.loads(frozen.read_bytes())
    assert canvas.payload(badge)["criteriaNarrative"] == document["criteria"]["narrative"].strip()
    assert badge.address == document["id"]
