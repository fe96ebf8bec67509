"""The catalog as tables: what goes out comes back the same, and no cell is run."""

import csv
import io
import random
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import FULL, SMALL, MakeProject
from hypothesis import given, settings
from hypothesis import strategies as st

from badgepress.catalog import Catalog
from badgepress.kinds import ENTITY_KINDS, TERM
from badgepress.model import Term
from badgepress.platforms.spreadsheet.catalog import catalog_tables
from badgepress.platforms.spreadsheet.cells import guarded, unguarded
from badgepress.platforms.spreadsheet.files import (
    MAX_CELL,
    TooLongError,
    csv_files,
    file_name,
    workbook,
)
from badgepress.platforms.spreadsheet.layout import MAX_NAME, Sheet, sheets
from badgepress.platforms.spreadsheet.rows import Cell, Read, Table, documents_of, tables_of
from badgepress.project import open_catalog

MODELS: dict[str, Any] = {kind.name: kind.model for kind in ENTITY_KINDS} | {TERM: Term}
BY_NAME = {sheet.name: sheet for sheet in sheets()}
BY_FILE = {file_name(sheet): sheet for sheet in sheets()}

Filled = list[tuple[Sheet, Sequence[str], list[list[Cell]]]]


def _from_csv(tables: list[Table]) -> Filled:
    """The files as Python's own reader finds them."""
    found: Filled = []
    for name, content in csv_files(tables):
        text = io.StringIO(content.decode("utf-8-sig"), newline="")
        headings, *rows = list(csv.reader(text, strict=True))
        found.append((BY_FILE[name], headings, [[unguarded(cell) for cell in r] for r in rows]))
    return found


def _from_xlsx(tables: list[Table]) -> Filled:
    """The workbook as another library than the one that wrote it reads it."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(tables)))
    found: Filled = []
    for page in book.worksheets:
        headings, *rows = [[cell.value for cell in row] for row in page.iter_rows()]
        found.append((BY_NAME[page.title], headings, rows))
    return found


FORMS = {"csv": _from_csv, "xlsx": _from_xlsx}


def _entries(catalog: Catalog, kind: str) -> dict[str, Any]:
    if kind == TERM:
        return {entry.id: entry.data for entry in catalog.terms.values()}
    of = next(each for each in ENTITY_KINDS if each.name == kind)
    return {entry.id: entry.data for entry in catalog.entries(of).values()}


def _models(read: Read, kind: str) -> dict[str, Any]:
    """What rows say, as the model has it."""
    found = {}
    for entity_id, values in read.documents.get(kind, {}).items():
        known = {"id": entity_id} if kind == TERM else {}
        found[entity_id] = MODELS[kind].model_validate({**known, **values})
    return found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("example", [FULL, SMALL], ids=lambda path: path.name)
def test_everything_comes_back(form: str, example: Path) -> None:
    """Every document of every kind, read back from the files, equals what was written."""
    catalog, _ = open_catalog(example)
    read = documents_of(FORMS[form](catalog_tables(catalog)))
    assert (read.faults, read.unmatched) == ([], [])
    for kind in MODELS:
        found = _models(read, kind)
        assert found == _entries(catalog, kind)
        assert list(found) == list(_entries(catalog, kind))


@pytest.mark.parametrize("form", FORMS)
def test_rows_and_columns_may_be_sorted(form: str) -> None:
    """Whoever sorts rows, moves columns or reorders sheets changes nothing."""
    catalog, _ = open_catalog(FULL)
    chance = random.Random(7)  # noqa: S311 - any order will do
    shuffled: Filled = []
    for sheet, headings, rows in FORMS[form](catalog_tables(catalog)):
        order = chance.sample(range(len(headings)), len(headings))
        mixed = [[row[at] for at in order] for row in chance.sample(rows, len(rows))]
        shuffled.append((sheet, [headings[at] for at in order], mixed))
    chance.shuffle(shuffled)
    read = documents_of(shuffled)
    assert (read.faults, read.unmatched) == ([], [])
    for kind in MODELS:
        assert _models(read, kind) == _entries(catalog, kind)


def test_drafts_are_not_in_tables() -> None:
    """What is not public is in no table."""
    tables = catalog_tables(open_catalog(FULL)[0])
    assert not any("draft-one" in row for table in tables for row in table.rows)


def test_sheets_have_names_that_people_and_excel_take() -> None:
    """Names fit into a tab and differ; headings differ within a sheet, letter case aside."""
    names = [sheet.name for sheet in sheets()]
    assert len({name.casefold() for name in names}) == len(names)
    assert len(BY_FILE) == len(names)
    for sheet in sheets():
        assert len(sheet.name) <= MAX_NAME
        assert not set(sheet.name) & set("[]:*?/\\'")
        assert len({heading.casefold() for heading in sheet.headings}) == len(sheet.headings)


def test_headings_are_words() -> None:
    """People read words, not names of fields; help stands in a note on each."""
    catalog, _ = open_catalog(FULL)
    book = openpyxl.load_workbook(io.BytesIO(workbook(catalog_tables(catalog))))
    page = book["Micro-credentials"]
    notes = {cell.value: cell.comment and cell.comment.text for cell in page[1]}
    assert notes["Audience: roles"] == "Roles in schools, from the list in the settings."
    assert notes["Scoring guide: pass"].startswith("The passing rule:")
    assert not any("_" in str(heading) for heading in notes)
    assert page.freeze_panes == "B2"
    (choice,) = [v for v in page.data_validations.dataValidation if "advanced" in v.formula1]
    assert choice.formula1 == '"foundational,intermediate,advanced"'


def test_workbook_is_the_same_each_time() -> None:
    """No clock: the same catalog makes the same bytes, on whatever day."""
    tables = catalog_tables(open_catalog(SMALL)[0])
    content = workbook(tables)
    assert content == workbook(tables)
    noted = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert {noted.created, noted.modified} == {datetime(1980, 1, 1)}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}


DANGEROUS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("https://evil.example/")',
    "\uff1d1",
    "' =1",
]


def _with_name(name: str) -> list[Table]:
    return tables_of({"issuer": {"one": {"name": name, "url": "https://a.example/", "email": "e"}}})


@pytest.mark.parametrize(
    "text", [*DANGEROUS, "https://a.example/", "010", "1e5", "{=1}", "_x0041_"]
)
def test_no_cell_becomes_something_else(text: str) -> None:
    """What looks like a formula, a number, a link or an escape stays the text that it is."""
    book = openpyxl.load_workbook(io.BytesIO(workbook(_with_name(text))))
    cell = book["Issuers"]["B2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    for form in FORMS.values():
        read = documents_of(form(_with_name(text)))
        assert read.documents["issuer"]["one"]["name"] == text


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_csv_file_is_run(text: str) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe in the file."""
    files = dict(csv_files(_with_name(text)))
    row = files["issuers.csv"].decode("utf-8-sig").splitlines()[1]
    (cells,) = csv.reader([row])
    assert cells[1] == f"'{text}"


@given(st.text())
def test_apostrophes_come_and_go(text: str) -> None:
    """Whatever a text begins with, what is put before it in a file is taken away again."""
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@")) or text.startswith("'")


_LINES = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\u2028\u2029"),
    max_size=30,
).map(str.strip)
_PROSE = st.lists(_LINES, min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)


@settings(max_examples=40, deadline=None)
@given(st.lists(_LINES.filter(bool), max_size=4), _PROSE)
def test_any_words_come_back(tags: list[str], prose: str) -> None:
    """Lists, and prose in several lines, come back from both forms as they were."""
    values = {"name": "n", "tags": tags, "competency": prose, "method": {"components": []}}
    tables = tables_of({"micro-credential": {"one": values}})
    for form in FORMS.values():
        found = documents_of(form(tables)).documents["micro-credential"]["one"]
        assert found.get("tags", []) == tags
        assert found["competency"] == prose


def test_too_long_a_cell_is_refused() -> None:
    """A workbook's cell holds 32,767 characters; nothing is cut off."""
    tags = ["t" * 1000] * 33
    tables = tables_of({"micro-credential": {"one": {"name": "n", "tags": tags}}})
    with pytest.raises(TooLongError) as caught:
        workbook(tables)
    assert str(caught.value) == (
        f"Micro-credentials, one, Tags: a cell of a workbook holds {MAX_CELL:,} characters, but"
        " this has 33,032 — export CSV files instead"
    )


# What people make of the files


def _read(name: str, headings: list[str], *rows: list[Cell]) -> Read:
    parts = (BY_NAME["Micro-credential parts"], ["In micro-credential", "No."], [["one", "1"]])
    return documents_of([parts, (BY_NAME[name], headings, list(rows))])


def test_numbers_and_dates_may_be_cells_of_their_kind() -> None:
    """A date or a number that a spreadsheet has made of what was typed is what was meant."""
    sheet = BY_NAME["Micro-credentials"]
    headings = ["ID", "hours", "Version", "Retired: date", "Name", "Valid for"]
    rows: list[list[Cell]] = [
        ["one", 15.0, "2", datetime(2026, 8, 1), 2026.0, "5 years"],
        ["two", "12.5", 1, date(2026, 8, 2), "n", None],
        ["three", "many", "", "2026-08-03", "n", ""],
    ]
    found = documents_of([(sheet, headings, rows)]).documents["micro-credential"]
    assert found == {
        "one": {
            "hours": 15,
            "version": 2,
            "retired": {"date": date(2026, 8, 1)},
            "name": "2026",
            "valid_for": "5 years",
        },
        "two": {"hours": 12.5, "version": 1, "retired": {"date": date(2026, 8, 2)}, "name": "n"},
        "three": {"hours": "many", "retired": {"date": date(2026, 8, 3)}, "name": "n"},
    }


def test_items_without_numbers_stay_in_their_order() -> None:
    """Whoever adds rows need not count them."""
    read = _read(
        "Micro-credential resources",
        ["In micro-credential", "Title"],
        ["one", "B"],
        ["one", "A"],
        [None, None],
        ["two", "C"],
    )
    found = read.documents["micro-credential"]
    assert [each["title"] for each in found["one"]["resources"]] == ["B", "A"]
    assert read.faults == []


@pytest.mark.parametrize(
    ("name", "headings", "row", "fault"),
    [
        (
            "Micro-credential resources",
            ["In micro-credential", "Title"],
            ["", "T"],
            (2, "In micro-credential", "the row does not say what it belongs to", "write its id"),
        ),
        (
            "Micro-credential resources",
            ["In micro-credential", "No.", "Title"],
            ["one", "first", "T"],
            (2, "No.", "'first' is not a number", "write 1, 2, 3 …"),
        ),
        (
            "Micro-credential criteria",
            ["In micro-credential", "In part", "No.", "Name"],
            ["one", "2", "1", "N"],
            (2, "In part", "there is no number 2 that it could belong to", "correct the number"),
        ),
    ],
)
def test_row_that_belongs_nowhere_is_told(
    name: str, headings: list[str], row: list[Cell], fault: tuple[int, str, str, str]
) -> None:
    """A row that cannot be placed is named by sheet, number and heading; nothing is guessed."""
    read = _read(name, headings, row)
    assert [(f.sheet, f.row, f.heading, f.message, f.advice) for f in read.faults] == [
        (name, *fault)
    ]


def test_two_rows_of_one_document_are_told() -> None:
    """The second row of an id is not mixed into the first."""
    sheet = BY_NAME["Issuers"]
    read = documents_of([(sheet, ["ID", "Name"], [["one", "A"], ["one", "B"]])])
    assert read.documents["issuer"] == {"one": {"name": "A"}}
    assert [(f.row, f.message, f.advice) for f in read.faults] == [
        (3, "'one' has a row already", "delete one of the two")
    ]


def test_unknown_headings_are_listed() -> None:
    """A column that matches no field is named; the others are read."""
    sheet = BY_NAME["Issuers"]
    read = documents_of([(sheet, ["ID", "NAME", "Fax", ""], [["one", "A", "123", ""]])])
    assert read.documents["issuer"] == {"one": {"name": "A"}}
    assert read.unmatched == [("Issuers", "Fax")]


def test_empty_lists_leave_no_file(project: MakeProject) -> None:
    """A CSV file is written only where there is something in it; the workbook shows all sheets."""
    root = project({"catalog/recognizers/small-county.yaml": None})
    tables = catalog_tables(open_catalog(root)[0])
    assert "recognizers.csv" not in dict(csv_files(tables))
    book = openpyxl.load_workbook(io.BytesIO(workbook(tables)))
    assert book.sheetnames == [sheet.name for sheet in sheets()]
