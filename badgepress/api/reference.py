"""The reference of the API, as Markdown, from its shapes."""

from collections.abc import Iterator

from pydantic import BaseModel

from badgepress import model, urls
from badgepress.api.endpoints import LISTS, RECOGNITIONS, Table
from badgepress.api.history import CHANGES, PROMISE, VERSION
from badgepress.api.shapes import Bulk, RecognitionEntry, Recognizers
from badgepress.api.tables import BETWEEN, columns
from badgepress.fields_reference import readable
from badgepress.kinds import DOCUMENT_KINDS, ISSUER, RECOGNIZER
from badgepress.schema import Schema, model_schema, resolve
from badgepress.tables import markdown_table

_WORDS = {"uri": "address", "date": "date", "integer": "whole number", "null": "`null`"}
_INTRO = (
    f"Version {VERSION}. Whoever keeps a list of micro-credentials elsewhere (a district, an"
    " aggregator, a badging system) can fetch the whole catalog in a few requests, without a key."
    f" Programs read [`/{urls.API_DESCRIPTION}`](#addresses), the same description in OpenAPI 3.1."
)
_JSON = (
    "Entries have the fields of the [YAML](fields.md), by the same names. What YAML leaves out is"
    " left out, and what the entry takes from its issuer is filled in. Drafts are never served."
    " Dates are written `2026-08-01`. Every list begins with:"
)
_CSV = (
    "Tables hold each field with a single value, and each list of single values in one cell,"
    f" separated by `{BETWEEN.strip()}` and a space; `a.b` is the field `b` of `a`. Lists of"
    " objects (parts, steps and the like) stand in the JSON alone. They are made for spreadsheets"
    " (RFC 4180):",
    "- They begin with a byte order mark, because Excel takes UTF-8 for something else without one."
    " Python reads them with the encoding `utf-8-sig`.",
    "- A text that begins with `=`, `+`, `-`, `@` (full-width ones, too) has an apostrophe before"
    " it, so that no spreadsheet runs it as a formula; so has each such text in a list. The JSON"
    " has the text as it is.",
)


def api_text() -> str:
    """Addresses, fields, tables, the promise and the changes."""
    parts = [
        _INTRO,
        f"## Addresses\n\n{_addresses()}",
        f"## What never changes\n\n{_list(PROMISE)}",
        f"## Lists (JSON)\n\n{_JSON}\n\n{_fields(Bulk)}",
        *_shapes(),
        "## Tables (CSV)\n\n" + _CSV[0] + "\n\n" + "\n".join(_CSV[1:]),
        *_tables(),
        "## Changes of the API\n\n" + _list(f"**{name}**: {what}" for name, what in CHANGES),
    ]
    return "\n\n".join(parts)


def _addresses() -> str:
    own = urls.page(RECOGNIZER.address, "ID") + urls.RECOGNIZED
    rows = []
    for each in LISTS:
        rows.append((f"`/{each.path}`", _about(each.shape)))
        if each.table:
            rows.append((f"`/{each.table.path}`", each.table.about))
    rows.append((f"`/{own}`", "What one recognizer recognizes, a row for each recognition."))
    rows.append((f"`/{urls.API_DESCRIPTION}`", "The description for programs (OpenAPI 3.1)."))
    return markdown_table(("Address", "What answers"), rows)


def _shapes() -> Iterator[str]:
    """A chapter for each list: the fields that are not those of the YAML."""
    for each in LISTS:
        item = each.shape.model_fields["items"].annotation.__args__[0]  # type: ignore[union-attr]
        text = f"### {each.path.removeprefix(urls.API)}\n\n{_about(each.shape)}"
        base = next((k for k in DOCUMENT_KINDS if issubclass(item, k.model)), None)
        if base:
            link = f"[{base.name}](fields.md#{base.name})"
            article = "an" if base is ISSUER else "a"
            text += f" Each item has the fields of {article} {link}, and:"
        yield f"{text}\n\n{_fields(item, base.model if base else None)}"
        if each.shape is Recognizers:
            title = readable(RecognitionEntry.__name__)
            link = "[recognition](fields.md#recognition)"
            fields = _fields(RecognitionEntry, model.Recognition)
            yield f"### {title}\n\nEach has the fields of a {link}, and:\n\n{fields}"


def _tables() -> Iterator[str]:
    tables: list[Table] = [each.table for each in LISTS if each.table]
    for each in tables:
        names = ", ".join(f"`{name}`" for name in columns(each.row))
        also = ""
        if each is RECOGNITIONS:
            also = f" A recognizer's own `{urls.RECOGNIZED}` has the same columns."
        yield f"### {each.path.removeprefix(urls.API)}\n\n{each.about}{also} Columns: {names}."


def _fields(shape: type[BaseModel], base: type[BaseModel] | None = None) -> str:
    """Rows of the fields that a shape adds to its base or says anew."""
    schema = model_schema(shape)
    known: Schema = model_schema(base)["properties"] if base else {}
    rows = []
    for name, node in schema["properties"].items():
        if known.get(name) != node:
            whole = resolve(node, schema)
            always = "yes" if name in schema.get("required", ()) else ""
            rows.append((f"`{name}`", always, whole["description"], _type(node, schema)))
    return markdown_table(("Field", "Always there", "What it is", "Type"), rows)


def _type(node: Schema, root: Schema) -> str:
    """A value's type in plain words."""
    if name := node.get("$ref", "").rpartition("/")[2]:
        inner = root["$defs"][name]
        title = readable(name).lower()
        if "properties" in inner and hasattr(model, name):
            return f"[{title}](fields.md#{title.replace(' ', '-')})"
        if name == RecognitionEntry.__name__:
            return f"[recognition](#{title.replace(' ', '-')})"
        if "properties" in inner:
            return " and ".join(f"`{field}`" for field in inner["properties"])
        node = inner
    if "enum" in node:
        return "one of " + ", ".join(f"`{choice}`" for choice in node["enum"])
    if node["type"] == "array":
        return f"list; each item: {_type(node['items'], root)}"
    if node["type"] == "object":
        return f"names, each with a value: {_type(node['additionalProperties'], root)}"
    types = node["type"] if isinstance(node["type"], list) else [node["type"]]
    words = [_WORDS.get(node.get("format", ""), "text") if t == "string" else t for t in types]
    return " or ".join(_WORDS.get(word, word) for word in words)


def _about(shape: type[BaseModel]) -> str:
    return " ".join((shape.__doc__ or "").split())


def _list(items: Iterator[str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {item}" for item in items)
