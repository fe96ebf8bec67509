"""What is the same as in the last build is taken from the last site instead of being made.

The last site is the store. Beside it, in the user's cache folder, stands a note for each entry:
what the catalog was asked while the entry's pages and files were made, a digest of the answers,
one of the files, and what else the build must know of them. A note is worth something only where
today's answers and the files in the last site have the same digests; so it does not matter which
build has written it, nor what became of the site since.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from badgepress.asked import Asked, Question, Questions, as_data
from badgepress.cache import Cache, keys
from badgepress.fingerprint import SIZE, combined
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.pages.page import Hit
from badgepress.workers import forked, processes

_PARTS = 4
_WORTH = 50
"""Entries whose files are worth a process: some hundredths of a second."""

Offer = tuple[Kind, Entry[Any]]
Record = tuple[str, int, str]
"""A logger's name, a level and a message."""


class Made(NamedTuple):
    """What others must know of what was made of an entry."""

    digests: dict[str, str]
    """Of its documents, by path."""
    hits: dict[str, Hit]
    uses: dict[str, list[tuple[str, str]]]
    """Term's id → title and path of each of its pages whose text uses it."""
    records: list[Record]


class Note(NamedTuple):
    """What is kept of an entry."""

    key: str
    """Digest of all that has decided on its files."""
    asked: Questions
    files: str
    """Digest of the files, by path."""
    made: Made


_NOTES = TypeAdapter(Note)


class KeptSite:
    """The last site, and the notes about it."""

    def __init__(self, old: Path, new: Path, *, copied: bool = False) -> None:
        """`old` may not be there, or be anything.

        With `copied`, files are copied even where one file could stand in both sites.
        """
        self._old, self._new = str(old), str(new)
        self._copied = copied
        self._cache = Cache("sites")
        self._place = keys(os.path.abspath(old)).digest()

    @property
    def usable(self) -> bool:
        """Whether anything is kept at all."""
        return self._cache.usable

    def taken(
        self,
        offers: Iterable[Offer],
        given: bytes,
        asked: Asked,
        paths: Callable[[Kind, Entry[Any]], Iterable[str]],
    ) -> dict[tuple[str, str], Made]:
        """Take what is the same from the last site; kind's name and id → what was noted of it.

        `given` is a digest of what decides on all entries alike, and `paths` names the files of
        one.
        """
        all_offers = list(offers)
        parts = min(_PARTS * processes(), len(all_offers) // _WORTH + 1)

        def of_part(number: int) -> list[Made | None]:
            start, end = (len(all_offers) * each // parts for each in (number, number + 1))
            return [
                self._taken(kind, entry.id, given, asked, paths(kind, entry))
                for kind, entry in all_offers[start:end]
            ]

        found = chain.from_iterable(forked(of_part, parts))
        return {
            (kind.name, entry.id): made
            for (kind, entry), made in zip(all_offers, found, strict=True)
            if made is not None
        }

    def _taken(
        self, kind: Kind, entry_id: str, given: bytes, asked: Asked, paths: Iterable[str]
    ) -> Made | None:
        note = self._find(kind, entry_id, given, asked)
        return note.made if note and self._take(note, paths) else None

    def _find(self, kind: Kind, entry_id: str, given: bytes, asked: Asked) -> Note | None:
        """The note of an entry, if all that decides on its files is as it was."""
        kept = self._cache.get(self._key(kind.name, entry_id))
        if kept is None:
            return None
        try:
            note = _NOTES.validate_json(kept)
            return note if note.key == _key(given, note.asked, asked) else None
        except (ValidationError, KeyError):
            return None

    def _take(self, note: Note, paths: Iterable[str]) -> bool:
        """Put the entry's files of the last site into the new one, if they are what was noted."""
        names = sorted(paths)
        try:
            if _digest(self._old, names) == note.files:
                return self._all_put(names)
        except OSError:
            pass  # one is missing, or is no file
        return False

    def note(
        self,
        heard: Mapping[Question, None],
        given: bytes,
        asked: Asked,
        paths: Iterable[str],
        made: Made,
    ) -> Note:
        """The note of an entry whose files have just been made."""
        questions = as_data(heard)
        files = _digest(self._new, sorted(paths))
        return Note(_key(given, questions, asked), questions, files, made)

    def keep(self, kind: str, entry_id: str, note: Note) -> None:
        """Keep a note for the next build; `kind` is its name."""
        self._cache.put(self._key(kind, entry_id), _NOTES.dump_json(note))

    def finish(self) -> None:
        """Write the notes."""
        self._cache.write()

    def _key(self, kind: str, entry_id: str) -> bytes:
        return combined(self._place, kind.encode(), entry_id.encode())

    def _all_put(self, names: Sequence[str]) -> bool:
        put: list[str] = []
        folders: set[str] = set()
        try:
            for name in names:
                target = os.path.join(self._new, name)
                folder = os.path.dirname(target)
                if folder not in folders:
                    os.makedirs(folder, exist_ok=True)
                    folders.add(folder)
                self._put(os.path.join(self._old, name), target)
                put.append(target)
        except OSError:
            # What is made instead must not be written into the files of the last site.
            for target in put:
                with suppress(OSError):
                    os.unlink(target)
            raise
        return True

    def _put(self, source: str, target: str) -> None:
        if not self._copied:
            try:
                os.link(source, target, follow_symlinks=False)
                return
            except OSError as error:
                if error.errno == errno.EEXIST:
                    raise
                self._copied = True  # a file system without such links
        shutil.copyfile(source, target)


def _key(given: bytes, questions: Questions, asked: Asked) -> str:
    return combined(given, asked.answers(questions)).hex()


def _digest(folder: str, names: Iterable[str]) -> str:
    """Of files, by name and bytes. Raises `OSError` where one is missing or is no file."""
    digest = hashlib.blake2b(digest_size=SIZE)
    for name, content in _contents(folder, names):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _contents(folder: str, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        opened = os.open(os.path.join(folder, name), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with open(opened, "rb", buffering=0) as file:
            yield name, file.read()
