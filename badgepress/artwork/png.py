"""Inspection of a foreign PNG file (PNG specification, https://www.w3.org/TR/png-3/)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from .raster import SIZE

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_ALPHA = (4, 6)

# Room for an interlaced picture of 600 by 600 pixels with four channels of 16 bits.
_MAX_PIXELS = SIZE * SIZE * 8 + 16 * SIZE

_DAMAGED = "The PNG file is damaged ({}) — export it again from the drawing program"

Chunks = list[tuple[bytes, bytes]]


class _Damage(Exception):
    """The file breaks the format; the text says where."""


def inspect_png(data: bytes) -> list[str]:
    """Problems of a PNG file, as sentences for the owner; empty if there are none."""
    try:
        chunks = list(_chunks(data))
        width, height, color = _header(chunks)
        problems = _measure(width, height, color, chunks)
        if not problems:
            _check_pixels(chunks)
    except _Damage as damage:
        return [_DAMAGED.format(damage)]
    return problems


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and content of every chunk up to IEND, which has to end the file."""
    position = len(SIGNATURE)
    if data[:position] != SIGNATURE:
        raise _Damage("it does not start like a PNG")
    while position < len(data):
        if position + 12 > len(data):
            raise _Damage("its end is missing")
        (length,) = struct.unpack_from(">I", data, position)
        kind = data[position + 4 : position + 8]
        end = position + 12 + length
        if end > len(data):
            raise _Damage("its end is missing")
        (checksum,) = struct.unpack_from(">I", data, end - 4)
        if zlib.crc32(data[position + 4 : end - 4]) != checksum:
            raise _Damage("a checksum is wrong")
        yield kind, data[position + 8 : end - 4]
        position = end
        if kind == b"IEND":
            if position != len(data):
                raise _Damage("something follows its end")
            return
    raise _Damage("its end is missing")


def _header(chunks: Chunks) -> tuple[int, int, int]:
    """Width and height in pixels and the color type, from a valid IHDR."""
    kind, content = chunks[0]
    if kind != b"IHDR" or len(content) != 13:
        raise _Damage("its header is missing")
    width, height, depth, color, compression, filtering, interlace = struct.unpack(
        ">IIBBBBB", content
    )
    known = depth in _DEPTHS.get(color, ()) and not compression and not filtering
    if not known or interlace > 1 or not width or not height:
        raise _Damage("its header is wrong")
    return width, height, color


def _measure(width: int, height: int, color: int, chunks: Chunks) -> list[str]:
    problems = []
    if (width, height) != (SIZE, SIZE):
        problems.append(
            f"The PNG is {width} by {height} pixels — export it at exactly {SIZE} by {SIZE} "
            "pixels with a transparent background"
        )
    if color not in _ALPHA and not any(kind == b"tRNS" for kind, _ in chunks):
        problems.append(
            "The PNG has no transparency — export it with a transparent background (RGBA)"
        )
    return problems


def _check_pixels(chunks: Chunks) -> None:
    """The pixel data unpack, with a bound on the size, and are enough for the picture."""
    packed = b"".join(content for kind, content in chunks if kind == b"IDAT")
    depth, color = chunks[0][1][8:10]
    unpacker = zlib.decompressobj()
    try:
        pixels = unpacker.decompress(packed, _MAX_PIXELS)
    except zlib.error:
        raise _Damage("its pixels cannot be read") from None
    needed = SIZE * -(-SIZE * _CHANNELS[color] * depth // 8)
    if not unpacker.eof or len(pixels) < needed:
        raise _Damage("its pixels are incomplete")
