"""What the templates of a stack receive; like `views`, a contract with themes."""

from dataclasses import dataclass
from typing import NamedTuple

from badgepress.model import Awards, Stack
from badgepress.pages.views import Card, OfferView
from badgepress.totals import Range


class NeedView(NamedTuple):
    """A prerequisite of something in a step."""

    name: str
    path: str
    step: int | None
    """The number of the step in which it is earned; none where it is in no step."""
    asking: str
    """The name of what asks for it; empty where the step is one thing."""


class StepView(NamedTuple):
    """A step of a stack."""

    words: str
    """`Any two of these`; empty where the step is one thing."""
    note: str | None
    cards: tuple[Card, ...]
    hours: Range
    """What this step alone comes to."""
    ceu: Range
    needs: tuple[NeedView, ...]
    """What has to be earned before it."""


class Box(NamedTuple):
    """Something to earn in the picture of a path; places are in pixels of the drawing."""

    x: int
    y: int
    width: int
    height: int
    lines: tuple[str, ...]
    """The name, cut into lines that fit; a name that does not fit ends with an ellipsis."""
    facts: str
    image: str | None
    css: str
    """Class that sets the focus area's colors, or nothing."""
    is_stack: bool
    retired: bool


class Frame(NamedTuple):
    """A step in the picture of a path, with its boxes."""

    y: int
    height: int
    number: int
    label: str
    boxes: tuple[Box, ...]


class Drawing(NamedTuple):
    """A path from its first step down to what it awards, as a picture."""

    name: str
    """`wide` or `narrow`."""
    width: int
    height: int
    frames: tuple[Frame, ...]
    goal: Box
    title: str
    text: str
    """The same content in words."""


@dataclass(frozen=True, slots=True)
class StackView(OfferView):
    """A stack's page, and the page of one version."""

    data: Stack
    awards: Awards
    steps: tuple[StepView, ...]
    retired_steps: tuple[Card, ...]
    """What is named by a step, but no longer offered."""
    drawings: tuple[Drawing, ...]
    """The path as pictures: a wide one, and a narrow one for phones."""
    hours: Range
    ceu: Range
