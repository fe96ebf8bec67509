"""HTML as a sequence of tags and texts, each with its place: nothing is read into a tree.

A tree library would write the whole page anew, and with it what the page's author wrote. Here every
byte stays where it is. The grammar is that of the HTML Standard, section 13.2.5 (tokenization): as
far as it decides where a tag, a comment or a raw text ends.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ATTRIBUTES = r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])))*+"""
_TAG = re.compile(rf"<(?:(/?)([a-zA-Z][^\s/>]*+)({_ATTRIBUTES})>|(?=[a-zA-Z/!?]))")
"""A tag, or without a name what else begins with its first sign."""
_COMMENT_END = re.compile(r"--!?>")
_RAW = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
_RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
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


def pieces(html: str) -> Iterator[Piece]:
    """Texts, tags and comments in order; the inside of scripts and the like is left out.

    What has no end (a tag, a comment, a script) ends the page, as it does in browsers.
    """
    position = done = 0
    while tag := _TAG.search(html, position):
        start, end = tag.span()
        name = tag[2]
        if name:
            piece = Piece(start, end, name.lower(), bool(tag[1]), tag[3])
        else:
            has_no_end = html[start + 1].isalpha()
            end = len(html) if has_no_end else _end_of_declaration(html, start)
            piece = Piece(start, end, "")
        if done < start:
            yield Piece(done, start)
        yield piece
        position = done = end
        if piece.name in _RAW_END and not piece.closing:
            closed = _RAW_END[piece.name].search(html, end)
            position = done = closed.start() if closed else len(html)
    if done < len(html):
        yield Piece(done, len(html))


def attributes(piece: Piece) -> dict[str, str]:
    """A tag's attributes by their names in small letters; without a value, an empty text."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(piece.attributes):
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
