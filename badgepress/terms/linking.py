"""Links the first occurrence of each term in each section of a page."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import NamedTuple

from badgepress import urls
from badgepress.terms.elements import (
    HANGING,
    HEADINGS,
    INLINE,
    TOUCHED,
    Mode,
    OpenElements,
    mode_of,
    tells,
)
from badgepress.terms.forced import FORCED, term_of
from badgepress.terms.matcher import OBJECT, Match, Matcher
from badgepress.terms.pieces import Piece, attributes, pieces

LINK_CLASS = "bp-word"
"""Tells the links that are made here from all others."""
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)")
_TERM = re.compile(r"#?([a-z0-9-]+)/?")
_FILLER = "\ue000"
"""Of the private use: it stands in no word."""


@dataclass(frozen=True, slots=True)
class Place:
    """The page that a text stands on."""

    path: str
    """Its address, relative to the site's home."""
    own: frozenset[str] = frozenset()
    """Ids of terms that are not linked there, such as the one that the page is about."""
    automatic: bool = True
    """Whether words are linked by themselves; if not, only where the author forces it."""


class Linked(NamedTuple):
    """A page's text with its links."""

    html: str
    terms: tuple[str, ...]
    """Ids of the terms that occur in it, linked or not, in the order of their first words."""
    links: frozenset[str]
    """Ids of the terms that it links, by whomever the link was made."""


def link_terms(html: str, matcher: Matcher, place: Place) -> Linked:
    """The text of a page with a link at the first occurrence of each term in each section.

    A section goes from one heading to the next. Every other byte stays as it is. A term across
    inline markup is linked where the link can hold that markup whole; where it cannot, it is
    left alone, and so is every shorter term in it. The same text comes out of a second run.
    """
    return _Pass(html, matcher, place).result()


class _Pass:
    """One run over one page."""

    def __init__(self, html: str, matcher: Matcher, place: Place) -> None:
        self._html, self._matcher, self._place = html, matcher, place
        self._prefix = urls.relative(urls.term("x"), place.path)[:-2]
        self._out: list[str] = []
        self._copied = 0
        self._elements = OpenElements(Mode.LINK if place.automatic else Mode.ONLY_FORCED)
        self._run: list[Piece] = []
        self._mode = self._elements.mode
        # Where only forced links are made and there are none, nothing need be read.
        self._read = Mode.ONLY_FORCED if "[[" in html else Mode.LINK
        self._seen: set[str] = set()
        self._terms: dict[str, None] = {}
        self._links: set[str] = set()

    def result(self) -> Linked:
        """Read the page to its end."""
        elements = self._elements
        for piece in pieces(self._html):
            name = piece.name
            if name is None:
                if elements.mode <= self._read and (self._run or not self._is_space(piece)):
                    self._mode = elements.mode
                    self._run.append(piece)
            elif not name:
                self._run.append(piece)
            elif name not in TOUCHED and not elements.count and not tells(piece):
                # Most tags: blocks that do nothing to their words, in others that do nothing.
                if self._run:
                    self._flush()
            elif piece.closing:
                self._end(piece)
            else:
                self._begin(piece)
        self._flush()
        self._out.append(self._html[self._copied :])
        return Linked("".join(self._out), tuple(self._terms), frozenset(self._links))

    # What an element's border does

    def _begin(self, tag: Piece) -> None:
        name = tag.name or ""
        outside = self._elements.mode
        if name in HEADINGS:
            self._flush()
            self._section(tag)
        elif name in HANGING:
            if name == "a":
                self._written_link(tag)
            if outside is not Mode.NEVER:
                self._hang(tag)
        elif name not in INLINE:
            self._flush()
        elif outside is not Mode.NEVER:
            self._border(tag, crossed=mode_of(tag) > outside)
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

    def _section(self, heading: Piece) -> None:
        self._seen = set()
        if self._place.path == urls.GLOSSARY:
            # There each section is about the term that its heading names.
            self._seen.add(attributes(heading).get("id", ""))

    def _written_link(self, tag: Piece) -> None:
        if self._prefix not in tag.attributes:
            return
        target = attributes(tag).get("href", "")
        if not target.startswith(self._prefix):
            return
        found = _TERM.fullmatch(target[len(self._prefix) :])
        if found and found[1] in self._matcher.ids and found[1] not in self._place.own:
            self._seen.add(found[1])
            self._links.add(found[1])
            self._terms.setdefault(found[1])

    # What is done to a run of text

    def _flush(self) -> None:
        run, self._run = self._run, []
        if len(run) == 1:
            # Most runs: one text, and no term in it.
            raw = self._html[run[0].start : run[0].end]
            if "&" not in raw and "[[" not in raw and not self._matcher.found(raw):
                return
        if any(item.name is None for item in run):
            text = _Text(self._html, run)
            for match, label in self._found(text):
                self._link(text, match, label)

    def _found(self, text: "_Text") -> Iterator[tuple[Match, tuple[int, int] | None]]:
        """Words of terms in order; with the label's place where the link is forced."""
        plain = text.plain
        forced: list[tuple[Match, tuple[int, int] | None]] = []
        if "[[" in plain:
            for found in FORCED.finditer(plain):
                if term := self._matcher.named(term_of(found)):
                    forced.append((Match(*found.span(), term), found.span(1)))
            for match, _ in forced:
                filler = _FILLER * (match.end - match.start)
                plain = plain[: match.start] + filler + plain[match.end :]
        words = self._matcher.found(plain) if self._mode is Mode.LINK else ()
        yield from sorted([*forced, *((match, None) for match in words)], key=lambda each: each[0])

    def _link(self, text: "_Text", match: Match, label: tuple[int, int] | None) -> None:
        term = match.term
        own = term in self._place.own
        if not own:
            self._terms.setdefault(term)
        if label is None and (own or term in self._seen):
            return
        place = text.place(match.start, match.end, whole=label is not None)
        inner = text.place(*label, whole=True) if label else place
        if place is None or inner is None:
            return
        words = self._html[inner[0] : inner[1]]
        self._out.append(self._html[self._copied : place[0]])
        if own:
            self._out.append(words)
        else:
            link = f'<a class="{LINK_CLASS}" href="{self._prefix}{term}/">'
            self._out.append(f"{link}{words}</a>")
            self._seen.add(term)
            self._links.add(term)
        self._copied = place[1]


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
