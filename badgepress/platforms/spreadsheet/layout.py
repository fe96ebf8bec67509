"""Which sheets and columns a catalog has as tables; derived from the model, for both directions.

- **A sheet for each kind**, a row for each document. Its first column is the document's id (for
  terms of the glossary their own `id`). A group of fields is laid flat: `Audience: roles`.
- **A further sheet for each list of groups** (`parts`, `steps`, `recognizes`), a row for each item.
  Its first column names the document, `No.` the item's place in its list, counted from 1; between
  them stand the places of the items around it: `In micro-credential`, `In part`, `No.`
- **A list of single values** stands in one cell, a value a line: no value has a line break.
- **Groups with keys of the owner's**, the rubrics, make a column for each key: `Rubric: passing`.
- **An empty cell** is a field that is left out. A group with nothing in it is none.

Every cell is text, a number, `yes` or `no`, or a date written 2026-08-01 (a reader takes a date$
cell as well).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from badgepress.kinds import ENTITY_KINDS, TERM
from badgepress.model import Term
from badgepress.model.walk import Model, models_in
from badgepress.schema import Schema, model_schema, resolve

ID = "ID"
NUMBER = "No."
MAX_NAME = 31
"""Longest name of a sheet in a workbook, in characters (Excel's limit)."""
BETWEEN = "\n"
"""Separates the values of a list in one cell."""
FLAGS = {"yes": True, "no": False}
"""What stands in a cell for a field that holds or does not."""
KEYED = ": "
"""Stands between a column's heading and the key in it: `Rubric: passing`."""

_ROOTS: tuple[tuple[str, str, Model], ...] = (
    *((kind.name, f"{kind.name.capitalize()}s", kind.model) for kind in ENTITY_KINDS),
    (TERM, "Glossary", Term),
)
_SHORT = {"ceu", "ctid", "id", "url"}
"""Written in capitals."""
_HYPHEN = ("micro_credential", "micro-credential")
_TRANSLATIONS = "translations"
"""The field below which each language has what it translates."""
_NOUNS = {"recognizes": "recognitions"}
"""Field that is a verb → what a row of its list is."""


class Holds(StrEnum):
    """What stands in the cells of a column."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole number"
    DATE = "date"
    FLAG = "yes or no"
    LIST = "list"
    """Texts, one a line."""
    KEYED = "keyed"
    """Text; the part of the heading after the first `: ` of its own is a key of the group."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field, or with `Holds.KEYED` all fields of a group with keys of the owner's."""

    heading: str
    """What people read above it; unique in its sheet, letter case aside."""
    path: tuple[str, ...]
    """The field as YAML has it, from the row's own item: `("audience", "roles")`."""
    holds: Holds
    help: str
    """What the field is, in the model's words."""
    choices: tuple[str, ...] = ()
    """The only values that may stand there, if there are such."""
    needed: bool = False
    """Whether the field must be filled in, where the group that holds it is."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table."""

    name: str
    """Its name, such as `Micro-credentials`, at most 31 characters."""
    kind: str
    """Name of the kind of document that its rows belong to, such as `micro-credential`."""
    path: tuple[str, ...]
    """The list that its rows are items of, from the document: `("parts", "criteria")`; empty for
    the documents themselves. Where a list lies in a group, the group is named, too."""
    lists: tuple[tuple[str, ...], ...]
    """The same path, cut behind each list: `(("parts",), ("criteria",))`."""
    keys: tuple[str, ...]
    """Headings of the first columns: the document's id, places of items around it, and `No.`"""
    columns: tuple[Column, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings, those of keyed columns without a key."""
        return (*self.keys, *(column.heading for column in self.columns))


@cache
def sheets() -> tuple[Sheet, ...]:
    """All sheets, each kind's own before those of its lists."""
    found: list[Sheet] = []
    for kind, name, model in _ROOTS:
        found += _sheets(_Place(kind, name, model, ()))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a kind's documents the items of a sheet lie."""

    kind: str
    name: str
    model: Model
    lists: tuple[tuple[str, ...], ...]


def _sheets(place: _Place) -> Iterator[Sheet]:
    columns = _columns(place.model, ())
    if place.kind == TERM:
        columns = [column for column in columns if column.path != ("id",)]
    path = tuple(name for part in place.lists for name in part)
    yield Sheet(place.name, place.kind, path, place.lists, _keys(place), tuple(columns))
    for below, inner in _lists(place.model, ()):
        label = _NOUNS.get(below[-1], below[-1].replace("_", " "))
        name = " ".join((place.kind.capitalize(), label, *_language_in((*path, *below))))
        yield from _sheets(_Place(place.kind, name, inner, (*place.lists, below)))


def _language_in(path: tuple[str, ...]) -> tuple[str, ...]:
    """The language of a translation's list, which has its own sheet: `("es",)`."""
    return path[1:2] if path[:1] == (_TRANSLATIONS,) else ()


def _keys(place: _Place) -> tuple[str, ...]:
    if not place.lists:
        return (ID,)
    around = (part[-1].removesuffix("s").replace("_", " ") for part in place.lists[:-1])
    return (f"In {place.kind}", *(f"In {each}" for each in around), NUMBER)


def _columns(model: Model, above: tuple[str, ...]) -> list[Column]:
    """Columns of every field that is no list of groups, those of groups laid flat."""
    schema = model_schema(model)
    found: list[Column] = []
    for name, field in model.model_fields.items():
        path = (*above, field.alias or name)
        inner = list(models_in(field.annotation))
        if not inner:
            node = schema["properties"][path[-1]]
            found.append(_column(path, field, resolve(node, schema), schema))
        elif not _is_list(field.annotation):
            found += _columns(inner[0], path)
    return found


def _lists(model: Model, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Model]]:
    """Every list of groups with the path to it, those in groups included."""
    for name, field in model.model_fields.items():
        path = (*above, field.alias or name)
        for inner in models_in(field.annotation):
            if _is_list(field.annotation):
                yield path, inner
            else:
                yield from _lists(inner, path)


def _column(path: tuple[str, ...], field: FieldInfo, node: Schema, root: Schema) -> Column:
    item = resolve(node.get("items", {}), root)
    choices: tuple[str, ...] = tuple(node.get("enum") or item.get("enum") or ())
    if _holds(node) is Holds.FLAG:
        choices = tuple(FLAGS)
    return Column(
        heading_of(path),
        path,
        _holds(node),
        " ".join((field.description or "").split()),
        choices,
        field.is_required(),
    )


def _holds(node: Schema) -> Holds:
    kinds = {
        "array": Holds.LIST,
        "boolean": Holds.FLAG,
        "object": Holds.KEYED,
        "number": Holds.NUMBER,
        "integer": Holds.WHOLE,
    }
    return Holds.DATE if node.get("format") == "date" else kinds.get(node["type"], Holds.TEXT)


def _is_list(annotation: Any) -> bool:
    """Whether a field's type is a list, `| None` and marks aside."""
    if get_origin(annotation) is tuple:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return False
    return any(_is_list(argument) for argument in get_args(annotation))


def heading_of(path: tuple[str, ...]) -> str:
    """A field's path as people read it: `Audience: roles`, `Renewal category`, `Apply: URL`."""
    words = [part.replace(*_HYPHEN).replace("_", " ").split() for part in path]
    text = ": ".join(" ".join(w.upper() if w in _SHORT else w for w in part) for part in words)
    return text[0].upper() + text[1:]
