"""The reference of all fields, as Markdown, from the model."""

import re
from typing import Any

from pydantic import ValidationError

from badgepress.ids import MAX_ID
from badgepress.kinds import DOCUMENT_KINDS, ENTITY_KINDS, GLOSSARY_FILE, Kind
from badgepress.load import CONFIG_FILE, SETTINGS_PATH
from badgepress.model import Settings
from badgepress.model.fields import ID_ADVICE, ID_PATTERN, MAX_PROSE, MAX_TEXT
from badgepress.model.walk import Model, models_in
from badgepress.schema import Schema, model_schema, resolve
from badgepress.tables import markdown_table

_HEADINGS = ("Field", "Needed", "What it is", "What may stand there")
_IDS = (
    f"In an id, {ID_ADVICE}. It has at most {MAX_ID} characters, is a part of addresses, and so it"
    " never changes. [Some words](addresses.md#ids-that-are-not-free) are not free."
)
_TEXTS = (
    f"Text in one line has at most {MAX_TEXT:,} characters where nothing less is said, Markdown"
    f" and other text at most {MAX_PROSE:,}. Links in Markdown are written in full (`https://…`),"
    " HTML is shown as text, and images are refused, for they are shown nowhere."
)
_FORMATS = {"uri": "address of the web", "email": "e-mail address", "date": "date"}
_PROBE = "?!x"
"""Fits no form that a field may ask for, so that the model says which one it wants."""


def fields_text() -> str:
    """A chapter for each kind of document and the settings; each object where it first occurs."""
    described: set[str] = set()
    chapters = [f"## Ids\n\n{_IDS}", f"## Texts\n\n{_TEXTS}"]
    chapters += [
        _chapter(kind.name.capitalize(), _place(kind), kind.model, described)
        for kind in DOCUMENT_KINDS
    ]
    place = f"The field `{'.'.join(map(str, SETTINGS_PATH))}` in `{CONFIG_FILE}`"
    chapters.append(_chapter("Settings", place, Settings, described))
    return "\n\n".join(chapters)


def _place(kind: Kind) -> str:
    if kind not in ENTITY_KINDS:
        return f"The file `{GLOSSARY_FILE}`"
    return f"A file `{kind.folder}/ID.yaml`, or in a folder below"


def _chapter(title: str, place: str, model: Model, described: set[str]) -> str:
    schema = model_schema(model)
    parts = [f"## {title}\n\n{schema['description']} {place}.\n\n{_table(schema, schema, model)}"]
    for name, inner in _objects(model).items():
        if name in schema.get("$defs", {}) and name not in described:
            described.add(name)
            node = schema["$defs"][name]
            table = _table(node, schema, inner)
            parts.append(f"### {readable(name)}\n\n{node['description']}\n\n{table}")
    return "\n\n".join(parts)


def readable(class_name: str) -> str:
    """`ScoringGuide` as a heading: `Scoring guide`."""
    return re.sub("(?<!^)(?=[A-Z])", " ", class_name).capitalize()


def _objects(model: Model) -> dict[str, Model]:
    """Every model inside another one, in the order of the fields."""
    found: dict[str, Model] = {}
    for field in model.model_fields.values():
        for inner in models_in(field.annotation):
            found.setdefault(inner.__name__, inner)
            for name, deeper in _objects(inner).items():
                found.setdefault(name, deeper)
    return found


def _table(node: Schema, root: Schema, model: Model) -> str:
    rows = []
    for name, field in node["properties"].items():
        needed = "yes" if name in node.get("required", ()) else ""
        help_text = resolve(field, root).get("description", "")
        holds = _holds(field, root, _Probe(model, name))
        if "default" in field:
            holds += f"; left out, {_default(field['default'])}"
        rows.append((f"`{name}`", needed, help_text, holds))
    return markdown_table(_HEADINGS, rows)


def _default(value: bool | float) -> str:
    return f"{value:g}" if not isinstance(value, bool) else f"`{str(value).lower()}`"


class _Probe:
    """Asks the model what it says about a value of one field."""

    def __init__(self, model: Model, name: str, *, in_list: bool = False) -> None:
        self._model, self._name, self._in_list = model, name, in_list

    def item(self) -> "_Probe":
        """The same for an item of the field's list."""
        return _Probe(self._model, self._name, in_list=True)

    def error(self, text: str) -> dict[str, Any]:
        """What the model says about a text; empty if it takes it."""
        value = [text] if self._in_list else text
        try:
            self._model.model_validate({self._name: value})
        except ValidationError as error:
            for item in error.errors(include_url=False):
                if item["loc"][:1] == (self._name,) and item["type"] == "badgepress":
                    return item["ctx"]
        return {}


def _holds(node: Schema, root: Schema, probe: _Probe) -> str:
    """In plain words what may stand in a field."""
    if node.get("pattern") == ID_PATTERN:
        return "[id](#ids)"
    reference = node.get("$ref", "").rpartition("/")[2]
    whole = resolve(node, root)
    if "enum" in whole:
        return "one of " + ", ".join(f"`{choice}`" for choice in whole["enum"])
    if reference:
        title = readable(reference)
        return f"[{title.lower()}](#{title.lower().replace(' ', '-')})"
    if node["type"] == "array":
        return _list(node, root, probe)
    if node["type"] == "object":
        return "a group of texts, each with a name of its own"
    if node["type"] == "boolean":
        return "`true` or `false`"
    if node["type"] in ("integer", "number"):
        return _number(node)
    return _text(node, probe)


def _list(node: Schema, root: Schema, probe: _Probe) -> str:
    words = f"list; each item: {_holds(node['items'], root, probe.item())}"
    if least := node.get("minItems"):
        words += f"; at least {least}"
    return words + ("; no item twice" if node.get("uniqueItems") else "")


def _number(node: Schema) -> str:
    words = "whole number" if node["type"] == "integer" else "number"
    if "exclusiveMinimum" in node:
        words += f" above {node['exclusiveMinimum']:g}"
    if "minimum" in node:
        words += f" from {node['minimum']:g}"
    return f"{words} to {node['maximum']:g}" if "maximum" in node else f"{words} up"


def _text(node: Schema, probe: _Probe) -> str:
    if node.get("contentMediaType"):
        return "Markdown"
    lines = probe.error("one\ntwo").get("rule") == "one-line"
    words = _FORMATS.get(node.get("format", ""), "text in one line" if lines else "text")
    if ("pattern" in node or "format" in node) and (advice := probe.error(_PROBE).get("advice")):
        words += f"; {advice}"
    most = node.get("maxLength", MAX_TEXT)
    return words if most in (MAX_TEXT, MAX_PROSE) else f"{words}; at most {most} characters"
