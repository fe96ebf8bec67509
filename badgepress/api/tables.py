"""Tables for spreadsheets: CSV (RFC 4180) from the same items as the JSON.

- **A byte order mark** begins each file. Without one, Excel reads UTF-8 in the code page of the
  computer; Calc, Sheets and Numbers take both. Programs have the JSON.
- **No formula.** A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage
  return. An apostrophe is put before it, as OWASP advises (CSV Injection), and before each of
  several values in a cell, because Excel may take `;` for the end of one.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from pydantic import BaseModel

from badgepress.schema import Schema, model_schema, resolve

MARK = "\N{BYTE ORDER MARK}"
BETWEEN = "; "
"""Separates several values in one cell."""
# The last four are full-width =, +, - and @: in East Asian languages Excel runs them as well.
_RUN = re.compile("\\s*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_SCALARS = ("string", "integer", "number", "boolean")


def columns(model: type[BaseModel]) -> list[str]:
    """Names of a table's columns: `a.b` for a field in an object.

    A column is made of each single value and each list of single values; lists of objects are left
    to JSON.
    """
    schema = model_schema(model)
    return list(_columns(schema, schema, ""))


def to_csv(names: list[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Rows of JSON values as a table with these columns, line by line, as RFC 4180 ends them."""
    return chain([heading(names)], row_lines(names, rows))


def write_table(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Rows of values, one for each column, written as the module says."""
    return heading(names) + "".join(_lines(rows))


def heading(names: Iterable[str]) -> str:
    """A table's first line."""
    return MARK + "".join(_lines([names]))


def row_lines(names: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The lines of `to_csv` below the first one."""
    paths = [name.split(".") for name in names]
    return _lines([_value(row, path) for path in paths] for row in rows)


def _lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    for row in rows:
        yield writer.writerow(map(_cell, row))


class _Echo:
    """Gives each line back to whoever has written it."""

    def write(self, line: str) -> str:
        return line


def _columns(node: Schema, root: Schema, before: str) -> Iterator[str]:
    for name, field in node["properties"].items():
        whole = resolve(field, root)
        if "properties" in whole:
            yield from _columns(whole, root, f"{before}{name}.")
        elif _is_single(whole) or _is_single(resolve(whole.get("items", {}), root)):
            yield before + name


def _is_single(node: Schema) -> bool:
    return node.get("type") in _SCALARS


def _value(row: Any, path: list[str]) -> Any:
    for name in path:
        row = row.get(name) if isinstance(row, Mapping) else None
    return row


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return BETWEEN.join(_cell(each) for each in value)
    if isinstance(value, float):
        return f"{value:.10g}"
    text = str(value)
    return f"'{text}" if _RUN.match(text) else text
