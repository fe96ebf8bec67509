"""Tables as files: a CSV file for each sheet, or one workbook (XLSX)."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from badgepress.platforms.spreadsheet.cells import guarded
from badgepress.platforms.spreadsheet.layout import Column, Holds, Sheet
from badgepress.platforms.spreadsheet.rows import Cell, Table

MARK = "\N{BYTE ORDER MARK}"
"""Begins each CSV file: without one, Excel takes UTF-8 for something else."""
MAX_CELL = 32_767
"""Most characters in a cell of a workbook (Excel's limit)."""
_WIDE, _NARROW = 60, 12
"""Widths of columns in characters."""
_FIRST_DAY = datetime(1980, 1, 1)
"""A workbook notes when it was made; the same catalog is to make the same bytes."""


class TooLongError(Exception):
    """A cell that no workbook can hold; the text says which one."""


def file_name(sheet: Sheet) -> str:
    """Name of a sheet's CSV file, such as `micro-credential-parts.csv`."""
    return f"{sheet.name.lower().replace(' ', '-')}.csv"


def csv_files(tables: Sequence[Table]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of a CSV file (RFC 4180) for each table; only those that hold something."""
    for table in tables:
        if table.rows:
            yield file_name(table.sheet), _csv(table).encode()


def _csv(table: Table) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.headings)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return MARK + text.getvalue()


def _csv_cell(cell: Cell) -> str:
    return "" if cell is None else guarded(str(cell)) if isinstance(cell, str) else repr(cell)


def workbook(tables: Sequence[Table]) -> bytes:
    """All tables as one workbook, also empty ones, so that people see what may be filled in.

    Raises `TooLongError`: nothing is cut off.
    """
    content = io.BytesIO()
    # In memory, no file of a name that others might guess is written on the way.
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"created": _FIRST_DAY})
        head = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            _fill(book.add_worksheet(table.sheet.name), table, head, body)
    return content.getvalue()


def _fill(sheet: Worksheet, table: Table, head: Format, body: Format) -> None:
    sheet.freeze_panes(1, 1)
    for position, heading in enumerate(table.headings):
        sheet.write_string(0, position, heading, head)
        column = _column(table.sheet, heading)
        sheet.set_column(position, position, _width(column), body)
        if column:
            _explain(sheet, position, column)
    for number, row in enumerate(table.rows, start=1):
        for position, cell in enumerate(row):
            _write(sheet, number, position, cell, table, body)
    sheet.autofilter(0, 0, len(table.rows), len(table.headings) - 1)


def _write(
    sheet: Worksheet, number: int, position: int, cell: Cell, table: Table, body: Format
) -> None:
    if cell is None:
        return
    if isinstance(cell, int | float):
        sheet.write_number(number, position, cell, body)
        return
    text = str(cell)
    if len(text) > MAX_CELL:
        raise TooLongError(
            f"{table.sheet.name}, {table.rows[number - 1][0]}, {table.headings[position]}: a cell"
            f" of a workbook holds {MAX_CELL:,} characters, but this has {len(text):,} — export"
            " CSV files instead"
        )
    # As a string, so that no text becomes a formula, a number or a link.
    sheet.write_string(number, position, text, body)


def _explain(sheet: Worksheet, position: int, column: Column) -> None:
    """What people see when they point to a heading, and the words to choose from below it."""
    if column.help:
        sheet.write_comment(0, position, column.help, {"x_scale": 2})
    if column.choices and column.holds is not Holds.LIST:
        rule = {"validate": "list", "source": list(column.choices)}
        sheet.data_validation(1, position, 1_000, position, rule)


def _column(sheet: Sheet, heading: str) -> Column | None:
    found = (column for column in sheet.columns if column.heading == heading)
    return next(found, None)


def _width(column: Column | None) -> int:
    texts = (Holds.TEXT, Holds.KEYED, Holds.LIST)
    return _WIDE if column is None or (column.holds in texts and not column.choices) else _NARROW
