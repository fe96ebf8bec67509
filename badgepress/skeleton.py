"""YAML text with the model's own help texts as comments, for documents yet to be filled in."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from badgepress.schema import Schema, resolve
from badgepress.todo import TODO, TODO_EMAIL, TODO_URL
from badgepress.yamlfile import resolve_plain

Values = Mapping[str, Any]

_WIDTH = 100
_PLAIN = re.compile(r"[A-Za-z](?:[\w ,./()-]|:(?=/))*[\w.)/]|[A-Za-z]")
"""Text that is plainly text without quotes."""


def fill(schema: Schema, root: Schema, given: Values) -> dict[str, Any]:
    """The given values, completed by placeholders for whatever else is required."""
    values: dict[str, Any] = {}
    for name, node in schema["properties"].items():
        if name in given:
            values[name] = _complete(node, root, given[name])
        elif name in schema.get("required", ()):
            values[name] = _placeholder(node, root)
    return values


def _complete(node: Schema, root: Schema, value: Any) -> Any:
    node = resolve(node, root)
    if isinstance(value, Mapping) and "properties" in node:
        return fill(node, root, value)
    if isinstance(value, list | tuple):
        return [_complete(node["items"], root, item) for item in value]
    return value


def _placeholder(node: Schema, root: Schema) -> Any:
    node = resolve(node, root)
    if "properties" in node:
        return fill(node, root, {})
    if "enum" in node:
        return node["enum"][0]
    if node["type"] == "array":
        return [_placeholder(node["items"], root)] * node.get("minItems", 0)
    if node["type"] in ("integer", "number"):
        return node.get("minimum", 1)
    formats = {
        "uri": TODO_URL,
        "email": TODO_EMAIL,
        "date": date.today(),
    }
    return formats.get(node.get("format", ""), TODO)


class Writer:
    """Writes values as YAML, and above each field what it is for, once for each object."""

    def __init__(self, root: Schema) -> None:
        self._root = root
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
            if explains:
                help_text = resolve(properties[name], self._root).get("description", "")
                yield from comment(help_text, indent)
            yield from self._field(name, properties[name], value, indent)
        others = [name for name in properties if name not in values]
        if explains and others:
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
                    yield f"{margin}  {scalar(key)}: {scalar(text)}"
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            yield f"{margin}{scalar(name)}:"
            for item in value:
                yield from self.item(resolve(node, self._root)["items"], item, indent + 2)
        elif isinstance(value, list):
            yield f"{margin}{scalar(name)}: [{', '.join(map(quoted_in_list, value))}]"
        else:
            yield f"{margin}{scalar(name)}: {scalar(value)}"


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


def scalar(value: Any) -> str:
    """One value as YAML; text in quotes wherever it could be read as something else."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return f"{value:g}"
    text = str(value)
    if _PLAIN.fullmatch(text) and type(resolve_plain(text)) is str:
        return text
    return json.dumps(text, ensure_ascii=False)


def quoted_in_list(value: Any) -> str:
    """One value inside brackets, where a comma separates."""
    return json.dumps(value, ensure_ascii=False) if "," in str(value) else scalar(value)
