"""Pictures of other systems as badges take them: 600 by 600 pixels, or the words on why not."""

import struct

from badgepress.artwork import ArtworkError, inspect_image, rasterize, wrap_png
from badgepress.artwork.raster import MAX_BYTES, SIZE, trial
from badgepress.importing.baked import PNG, is_svg, without_texts
from badgepress.importing.found import SourceError

MAX_INPUT = 4 * 1024 * 1024
"""The largest picture that is looked at, in bytes."""
MAX_SIDE = 4096
"""The longest side, in pixels: unpacked, such a picture has 64 MB."""
_OTHERS = {
    b"\xff\xd8\xff": "a JPEG",
    b"GIF8": "a GIF",
    b"RIFF": "a WebP",
    b"BM": "a BMP",
    b"%PDF": "a PDF",
}
_EXPORT = f"export it as PNG, {SIZE} by {SIZE} with a transparent background"


def fitting(content: bytes, at: str) -> tuple[bytes, str, str]:
    """A picture that passes the check, its ending, and what was done to it (mostly nothing).

    Raises `SourceError` where it cannot be taken.
    """
    if len(content) > MAX_INPUT:
        message = f"the picture has {len(content) / 1024 / 1024:.1f} MB"
        raise SourceError(message, f"make it smaller, and {_EXPORT}", at)
    if is_svg(content):
        return _checked(without_texts(content), "svg", at), "svg", ""
    if not content.startswith(PNG):
        kind = next((k for start, k in _OTHERS.items() if content.startswith(start)), "none")
        raise SourceError(f"the picture is {kind}, not a PNG or SVG", _EXPORT, at)
    width, height = _size(content)
    if max(width, height) > MAX_SIDE:
        raise SourceError(f"the picture has {width} by {height} pixels", _EXPORT, at)
    clean = without_texts(content)
    if not inspect_image(clean, "x.png"):
        return clean, "png", ""
    if not width:
        raise SourceError("the picture is damaged", "get it again", at)
    if width != height:
        raise SourceError(f"the picture has {width} by {height} pixels, no square", _EXPORT, at)
    return _scaled(clean, at), "png", f"redrawn from {width} by {height} pixels"


def _size(content: bytes) -> tuple[int, int]:
    """Width and height from the header (PNG specification, section 11.2.1)."""
    if len(content) < 24 or content[12:16] != b"IHDR":
        return 0, 0
    width, height = struct.unpack_from(">II", content, 16)
    return width, height


def _scaled(content: bytes, at: str) -> bytes:
    """The picture at the size of badges; tried first where it can do no harm."""
    svg = wrap_png(content, "")
    failure = trial(svg.encode())
    if not failure:
        try:
            return _checked(rasterize(svg), "png", at)
        except ArtworkError as error:
            failure = str(error)
    message = failure.partition(" — ")[0].replace("drawing", "picture")
    raise SourceError(message[0].lower() + message[1:], _EXPORT, at)


def _checked(content: bytes, ending: str, at: str) -> bytes:
    for sentence in inspect_image(content, f"x.{ending}"):
        message, _, advice = sentence.partition(" — ")
        advice = advice or f"at most {MAX_BYTES // 1024} KB"
        raise SourceError(message[0].lower() + message[1:], advice, at)
    return content
