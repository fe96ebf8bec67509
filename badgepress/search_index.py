"""The search index of a built site, made by Pagefind from its pages."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from pagefind.service import get_executable

from badgepress import urls
from badgepress.pages.page import GeneratedPage, Hit
from badgepress.search_bundle import join
from badgepress.stages import Stage, during
from badgepress.workers import processes

EXCLUDED = (
    ".bp-crumbs",
    ".bp-jump",
    ".bp-cards",
    ".bp-by",
    ".bp-ticks",
    ".bp-through",
    ".bp-places",
    ".bp-promises",
    ".bp-related",
    ".bp-share",
    ".bp-corrections",
    ".bp-embed",
    ".bp-path",
    ".bp-step__facts",
    ".bp-heat",
    ".bp-uses",
    ".bp-term dt",
    ".bp-languages",
    ".bp-formats",
    ".bp-versions",
    ".bp-address",
    ".bp-glance",
    ".bp-facts",
    ".bp-recognized",
    ".bp-recognitions",
    ".bp-part__kind",
    ".bp-rubric thead",
    ".bp-rubric caption",
    ".headerlink",
    ".md-content__button",
    ".md-source-file",
)
"""Parts that say something of other pages, or the same on every page: no reason to find one."""
MARK = b"data-pagefind-body"
"""What a page has that the search finds."""
LARGEST = 1500
"""Pages in one index. Pagefind keeps all of them in memory, some 180 kB each, and a search for a
word that all of them have takes time with the square of their number."""
SMALLEST = 100
"""Pages from which on a run of Pagefind is worth it."""
_PARTS = "pagefind.parts"
_PATIENCE = 3600
"""Seconds; a thousand pages take some three."""
_NONE: Mapping[str, bool] = MappingProxyType({})


class IndexFault(Exception):
    """There is no index; the text says why."""


def hits_of(pages: Iterable[GeneratedPage]) -> dict[str, Hit]:
    """The pages that are shown as cards, by address."""
    return {page.path: page.hit for page in pages if page.hit}


def searchable_of(pages: Iterable[GeneratedPage]) -> dict[str, bool]:
    """Whether the search finds a page, by address; pages may be outlines."""
    return {page.path: page.searchable for page in pages}


@during(Stage.SEARCH)
def make_index(site: Path, hits: Mapping[str, Hit], known: Mapping[str, bool] = _NONE) -> None:
    """Index a built site, into its folder `pagefind`; `hits` are shown as cards, by page.

    `known` tells of pages whether they are searchable; all others are looked at. The same pages
    give the same bytes, on any number of processors. Raises `IndexFault`.
    """
    target, parts = site / urls.SEARCH_INDEX, site / _PARTS
    for folder in (target, parts):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        Indexing().run(searchable_pages(site, known), hits, parts, target)
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

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[str]] = set()
        self._given_up = False

    def run(
        self, pages: Mapping[str, Path], hits: Mapping[str, Hit], parts: Path, target: Path
    ) -> None:
        """Make an index of pages, given by address; `parts` is a folder for what lies between.

        Raises `IndexFault`, also when it is given up.
        """
        try:
            cards = sorted(pages.keys() & hits.keys(), key=lambda each: (hits[each].name, each))
            addresses = [*cards, *sorted(pages.keys() - hits.keys())]
            folders = _divided([pages[address] for address in addresses], parts)
            with ThreadPoolExecutor(processes()) as threads:
                list(threads.map(self._index, (run for part in folders for run in part)))
            runs = [[_bundle(run) for run in part] for part in folders]
            join(runs, addresses, [hits[card] for card in cards], target)
        except (OSError, ValueError, KeyError, TypeError, subprocess.TimeoutExpired) as error:
            raise _fault(str(error)) from None

    def give_up(self) -> None:
        """Stop what runs, and begin nothing more."""
        with self._lock:
            self._given_up = True
            for running in self._running:
                running.kill()

    def _index(self, folder: Path) -> None:
        with self._lock:
            if self._given_up:
                raise _fault("it was given up")
            running = subprocess.Popen(  # noqa: S603 - a program of a dependency, and folders
                command(folder, _bundle(folder)),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
                env=_environment(),
            )
            self._running.add(running)
        try:
            said, _ = running.communicate(timeout=_PATIENCE)
        finally:
            with self._lock:
                self._running.discard(running)
            running.kill()
        if running.returncode:
            raise _fault(said.strip())


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


def _divided(files: Sequence[Path], parts: Path) -> list[list[Path]]:
    """Folders with some of the files each, named by number: for each index, one or more.

    What is an index of its own depends on the number of files alone. Neighbors go to different
    ones, so that words are as frequent in each of them.
    """
    count = max(-(-len(files) // LARGEST), 1)
    found = []
    for part in range(count):
        numbers = range(part, len(files), count)
        runs = max(min(-(-processes() // count), len(numbers) // SMALLEST), 1)
        found.append([parts / f"{part}-{run}" for run in range(runs)])
        for run, folder in enumerate(found[-1]):
            folder.mkdir(parents=True)
            for number in numbers[run::runs]:
                _link(files[number], folder / f"{number}.html")
    return found


def _link(file: Path, to: Path) -> None:
    try:
        os.link(file, to)
    except OSError:  # another disk, or one that knows no links
        shutil.copyfile(file, to)


def _bundle(folder: Path) -> Path:
    """Where the index of a folder is made: beside it."""
    return folder.with_name(f"{folder.name}.index")


def command(site: Path, target: Path, *more: str) -> list[str]:
    """Pagefind's command over the pages of a folder; raises `IndexFault` where it is missing."""
    executable = get_executable()
    if executable is None:
        raise _fault("Pagefind's program is not there; install 'pagefind[bin]'")
    options = {
        "--site": site,
        "--output-path": target,
        "--exclude-selectors": ",".join(EXCLUDED),
    }
    named = (str(each) for option in options.items() for each in option)
    return [str(executable), "--silent", *named, *more]


def _environment() -> dict[str, str]:
    """Without settings of Pagefind's from outside: the same pages give the same index."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}


def _fault(reason: str) -> IndexFault:
    return IndexFault(f"The search index could not be made: {reason}")
