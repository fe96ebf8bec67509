"""What each field of something offered is to its badge, once that is published."""

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel


class Bearing(StrEnum):
    """What a field is to a badge that was published."""

    MEANING = "meaning"
    """It says what was earned: a change is a new version."""
    AMENDABLE = "amendable"
    """It belongs to the badge, but decides nothing: `badgepress amend` corrects it."""
    OUTSIDE = "outside"
    """It is no part of the badge: it changes freely."""


@dataclass(frozen=True, slots=True)
class Bears:
    """Marks a field of something offered with its bearing, and says why."""

    bearing: Bearing
    reason: str


def meaning(reason: str) -> Bears:
    """Marks a field whose change is a new version."""
    return Bears(Bearing.MEANING, reason)


def amendable(reason: str) -> Bears:
    """Marks a field that may be corrected after it was published."""
    return Bears(Bearing.AMENDABLE, reason)


def outside(reason: str) -> Bears:
    """Marks a field that is no part of the badge."""
    return Bears(Bearing.OUTSIDE, reason)


def bears(model: type[BaseModel], name: str) -> Bears:
    """What a field of a micro-credential or a stack is to its badge; unmarked, it has meaning."""
    marks = (mark for mark in model.model_fields[name].metadata if isinstance(mark, Bears))
    return next(marks, meaning("part of what was earned"))
