"""JSON as text that is the same bytes everywhere."""

import json
from collections.abc import Iterable
from typing import Any

_LINE = json.JSONEncoder(allow_nan=False)


def to_json(document: dict[str, Any]) -> str:
    """Fixed key order (as built), ASCII only, a newline at the end (RFC 8259)."""
    return json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def to_line(document: dict[str, Any]) -> str:
    """The same without any space, for what a script of the site loads."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=True, allow_nan=False) + "\n"


def to_script(document: dict[str, Any]) -> str:
    """The same in one line, for a page's `<script>`: no text in it can close the element.

    Nor can one open a comment in it (HTML Standard, section 4.12.1.3).
    """
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return "".join(f"\\u{ord(sign):04x}" if sign in "<>&" else sign for sign in text)


def to_bulk_json(head: dict[str, Any], items: Iterable[Any]) -> str:
    """A long list as JSON: `head`, and under `items` each item on a line of its own.

    Python writes indented JSON many times slower; a line for each still lets people compare.
    """
    lines = ",\n".join(map(_LINE.encode, items))
    return f'{_LINE.encode(head)[:-1]}, "items": [\n{lines}\n]}}\n'
