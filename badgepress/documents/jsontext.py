"""JSON as text that is the same bytes everywhere."""

import json
from collections.abc import Iterable
from typing import Any

_LINE = json.JSONEncoder(allow_nan=False)


def to_json(document: dict[str, Any]) -> str:
    """Fixed key order (as built), ASCII only, a newline at the end (RFC 8259)."""
    return json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def to_bulk_json(head: dict[str, Any], items: Iterable[Any]) -> str:
    """A long list as JSON: `head`, and under `items` each item on a line of its own.

    Python writes indented JSON many times slower; a line for each still lets people compare.
    """
    lines = ",\n".join(map(_LINE.encode, items))
    return f'{_LINE.encode(head)[:-1]}, "items": [\n{lines}\n]}}\n'
