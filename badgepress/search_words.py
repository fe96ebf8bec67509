"""The words of several of Pagefind's indexes as those of one.

An index of Pagefind 1.5 (its source: `pagefind/src/index`) holds words in their order, in pieces
of which a search loads those that it needs. A word has the pages that it stands on, its places in
each, and its spellings with accents, which have pages of their own. Pages are counted by steps from
one to the next.
"""

import gzip
import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

import cbor2

MARK = b"pagefind_dcd"
"""What the files of Pagefind begin with, when they are unpacked."""
PIECE = 12_000
"""Places in a piece at most, but for a word that has more. Pagefind's own have 20,000 and the word
beyond: then a search for a rare word loads a frequent one."""

FEW = 4
"""Places of a word in one page's text that are kept in a large catalog, where more than half of all
pages have it: such words tell little apart, and their places were half of what a search loaded."""

_LAST = chr(0x10FFFF)

Page = list[Any]
"""Its number or the step to it, places in its text, and places in its fields, after -1 for field 0.

They are millions, so they are changed where they are."""


class Words(NamedTuple):
    """Where the words of one index stand, and what becomes of its numbers."""

    pieces: Sequence[Path]
    """In the order of their words."""
    pages: Sequence[int | None]
    """Old number → new number; nothing where one is left out."""
    fields: Sequence[int | None]
    """The same of fields."""


class Piece(NamedTuple):
    """Words that are loaded together: those that begin like something from `first` to `last`."""

    first: str
    last: str
    content: bytes


def unpacked(file: Path) -> bytes:
    """What is in a file of Pagefind's; raises `ValueError` where it is none."""
    content = gzip.decompress(file.read_bytes())
    if not content.startswith(MARK):
        raise ValueError(f"{file.name} does not begin as expected")
    return content[len(MARK) :]


def packed(content: bytes) -> bytes:
    """The bytes of such a file; the best compression takes four times as long, for a fiftieth."""
    return gzip.compress(MARK + content, 6, mtime=0)


def joined(
    indexes: Sequence[Words], pages: int, most: int = PIECE, *, few: bool = False
) -> Iterator[Piece]:
    """The words of all of them; what is in memory at once is a piece of each.

    `pages` is their number, `most` that of places in a piece; with `few`, places of words that most
    pages have are left out.

    Raises `ValueError` or `TypeError` where an index is not what Pagefind 1.5 writes.
    """
    waiting: Piece | None = None
    for words in _divided(_all_words(indexes, pages if few else None), most):
        first, last = words[0][0], words[-1][0]
        if waiting:
            before, first = _apart(waiting.last, first)
            yield waiting._replace(last=before)
        waiting = Piece(first, last, cbor2.dumps([words]))
    if waiting:
        yield waiting


def _all_words(indexes: Sequence[Words], number: int | None) -> Iterator[list[Any]]:
    streams = [_words(index) for index in indexes]
    in_order = heapq.merge(*streams, key=itemgetter(0))
    for word, same in groupby(in_order, key=itemgetter(0)):
        found = list(same)
        pages = _steps(pages for _, pages, _ in found)
        if number is not None and len(pages) > number / 2:
            for page in pages:
                page[1] = _few(page[1])
        spellings: dict[str, list[list[Page]]] = {}
        for _, _, others in found:
            for spelling, of in others:
                spellings.setdefault(spelling, []).append(of)
        accented = [[name, _steps(of)] for name, of in sorted(spellings.items()) if any(of)]
        if pages or accented:
            yield [word, pages, accented]


def _few(places: list[int]) -> list[int]:
    """The first places; negative numbers among them are weights of those that follow."""
    if len(places) <= FEW:
        return places
    kept, left = [], FEW
    for place in places:
        left -= place >= 0
        if left < 0:
            break
        kept.append(place)
    return kept


def _words(index: Words) -> Iterator[tuple[str, list[Page], list[tuple[str, list[Page]]]]]:
    for file in index.pieces:
        (words,) = cbor2.loads(unpacked(file))
        for word, pages, spellings in words:
            others = [(name, _numbered(found, index)) for name, found in spellings]
            yield word, _numbered(pages, index), others


def _numbered(pages: list[Page], index: Words) -> list[Page]:
    """Pages by their new numbers, instead of steps; without those of which nothing is left."""
    new, old = index.pages, 0
    for page in pages:
        old += page[0]
        page[0] = new[old]
        if page[2]:
            page[2] = _in_fields(page[2], index.fields)
    return [page for page in pages if page[0] is not None and (page[1] or page[2])]


def _in_fields(places: list[int], fields: Sequence[int | None]) -> list[int]:
    kept: list[int] = []
    field: int | None = 0
    for place in places:
        if place < 0:
            field = fields[-1 - place]
            if field is not None:
                kept.append(-1 - field)
        elif field is not None:
            kept.append(place)
    return kept


def _steps(parts: Iterable[list[Page]]) -> list[Page]:
    """All pages in the order of their numbers, each by the step from the one before."""
    pages = sorted(chain.from_iterable(parts), key=itemgetter(0))
    last = 0
    for page in pages:
        number = page[0]
        page[0] = number - last
        last = number
    return pages


def _divided(words: Iterable[list[Any]], most: int) -> Iterator[list[list[Any]]]:
    """Words, some at a time; a word with many places stands alone."""
    some: list[list[Any]] = []
    size = 0
    for word in words:
        more = len(word[1]) + sum([len(page[1]) for page in word[1]])
        if some and size + more > most:
            yield some
            some, size = [], 0
        some.append(word)
        size += more
    if some:
        yield some


def _apart(last: str, first: str) -> tuple[str, str]:
    """Where one piece ends and the next one begins, whose last and first words these are.

    Nothing lies between: for a word that no piece has, Pagefind would load any that begins alike.
    """
    same = 0
    for one, other in zip(last, first, strict=False):
        if one != other:
            break
        same += 1
    begin = first[: same + 1]
    return begin[:-1] + _before(begin[-1]) + _LAST, begin


def _before(letter: str) -> str:
    code = ord(letter) - 1
    return chr(0xD7FF if 0xD800 <= code <= 0xDFFF else code)
