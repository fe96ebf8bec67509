"""Imports of anything at all: a clear line or files that can be read, never a traceback."""

import gzip
import io
import json
import os
import random
import shutil
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from importing import (
    Imported,
    bare,
    checked,
    files_in,
    import_one,
    run_import,
    source_file,
    yaml_of,
)
from test_import_openbadges import AWARD, BADGE, FILE, ISSUER, png
from test_import_platforms import (
    BACKUP,
    BADGES,
    CANVAS,
    CTDL,
    HEADINGS,
    ROWS,
    TEMPLATE,
    csv_of,
    tar,
    workbook_of,
    zipped,
)

from badgepress.importing import archives, recognize, tables
from badgepress.importing import writing as import_writing
from badgepress.project import inspect

NOTHING = ["mkdocs.yml", "pages/index.md"]
"""What a bare project holds."""

WORDS = st.text(max_size=30) | st.sampled_from(
    [
        "", " ", "BadgeClass", "Issuer", "Assertion", "Achievement", "https://x.example.org/a",
        "data:image/png;base64,AAAA", "data:,", "<b>x</b>", "&amp;", "{", "a,b", "../../x", "/etc",
        "x.json", "file:///x", "http://[", "en", "\ud800", "\u202e", "\x00", "# TODO: x",
        "---\n- a", "2", "1.0", "P5Y", "PT3H", "Pathway", "ceterms:Badge", "eyJ.eyJ.x",
        "https://[::1", "urn:x", "A://[", "//[",
    ]
)  # fmt: skip
KEYS = st.sampled_from(
    sorted(
        {
            *BADGE, *AWARD, *ISSUER, *TEMPLATE, *CANVAS["result"][0], *CTDL["@graph"][0],
            *CTDL["@graph"][2], "@graph", "@id", "@value", "data", "result", "narrative", "creator",
            "credentialSubject", "achievement", "alignment", "targetName", "caption", "version",
            "resultDescription", "rubricCriterionLevel", "level", "origin", "badge_template",
            "entities", "entity", "startsWith", "allowedOrigins", "humanCode", "creditsAvailable",
            "ceterms:hasDestinationComponent", "ceterms:hasCondition", "amount", "duration",
        }
    )
) | WORDS  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)
SHAPES: list[Any] = [BADGE, AWARD, ISSUER, TEMPLATE, *CANVAS["result"], CTDL, *CTDL["@graph"]]


def changed(document: Any, draw: st.DrawFn) -> Any:
    """A real document, a few of whose values are anything."""
    document = json.loads(json.dumps(document))
    for _ in range(draw(st.integers(1, 4))):
        place = document
        while isinstance(place, dict | list) and place:
            keys = sorted(place) if isinstance(place, dict) else range(len(place))
            key = draw(st.sampled_from(list(keys)))
            inner = place[key]
            if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
                place[key] = draw(VALUES)
                break
            place = inner
    return document


@st.composite
def documents(draw: st.DrawFn) -> Any:
    """JSON of any shape, or nearly of a real one."""
    if draw(st.booleans()):
        return draw(VALUES)
    return changed(draw(st.sampled_from(SHAPES)), draw)


@pytest.fixture(scope="module")
def project_of_nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bare project to copy."""
    return bare(tmp_path_factory.mktemp("hostile"))


def assert_told(done: Imported) -> None:
    """A command ended as it should: in sentences, not by an accident."""
    assert done.code in (0, 1)
    assert "Traceback" not in done.err
    assert done.code == 0 or " — " in done.err or "nothing was found" in done.err


@given(document=documents())
@settings(max_examples=150, deadline=None, database=None)
def test_any_json_is_told_or_read(document: Any, project_of_nothing: Path) -> None:
    """What is written can be read again; nothing of it is an error of YAML or of a field's type."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "root")
        shutil.copytree(project_of_nothing, root)
        done = run_import(root, source_file(Path(folder), "a.json", json.dumps(document)))
        assert_told(done)
        if done.code:
            assert sorted(files_in(root)) == NOTHING
            return
        # Only what names something that is not there may be left for a person.
        left = {problem.rule for problem in inspect(root)[1].errors}
        assert left <= {"dangling-reference", "duplicate-name", "hours-and-ceu", "not-in-settings"}
        before = files_in(root)
        assert "nothing was written" in run_import(root, Path(folder, "source/a.json")).out
        assert files_in(root) == before


@given(cells=st.lists(st.lists(WORDS, min_size=1, max_size=10), max_size=6), own=st.booleans())
@settings(max_examples=60, deadline=None, database=None)
def test_any_table_is_told_or_read(
    cells: list[list[str]], own: bool, project_of_nothing: Path
) -> None:
    """So is any table, below known headings or others."""
    head = "ID;Name;Version;Parts;Audience: roles;Hours;Tags" if own else ";".join(HEADINGS)
    text = head + "\n" + "\n".join(";".join(row) for row in cells)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "root")
        shutil.copytree(project_of_nothing, root)
        source = source_file(Path(folder), "a.csv", text.encode("utf-8", "surrogatepass"))
        done = run_import(root, source)
        assert_told(done)
        rules = {problem.rule for problem in inspect(root)[1].errors}
        assert not {rule for rule in rules if rule.startswith("yaml")}


def pieces(content: bytes, seed: int) -> Iterator[bytes]:
    """A file cut short and a file with some wrong bytes, in many places."""
    chance = random.Random(seed)  # noqa: S311 - the same ones each time
    for _ in range(12):
        yield content[: chance.randrange(len(content))]
        broken = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        yield bytes(broken)


FILES = {
    "baked.png": png(40, iTXt=b"openbadges\0\1\0\0\0" + zlib.compress(json.dumps(AWARD).encode())),
    "course.mbz": tar(BACKUP),
    "old.mbz": zipped(BACKUP),
    "book.xlsx": workbook_of([HEADINGS, *ROWS]),
    "table.csv": csv_of([HEADINGS, *ROWS]).encode(),
    "badge.json": json.dumps(BADGE).encode(),
    "badge.svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="http://openbadges.org">'
        b'<o:assertion verify="">{}</o:assertion></svg>'
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_damaged_files_are_told(name: str, tmp_path: Path, project_of_nothing: Path) -> None:
    """Files that break off or have wrong bytes give a line, or what of them can be read."""
    for number, content in enumerate(pieces(FILES[name], len(name))):
        root = tmp_path / str(number)
        shutil.copytree(project_of_nothing, root)
        done = run_import(root, source_file(tmp_path, name, content or b"\0"))
        assert_told(done)
        if done.code:
            assert sorted(files_in(root)) == NOTHING
        else:
            assert [p for p in inspect(root)[1].errors if p.rule.startswith("yaml")] == []


def refused(tmp_path: Path, content: Any, name: str = "badge.json") -> str:
    """The line by which an import was refused; nothing was written."""
    root, done = import_one(tmp_path, content, name)
    assert (done.code, done.out) == (1, "")
    assert sorted(files_in(root)) == NOTHING
    return done.err


def test_deep_json_is_refused(tmp_path: Path) -> None:
    """JSON that is nested without end exhausts nothing."""
    assert "the JSON is nested too deep" in refused(
        tmp_path / "a", '{"badge":' * 100 + "1" + "}" * 100
    )
    assert "the JSON is nested too deep" in refused(tmp_path / "b", "[" * 200_000)


def test_long_list_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of more things than any platform has is not worked through."""
    monkeypatch.setattr(recognize, "MAX_ITEMS", 3)
    assert "badge.json: it lists more than 3 things" in refused(tmp_path, [BADGE] * 4)


def test_zip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to far more than badges need is not unpacked."""
    monkeypatch.setattr(archives, "MAX_MEMBER", 100_000)
    big = b"<badges>" + b" " * 200_000
    message = "course.mbz: the archive holds far more than badges need"
    for number, pack in enumerate((tar, zipped)):
        files = {"moodle_backup.xml": b"<x/>", "badges.xml": big}
        assert message in refused(tmp_path / str(number), pack(files), "course.mbz")
    assert "far more than badges need" in refused(
        tmp_path / "x", zipped({"xl/workbook.xml": big}), "book.xlsx"
    )


def test_gzip_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is a stream that unpacks without end read to its end."""
    monkeypatch.setattr(archives, "MAX_ALL", 1_000_000)
    assert "far more than badges need" in refused(
        tmp_path, tar({"filler": bytes(5_000_000), **BACKUP}), "course.mbz"
    )
    empty = gzip.compress(bytes(900_000))
    assert "the archive is neither a backup" in refused(tmp_path / "b", empty, "a.mbz")


def test_names_in_archives_lead_nowhere(tmp_path: Path) -> None:
    """Paths that leave the archive, links and devices in it are never followed."""
    stream = io.BytesIO()
    secret = tmp_path / "secret.xml"
    secret.write_text(BADGES.replace("Course Starter", "Secret"), "utf-8")
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, kind, target in (
            ("badges.xml", tarfile.SYMTYPE, str(secret)),
            ("course/badges.xml", tarfile.LNKTYPE, str(secret)),
            ("files.xml", tarfile.FIFOTYPE, ""),
        ):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
        for name in ("moodle_backup.xml", "../../badges.xml", "/badges.xml"):
            info = tarfile.TarInfo(name)
            info.size = len(BADGES)
            archive.addfile(info, io.BytesIO(BADGES.encode()))
    before = sorted(tmp_path.parent.iterdir())
    assert "nothing was found" in refused(tmp_path, stream.getvalue(), "course.mbz")
    assert sorted(tmp_path.parent.iterdir()) == before


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    """XML that would unfold into gigabytes, or that reads other files, is refused."""
    laughs = '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;">]>'
    outside = '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for number, head in enumerate((laughs, outside)):
        xml = head + BADGES.partition("?>")[2].replace("Course Starter", "&a;")
        files = {**BACKUP, "badges.xml": xml.encode()}
        message = "course.mbz: its XML cannot be read — export it again\n"
        assert refused(tmp_path / str(number), tar(files), "course.mbz") == message
    deep = {**BACKUP, "badges.xml": b"<a>" * 5000}
    assert "its XML is nested too deep" in refused(tmp_path / "deep", tar(deep), "course.mbz")


def test_workbook_with_a_cell_at_its_end_is_read(tmp_path: Path) -> None:
    """A workbook that claims a million rows and columns costs no memory."""
    stream = io.BytesIO()
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    usual = io.BytesIO(workbook_of([["Name"], ["One"]]))
    with zipfile.ZipFile(usual) as book, zipfile.ZipFile(stream, "w") as other:
        for info in book.infolist():
            data = book.read(info)
            if info.filename.endswith("sheet1.xml"):
                data = data.replace(b"</sheetData>", last)
            other.writestr(info.filename, data)
    message = f"the table has more than {tables.MAX_ROWS} rows or {tables.MAX_COLUMNS} columns"
    assert message in refused(tmp_path, stream.getvalue(), "book.xlsx")


def test_long_table_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of more rows than any catalog has is not worked through; empty ones do not count."""
    monkeypatch.setattr(tables, "MAX_ROWS", 3)
    rows = [["Name", "x"], ["A", 1], *[["", ""]] * 9, ["B", 1]]
    root, done = import_one(tmp_path / "a", csv_of(rows), "a.csv")
    assert done.code == 0
    assert yaml_of(root, "catalog/b.yaml")["name"] == "B"
    message = "a.csv: the table has more than 3 rows or 400 columns — divide it"
    assert message in refused(tmp_path / "b", csv_of([*rows, ["C", 1], ["D", 1]]), "a.csv")


def test_links_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    """A folder's links, and paths that lead out of it, are left alone."""
    root = bare(tmp_path)
    outside = tmp_path / "outside.json"
    outside.write_text(json.dumps({**ISSUER, "name": "Secret"}), "utf-8")
    source_file(
        tmp_path, "badge.json", {**BADGE, "issuer": "../outside.json", "image": "linked.png"}
    )
    os.symlink(outside, tmp_path / "source/linked.json")
    os.symlink(tmp_path, tmp_path / "source/up")
    (tmp_path / "picture.png").write_bytes(png())
    os.symlink(tmp_path / "picture.png", tmp_path / "source/linked.png")
    done = run_import(root, tmp_path / "source")
    assert done.code == 0
    assert "../outside.json: it lies outside of the folder — put it into the folder" in done.err
    assert not (root / "catalog/images").exists()
    assert b"Secret" not in b"".join(files_in(root).values())


def test_folder_keeps_what_can_be_read(tmp_path: Path) -> None:
    """Bad files of a folder are named, and the good ones are imported."""
    root = bare(tmp_path)
    for name, content in {
        "a.json": BADGE,
        "b.json": b"{",
        "c.md": b"# Notes",
        "d.json": b"",
    }.items():
        source_file(tmp_path, name, content)
    done = run_import(root, tmp_path / "source")
    assert done.code == 0
    assert "b.json: it is no JSON (line 1) — save the document again" in done.err
    assert "c.md: no badge in any form that is known — left out\n" in done.err
    assert "d.json: it is empty — get it again\n" in done.err
    checked(root)


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_failure_leaves_no_file(nth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full in the middle, all that was written goes again."""
    root = bare(tmp_path)
    source = source_file(tmp_path, "badge.json", {**BADGE, "image": "p.png"})
    source_file(tmp_path, "p.png", png())
    calls = 0
    real = os.link

    def full(staged: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise KeyboardInterrupt
        real(staged, target)

    monkeypatch.setattr(import_writing.os, "link", full)
    assert run_import(root, source).code == 130
    assert sorted(files_in(root)) == NOTHING
    assert not (root / "catalog").exists()
    monkeypatch.undo()
    assert run_import(root, source).code == 0
    checked(root)


def test_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else's file that was not there a moment ago stays, and nothing else is written."""
    root = bare(tmp_path)
    source = source_file(tmp_path, "badge.json", BADGE)
    real = os.link

    def late(staged: Path, target: Path) -> None:
        if target.name == Path(FILE).name:
            target.write_text("theirs", "utf-8")
        real(staged, target)

    monkeypatch.setattr(import_writing.os, "link", late)
    done = run_import(root, source)
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith(f"{FILE} is there already; nothing was written — move it aside\n")
    assert (root / FILE).read_text("utf-8") == "theirs"
    assert sorted(files_in(root)) == [FILE, *NOTHING]


def test_file_system_without_links_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where files cannot be linked, they are copied, and still overwrite nothing."""

    def none(staged: Path, target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(import_writing.os, "link", none)
    root, done = import_one(tmp_path, BADGE)
    assert done.code == 0
    checked(root)


def test_comment_is_nothing_but_a_comment(tmp_path: Path) -> None:
    """Whatever a source says that has no field, no line of it becomes YAML."""
    lines = "x\nname: other\r\nstatus: active\x85level: advanced\u2028hours: 9\u2029- a\x0bb\x0cc"
    root, done = import_one(
        tmp_path, {**BADGE, "x": lines, "y\nversion: 9": {"z": lines}, "criteria": lines}
    )
    assert done.code == 0
    values = yaml_of(root, FILE)
    assert (values["name"], values["version"], values["status"]) == ("Robots in Class", 1, "draft")
    text = (root / FILE).read_text("utf-8")
    assert all(word in text for word in ("name: other", "hours: 9", "level: advanced"))
    checked(root)


def test_picture_in_a_comment_is_not_written_out(tmp_path: Path) -> None:
    """A picture that has no field is told by its length, not by a megabyte of letters."""
    root, _ = import_one(tmp_path, {**BADGE, "x": "data:image/png;base64," + "A" * 100_000})
    text = (root / FILE).read_text("utf-8")
    assert "#   x: data:image/png;base64,… (100022 characters)\n" in text
    assert len(text) < 10_000
