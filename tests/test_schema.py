"""The JSON Schemas of editors: valid, as the model is, and true of every shipped file."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import FULL, SMALL, MakeProject
from jsonschema import Draft202012Validator

from badgepress.artwork import SHAPES
from badgepress.cli import main
from badgepress.kinds import DOCUMENT_KINDS, ENTITY_KINDS, GLOSSARY, MICRO_CREDENTIAL, STACK, Kind
from badgepress.model import Settings
from badgepress.schema import model_schema, schema_files, schema_line, schema_of, schema_path
from badgepress.yamlfile import read

ROOT = Path(__file__).parent.parent


def documents(root: Path) -> list[tuple[Path, Kind]]:
    """Every YAML file of a project with its kind; the innermost folder decides."""
    found: dict[Path, Kind] = {}
    for kind in sorted(ENTITY_KINDS, key=lambda kind: len(kind.folder)):
        found |= dict.fromkeys((root / kind.folder).rglob("*.yaml"), kind)
    if (root / "glossary.yaml").exists():
        found[root / "glossary.yaml"] = GLOSSARY
    return sorted(found.items(), key=lambda item: item[0])


SHIPPED = documents(ROOT)
EVERY = [
    pytest.param(root, path, kind, id=path.relative_to(ROOT).as_posix())
    for root in (ROOT, SMALL, FULL)
    for path, kind in documents(root)
]


def errors(kind: Kind, data: Any) -> list[str]:
    """What a kind's schema says about a document."""
    schema = json.loads(schema_files()[schema_path(kind)])
    checker = Draft202012Validator.FORMAT_CHECKER
    return [
        e.message for e in Draft202012Validator(schema, format_checker=checker).iter_errors(data)
    ]


def objects(node: Any) -> list[dict[str, Any]]:
    """Every object inside a schema."""
    if isinstance(node, list):
        return [found for item in node for found in objects(item)]
    if not isinstance(node, dict):
        return []
    return [node, *(found for value in node.values() for found in objects(value))]


@pytest.mark.parametrize("kind", DOCUMENT_KINDS, ids=lambda kind: kind.name)
def test_schema_is_valid(kind: Kind) -> None:
    """Each schema is a JSON Schema of the draft that it names."""
    schema = schema_of(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("kind", DOCUMENT_KINDS, ids=lambda kind: kind.name)
def test_committed_copy_is_the_models(kind: Kind) -> None:
    """Whoever changes the model runs `badgepress schema` as well."""
    committed = (ROOT / schema_path(kind)).read_text("utf-8")
    assert committed == schema_files()[schema_path(kind)], "run: badgepress schema"


@pytest.mark.parametrize(("root", "path", "kind"), EVERY)
def test_file_agrees_with_its_schema(root: Path, path: Path, kind: Kind) -> None:
    """What the engine takes, an editor does not underline."""
    assert errors(kind, read(path, root).data) == []


@pytest.mark.parametrize(
    ("path", "kind"), [pytest.param(*item, id=item[0].name) for item in SHIPPED]
)
def test_shipped_file_names_its_schema_first(path: Path, kind: Kind) -> None:
    """A schema that a file's first line names is the one of its kind, where it really lies."""
    first = path.read_text("utf-8-sig").splitlines()[0]
    if "$schema=" not in first:
        return  # An owner's file need not name one.
    assert first == schema_line(kind, PurePosixPath(path.relative_to(ROOT).as_posix()))
    link = first.partition("$schema=")[2]
    assert (path.parent / link).resolve() == (ROOT / schema_path(kind)).resolve()


@pytest.mark.parametrize(
    ("kind", "path", "change", "word"),
    [
        (MICRO_CREDENTIAL, "catalog/safe-online.yaml", {"sumary": "x"}, "'sumary' was unexpected"),
        (MICRO_CREDENTIAL, "catalog/safe-online.yaml", {"status": "Active"}, "not one of"),
        (MICRO_CREDENTIAL, "catalog/safe-online.yaml", {"hours": "15"}, "not of type 'number'"),
        (MICRO_CREDENTIAL, "catalog/safe-online.yaml", {"valid_for": "ever"}, "does not match"),
        (MICRO_CREDENTIAL, "catalog/safe-online.yaml", {"rationale": None}, "not of type 'string'"),
        (
            MICRO_CREDENTIAL,
            "catalog/safe-online.yaml",
            {"artwork": {"shape": "moon"}},
            "not one of",
        ),
        (STACK, "stacks/media-basics.yaml", {"steps": []}, "should be non-empty"),
    ],
)
def test_mistake_is_underlined(kind: Kind, path: str, change: dict[str, Any], word: str) -> None:
    """An editor sees a misspelled field, a wrong word, a wrong type, a wrong form."""
    data = {**read(SMALL / path, SMALL).data, **change}
    assert any(word in message for message in errors(kind, data))


def test_date_that_is_none_is_underlined() -> None:
    """A date must be written as year, month and day."""
    data = read(SMALL / "glossary.yaml", SMALL).data
    data["terms"][0]["since"] = "March 2016"
    assert errors(GLOSSARY, data) == ["'March 2016' is not a 'date'"]


@pytest.mark.parametrize("kind", DOCUMENT_KINDS, ids=lambda kind: kind.name)
def test_schema_is_one_for_editors(kind: Kind) -> None:
    """No null anywhere, no class names as titles, and patterns that JavaScript reads too."""
    schema = schema_of(kind)
    assert "$id" not in schema
    assert "null" not in schema_files()[schema_path(kind)]
    for node in objects({key: value for key, value in schema.items() if key != "title"}):
        assert not isinstance(node.get("title"), str)
        if isinstance(pattern := node.get("pattern"), str):
            assert "(?P" not in pattern
            re.compile(pattern)


@pytest.mark.parametrize("model", [*(kind.model for kind in DOCUMENT_KINDS), Settings])
def test_every_field_has_help(model: Any) -> None:
    """Editors and the reference have a sentence for each field."""
    schema = model_schema(model)
    for name, owner in {"": schema, **schema.get("$defs", {})}.items():
        for field, node in owner.get("properties", {}).items():
            assert "description" in node or "$ref" in node, f"{name}.{field}"


def test_shapes_are_offered() -> None:
    """An editor proposes the badge's outlines."""
    artwork = schema_of(MICRO_CREDENTIAL)["$defs"]["Artwork"]["properties"]
    assert artwork["shape"]["enum"] == list(SHAPES)


def test_check_names_what_is_stale(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """--check writes nothing and exits 1 until the schemas are as the model is."""
    root = project()
    assert main(["schema", "--check", "--project", str(root)]) == 1
    assert not (root / "badgepress").exists()
    assert main(["schema", "--project", str(root)]) == 0
    assert main(["schema", "--check", "--project", str(root)]) == 0
    path = root / schema_path(STACK)
    path.write_text(path.read_text("utf-8").replace("steps", "stairs"), "utf-8")
    capsys.readouterr()
    assert main(["schema", "--check", "--project", str(root)]) == 1
    assert capsys.readouterr().out == f"{schema_path(STACK)} is out of date\n"


def test_line_endings_of_a_checkout_do_not_matter(project: MakeProject) -> None:
    """A checkout with Windows' line endings is not out of date."""
    root = project()
    main(["schema", "--project", str(root)])
    path = root / schema_path(STACK)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert main(["schema", "--check", "--project", str(root)]) == 0
