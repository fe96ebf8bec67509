"""JSON as text that is the same bytes everywhere."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

_LINE = json.JSONEncoder(allow_nan=False)
_TIGHT = json.JSONEncoder(separators=(",", ":"), allow_nan=False)
_quoted = json.encoder.encode_basestring_ascii


def to_json(document: dict[str, Any]) -> str:
    """Fixed key order (as built), ASCII only, a newline at the end (RFC 8259)."""
    return _indented(document, "\n") + "\n"


def _indented(value: Any, line: str) -> str:
    """As `json.dumps(value, indent=2)`, which is several times slower; a name must be a text.

    `line` is a line break with the indentation of the value's own line.
    """
    kind = type(value)
    if kind is str:
        return _quoted(value)
    inner = f"{line}  "
    if kind is dict and value:
        items = [f"{_quoted(name)}: {_indented(each, inner)}" for name, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    if kind in (list, tuple) and value:
        return f"[{inner}{f',{inner}'.join([_indented(each, inner) for each in value])}{line}]"
    if isinstance(value, dict | list | tuple) and value:
        return _indented(dict(value) if isinstance(value, dict) else list(value), line)
    return _LINE.encode(value)


def to_line(document: dict[str, Any]) -> str:
    """The same without any space, for what a script of the site loads."""
    return _TIGHT.encode(document) + "\n"


def to_script(document: dict[str, Any]) -> str:
    """The same in one line, for a page's `<script>`: no text in it can close the element.

    Nor can one open a comment in it (HTML Standard, section 4.12.1.3).
    """
    return (
        _TIGHT.encode(document)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
    )


def to_bulk_json(head: dict[str, Any], items: Iterable[Any]) -> Iterator[str]:
    """A long list as JSON, in pieces: `head`, and under `items` each item on a line of its own.

    Python writes indented JSON many times slower; a line for each still lets people compare.
    """
    yield f'{_LINE.encode(head)[:-1]}, "items": [\n'
    before = ""
    for item in items:
        yield before + _LINE.encode(item)
        before = ",\n"
    yield "\n]}\n"
