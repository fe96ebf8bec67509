"""What the template of pages on other systems receives."""

from dataclasses import dataclass
from typing import NamedTuple

from badgepress.platforms.closed import Closed
from badgepress.platforms.form import Platform


class LineView(NamedTuple):
    """A field of a platform's form, filled in."""

    id: str
    """Of the element that holds the value, for copying."""
    name: str
    value: str
    """Empty where only whoever awards knows it."""
    note: str
    most: int | None
    """Most characters, where a limit is known."""
    length: int
    too_long: bool


@dataclass(frozen=True, slots=True)
class SheetView:
    """One platform: what to do there, and its form."""

    id: str
    name: str
    standing: str
    """`in use` or `unclear whether it still runs`."""
    about: str
    steps: tuple[str, ...]
    lines: tuple[LineView, ...]
    breaches: tuple[str, ...]
    """What the platform would refuse, each with what to do."""
    decide: tuple[str, ...]
    text: str
    """The whole form as plain text; empty where the criteria stand in it, which are long."""


@dataclass(frozen=True, slots=True)
class UseView:
    """How a badge is used in other systems."""

    id: str
    name: str
    page: str
    """Address of its page."""
    version: int
    published: bool
    """Whether the version is published; before, its addresses may still change."""
    retired: bool
    """Whether it is offered no more."""
    badge_class: str
    """Full address of the badge class."""
    achievement: str
    """Full address of the achievement."""
    criteria: str
    """Everything required to earn it, in Markdown."""
    version_page: str
    """Full address of the page of this version."""
    image: str
    """Address of its SVG."""
    png: str
    """Address of its PNG."""
    backup: str
    """Address of Moodle's backup."""
    ctdl: tuple[str, ...]
    """Addresses of its documents for the Credential Registry, if it has a CTID."""
    sheets: tuple[SheetView, ...]
    closed: tuple[str, ...]
    """Names of systems that are no more."""


@dataclass(frozen=True, slots=True)
class SystemsView:
    """What holds for all badges: where things were read, and what is no more."""

    systems: tuple[Platform, ...]
    closed: tuple[Closed, ...]
