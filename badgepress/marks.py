"""Marks that stand for a page's texts while a template is rendered, and answer for them.

Where the template asks something of a text (is there one? does it hold a heading?), the answer is
that of the text, and is remembered; what nobody foresaw makes the text itself what is remembered.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from markupsafe import Markup, escape

OPEN, _CLOSE = "\ue000", "\ue001"
_PROBE = "&amp;<b>'"
"""Tells what a template did to a text before it printed it."""
MARK = re.compile(f"{OPEN}([0-9]+)(.*?){_CLOSE}")


def _striptags(text: str) -> str:
    return str(Markup(text).striptags())  # noqa: S704 - as Jinja's filter does


WAYS: dict[str, Callable[[str], str]] = {
    way(_PROBE): way
    for way in (
        str,
        lambda text: str(escape(text)),
        _striptags,
        lambda text: str(escape(_striptags(text))),
    )
}
"""What the probe has become → what was done to it."""


class NoFrame(Exception):
    """The page holds something that no frame can be made for."""


class Condition(NamedTuple):
    text: int
    holds: Callable[[str], object]
    answer: object


class Trace:
    """What one rendering with marks has asked."""

    def __init__(self, texts: list[str], page: Any) -> None:
        self.texts = texts
        self.page = page
        self.conditions: dict[tuple[Any, ...], Condition] = {}
        self.targets: set[str] = set()
        self.broken = False

    def ask(self, text: int, name: str, argument: Any, holds: Callable[[str], object]) -> Any:
        answer = holds(self.texts[text])
        self.conditions[text, name, argument] = Condition(text, holds, answer)
        return answer


class Slot(str):
    """Stands for a text of the page: prints its mark, answers for the text."""

    __slots__ = ("number", "trace")
    trace: Trace
    number: int

    def __new__(cls, trace: Trace, number: int) -> "Slot":
        slot = super().__new__(cls, f"{OPEN}{number}{_PROBE}{_CLOSE}")
        slot.trace, slot.number = trace, number
        return slot

    def __str__(self) -> str:
        return self

    def __bool__(self) -> bool:
        return bool(self.trace.ask(self.number, "is", None, bool))

    def __contains__(self, part: Any) -> bool:
        return bool(self.trace.ask(self.number, "has", part, lambda text: part in text))

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Slot):
            return self.itself() == other.itself()
        return bool(self.trace.ask(self.number, "equals", other, lambda text: text == other))

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.itself())

    def itself(self) -> str:
        """The text, which becomes a condition."""
        text = self.trace.texts[self.number]
        return str(self.trace.ask(self.number, "exactly", None, str) or text)


def _unforeseen(name: str) -> Callable[..., Any]:
    def method(self: Slot, *args: Any, **kwargs: Any) -> Any:
        return getattr(self.itself(), name)(*args, **kwargs)

    return method


_KEPT = {
    "__new__", "__init__", "__init_subclass__", "__subclasshook__", "__class__", "__dir__",
    "__doc__", "__getattribute__", "__setattr__", "__delattr__", "__sizeof__", "__repr__",
    "__getstate__", "__reduce__", "__reduce_ex__", "__getnewargs__",
}  # fmt: skip
for _name in set(dir(str)) - _KEPT - set(vars(Slot)):
    setattr(Slot, _name, _unforeseen(_name))
setattr(Slot, "__radd__", lambda self, other: other + self.itself())  # noqa: B010


def flatten(value: Any, texts: list[str]) -> Any:
    """The shape of a value: what is no text; its texts are added to the list."""
    kind = type(value)
    if kind is str:
        texts.append(value)
        return None
    if kind is list or kind is tuple:
        return kind, *[flatten(item, texts) for item in value]
    if kind is dict:
        return kind, *[(key, flatten(item, texts)) for key, item in value.items()]
    if value is None or kind is bool or kind is int or (callable(value) and kind is not type):
        return kind, value
    raise NoFrame(kind.__name__)


def marked(value: Any, slots: Iterator[Slot]) -> Any:
    """The same value with a mark for each text, in the order of `flatten`."""
    kind = type(value)
    if kind is str:
        return next(slots)
    if kind is list or kind is tuple:
        return kind(marked(item, slots) for item in value)
    if kind is dict:
        return {key: marked(item, slots) for key, item in value.items()}
    return value
