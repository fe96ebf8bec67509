"""What is the same as in the last build is taken from the last site instead of being made.

The last site is the store. Beside it, in the user's cache folder, stands a note for each entry and
each page of a list: what the catalog was asked while its pages and files were made, a digest of the
answers, one of the files, and what else the build must know of them. A note is worth something only
where today's answers and the files in the last site have the same digests; so it does not matter
which build has written it, nor what became of the site since.
"""

import hashlib
import os
import posixpath
import shutil
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter, ValidationError

from badgepress.asked import Asked, Question, Questions, as_data
from badgepress.cache import Cache, keys
from badgepress.fingerprint import SIZE, combined
from badgepress.messages import Record
from badgepress.pages.page import Hit
from badgepress.terms.site import Uses
from badgepress.workers import forked, processes

_PARTS = 4
_WORTH = 50
"""Pieces whose files are worth a process: some hundredths of a second."""

Piece = tuple[str, str]
"""What is made in one go: a kind's name and the id of something offered, or what else it is."""


class Noted(NamedTuple):
    """What others must know of what was made of an entry."""

    digests: dict[str, str]
    """Of its documents, by path."""
    hits: dict[str, Hit]
    uses: Uses
    records: list[Record]


class Note(NamedTuple):
    """What is kept of an entry."""

    given: str
    """Digest of what decides on all pieces alike."""
    key: str
    """Digest of what else has decided on its files: the answers to the questions."""
    asked: Questions
    files: str
    """Digest of the files, by path."""
    noted: Noted


class FolderNote(NamedTuple):
    """What is kept of a folder that is made as a whole."""

    key: str
    """Digest of all that has decided on its files."""
    names: list[str]
    """Its files, by path in the site."""
    files: str
    """Digest of the files, by path."""


_NOTES, _FOLDERS = TypeAdapter(Note), TypeAdapter(FolderNote)


class KeptSite:
    """The last site, and the notes about it."""

    def __init__(self, old: Path, new: Path, *, copied: bool = False) -> None:
        """`old` may not be there, or be anything.

        With `copied`, files are copied even where one file could stand in both sites.
        """
        self._old, self._new = str(old), str(new)
        self._copied = copied
        self._cache = Cache("sites")
        self.place = keys(os.path.abspath(old)).digest()
        """What stands for the folder of the last site."""

    @property
    def usable(self) -> bool:
        """Whether anything is kept at all."""
        return self._cache.usable

    def taken(
        self,
        pieces: Sequence[Piece],
        given: bytes,
        asked: Asked,
        paths: Callable[[Piece], Iterable[str]],
    ) -> dict[Piece, Noted]:
        """Take what is the same from the last site; returns what was noted of it.

        `given` is a digest of what decides on all pieces alike, and `paths` names the files of one.
        """
        parts = min(_PARTS * processes(), len(pieces) // _WORTH + 1)

        def of_part(number: int) -> list[Noted | None]:
            start, end = (len(pieces) * each // parts for each in (number, number + 1))
            return [self._taken(each, given, asked, paths(each)) for each in pieces[start:end]]

        found = chain.from_iterable(forked(of_part, parts))
        return {piece: made for piece, made in zip(pieces, found, strict=True) if made is not None}

    def _taken(
        self, piece: Piece, given: bytes, asked: Asked, paths: Iterable[str]
    ) -> Noted | None:
        note = self._find(piece, given, asked)
        return note.noted if note and self._take(note, paths) else None

    def _find(self, piece: Piece, given: bytes, asked: Asked) -> Note | None:
        """The note of a piece, if all that decides on its files is as it was."""
        kept = self._cache.get(self._key(piece))
        if kept is None:
            return None
        try:
            note = _NOTES.validate_json(kept)
            # Another program may not even know what its questions mean.
            same = note.given == given.hex() and note.key == _key(note.asked, asked)
        except (ValidationError, LookupError, TypeError):
            return None
        return note if same else None

    def _take(self, note: Note, paths: Iterable[str]) -> bool:
        """Put the entry's files of the last site into the new one, if they are what was noted."""
        names = sorted(paths)
        try:
            same = _digest(self._old, names) == note.files
            if same:
                self._put_all(names)
        except OSError:
            return False  # one is missing, or is no file, or cannot be written
        return same

    def note(
        self,
        heard: Mapping[Question, None],
        given: bytes,
        asked: Asked,
        paths: Iterable[str],
        noted: Noted,
    ) -> Note:
        """The note of an entry whose files have just been made.

        Raises `OSError` where one is not there.
        """
        questions = as_data(heard)
        files = _digest(self._new, sorted(paths))
        return Note(given.hex(), _key(questions, asked), questions, files, noted)

    def keep(self, piece: Piece, note: Note) -> None:
        """Keep a note for the next build."""
        self._cache.put(self._key(piece), _NOTES.dump_json(note))

    def take_folder(self, name: str, key: bytes) -> bool:
        """Put a folder of the last site into the new one, if it was made for the same key.

        The key is a digest of everything that decides on the folder's files.
        """
        kept = self._cache.get(combined(self.place, name.encode()))
        try:
            note = _FOLDERS.validate_json(kept or b"")
            if note.key != key.hex() or not all(_is_below(name, each) for each in note.names):
                return False
            if _digest(self._old, note.names) != note.files:
                return False
            self._put_all(note.names)
        except (ValidationError, OSError):
            return False
        return True

    def keep_folder(self, name: str, key: bytes) -> None:
        """Note a folder of the new site for the next build. Raises `OSError`."""
        top = os.path.join(self._new, name)
        found = [os.path.join(folder, each) for folder, _, names in os.walk(top) for each in names]
        names = sorted(os.path.relpath(file, self._new) for file in found)
        if names:
            note = FolderNote(key.hex(), names, _digest(self._new, names))
            self._cache.put(combined(self.place, name.encode()), _FOLDERS.dump_json(note))
            self._cache.write()

    def finish(self) -> None:
        """Write the notes."""
        self._cache.write()

    def _key(self, piece: Piece) -> bytes:
        return combined(self.place, *(each.encode() for each in piece))

    def _put_all(self, names: Sequence[str]) -> None:
        try:
            for folder in dict.fromkeys(os.path.dirname(name) for name in names):
                os.makedirs(os.path.join(self._new, folder), exist_ok=True)
            for name in names:
                self._put(os.path.join(self._old, name), os.path.join(self._new, name))
        except OSError:
            # What is made instead must not be written into the files of the last site.
            for name in names:
                with suppress(OSError):
                    os.unlink(os.path.join(self._new, name))
            raise

    def _put(self, source: str, target: str) -> None:
        with suppress(FileNotFoundError):
            os.unlink(target)  # put there by a process that died since
        if not self._copied:
            try:
                os.link(source, target, follow_symlinks=False)
                return
            except OSError:
                self._copied = True  # a file system without such links
        shutil.copyfile(source, target)


def _key(questions: Questions, asked: Asked) -> str:
    return asked.answers(questions).hex()


def _is_below(folder: str, name: str) -> bool:
    """Whether a path leads to a file below a folder, and nowhere else."""
    return name.startswith(f"{folder}/") and posixpath.normpath(name) == name


def _digest(folder: str, names: Iterable[str]) -> str:
    """Of files, by name and bytes. Raises `OSError` where one is missing or is no plain file."""
    digest, inside = hashlib.blake2b(digest_size=SIZE), set[str]()
    top = os.path.realpath(folder)
    for name in names:
        path, place = os.path.join(folder, name), os.path.dirname(name)
        if place not in inside:
            found = os.path.realpath(os.path.join(folder, place))
            if found != os.path.normpath(os.path.join(top, place)):
                raise FileNotFoundError(path)  # a link leads elsewhere
            inside.add(place)
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise FileNotFoundError(path)
        with open(path, "rb", buffering=0) as file:
            content = file.read()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
