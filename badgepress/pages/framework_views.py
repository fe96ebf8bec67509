"""What the template of a framework receives; like `views`, a contract with themes."""

from dataclasses import dataclass
from typing import NamedTuple

from badgepress.load import Entry
from badgepress.model import Framework
from badgepress.pages.views import Card, More


class CoverageView(NamedTuple):
    """A focus area or competency with what covers it."""

    name: str
    id: str
    description: str | None
    code: str | None
    cards: tuple[Card, ...]
    level: int
    """2 for a focus area, 3 for a competency in it."""
    css: str
    total: int
    """How many micro-credentials cover it; there may be more than cards."""
    more: More | None
    """Where all of them are, if some are left out."""


class HeatCell(NamedTuple):
    """How many micro-credentials of one level cover one part of a framework."""

    number: int
    heat: int
    """0 (none) to 4 (the most of the table)."""
    view_path: str | None = None
    """The catalog filtered for the part and the level, where both have a list."""


class HeatRow(NamedTuple):
    """A focus area or competency in the table of what covers it."""

    name: str
    id: str
    """Its anchor on the page."""
    level: int
    """2 for a focus area, 3 for a competency in it."""
    cells: tuple[HeatCell, ...]
    """One for each of `levels`."""
    total: int
    list_path: str | None
    """The list of all that cover it, where there is one."""


class HeatColumn(NamedTuple):
    """A level."""

    name: str
    list_path: str | None


@dataclass(frozen=True, slots=True)
class HeatView:
    """How many micro-credentials cover each part of a framework, level by level."""

    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    legend: tuple[tuple[int, str], ...]
    """Heat → the counts that it stands for."""


@dataclass(frozen=True, slots=True)
class FrameworkView:
    """A framework's page."""

    framework: Entry[Framework]
    items: tuple[CoverageView, ...]
    total: int
    heat: HeatView
