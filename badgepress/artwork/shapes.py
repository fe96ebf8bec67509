"""Outlines of the emblems as closed chains of cubic Bézier curves.

Coordinates are units of the 600 by 600 picture, relative to the emblem's center, y downward.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .lettering import number

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""Start, two control points, end."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One emblem: the edge of its field, and where things go.

    `rim` is the outer edge if it is not simply parallel to the field. `top` and `bottom`
    bound the signs in the field, `ribbon` is the y of the banner's middle, `lift` moves the
    whole emblem (with a banner, without one), so that all of it sits in the picture's middle.
    """

    field: tuple[Curve, ...]
    rim: tuple[Curve, ...] | None
    top: float
    bottom: float
    ribbon: float
    lift: tuple[float, float]
    tails: bool = False


def path(curves: Sequence[Curve], scale: float = 1.0) -> str:
    """Path data of an outline, scaled about the emblem's center."""
    start = curves[0][0]
    parts = [f"M{_pair(start, scale)}"]
    for begin, first, second, end in curves:
        if _straight(begin, first, second, end):
            parts.append(f"L{_pair(end, scale)}")
        else:
            parts.append("C" + " ".join(_pair(point, scale) for point in (first, second, end)))
    return "".join(parts) + "Z"


def _pair(point: Point, scale: float = 1.0) -> str:
    return " ".join(number(value * scale, 1) for value in point)


def dots(points: Iterable[Point]) -> str:
    """Path data that a stroke with round caps turns into a dot at each point."""
    return "".join(f"M{_pair(point)}h0" for point in points)


def beads(curves: Sequence[Curve], distance: float, spacing: float) -> list[Point]:
    """Evenly spaced points at a distance outside of an outline."""
    points = _offset(_flatten(curves), distance)
    points.append(points[0])
    lengths = [math.dist(a, b) for a, b in pairwise(points)]
    count = max(round(sum(lengths) / spacing), 1)
    step, wanted, passed = sum(lengths) / count, 0.0, 0.0
    found: list[Point] = []
    for (a, b), length in zip(pairwise(points), lengths, strict=True):
        while length > 0 and len(found) < count and wanted <= passed + length:
            t = (wanted - passed) / length
            found.append((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t))
            wanted += step
        passed += length
    return found


def _straight(*points: Point) -> bool:
    (ax, ay), (bx, by) = points[0], points[3]
    return all(abs((bx - ax) * (y - ay) - (by - ay) * (x - ax)) < 1e-6 for x, y in points[1:3])


def _flatten(curves: Iterable[Curve], steps: int = 24) -> list[Point]:
    return [_at(curve, i / steps) for curve in curves for i in range(steps)]


def _at(curve: Curve, t: float) -> Point:
    s = 1 - t
    weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
    x = sum(w * p[0] for w, p in zip(weights, curve, strict=True))
    y = sum(w * p[1] for w, p in zip(weights, curve, strict=True))
    return x, y


def _offset(points: list[Point], distance: float) -> list[Point]:
    moved = []
    for i, (x, y) in enumerate(points):
        before, after = points[i - 1], points[(i + 1) % len(points)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1.0
        moved.append((x + dy / length * distance, y - dx / length * distance))
    return moved


def _line(a: Point, b: Point) -> Curve:
    third = ((b[0] - a[0]) / 3, (b[1] - a[1]) / 3)
    return a, (a[0] + third[0], a[1] + third[1]), (b[0] - third[0], b[1] - third[1]), b


def _polar(radius: float, degrees: float) -> Point:
    """A point at an angle clockwise from the top."""
    angle = math.radians(degrees)
    return radius * math.sin(angle), -radius * math.cos(angle)


def _rounded(corners: Sequence[Point], radius: float) -> tuple[Curve, ...]:
    """A polygon whose corners are cut back by `radius` and rounded, clockwise."""
    curves: list[Curve] = []
    for i, corner in enumerate(corners):
        begin = _toward(corner, corners[i - 1], radius)
        end = _toward(corner, corners[(i + 1) % len(corners)], radius)
        if curves:
            curves.append(_line(curves[-1][3], begin))
        curves.append(
            (begin, _toward(begin, corner, 0.6 * radius), _toward(end, corner, 0.6 * radius), end)
        )
    curves.append(_line(curves[-1][3], curves[0][0]))
    return tuple(curves)


def _toward(a: Point, b: Point, distance: float) -> Point:
    t = distance / math.dist(a, b)
    return a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t


def _regular(sides: int, radius: float, turn: float, corner: float) -> tuple[Curve, ...]:
    return _rounded([_polar(radius, turn + 360 / sides * i) for i in range(sides)], corner)


def _circle(radius: float) -> tuple[Curve, ...]:
    """Four quarters; 0.5523 is the usual approximation of a quarter circle by a cubic."""
    k = 0.5523 * radius
    r = radius
    return (
        ((0, -r), (k, -r), (r, -k), (r, 0)),
        ((r, 0), (r, k), (k, r), (0, r)),
        ((0, r), (-k, r), (-r, k), (-r, 0)),
        ((-r, 0), (-r, -k), (-k, -r), (0, -r)),
    )


def _scallops(count: int, radius: float, height: float) -> tuple[Curve, ...]:
    step = 360 / count
    curves: list[Curve] = []
    for i in range(count):
        a, b = step * (i - 0.5), step * (i + 0.5)
        outer = radius + height
        curves.append(
            (
                _polar(radius, a),
                _polar(outer, a + step * 0.08),
                _polar(outer, b - step * 0.08),
                _polar(radius, b),
            )
        )
    return tuple(curves)


def _shield() -> tuple[Curve, ...]:
    right: tuple[Curve, ...] = (
        ((0, -236), (62, -206), (132, -200), (204, -214)),
        _line((204, -214), (212, -6)),
        ((212, -6), (212, 118), (112, 196), (0, 250)),
    )
    return right + tuple(_mirrored(curve) for curve in reversed(right))


def _mirrored(curve: Curve) -> Curve:
    a, b, c, d = ((-x, y) for x, y in reversed(curve))
    return a, b, c, d


@cache
def shape(name: str) -> Shape:
    """The emblem of one of the names in `SHAPES`."""
    square = [(-212.0, -212.0), (212.0, -212.0), (212.0, 212.0), (-212.0, 212.0)]
    shapes = {
        "hexagon": Shape(_regular(6, 252, 0, 40), None, -204, 200, 156, (-6, 0)),
        "circle": Shape(_circle(240), None, -204, 200, 152, (-6, 0)),
        "shield": Shape(_shield(), None, -184, 172, 116, (-6, -6)),
        "square": Shape(_rounded(square, 56), None, -182, 178, 146, (-6, 0)),
        "octagon": Shape(_regular(8, 254, 22.5, 30), None, -200, 196, 150, (-6, 0)),
        "rosette": Shape(
            _circle(196), _scallops(20, 228, 26), -162, 160, 124, (-38, -38), tails=True
        ),
    }
    return shapes[name]
