"""Pages without the indentation of templates: less to transfer, and the same to read."""

import re
from collections.abc import Sequence
from typing import NamedTuple

# What keeps its white space (HTML, 15.3.1 and 4.12), or is no text at all. Most elements differ in
# their first two letters, by which alone they are passed by in a third of the time.
_OPENING = re.compile(
    r"<(?=[pPtTsS][rReEcCtT])(pre|textarea|script|style)\b", re.DOTALL | re.IGNORECASE
)
_CLOSING = {
    name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
    for name in ("pre", "textarea", "script", "style")
}
_LINE_END = re.compile(r"[ \t]+\n")
_HALF_A_NAME = re.compile(r"</?[A-Za-z]*\Z")
_HERE = "\ue002"
"""Where a text goes, while the pieces around it are made compact."""


def compact(html: str) -> str:
    """The page with one line break for each run of white space that holds any."""
    return "".join(kept or _joined(text) for text, kept in _parts(html)[0])


def _parts(html: str) -> tuple[list[tuple[str, str]], bool]:
    """In turn what may be made compact, and what is kept; and whether each that begins ends."""
    parts: list[tuple[str, str]] = []
    end, whole = 0, True
    for opening in _OPENING.finditer(html):
        if opening.start() < end:
            continue
        closing = _CLOSING[opening[1].lower()].search(html, opening.end())
        if closing is None:
            whole = False
            continue
        parts += ((html[end : opening.start()], ""), ("", html[opening.start() : closing.end()]))
        end = closing.end()
    parts.append((html[end:], ""))
    return parts, whole


def _joined(text: str) -> str:
    """Line by line, which takes a quarter of the time of a regular expression."""
    if "\n" not in text:
        return text
    first, *lines, last = text.split("\n")
    inner = filter(None, map(str.lstrip, lines))
    found = "\n".join([first.rstrip(" \t"), *inner, last.lstrip()])
    # At the end of a line there is seldom any.
    return _LINE_END.sub("\n", found) if " \n" in found or "\t\n" in found else found


class _Place(NamedTuple):
    """Where a text goes."""

    kept: bool
    """Whether its white space is kept."""
    before: str
    after: str
    """The characters around it in the compact page; none if there is but another text."""

    def compacted(self, text: str) -> str | None:
        """The text as it is in the compact page; `None` if only the whole page can tell."""
        if text and "\n" not in text and "<" not in text and text == text.strip():
            return text  # as most are
        if self.kept:
            return None if "</" in text else text
        # A line break around it takes the text's own white space in.
        if self.before == "\n":
            text = text.lstrip()
        if self.after == "\n":
            text = text.rstrip(" \t\n")
        if not text:
            return None if _is_open(self.before) and _is_open(self.after) else text
        if (text[0].isspace() and _is_open(self.before)) or (
            text[-1].isspace() and _is_open(self.after)
        ):
            return None
        if "<" not in text:
            return _joined(text)
        parts, closed = _parts(text)
        if not closed or text.rfind("<") > text.rfind(">"):
            return None  # what it begins may end behind it
        return "".join(kept or _joined(part) for part, kept in parts)


class Mold:
    """Pieces of a page between which texts are filled in, made compact once for all texts."""

    def __init__(self, pieces: Sequence[str]) -> None:
        whole = _HERE.join(pieces)
        parts, closed = _parts(whole)
        self.fits = (
            closed
            and whole.count(_HERE) == len(pieces) - 1
            and not any(_HALF_A_NAME.search(piece) for piece in pieces[:-1])
        )
        """Whether it can be used: no text may begin, or end, an element of the pieces."""
        self._pieces = compact(whole).split(_HERE)
        kept = [
            bool(kept) for text, kept in parts for _ in range(text.count(_HERE) + kept.count(_HERE))
        ]
        self._places = [
            _Place(inside, before[-1:], after[:1])
            for inside, before, after in zip(kept, self._pieces, self._pieces[1:], strict=False)
        ]

    def filled(self, texts: Sequence[str]) -> str | None:
        """What `compact` makes of the pieces with these texts; `None` if it must be asked."""
        parts = [self._pieces[0]]
        for text, place, piece in zip(texts, self._places, self._pieces[1:], strict=True):
            found = place.compacted(text)
            if found is None:
                return None
            parts += (found, piece)
        return "".join(parts)


def _is_open(neighbor: str) -> bool:
    """Whether white space may go on here: there is some, or nothing but another text."""
    return not neighbor or neighbor.isspace()
