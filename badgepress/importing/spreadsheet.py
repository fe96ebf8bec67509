"""Spreadsheets: those that badgepress exports, and tables of others whose headings are known.

In tables of others a row is a badge. Headings are matched by their words; what stands under those
that mean nothing here is kept for comments, what is about earners is left out.
"""

import re
from collections.abc import Sequence
from typing import Any

from badgepress.handouts import CHECKLIST_HEADINGS
from badgepress.importing.context import Reading
from badgepress.importing.found import Found
from badgepress.importing.narrative import set_narrative
from badgepress.importing.tables import Cell, Grid
from badgepress.importing.texts import one_line
from badgepress.importing.values import (
    set_level,
    set_summary,
    set_tags,
    set_text,
    set_version,
)
from badgepress.kinds import ENTITY_KINDS, GLOSSARY, ISSUER, MICRO_CREDENTIAL, TERM
from badgepress.platforms.spreadsheet.layout import KEYED, Sheet, sheets
from badgepress.platforms.spreadsheet.rows import documents_of

_KINDS = {kind.name: kind for kind in ENTITY_KINDS} | {TERM: GLOSSARY}
_BULK = {"version_address", "recognizer_address"}
"""Headings of the API's own tables, which leave out lists."""
_WORDS = {
    "name": "name|(?:badge |template |badge template |micro-?credential )?(?:name|title)",
    "summary": "(?:badge |template |short )?(?:description|summary)",
    "tags": "(?:badge )?(?:tags?|skills?|keywords?)",
    "level": "(?:badge )?level",
    "version": "(?:badge )?version",
    "hours": "hours|time in hours|hours to earn",
    "ceu": "ceus?",
    "criteria": "criteria|criteria narrative|earning criteria",
    "issuer": "(?:issuer|organi[sz]ation|owner)(?: name)?",
    "issuer url": "(?:issuer|organi[sz]ation)(?: (?:url|website|address))",
    "issuer email": "(?:issuer|organi[sz]ation)(?: (?:e-?mail|contact))",
    "image": "(?:badge |template )?image(?: ?url)?",
    "id": "(?:badge |template |badge template |badge class )?(?:id|entity ?id)",
}
"""What a column is → how other programs call it, words alone."""
_PERSONAL = re.compile(
    r"\b(?:recipient|earner|learner|student|user|awardee|first name|last name|middle name|e-?mail"
    r"|issued|accepted|expires at|expiration date|evidence|issuer earner|country|state or province"
    r"|date of birth|awarded|assertion|revoked|claim)",
    re.IGNORECASE,
)


def read(grids: Sequence[Grid], reading: Reading) -> None:
    """All tables of an import, which may belong together."""
    ours: list[tuple[Sheet, Grid]] = []
    for grid in grids:
        sheet = _sheet_of(grid)
        if tuple(grid.headings[: len(CHECKLIST_HEADINGS)]) == CHECKLIST_HEADINGS:
            continue  # a page's own checklist, found in a copy of a site: its rows are parts
        if _BULK & set(grid.headings):
            message = "it is bulk data of a catalog, which lacks what is needed"
            advice = "import what 'badgepress export csv' writes"
            reading.findings.remark(grid.at, message, advice)
        elif sheet is not None:
            ours.append((sheet, grid))
        elif grid.rows and any(grid.headings):
            _others(grid, reading)
    if ours:
        _own(ours, reading)


def _sheet_of(grid: Grid) -> Sheet | None:
    """The sheet of badgepress whose keys a table has and most of whose headings."""
    given = {heading.casefold() for heading in grid.headings if heading}
    begins = {heading.partition(KEYED)[0] for heading in given}
    best, most = None, 0
    for sheet in sheets():
        keys = [key.casefold() for key in sheet.keys]
        if keys[0] not in given or (len(keys) > 1 and any(k not in given for k in keys[1:-1])):
            continue
        known = [column.heading.casefold() for column in sheet.columns]
        number = sum(each in given or each in begins for each in known)
        named = grid.name.casefold().replace(" ", "-") == sheet.name.casefold().replace(" ", "-")
        if number and (score := number + 1000 * named) > most:
            best, most = sheet, score
    return best


def _own(filled: Sequence[tuple[Sheet, Grid]], reading: Reading) -> None:
    read = documents_of((sheet, grid.headings, grid.rows) for sheet, grid in filled)
    places = {sheet.name: grid for sheet, grid in filled}
    for fault in read.faults:
        grid = places[fault.sheet]
        row = fault.row + grid.first - 1
        reading.findings.remark(
            f"{grid.at}, row {row}: {fault.heading}", fault.message, fault.advice
        )
    by_id: dict[tuple[str, str], Found] = {}
    order = sorted(filled, key=lambda pair: len(pair[0].path), reverse=True)
    at = {sheet.kind: grid.at for sheet, grid in order}
    for kind, documents in read.documents.items():
        for entity_id, values in documents.items():
            found = Found(_KINDS[kind], at[kind], "spreadsheet", dict(values), id=entity_id)
            by_id[kind, entity_id] = reading.keep(found)
    for name, heading in read.unmatched:
        grid = places[name]
        sheet = next(sheet for sheet, other in filled if other is grid)
        _unmatched(grid, sheet, heading, by_id, reading)


def _unmatched(
    grid: Grid, sheet: Sheet, heading: str, by_id: dict[tuple[str, str], Found], reading: Reading
) -> None:
    """Keep what stands under a heading that means nothing here for comments."""
    column = [each.strip() for each in grid.headings].index(heading)
    first = [each.casefold() for each in grid.headings].index(sheet.keys[0].casefold())
    told = "its values were kept in comments"
    if _PERSONAL.search(heading):
        told = "it may be about earners; its values were left out"
    reading.findings.remark(f"{grid.at}: {heading}", "no field has this heading", told)
    for row in grid.rows:
        value = row[column] if column < len(row) else None
        owner = by_id.get((sheet.kind, str(row[first] if first < len(row) else "").strip()))
        if owner is not None and value is not None and str(value).strip():
            if _PERSONAL.search(heading):
                owner.drop(heading)
            else:
                owner.note(heading, str(value))


def _others(grid: Grid, reading: Reading) -> None:
    """A table of another program: a row is a badge."""
    meaning = {place: _meaning(heading) for place, heading in enumerate(grid.headings)}
    if "name" not in meaning.values():
        message = "no column is called 'Name', so that no badge can be told"
        advice = "call the column with the badges' names 'Name'"
        reading.findings.remark(grid.at, message, advice)
        return
    personal = [h for h in grid.headings if h and not _meaning(h) and _PERSONAL.search(h)]
    for place, heading in enumerate(grid.headings):
        if heading and not meaning[place]:
            told = "its values were kept in comments"
            if heading in personal:
                told = "it may be about earners; its values were left out"
            reading.findings.remark(f"{grid.at}: {heading}", "no field has this heading", told)
    for number, row in enumerate(grid.rows, start=grid.first + 1):
        _row(grid, meaning, row, number, reading)


def _meaning(heading: str) -> str:
    words = " ".join(re.sub(r"[_\W]+", " ", heading.replace("-", "")).split()).lower()
    patterns = ((name, pattern.replace("-?", "")) for name, pattern in _WORDS.items())
    return next((name for name, pattern in patterns if re.fullmatch(pattern, words)), "")


def _row(
    grid: Grid, meaning: dict[int, str], row: Sequence[Cell], number: int, reading: Reading
) -> None:
    cells: dict[str, str] = {}
    for place, value in enumerate(row):
        if value is not None and str(value).strip() and meaning.get(place):
            cells.setdefault(meaning[place], _plain(value))
    name = one_line(cells.get("name", ""))
    if not name:
        if any(str(value or "").strip() for value in row):
            reading.findings.remark(f"{grid.at}, row {number}", "the row has no name", "add it")
        return
    key = {"row of a table": cells.get("id") or name}
    if reading.known(key, ""):
        return  # one of many awards of a badge that has a row already
    found = Found(MICRO_CREDENTIAL, f"{grid.at}, row {number}", "table")
    reading.remember(key, "", found)
    _fill(found, cells)
    for place, value in enumerate(row):
        heading = grid.headings[place] if place < len(grid.headings) else ""
        if value is None or not str(value).strip() or meaning.get(place):
            continue
        if _PERSONAL.search(heading):
            found.drop(heading)
        else:
            found.note(heading or f"column {place + 1}", _plain(value))
    found.issuer = _issuer(cells, found, reading)
    if image := cells.get("image"):
        reading.picture(found, image, grid.at.partition(", ")[0])
    reading.keep(found)


def _fill(found: Found, cells: dict[str, str]) -> None:
    set_text(found, "name", cells["name"])
    set_summary(found, cells.get("summary", ""))
    set_tags(found, cells.get("tags"))
    if "level" in cells:
        set_level(found, cells["level"])
    if "version" in cells:
        set_version(found, cells["version"])
    for name in ("hours", "ceu"):
        if re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]{1,4})?", cells.get(name, "")):
            value = float(cells[name])
            found.values[name] = int(value) if value.is_integer() else value
        else:
            found.note(name, cells.get(name))
    set_narrative(found, cells.get("criteria", ""))
    found.note("id", cells.get("id"))


def _issuer(cells: dict[str, str], badge: Found, reading: Reading) -> Found | None:
    name = one_line(cells.get("issuer", ""))
    if not name:
        return None
    if known := reading.named(f"issuer {name}"):
        return known
    found = Found(ISSUER, f"{badge.at}, issuer", "table", {"name": name})
    reading.by_name(f"issuer {name}", found)
    for field in ("url", "email"):
        if value := cells.get(f"issuer {field}"):
            found.values[field] = value
    return found


def _plain(value: Any) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
