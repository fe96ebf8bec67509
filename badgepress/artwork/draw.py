"""From a design to the SVG picture."""

from __future__ import annotations

import hashlib
import math
from functools import cache

from .colors import Palette, palette
from .design import Design, title_element
from .lettering import number
from .ribbon import Ribbon, draw_halo, draw_ribbon, ribbon
from .shapes import Shape, beads, dots, path, shape
from .signs import crown, draw_icon, draw_laurel, draw_monogram, draw_stars, hero

_RIM = 36.0
"""Width of the rim outside of the field, in units of the 600 by 600 picture."""


def draw(design: Design) -> str:
    """The picture as one line of SVG, 600 by 600 units, the same bytes for the same design.

    It has no text elements, no fonts, no links, and its ids are its own, so that several
    pictures can stand in one HTML page. Raises `ArtworkError` for an unknown icon and
    `MissingGlyphError` for banner characters that the font does not have.
    """
    emblem, colors = shape(design.shape), palette(design.color)
    prefix = "b" + hashlib.sha256(repr(design).encode()).hexdigest()[:8]
    band = ribbon(design.banner, emblem.ribbon) if design.banner else None
    lift = emblem.lift[0 if band else 1]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600" role="img">'
        f"{title_element(design.title)}"
        f"{_definitions(emblem, colors, prefix)}"
        f'<g transform="translate(300 {number(300 + lift)})">'
        f"{draw_halo(band, prefix) if band else ''}"
        f"{_emblem(design.shape, emblem, colors, prefix)}"
        f"{_signs(design, emblem, band, colors, prefix)}"
        f"{draw_ribbon(band, colors, prefix) if band else ''}"
        "</g></svg>"
    )


def _definitions(emblem: Shape, colors: Palette, prefix: str) -> str:
    pairs = {
        "f": (colors.field_light, colors.field_dark),
        "m": (colors.rim_light, colors.rim_dark),
        "r": (colors.ribbon_light, colors.ribbon_dark),
    }
    gradients = "".join(
        f'<linearGradient id="{prefix}{key}" x2="0" y2="1"><stop stop-color="{light}"/>'
        f'<stop offset="1" stop-color="{dark}"/></linearGradient>'
        for key, (light, dark) in pairs.items()
    )
    rim = f'<path id="{prefix}o" d="{path(emblem.rim)}"/>' if emblem.rim else ""
    return (
        f'<defs>{gradients}{rim}<path id="{prefix}e" d="{path(emblem.field)}"/>'
        f'<clipPath id="{prefix}c"><use href="#{prefix}e"/></clipPath></defs>'
    )


def _emblem(name: str, emblem: Shape, colors: Palette, prefix: str) -> str:
    """Rim, field and their ornaments."""
    field = f'<use href="#{prefix}e"'
    rim = f'<use href="#{prefix}o"' if emblem.rim else field
    wide = 0 if emblem.rim else 2 * _RIM
    return (
        '<g stroke-linejoin="round">'
        + _filled(rim, "#fff", wide + 22)
        + (_hanging(colors) if emblem.tails else "")
        + _filled(rim, colors.rim_dark, wide + 12)
        + f'{rim} fill="{colors.rim_light}" stroke="url(#{prefix}m)" stroke-width="{wide or 1}"/>'
        + f'<path d="{_beads(name)}" stroke="{colors.line}" stroke-width="7" '
        'stroke-linecap="round" opacity=".8"/>'
        + _filled(field, colors.line, 16)
        + _filled(field, colors.rim_dark, 4)
        + f'{field} fill="url(#{prefix}f)"/>'
        + f'<path d="{_rays()}" fill="#fff" opacity=".07" clip-path="url(#{prefix}c)"/>'
        + f'{field} transform="scale(.93)" fill="none" stroke="{colors.ornament}" '
        'stroke-width="3" opacity=".55"/></g>'
    )


def _filled(element: str, color: str, width: float) -> str:
    return f'{element} fill="{color}" stroke="{color}" stroke-width="{number(width)}"/>'


@cache
def _beads(name: str) -> str:
    return dots(beads(shape(name).field, _RIM * 0.62, 21))


@cache
def _rays() -> str:
    """Eighteen wedges from the center outward, long enough to reach every edge."""
    parts = []
    for i in range(18):
        a, b = math.radians(20 * i - 5), math.radians(20 * i + 5)
        ends = (f"{number(400 * math.sin(t), 1)} {number(-400 * math.cos(t), 1)}" for t in (a, b))
        parts.append("M0 0L" + "L".join(ends) + "Z")
    return "".join(parts)


def _hanging(colors: Palette) -> str:
    """The two ribbon ends below a rosette."""
    left = "M-40 150L-150 190L-144 320L-94 288L-50 320L-6 190Z"
    right = "M40 150L150 190L144 320L94 288L50 320L6 190Z"
    return (
        f'<path d="{left}{right}" fill="#fff" stroke="#fff" stroke-width="16"/>'
        f'<path d="{left}{right}" fill="{colors.field_dark}" stroke="{colors.rim_dark}" '
        'stroke-width="6"/>'
    )


def _signs(design: Design, emblem: Shape, band: Ribbon | None, colors: Palette, prefix: str) -> str:
    """Icon and stars between the field's top and the banner, or stars in a laurel."""
    top = emblem.top
    bottom = band.y - band.height / 2 - 12 if band else emblem.bottom
    if design.icon is None:
        middle, radius = (top + bottom) / 2, (bottom - top) * 0.42
        laurel = draw_laurel(middle, radius * 1.2, colors, prefix)
        sign = draw_stars(hero(design.stars, middle, radius * 0.8), colors)
        return laurel + (sign or draw_monogram(design.title, middle, radius, colors))
    crowned = min((bottom - top) * 0.24, 84) if design.stars else 0
    size = min(bottom - top - crowned, 270)
    slack = (bottom - top - crowned - size) / 2
    stars = crown(design.stars, top + slack + crowned * 0.45, crowned * 0.36)
    icon = draw_icon(design.icon, bottom - slack - size / 2, size * 1.06, colors, prefix)
    return icon + draw_stars(stars, colors)
