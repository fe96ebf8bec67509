"""Documents as rows of cells, and rows as documents: the layout in both directions.

What comes back from `documents_of` equals what went into `tables_of`: a group without any content
aside, which is the same as none.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from badgepress.platforms.spreadsheet.layout import (
    BETWEEN,
    FLAGS,
    KEYED,
    NUMBER,
    Column,
    Holds,
    Sheet,
    sheets,
)

Cell = str | int | float | date | None
Values = dict[str, Any]
"""A document as YAML has it: names of fields → texts, numbers, dates, lists and groups."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is filled in."""

    sheet: Sheet
    headings: tuple[str, ...]
    """With a heading for each key of keyed columns."""
    rows: tuple[tuple[Cell, ...], ...]
    """As many cells in each row as there are headings."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A row or a cell that means nothing."""

    sheet: str
    row: int
    """Counted from 1, the headings' row."""
    heading: str
    message: str
    advice: str


@dataclass(slots=True)
class Read:
    """What rows say."""

    documents: dict[str, dict[str, Values]] = field(default_factory=dict)
    """Kind's name → id → document. Nothing is validated; dates are `datetime.date`.

    A term's `id` stands beside it, not in it.
    """
    faults: list[Fault] = field(default_factory=list)
    unmatched: list[tuple[str, str]] = field(default_factory=list)
    """Sheet and heading of each column that no field matches."""


# Out


def tables_of(documents: Mapping[str, Mapping[str, Values]]) -> list[Table]:
    """All sheets with the documents of each kind (kind's name → id → document), also empty ones.

    A document is what `model_dump(mode="json", by_alias=True)` gives.
    """
    return [_table(sheet, documents.get(sheet.kind, {})) for sheet in sheets()]


def _table(sheet: Sheet, documents: Mapping[str, Values]) -> Table:
    found: list[tuple[tuple[Cell, ...], Values]] = [
        ((entity_id, *places), item)
        for entity_id, document in documents.items()
        for places, item in _items(document, sheet.lists)
    ]
    wide = [(column, key) for column in sheet.columns for key in _keys(column, found)]
    headings = (*sheet.keys, *(_heading(column, key) for column, key in wide))
    rows = tuple((*keys, *(_cell(item, *each) for each in wide)) for keys, item in found)
    return Table(sheet, headings, rows)


def _items(
    document: Values, lists: Sequence[tuple[str, ...]]
) -> Iterator[tuple[tuple[int, ...], Values]]:
    """Each item with its places, counted from 1; the document itself has none."""
    if not lists:
        yield (), document
        return
    for number, item in enumerate(_at(document, lists[0]) or (), start=1):
        for places, inner in _items(item, lists[1:]):
            yield (number, *places), inner


def _keys(column: Column, found: Sequence[tuple[Any, Values]]) -> list[str | None]:
    """Keys of a keyed column in the order in which they occur; `None` where there is no key."""
    if column.holds is not Holds.KEYED:
        return [None]
    groups = (_at(item, column.path) or {} for _, item in found)
    return list(dict.fromkeys(key for group in groups for key in group))


def _heading(column: Column, key: str | None) -> str:
    return column.heading if key is None else f"{column.heading}{KEYED}{key}"


def _cell(item: Values, column: Column, key: str | None) -> Cell:
    value = _at(item, column.path if key is None else (*column.path, key))
    if isinstance(value, list):
        return BETWEEN.join(value) or None
    if isinstance(value, bool):
        return next(word for word, meaning in FLAGS.items() if meaning is value)
    # 15 hours are 15 to people, not 15.0; it is the same number to the model.
    whole = isinstance(value, float) and value.is_integer()
    cell: Cell = int(value) if whole else value
    return cell


def _at(values: Any, path: Sequence[str]) -> Any:
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return values


# In


def documents_of(filled: Iterable[tuple[Sheet, Sequence[str], Iterable[Sequence[Cell]]]]) -> Read:
    """The documents that sheets hold, each given with its headings and its rows.

    Sheets may come in any order, columns too, and either may be missing. Headings are matched
    without regard to letter case.
    """
    read = Read()
    order = {sheet.name: number for number, sheet in enumerate(sheets())}
    for sheet, headings, rows in sorted(filled, key=lambda each: order[each[0].name]):
        _Sheet(sheet, headings, read).take(rows)
    return read


@dataclass(slots=True)
class _Row:
    """A row with what its headings mean."""

    number: int
    entity_id: str
    places: tuple[int, ...]
    cells: list[tuple[Column, str | None, str, Cell]]


class _Sheet:
    """Reads the rows of one sheet into documents."""

    def __init__(self, sheet: Sheet, headings: Sequence[str], read: Read) -> None:
        self._sheet, self._read = sheet, read
        self._documents = read.documents.setdefault(sheet.kind, {})
        self._keys: dict[str, int] = {}
        self._columns: dict[int, tuple[Column, str | None, str]] = {}
        known = {column.heading.casefold(): column for column in sheet.columns}
        own = {key.casefold(): key for key in sheet.keys}
        for position, heading in enumerate(headings):
            text = str(heading or "").strip()
            if text.casefold() in own:
                self._keys[own[text.casefold()]] = position
            elif found := _column_of(text, known):
                self._columns[position] = (*found, text)
            elif text:
                read.unmatched.append((sheet.name, text))

    def take(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Add what the rows say; the first row below the headings is row 2."""
        found = [row for number, cells in enumerate(rows, 2) if (row := self._row(number, cells))]
        # Items are in the order of their numbers, wherever sorting has brought their rows.
        for row in sorted(found, key=lambda row: row.places):
            item = self._item(row)
            if item is None:
                continue
            for column, key, heading, cell in row.cells:
                value = self._value(row, column, heading, cell)
                if value is not None:
                    _put(item, column.path if key is None else (*column.path, key), value)

    def _row(self, number: int, cells: Sequence[Cell]) -> _Row | None:
        """A row; `None` where it is empty, or where nobody can tell what it belongs to."""
        if all(_is_empty(cell) for cell in cells):
            return None
        keys = {key: _text(_nth(cells, position)) for key, position in self._keys.items()}
        first, *others = self._sheet.keys
        if not keys.get(first):
            self._fault(number, first, "the row does not say what it belongs to", "write its id")
            return None
        places = []
        for key in others:
            given = keys.get(key, "")
            if not given and key == NUMBER:
                given = str(number)  # rows without numbers stay in their order
            if not given.isdecimal() or len(given) > 6 or int(given) < 1:
                self._fault(number, key, f"'{given}' is not a number", "write 1, 2, 3 …")
                return None
            places.append(int(given))
        inner = [(*self._columns[at], _nth(cells, at)) for at in self._columns]
        filled = [each for each in inner if not _is_empty(each[3])]
        return _Row(number, keys[first], tuple(places), filled)

    def _item(self, row: _Row) -> Values | None:
        """Where a row's values belong; makes it."""
        if not self._sheet.lists:
            if row.entity_id in self._documents:
                message = f"'{row.entity_id}' has a row already"
                self._fault(row.number, self._sheet.keys[0], message, "delete one of the two")
                return None
            return self._documents.setdefault(row.entity_id, {})
        place = self._documents.setdefault(row.entity_id, {})
        *around, last = self._sheet.lists
        for path, number in zip(around, row.places[:-1], strict=True):
            items = _at(place, path) or []
            if number > len(items):
                message = f"there is no number {number} that it could belong to"
                self._fault(row.number, self._sheet.keys[1], message, "correct the number")
                return None
            place = items[number - 1]
        item: Values = {}
        _put(place, last, [*(_at(place, last) or []), item])
        return item

    def _value(self, row: _Row, column: Column, heading: str, cell: Cell) -> Any:
        if column.holds is Holds.LIST:
            return [line for line in map(str.strip, _text(cell).split(BETWEEN)) if line]
        if column.holds is Holds.DATE:
            return _date(cell)
        if column.holds is Holds.FLAG:
            return cell if isinstance(cell, bool) else FLAGS.get(_text(cell).lower(), _text(cell))
        if column.holds in (Holds.NUMBER, Holds.WHOLE):
            return _number(cell)
        return _text(cell)

    def _fault(self, number: int, heading: str, message: str, advice: str) -> None:
        self._read.faults.append(Fault(self._sheet.name, number, heading, message, advice))


def _column_of(text: str, known: Mapping[str, Column]) -> tuple[Column, str | None] | None:
    if (column := known.get(text.casefold())) and column.holds is not Holds.KEYED:
        return column, None
    for column in known.values():
        begin = column.heading + KEYED
        if column.holds is Holds.KEYED and text.casefold().startswith(begin.casefold()):
            return column, text[len(begin) :].strip()
    return None


def _nth(cells: Sequence[Cell], position: int) -> Cell:
    return cells[position] if position < len(cells) else None


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(_day(cell)).strip()


def _day(cell: Cell) -> Cell:
    return cell.date() if isinstance(cell, datetime) else cell


def _date(cell: Cell) -> Any:
    """A date, or the text that stands there, which the model refuses in its own words."""
    if isinstance(cell, date):
        return _day(cell)
    try:
        return date.fromisoformat(_text(cell))
    except ValueError:
        return _text(cell)


def _number(cell: Cell) -> Any:
    """A number, or the text that stands there, which the model refuses in its own words."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return _text(cell)
    try:
        number = float(cell)
        return int(number) if number.is_integer() else number
    except (ValueError, OverflowError):
        return _text(cell)


def _put(values: Values, path: Sequence[str], value: Any) -> None:
    """Set a field, with the groups around it."""
    for name in path[:-1]:
        values = values.setdefault(name, {})
    values[path[-1]] = value
