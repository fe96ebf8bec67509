"""What a platform's form or import asks for, as data, and a badge held to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from badgepress.platforms.badge import Badge
from badgepress.problems import Problem, Severity
from badgepress.words import count
from badgepress.yamlfile import FieldPath

RULE = "platform-limit"


class Standing(StrEnum):
    """What a platform is today."""

    ALIVE = "in use"
    UNKNOWN = "unclear whether it still runs"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that a platform would refuse."""

    path: FieldPath
    """The YAML field that it comes from."""
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a platform's form, by the platform's own name."""

    name: str
    value: Callable[[Badge], str]
    """What is entered; empty where the badge has nothing for it."""
    of: tuple[str, ...] = ()
    """YAML fields that it is made of; the first one is where a broken limit is shown."""
    most: int | None = None
    """Most characters, where a limit was found."""
    note: str = ""
    """What else to know about it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where something about a platform was read."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Platform:
    """A system that awards or displays badges, and what it takes from a catalog."""

    id: str
    """What `badgepress export` calls it; never changed."""
    name: str
    standing: Standing
    about: str
    """What it takes from here, in a sentence or two."""
    steps: tuple[str, ...] = ()
    """What to do there, in order."""
    fields: tuple[Field, ...] = ()
    """Its form, field by field in its order."""
    decide: tuple[str, ...] = ()
    """What no catalog says and the owner must decide there."""
    unknown: tuple[str, ...] = ()
    """What could not be found out."""
    sources: tuple[Source, ...] = ()
    further: Callable[[Badge], Iterator[Breach]] | None = None
    """Limits that are not the length of one field."""


class Line(NamedTuple):
    """A field with what is to be entered."""

    field: Field
    value: str

    @property
    def length(self) -> int:
        """In characters."""
        return len(self.value)

    @property
    def is_too_long(self) -> bool:
        """Whether the platform would refuse it."""
        return self.field.most is not None and self.length > self.field.most


@dataclass(frozen=True, slots=True)
class CopySheet:
    """One platform's form, filled in for one badge."""

    platform: Platform
    badge: Badge
    lines: tuple[Line, ...]
    breaches: tuple[Breach, ...]

    @property
    def text(self) -> str:
        """All of it as plain text, to be copied at once."""
        parts = [f"{line.field.name}:\n{line.value}" for line in self.lines if line.value]
        return "\n\n".join(parts) + "\n"


def fill_in(platform: Platform, badge: Badge) -> CopySheet:
    """A platform's form for a badge. Nothing is shortened: what is too long is a breach."""
    lines = tuple(Line(field, field.value(badge)) for field in platform.fields)
    return CopySheet(platform, badge, lines, tuple(_breaches(platform, badge, lines)))


def _breaches(platform: Platform, badge: Badge, lines: tuple[Line, ...]) -> Iterator[Breach]:
    for line in lines:
        if line.is_too_long:
            message = (
                f"{platform.name} takes {count(line.field.most or 0, 'character')} for"
                f" '{line.field.name}', but this makes {line.length}"
            )
            path = tuple(line.field.of[0].split(".")) if line.field.of else ()
            yield Breach(path, message, "shorten it")
    if platform.further:
        yield from platform.further(badge)


def problem_of(badge: Badge, breach: Breach) -> Problem:
    """A breach as the owner is told it: with file, line and field."""
    found = badge.entry.problem(breach.path, breach.message, breach.advice, RULE)
    return replace(found, severity=Severity.WARNING)
