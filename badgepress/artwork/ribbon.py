"""The banner: a curved ribbon with folded tails, and its text along the curve."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .colors import Palette
from .lettering import capital_height, centered_outline, number, typeset

_BEND = 1150.0
"""Radius of the ribbon's middle line; its center is above, so the ends rise."""

_LARGEST, _MARGIN = 62.0, 28.0
_NARROWEST, _WIDEST = 372.0, 464.0
_TAIL, _OVERLAP, _DROP = 40.0, 40.0, 26.0


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A ribbon whose middle is at (0, y); `u` runs along it, `v` across it, downward."""

    y: float
    width: float
    height: float
    size: float
    text: str

    def point(self, u: float, v: float) -> tuple[float, float]:
        """Where a place on the ribbon is in the emblem's coordinates."""
        radius, angle = _BEND + v, u / _BEND
        return radius * math.sin(angle), self.y - _BEND + radius * math.cos(angle)

    def _pair(self, u: float, v: float) -> str:
        return " ".join(number(value, 1) for value in self.point(u, v))

    def band(self) -> str:
        """Path data of the front panel."""
        w, h = self.width / 2, self.height / 2
        upper, lower = number(_BEND - h), number(_BEND + h)
        return (
            f"M{self._pair(-w, -h)}A{upper} {upper} 0 0 0 {self._pair(w, -h)}"
            f"L{self._pair(w, h)}A{lower} {lower} 0 0 1 {self._pair(-w, h)}Z"
        )

    def tail(self, side: int) -> str:
        """Path data of the end behind the panel with its notch; side -1 left, 1 right."""
        h, inner, outer = self.height / 2, self.width / 2 - _OVERLAP, self.width / 2 + _TAIL
        corners = [(inner, -h), (outer, -h), (outer - 26, 0.0), (outer, h), (inner, h)]
        return "M" + "L".join(self._pair(side * u, v + _DROP) for u, v in corners) + "Z"

    def fold(self, side: int) -> str:
        """Path data of the small triangle where the ribbon turns behind itself."""
        h, inner, edge = self.height / 2, self.width / 2 - _OVERLAP, self.width / 2
        corners = [(edge, h), (inner, h), (inner, h + _DROP)]
        return "M" + "L".join(self._pair(side * u, v) for u, v in corners) + "Z"

    def lettering(self, prefix: str) -> str:
        """SVG elements of the text, each glyph turned with the curve.

        A glyph that occurs twice is stored once, which keeps long banners small.
        """
        glyphs, length = typeset(self.text)
        keys = {name: f"{prefix}g{i}" for i, name in enumerate(dict.fromkeys(n for n, _ in glyphs))}
        stored = "".join(
            f'<path id="{key}" d="{outline}"/>'
            for name, key in keys.items()
            if (outline := centered_outline(name, self.size))
        )
        placed = "".join(
            f'<use href="#{keys[name]}" {self._place((x - length / 2) * self.size)}/>'
            for name, x in glyphs
            if centered_outline(name, self.size)
        )
        return f"<defs>{stored}</defs>{placed}"

    def _place(self, u: float) -> str:
        # Half of the capitals' height of 0.66 em, less a little for the descenders.
        position = self._pair(u, self.size * 0.31)
        return f'transform="translate({position})rotate({number(-math.degrees(u / _BEND))})"'


def ribbon(text: str, y: float) -> Ribbon:
    """A ribbon as wide as the text wants; a long text is set smaller until it fits.

    Raises `MissingGlyphError`.
    """
    length = typeset(text)[1]
    width = min(max(length * _LARGEST + 2 * _MARGIN + 24, _NARROWEST), _WIDEST)
    size = min(_LARGEST, (width - 2 * _MARGIN) / length)
    return Ribbon(y, width, max(size * 1.45, 74.0), size, text)


def letter_height(text: str, width: float) -> float:
    """Height of a banner's capitals in a picture of that width.

    Raises `MissingGlyphError`.
    """
    return capital_height(ribbon(text, 0).size) * width / 600


def draw_halo(band: Ribbon, prefix: str) -> str:
    """SVG elements of a white edge, to be drawn below everything: it keeps a dark ribbon
    apart from a dark page. Defines the paths that `draw_ribbon` uses."""
    tails = "".join(band.tail(side) for side in (-1, 1))
    return (
        f'<defs><path id="{prefix}t" d="{tails}"/><path id="{prefix}p" d="{band.band()}"/></defs>'
        '<g fill="#fff" stroke="#fff" stroke-width="15" stroke-linejoin="round">'
        f'<use href="#{prefix}t"/><use href="#{prefix}p"/></g>'
    )


def draw_ribbon(band: Ribbon, colors: Palette, prefix: str) -> str:
    """SVG elements of the ribbon over its halo; the caller defines the gradient `{prefix}r`."""
    edge = f'stroke="{colors.rim_dark}" stroke-width="5" stroke-linejoin="round"'
    folds = "".join(band.fold(side) for side in (-1, 1))
    return (
        f'<use href="#{prefix}t" fill="{colors.tail}" {edge}/>'
        f'<path d="{folds}" fill="{colors.fold}" {edge}/>'
        f'<use href="#{prefix}p" fill="{colors.rim_dark}" opacity=".3" transform="translate(0 8)"/>'
        f'<use href="#{prefix}p" fill="url(#{prefix}r)" {edge}/>'
        f'<g fill="{colors.text}">{band.lettering(prefix)}</g>'
    )
