"""The PNG of each badge: drawn in several processes, kept between builds, and never twice.

Rasterizing takes a hundred times as long as anything else that is made of a badge. What looks the
same is the same PNG: a picture's accessible name and the ids inside of it leave no trace in pixels.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from badgepress import artwork
from badgepress.artwork import raster
from badgepress.cache import Cache, keys
from badgepress.workers import spread

_WORTH = 8
"""Pictures to be drawn for which other processes are started: about a second."""
_DRAWN = re.compile(
    r'(<svg [^>]*>)<title>[^<]*</title>(<defs><linearGradient id="(b[0-9a-f]{8})f")'
)
"""The beginning of a picture of ours, up to the prefix of its ids."""


class Wanted(NamedTuple):
    """A picture that is to be drawn."""

    svg: str
    size: int = raster.SIZE
    """Width and height in pixels."""


def png_of(svg: str, size: int = raster.SIZE) -> bytes:
    """The picture as PNG; see `artwork.rasterize`, whose errors it raises."""
    return _png_of(Wanted(_look(svg), size))


def prepare(wanted: Iterable[Wanted]) -> None:
    """Draw those that are not kept yet, in several processes."""
    draw([missing(wanted)])


def missing(wanted: Iterable[Wanted]) -> dict[bytes, Wanted]:
    """Those that are not kept yet, by key: each look once, as a picture without a name."""
    store = _store()
    looks = (Wanted(_look(svg), size) for svg, size in wanted)
    return {key: look for look in looks if (key := _key(look)) not in store}


def draw(found: Iterable[dict[bytes, Wanted]]) -> None:
    """Draw what is missing, in several processes."""
    store, missing = _store(), dict(pair for each in found for pair in each.items())
    drawn = spread(_drawn, list(missing.values()), _WORTH)
    for key, png in zip(missing, drawn, strict=True):
        if png is not None:
            store.put(key, png)


def finish() -> None:
    """Write what was drawn."""
    _store().write()


@lru_cache(maxsize=512)
def _png_of(look: Wanted) -> bytes:
    store, key = _store(), _key(look)
    png = store.get(key)
    if png is None:
        png = artwork.rasterize(*look)
        store.put(key, png)
    return png


def _drawn(look: Wanted) -> bytes | None:
    try:
        return artwork.rasterize(*look)
    except artwork.ArtworkError:
        return None  # told where the picture belongs


def _look(svg: str) -> str:
    """What all pictures share that look the same."""
    found = _DRAWN.match(svg)
    if found is None:
        return svg
    anonymous = f"{found[1]}<title>-</title>{svg[found.start(2) :]}"
    return anonymous.replace(found[3], "b00000000")


def _key(look: Wanted) -> bytes:
    key = _maker().copy()
    key.update(look.svg.encode())
    if look.size != raster.SIZE:
        key.update(f"\0{look.size}".encode())
    found: bytes = key.digest()
    return found


@cache
def _maker() -> Any:
    """Whatever else may change a pixel."""
    return keys(version("resvg-py"), Path(raster.__file__).read_bytes())


@cache
def _kept() -> Cache:
    return Cache("badges")


@cache
def _own() -> tuple[TemporaryDirectory[str], Cache]:
    folder = TemporaryDirectory(prefix="badgepress-")
    return folder, Cache("badges", Path(folder.name))


def _store() -> Cache:
    """That of the user, or one of this process alone."""
    return _kept() if _kept().usable else _own()[1]
