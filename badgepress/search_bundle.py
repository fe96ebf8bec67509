"""The search as visitors load it: indexes made of Pagefind's, and rows and cards beside them.

Pagefind is left what needs words: it finds pages. It knows a micro-credential by the number of its
row, and any other page by its kind and its fragment, from which an excerpt is made.

Nothing of what is written depends on how the pages were read, nor on the order of files in a
folder. Names are digests of what is in a file: a browser may keep all but the first one for ever.
"""

import gc
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import cbor2

from badgepress.pages.page import Hit
from badgepress.search_rows import CARDS, digest_of, encoded, write_rows
from badgepress.search_words import PIECE, Words, joined, packed, unpacked
from badgepress.stages import Stage, clock, during
from badgepress.workers import forked

ENTRY = "pagefind-entry.json"
"""The first file that is loaded: it names the others."""
_PROGRAM, _LANGUAGE, _ANY = "pagefind.js", "wasm.{}.pagefind", "unknown"
"""What of Pagefind's own a visitor loads: a program, and another one for the language or for any;
its user interfaces and its worker are left out."""
_KIND = "kind"
_SMALLEST_PIECE = 2500
_FIELDS = ["title", "words"]
"""Of a page, where words are looked for besides its text; Pagefind adds a picture's address."""
_ROUGHLY = 32
"""Words by which the length of a page is rounded: it counts little, and all lengths are loaded."""


class Reading(NamedTuple):
    """What one run of Pagefind tells of some pages, each of which stood in a file `N.html`."""

    folder: Path
    pages: Mapping[int, int]
    """N → place among all pages; what became of the others since is not asked."""


class _Index(NamedTuple):
    """One language of an index of Pagefind's."""

    folder: Path
    places: Mapping[int, int]
    """As in a reading."""
    version: str
    pages: list[list[Any]]
    """The name of a page's fragment, and how many words it has."""
    pieces: list[list[str]]
    """From where to where each goes, and its name."""
    fields: list[str]


class _Page(NamedTuple):
    place: tuple[int, int]
    """Which index it is from, and its number there."""
    number: int
    """Its place among all pages; that of a card is its row."""
    words: int
    fragment: dict[str, Any]


class _Share(NamedTuple):
    """What becomes one index: pages of one language, read by one or more runs of Pagefind."""

    language: str
    folder: Path
    indexes: list[_Index]
    pages: list[_Page]
    rows: int
    of: int
    """Into so many parts all pages are divided, in turn."""


def join(
    parts: Sequence[Sequence[Reading]], addresses: Sequence[str], hits: Sequence[Hit], to: Path
) -> None:
    """Make a bundle with an index for each part, which may have been read by several runs.

    Page N belongs to part N modulo their number. `addresses` are those of all pages; the first ones
    are shown as cards, which are `hits`. Raises `OSError`, and whatever
    comes of a bundle that is not what Pagefind 1.5 writes.
    """
    (to / CARDS).mkdir(parents=True)
    runs = list(dict.fromkeys(run.folder for part in parts for run in part))
    programs = {_PROGRAM: runs[0], _LANGUAGE.format(_ANY): runs[0]}
    about = {run: json.loads((run / ENTRY).read_bytes()) for run in runs}
    folders: dict[Path, dict[str, Any]] = {to: {}}
    filters: list[Mapping[str, list[str]]] = [{} for _ in hits]
    seen = set[int]()
    for language in sorted({name for each in about.values() for name in each["languages"]}):
        known = {run: each["languages"].get(language) for run, each in about.items()}
        shares: list[_Share] = []
        for part in parts:
            indexes = [_index(run, of["hash"]) for run in part if (of := known[run.folder])]
            if not (pages := _pages(indexes, addresses, len(hits))):
                continue
            folder = to / str(len(shares) + 1) if shares else to
            for page in pages:
                if page.number in seen:
                    raise ValueError(f"{addresses[page.number]} was read twice")
                seen.add(page.number)
                if page.number < len(hits):
                    filters[page.number] = page.fragment
            shares.append(_Share(language, folder, indexes, pages, len(hits), len(parts)))
        if not shares:
            continue  # its pages were read for another index
        run, wasm = next((run, of["wasm"]) for run, of in known.items() if of)
        programs[_LANGUAGE.format(wasm or _ANY)] = run
        for share, digest in zip(shares, _written(shares), strict=True):
            entry = {"hash": digest, "wasm": wasm, "page_count": len(share.pages)}
            folders.setdefault(share.folder, {})[language] = entry
        more = [f"{share.folder.name}/" for share in shares[1:]]
        folders[to][language] |= {"parts": len(parts), "more": more}
    for name, run in programs.items():
        shutil.copyfile(run / name, to / name)
    rows = write_rows(hits, filters, to)
    for entry in folders[to].values():
        entry |= rows
    for folder, languages in folders.items():
        (folder / ENTRY).write_bytes(encoded({**about[runs[0]], "languages": languages}))


def files_of(run: Path) -> dict[str, bytes]:
    """What `join` reads of a run's folder, by path."""
    patterns = (ENTRY, _PROGRAM, _LANGUAGE.format("*"), "*.pf_meta", "index/*", "fragment/*")
    files = (file for pattern in patterns for file in sorted(run.glob(pattern)))
    return {file.relative_to(run).as_posix(): file.read_bytes() for file in files}


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Millions of lists come and go, none in a circle: looking for these took half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _index(reading: Reading, digest: str) -> _Index:
    content = unpacked(reading.folder / f"pagefind.{digest}.pf_meta")
    version, pages, pieces, _, _, fields = cbor2.loads(content)
    if not version.startswith("1.5."):
        raise ValueError(f"it is of version {version}")
    return _Index(*reading, version, pages, pieces, fields)


def _pages(indexes: Sequence[_Index], addresses: Sequence[str], rows: int) -> list[_Page]:
    """The pages of some indexes, in their order; of cards, a fragment is left its filters."""
    pages = []
    for number, index in enumerate(indexes):
        for old, (name, words) in enumerate(index.pages):
            fragment = json.loads(unpacked(index.folder / "fragment" / f"{name}.pf_fragment"))
            found = re.fullmatch(r"/(\d+)\.html", fragment["url"])
            if found is None:
                raise ValueError(f"{name} has an unexpected address")
            if (new := index.places.get(int(found[1]))) is None:
                continue
            fragment["url"] = f"/{addresses[new]}"
            shown = fragment["filters"] if new < rows else fragment
            pages.append(_Page((number, old), new, words, shown))
    return sorted(pages, key=lambda page: page.number)


def _written(shares: Sequence[_Share]) -> Iterator[str]:
    """Write the index of each; gives what it is named by."""

    def write(number: int) -> tuple[str, dict[Stage, float]]:
        with clock.apart() as seconds, during(Stage.SEARCH):
            digest = _write_index(shares[number])
        return digest, seconds

    for digest, seconds in forked(write, len(shares)):
        clock.add_elsewhere(seconds)
        yield digest


def _write_index(share: _Share) -> str:
    """Write words, and what leads to them and to pages; returns what the latter is named by."""
    for folder in ("fragment", "index"):
        (share.folder / folder).mkdir(parents=True, exist_ok=True)
    listed = [[_name(page, share), _length(page.words)] for page in share.pages]
    most = max(PIECE // share.of, _SMALLEST_PIECE)
    pieces = []
    with _nothing_to_collect():
        for piece in joined(list(_words(share)), len(share.pages), most, few=share.of > 1):
            name = digest_of(piece.content)
            (share.folder / "index" / f"{name}.pf_index").write_bytes(packed(piece.content))
            pieces.append([piece.first, piece.last, name])
    meta = cbor2.dumps([share.indexes[0].version, listed, pieces, [], [], _FIELDS])
    digest = f"{share.language}_{digest_of(meta)}"
    (share.folder / f"pagefind.{digest}.pf_meta").write_bytes(packed(meta))
    return digest


def _name(page: _Page, share: _Share) -> str:
    """That of another page's fragment, which is written; a card's is short, and says its row."""
    if page.number < share.rows:
        row, part = divmod(page.number, share.of)
        return f"{_base36(part)}.{_base36(row)}"
    return _write_fragment(page.fragment, share.folder)


def _write_fragment(fragment: dict[str, Any], to: Path) -> str:
    """Write what is shown of a page without a card; its name begins with its kind."""
    filters = fragment["filters"]
    shown = {
        **fragment,
        "filters": {_KIND: filters.get(_KIND, [])},
        "meta": {"title": fragment["meta"].get("title", "")},
        "anchors": [],
    }
    content = encoded(shown)
    name = "-".join([*filters.get(_KIND, ["page"])[:1], digest_of(content)]).replace(" ", "_")
    (to / "fragment" / f"{name}.pf_fragment").write_bytes(packed(content))
    return name


def _words(share: _Share) -> Iterator[Words]:
    numbers: list[list[int | None]] = [[None] * len(index.pages) for index in share.indexes]
    for new, page in enumerate(share.pages):
        index, old = page.place
        numbers[index][old] = new
    for each, renumbered in zip(share.indexes, numbers, strict=True):
        files = [each.folder / "index" / f"{name}.pf_index" for _, _, name in each.pieces]
        fields = [_FIELDS.index(name) if name in _FIELDS else None for name in each.fields]
        yield Words(files, renumbered, fields)


def _length(words: int) -> int:
    return max(1, round(words / _ROUGHLY)) * _ROUGHLY


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, last = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[last] + digits
    return digits
