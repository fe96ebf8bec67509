"""Old and new values, as a message tells them."""

from itertools import takewhile
from typing import Any

from badgepress.model.fields import short
from badgepress.published.differences import Difference

_BEFORE = 20
"""So many characters before the first difference are repeated."""


def old_and_new(found: Difference) -> tuple[str, str]:
    """Both values; of long texts, the place from which on they differ."""
    before, after = found.before, found.after
    if isinstance(before, str) and isinstance(after, str):
        pairs = zip(before, after, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        if same > 2 * _BEFORE:
            before, after = (f"…{text[same - _BEFORE :]}" for text in (before, after))
    return _text(before), _text(after)


def _text(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        named = next((value[key] for key in ("name", "title", "id") if key in value), None)
        return _quoted(named or ", ".join(f"{key}: {inner}" for key, inner in value.items()))
    if isinstance(value, list):
        return _quoted(", ".join(str(item) for item in value))
    return f"{value:g}" if isinstance(value, int | float) else _quoted(str(value))


def _quoted(text: str) -> str:
    return f"'{short(text)}'"
