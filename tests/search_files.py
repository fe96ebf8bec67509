"""The search of a built site, read as a browser reads it."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2

MARK = b"pagefind_dcd"
NAME = 6
"""Letters of a card's name."""


def unpacked(file: Path) -> bytes:
    """What is in a file of Pagefind's."""
    return gzip.decompress(file.read_bytes()).removeprefix(MARK)


def languages(bundle: Path) -> dict[str, Any]:
    """What the first file says of each language."""
    found: dict[str, Any] = json.loads((bundle / "pagefind-entry.json").read_bytes())["languages"]
    return found


def indexes(bundle: Path) -> Iterator[tuple[Path, list[Any]]]:
    """The folder of each index, and what leads to its words and pages."""
    for language, entry in languages(bundle).items():
        for folder in (bundle, *(bundle / name for name in entry["more"])):
            digest = languages(folder)[language]["hash"]
            yield folder, cbor2.loads(unpacked(folder / f"pagefind.{digest}.pf_meta"))


def rows(bundle: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Each card, with its values by filter."""
    (rows,) = {entry["rows"] for entry in languages(bundle).values()}
    data = json.loads((bundle / "rows" / rows).read_bytes())
    columns = {
        name: json.loads((bundle / "filters" / file).read_bytes())
        for name, file in data["filters"].items()
    }
    for row, name in enumerate(re.findall(f".{{{NAME}}}", data["cards"])):
        card = json.loads((bundle / "cards" / f"{name}.json").read_bytes())
        filters = {
            of: [column["values"][n] for n in column["sets"][ord(column["rows"][row]) - 0x20]]
            for of, column in columns.items()
        }
        yield card, filters


def found(bundle: Path) -> dict[str, dict[str, Any]]:
    """What is shown of each page that the search finds, by the page's address: filters, and a card.

    A card's address is that of its first link, from the catalog's page.
    """
    cards = {}
    for card, filters in rows(bundle):
        address = re.search(r'href="([^"]+)"', card)[1]  # type: ignore[index]
        cards[f"catalog/{address}".replace("catalog/../", "")] = {"card": card, "filters": filters}
    others = {}
    for folder, meta in indexes(bundle):
        for name, _ in meta[1]:
            if "-" in name:
                page = json.loads(unpacked(folder / "fragment" / f"{name}.pf_fragment"))
                others[page["url"].removeprefix("/")] = page
    return cards | others


def words(bundle: Path) -> Iterator[tuple[str, str, int]]:
    """Each word with a page that has it, and in how many places."""
    parts = next(iter(languages(bundle).values()))["parts"]
    for folder, meta in indexes(bundle):
        for word, page, number in _words(folder, meta):
            name = meta[1][page][0]
            if "." in name:
                part, row = (int(each, 36) for each in name.split("."))
                name = str(row * parts + part)
            yield word, name, number


def counted(folder: Path, digest: str) -> Iterator[tuple[str, int]]:
    """Of an index, each word once for every page, with the number of its places there."""
    meta = cbor2.loads(unpacked(folder / f"pagefind.{digest}.pf_meta"))
    for word, _, number in _words(folder, meta):
        yield word, number


def _words(folder: Path, meta: list[Any]) -> Iterator[tuple[str, int, int]]:
    for _, _, piece in meta[2]:
        (some,) = cbor2.loads(unpacked(folder / "index" / f"{piece}.pf_index"))
        for word, pages, _ in some:
            page = 0
            for step, places, _ in pages:
                page += step
                yield word, page, sum(place >= 0 for place in places)
