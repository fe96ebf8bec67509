"""Links the first occurrence of each term in each section of a page."""

from dataclasses import dataclass
from typing import NamedTuple

from badgepress import urls
from badgepress.terms.elements import Mode
from badgepress.terms.matcher import Matcher
from badgepress.terms.passages import has_heading, next_passage, silent
from badgepress.terms.reading import Facts, Heading, Link, Reader, Word, is_plain, words_in

LINK_CLASS = "bp-word"
"""Tells the links that are made here from all others."""
_KEPT = 16384
"""Passages that are remembered: versions of one page, and what templates say."""
_LONGEST = 2000
"""Characters of a passage that is remembered; longer ones hardly come again."""


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
        self._seen: set[str] = set()
        self._terms: dict[str, None] = {}
        self._links: set[str] = set()

    def result(self) -> Linked:
        """Read the page to its end."""
        if self._place.automatic:
            self._read_passages()
        elif "[[" in self._html or self._prefix in self._html:
            self._read(0, len(self._html), Mode.ONLY_FORCED)
        self._out.append(self._html[self._copied :])
        return Linked("".join(self._out), tuple(self._terms), frozenset(self._links))

    # How a page is read

    def _read_passages(self) -> None:
        """Passage by passage: of most it is known what they say, without a look at their tags."""
        html, known = self._html, self._matcher.known
        position, length = 0, len(self._html)
        while position < length:
            found = next_passage(html, position)
            assert found  # noqa: S101 - it may be empty
            begin, end = found.span("words")
            if found.lastgroup == "unsure":
                position = self._read(begin, end)
            elif begin < end:
                passage = html[begin:end]
                facts = known.get(passage)
                if facts is None:
                    position = self._learn(passage, begin, end)
                    continue
                position = end
                if facts:
                    self._apply(facts, begin)
            elif position < end:
                position = end
            else:
                position = self._skip(position) or self._read(position, position + 1)

    def _read(self, begin: int, least: int, mode: Mode = Mode.LINK) -> int:
        reader = Reader(self._html, begin, self._matcher, mode)
        end = reader.read(max(least, begin + 1))
        self._apply(tuple(reader.facts), begin)
        return end

    def _learn(self, passage: str, begin: int, end: int) -> int:
        """Read a passage and remember what it says, if it ends where it seems to end."""
        if is_plain(passage):
            after, facts = end, words_in(passage, self._matcher)
        else:
            reader = Reader(self._html, begin, self._matcher)
            after = reader.read(end)
            facts = tuple(reader.facts)
        if after == end < len(self._html) and len(passage) <= _LONGEST:
            known = self._matcher.known
            if len(known) >= _KEPT:
                known.clear()
            known[passage] = facts
        self._apply(facts, begin)
        return after

    def _skip(self, position: int) -> int | None:
        """The end of an element whose words are not to be linked, if it can be passed over."""
        element = silent(self._html, position)
        if element is None:
            return None
        begin, end, mode = element
        asked = mode is Mode.ONLY_FORCED and self._html.find("[[", begin, end) >= 0
        if asked or self._html.find(self._prefix, begin, end) >= 0:
            return None
        if has_heading(self._html, element):
            self._seen = set()
        return end

    # What is done with what it says

    def _apply(self, facts: Facts, begin: int) -> None:
        for fact in facts:
            if isinstance(fact, Word):
                self._word(fact, begin)
            elif isinstance(fact, Heading):
                self._seen = set()
                if self._place.path == urls.GLOSSARY:
                    # There each section is about the term that its heading names.
                    self._seen.add(fact.id)
            elif fact.folder == self._prefix:
                self._link(fact)

    def _link(self, link: Link) -> None:
        if link.term not in self._place.own:
            self._seen.add(link.term)
            self._links.add(link.term)
            self._terms.setdefault(link.term)

    def _word(self, word: Word, begin: int) -> None:
        term, place, shown = word
        own = term in self._place.own
        if not own:
            self._terms.setdefault(term)
        if place is None or (shown is None and (own or term in self._seen)):
            return
        words = shown or place
        text = self._html[begin + words[0] : begin + words[1]]
        self._out.append(self._html[self._copied : begin + place[0]])
        if own:
            self._out.append(text)
        else:
            self._out.append(f'<a class="{LINK_CLASS}" href="{self._prefix}{term}/">{text}</a>')
            self._seen.add(term)
            self._links.add(term)
        self._copied = begin + place[1]
