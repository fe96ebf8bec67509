"""What is different between two versions, field by field."""

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from pydantic import BaseModel

from badgepress.model import Bearing, bears
from badgepress.published.texts import plain
from badgepress.yamlfile import FieldPath


class Difference(NamedTuple):
    """One value that was changed, added or removed."""

    path: FieldPath
    """Where it stands in the later document, or stood in the earlier one if it was removed."""
    before: Any
    """The earlier value in plain Python; `None` where there was none."""
    after: Any
    """The later value; `None` where it was removed."""

    @property
    def field(self) -> str:
        """The document's own field in which it stands."""
        return str(self.path[0])


INHERITED = ("scoring_guide", "review")
"""What a micro-credential that leaves it out takes from its issuer; a publication keeps it."""


def with_inherited(live: Any, frozen: BaseModel) -> Any:
    """A document with what it leaves to its issuer as it was when it was published."""
    left_out = {name: getattr(frozen, name) for name in INHERITED if getattr(live, name, 0) is None}
    return live.model_copy(update=left_out) if left_out else live


def differences(before: BaseModel, after: BaseModel) -> list[Difference]:
    """Everything of the badge that differs between two documents of one kind."""
    model = type(after)
    inside = [
        field.alias or name
        for name, field in model.model_fields.items()
        if bears(model, name).bearing is not Bearing.OUTSIDE
    ]
    old, new = plain(before), plain(after)
    return [found for name in inside for found in _compared((name,), old.get(name), new.get(name))]


def _compared(path: FieldPath, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in dict.fromkeys([*before, *after]):
            yield from _compared((*path, name), before.get(name), after.get(name))
    elif isinstance(before, list) and isinstance(after, list):
        yield from _lists(path, before, after)
    else:
        yield Difference(path, before, after)


def _lists(path: FieldPath, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    """Items are matched by their names in their order, so one more item is one difference."""
    old, new = ([_name(item) for item in items] for items in (before, after))
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        paired = d - c if what == "equal" or b - a == d - c else 0
        for offset in range(paired):
            yield from _compared((*path, c + offset), before[a + offset], after[c + offset])
        for index in range(a + paired, b):
            yield Difference((*path, index), before[index], None)
        for index in range(c + paired, d):
            yield Difference((*path, index), None, after[index])


def _name(item: Any) -> str:
    """What an item is known by: its id, its name, or all that it says."""
    named = (item.get(key) for key in ("id", "name", "title")) if isinstance(item, dict) else ()
    return next((name for name in named if name), json.dumps(item, sort_keys=True))
