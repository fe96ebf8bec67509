"""The search index of a built site: what Pagefind tells of its pages, joined to one bundle."""

import os
import shutil
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import NamedTuple

import cbor2

from badgepress import urls
from badgepress.kept_site import KeptSite
from badgepress.pages.page import GeneratedPage, Hit
from badgepress.search_bundle import Reading, join
from badgepress.search_kept import KeptIndex
from badgepress.search_pagefind import IndexFault, Pagefind
from badgepress.stages import Stage, during
from badgepress.workers import processes

MARK = b"data-pagefind-body"
"""What a page has that the search finds."""
LARGEST = 1500
"""Pages in one index. Pagefind keeps all of them in memory, some 180 kB each, and a search for a
word that all of them have takes time with the square of their number."""
SMALLEST = 100
"""Pages from which on a run of Pagefind is worth it."""
_PARTS = "pagefind.parts"
_NO_READING = (
    OSError,
    zlib.error,
    cbor2.CBORDecodeError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
)
"""What comes of folders that hold something else than Pagefind writes."""
_NONE: Mapping[str, bool] = MappingProxyType({})


def hits_of(pages: Iterable[GeneratedPage]) -> dict[str, Hit]:
    """The pages that are shown as cards, by address."""
    return {page.path: page.hit for page in pages if page.hit}


def searchable_of(pages: Iterable[GeneratedPage]) -> dict[str, bool]:
    """Whether the search finds a page, by address; pages may be outlines."""
    return {page.path: page.searchable for page in pages}


@during(Stage.SEARCH)
def make_index(
    site: Path,
    hits: Mapping[str, Hit],
    known: Mapping[str, bool] = _NONE,
    kept: KeptSite | None = None,
) -> None:
    """Index a built site, into its folder `pagefind`; `hits` are shown as cards, by page.

    `known` tells of pages whether they are searchable; all others are looked at. With `kept`, pages
    that are as in the last site are not read again. The same pages give the same bytes, on any
    number of processors. Raises `IndexFault`.
    """
    pages = searchable_pages(site, known)
    last = KeptIndex(kept, pages, hits) if kept else None
    if last and last.take():
        return
    try:
        _make_index(site, pages, hits, last)
    except IndexFault:
        if not (last and last.used):
            raise
        last.distrust()
        _make_index(site, pages, hits, last)
    if last:
        last.keep()


def _make_index(
    site: Path, pages: Mapping[str, Path], hits: Mapping[str, Hit], last: KeptIndex | None
) -> None:
    target, parts = site / urls.SEARCH_INDEX, site / _PARTS
    for folder in (target, parts):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        Indexing(last).run(pages, hits, parts, target)
    except IndexFault:
        shutil.rmtree(target, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(parts, ignore_errors=True)


def searchable_pages(site: Path, known: Mapping[str, bool] = _NONE) -> dict[str, Path]:
    """The files that the search finds, by address."""
    found = {}
    for folder, _, names in os.walk(site):
        place = Path(folder).relative_to(site).as_posix()
        for name in names:
            if name.endswith(".html"):
                address = f"{place}/{name}".removeprefix("./").removesuffix("index.html")
                file = Path(folder, name)
                if known[address] if address in known else MARK in file.read_bytes():
                    found[address] = file
    return found


class _Part(NamedTuple):
    """What becomes an index of its own."""

    kept: list[Reading]
    left: dict[Path, Reading]
    """Folders with the other pages, and what Pagefind makes of them."""

    @property
    def readings(self) -> list[Reading]:
        """All that is known of its pages."""
        return [*self.kept, *self.left.values()]


class Indexing:
    """An index that is being made: by several runs of Pagefind, each over some of the pages."""

    def __init__(self, last: KeptIndex | None = None) -> None:
        """With `last`, what was read for the last index is not read again."""
        self._last, self._pagefind = last, Pagefind()
        self.give_up = self._pagefind.give_up

    def run(
        self, pages: Mapping[str, Path], hits: Mapping[str, Hit], aside: Path, target: Path
    ) -> None:
        """Make an index of pages, given by address; `aside` is a folder for what lies between.

        Raises `IndexFault`, also when it is given up.
        """
        try:
            cards = sorted(pages.keys() & hits.keys(), key=lambda each: (hits[each].name, each))
            addresses = [*cards, *sorted(pages.keys() - hits.keys())]
            files = [pages[address] for address in addresses]
            parts = dict(self._parts(addresses, files, aside))
            self._pagefind.read({k: v.folder for p in parts.values() for k, v in p.left.items()})
            for name, part in parts.items():
                if self._last and not part.kept:
                    self._last.note(name, addresses, part.readings)
            readings = [part.readings for part in parts.values()]
            join(readings, addresses, [hits[card] for card in cards], target)
        except _NO_READING as error:
            raise IndexFault(str(error)) from None

    def _parts(
        self, addresses: Sequence[str], files: Sequence[Path], aside: Path
    ) -> Iterator[tuple[str, _Part]]:
        """The parts of the index by name, with all pages that Pagefind has to read laid out.

        What is an index of its own depends on the number of files alone. Neighbors go to different
        ones, so that words are as frequent in each of them.
        """
        count = max(-(-len(files) // LARGEST), 1)
        for number in range(count):
            name, numbers = f"{number}-of-{count}", range(number, len(files), count)
            kept = self._last.read(name, addresses, numbers, aside) if self._last else []
            seen = {each for reading in kept for each in reading.pages.values()}
            left = {each: files[each] for each in numbers if each not in seen}
            runs = max(min(-(-processes() // count), len(left) // SMALLEST), 1)
            yield name, _Part(kept, _laid_out(left, aside / name, 0 if kept and not left else runs))


def _laid_out(files: Mapping[int, Path], part: Path, runs: int) -> dict[Path, Reading]:
    """Files in a folder for each run of Pagefind, named by number."""
    found = {}
    for run in range(runs):
        numbers = list(files)[run::runs]
        folder = part / str(run)
        folder.mkdir(parents=True)
        for number in numbers:
            _link(files[number], folder / f"{number}.html")
        found[folder] = Reading(part / f"{run}.index", {each: each for each in numbers})
    return found


class BackgroundIndex:
    """The index of a preview: made aside, given up when a newer site comes, never in the way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: Indexing | None = None

    def start(self, site: Path, hits: Mapping[str, Hit], known: Mapping[str, bool] = _NONE) -> None:
        """Begin, in place of what runs; without Pagefind, the preview has no search."""
        self.cancel()
        running = Indexing()
        with self._lock:
            self._running = running
        arguments = (running, site, hits, known)
        threading.Thread(target=self._run, args=arguments, daemon=True).start()

    def cancel(self) -> None:
        """Give up what runs: the site that it reads is about to be emptied."""
        with self._lock:
            running, self._running = self._running, None
        if running:
            running.give_up()

    def _run(
        self, running: Indexing, site: Path, hits: Mapping[str, Hit], known: Mapping[str, bool]
    ) -> None:
        # Nobody waits for it: where it fails, the preview has just ended, or its site was emptied.
        with suppress(OSError, IndexFault), TemporaryDirectory(prefix="badgepress-index-") as aside:
            made = Path(aside, "index")
            running.run(searchable_pages(site, known), hits, Path(aside, _PARTS), made)
            with self._lock:
                if self._running is running:
                    target = site / urls.SEARCH_INDEX
                    shutil.rmtree(target, ignore_errors=True)
                    shutil.move(made, target)


def _link(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:  # another disk, or one that knows no links
        shutil.copyfile(file, to)
