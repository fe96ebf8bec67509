"""The addresses of the API, and what stands at each."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from badgepress import urls
from badgepress.api import entries
from badgepress.api.history import VERSION
from badgepress.api.shapes import (
    Bulk,
    Frameworks,
    Index,
    Issuers,
    MicroCredentialEntry,
    MicroCredentials,
    RecognitionRow,
    Recognizers,
    StackEntry,
    Stacks,
    as_json,
)
from badgepress.api.tables import columns, heading, row_lines, to_csv
from badgepress.bundles import Bundle, Piece
from badgepress.catalog import Catalog
from badgepress.documents.jsontext import to_bulk_json
from badgepress.kinds import RECOGNIZER
from badgepress.model import Authored

Digests = Mapping[str, str]
"""Path of a file that the site serves → SHA-256 of its bytes, in hexadecimal."""
Rows = Callable[[Any], Iterable[Authored]]


@dataclass(frozen=True, slots=True)
class Table:
    """The items of a list as CSV."""

    path: str
    about: str
    row: type[Authored]
    rows: Rows | None = None
    """From an item of the list to its rows in the table; left out, it is a row itself."""


@dataclass(frozen=True, slots=True)
class List:
    """A list as JSON, and as a table where a spreadsheet can hold it."""

    path: str
    shape: type[Bulk]
    items: Callable[[Catalog, Digests], Iterable[Authored]]
    table: Table | None = None


RECOGNITIONS = Table(
    f"{urls.API}recognizers.csv",
    "All recognitions, a row for each.",
    RecognitionRow,
    entries.recognition_rows,
)
LISTS = (
    List(urls.API_INDEX, Index, entries.index_rows),
    List(
        f"{urls.API}micro-credentials.json",
        MicroCredentials,
        lambda catalog, _: entries.micro_credentials(catalog),
        Table(
            f"{urls.API}micro-credentials.csv",
            "All micro-credentials in their current versions, a row for each.",
            MicroCredentialEntry,
        ),
    ),
    List(
        f"{urls.API}stacks.json",
        Stacks,
        lambda catalog, _: entries.stacks(catalog),
        Table(
            f"{urls.API}stacks.csv",
            "All stacks in their current versions, a row for each.",
            StackEntry,
        ),
    ),
    List(
        f"{urls.API}recognizers.json",
        Recognizers,
        lambda catalog, _: entries.recognizers(catalog),
        RECOGNITIONS,
    ),
    List(f"{urls.API}issuers.json", Issuers, lambda catalog, _: entries.issuers(catalog)),
    List(f"{urls.API}frameworks.json", Frameworks, lambda catalog, _: entries.frameworks(catalog)),
)


def api_bundles(catalog: Catalog, digests: Callable[[], Digests]) -> Iterator[Bundle]:
    """Every list with its table, and each recognizer's own table."""
    for each in LISTS:
        table = (each.table.path,) if each.table else ()
        yield Bundle((each.path, *table), partial(_list_files, each, catalog, digests))
    recognizers = catalog.recognizers.values()
    paths = tuple(_recognized(i) for e in recognizers for i in (e.id, *e.data.formerly))
    yield Bundle(paths, partial(recognized_tables, catalog))


def _list_files(each: List, catalog: Catalog, digests: Callable[[], Digests]) -> Iterator[Piece]:
    """A list with its table, item by item: of a large catalog nobody holds all of them."""
    known = digests() if each.path == urls.API_INDEX else {}
    table = each.table
    names = columns(table.row) if table else []
    rows = [heading(names)]  # those that are to be written before the next item

    def shown() -> Iterator[dict[str, Any]]:
        for item in each.items(catalog, known):
            values = as_json(item)
            if table:
                found = map(as_json, table.rows(item)) if table.rows else [values]
                rows.extend(row_lines(names, found))
            yield values

    for line in to_bulk_json(_head(catalog), shown()):
        yield each.path, line
        if table:
            yield table.path, "".join(rows)
            rows.clear()


def _head(catalog: Catalog) -> dict[str, str]:
    home = catalog.settings.base_url
    return {"api": VERSION, "home": home, "description": home + urls.API_DESCRIPTION}


def recognized_tables(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Path and text of what each recognizer recognizes, under its former ids, too."""
    names = columns(RECOGNITIONS.row)
    for entry in entries.recognizers(catalog):
        text = "".join(to_csv(names, map(as_json, entries.recognition_rows(entry))))
        for entity_id in (entry.id, *entry.formerly):
            yield _recognized(entity_id), text


def _recognized(entity_id: str) -> str:
    return urls.page(RECOGNIZER.address, entity_id) + urls.RECOGNIZED
