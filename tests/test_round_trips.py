"""Catalog → export → import → the same catalog, for every field that a platform can hold."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import FULL
from importing import run_import

from badgepress import pictures, urls
from badgepress.artwork import inspect_image
from badgepress.catalog import Catalog, has_badge
from badgepress.cli import main, make_parser
from badgepress.documents import openbadges2, openbadges3
from badgepress.documents.jsontext import to_json
from badgepress.importing.coming_back import COMING_BACK, FORMS
from badgepress.kinds import ENTITY_KINDS, ISSUER, MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Documents, load
from badgepress.model.walk import leaf_fields
from badgepress.problems import Problems
from badgepress.project import open_catalog
from badgepress.reference import reference_files

WHOLE = ("csv", "xlsx")
"""Forms that hold the whole catalog, what awards nothing included."""


CHANGES = {
    # A field that no document fills in would be none that comes back.
    "stacks/badge-path.yaml": [
        ("issuer: full-agency", "issuer: other-agency"),
        (
            "artwork: {shape: rosette, stars: 1}",
            "apply: {url: https://a.example.org/, fee: none, how: By mail.}\n"
            "artwork: {image: ../catalog/deeply/nested/images/logo.svg}",
        ),
    ],
    # Badge documents make a link harmless, and version 1 of a step is any version: what comes back
    # means the same, and is written otherwise. A hexagon is what stands for a missing picture.
    "catalog/deeply/nested/every-field.yaml": [
        ("[code](javascript:", "[code] (javascript:"),
        ("shape: hexagon", "shape: octagon"),
    ],
    "stacks/every-step.yaml": [
        ("plain-path@1", "plain-path"),
        ("banner: ", 'color: "#1f6f8b", banner: '),
    ],
}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in which every field is filled in."""
    folder = tmp_path_factory.mktemp("round-trips") / "full"
    shutil.copytree(FULL, folder)
    for name, changes in CHANGES.items():
        text = (folder / name).read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def full(example: Path) -> Catalog:
    """Its catalog."""
    return open_catalog(example)[0]


def export(example: Path, catalog: Catalog, form: str, folder: Path) -> None:
    """Write a catalog in one form, as its owner gets it."""
    if form in ("openbadges-2.0", "openbadges-3.0"):
        for name, content in site_documents(catalog, form):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        return
    # Limits of the platform that the example breaks are told, and the files are written.
    assert main(["export", form, "--project", str(example), "--out", str(folder)]) in (0, 1)


def site_documents(catalog: Catalog, form: str) -> Iterator[tuple[str, bytes]]:
    """The badge documents of a site, with the pictures that they name beside them."""
    base = catalog.settings.base_url
    module = openbadges2 if form == "openbadges-2.0" else openbadges3
    entries = ((MICRO_CREDENTIAL, catalog.micro_credentials), (STACK, catalog.stacks))
    for kind, entry in ((kind, entry) for kind, each in entries for entry in each.values()):
        if not has_badge(entry.data):
            continue
        home = catalog.version_address(kind, entry).removeprefix(base)
        if module is openbadges2:
            document = openbadges2.badge_class(catalog, kind, entry)
            yield home + urls.BADGE_CLASS, to_json(document).encode()
        else:
            document = openbadges3.achievement(catalog, kind, entry)
            yield home + urls.ACHIEVEMENT, to_json(document).encode()
    for issuer in catalog.issuers.values():
        home = catalog.issuer_home(issuer.id).removeprefix(base)
        name = urls.ISSUER_PROFILE if module is openbadges2 else urls.PROFILE
        yield home + name, to_json(module.profile(catalog, issuer)).encode()


def leaves(data: Any, path: str) -> list[Any]:
    """All values of a field, however deep in lists it stands; `[]` where it is left out."""
    name, _, rest = path.partition(".")
    if isinstance(data, list):
        return [leaf for item in data for leaf in leaves(item, path)]
    value = data.get(name) if isinstance(data, dict) else None
    if not rest:
        return [] if value in (None, [], {}) else [value]
    return leaves(value, rest) if value is not None else []


def dumped(entry: Any) -> dict[str, Any]:
    """A document as YAML has it."""
    data: dict[str, Any] = entry.data.model_dump(mode="json", by_alias=True)
    return data


def returned(before: dict[str, Any], after: dict[str, Any], kind: Kind) -> set[str]:
    """Fields that some document fills in, and that all those that came back have as they were."""
    found = set()
    for field in leaf_fields(kind.model):
        pairs = [
            (leaves(dumped(before[id_]), field), leaves(dumped(after[id_]), field))
            for id_ in after
            if id_ in before
        ]
        filled = [pair for pair in pairs if pair[0] or pair[1]]
        if filled and all(old == new for old, new in filled):
            found.add(field)
    return found


def id_of(before: dict[str, Any], entry: Any) -> str:
    """The id of the issuer of that name, as it was."""
    return next((i for i, each in before.items() if each.data.name == entry.data.name), entry.id)


@pytest.fixture(scope="module")
def trips(
    example: Path, full: Catalog, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Documents, Documents]]:
    """Form → what came back into a project with issuers and frameworks, and into a bare one."""
    found = {}
    for form in FORMS:
        folder = tmp_path_factory.mktemp(form.replace(".", "-"))
        out = folder / "exported"
        export(example, full, form, out)
        found[form] = (
            _imported(folder / "known", out, "catalog/issuers", "catalog/frameworks"),
            _imported(folder / "bare", out),
        )
    return found


def _imported(root: Path, source: Path, *kept: str) -> Documents:
    """A project after the import, with some folders of the example from before."""
    (root / "pages").mkdir(parents=True)
    shutil.copy(FULL / "mkdocs.yml", root)
    for folder in kept:
        shutil.copytree(FULL / folder, root / folder)
    assert run_import(root, source).code == 0
    problems = Problems()
    documents = load(root, problems)
    # What was written can be read; what is missing is named line by line.
    assert [p for p in problems.errors if p.rule.startswith("yaml")] == []
    return documents


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ENTITY_KINDS, ids=lambda kind: kind.name)
def test_exactly_these_fields_come_back(
    form: str, kind: Kind, example: Path, trips: dict[str, tuple[Documents, Documents]]
) -> None:
    """What the page says to come back comes back as it was, and nothing else is promised."""
    known, alone = trips[form]
    documents = known if kind in (MICRO_CREDENTIAL, STACK) else alone
    before = load(example, Problems()).entries[kind.name]
    after = dict(documents.entries[kind.name])
    for entry in documents.partial.get(kind.name, {}).values():
        after[entry.id] = entry
    if kind is ISSUER:
        # Platforms know an issuer by its name alone.
        after = {id_of(before, entry): entry for entry in after.values()}
    assert returned(before, after, kind) == set(COMING_BACK[form].get(kind.name, ()))


@pytest.mark.parametrize("form", FORMS)
def test_every_badge_comes_back_under_its_id(
    form: str, full: Catalog, trips: dict[str, tuple[Documents, Documents]]
) -> None:
    """Nothing that was exported is lost, and nothing else appears."""
    known, _ = trips[form]
    for kind, entries in ((MICRO_CREDENTIAL, full.micro_credentials), (STACK, full.stacks)):
        expected = {id_ for id_, entry in entries.items() if has_badge(entry.data)}
        if form in WHOLE:
            expected = set(entries)
        if form == "registry":
            expected = {id_ for id_ in expected if entries[id_].data.ctid}
        assert known.known_ids[kind.name] == expected


@pytest.mark.parametrize("form", WHOLE)
def test_glossary_comes_back(
    form: str, example: Path, trips: dict[str, tuple[Documents, Documents]]
) -> None:
    """Tables bring every term back with all of its fields."""
    before, after = load(example, Problems()).terms, trips[form][1].terms
    assert {id_: dumped(entry) for id_, entry in after.items()} == {
        id_: dumped(entry) for id_, entry in before.items()
    }


@pytest.mark.parametrize("form", ["canvas", "credly", "moodle"])
def test_pictures_come_back(form: str, example: Path, full: Catalog, tmp_path: Path) -> None:
    """A badge that is exported with its picture has that picture when it comes back.

    Moodle's own sizes are smaller; they are redrawn.
    """
    export(example, full, form, tmp_path / "exported")
    root = tmp_path / "root"
    _imported(root, tmp_path / "exported", "catalog/issuers", "catalog/frameworks")
    for id_, entry in full.micro_credentials.items():
        came = (root / f"catalog/images/{id_}.png").read_bytes()
        assert inspect_image(came, "badge.png") == []
        assert form == "moodle" or came == pictures.picture(full, entry).png


def test_page_says_what_comes_back() -> None:
    """The reference has a table for each kind, with a mark for each field that comes back."""
    text = reference_files(make_parser())["pages/reference/importing.md"]
    for kind in (MICRO_CREDENTIAL, STACK, ISSUER):
        chapter = text.partition(f"\n### {kind.name.capitalize()}\n")[2].partition("\n## ")[0]
        for field in leaf_fields(kind.model):
            row = next(line for line in chapter.splitlines() if line.startswith(f"| `{field}` |"))
            cells = [cell.strip() for cell in row.split("|")[2:-1]]
            expected = [field in COMING_BACK[form].get(kind.name, ()) for form in FORMS]
            assert [cell == "yes" for cell in cells] == expected
