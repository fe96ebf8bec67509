"""Reading SVG as XML without entities, and everything in it that points somewhere."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from .design import ArtworkError

MAX_DEPTH = 100

_TARGETS = (
    "href", "src", "srcset", "base", "ping", "action", "formaction", "data", "poster", "codebase",
    "cite",
)  # fmt: skip
"""Attributes that make a reader of some kind load something, or send something somewhere."""
_URL = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)
_IMPORT = re.compile(r"@import|image-set\s*\(|\bimage\s*\(|\bsrc\s*\(", re.IGNORECASE)
_ENCODING = re.compile(r"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)")


def local(name: str) -> str:
    """A tag's or attribute's name without its namespace, in lower case."""
    return name.rpartition("}")[2].lower()


def parse(svg: str | bytes) -> Element:
    """The root element.

    Raises `ArtworkError` for anything but well-formed XML in UTF-8 without a document type
    and entities (so no “billion laughs”), nested 100 deep at most.
    """
    text = _decoded(svg)
    try:
        root = _tree(text)
    except DefusedXmlException:
        raise ArtworkError(
            "The drawing has a DOCTYPE line or entities — export it as “plain SVG” or delete "
            "the line that starts with <!DOCTYPE"
        ) from None
    except ParseError as error:
        raise ArtworkError(
            f"The drawing is not well-formed XML ({error}) — export it again from the drawing "
            "program"
        ) from None
    return root


def _tree(text: str) -> Element:
    """The root; reading stops at the depth that is too much, before anything recurses."""
    depth, root = 0, None
    source = io.BytesIO(text.encode("utf-8"))
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        root = element if root is None else root
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise ArtworkError(
                f"The drawing has groups nested more than {MAX_DEPTH} deep — ungroup them"
            )
    if not isinstance(root, Element):
        raise ArtworkError("The drawing is empty — export it again from the drawing program")
    return root


def _decoded(svg: str | bytes) -> str:
    """The text, if it is UTF-8 and says so: one reading for every program that opens it."""
    try:
        text = svg.decode("utf-8-sig") if isinstance(svg, bytes) else svg
        declared = _ENCODING.match(text.lstrip())
        if declared and declared[1].lower() not in ("utf-8", "us-ascii"):
            raise ArtworkError(_not_utf8())
        text.encode("utf-8")
    except UnicodeError:
        raise ArtworkError(_not_utf8()) from None
    return text


def _not_utf8() -> str:
    return "The drawing is not written in UTF-8 — export it again with the encoding UTF-8"


def outside_references(root: Element) -> list[str]:
    """Every target that is not a `#fragment` of the same drawing, in document order."""
    return [r for element in root.iter() for r in _of_element(element)]


def _of_element(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        target = value.strip()
        if local(name) in _TARGETS and not target.startswith("#"):
            yield target
        yield from _of_css(value)
    if local(str(element.tag)) == "style":
        yield from _of_css("".join(element.itertext()))


def _of_css(css: str) -> Iterator[str]:
    yield from (match for match in _URL.findall(css) if not match.startswith("#"))
    yield from _IMPORT.findall(css)
