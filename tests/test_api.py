"""Bulk data: whole, true, described, and the same for ever."""

import csv
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from conftest import FULL, SMALL, TESTS, MakeProject
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate
from publishing import amend, edit, move, publish

from badgepress import urls
from badgepress.api.endpoints import LISTS
from badgepress.api.history import CHANGES, VERSION
from badgepress.api.tables import columns, to_csv
from badgepress.outputs import all_files
from badgepress.project import open_catalog
from badgepress.published.records import digest
from badgepress.published.texts import plain

Bytes: TypeAlias = dict[str, bytes]
EXAMPLES = {"small": SMALL, "full": FULL}
KEPT = TESTS / "cases" / "api" / "fields.json"
BASE = "https://badges.example.org/"


def files(root: Path) -> Bytes:
    """Everything that is served and is no page, by path."""
    return {
        output.path: output.content.encode() if isinstance(output.content, str) else output.content
        for output in all_files(open_catalog(root)[0])
    }


def items(served: Bytes, name: str) -> list[dict[str, Any]]:
    """The items of a list."""
    found: list[dict[str, Any]] = json.loads(served[urls.API + name])["items"]
    return found


def table(served: Bytes, path: str) -> list[dict[str, str]]:
    """Rows of a table, as Python's own reader finds them."""
    text = served[path].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def strict(node: Any) -> Any:
    """A schema that lets nothing pass that it does not describe."""
    if isinstance(node, list):
        return [strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    closed = {key: strict(value) for key, value in node.items()}
    return {**closed, "additionalProperties": False} if "properties" in node else closed


def whole(root: Path) -> dict[str, Any]:
    """The description of the API with closed schemas."""
    description: dict[str, Any] = json.loads(files(root)[urls.API_DESCRIPTION])
    schemas = strict(description["components"]["schemas"])
    return {**description, "components": {"schemas": schemas}}


@pytest.fixture
def lived(project: MakeProject) -> Path:
    """A project with a past: versions, an amendment, a retirement with a replacement, a move."""
    root = project()
    publish(root, "2026-01-10")
    wrong = "Two words were exchanged."
    summary = {"summary": "Teaches students to stay safe on the web."}
    amend(root, "catalog/safe-online.yaml", "2026-02-01", wrong, summary)
    move(root, "https://new.example.org/", "2026-03-01")
    edit(root, "catalog/safe-online.yaml", {"version": 2, "hours": 20.0, "ceu": 2.0})
    publish(root, "2026-03-02")
    retired = {"date": "2026-04-01", "reason": "It is dated.", "replaced_by": ["safe-online"]}
    edit(root, "catalog/media-projects.yaml", {"status": "retired", "retired": retired})
    return root


@pytest.mark.parametrize("example", EXAMPLES)
def test_description_is_valid_openapi(example: str, project: MakeProject) -> None:
    """A third-party validator accepts the description, and it names exactly what is served."""
    served = files(project(example=EXAMPLES[example]))
    description = json.loads(served[urls.API_DESCRIPTION])
    validate(description)
    assert description["openapi"].startswith("3.1.")
    assert description["info"]["version"] == VERSION
    (server,) = description["servers"]
    assert f"{server['url']}/" == json.loads(served[urls.API_INDEX])["home"]
    below = {f"/{path}" for path in served if path.startswith(urls.API)}
    assert set(description["paths"]) == {*below, "/recognizers/{id}/recognized.csv"}
    assert {path.removeprefix("/") for path in below} == set(urls.API_FILES)


@pytest.mark.parametrize("example", [*EXAMPLES, "lived"])
def test_each_list_is_as_described(example: str, request: pytest.FixtureRequest) -> None:
    """Each list fits its own schema in the description, and has no field that is not in it."""
    if example == "lived":
        root = request.getfixturevalue("lived")
    else:
        root = request.getfixturevalue("project")(example=EXAMPLES[example])
    served, description = files(root), whole(root)
    for each in LISTS:
        content = description["paths"][f"/{each.path}"]["get"]["responses"]["200"]["content"]
        schema = {**description, **content["application/json"]["schema"]}
        faults = Draft202012Validator(schema).iter_errors(json.loads(served[each.path]))
        assert [f"{fault.json_path}: {fault.message}" for fault in faults] == [], each.path


def test_unknown_field_would_be_found(project: MakeProject) -> None:
    """The test above sees a field that is not described."""
    description = whole(project())
    schema = {**description, "$ref": "#/components/schemas/Span"}
    assert not Draft202012Validator(schema).is_valid({"least": 1, "most": 2, "mean": 1.5})
    assert Draft202012Validator(schema).is_valid({"least": 1, "most": 2})


def test_described_schemas_let_later_fields_pass(project: MakeProject) -> None:
    """A program that validates with the description keeps working when the API adds a field."""
    description = json.loads(files(project())[urls.API_DESCRIPTION])
    schema = {**description, "$ref": "#/components/schemas/Span"}
    assert Draft202012Validator(schema).is_valid({"least": 1, "most": 2, "mean": 1.5})


def _fields() -> Iterator[tuple[str, str]]:
    """Every field of every schema with what programs rely on."""
    root = {**json.loads(json.dumps(_schemas()))}
    for name, schema in root.items():
        for field, node in schema.get("properties", {}).items():
            told = {"always": field in schema.get("required", ())}
            told |= {key: node[key] for key in ("type", "$ref", "items", "format") if key in node}
            yield f"{name}.{field}", json.dumps(told, sort_keys=True)


def _schemas() -> dict[str, Any]:
    from badgepress.api import openapi

    found: dict[str, Any] = openapi(BASE)["components"]["schemas"]
    return found


def test_promise_is_kept(request: pytest.FixtureRequest) -> None:
    """No field and no column of a released version goes or changes; a new one raises the version.

    After an addition, describe it in `CHANGES`, and keep it with `--rewrite-cases`.
    """
    tables = {each.table.path: columns(each.table.row) for each in LISTS if each.table}
    now = {"version": VERSION, "fields": dict(_fields()), "columns": tables}
    if request.config.getoption("--rewrite-cases"):
        KEPT.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n", "utf-8", newline="\n")
        return
    kept = json.loads(KEPT.read_text("utf-8"))
    for field, told in kept["fields"].items():
        assert now["fields"].get(field) == told, field
    for path, names in kept["columns"].items():
        assert set(names) <= set(tables[path]), path
    if now != kept:
        assert kept["version"] != VERSION, "raise the version, describe it, and keep what it has"


def test_changes_of_the_api_are_in_order() -> None:
    """The versions of the API's changelog fall, and all begin with 1."""
    versions = [tuple(map(int, name.split("."))) for name, _ in CHANGES]
    assert versions == sorted(set(versions), reverse=True)
    assert {version[0] for version in versions} == {1}


def test_entries_say_what_their_yaml_says(project: MakeProject) -> None:
    """Each entry carries its whole document by the names of YAML, and the issuer's word."""
    root = project(example=FULL)
    catalog, _ = open_catalog(root)
    served = files(root)
    for name, entries in (
        ("micro-credentials.json", catalog.micro_credentials),
        ("stacks.json", catalog.stacks),
        ("recognizers.json", catalog.recognizers),
        ("issuers.json", catalog.issuers),
        ("frameworks.json", catalog.frameworks),
    ):
        found = {item["id"]: item for item in items(served, name)}
        assert list(found) == [e.id for e in entries.values()]
        for entry in entries.values():
            own = plain(entry.data)
            own.pop("recognizes", None)  # each has more than its YAML
            assert {key: found[entry.id][key] for key in own} == own
            assert found[entry.id]["address"].endswith(f"/{entry.id}/")
    draft = {item["id"] for item in items(served, "micro-credentials.json")}
    assert "draft-one" not in draft


def test_entries_fill_in_what_the_issuer_says(project: MakeProject) -> None:
    """Scoring guide, review and the way to apply are there, though the YAML leaves them out."""
    (first, *_) = items(files(project()), "micro-credentials.json")
    assert {"pass": "every part at passing"}.items() <= first["scoring_guide"].items()
    assert first["review"]["by"] == "Two trained reviewers"
    assert first["apply"]["fee"] == "none"


def test_preview_serves_no_drafts(project: MakeProject) -> None:
    """A draft that the preview shows is in no list."""
    catalog, _ = open_catalog(project(example=FULL), drafts=True)
    assert "draft-one" in catalog.micro_credentials
    texts = [str(o.content) for o in all_files(catalog) if o.path.startswith("api/v1/")]
    assert [text for text in texts if "draft-one" in text] == []


def test_index_tells_each_version_with_its_digest(lived: Path) -> None:
    """Every version is there with status, dates, home of its publication, and what replaced it."""
    served = files(lived)
    rows = {(row["id"], row["version"]): row for row in items(served, "index.json")}
    assert set(rows) == {
        ("media-projects", 1),
        ("naming-sources", 2),
        ("safe-online", 1),
        ("safe-online", 2),
        ("media-teacher", 1),
    }
    old, new = rows["safe-online", 1], rows["safe-online", 2]
    assert old["status"] == "superseded"
    assert old["published"] == "2026-01-10"
    assert old["amended"] == ["2026-02-01"]
    assert old["address"] == "https://badges.example.org/catalog/safe-online/v1/"
    assert old["page"] == "https://new.example.org/catalog/safe-online/"
    assert old["issuer"] == "https://badges.example.org/issuers/small-agency/issuer.json"
    assert new["status"] == "active"
    assert new["published"] == "2026-03-02"
    assert new["address"] == "https://new.example.org/catalog/safe-online/v2/"
    assert old["replaced_by"] == [new["address"]]
    assert new["replaced_by"] == []
    assert rows["media-projects", 1]["status"] == "retired"
    assert rows["media-projects", 1]["replaced_by"] == [new["address"]]
    for (entity_id, number), row in rows.items():
        folder = urls.version("stacks" if row["kind"] == "stack" else "catalog", entity_id, number)
        assert set(row["files"]) == set(urls.BADGE_FILES)
        assert set(row["digests"]) == {n for n in urls.BADGE_FILES if n.endswith(".json")}
        for name, value in row["digests"].items():
            assert value == digest(served[folder + name])
            assert row["files"][name] == row["address"] + name


def test_what_is_not_published_says_so(project: MakeProject) -> None:
    """Without a publication the index has null, and entries leave the day out."""
    served = files(project())
    assert {row["published"] for row in items(served, "index.json")} == {None}
    assert not any("published" in item for item in items(served, "micro-credentials.json"))


def test_addresses_of_the_lists_answer(lived: Path) -> None:
    """Files that entries name are served; a moved site serves them at the same place."""
    served = files(lived)
    named = set()
    for each in LISTS:
        for item in json.loads(served[each.path])["items"]:
            named |= set(item["files"].values())
    paths = {address.split("example.org/")[1] for address in named}
    assert len(paths) > 10
    assert {path for path in paths - set(served) if not path.endswith(urls.FEEDS)} == set()


def test_recognitions_count_as_said(project: MakeProject) -> None:
    """A recognition has name and page, and fills in the issuer's CEU where there is one number."""
    served = files(project())
    (recognizer,) = items(served, "recognizers.json")
    first, second = recognizer["recognizes"]
    assert first["name"] == "Naming Sources"
    assert first["address"] == "https://badges.example.org/catalog/naming-sources/"
    assert first["as"] == {"ceu": 1.5, "renewal_category": "digital-learning"}
    assert second["as"] == {"ceu": 4.5}
    rows = table(served, "api/v1/recognizers.csv")
    assert [(row["recognizer"], row["name"], row["as.ceu"]) for row in rows] == [
        ("small-county", "Naming Sources", "1.5"),
        ("small-county", "Media Teacher", "4.5"),
    ]
    assert table(served, "recognizers/small-county/recognized.csv") == rows


def test_renamed_recognizer_keeps_its_table(project: MakeProject) -> None:
    """The table answers under the id that a recognizer had before, too."""
    root = project()
    old = root / "catalog/recognizers/small-county.yaml"
    shutil.move(old, old.with_name("big-county.yaml"))
    edit(root, "catalog/recognizers/big-county.yaml", {"formerly": ["small-county"]})
    served = files(root)
    same = [served[f"recognizers/{name}/recognized.csv"] for name in ("big-county", "small-county")]
    assert same[0] == same[1]
    assert table(served, "recognizers/small-county/recognized.csv")[0]["recognizer"] == "big-county"


@pytest.mark.parametrize("example", EXAMPLES)
def test_tables_are_rfc_4180(example: str, project: MakeProject) -> None:
    """Tables begin with a mark that Excel needs, end lines with CRLF, and read back as the JSON."""
    served = files(project(example=EXAMPLES[example]))
    tables = [path for path in served if path.endswith(".csv")]
    assert len(tables) >= 4
    for path in tables:
        assert served[path].startswith(b"\xef\xbb\xbf")
        assert served[path].endswith(b"\r\n")
        rows = list(csv.reader(io.StringIO(served[path].decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert len(set(rows[0])) == len(rows[0])
    for name in ("micro-credentials", "stacks"):
        rows = table(served, f"api/v1/{name}.csv")
        for row, item in zip(rows, items(served, f"{name}.json"), strict=True):
            assert row["id"] == item["id"]
            assert row["name"].lstrip("'") == item["name"]
            assert row["tags"] == "; ".join(item.get("tags", []))
            assert row["retired.date"] == item.get("retired", {}).get("date", "")


def test_no_cell_is_a_formula() -> None:
    """A text that a spreadsheet would run gets an apostrophe, alone and within a list."""
    dangerous = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1", "- a list\n- b"]
    for text in dangerous:
        row = {"a": text, "b": ["fine", text], "c": {"d": text}}
        made = "".join(to_csv(["a", "b", "c.d"], [row]))
        _, cells = csv.reader(io.StringIO(made, newline=""))
        assert cells == [f"'{text}", f"fine; '{text}", f"'{text}"]
    made = to_csv(["a", "b", "c"], [{"a": "1 + 1 = 2", "b": -1.5, "c": None}])
    assert list(made) == ["\ufeffa,b,c\r\n", "1 + 1 = 2,-1.5,\r\n"]


def test_owners_formula_is_text_in_the_table(project: MakeProject) -> None:
    """A name that begins like a formula reaches nobody's spreadsheet as one."""
    root = project()
    formula = '=HYPERLINK("https://evil.example/","Click")'
    edit(root, "catalog/safe-online.yaml", {"name": formula})
    served = files(root)
    names = [row["name"] for row in table(served, "api/v1/micro-credentials.csv")]
    assert f"'{formula}" in names
    assert formula in [item["name"] for item in items(served, "micro-credentials.json")]


def test_second_making_gives_the_same_bytes(lived: Path) -> None:
    """Nothing in the lists depends on when or how often they are made."""
    assert files(lived) == files(lived)


def test_hand_written_page_below_the_api_is_refused(project: MakeProject) -> None:
    """Addresses below /api/ are kept, because more data may come there."""
    from badgepress.project import inspect

    _, problems = inspect(project({"pages/api/v1/mine.md": "# Mine\n"}))
    assert [str(problem) for problem in problems.sorted()] == [
        "pages/api/v1/mine.md:1:1: it has the same address as what badgepress makes: /api/v1/"
        " — rename it, or move it elsewhere"
    ]
