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
        "write 'name: value', or indent text that continues the line above",
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
_TAB = ("there is a tab", "use spaces instead")
_STARTERS = (
    "text may not begin with {}",
    "put the text in quotes",
)


class TooDeep(yaml.MarkedYAMLError):
    """Values are nested deeper than any field needs."""

    def __init__(self, mark: Any) -> None:
        super().__init__(problem="too deep", problem_mark=mark)


def syntax_problem(name: str, text: str, error: yaml.YAMLError) -> Problem:
    """The reader's error as a problem of the file `name` that holds `text`."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    detail = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    if "end of stream" in detail:
        # Where the file ends helps nobody; where the quotation mark stands does.
        mark = getattr(error, "context_mark", None) or mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message, advice = _sentence(detail, _at(text, line, column))
    return Problem(name, line, column, "", message, advice, "yaml-syntax")


def _at(text: str, line: int, column: int) -> str:
    lines = text.splitlines()
    return lines[line - 1][column - 1 : column] if line <= len(lines) else ""


def _sentence(detail: str, character: str) -> tuple[str, str]:
    if "cannot start any token" in detail or "found a tab" in detail:
        if character == "\t" or "found a tab" in detail:
            return _TAB
        return _STARTERS[0].format(character), _STARTERS[1]
    for symptom, message, advice in _ADVICE:
        if symptom in detail:
            return message, advice
    return (
        f"this is not valid YAML ({detail.splitlines()[0]})",
        "check quotes, colons and indentation of this line and the one above",
    )
