"""The YAML reader's own errors, in words that say what to do."""

from typing import Any

import yaml

from badgepress.problems import Problem

_ADVICE = (
    (
        "mapping values are not allowed",
        "there is a colon where none may be",
        "put the whole text in quotes, or check how far the line is indented",
    ),
    (
        "did not find expected key",
        "the line does not fit the lines above it",
        "check that fields of one group begin in the same column, and that quotes are closed",
    ),
    (
        "could not find expected ':'",
        "a colon is missing after a field's name",
        "write 'name: value' with a space behind the colon, or indent text that goes on from above",
    ),
    (
        "did not find expected ',' or",
        "a bracket is opened here, but not closed as expected",
        "put commas between the items, close it, or put text that begins with [ or { in quotes",
    ),
    (
        "found unexpected end of stream",
        "a quotation mark is opened and never closed",
        "close it, or put the text in the other kind of quotes",
    ),
    (
        "found unknown escape character",
        "there is a backslash in text in double quotes",
        "use single quotes around the text",
    ),
    (
        "found undefined tag handle",
        "text that begins with ! is read as a tag",
        "put it in quotes",
    ),
    (
        "too deep",
        "the values are nested too deep",
        "flatten them; no field needs more than a few levels",
    ),
)
_BEHIND_QUOTES = (
    "something stands behind a closed quotation mark or bracket",
    "put the whole text in quotes; for quotation marks inside, use the other kind around it",
)
_AT_BEGINNING = ("end of stream", "could not find expected ':'", "expected ',' or")
"""Where something begins that never ends helps more than where that was noticed."""


class TooDeep(yaml.MarkedYAMLError):
    """Values are nested deeper than any field needs."""

    def __init__(self, mark: Any) -> None:
        super().__init__(problem="too deep", problem_mark=mark)


def syntax_problem(name: str, text: str, error: yaml.YAMLError) -> Problem:
    """The reader's error as a problem of the file `name` that holds `text`."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    detail = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if any(symptom in detail for symptom in _AT_BEGINNING):
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    whole = [*text.splitlines(), ""][line] if line <= text.count("\n") else ""
    message, advice = _sentence(detail, whole[:column], whole[column : column + 1])
    return Problem(name, line + 1, column + 1, "", message, advice, "yaml-syntax")


def _sentence(detail: str, before: str, character: str) -> tuple[str, str]:
    if "cannot start any token" in detail:
        if character == "\t":
            return "there is a tab", "use spaces instead"
        return f"text may not begin with {character}", "put the text in quotes"
    if "did not find expected key" in detail and before.strip():
        return _BEHIND_QUOTES
    for symptom, message, advice in _ADVICE:
        if symptom in detail:
            return message, advice
    return (
        f"this is not valid YAML ({detail.splitlines()[0]})",
        "check quotes, colons and indentation of this line and the one above",
    )
