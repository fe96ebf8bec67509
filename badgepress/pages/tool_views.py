"""What the templates of the tools receive; like `views`, a contract with themes."""

from dataclasses import dataclass
from typing import NamedTuple

from badgepress.pages.stack_views import StepView
from badgepress.pages.views import Card


class StackInPlan(NamedTuple):
    """A stack in the plain list of the plan's page."""

    card: Card
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class PlanView:
    """A page of the plan: the tool, and below it a plain list of stacks with their steps."""

    title: str
    lead: str
    shards: int
    """Files over which the entries are spread that the tool loads."""
    stacks: tuple[StackInPlan, ...]
    total: int
    number: int
    """This page's number, from 1; the tool is on the first one."""
    pages: tuple[str, ...]
    """Addresses of all pages of the list."""


@dataclass(frozen=True, slots=True)
class CompareView:
    """The page of the comparison."""

    title: str
    lead: str
    shards: int
    """Files over which the entries are spread that the tool loads."""
    rows: tuple[str, ...]
    """Headings of the table's rows, in order."""
    most: int
    """So many are compared at once."""
