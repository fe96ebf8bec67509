"""Which elements of a page hold words to be linked, and which are not to be touched."""

import re
from collections import Counter
from enum import IntEnum
from functools import lru_cache

from badgepress.terms.pieces import Piece, attributes


def set_of(names: str) -> frozenset[str]:
    """Names that stand beside each other."""
    return frozenset(names.split())


LANGUAGE = "en"
"""The language of the glossary; text that says it is of another one has no words of it."""
NO_LINKS = "no-glossary"
"""The class of a passage in which nothing is linked by itself."""
HEADINGS = set_of("h1 h2 h3 h4 h5 h6")
INLINE = set_of(
    "acronym b bdi bdo big data del em font i ins mark q s small span strike strong time u wbr"
)
"""A word may go on across their borders."""
HANGING = set_of("a abbr button cite code dfn kbd label samp svg tt var")
"""They are left alone, and hang on the letters beside them."""
BESIDE_WORDS = INLINE | HANGING
"""All other elements part the words on their two sides."""
_NEVER = (
    HANGING
    | HEADINGS
    | set_of(
        "audio canvas datalist fieldset form head iframe legend map math menu meter nav noscript"
        " object option output pre progress ruby script select style summary template textarea th"
        " title video"
    )
)
TOUCHED = _NEVER | INLINE
"""Elements that are more than a border between texts."""
VOID = set_of("area base br col embed hr img input link meta param source track wbr")
_ROLES = set_of(
    "button checkbox combobox heading img link listbox menu menuitem navigation option radio switch"
    " tab tablist textbox toolbar tooltip"
)
_TELLING = re.compile(rf"{NO_LINKS}|lang|role|hidden|inert|editable", re.IGNORECASE)
_BLOCKS = set_of(
    "address article aside blockquote details div dl fieldset figure footer form h1 h2 h3 h4 h5 h6"
    " header hr main menu nav ol p pre section table ul"
)
_CELLS = set_of("td th tr tbody tfoot")
ENDED_BY = {
    "a": set_of("a"),
    "button": set_of("button"),
    "p": _BLOCKS,
    "li": set_of("li"),
    "dt": set_of("dt dd"),
    "dd": set_of("dt dd"),
    "td": _CELLS,
    "th": _CELLS,
    "tr": set_of("tr tbody tfoot"),
    "option": set_of("option optgroup"),
}
"""Elements whose end need not be written, and what begins after them (HTML Standard, 13.1.2.4)."""


class Mode(IntEnum):
    """What is done to the words of a place."""

    LINK = 0
    ONLY_FORCED = 1
    """The passage opted out, or is in another language: only `[[term]]` becomes a link."""
    NEVER = 2


def mode_of(name: str | None, written: str) -> Mode:
    """What an element of that name, with these attributes, does to its words."""
    if name in _NEVER:
        return Mode.NEVER
    return _mode_given(written) if written and _TELLING.search(written) else Mode.LINK


@lru_cache(maxsize=1024)
def _mode_given(written: str) -> Mode:
    given = attributes(written)
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
        while self._open and name in ENDED_BY.get(self._open[-1][0], ()):
            self._pop()
        mode = max(self.mode, mode_of(name, tag.attributes))
        if (self._open or mode > self.mode) and name not in VOID:
            self._open.append((name, mode))
            self._names[name] += 1
            self.mode = mode

    def end(self, tag: Piece) -> None:
        """Take in an end tag; one of nothing that is open may end what needs none of its own."""
        name = tag.name or ""
        if self._names[name]:
            while self._pop() != name:
                pass
        elif self._open and self._open[0][0] in ENDED_BY and name not in BESIDE_WORDS:
            while self._open:
                self._pop()

    def _pop(self) -> str:
        name, _ = self._open.pop()
        self._names[name] -= 1
        self.mode = self._open[-1][1] if self._open else self._outside
        return name
