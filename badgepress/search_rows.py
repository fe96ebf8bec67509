"""The search's rows: micro-credentials by name, what one can filter and order them by, their cards.

Each filter is a file with a letter a row, so that a browser counts every choice by itself; it loads
those that are in sight. Orders are a file that is loaded when one is chosen, and a card is a file
of its own, ready to be shown.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from badgepress.pages.page import Hit

CARDS, FILTERS, ROWS = "cards", "filters", "rows"
"""Folders."""
_NAME = 6
"""Letters of a card's name."""
_DIGITS = 10
"""Of a digest, in the name of any other file."""
_LETTERS = 0xD000
"""So many sets of values can be written by one letter each, beginning with the space."""


def write_rows(
    hits: Sequence[Hit], found: Sequence[Mapping[str, list[str]]], to: Path
) -> dict[str, str]:
    """Write cards, filters and orders of all rows; returns the names of the latter two.

    `found` are the filters of each.
    """
    names = sorted({name for of in found for name in of})
    filters = {name: _write(_column(name, found), to / FILTERS) for name in names}
    rows = {"cards": "".join(_write_cards(hits, to / CARDS)), "filters": filters}
    orders = {"hours": [hit.hours for hit in hits], "newest": [hit.published for hit in hits]}
    return {"rows": _write(rows, to / ROWS), "orders": _write(orders, to / ROWS)}


def _write(data: Any, folder: Path) -> str:
    """Write a file that is named by its digest; returns its name."""
    content = encoded(data)
    file = folder / f"{digest_of(content)}.json"
    folder.mkdir(exist_ok=True)
    file.write_bytes(content + b"\n")
    return file.name


def _write_cards(hits: Iterable[Hit], folder: Path) -> Iterator[str]:
    """Write what is shown of each row; gives their names, which all have the same length."""
    taken: dict[str, str] = {}
    for hit in hits:
        content = json.dumps(hit.card, ensure_ascii=False)
        name, more = _letters(content), 0
        while taken.setdefault(name, content) != content:
            more += 1
            name = _letters(f"{content}{more}")
        (folder / f"{name}.json").write_text(content + "\n", "utf-8", newline="")
        yield name


def _letters(content: str) -> str:
    digest = hashlib.sha256(content.encode("utf-8")).digest()
    return base64.b32encode(digest)[:_NAME].decode("ascii").lower()


def _column(name: str, filters: Sequence[Mapping[str, list[str]]]) -> dict[str, Any]:
    """All values of a filter, the sets of them that rows have, and which row has which set."""
    sets = [tuple(sorted(of.get(name, ()))) for of in filters]
    values = sorted({value for each in sets for value in each})
    numbers = {value: number for number, value in enumerate(values)}
    known = [
        each for each, _ in sorted(Counter(sets).items(), key=lambda item: (-item[1], item[0]))
    ]
    places = {each: place for place, each in enumerate(known)}
    rows = [places[each] for each in sets]
    return {
        "values": values,
        "sets": [[numbers[value] for value in each] for each in known],
        "rows": "".join(chr(0x20 + row) for row in rows) if len(known) < _LETTERS else rows,
    }


def digest_of(content: bytes) -> str:
    """What a file with this content is named by."""
    return hashlib.sha256(content).hexdigest()[:_DIGITS]


def encoded(data: Any) -> bytes:
    """The same data give the same bytes."""
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode("utf-8")
