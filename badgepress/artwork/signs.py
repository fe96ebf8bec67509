"""What stands in the field: the icon, the stars and the laurel around stars without an icon."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .colors import Palette
from .design import MissingGlyphError
from .icons import icon_outline
from .lettering import monogram, number

_INNER = 0.45
"""Inner radius of a star relative to the outer one; a flat pentagram's 0.38 looks thin."""


_LEAVES = "M0 0C-16 7 -37 -4 -44 -28C-20 -32 -1 -17 0 0C-1 17 -20 32 -44 28C-37 4 -16 -7 0 0Z"
"""Two leaves that start at (0, 0) and point left, one up and one down."""


@dataclass(frozen=True, slots=True)
class Star:
    """A star's center and outer radius."""

    x: float
    y: float
    radius: float


def star_path(star: Star) -> str:
    """Path data of a five-pointed star, one point up."""
    points = []
    for i in range(10):
        radius = star.radius * (_INNER if i % 2 else 1)
        angle = math.pi * i / 5
        x, y = star.x + radius * math.sin(angle), star.y - radius * math.cos(angle)
        points.append(f"{number(x, 1)} {number(y, 1)}")
    return "M" + "L".join(points) + "Z"


def crown(count: int, y: float, radius: float) -> list[Star]:
    """Up to three stars in an arch above the icon, the middle one highest and largest."""
    gap = radius * 2.25
    if count == 1:
        return [Star(0, y, radius * 1.15)]
    if count == 2:
        return [Star(side * gap * 0.55, y, radius) for side in (-1, 1)]
    outer = [Star(side * gap, y + radius * 0.42, radius * 0.9) for side in (-1, 1)]
    return [outer[0], Star(0, y - radius * 0.1, radius * 1.15), outer[1]] if count else []


def hero(count: int, y: float, radius: float) -> list[Star]:
    """Up to three stars as the picture's main sign, centered at y; radius is that of one."""
    if count == 1:
        return [Star(0, y + radius * 0.06, radius)]
    if count == 2:
        return [Star(side * radius * 0.66, y + radius * 0.04, radius * 0.6) for side in (-1, 1)]
    lower = [Star(side * radius * 0.66, y + radius * 0.46, radius * 0.5) for side in (-1, 1)]
    return [lower[0], Star(0, y - radius * 0.42, radius * 0.68), lower[1]] if count else []


def draw_stars(stars: list[Star], colors: Palette) -> str:
    """SVG elements of the stars with a soft shadow; empty for no stars."""
    if not stars:
        return ""
    data = "".join(star_path(star) for star in stars)
    width = number(min(star.radius for star in stars) * 0.14)
    rounded = f'stroke-width="{width}" stroke-linejoin="round"'
    shadow = colors.rim_dark
    return (
        f'<path d="{data}" fill="{shadow}" stroke="{shadow}" {rounded} opacity=".3"'
        ' transform="translate(0 5)"/>'
        f'<path d="{data}" fill="{colors.star}" stroke="{colors.star}" {rounded}/>'
    )


def draw_icon(name: str, y: float, size: float, colors: Palette, prefix: str) -> str:
    """SVG elements of an icon centered at (0, y) in a square of that size.

    Raises `ArtworkError` for an unknown name.
    """
    scale = number(size / 24)
    left, top = number(-size / 2), number(y - size / 2)
    drop = number(6 * 24 / size)
    return (
        f'<defs><path id="{prefix}i" d="{icon_outline(name)}"/></defs>'
        f'<g transform="translate({left} {top})scale({scale})">'
        f'<use href="#{prefix}i" y="{drop}" fill="{colors.rim_dark}" opacity=".3"/>'
        f'<use href="#{prefix}i" fill="{colors.ink}"/></g>'
    )


def draw_laurel(y: float, radius: float, colors: Palette, prefix: str) -> str:
    """SVG elements of two laurel branches that rise on both sides of (0, y)."""
    leaves = []
    for i in range(9):
        angle, size = number(166 - 15 * i), number((1 - 0.05 * i) * radius / 210)
        leaves.append(
            f'<use href="#{prefix}l" transform="rotate({angle})translate(0 {number(-radius)})'
            f'scale({size})"/>'
        )
    (x1, y1), (x2, y2) = (
        (radius * math.sin(math.radians(a)), -radius * math.cos(math.radians(a))) for a in (178, 40)
    )
    stem = (
        f'<path d="M{number(x1)} {number(y1)}A{number(radius)} {number(radius)} 0 0 0 '
        f'{number(x2)} {number(y2)}" fill="none" stroke="{colors.ornament}" stroke-width="4" '
        'stroke-linecap="round"/>'
    )
    return (
        f'<defs><path id="{prefix}l" d="{_LEAVES}"/>'
        f'<g id="{prefix}b">{stem}{"".join(leaves)}</g></defs>'
        f'<g transform="translate(0 {number(y)})" fill="{colors.ornament}" opacity=".85">'
        f'<use href="#{prefix}b"/><use href="#{prefix}b" transform="scale(-1 1)"/></g>'
    )


def draw_monogram(title: str, y: float, size: float, colors: Palette) -> str:
    """SVG elements of the title's first letter, as tall as size, if the font has it.

    It is the sign of last resort, for a design with neither icon nor stars.
    """
    letter = next((c for c in title.upper() if c.isalnum()), "")
    try:
        data = letter and monogram(letter, size)
    except MissingGlyphError:
        return ""
    if not data:
        return ""
    base = y + size / 2
    return (
        f'<path d="{data}" fill="{colors.rim_dark}" opacity=".3" '
        f'transform="translate(0 {number(base + 6)})"/>'
        f'<path d="{data}" fill="{colors.ink}" transform="translate(0 {number(base)})"/>'
    )
