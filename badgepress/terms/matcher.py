"""Finds the glossary's words in plain text.

A trie of tokens (words, spaces and single signs): each token of a text is looked up once, and a
walk goes on only while it spells a term. So the time grows with the text, not with the number of
terms. Own code, because libraries of this kind (Aho-Corasick) match letters: whole words, letter
case term by term, and look-alike hyphens and apostrophes would have to be put around them anyway.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from badgepress.load import Entry
from badgepress.model import LetterCase, Term, TermStatus

_MARKS = "".join(
    sign for sign in map(chr, range(0x300, 0x2100)) if unicodedata.category(sign)[0] == "M"
)
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens, joiners and spaces without width: they are in a word, and no part of it."""
OBJECT = "\ufffc"
"""Stands in a text for something that hangs on the words beside it, such as a link or code."""
_WORDS = rf"[\w{_MARKS}{_UNSEEN}{OBJECT}]"
_WORD = re.compile(rf"{_WORDS}+")
_TOKEN = re.compile(rf"({_WORDS}+)|(\s+)|(.)", re.DOTALL)
_APOSTROPHES = "'\u2018\u2019\u02bc\uff07"
_HYPHENS = "-\u2010\u2011\ufe63\uff0d"
_SAME = str.maketrans(
    dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_HYPHENS, "-")
    | dict.fromkeys(_UNSEEN, "")
    | dict.fromkeys("“”„«»", '"')
)
_ADDRESS = re.compile(r"//|[@\\]|\w\.\w|^\W*/|/\W*$|[=#?&]\w")
"""What makes an address or a path of a string without spaces."""
_AROUND = 200
"""How many characters beside a word are looked at for an address."""
_END = ""
"""A node's key for what ends there; no token is empty."""

Node = dict[str, Any]


class Match(NamedTuple):
    """A term's word in a text."""

    start: int
    end: int
    term: str
    """The term's id."""


class _Ending(NamedTuple):
    term: str
    spellings: frozenset[str] | None
    """The only ones in which it counts; none: any letter case does."""


class Matcher:
    """The words of a glossary's terms.

    Retired terms are found by `named` alone: a text that means the word of today should not be led
    to that of yesterday.
    """

    def __init__(self, terms: Iterable[Entry[Term]]) -> None:
        self.steps = 0
        """Tokens looked at so far: the work that was done, whatever machine does it."""
        self.known: dict[str, Any] = {}
        """What passages of pages say, for those who read pages with these words."""
        self._root: Node = {}
        self._names: dict[str, tuple[str, str]] = {}
        entries = sorted(terms, key=lambda entry: (_is_retired(entry.data), entry.id))
        self.ids = frozenset(entry.id for entry in entries)
        for entry in entries:
            for word, exact in words_of(entry.data):
                self._names.setdefault(_fold(spelled(word)), (entry.id, word))
                if not _is_retired(entry.data):
                    self._add(word, entry.id, exact)
        for entry in entries:
            names = (*entry.data.also, entry.id, *entry.data.formerly)
            for name in names:
                self._names.setdefault(_fold(spelled(name)), (entry.id, name))
        signs = {key for key in self._root if not _WORD.fullmatch(key)}
        begins = "|".join([f"{_WORDS}+", *(re.escape(sign) for sign in sorted(signs))])
        self._begins = re.compile(begins if signs else f"{_WORDS}+")

    def named(self, name: str) -> str | None:
        """The id of the term of that id, word, form or other name, in any letter case."""
        found = self._names.get(_fold(spelled(" ".join(name.split()))))
        return found[0] if found else None

    def names(self) -> Iterator[str]:
        """All that `named` knows, as it is written."""
        return (written for _, written in self._names.values())

    def find(self, text: str) -> Iterator[Match]:
        """Every word of a term in a text, from left to right, the longest at each place."""
        done = 0
        for begin in self._begins.finditer(text):
            self.steps += 1
            if begin.start() < done:
                continue
            node = self._root.get(_folded(begin[0]))
            if node is not None and (match := self._longest(text, begin, node)):
                done = match.end
                yield match

    def _add(self, word: str, term: str, exact: bool) -> None:
        node = self._root
        for token in _TOKEN.finditer(spelled(word)):
            node = node.setdefault(_fold(token[0]), {})
        new = _Ending(term, frozenset({spelled(word)}) if exact else None)
        old: _Ending = node.setdefault(_END, new)
        if old.spellings is not None and old.term == term:
            both = None if new.spellings is None else old.spellings | new.spellings
            node[_END] = _Ending(term, both)

    def _longest(self, text: str, begin: re.Match[str], node: Node) -> Match | None:
        start, position = begin.span()
        endings: list[tuple[int, _Ending]] = []
        while True:
            if _END in node:
                endings.append((position, node[_END]))
            token = _TOKEN.match(text, position)
            self.steps += 1
            if token is None:
                break
            position = token.end()
            key = " " if token[2] else _folded(token[0])
            if key == _END:
                continue  # nothing but signs without ink
            if key not in node:
                break
            node = node[key]
        for end, ending in reversed(endings):
            known = ending.spellings
            if (known is None or spelled(text[start:end]) in known) and _stands_alone(
                text, start, end
            ):
                return Match(start, end, ending.term)
        return None


def words_of(term: Term) -> Iterator[tuple[str, bool]]:
    """Each word that stands for a term in a text, and whether its letter case counts."""
    yield term.term, _counts(term, term.term)
    if term.abbreviation:
        yield term.abbreviation, term.case is not LetterCase.ANY
    for form in term.forms:
        yield form, _counts(term, form)


def spelled(text: str) -> str:
    """A text with one spelling for what looks alike: spaces, hyphens, apostrophes, accents."""
    if text.isascii() and "\n" not in text and "  " not in text and "\t" not in text:
        return text
    text = unicodedata.normalize("NFD", text.translate(_SAME))
    return re.sub(r"\s+", " ", text)


def _counts(term: Term, word: str) -> bool:
    if term.case is not None:
        return term.case is LetterCase.EXACT
    if term.abbreviation and word.startswith(term.abbreviation):
        return True
    return any(one.isupper() and two.isupper() for one, two in pairwise(word))


def _is_retired(term: Term) -> bool:
    return term.status is TermStatus.RETIRED


def _fold(text: str) -> str:
    return text.casefold()


@lru_cache(maxsize=65536)
def _folded(token: str) -> str:
    return _fold(spelled(token))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a word is one of its own: no part of a compound, of another word or an address."""
    before, after = text[max(0, start - 2) : start], text[end : end + 3]
    if before and _joins(before[-1], before[-2:-1]):
        return False
    if after and _joins(after[0], after[1:2]):
        possessive = after[0] in _APOSTROPHES and after[1] in "sS" and not _is_word(after[2:])
        if not possessive:
            return False
    if (not before or before[-1].isspace()) and (not after or after[0].isspace()):
        return True
    around = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    chunk = re.split(r"\s", around[0])[-1] + "x" + re.split(r"\s", around[1], maxsplit=1)[0]
    return len(chunk) == 1 or not _ADDRESS.search(chunk)


def _joins(sign: str, next_to_it: str) -> bool:
    """Whether a sign makes one word of what stands on both sides of it."""
    if sign in _HYPHENS or sign in _APOSTROPHES:
        return _is_word(next_to_it)
    return _is_word(sign)


def _is_word(sign: str) -> bool:
    return bool(sign) and _WORD.match(sign) is not None
