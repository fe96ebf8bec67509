"""HTML as a sequence of tags and texts, each with its place: nothing is read into a tree.

A tree library would write the whole page anew, and with it what the page's author wrote. Here every
byte stays where it is. The grammar is that of the HTML Standard, section 13.2.5 (tokenization): as
far as it decides where a tag, a comment or a raw text ends.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple


def _attributes(without: str = "") -> str:
    return rf"""(?:[^>={without}]++|=\s*+(?:"[^"{without}]*+"|'[^'{without}]*+'|(?!["'])))*+"""


ATTRIBUTES = _attributes()
"""All that stands in a tag behind its name, as a regular expression."""
TAGLESS = _attributes("<")
"""The same, where nothing in it looks like a tag."""
_TAG = re.compile(rf"<(?:(/?)([a-zA-Z][^\s/>]*+)({ATTRIBUTES})>|(?=[a-zA-Z/!?]))")
"""A tag, or without a name what else begins with its first sign."""
_COMMENT_END = re.compile(r"--!?>")
RAW = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
"""Elements in which nothing but their own end is a tag."""
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in RAW}
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]*))?""")


class Piece(NamedTuple):
    """A tag, a comment, or the text between two of them."""

    start: int
    end: int
    name: str | None = None
    """The tag's name in small letters; empty for comments and the like, none for a text."""
    closing: bool = False
    attributes: str = ""
    """As they are written."""


def pieces(html: str, start: int = 0) -> Iterator[Piece]:
    """Texts, tags and comments in order; the inside of scripts and the like is left out.

    With `start`, from there on; it must be the beginning of a text or a tag.

    What has no end (a tag, a comment, a script) ends the page, as it does in browsers.
    """
    position = done = start
    while tag := _TAG.search(html, position):
        begin, end = tag.span()
        name = tag[2]
        if name:
            piece = Piece(begin, end, name.lower(), bool(tag[1]), tag[3])
        else:
            has_no_end = html[begin + 1].isalpha()
            end = len(html) if has_no_end else _end_of_declaration(html, begin)
            piece = Piece(begin, end, "")
        if done < begin:
            yield Piece(done, begin)
        yield piece
        position = done = end
        if piece.name in _RAW_END and not piece.closing:
            closed = _RAW_END[piece.name].search(html, end)
            position = done = closed.start() if closed else len(html)
    if done < len(html):
        yield Piece(done, len(html))


def attributes(written: str) -> dict[str, str]:
    """What is written in a tag, by names in small letters; without a value, an empty text."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = match[2] or ""
        if value[:1] in ("'", '"') and value[-1:] == value[:1]:
            value = value[1:-1]
        found.setdefault(match[1].lower(), value)
    return found


def _end_of_declaration(html: str, start: int) -> int:
    """Where a comment, a declaration or a tag without a name ends."""
    if html.startswith("<!--", start):
        end = _COMMENT_END.search(html, start + 2)
        return end.end() if end else len(html)
    return html.find(">", start) + 1 or len(html)
