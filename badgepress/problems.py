"""What is wrong with the owner's files, as data: collected first, printed at the end."""

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from enum import StrEnum

_DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""What turns the direction of the text around it."""


class Severity(StrEnum):
    """How much a problem matters: an error stops the build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that the owner should mend."""

    file: str
    """Path relative to the project's folder, always with `/`."""
    line: int
    """First line is 1."""
    column: int
    """First character is 1."""
    field: str
    """Where, counted from 1: `parts[2].rubric.passing`; empty for the whole file."""
    message: str
    """What is wrong, as a sentence without a full stop."""
    advice: str
    """What to do about it, in the same form."""
    rule: str
    """The rule's permanent short name, as listed in the reference."""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        mark = "warning: " if self.severity is Severity.WARNING else ""
        field = f"{self.field}: " if self.field else ""
        place = f"{self.file}:{self.line}:{self.column}"
        return printable(f"{place}: {mark}{field}{self.text}")

    @property
    def text(self) -> str:
        """Message and advice in one line."""
        return f"{self.message} — {self.advice}" if self.advice else self.message


class Problems:
    """The collector that every stage adds to."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self._remarks: dict[Problem, None] = {}

    def add(self, problem: Problem) -> None:
        """Keep a problem once, however often it is found."""
        self._found.setdefault(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Keep several problems."""
        for problem in problems:
            self.add(problem)

    def remark(self, problem: Problem) -> None:
        """Keep a warning that stops nothing, not even a build: the owner should know."""
        self._remarks.setdefault(replace(problem, severity=Severity.WARNING))

    def sorted(self) -> list[Problem]:
        """All problems by file, line and column; without the remarks."""
        return sorted(self._found)

    @property
    def remarks(self) -> list[Problem]:
        """The warnings that stop nothing."""
        return sorted(self._remarks)

    @property
    def errors(self) -> list[Problem]:
        """The problems that stop a build."""
        return [p for p in self.sorted() if p.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Problem]:
        """The problems that do not stop a build."""
        return [p for p in self.sorted() if p.severity is Severity.WARNING]


class CatalogError(Exception):
    """The files cannot become a site; the text lists every problem, a line each."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(as_text(self.problems))


def printable(text: str) -> str:
    """The text in one line, with visible escapes for what could move a terminal or hide words."""
    if text.isprintable():
        return text
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    hidden = unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
    if hidden or unicodedata.bidirectional(character) in _DIRECTIONS:
        return character.encode("unicode_escape").decode("ascii")
    return character


def nearest(word: str, known: Iterable[str]) -> str:
    """The nearest known word, or an empty string where none is near.

    Case is ignored, so that `Active` finds `active`.
    """
    by_lower = {name.lower(): name for name in known}
    cutoff = 0.6 if len(word) > 4 else 0.75
    near = get_close_matches(word.lower()[:80], by_lower, n=1, cutoff=cutoff)
    return by_lower[near[0]] if near else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest known word as a question, or an empty string."""
    near = nearest(word, known)
    return f"did you mean '{near}'?" if near else ""


def one_of(words: Iterable[str], limit: int = 12) -> str:
    """A short list of choices for a message."""
    names = list(words)
    shown = ", ".join(names[:limit])
    return f"{shown}, …" if len(names) > limit else shown


def as_text(problems: Sequence[Problem]) -> str:
    """One line a problem, and how many there are."""
    lines = [str(problem) for problem in problems]
    return "\n".join([*lines, summary(problems)])


def summary(problems: Sequence[Problem]) -> str:
    """How many errors and warnings, in words."""
    errors = sum(p.severity is Severity.ERROR for p in problems)
    warnings = len(problems) - errors
    return f"{_count(errors, 'error')}, {_count(warnings, 'warning')}"


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON list of all problems, for other programs."""
    return json.dumps([asdict(problem) for problem in problems], indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that GitHub shows beside the line in a pull request."""
    return "\n".join(_github_line(problem) for problem in problems)


def _github_line(problem: Problem) -> str:
    field = f"{problem.field}: " if problem.field else ""
    place = (
        f"file={_github_property(problem.file)},line={problem.line},col={problem.column},"
        f"title={_github_property(problem.rule)}"
    )
    return f"::{problem.severity} {place}::{_github_data(field + problem.text)}"


def _github_data(text: str) -> str:
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
