"""From SVG to PNG and back, without a look at the network, at other files or at fonts."""

from __future__ import annotations

import base64
import struct
import subprocess
import sys
import zlib

import resvg_py

from .design import ArtworkError, title_element
from .references import outside_references, parse

SIZE = 600
"""Width and height of every badge picture, in pixels."""

MAX_BYTES = 262_144
"""Open Badges hosts and wallets commonly refuse badge images above 256 KB."""

_SECONDS = 20
_DATA = 'href="data:image/png;base64,'
_ELEMENTS_BEFORE = 4
"""Tags before the data: the outermost, a title's two, and the image."""
_CHILD = """
import sys, resvg_py
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
except (ImportError, ValueError, OSError):
    pass
svg = sys.stdin.buffer.read().decode("utf-8")
try:
    png = resvg_py.svg_to_bytes(
        svg_string=svg, width=600, height=600, skip_system_fonts=True
    )
except ValueError:
    sys.exit(3)
sys.stdout.buffer.write(png)
"""


def rasterize(svg: str | bytes, size: int = SIZE) -> bytes:
    """The picture as PNG, RGBA, `size` pixels wide and high.

    For our own pictures and those that passed `inspect_image`. Embedded PNG data is the only
    resource that is drawn. Raises `ArtworkError` if the SVG is not well-formed, names any
    other resource, cannot be drawn or becomes larger than 256 KB.
    """
    root = parse(svg)
    outside = [r for r in outside_references(root) if not r.startswith("data:image/png;base64,")]
    if outside:
        raise ArtworkError(
            f"The picture refers to “{outside[0][:60]}” — remove the reference, "
            "because only what is inside of the picture is drawn"
        )
    text = svg.decode("utf-8-sig") if isinstance(svg, bytes) else svg
    try:
        png = resvg_py.svg_to_bytes(
            svg_string=text, width=size, height=size, skip_system_fonts=True
        )
    except ValueError as error:
        raise ArtworkError(f"The picture cannot be drawn: {error}") from None
    if len(png) > MAX_BYTES:
        raise ArtworkError(
            f"The picture becomes a PNG of {len(png):,} bytes — simplify it until the PNG has "
            f"{MAX_BYTES:,} bytes at most"
        )
    return bytes(png)


def wrap_png(png: bytes, title: str) -> str:
    """An SVG of 600 by 600 units that shows a PNG, which it holds as a data URI.

    For a PNG that passed `inspect_image`; `title` is the accessible name.
    """
    data = base64.b64encode(png).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" role="img">'
        f'{title_element(title)}<image width="{SIZE}" height="{SIZE}" '
        f'{_DATA}{data}"/></svg>'
    )


def unwrap_png(svg: str) -> bytes | None:
    """The PNG that `wrap_png` has put into an SVG, or `None` if it has not."""
    before, start, rest = svg.partition(_DATA)
    data, end, after = rest.partition('"/></svg>')
    if not (start and end) or after.strip() or before.count("<") != _ELEMENTS_BEFORE:
        return None
    return base64.b64decode(data)


def trial(svg: bytes) -> str:
    """What is wrong when a foreign SVG is drawn; empty if nothing is.

    It is drawn in a process of its own, because a few hundred bytes of filters or patterns can
    keep resvg busy for minutes or abort the interpreter by a failed allocation.
    """
    try:
        # The program is this interpreter, the script is constant, and -P keeps the current
        # folder, which may hold foreign files, from being searched for modules.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-P", "-c", _CHILD],
            input=svg,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "The drawing takes too long to draw — simplify it: remove filters and patterns"
    if done.returncode == 3:
        return "The drawing cannot be drawn — export it again as “plain SVG”"
    if done.returncode != 0:
        return "The drawing needs too much memory — simplify it: remove filters and patterns"
    if len(done.stdout) > MAX_BYTES:
        return (
            f"The drawing becomes a PNG of {-(-len(done.stdout) // 1024)} KB — simplify it until "
            "the PNG has 256 KB at most"
        )
    if _is_empty(done.stdout):
        return "The drawing shows nothing — draw something that is visible"
    return ""


def _is_empty(png: bytes) -> bool:
    """Whether every pixel of a PNG of resvg's is transparent, and so each of its bytes zero."""
    position, packed = 8, b""
    while position < len(png):
        (length,) = struct.unpack_from(">I", png, position)
        if png[position + 4 : position + 8] == b"IDAT":
            packed += png[position + 8 : position + 8 + length]
        position += 12 + length
    raw = bytearray(zlib.decompress(packed))
    del raw[:: SIZE * 4 + 1]  # the filter of each row, which leaves rows of zeros as they are
    return not any(raw)
