"""XML as Moodle's backups have it."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, zip_longest
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from xml.sax.saxutils import escape

NULL = "$@NULL@$"
"""What Moodle writes where its database holds NULL (`backup_xml_transformer`)."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
"""Moodle knows its backups by these very characters (`convert_helper::detect_moodle2_format`)."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped (section 2.2, Char)."""

_HERE = "\ue000"
"""Where a text goes."""

Values = Mapping[str, str | int | None]


def add(parent: Element, name: str, values: Values, **attributes: object) -> Element:
    """An element with an element for each value; `None` is NULL."""
    element = SubElement(parent, name, {key: str(value) for key, value in attributes.items()})
    for key, value in values.items():
        SubElement(element, key).text = NULL if value is None else _clean(str(value))
    return element


def _clean(text: str) -> str:
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def to_xml(root: Element) -> bytes:
    """A document's bytes."""
    indent(root)
    body: str = tostring(root, encoding="unicode", short_empty_elements=False)
    return f"{HEAD}{body}\n".encode()


def filled(make: Callable[..., bytes], texts: Sequence[str], *shape: Hashable) -> bytes:
    """What `make(texts, *shape)` gives, where `make` does nothing with the texts but write them
    with `add`, once each and in their order.

    Backups differ in a few texts alone, so each document of theirs is made once for each shape.
    """
    pieces = _pieces(make, len(texts), shape)
    written = (escape(_clean(text)) for text in texts)
    return "".join(chain(*zip_longest(pieces, written, fillvalue=""))).encode()


@lru_cache(maxsize=256)
def _pieces(make: Callable[..., bytes], texts: int, shape: tuple[Hashable, ...]) -> list[str]:
    pieces = make([_HERE] * texts, *shape).decode().split(_HERE)
    if len(pieces) != texts + 1:
        raise ValueError(f"{make.__name__} does not write each of its texts once")
    return pieces


@lru_cache(maxsize=64)
def empty(*names: str) -> bytes:
    """A document of nested elements without content: the first holds all others."""
    root = Element(names[0])
    for name in names[1:]:
        SubElement(root, name)
    return to_xml(root)
