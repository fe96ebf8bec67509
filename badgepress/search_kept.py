"""What Pagefind has read for the last site's index, so that it reads only the pages that are new.

Pages are known by address and bytes. What was read lies in the user's cache folder, as data.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
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
"""While this part of all pages is new, or less, what was read of the others is worth it."""
_NAME = re.compile(r"(?:(?:index|fragment)/)?\w[\w.-]*")


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
        return self._kept.take_folder(urls.SEARCH_INDEX, self._key())

    def keep(self) -> None:
        """Note the index that was made, and write what was read. Raises `OSError`."""
        self._kept.keep_folder(urls.SEARCH_INDEX, self._key())
        self._cache.write()

    def distrust(self) -> None:
        """Give nothing more that was read earlier."""
        self._trusted = self.used = False

    def read(
        self, part: str, addresses: Sequence[str], numbers: Sequence[int], to: Path
    ) -> list[Reading]:
        """What was read of the same pages in a part of the index, laid into a folder.

        `numbers` are the places of the part's pages among all addresses.
        """
        today = {(addresses[number], self._prints[addresses[number]]): number for number in numbers}
        found = []
        for run, (pages, files) in enumerate(self._runs(part)):
            known = {int(n): today[each] for n, each in pages.items() if each in today}
            found.append((Reading(to / part / f"kept-{run}", known), files))
        if sum(len(reading.pages) for reading, _ in found) * _FEW < len(numbers) * (_FEW - 1):
            return []
        for reading, files in found:
            for name, content in files.items():
                file = reading.folder / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            self.used = True
        return [reading for reading, _ in found if reading.pages]

    def note(self, part: str, addresses: Sequence[str], readings: Sequence[Reading]) -> None:
        """Keep what was just read of all pages of a part, for the next index."""
        runs = []
        for reading in readings:
            named = {n: addresses[number] for n, number in reading.pages.items()}
            pages = {n: [address, self._prints[address]] for n, address in named.items()}
            runs.append([pages, files_of(reading.folder)])
        self._cache.put(self._place(part), cbor2.dumps(runs))

    def _runs(self, part: str) -> Iterator[tuple[dict[int, tuple[str, bytes]], dict[str, bytes]]]:
        """Pages and files of each run of Pagefind; nothing where they are not what was kept."""
        kept = self._cache.get(self._place(part)) if self._trusted else None
        try:
            runs = cbor2.loads(kept) if kept else []
            found = [
                ({n: (str(of), bytes(seen)) for n, (of, seen) in pages.items()}, dict(files))
                for pages, files in runs
            ]
        except (cbor2.CBORDecodeError, ValueError, TypeError, AttributeError):
            return
        if all(_is_file(name, content) for _, files in found for name, content in files.items()):
            yield from found

    def _place(self, part: str) -> bytes:
        return combined(self._kept.place, program(), part.encode())

    def _key(self) -> bytes:
        """A digest of what decides on the index: the pages that it holds, and their cards."""
        hits = json.dumps(sorted(self._hits.items())).encode()
        pages = (
            each for page in sorted(self._prints.items()) for each in (page[0].encode(), page[1])
        )
        return combined(program(), hits, *pages)


def _is_file(name: Any, content: Any) -> bool:
    return isinstance(name, str) and bool(_NAME.fullmatch(name)) and isinstance(content, bytes)
