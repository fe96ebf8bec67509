"""Tables of any program: CSV in whatever encoding, and the sheets of a workbook."""

import csv
import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import openpyxl  # type: ignore[import-untyped]

from badgepress.importing.archives import members
from badgepress.importing.found import SourceError

MAX_ROWS = 20_000
MAX_COLUMNS = 400
WORKBOOK = "xl/workbook.xml"
_EMPTY: list[Any] = []
_KNOWN = (str, int, float, date)
Cell = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it was read."""

    name: str
    """The sheet's name, or the file's without its ending."""
    at: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first: int
    """The number of the headings' row, counted from 1."""


def of_csv(content: bytes, at: str) -> Grid:
    """The table of a CSV file. Raises `SourceError`."""
    text = _decoded(content)
    line = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=line.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = list(_bounded(reader, at))
    except csv.Error:
        raise SourceError("it is no CSV table", "save it again as CSV", at) from None
    name = at.replace("\\", "/").rpartition("/")[2]
    return _grid(name.rpartition(".")[0] or name, at, rows)


def of_workbook(content: bytes, at: str) -> list[Grid]:
    """The sheets of an XLSX workbook. Raises `SourceError`."""
    members(content, lambda name: True, at)  # nothing in it unpacks to more than is allowed
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and the like, which are not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            return [
                _grid(sheet.title, f"{at}, sheet {sheet.title}", list(_bounded(_cells(sheet), at)))
                for sheet in book.worksheets
            ]
    except SourceError:
        raise
    except Exception:  # a damaged workbook may raise anything at all
        raise SourceError("the workbook is damaged", "save it again as XLSX", at) from None


def is_table(content: bytes) -> bool:
    """Whether text looks like CSV: a first line of several cells."""
    text = _decoded(content[:20_000])
    line = next((line for line in text.splitlines() if line.strip()), "")
    return "\0" not in text and max(line.count(sign) for sign in ",;\t") >= 1


def _cells(sheet: Any) -> Iterator[list[Any]]:
    sheet.reset_dimensions()  # what a sheet says of its size may be wrong
    for row in sheet.iter_rows(values_only=True):
        # A row may be far behind the one before; those between have no cells at all.
        known = [value if isinstance(value, _KNOWN) else _text(value) for value in row]
        yield known or _EMPTY


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _bounded(rows: Any, at: str) -> Iterator[list[Any]]:
    """The rows, empty ones as one and the same; only the others count."""
    number = 0
    for row in rows:
        if not row or not any(map(_filled, row)):
            yield _EMPTY
            continue
        number += 1
        while not _filled(row[-1]):
            row.pop()
        if number > MAX_ROWS or len(row) > MAX_COLUMNS:
            message = f"the table has more than {MAX_ROWS} rows or {MAX_COLUMNS} columns"
            raise SourceError(message, "divide it, or delete empty ones", at)
        yield row


def _grid(name: str, at: str, rows: list[list[Any]]) -> Grid:
    """A table whose headings stand in its first row that is not empty."""
    first = next((i for i, row in enumerate(rows) if any(map(_filled, row))), len(rows))
    headings = tuple(str(cell or "").strip() for cell in rows[first]) if first < len(rows) else ()
    return Grid(name, at, headings, tuple(tuple(row) for row in rows[first + 1 :]), first + 1)


def _filled(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _decoded(content: bytes) -> str:
    """Text of a spreadsheet program: UTF-8, UTF-16 with its mark, or Windows' own."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
