"""The picture of a stack: its steps from top to bottom, and what they lead to.

Only places and lines of text are found here; `pages/path.html` draws them. Letters are measured by
estimate, a little too wide rather than too narrow, because a page's font is chosen by its reader.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from badgepress.model import Status
from badgepress.pages.stack_views import Box, Drawing, Frame, StepView
from badgepress.pages.views import Card
from badgepress.totals import Range

_MARGIN = 12
_GAP = 10
_HEAD = 40
"""Height of a step's heading in its frame."""
_ARROW = 26
"""Space between two frames, for the arrow."""
_PADDING = 10
_IMAGE = 44
_LINE = 19
_FACTS = 18
_MOST_LINES = 3
_LETTER = 15.0
"""Size of a name's letters in pixels."""
_SHAPES = (("wide", 720, 3), ("narrow", 330, 1))
"""Name, width in pixels, and how many boxes stand side by side."""


def drawings(
    name: str, award: str, image: str | None, steps: Sequence[StepView]
) -> tuple[Drawing, ...]:
    """The same path, wide and narrow; `award` is what its completion is called."""
    title = f"The path of {name}: {len(steps)} step{'s' * (len(steps) != 1)}"
    text = " ".join((*_sentences(steps), f"Then: {award}, {name}."))
    return tuple(_drawing(shape, (name, award, image), steps, title, text) for shape in _SHAPES)


def _drawing(
    shape: tuple[str, int, int],
    goal: tuple[str, str, str | None],
    steps: Sequence[StepView],
    title: str,
    text: str,
) -> Drawing:
    kind, width, columns = shape
    name, award, image = goal
    frames = []
    y = 0
    for number, step in enumerate(steps, start=1):
        boxes = tuple(_boxes(step.cards, y + _HEAD, width, columns))
        bottom = max((box.y + box.height for box in boxes), default=y + _HEAD)
        frames.append(Frame(y, bottom + _MARGIN - y, number, _label(step, number), boxes))
        y = bottom + _MARGIN + _ARROW
    inner = width - 2 * _MARGIN
    lines = wrapped(name, _text_width(inner, image))
    end = Box(
        _MARGIN, y, inner, _height(len(lines), image), lines, award.capitalize(), image, "", True,
        False,
    )  # fmt: skip
    return Drawing(kind, width, y + end.height + 2, tuple(frames), end, title, text)


def _boxes(cards: Sequence[Card], top: int, width: int, columns: int) -> Iterator[Box]:
    columns = min(columns, len(cards))
    y = top
    for start in range(0, len(cards), max(columns, 1)):
        row = cards[start : start + columns]
        inner = (width - 2 * _MARGIN - _GAP * (columns - 1)) // columns
        names = [wrapped(card.name, _text_width(inner, card.image)) for card in row]
        height = max(_height(len(n), c.image) for n, c in zip(names, row, strict=True))
        for column, (card, lines) in enumerate(zip(row, names, strict=True)):
            yield Box(
                x=_MARGIN + column * (inner + _GAP),
                y=y,
                width=inner,
                height=height,
                lines=lines,
                facts=_card_facts(card),
                image=card.image,
                css=card.area.css if card.area else "",
                is_stack=card.kind != "micro-credential",
                retired=card.status is Status.RETIRED,
            )
        y += height + _GAP


def _height(lines: int, image: str | None) -> int:
    text = lines * _LINE + _FACTS
    return 2 * _PADDING + (max(text, _IMAGE) if image else text)


def _text_width(box: int, image: str | None) -> int:
    return box - 2 * _PADDING - (_IMAGE + 8 if image else 0)


def _label(step: StepView, number: int) -> str:
    return step.words or f"Step {number}"


def _card_facts(card: Card) -> str:
    parts = [_amount(card.hours, "hour"), _amount(card.ceu, "CEU", "CEU")]
    if card.status is Status.RETIRED:
        parts.append("retired")
    return " · ".join(part for part in parts if part)


def _amount(amount: Range, noun: str, plural: str = "") -> str:
    if not amount.most:
        return ""
    words = str(amount)
    return f"{words} {noun if words == '1' else plural or noun + 's'}"


def _sentences(steps: Sequence[StepView]) -> Iterator[str]:
    for number, step in enumerate(steps, start=1):
        names = "; ".join(_named(step.cards))
        yield f"Step {number}: {step.words + ': ' if step.words else ''}{names}."


def _named(cards: Iterable[Card]) -> Iterator[str]:
    for card in cards:
        facts = ", ".join(filter(None, (card.note or "", _card_facts(card).replace(" · ", ", "))))
        yield f"{card.name} ({facts})" if facts else card.name


def wrapped(text: str, width: int, most: int = _MOST_LINES) -> tuple[str, ...]:
    """A name in lines that are `width` pixels wide at most; what does not fit ends with `…`."""
    lines: list[str] = []
    line = ""
    for word in _pieces(text, width):
        longer = f"{line} {word}" if line else word
        if line and _width(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while last and _width(last + "…") > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip() + "…")


def _pieces(text: str, width: int) -> Iterator[str]:
    """Words; one that is wider than a line is cut."""
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and _width(piece + letter) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece


def _width(text: str) -> float:
    return sum(map(_letter_width, text))


def _letter_width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _LETTER
    if letter in "mwMW@%—…" or letter.isupper():
        return _LETTER * (0.9 if letter in "mwMW@%—…" else 0.66)
    return _LETTER * (0.3 if letter in " iljtf.,;:!|'" else 0.55)
