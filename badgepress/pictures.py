"""The picture of each badge and logo: drawn from its words, or the owner's own image."""

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from badgepress import artwork, rasters
from badgepress.cache import Cache, keys
from badgepress.catalog import Catalog
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK
from badgepress.load import Documents, Entry
from badgepress.model import Artwork, Offered
from badgepress.problems import Problem, Problems, did_you_mean, one_of
from badgepress.program import program
from badgepress.published.records import digest
from badgepress.stages import Stage, during
from badgepress.yamlfile import FieldPath

DEFAULT_COLOR = "#1d4f73"
"""Color of badges without a focus area."""
_MAX_BYTES = 262_144
_SHOWN = 90
"""Width in pixels of a badge's picture in lists and in most backpacks."""
_READABLE = 4.9
"""Least height in pixels of a banner's capitals at that width."""


class Picture(NamedTuple):
    """A badge's picture in both forms that platforms take."""

    svg: str
    png: bytes


@during(Stage.ARTWORK)
def picture(catalog: Catalog, entry: Entry[Any]) -> Picture:
    """The picture of something offered, or an issuer's logo.

    Raises `OSError` if an own image vanished since it was checked.
    """
    return finished_picture(svg_of(catalog, entry))


@during(Stage.ARTWORK)
def svg_of(catalog: Catalog, entry: Entry[Any]) -> str:
    """The same as SVG alone, which takes no time. Raises `OSError`."""
    words: Artwork = entry.data.artwork
    if words.image is not None:
        return own_svg(entry, words.image)
    area = catalog.focus_area_of(entry) if isinstance(entry.data, Offered) else None
    color = words.color or (area.color if area else DEFAULT_COLOR)
    return _drawn(_design(words, color, entry.data.name))


@during(Stage.ARTWORK)
def finished_picture(svg: str) -> Picture:
    """A picture that is an SVG already, with the PNG that it holds or that is made of it."""
    return Picture(svg, artwork.unwrap_png(svg) or rasters.png_of(svg))


def holds_png(svg: str) -> bool:
    """Whether a picture's PNG is the owner's own, so that none has to be drawn."""
    return artwork.unwrap_png(svg) is not None


@during(Stage.ARTWORK)
def prepare_pictures(wanted: Iterable[rasters.Wanted]) -> None:
    """Make the PNG of many pictures at once, before they are asked for one by one."""
    rasters.prepare(wanted)


def check_pictures(documents: Documents, problems: Problems) -> None:
    """Every picture can be made; own images are what they say and lie inside the folder."""
    for kind in (MICRO_CREDENTIAL, STACK, ISSUER):
        for entry in documents.entries[kind.name].values():
            if entry.data.artwork is not None:
                problems.extend(_check(documents.root, entry, entry.data.artwork))


def _check(root: Path, entry: Entry[Any], words: Artwork) -> Iterator[Problem]:
    if words.image is not None:
        yield from _check_own(root, entry, words.image)
        return
    if words.shape not in artwork.SHAPES:
        yield entry.problem(
            ("artwork", "shape"),
            f"there is no shape '{words.shape}'",
            did_you_mean(words.shape or "", artwork.SHAPES) or f"use {one_of(artwork.SHAPES)}",
            "artwork",
        )
    elif words.icon and words.icon not in artwork.icon_names():
        yield entry.problem(
            ("artwork", "icon"),
            f"there is no icon '{words.icon}'",
            did_you_mean(words.icon, artwork.icon_names())
            or "look for a name at https://pictogrammers.com/library/mdi/",
            "artwork",
        )
    else:
        yield from _check_drawing(entry, words)


def _check_drawing(entry: Entry[Any], words: Artwork) -> Iterator[Problem]:
    """Without drawing: shape and icon are known, so only the banner can go wrong."""
    if not words.banner:
        return
    try:
        _design(words, words.color or DEFAULT_COLOR, entry.data.name)
        height = _height(words.banner)
    except artwork.MissingGlyphError as error:
        named = ", ".join(f"'{character}'" for character in error.characters)
        message, advice = f"the banner's font has no shape for {named}", "use other characters"
    except artwork.ArtworkError as error:
        message, _, advice = str(error).partition(" — ")
    else:
        if height >= _READABLE:
            return
        message = f"the banner is too long to be read on a badge of {_SHOWN} pixels"
        advice = "shorten it, to a word or two, or use narrower letters"
    yield entry.problem(("artwork", "banner"), message, advice, "artwork")


@lru_cache(maxsize=1024)
def _height(banner: str) -> float:
    """Of a banner's capitals; it is kept, for opening the font takes as long as much of a check.

    Raises `MissingGlyphError`.
    """
    store = Cache("badges")
    key = keys("height", program(), str(_SHOWN), banner).digest()
    kept = store.get(key)
    if kept is not None:
        return float(kept)
    height = artwork.letter_height(banner, _SHOWN)
    store.put(key, repr(height).encode())
    store.write()
    return height


def _check_own(root: Path, entry: Entry[Any], image: str) -> Iterator[Problem]:
    path: FieldPath = ("artwork", "image")
    try:
        for message, advice, rule in _faults(root, entry, image):
            yield entry.problem(path, message, advice, rule)
    except OSError as error:
        message = f"'{image}' cannot be read ({error.strerror})"
        yield entry.problem(path, message, "check that it is there and may be opened", "image")


def _faults(root: Path, entry: Entry[Any], image: str) -> Iterator[tuple[str, str, str]]:
    """Message, advice and rule of what is wrong with an own image. Raises `OSError`."""
    file = _image_path(entry, image)
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root)):
        advice = "put the image beside this file and name it by its path from here"
        yield f"'{image}' leads out of the project's folder", advice, "outside-folder"
    elif not file.is_file():
        folder = Path(entry.file.name).parent.as_posix()
        yield f"there is no file '{image}'", f"put it into {folder}/, or mend the name", "image"
    elif (size := file.stat().st_size) > _MAX_BYTES:
        message = f"'{image}' has {size // 1024} KB; at most 256 KB are allowed"
        yield message, "save it smaller", "image"
    else:
        for sentence in _inspected(file, file.stat().st_mtime_ns, size):
            message, _, advice = sentence.partition(" — ")
            yield f"'{image}': {message}", advice, "image"


@lru_cache(maxsize=1024)
def _inspected(file: Path, changed: int, size: int) -> tuple[str, ...]:
    # One image may stand on many badges; the file's time and size tell when it is another one.
    return tuple(artwork.inspect_image(file.read_bytes(), file.name))


def _image_path(entry: Entry[Any], image: str) -> Path:
    return entry.file.path.parent / image


def own_images(entries: Iterable[Entry[Any]]) -> set[Path]:
    """The images of the owner's that entries name; none need be there."""
    named = ((entry, entry.data.artwork) for entry in entries)
    return {_image_path(e, artwork.image) for e, artwork in named if artwork and artwork.image}


def _design(words: Artwork, color: str, title: str) -> artwork.Design:
    return artwork.Design(
        shape=words.shape or artwork.SHAPES[0],
        icon=words.icon,
        stars=words.stars,
        banner=words.banner,
        color=color,
        title=title,
    )


@lru_cache(maxsize=512)
def _drawn(design: artwork.Design) -> str:
    return artwork.draw(design)


def own_svg(entry: Entry[Any], image: str) -> str:
    """The owner's own image as SVG; a PNG is put into one. Raises `OSError` if it vanished."""
    path = _image_path(entry, image)
    content = path.read_bytes()
    if path.suffix.lower() == ".png":
        return artwork.wrap_png(content, entry.data.name)
    return content.decode("utf-8-sig")


def image_of(entry: Entry[Any]) -> str | None:
    """A digest of the image that an entry brings along, if it does and the image is there."""
    words: Artwork | None = getattr(entry.data, "artwork", None)
    if words is None or words.image is None:
        return None
    try:
        return digest(_image_path(entry, words.image).read_bytes())
    except OSError:
        return None  # told by the check
