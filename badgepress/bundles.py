"""Files that are made together, known by their addresses before anybody makes them.

Some tell of everything in the catalog. They come in pieces, a line of a list for instance, and go
to the disk like that, so that nobody holds them whole.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

Content = str | bytes
Piece = tuple[str, Content]
"""Path of a file, and what follows in it on the file's pieces before."""
AT_ONCE = 1 << 18
"""Bytes that are gathered before they are written: few calls of the system, little memory."""


class Bundle(NamedTuple):
    """One or several published files."""

    paths: tuple[str, ...]
    """Addresses relative to `base_url`."""
    make: Callable[[], Iterable[Piece]]
    """Gives all of them, piece by piece; those of several files may come by turns."""

    @classmethod
    def single(cls, path: str, make: Callable[[], Content]) -> "Bundle":
        """One file, with what makes its content."""
        return cls((path,), partial(_single, path, make))

    def pieces(self) -> Iterator[tuple[str, bytes]]:
        """Path and what follows in the file: some hundred kilobytes at a time, for the disk."""
        return self._made(AT_ONCE)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of each file, for whoever can hold them."""
        return self._made(None)

    def _made(self, at_once: int | None) -> Iterator[tuple[str, bytes]]:
        known = set(self.paths)
        for path, content in _gathered(self.make(), at_once):
            if path not in known:
                raise AssertionError(f"{path} was not announced")
            yield path, content


def _gathered(pieces: Iterable[Piece], at_once: int | None) -> Iterator[tuple[str, bytes]]:
    held: dict[str, list[bytes]] = {}
    size = 0
    for path, piece in pieces:
        content = piece if isinstance(piece, bytes) else piece.encode()
        held.setdefault(path, []).append(content)
        size += len(content)
        if at_once and size >= at_once:
            yield from _joined(held)
            held, size = {}, 0
    yield from _joined(held)


def _joined(held: dict[str, list[bytes]]) -> Iterator[tuple[str, bytes]]:
    for path, contents in held.items():
        yield path, b"".join(contents)


def _single(path: str, make: Callable[[], Content]) -> Iterable[Piece]:
    yield path, make()
