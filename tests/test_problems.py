"""Problems as text, for GitHub and for programs."""

import json
from dataclasses import replace

import pytest

from badgepress.problems import (
    CatalogError,
    Problem,
    Problems,
    Severity,
    as_github,
    as_json,
    as_text,
    did_you_mean,
    one_of,
    printable,
)

ERROR = Problem("a.yaml", 3, 5, "parts[2].name", "it is wrong", "mend it", "some-rule")
WARNING = replace(ERROR, line=2, message="it is odd", advice="", severity=Severity.WARNING)


def test_text_has_a_line_a_problem_and_a_count() -> None:
    """Text gives file, line, column, field, what is wrong and what to do, then a count."""
    assert as_text([WARNING, ERROR]).splitlines() == [
        "a.yaml:2:5: warning: parts[2].name: it is odd",
        "a.yaml:3:5: parts[2].name: it is wrong — mend it",
        "1 error, 1 warning",
    ]


def test_text_of_a_whole_file_has_no_field() -> None:
    """A problem of a file as a whole goes on with the message behind its place."""
    assert str(replace(ERROR, field="")) == "a.yaml:3:5: it is wrong — mend it"


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 errors, 0 warnings"), (1, "1 error, 0 warnings"), (2, "2 errors, 0 warnings")],
)
def test_count_knows_singular_and_plural(number: int, words: str) -> None:
    """The last line counts errors and warnings in proper words."""
    assert as_text([ERROR] * number).splitlines()[-1] == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain — ünï مرحبا 🎉", "plain — ünï مرحبا 🎉"),
        ("two\nlines\r", "two\\nlines\\r"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("abc\u202etxt.exe", "abc\\u202etxt.exe"),
        ("a\u2028b\u2066", "a\\u2028b\\u2066"),
        ("file\udcff", "file\\udcff"),
        ("zero\u200dwidth", "zero\u200dwidth"),
    ],
)
def test_text_stays_in_one_visible_line(text: str, shown: str) -> None:
    """What breaks lines, moves terminals, turns directions or cannot be encoded is escaped."""
    assert printable(text) == shown
    assert str(replace(ERROR, message=text)).endswith(f"{shown} — mend it")
    str(replace(ERROR, message=text)).encode("utf-8")


def test_github_escapes_its_own_signs() -> None:
    """Percent and line ends are escaped everywhere; colon and comma where properties end."""
    problem = replace(
        ERROR, file="a,b:c%d\n.yaml", message="50% of\r\na: b, c", rule="r:1", field="f:1"
    )
    assert as_github([problem]) == (
        "::error file=a%2Cb%3Ac%25d%0A.yaml,line=3,col=5,title=r%3A1"
        "::f:1: 50%25 of%0D%0Aa: b, c — mend it"
    )


def test_github_tells_warnings_from_errors() -> None:
    """Each problem is a line of its own, as an error or as a warning."""
    lines = as_github([ERROR, WARNING]).splitlines()
    assert [line.split()[0] for line in lines] == ["::error", "::warning"]


def test_github_survives_names_that_are_no_text() -> None:
    """A file name that is no valid text does not stop the output."""
    assert "file=x\\udcff.yaml" in as_github([replace(ERROR, file="x\udcff.yaml")])
    as_github([replace(ERROR, file="x\udcff.yaml")]).encode("utf-8")


def test_json_holds_every_part() -> None:
    """JSON gives each problem with all of its parts, for other programs."""
    assert json.loads(as_json([WARNING])) == [
        {
            "file": "a.yaml",
            "line": 2,
            "column": 5,
            "field": "parts[2].name",
            "message": "it is odd",
            "advice": "",
            "rule": "some-rule",
            "severity": "warning",
        }
    ]
    assert json.loads(as_json([])) == []


def test_problems_are_sorted_and_kept_once() -> None:
    """Problems come by file, line as a number, and column, each once."""
    second = replace(ERROR, line=10)
    third = replace(ERROR, line=10, column=20)
    last = replace(ERROR, file="b.yaml", line=1)
    problems = Problems()
    problems.extend([last, third, second, ERROR, second, WARNING])
    assert problems.sorted() == [WARNING, ERROR, second, third, last]
    assert problems.errors == [ERROR, second, third, last]
    assert problems.warnings == [WARNING]


def test_catalog_error_lists_all() -> None:
    """The error that stops a build carries the problems and prints them all."""
    error = CatalogError([ERROR, WARNING])
    assert error.problems == [ERROR, WARNING]
    assert str(error) == as_text([ERROR, WARNING])


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("summry", "summary"),
        ("SUMMARY", "summary"),
        ("nmae", "name"),
        ("Prerequisite", "prerequisites"),
        ("price", ""),
        ("no", ""),
        ("", ""),
        ("x" * 100_000, ""),
    ],
)
def test_did_you_mean(word: str, guess: str) -> None:
    """A near word is suggested whatever its case; without a near one, nothing is."""
    known = ["name", "summary", "prerequisites", "none"]
    assert did_you_mean(word, known) == (f"did you mean '{guess}'?" if guess else "")


def test_long_choices_are_cut() -> None:
    """A message lists a dozen choices at most."""
    assert one_of("abc") == "a, b, c"
    assert one_of(map(str, range(20))) == "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"
