"""Which elements of a page hold words to be linked, and which are not to be touched."""

import re
from collections import Counter
from enum import IntEnum

from badgepress.terms.pieces import Piece, attributes


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


LANGUAGE = "en"
"""The language of the glossary; text that says it is of another one has no words of it."""
NO_LINKS = "no-glossary"
"""The class of a passage in which nothing is linked by itself."""
HEADINGS = _set("h1 h2 h3 h4 h5 h6")
INLINE = _set(
    "acronym b bdi bdo big data del em font i ins mark q s small span strike strong time u wbr"
)
"""A word may go on across their borders."""
HANGING = _set("a abbr button cite code dfn kbd label samp svg tt var")
"""They are left alone, and hang on the letters beside them."""
_NEVER = (
    HANGING
    | HEADINGS
    | _set(
        "audio canvas datalist fieldset form head iframe legend map math menu meter nav noscript"
        " object option output pre progress ruby script select style summary template textarea th"
        " title video"
    )
)
TOUCHED = _NEVER | INLINE
"""Elements that are more than a border between texts."""
_VOID = _set("area base br col embed hr img input link meta param source track wbr")
_ROLES = _set(
    "button checkbox combobox heading img link listbox menu menuitem navigation option radio switch"
    " tab tablist textbox toolbar tooltip"
)
_TELLING = re.compile(rf"{NO_LINKS}|lang|role|hidden|inert|editable", re.IGNORECASE)
_BLOCKS = _set(
    "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr main menu nav ol p pre section table ul"
)
_CELLS = _set("td th tr tbody tfoot")
_ENDED_BY = {
    "a": _set("a"),
    "button": _set("button"),
    "p": _BLOCKS,
    "li": _set("li"),
    "dt": _set("dt dd"),
    "dd": _set("dt dd"),
    "td": _CELLS,
    "th": _CELLS,
    "tr": _set("tr tbody tfoot"),
    "option": _set("option optgroup"),
}
"""Elements whose end need not be written, and what begins after them (HTML Standard, 13.1.2.4)."""


class Mode(IntEnum):
    """What is done to the words of a place."""

    LINK = 0
    ONLY_FORCED = 1
    """The passage opted out, or is in another language: only `[[term]]` becomes a link."""
    NEVER = 2


def tells(tag: Piece) -> bool:
    """Whether a tag may have attributes that decide on its words."""
    return bool(tag.attributes) and _TELLING.search(tag.attributes) is not None


def mode_of(tag: Piece) -> Mode:
    """What an element does to its words."""
    name = tag.name or ""
    if name in _NEVER:
        return Mode.NEVER
    if not tells(tag):
        return Mode.LINK
    given = attributes(tag)
    if (
        given.get("role") in _ROLES
        or given.get("aria-hidden") == "true"
        or not {"hidden", "inert"}.isdisjoint(given)
        or given.get("contenteditable", "false") != "false"
    ):
        return Mode.NEVER
    language = given.get("lang", given.get("xml:lang", LANGUAGE)).lower()
    if NO_LINKS in given.get("class", "").split() or language.partition("-")[0] != LANGUAGE:
        return Mode.ONLY_FORCED
    return Mode.LINK


class OpenElements:
    """Elements that are open, from the outermost on that does something to its words."""

    def __init__(self, mode: Mode) -> None:
        self.mode = mode
        self._outside = mode
        self._open: list[tuple[str, Mode]] = []
        self._names: Counter[str] = Counter()

    @property
    def count(self) -> int:
        """How many are open."""
        return len(self._open)

    def begin(self, tag: Piece) -> None:
        """Take in a start tag."""
        name = tag.name or ""
        while self._open and name in _ENDED_BY.get(self._open[-1][0], ()):
            self._pop()
        mode = max(self.mode, mode_of(tag))
        if (self._open or mode > self.mode) and name not in _VOID:
            self._open.append((name, mode))
            self._names[name] += 1
            self.mode = mode

    def end(self, tag: Piece) -> None:
        """Take in an end tag; one of nothing that is open may end what needs none of its own."""
        name = tag.name or ""
        if self._names[name]:
            while self._pop() != name:
                pass
        elif self._open and self._open[0][0] in _ENDED_BY and name not in INLINE | HANGING:
            while self._open:
                self._pop()

    def _pop(self) -> str:
        name, _ = self._open.pop()
        self._names[name] -= 1
        self.mode = self._open[-1][1] if self._open else self._outside
        return name
