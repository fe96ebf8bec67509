"""What a passage of a page says of terms: its words, headings and links, whatever the page."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from badgepress.terms.elements import (
    BESIDE_WORDS,
    HANGING,
    HEADINGS,
    INLINE,
    Mode,
    OpenElements,
    mode_of,
)
from badgepress.terms.forced import FORCED, term_of
from badgepress.terms.matcher import OBJECT, Match, Matcher
from badgepress.terms.pieces import Piece, attributes, pieces

_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
_TERM = re.compile(r"((?:.*/)?)#?([a-z0-9-]+)/?", re.DOTALL)
_FILLER = "\ue000"
"""Of the private use: it stands in no word."""

Span = tuple[int, int]
"""From where to where something stands; in facts, counted from the passage's beginning."""


class Word(NamedTuple):
    """A term's word."""

    term: str
    place: Span | None
    """What becomes a link, markup included; none, where no link can hold it."""
    shown: Span | None = None
    """The label of a link that the author asked for; none, where the word was found."""


class Heading(NamedTuple):
    """Where a section begins."""

    id: str


class Link(NamedTuple):
    """A link that leads to a term, if it is the glossary's folder that it names."""

    folder: str
    """All of its address before the term."""
    term: str


Fact = Word | Heading | Link
Facts = tuple[Fact, ...]
"""In the order in which they count."""


def is_plain(passage: str) -> bool:
    """Whether it is nothing but words: without tags, entities and `[[`."""
    return "<" not in passage and "&" not in passage and "[[" not in passage


def words_in(text: str, matcher: Matcher, start: int = 0) -> Facts:
    """The facts of plain words that begin so far from the passage's beginning."""
    return tuple(
        Word(term, (start + begin, start + end)) for begin, end, term in matcher.find(text)
    )


class Reader:
    """Reads a page from a place on at which no element is open that does something to its words."""

    def __init__(self, html: str, start: int, matcher: Matcher, mode: Mode = Mode.LINK) -> None:
        self.facts: list[Fact] = []
        self._html, self._start, self._matcher = html, start, matcher
        self._elements = OpenElements(mode)
        self._run: list[Piece] = []
        self._mode = mode

    def read(self, least: int) -> int:
        """Read up to the next such place right before a tag, but at least so far; returns it."""
        elements = self._elements
        for piece in pieces(self._html, self._start):
            name = piece.name
            if name is None:
                if elements.mode is not Mode.NEVER and (self._run or not self._is_space(piece)):
                    self._mode = elements.mode
                    self._run.append(piece)
            elif not name:
                self._run.append(piece)
            elif not elements.count and name not in BESIDE_WORDS:
                if self._run:
                    self._flush()
                if piece.start >= least:
                    return piece.start
                if mode_of(name, piece.attributes) is not Mode.LINK:
                    self._tag(piece)
            else:
                self._tag(piece)
        self._flush()
        return len(self._html)

    # What an element's border does

    def _tag(self, tag: Piece) -> None:
        if tag.closing:
            self._end(tag)
        else:
            self._begin(tag)

    def _begin(self, tag: Piece) -> None:
        name = tag.name or ""
        outside = self._elements.mode
        if name in HEADINGS:
            self._flush()
            self.facts.append(Heading(attributes(tag.attributes).get("id", "")))
        elif name in HANGING:
            if name == "a":
                self._written_link(tag)
            if outside is not Mode.NEVER:
                self._hang(tag)
        elif name not in INLINE:
            self._flush()
        elif outside is not Mode.NEVER:
            self._border(tag, crossed=mode_of(tag.name, tag.attributes) > outside)
        self._elements.begin(tag)

    def _end(self, tag: Piece) -> None:
        name = tag.name or ""
        inside = self._elements.mode
        if name not in INLINE and not (name in HANGING and inside is Mode.NEVER):
            self._flush()
        self._elements.end(tag)
        if name in INLINE and self._elements.mode is not Mode.NEVER:
            self._border(tag, crossed=inside is not self._elements.mode)

    def _border(self, tag: Piece, *, crossed: bool) -> None:
        """Inline markup is a part of its text, unless other rules hold behind its border."""
        if not crossed:
            self._run.append(tag)
            return
        self._hang(tag)
        self._flush()
        self._hang(tag)

    def _is_space(self, text: Piece) -> bool:
        return self._html[text.start : text.end].isspace()

    def _hang(self, tag: Piece) -> None:
        self._run.append(Piece(tag.start, tag.start, OBJECT))

    def _written_link(self, tag: Piece) -> None:
        found = _TERM.fullmatch(attributes(tag.attributes).get("href", ""))
        if found and found[2] in self._matcher.ids:
            self.facts.append(Link(found[1], found[2]))

    # What is said in a run of text

    def _flush(self) -> None:
        run, self._run = self._run, []
        if len(run) == 1 and run[0].name is None and self._mode is Mode.LINK:
            raw = self._html[run[0].start : run[0].end]
            if is_plain(raw):
                self.facts.extend(words_in(raw, self._matcher, run[0].start - self._start))
                return
        if any(item.name is None for item in run):
            text = _Text(self._html, run)
            self.facts.extend(self._word(text, *found) for found in self._found(text))

    def _found(self, text: "_Text") -> Iterator[tuple[Match, Span | None]]:
        """Words of terms in order; with the label's place where the link is forced."""
        plain = text.plain
        forced: list[tuple[Match, Span | None]] = []
        if "[[" in plain:
            for found in FORCED.finditer(plain):
                if term := self._matcher.named(term_of(found)):
                    forced.append((Match(*found.span(), term), found.span(1)))
            for match, _ in forced:
                filler = _FILLER * (match.end - match.start)
                plain = plain[: match.start] + filler + plain[match.end :]
        words = self._matcher.find(plain) if self._mode is Mode.LINK else ()
        yield from sorted([*forced, *((match, None) for match in words)], key=lambda each: each[0])

    def _word(self, text: "_Text", match: Match, label: Span | None) -> Word:
        place = text.place(match.start, match.end, whole=label is not None)
        shown = text.place(*label, whole=True) if label else None
        if place is None or (label and shown is None):
            place = None
        return Word(match.term, self._from_start(place), self._from_start(shown))

    def _from_start(self, place: Span | None) -> Span | None:
        return place and (place[0] - self._start, place[1] - self._start)


class _Text:
    """A run as a reader sees it, and where each of its letters stands in the page."""

    def __init__(self, html: str, items: list[Piece]) -> None:
        self._html, self._items = html, items
        parts, self._begins, self._texts, length = [], [], [], 0
        for index, item in enumerate(items):
            if item.name is None or item.name == OBJECT:
                raw = html[item.start : item.end] if item.name is None else OBJECT
                part = unescape(raw) if "&" in raw else raw
                self._begins.append(length)
                self._texts.append(index)
                parts.append(part)
                length += len(part)
        self.plain = "".join(parts)

    def place(self, start: int, end: int, *, whole: bool) -> tuple[int, int] | None:
        """From where to where some letters stand in the page, with the markup that belongs to them.

        None, where they begin or end within an entity, where markup is cut in two, or, with
        `whole`, where there is any.
        """
        first, last = (bisect_right(self._begins, at) - 1 for at in (start, end - 1))
        begin = self._raw(first, start - self._begins[first])
        after = self._raw(last, end - self._begins[last])
        if begin is None or after is None:
            return None
        if first == last:
            return begin, after
        return (
            None if whole else self._balanced(self._texts[first], self._texts[last], begin, after)
        )

    def _raw(self, number: int, offset: int) -> int | None:
        """Where the letter of that number in a text begins; none, if within an entity."""
        item = self._items[self._texts[number]]
        raw = self._html[item.start : item.end]
        if "&" not in raw:
            return item.start + offset
        position = length = 0
        for entity in _ENTITY.finditer(raw):
            gap = entity.start() - position
            if offset <= length + gap:
                return item.start + position + offset - length
            length += gap + len(unescape(entity[0]))
            position = entity.end()
            if offset < length:
                return None
        return item.start + position + offset - length

    def _balanced(self, first: int, last: int, begin: int, after: int) -> tuple[int, int] | None:
        """The same with the tags that begin right before or end right after; none, if cut."""
        opened: list[str] = []
        closed: list[str] = []
        for tag in self._items[first + 1 : last]:
            if not tag.name or tag.name == "wbr":
                continue
            if not tag.closing:
                opened.append(tag.name)
            elif opened and opened[-1] == tag.name:
                opened.pop()
            else:
                closed.append(tag.name)
        for name in closed:
            first -= 1
            tag = self._items[first] if first >= 0 else Piece(0, 0)
            if tag.name != name or tag.closing or tag.end != begin:
                return None
            begin = tag.start
        for name in reversed(opened):
            last += 1
            tag = self._items[last] if last < len(self._items) else Piece(0, 0)
            if tag.name != name or not tag.closing or tag.start != after:
                return None
            after = tag.end
        return begin, after
