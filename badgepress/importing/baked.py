"""Badges that were baked into pictures: what they hold, and the picture without it.

Source: Open Badges Baking Specification
(https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/baking/): a chunk `iTXt` with the
keyword `openbadges` (3.0: `openbadgecredential`), in the first years `tEXt` with an address; in an
SVG the element `openbadges:assertion` (3.0: `openbadges:credential`).
"""

import re
import struct
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, register_namespace, tostring

from badgepress.artwork.design import ArtworkError
from badgepress.artwork.references import local, parse
from badgepress.importing.found import SourceError

PNG = b"\x89PNG\r\n\x1a\n"
MAX_TEXT = 2 * 1024 * 1024
"""So much text a picture may hold, unpacked, in bytes."""
_KEYWORDS = {b"openbadges", b"openbadgecredential"}
_TEXTS = {b"tEXt", b"iTXt", b"zTXt"}
_PRIVATE = {*_TEXTS, b"eXIf", b"tIME"}
"""Chunks that may tell of a person, and draw nothing."""
_SVG = "http://www.w3.org/2000/svg"
_BADGES = re.compile(r"openbadges|purl\.imsglobal\.org/ob", re.IGNORECASE)


def text_in(content: bytes, at: str) -> str:
    """What a picture was baked with; empty if nothing. Raises `SourceError` where it is damaged."""
    return _in_png(content, at) if content.startswith(PNG) else _in_svg(content)


def without_texts(content: bytes) -> bytes:
    """A PNG without texts and camera data, or an SVG without a baked badge."""
    if content.startswith(PNG):
        kept = (raw for kind, _, raw in _chunks(content) if kind not in _PRIVATE)
        return PNG + b"".join(kept)
    return _svg_without(content)


def is_svg(content: bytes) -> bool:
    """Whether bytes look like an SVG drawing."""
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return (
        start.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype svg"))
        and b"<svg" in content[:65536].lower()
    )


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Type, content and raw bytes of each chunk, up to where the file ends or breaks off."""
    position = len(PNG)
    while position + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, position)
        end = position + 12 + length
        if end > len(content):
            return
        kind = content[position + 4 : position + 8]
        yield kind, content[position + 8 : end - 4], content[position:end]
        position = end
        if kind == b"IEND":
            return


def _in_png(content: bytes, at: str) -> str:
    for kind, data, _ in _chunks(content):
        keyword, zero, rest = data.partition(b"\0")
        if kind in _TEXTS and zero and keyword.lower() in _KEYWORDS:
            text = _text_of(kind, rest, at)
            return text.decode("utf-8", "replace").strip("\0 \r\n\t")
    return ""


def _text_of(kind: bytes, rest: bytes, at: str) -> bytes:
    """A chunk's text behind its keyword (PNG specification, section 11.3.3)."""
    if kind == b"tEXt":
        return rest
    if kind == b"zTXt":
        return _unpacked(rest[1:], at)
    flag, rest = rest[:1], rest[2:]
    _, _, rest = rest.partition(b"\0")  # language
    _, _, text = rest.partition(b"\0")  # translated keyword
    return _unpacked(text, at) if flag == b"\1" else text


def _unpacked(data: bytes, at: str) -> bytes:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(data, MAX_TEXT)
    except zlib.error:
        raise SourceError(
            "the badge in the picture is damaged", "get the picture again", at
        ) from None
    if unpacker.unconsumed_tail:
        message = "the badge in the picture is far too large to be one"
        raise SourceError(message, "import the badge class", at)
    return text


def _in_svg(content: bytes) -> str:
    try:
        root = parse(content)
    except ArtworkError:
        return ""  # no picture that could be taken either
    for element in root.iter():
        if _is_baked(element):
            return (element.get("verify") or "").strip() or "".join(element.itertext()).strip()
    return ""


def _is_baked(element: Element) -> bool:
    tag = str(element.tag)
    named = local(tag) in ("assertion", "credential")
    return named and _BADGES.search(tag.partition("}")[0]) is not None


def _svg_without(content: bytes) -> bytes:
    try:
        root = parse(content)
    except ArtworkError:
        return content
    parents = [each for each in root.iter() if any(map(_is_baked, each))]
    if not parents:
        return content
    for parent in parents:
        for child in [child for child in parent if _is_baked(child)]:
            parent.remove(child)
    register_namespace("", _SVG)
    register_namespace("xlink", "http://www.w3.org/1999/xlink")
    return bytes(tostring(root, encoding="utf-8", xml_declaration=False))
