"""YAML text with the model's own help texts as comments, for documents yet to be filled in."""

import json
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from badgepress.schema import Schema, resolve
from badgepress.todo import TODO, TODO_EMAIL, TODO_URL, Marked
from badgepress.yamlfile import TODO_REMARK, resolve_plain

Values = Mapping[str, Any]

_WIDTH = 100
_LINE = r"[^\s\x85](?:[^\r\n\x85\u2028\u2029]*[^\s\x85])?"
_BLOCK = re.compile(rf"{_LINE}(?:\n+ *{_LINE})+")
"""Text of several lines that YAML keeps as it is; none ends with a space, none has a tab first."""
_PLAIN = re.compile(r"[A-Za-z](?:[\w ,./()-]|:(?=/))*[\w.)/]|[A-Za-z]")
"""Text that is plainly text without quotes."""


Mark = Callable[[str, Any], Any]
"""Turns a field's name and its placeholder into what is written there."""


def _unmarked(name: str, value: Any) -> Any:
    return value


def fill(schema: Schema, root: Schema, given: Values, mark: Mark = _unmarked) -> dict[str, Any]:
    """The given values, completed by placeholders for whatever else is required.

    Each placeholder of a single value goes through `mark`.
    """
    values: dict[str, Any] = {}
    for name, node in schema["properties"].items():
        if name in given:
            values[name] = _complete(node, root, given[name], mark)
        elif name in schema.get("required", ()):
            values[name] = _placeholder(name, node, root, mark)
    return values


def _complete(node: Schema, root: Schema, value: Any, mark: Mark) -> Any:
    node = resolve(node, root)
    if isinstance(value, Mapping) and "properties" in node:
        return fill(node, root, value, mark)
    if isinstance(value, list | tuple):
        return [_complete(node["items"], root, item, mark) for item in value]
    return value


def _placeholder(name: str, node: Schema, root: Schema, mark: Mark) -> Any:
    node = resolve(node, root)
    if "properties" in node:
        return fill(node, root, {}, mark)
    if node.get("type") == "array":
        return [_placeholder(name, node["items"], root, mark)] * node.get("minItems", 0)
    return mark(name, _single_placeholder(node))


def _single_placeholder(node: Schema) -> Any:
    if "enum" in node:
        return node["enum"][0]
    if node["type"] in ("integer", "number"):
        return node.get("minimum", 1)
    formats = {
        "uri": TODO_URL,
        "email": TODO_EMAIL,
        "date": date.today(),
    }
    return formats.get(node.get("format", ""), TODO)


class Writer:
    """Writes values as YAML, and above each field what it is for, once for each object.

    With `everything` false, only fields that hold a marked placeholder are explained.
    """

    def __init__(self, root: Schema, *, everything: bool = True) -> None:
        self._root = root
        self._everything = everything
        self._explained: set[str] = set()

    def document(self, values: Values) -> list[str]:
        """The lines of a whole document; an empty line before each field."""
        return list(self._object(self._root, values, 0))

    def item(self, node: Schema, values: Values, indent: int) -> list[str]:
        """The lines of one item of a list."""
        lines = list(self._object(node, values, indent + 2))
        first = next(i for i, line in enumerate(lines) if not line.lstrip().startswith("#"))
        dash = " " * indent + "- " + lines[first][indent + 2 :]
        return [line[2:] for line in lines[:first]] + [dash, *lines[first + 1 :]]

    def _object(self, node: Schema, values: Values, indent: int) -> Iterator[str]:
        known = node.get("$ref", "")
        explains = known not in self._explained
        self._explained.add(known)
        properties = resolve(node, self._root)["properties"]
        for name, value in values.items():
            if indent == 0:
                yield ""
            if explains and (self._everything or _is_open(value)):
                help_text = resolve(properties[name], self._root).get("description", "")
                yield from comment(help_text, indent)
            yield from self._field(name, properties[name], value, indent)
        others = [name for name in properties if name not in values]
        if explains and others and self._everything:
            yield from [""] if indent == 0 else []
            yield from self._others(properties, others, indent)

    def _others(self, properties: Schema, names: list[str], indent: int) -> Iterator[str]:
        yield from comment("You may add:", indent)
        for name in names:
            help_text = resolve(properties[name], self._root).get("description", "")
            yield from comment(f"{name}: {help_text}", indent, "#   ")

    def _field(self, name: str, node: Schema, value: Any, indent: int) -> Iterator[str]:
        margin = " " * indent
        if isinstance(value, Mapping):
            yield f"{margin}{scalar(name)}:"
            if "properties" in resolve(node, self._root):
                yield from self._object(node, value, indent + 2)
            else:
                for key, text in value.items():
                    yield from _single(key, text, indent + 2)
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{margin}{scalar(name)}:"
            for item in value:
                yield from self.item(resolve(node, self._root)["items"], item, indent + 2)
        elif isinstance(value, list):
            yield from _list(f"{margin}{scalar(name)}:", value, indent)
        else:
            yield from _single(name, value, indent)


def _is_open(value: Any) -> bool:
    """Whether a single value, or a list of them, is a marked placeholder."""
    values = value if isinstance(value, list) else [value]
    return any(isinstance(each, Marked) for each in values)


def comment(text: str, indent: int, mark: str = "# ") -> Iterator[str]:
    """A text as comment lines."""
    start = " " * indent + mark
    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=start if mark == "# " else start + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _single(name: str, value: Any, indent: int) -> Iterator[str]:
    """A single value behind its name; a text of several lines below it, as it is."""
    start = f"{' ' * indent}{scalar(name)}:"
    if isinstance(value, str) and _BLOCK.fullmatch(value):
        yield f"{start} |-"
        yield from (f"{' ' * indent}  {line}".rstrip(" ") for line in value.split("\n"))
    else:
        yield f"{start} {scalar(value)}"


def _list(start: str, values: list[Any], indent: int) -> Iterator[str]:
    """A list in one line, or where that is too long, an item a line; a remark ends the line."""
    remark = next((_remark(value) for value in values if isinstance(value, Marked)), "")
    plain = [value.value if isinstance(value, Marked) else value for value in values]
    line = f"{start} [{', '.join(map(quoted_in_list, plain))}]"
    if len(line) <= _WIDTH or remark:
        yield line + remark
        return
    yield start
    yield from (f"{' ' * indent}  - {scalar(value)}" for value in plain)


def _remark(marked: Marked) -> str:
    """Why a placeholder stands there; one that shows itself needs no further sign."""
    shows = str(marked.value).startswith(TODO) or marked.value in (TODO_URL, TODO_EMAIL)
    return f"{'  # ' if shows else TODO_REMARK}{marked.reason}"


def scalar(value: Any) -> str:
    """One value as YAML; text in quotes wherever it could be read as something else."""
    if isinstance(value, Marked):
        return scalar(value.value) + _remark(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        # Not as 1e-07 or 1.23457e+07: every digit, and none too many.
        return f"{Decimal(str(value)).normalize():f}"
    text = str(value)
    if _PLAIN.fullmatch(text) and type(resolve_plain(text)) is str:
        return text
    return json.dumps(text, ensure_ascii=False)


def quoted_in_list(value: Any) -> str:
    """One value inside brackets, where a comma separates."""
    return json.dumps(value, ensure_ascii=False) if "," in str(value) else scalar(value)
