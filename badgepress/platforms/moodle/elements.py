"""XML as Moodle's backups have it."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

NULL = "$@NULL@$"
"""What Moodle writes where its database holds NULL (`backup_xml_transformer`)."""
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
"""Moodle knows its backups by these very characters (`convert_helper::detect_moodle2_format`)."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped (section 2.2, Char)."""

Values = Mapping[str, str | int | None]


def add(parent: Element, name: str, values: Values, **attributes: object) -> Element:
    """An element with an element for each value; `None` is NULL."""
    element = SubElement(parent, name, {key: str(value) for key, value in attributes.items()})
    for key, value in values.items():
        text = NULL if value is None else str(value)
        SubElement(element, key).text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return element


def to_xml(root: Element) -> bytes:
    """A document's bytes."""
    indent(root)
    body: str = tostring(root, encoding="unicode", short_empty_elements=False)
    return f"{HEAD}{body}\n".encode()


def empty(*names: str) -> bytes:
    """A document of nested elements without content: the first holds all others."""
    root = Element(names[0])
    for name in names[1:]:
        SubElement(root, name)
    return to_xml(root)
