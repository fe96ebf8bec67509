"""Reading one file: what cannot be shown in a text case, positions, and bare words."""

import os
import time
from pathlib import Path
from typing import Any

import pytest

from badgepress import yamlfile
from badgepress.yamlfile import Look, YamlFile, field_name, resolve_plain


def _read(folder: Path, content: str | bytes) -> YamlFile:
    path = folder / "some.yaml"
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return yamlfile.read(path, folder)


def _lines(file: YamlFile) -> list[str]:
    return [str(problem) for problem in file.problems]


EMPTY = (
    "some.yaml:1:1: the file is empty"
    " — fill it in ('badgepress new' writes a skeleton) or delete it"
)
UTF_8 = "the file is not UTF-8 text — save it with the encoding UTF-8 (in the editor's 'Save as')"
CONTROL = "there is an invisible control character (U+{}) — delete it and type the text again"
DEEP = "the values are nested too deep — flatten them; no field needs more than a few levels"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", EMPTY),
        (b" \n\t\r\n ", EMPTY),
        (b"\xef\xbb\xbf", EMPTY),
        (b"---\n", EMPTY),
        (b"name: a\ntitle: caf\xe9\n", f"some.yaml:2:11: {UTF_8}"),
        ("name: ü".encode() + b"\xff", f"some.yaml:1:8: {UTF_8}"),
        ("name: ü\n".encode("utf-16"), f"some.yaml:1:1: {UTF_8}"),
        ("name: a\n".encode("utf-16-le"), f"some.yaml:1:1: {UTF_8}"),
        ("name: a\n".encode("utf-16-be"), f"some.yaml:1:1: {UTF_8}"),
        ("name: a\n".encode("utf-32"), f"some.yaml:1:1: {UTF_8}"),
        (b"\x89PNG\r\n\x1a\n\0\0", f"some.yaml:1:1: {UTF_8}"),
        (b"name: a\nlast: b\0\n", f"some.yaml:2:8: {CONTROL.format('0000')}"),
        (b"name: a\r\nlast: \x1b[0m", f"some.yaml:2:7: {CONTROL.format('001B')}"),
        (b"name: a\rlast: \x07", f"some.yaml:2:7: {CONTROL.format('0007')}"),
        ("name: \ufffe".encode(), f"some.yaml:1:7: {CONTROL.format('FFFE')}"),
        (b"[" * 100_000, f"some.yaml:1:41: {DEEP}"),
        (b"a: " + b"{a: " * 100_000, f"some.yaml:1:160: {DEEP}"),
        (b"- " * 100_000, f"some.yaml:1:81: {DEEP}"),
    ],
)
def test_unreadable_content_is_one_clear_line(tmp_path: Path, content: bytes, line: str) -> None:
    """Content that is no readable text gives one line at the right place, and no data."""
    file = _read(tmp_path, content)
    assert _lines(file) == [line]
    assert (file.readable, file.data) == (False, {})


def test_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    """A file that Windows' editor saved with a byte order mark is read, positions unmoved."""
    file = _read(tmp_path, b"\xef\xbb\xbfname: a\nother: b\n")
    assert (file.data, file.problems) == ({"name": "a", "other": "b"}, [])
    assert file.value_mark(("name",)) == (1, 7)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_all_systems(tmp_path: Path, end: str) -> None:
    """Lines are counted alike whichever way they end."""
    file = _read(tmp_path, end.join(["# é 🎉", "name: a", "list:", "  - 🎉: b", "  - c", ""]))
    assert file.data == {"name": "a", "list": [{"🎉": "b"}, "c"]}
    assert file.value_mark(("list", 0, "🎉")) == (4, 8)
    assert file.value_mark(("list", 1)) == (5, 5)


def test_large_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of 10 MB is refused by its size alone."""
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("was read"))
    path = tmp_path / "some.yaml"
    with path.open("wb") as file:
        file.truncate(10_000_000)
    assert _lines(yamlfile.read(path, tmp_path)) == [
        "some.yaml:1:1: the file has 10.0 MB; at most 2 MB are read — split it or shorten it"
    ]


def test_many_problems_are_cut(tmp_path: Path) -> None:
    """A file in which every line is wrong is not read to its end."""
    file = _read(tmp_path, "".join(f"{index:06}:\n" for index in range(250_000)))
    assert len(file.problems) == 501
    assert "there are more problems in this file" in str(file.problems[0])


def test_billion_laughs_stay_small(tmp_path: Path) -> None:
    """Anchors that would multiply to a billion values are refused, each where it stands."""
    lines = ["a0: &a0 [ha, ha, ha]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    start = time.monotonic()
    file = _read(tmp_path, "\n".join(lines))
    assert time.monotonic() - start < 1
    assert len(file.problems) == 10 + 9 * 9
    assert _lines(file)[:2] == [
        "some.yaml:1:5: a0: '&a0' is an anchor, which is not allowed here"
        " — remove it, or put the text in quotes",
        "some.yaml:2:5: a1: '&a1' is an anchor, which is not allowed here"
        " — remove it, or put the text in quotes",
    ]


def test_nothing_runs(tmp_path: Path) -> None:
    """A tag that would call Python is refused, and its call never happens."""
    trap = tmp_path / "trap"
    file = _read(tmp_path, f'a: !!python/object/apply:os.mkdir ["{trap.as_posix()}"]\n')
    assert [problem.rule for problem in file.problems] == ["yaml-tag"]
    assert not trap.exists()


def test_missing_file_is_a_problem(tmp_path: Path) -> None:
    """A file that vanished is reported, not raised."""
    file = yamlfile.read(tmp_path / "gone.yaml", tmp_path)
    assert _lines(file) == [
        "gone.yaml:1:1: the file cannot be read (No such file or directory)"
        " — check that it is there and may be opened"
    ]
    assert file.value_mark(("name",)) == (1, 1)


def test_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in a file's place is reported as one."""
    (tmp_path / "some.yaml").mkdir()
    assert _lines(yamlfile.read(tmp_path / "some.yaml", tmp_path)) == [
        "some.yaml:1:1: this is a folder, not a file — rename or remove it"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
def test_pipe_does_not_hang(tmp_path: Path) -> None:
    """A pipe in a file's place is refused instead of being waited for."""
    os.mkfifo(tmp_path / "some.yaml")
    assert _lines(yamlfile.read(tmp_path / "some.yaml", tmp_path)) == [
        "some.yaml:1:1: this is a device or a pipe, not a file — rename or remove it"
    ]


TEXT = """\
# A comment

name: Some name
group:
  inner: 'quoted'
  deep: {a: 1,
    b: [x, "y"]}
list:
- first
-   second:
      - one
      - two: 2
    third: >-
      folded
      text
'quoted key': v
"""


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        ((), (3, 1), (3, 1)),
        (("name",), (3, 1), (3, 7)),
        (("group",), (4, 1), (5, 3)),
        (("group", "inner"), (5, 3), (5, 10)),
        (("group", "deep", "a"), (6, 10), (6, 13)),
        (("group", "deep", "b"), (7, 5), (7, 8)),
        (("group", "deep", "b", 1), (7, 12), (7, 12)),
        (("list",), (8, 1), (9, 1)),
        (("list", 0), (9, 3), (9, 3)),
        (("list", 1), (10, 5), (10, 5)),
        (("list", 1, "second", 1, "two"), (12, 9), (12, 14)),
        (("list", 1, "third"), (13, 5), (13, 12)),
        (("quoted key",), (16, 1), (16, 15)),
        # What is missing is shown at the nearest thing around it.
        (("nothing",), (3, 1), (3, 1)),
        (("group", "nothing", "below"), (4, 1), (4, 1)),
        (("list", 1, "nothing"), (10, 5), (10, 5)),
        (("list", 7), (8, 1), (8, 1)),
    ],
)
def test_every_place_is_known(
    tmp_path: Path, path: yamlfile.FieldPath, key: tuple[int, int], value: tuple[int, int]
) -> None:
    """Keys and values are found at their line and column, however deep they are nested."""
    file = _read(tmp_path, TEXT)
    assert file.problems == []
    assert file.key_mark(path) == key
    assert file.value_mark(path) == value


def test_problem_stands_where_it_helps(tmp_path: Path) -> None:
    """A single value is wrong at its place; a list or a group at its name."""
    file = _read(tmp_path, TEXT)
    places = {
        path: (found.line, found.column)
        for path in (("name",), ("group",), ("list",), ("list", 1))
        for found in [file.problem(path, "wrong", "mend it", "rule")]
    }
    assert places == {
        ("name",): (3, 7),
        ("group",): (4, 1),
        ("list",): (8, 1),
        ("list", 1): (10, 5),
    }
    assert file.problem(("name",), "wrong", "mend it", "rule", at_key=True).column == 1


def test_places_survive_a_file_that_changes(tmp_path: Path) -> None:
    """If a file is damaged between reading and asking, the question is answered all the same."""
    file = _read(tmp_path, TEXT)
    file.path.write_bytes(b"\xff")
    assert file.value_mark(("name",)) == (1, 1)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", 0, "b", "c", 11), "a[1].b.c[12]"),
        (("", "b"), "''.b"),
        (("a" * 100,), "a" * 59 + "…"),
    ],
)
def test_field_names_count_from_one(path: yamlfile.FieldPath, name: str) -> None:
    """Paths read as owners count, and long names are cut."""
    assert field_name(path) == name


SAME: list[tuple[str, Any]] = [
    ("", None),
    ("~", None),
    ("null", None),
    ("NULL", None),
    ("true", True),
    ("False", False),
    ("0", 0),
    ("-7", -7),
    ("+7", 7),
    ("15", 15),
    ("999999999999999999", 999999999999999999),
    ("1.5", 1.5),
    ("-.5", -0.5),
    ("2.", 2.0),
    ("1.5e3", 1500.0),
    # Text, although it begins like something else.
    ("nULL", "nULL"),
    ("yes!", "yes!"),
    ("Norway", "Norway"),
    ("n", "n"),
    ("Y", "Y"),
    ("only", "only"),
    ("3 parts", "3 parts"),
    ("K-5", "K-5"),
    ("6-8", "6-8"),
    ("9-12", "9-12"),
    ("1.2.3", "1.2.3"),
    ("2026-08", "2026-08"),
    ("2026-08-01x", "2026-08-01x"),
    ("08/01/2026", "08/01/2026"),
    ("-", "-"),
    (".", "."),
    ("12:75", "12:75"),
]
LOOKS = [
    ("2026-08-01", "date"),
    ("2026-8-1", "date"),
    ("2026-02-30", "date"),
    ("2026-08-01 10:00:00", "time"),
    ("2026-08-01T10:00:00Z", "time"),
    ("yes", "yes/no"),
    ("No", "yes/no"),
    ("ON", "yes/no"),
    ("off", "yes/no"),
    ("010", "number"),
    ("0o17", "number"),
    ("0x1F", "number"),
    ("0b101", "number"),
    ("1_000", "number"),
    ("1_000.5", "number"),
    ("1e3", "number"),
    ("12:30", "number"),
    ("1:30:00", "number"),
    (".inf", "number"),
    ("-.INF", "number"),
    (".nan", "number"),
    ("1" * 19, "number"),
    ("1" * 10_000, "number"),
]


@pytest.mark.parametrize(("text", "value"), SAME)
def test_plain_text_means_one_thing(text: str, value: Any) -> None:
    """What all YAML programs agree about is read as they do."""
    found = resolve_plain(text)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(("text", "kind"), LOOKS, ids=lambda word: word[:24])
def test_plain_text_that_looks_like_more(text: str, kind: str) -> None:
    """What some YAML programs turn into something else stays text and says what it looks like."""
    found = resolve_plain(text)
    assert isinstance(found, Look)
    assert (found, found.kind) == (text, kind)


def test_quoted_text_is_text(tmp_path: Path) -> None:
    """Quotes and the sign '!' alone make text of anything."""
    file = _read(tmp_path, "a: 'no'\nb: \"2026-08-01\"\nc: ! 10\nd: |\n  true\n")
    assert file.problems == []
    assert file.data == {"a": "no", "b": "2026-08-01", "c": "10", "d": "true\n"}
    assert not any(isinstance(value, Look) for value in file.data.values())
