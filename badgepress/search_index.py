"""The search index of a built site: what Pagefind tells of its pages, joined to one bundle."""

import os
import re
import shutil
import threading
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

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
_HEAD = 4096
"""Bytes in which a page says its language."""
_TAG = re.compile(rb"<html\b", re.IGNORECASE)
_LANGUAGE = re.compile(rb"<html\b[^>]*?\slang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)
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
            parts = _divided(len(files))
            languages = {file: _language(file) for file in files}
            language = _most(languages.values())
            kept = self._last.read(addresses, language, len(parts), aside) if self._last else []
            fresh = dict(_laid_out(languages, language, _runs(parts, kept), aside))
            self._pagefind.read({folder: reading.folder for folder, reading in fresh.items()})
            if self._last and not kept:
                self._last.note(addresses, language, list(fresh.values()))
            readings = [*kept, *fresh.values()]
            of_parts = [list(_of_part(readings, numbers)) for numbers in parts]
            join(of_parts, addresses, [hits[card] for card in cards], target)
        except _NO_READING as error:
            raise IndexFault(str(error)) from None


def _divided(files: int) -> list[range]:
    """Numbers of the files in each part of the index, which is an index of its own.

    It depends on the number of files alone. Neighbors go to different ones, so that words are as
    frequent in each of them.
    """
    count = max(-(-files // LARGEST), 1)
    return [range(part, files, count) for part in range(count)]


def _runs(parts: Sequence[range], kept: Sequence[Reading]) -> Iterator[Sequence[int]]:
    """Numbers of the files for each run of Pagefind: those that were not read before."""
    seen = {each for reading in kept for each in reading.pages.values()}
    # What is kept belongs to several parts sooner or later; what is new is little then.
    groups = [sorted({*chain(*parts)} - seen)] if kept else parts
    for numbers in groups:
        count = max(min(-(-processes() // len(groups)), len(numbers) // SMALLEST), 1)
        if numbers or not kept:
            yield from (numbers[run::count] for run in range(count))


def _laid_out(
    languages: Mapping[Path, bytes | None],
    language: bytes,
    runs: Iterable[Sequence[int]],
    aside: Path,
) -> Iterator[tuple[Path, Reading]]:
    """A folder for each run of Pagefind with its files, named by number; and what comes of it.

    `languages` are those of all files, in their order; `language` is for those without.

    What Pagefind makes of a page must not depend on the others in its folder. But one without a
    language is taken for one in theirs, and whether it leaves out what is not marked as a page's
    text depends on whether any page has the mark: so all have a language, and one has the mark.
    """
    files = list(languages)
    for run, numbers in enumerate(runs):
        folder = aside / str(run)
        folder.mkdir(parents=True)
        for number in numbers:
            file, to = files[number], folder / f"{number}.html"
            if languages[file]:
                _link(file, to)
            else:
                to.write_bytes(_with_language(file.read_bytes(), language))
        (folder / f"{len(files)}.html").write_bytes(
            _with_language(b"<main %s>word" % MARK, language)
        )
        yield folder, Reading(aside / f"{run}.index", {each: each for each in numbers})


def _of_part(readings: Iterable[Reading], numbers: range) -> Iterator[Reading]:
    for reading in readings:
        own = {n: number for n, number in reading.pages.items() if number in numbers}
        if own or not reading.pages:
            yield Reading(reading.folder, own)


def _most(languages: Iterable[bytes | None]) -> bytes:
    """The language of most pages."""
    found = Counter(filter(None, languages))
    return min(found, key=lambda each: (-found[each], each)) if found else b"en"


def _language(file: Path) -> bytes | None:
    """The language that a page says it is in."""
    with file.open("rb") as opened:
        found = _LANGUAGE.search(opened.read(_HEAD))
    return found[1] if found else None


def _link(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:  # another disk, or one that knows no links
        shutil.copyfile(file, to)


def _with_language(html: bytes, language: bytes) -> bytes:
    tag = b'<html lang="%s"' % language
    return _TAG.sub(tag, html, count=1) if _TAG.search(html) else tag + b">" + html


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
