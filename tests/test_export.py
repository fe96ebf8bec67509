"""`badgepress export`: what an owner types, what is written, and what is told."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import FULL, MakeProject, without_remarks
from judges import judge_open_badges_2
from publishing import edit

from badgepress import urls
from badgepress.cli import main
from badgepress.outputs import all_files
from badgepress.platforms.registry import EXPORTS
from badgepress.project import open_catalog

Told = tuple[int, str, str]


@pytest.fixture
def export(project: MakeProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command in the small example; gives exit code and what was printed."""

    def run(*words: str, example: Path | None = None, out: str = "out") -> Told:
        root = project(example=example) if example else project()
        code = main(["export", *words, "--out", str(tmp_path / out), "--project", str(root)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def _files(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


SMALL_BADGES = (
    "catalog/media-projects",
    "catalog/naming-sources",
    "catalog/safe-online",
    "stacks/media-teacher",
)


def _each(*endings: str) -> list[str]:
    return sorted(f"{name}{ending}" for name in SMALL_BADGES for ending in endings)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("canvas", sorted([*_each(".json"), "import-badge-addresses.txt"])),
        ("moodle", sorted(["badges.mbz", *_each(".txt", ".png")])),
        ("credly", _each(".json", ".txt", ".png")),
        ("blackboard", _each(".txt", ".png")),
        ("schoology", _each(".txt", ".png")),
        ("haiku", _each(".txt", ".png")),
        ("openbadges-me", _each(".txt", ".png")),
        (
            "openbadges-1.1",
            [
                "openbadges-1.1/catalog/media-projects/v1/badgeclass.json",
                "openbadges-1.1/catalog/naming-sources/v2/badgeclass.json",
                "openbadges-1.1/catalog/safe-online/v1/badgeclass.json",
                "openbadges-1.1/issuers/small-agency/issuer.json",
                "openbadges-1.1/stacks/media-teacher/v1/badgeclass.json",
            ],
        ),
        ("xlsx", ["catalog.xlsx"]),
    ],
)
def test_everything_is_written(export: Any, tmp_path: Path, name: str, wanted: list[str]) -> None:
    """Without ids, the export is of everything that has a badge; a suggested path has none."""
    _, out, err = export(name)
    assert _files(tmp_path / "out") == wanted
    assert out.startswith(f"{tmp_path / 'out'}: {len(wanted)} file")
    assert err == ""


def test_every_export_has_a_test() -> None:
    """The list above forgets no platform, but tables in CSV and the Registry, tested below."""
    marks = test_everything_is_written.pytestmark  # type: ignore[attr-defined]
    tested = {each[0] for each in marks[0].args[1]}
    assert {each.name for each in EXPORTS} - tested == {"csv", "registry"}


def test_ids_choose_what_is_written(export: Any, tmp_path: Path) -> None:
    """Named entries alone are exported, and one Moodle backup is named for its badge."""
    assert export("moodle", "safe-online")[0] == 0
    assert _files(tmp_path / "out") == [
        "catalog/safe-online.png",
        "catalog/safe-online.txt",
        "safe-online.mbz",
    ]
    export("canvas", "stacks/media-teacher", "safe-online", "safe-online", out="two")
    assert _files(tmp_path / "two") == [
        "catalog/safe-online.json",
        "import-badge-addresses.txt",
        "stacks/media-teacher.json",
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ["canvas", "safe-onlin"],
            "There is nothing named 'safe-onlin' — did you mean 'safe-online'?\n",
        ),
        (
            ["canvas", "nope"],
            "There is nothing named 'nope' — an id is the name of a file in catalog/ or stacks/,"
            " without its ending\n",
        ),
        (
            ["canvas", "media-basics"],
            "'media-basics' is a suggested path and has no badge — export its steps\n",
        ),
        (["xlsx", "safe-online"], "'xlsx' is of the whole catalog — leave the ids out\n"),
    ],
)
def test_id_that_cannot_be_exported_is_told(
    export: Any, tmp_path: Path, words: Sequence[str], told: str
) -> None:
    """An id that names nothing, or nothing with a badge, stops before anything is written."""
    assert export(*words) == (2, "", told)
    assert not (tmp_path / "out").exists()


def test_draft_is_told_as_one(
    project: MakeProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who names a draft hears what keeps it from being exported."""
    root = project()
    shutil.copy(root / "catalog/safe-online.yaml", root / "catalog/not-yet.yaml")
    edit(root, "catalog/not-yet.yaml", {"name": "Not yet", "status": "draft"})
    words = ["export", "canvas", "not-yet", "--project", str(root)]
    assert main([*words, "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == "'not-yet' is a draft — write 'status: active' first\n"


def test_limits_are_told_with_file_and_line(export: Any) -> None:
    """What the platform would refuse is a warning each, and the exit code says so."""
    code, out, _ = export("credly", "safe-online")
    assert code == 1
    lines = without_remarks(out).splitlines()
    assert lines[1:3] == [
        "catalog/safe-online.yaml:1:1: warning: tags: Credly asks for at least 3 skills, but there"
        " are no tags — add tags that are skills, or add skills at Credly",
        "0 errors, 1 warning",
    ]
    assert lines[3] == (
        "To decide: The type (type_category), such as Experience: a catalog has no such word."
    )
    assert lines[5] == (
        "To decide: The type of each activity; Assessment is proposed for all of them."
    )
    assert all(line.startswith("To decide: ") for line in lines[3:])


def test_writing_twice_changes_nothing(export: Any, tmp_path: Path) -> None:
    """The same catalog writes the same bytes, and says that they were there."""
    export("moodle")
    before = {
        name: (tmp_path / "out" / name).stat().st_mtime_ns for name in _files(tmp_path / "out")
    }
    code, out, _ = export("moodle")
    assert code == 0
    assert out.splitlines()[0] == f"{tmp_path / 'out'}: 0 files written, 9 were there as they are"
    after = {
        name: (tmp_path / "out" / name).stat().st_mtime_ns for name in _files(tmp_path / "out")
    }
    assert before == after


def test_nothing_is_written_over_unasked(export: Any, tmp_path: Path) -> None:
    """A file with another content stays, and no other one is written; --replace says otherwise."""
    folder = tmp_path / "out"
    mine = folder / "catalog" / "safe-online.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", "utf-8")
    code, out, err = export("blackboard")
    assert (code, out) == (1, "")
    assert (
        err == f"{mine} would be written over — name another folder with --out, or add --replace\n"
    )
    assert _files(folder) == ["catalog/safe-online.txt"]
    assert mine.read_text("utf-8") == "mine"
    assert export("blackboard", "--replace")[0] == 0
    assert mine.read_text("utf-8").startswith("Title:\nSafe Online\n")


def test_file_in_the_place_of_a_folder_is_told(export: Any, tmp_path: Path) -> None:
    """Neither a file that `--out` names, nor one below it, is a folder to write into."""
    (tmp_path / "out").write_text("mine", "utf-8")
    told = f"{tmp_path / 'out'} is a file, not a folder — name a folder with --out\n"
    assert export("blackboard") == (1, "", told)
    assert export(
        "blackboard",
        out="out/inner",
    ) == (1, "", told)


def test_folder_in_the_place_of_a_file_is_told(export: Any, tmp_path: Path) -> None:
    """A folder stays, --replace or not, and nothing else is written."""
    folder = tmp_path / "out" / "catalog" / "safe-online.txt"
    folder.mkdir(parents=True)
    told = (
        f"{folder} is a folder, and a file of this name is to be written — rename the folder, or"
        " name another one with --out\n"
    )
    assert export("blackboard") == (1, "", told)
    assert export("blackboard", "--replace") == (1, "", told)
    assert _files(tmp_path / "out") == []


def test_mistake_in_the_catalog_exports_nothing(
    project: MakeProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Problems are listed as by the check; half a catalog is never exported."""
    root = project({"stacks/media-basics.yaml": "name: x\n"})
    assert main(["export", "xlsx", "--out", str(tmp_path / "out"), "--project", str(root)]) == 1
    printed = capsys.readouterr()
    assert "stacks/media-basics.yaml:1:1: version: the field is missing" in printed.err
    assert not (tmp_path / "out").exists()


def test_unknown_platform_is_a_wrong_call(export: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """The names that may be typed are listed."""
    with pytest.raises(SystemExit) as caught:
        export("edmodo")
    assert caught.value.code == 2
    assert "canvas" in capsys.readouterr().err


def test_copy_sheet_is_plain_text(export: Any, tmp_path: Path) -> None:
    """The sheet has each field with its value in the form's order, hostile text as it is."""
    export("blackboard", "every-field", example=FULL)
    text = (tmp_path / "out/catalog/every-field.txt").read_text("utf-8")
    fields = [line[:-1] for line in text.splitlines() if line.endswith(":") and "http" not in line]
    assert fields == ["Title", "Description", "Image", "Address of the badge class"]
    assert "<script>alert(1)</script> and {{ 7*7 }} as they are." in text


def test_canvas_gets_addresses_to_paste(export: Any, tmp_path: Path) -> None:
    """The list has the address of each badge class, a line each."""
    export("canvas")
    lines = (tmp_path / "out/import-badge-addresses.txt").read_text("utf-8").splitlines()
    assert lines == [
        f"https://badges.example.org/{name}{urls.BADGE_CLASS}"
        for name in (
            "catalog/media-projects/v1/",
            "catalog/naming-sources/v2/",
            "catalog/safe-online/v1/",
            "stacks/media-teacher/v1/",
        )
    ]


def test_workbook_and_tables_hold_the_whole_catalog(export: Any, tmp_path: Path) -> None:
    """CSV has a file for each table that is not empty; the workbook has all of them."""
    export("csv")
    export("xlsx", out="book")
    book = openpyxl.load_workbook(tmp_path / "book/catalog.xlsx")
    filled = {page.title for page in book.worksheets if page.max_row > 1}
    stems = {name.removesuffix(".csv") for name in _files(tmp_path / "out")}
    assert stems == {title.lower().replace(" ", "-") for title in filled}
    assert {"micro-credentials", "glossary", "recognizer-recognitions"} <= stems


def test_registry_without_a_ctid_says_what_to_write(export: Any) -> None:
    """Nothing is exported to the Registry that its owner has not named by a CTID."""
    assert export("registry") == (
        1,
        "",
        "Nothing has a CTID — write 'ctid:' into the YAML of what the Registry is to hold\n",
    )


def test_registry_gets_what_the_site_serves(export: Any, tmp_path: Path) -> None:
    """The files are those of the site, byte for byte."""
    assert export("registry", example=FULL)[0] == 0
    served = {output.path: output.content for output in all_files(open_catalog(FULL)[0])}
    names = _files(tmp_path / "out")
    assert "use/issuers/full-agency/ctdl.json" in names
    for name in names:
        assert (tmp_path / "out" / name).read_bytes() == served[name]


# Open Badges 1.1


def _of_1_1(export: Any, tmp_path: Path, example: Path | None) -> dict[str, dict[str, Any]]:
    export("openbadges-1.1", example=example)
    folder = tmp_path / "out"
    return {name: json.loads((folder / name).read_bytes()) for name in _files(folder)}


@pytest.mark.parametrize("example", [None, FULL], ids=["small", "full"])
def test_old_documents_answer_where_their_ids_say(
    export: Any, tmp_path: Path, example: Path | None
) -> None:
    """Copied into pages/, each document answers at its id, and names an issuer that is there."""
    documents = _of_1_1(export, tmp_path, example)
    home = "https://badges.example.org/" + ("all/of/it/" if example else "")
    for name, document in documents.items():
        assert document["@context"] == "https://w3id.org/openbadges/v1"
        assert document["id"] == home + name
        if document["type"] == "BadgeClass":
            assert document["issuer"].removeprefix(home) in documents


def test_old_documents_have_the_fields_of_their_time(export: Any, tmp_path: Path) -> None:
    """Open Badges 1.1 has `criteria` and `image` as addresses, and alignments of name and URL."""
    documents = _of_1_1(export, tmp_path, FULL)
    badge = documents["openbadges-1.1/catalog/every-field/v3/badgeclass.json"]
    home = "https://badges.example.org/all/of/it/catalog/every-field/v3/"
    assert (badge["criteria"], badge["image"]) == (home, home + "badge.png")
    assert badge["alignment"][0]["url"] == "https://framework.example.org/#sources"
    assert sorted(badge["alignment"][0]) == ["description", "name", "url"]
    issuer = documents["openbadges-1.1/issuers/full-agency/issuer.json"]
    assert issuer["type"] == "Issuer"


def test_the_standards_own_validator_reads_old_documents(export: Any, tmp_path: Path) -> None:
    """1EdTech's validator takes them for Open Badges 1.x and finds nothing wrong in them."""
    documents = _of_1_1(export, tmp_path, None)
    site = tmp_path / "out"
    for output in all_files(open_catalog(tmp_path / "project")[0]):
        path = site / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        content = output.content
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    for name in list(documents):
        version = "/".join(name.split("/")[1:-1])
        page = site / version / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("<h1>Criteria</h1>", "utf-8")
    home = "https://badges.example.org/"
    addresses = [d["id"] for d in documents.values() if d["type"] == "BadgeClass"]
    for verdict in judge_open_badges_2(addresses, site, home):
        assert verdict["valid"], verdict["messages"]
        assert verdict["errors"] == 0
