"""What Pagefind has read for the last site's index, so that it reads only the pages that are new.

Pages are known by address and bytes. What was read lies in the user's cache folder, as data.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import cbor2

from badgepress import urls
from badgepress.cache import Cache
from badgepress.fingerprint import SIZE, combined
from badgepress.kept_site import KeptSite
from badgepress.pages.page import Hit
from badgepress.program import program
from badgepress.search_bundle import Reading, files_of

_FEW = 4
"""While this part of all pages is new, or less, what was read of the others is worth it, and while
joining it is so many times the work at most."""
_NAME = re.compile(r"(?:(?:index|fragment)/)?\w[\w.-]*")


_Run = tuple[dict[int, tuple[str, bytes]], dict[str, bytes]]
"""Address and digest of each page by its number then; files by path."""


class KeptIndex:
    """The index of the last site, and what was read for it."""

    def __init__(self, kept: KeptSite, pages: Mapping[str, Path], hits: Mapping[str, Hit]) -> None:
        """`pages` are those of the new site that the search finds. Raises `OSError`."""
        self._kept, self._hits = kept, hits
        self._cache = Cache("searches")
        self._trusted = True
        self.used = False
        """Whether anything that was read for the last index is a part of this one."""
        self._prints = {
            address: hashlib.blake2b(file.read_bytes(), digest_size=SIZE).digest()
            for address, file in pages.items()
        }

    def take(self) -> bool:
        """Take the last site's index as it is, if it holds these pages and no others."""
        return self._kept.take_folder(urls.SEARCH_INDEX, self._key)

    def keep(self) -> None:
        """Note the index that was made, and write what was read. Raises `OSError`."""
        self._kept.keep_folder(urls.SEARCH_INDEX, self._key)
        self._cache.write()

    def distrust(self) -> None:
        """Give nothing more that was read earlier."""
        self._trusted = self.used = False

    def read(
        self, addresses: Sequence[str], language: bytes, parts: int, to: Path
    ) -> list[Reading]:
        """What was read of the same pages, laid into a folder; nothing where it is of little use.

        `language` is that of pages that do not say theirs, and `parts` is into how many parts pages
        are divided, in turn.
        """
        today = {(each, self._prints[each]): number for number, each in enumerate(addresses)}
        runs = self._runs(language)
        numbers = [
            {n: today[each] for n, each in pages.items() if each in today} for pages, _ in runs
        ]
        # Each part takes the words of all runs that have one of its pages.
        taken = [len({number % parts for number in of.values()}) for of in numbers]
        work = sum(times * len(pages) for times, (pages, _) in zip(taken, runs, strict=True))
        if (
            sum(map(len, numbers)) * _FEW < len(addresses) * (_FEW - 1)
            or work > len(addresses) * _FEW
        ):
            return []
        readings = []
        for run, (of, (_, files)) in enumerate(zip(numbers, runs, strict=True)):
            if of:
                self.used = True
                readings.append(Reading(to / f"kept-{run}", of))
                _lay_out(files, readings[-1].folder)
        return readings

    def note(self, addresses: Sequence[str], language: bytes, readings: Sequence[Reading]) -> None:
        """Keep what was just read of all pages, for the next indexes.

        While enough of it is of use, nothing is added: what is new is read for each index.
        """
        for run, reading in enumerate(readings):
            named = {n: addresses[number] for n, number in reading.pages.items()}
            pages = {n: [address, self._prints[address]] for n, address in named.items()}
            self._cache.put(
                self._place(language, run), cbor2.dumps([pages, files_of(reading.folder)])
            )
        self._cache.put(self._place(language, len(readings)), b"")

    def _runs(self, language: bytes) -> list[_Run]:
        """Pages and files of each run of Pagefind; none where they are not what was kept."""
        found: list[_Run] = []
        while self._trusted and (kept := self._cache.get(self._place(language, len(found)))):
            try:
                pages, files = cbor2.loads(kept)
                known = {int(n): (str(of), bytes(print_)) for n, (of, print_) in pages.items()}
                if not all(_is_file(*file) for file in files.items()):
                    return []
            except (cbor2.CBORDecodeError, ValueError, TypeError, AttributeError):
                return []
            found.append((known, files))
        return found

    def _place(self, language: bytes, run: int) -> bytes:
        return combined(self._kept.place, program(), language, b"%d" % run)

    @cached_property
    def _key(self) -> bytes:
        """A digest of what decides on the index: the pages that it holds, and their cards."""
        hits = json.dumps(sorted(self._hits.items())).encode()
        pages = (
            each for page in sorted(self._prints.items()) for each in (page[0].encode(), page[1])
        )
        return combined(program(), hits, *pages)


def _lay_out(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _is_file(name: Any, content: Any) -> bool:
    return isinstance(name, str) and bool(_NAME.fullmatch(name)) and isinstance(content, bytes)
