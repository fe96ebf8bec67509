"""Where a page may be cut into passages that say what they say wherever they stand.

All of it is regular expressions that take tags and texts, in the grammar of `pieces`, from a place
on at which no element is open that does something to its words. What they do not know (comments,
scripts, capitals, tags that are not well) ends them, and is left to a `Reader`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from badgepress.terms.elements import (
    BESIDE_WORDS,
    ENDED_BY,
    HEADINGS,
    NO_LINKS,
    VOID,
    Mode,
    mode_of,
    set_of,
)
from badgepress.terms.pieces import ATTRIBUTES, RAW, TAGLESS


def _any(names: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(names))})(?=[\\s/>])"


_PARTING = set_of(
    "address article aside blockquote br caption col dd details div dl dt figcaption figure footer"
    " header hr img input li link main ol p picture section source table tbody td tfoot thead tr ul"
)
"""Elements that part texts and do nothing else: those that pages are full of."""
_APART = _PARTING | set_of("fieldset form menu nav noscript pre template")
"""Elements that stand apart: these and those without words."""
_PLAIN = (
    rf"""\s++(?:class="(?:[^"{NO_LINKS[0]}<>]++|{NO_LINKS[0]}(?!{NO_LINKS[1:]}))*+"|"""
    r"(?!class|lang|role|aria-hidden|hidden|inert|contenteditable)"
    r"""[a-z][a-z0-9-]*+(?:="[^"<>]*+")?)"""
)
"""An attribute that does nothing to the words of its element, as `mode_of` would find."""
_TEXT = r"[^<]++|<(?![a-zA-Z/!?])"
_BESIDE = _any(BESIDE_WORDS | HEADINGS | {"summary", "th"})
next_passage = re.compile(
    rf"(?:</?{_any(_PARTING)}(?:{_PLAIN})*+\s*+/?>\s*+"
    rf"|<(script|iframe)(?=[\s/>]){ATTRIBUTES}>[^<]*+</\1>\s*+)*+"
    rf"(?P<words>(?:{_TEXT}|</?{_BESIDE}{ATTRIBUTES}>)*+)"
    rf"(?:(?=</?{_any(_APART | {'script', 'iframe'})}|\Z)|(?P<unsure>))"
).match
"""The next passage with words, behind tags that part texts and do nothing else; it may be empty.

It ends at such a tag or with the page, or, unsure, at what only a `Reader` knows.
"""
_START = re.compile(rf"<([a-z][a-z0-9-]*+)(?=[\s/>])({ATTRIBUTES})>")
_HEADING = re.compile(r"<h[1-6][\s/>]")


class Silent(NamedTuple):
    """An element in which nothing is linked by itself, or a tag that parts texts."""

    begin: int
    """Of what is in it."""
    end: int
    mode: Mode


def silent(html: str, position: int) -> Silent | None:
    """The element that begins there, if nothing is linked in it and its end is beyond doubt."""
    tag = _START.match(html, position)
    if tag is None or tag[1] not in _APART:
        return None
    name, end = tag[1], tag.end()
    mode = mode_of(name, tag[2])
    if mode is Mode.LINK or name in VOID:
        return Silent(end, end, mode)
    found = _up_to_end(name).match(html, end)
    return Silent(end, found.end(), mode) if found else None


def has_heading(html: str, within: Silent) -> bool:
    """Whether a section begins in an element."""
    return _HEADING.search(html, within.begin, within.end) is not None


@lru_cache
def _up_to_end(name: str) -> "re.Pattern[str]":
    """All that may stand in an element that is open alone, and its end tag."""
    if name in ENDED_BY:
        # Other blocks, and ends of what is not open, may end it before.
        ends, begins = "|".join(sorted(BESIDE_WORDS)), _any(BESIDE_WORDS | {"br", "img"})
    else:
        ends = rf"(?!{name}>)[a-z0-9]++"
        begins = rf"(?!{_any([name, *RAW])})[a-z][a-z0-9-]*+(?=[\s/>])"
    return re.compile(rf"[^<]*+(?:<(?:/(?:{ends})|{begins}{TAGLESS})>[^<]*+)*+</{name}>")
