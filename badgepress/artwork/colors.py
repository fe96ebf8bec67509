"""Contrast, and the colors that follow from the one color of a focus area.

Contrast and relative luminance are those of WCAG 2.2 (https://www.w3.org/TR/WCAG22/, §1.4.3).
Lighter and darker variants keep their hue in OKLCH (https://bottosson.github.io/posts/oklab/),
because a plain mix with black turns yellow into a muddy green.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from .design import ArtworkError

TEXT_CONTRAST = 4.5
"""Least contrast of text and its ground: WCAG 2.2 §1.4.3, level AA."""

WHITE = "#ffffff"


@dataclass(frozen=True, slots=True)
class Palette:
    """The colors of one picture, each `#rrggbb`.

    `ink` stands on the field, `text` on the ribbon: both with a contrast of at least 4.5.
    """

    field_light: str
    field_dark: str
    rim_light: str
    rim_dark: str
    line: str
    ornament: str
    ink: str
    star: str
    ribbon_light: str
    ribbon_dark: str
    tail: str
    fold: str
    text: str


def _channels(color: str) -> tuple[float, float, float]:
    """Linear-light red, green and blue, 0 to 1, of `#rrggbb` (IEC 61966-2-1)."""
    try:
        if len(color) != 7 or color[0] != "#":
            raise ValueError(color)
        values = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    except ValueError:
        raise ArtworkError(f"“{color}” is not a color — write it like #1a5f7a") from None
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return red, green, blue


def _luminance(color: str) -> float:
    red, green, blue = _channels(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two `#rrggbb` colors, 1 to 21 (WCAG 2.2, “contrast ratio”).

    Raises `ArtworkError` for anything that is not a color.
    """
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _to_oklch(color: str) -> tuple[float, float, float]:
    r, g, b = _channels(color)
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    mid = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _from_oklch(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    mid = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * mid + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * mid - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * mid + 1.7076147010 * short,
    )


def shade(color: str, lightness: float, chroma: float = 1.0) -> str:
    """The same hue at an OKLCH lightness from 0 (black) to 1 (white).

    `chroma` scales the colorfulness; it is reduced further until sRGB can show the color.
    """
    _, strength, hue = _to_oklch(color)
    strength *= chroma
    rgb = _from_oklch(lightness, strength, hue)
    while strength > 1e-4 and not all(-1e-4 <= v <= 1.0001 for v in rgb):
        strength *= 0.96
        rgb = _from_oklch(lightness, strength, hue)
    clipped = (min(max(v, 0.0), 1.0) for v in rgb)
    encoded = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in clipped)
    return "#" + "".join(f"{round(v * 255):02x}" for v in encoded)


def _darkened(color: str, ground: str, least: float) -> str:
    """The color itself, or its lightest darker shade with that contrast to the ground."""
    lightness = _to_oklch(color)[0]
    result = color
    while contrast(result, ground) < least and lightness > 0:
        lightness = max(lightness - 0.01, 0.0)
        result = shade(color, lightness)
    return result


@cache
def palette(color: str) -> Palette:
    """All colors of a picture for the color of its focus area, `#rrggbb`.

    A dark or medium color becomes a field under white signs; a light one (yellow, white)
    stays light and carries very dark signs of its own hue, so it is still recognized.
    """
    color = color.lower()
    return _dark_field(color) if contrast(color, WHITE) >= 2.6 else _light_field(color)


def _dark_field(color: str) -> Palette:
    light = _darkened(color, WHITE, TEXT_CONTRAST)
    level = _to_oklch(light)[0]
    deep = shade(light, max(level * 0.55, 0.16))
    return Palette(
        field_light=light,
        field_dark=shade(light, level * 0.72),
        rim_light=shade(light, max(level * 0.78, 0.25)),
        rim_dark=shade(light, max(level * 0.5, 0.13)),
        line=shade(light, 0.93, 0.5),
        ornament=shade(light, 0.93, 0.5),
        ink=WHITE,
        star="#ffd873",
        ribbon_light=WHITE,
        ribbon_dark=shade(light, 0.94, 0.3),
        tail=shade(light, 0.86, 0.5),
        fold=shade(light, 0.55, 0.8),
        text=_darkened(deep, shade(light, 0.94, 0.3), 7.0),
    )


def _light_field(color: str) -> Palette:
    level = _to_oklch(color)[0]
    field_dark = shade(color, level * 0.9)
    ink = _darkened(shade(color, 0.3), field_dark, TEXT_CONTRAST)
    return Palette(
        field_light=color,
        field_dark=field_dark,
        rim_light=shade(color, 0.42),
        rim_dark=shade(color, 0.26),
        line=shade(color, 0.97, 0.5),
        ornament=shade(color, 0.5),
        ink=ink,
        star=ink,
        ribbon_light=shade(color, 0.36),
        ribbon_dark=shade(color, 0.28),
        tail=shade(color, 0.46),
        fold=shade(color, 0.2),
        text=WHITE,
    )
