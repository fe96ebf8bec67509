"""Text as outlines of Source Sans Pro Bold, so that no reader needs the font."""

from __future__ import annotations

from functools import cache, partial
from importlib.resources import as_file, files
from typing import Any

from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]
from fontTools.pens.transformPen import TransformPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from .design import ArtworkError, MissingGlyphError, banner_text


def number(value: float, places: int = 2) -> str:
    """A number with two decimals at most and no negative zero, the same everywhere.

    One decimal is enough for a coordinate: a twentieth of a unit in 600 is never seen.
    """
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@cache
def _font() -> Any:
    """The opened font; loading takes some 200 ms, so it waits for the first banner."""
    resource = files("font_source_sans_pro") / "files" / "SourceSansPro-Bold.ttf"
    try:
        with as_file(resource) as path:
            return TTFont(path, lazy=False)
    except OSError:
        raise ArtworkError(
            "The banner font is missing — install the package font-source-sans-pro"
        ) from None


@cache
def _glyph_set() -> Any:
    return _font().getGlyphSet()


@cache
def _pair_tables() -> list[Any]:
    """The pair adjustment subtables (OpenType GPOS, lookup type 2) of the feature `kern`."""
    table = _font()["GPOS"].table
    records = table.FeatureList.FeatureRecord
    wanted = {i for r in records if r.FeatureTag == "kern" for i in r.Feature.LookupListIndex}
    lookups = [table.LookupList.Lookup[i] for i in sorted(wanted)]
    return [sub for lookup in lookups if lookup.LookupType == 2 for sub in lookup.SubTable]


def _adjustment(table: Any, left: str, right: str) -> int | None:
    """Kerning of a pair by one subtable, or None if the next one has to say."""
    if left not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        value = next((p.Value1 for p in pairs if p.SecondGlyph == right), None)
        return None if value is None else getattr(value, "XAdvance", 0)
    first = table.ClassDef1.classDefs.get(left, 0)
    second = table.ClassDef2.classDefs.get(right, 0)
    value = table.Class1Record[first].Class2Record[second].Value1
    return getattr(value, "XAdvance", 0) if value is not None else 0


@cache
def _kerning(left: str, right: str) -> int:
    found = (_adjustment(table, left, right) for table in _pair_tables())
    return next((value for value in found if value is not None), 0)


@cache
def typeset(text: str) -> tuple[tuple[tuple[str, float], ...], float]:
    """Glyph names with the x of their centers, and the width of the line, in ems.

    Raises `MissingGlyphError` that names every character without a glyph.
    """
    text = banner_text(text)
    cmap: dict[int, str] = _font().getBestCmap()
    missing = "".join(dict.fromkeys(c for c in text if ord(c) not in cmap))
    if missing:
        raise MissingGlyphError(missing)
    names = [cmap[ord(c)] for c in text]
    scale = 1 / _font()["head"].unitsPerEm
    x, placed = 0.0, []
    for name, following in zip(names, [*names[1:], None], strict=True):
        advance = _glyph_set()[name].width
        placed.append((name, (x + advance / 2) * scale))
        x += advance + (_kerning(name, following) if following else 0)
    return tuple(placed), x * scale


@cache
def centered_outline(glyph: str, size: float) -> str:
    """Path data of a glyph, set in that many units per em, empty for a space.

    Its origin is on the baseline, in the middle of the advance width; y is downward.
    """
    scale = size / int(_font()["head"].unitsPerEm)
    middle = float(_glyph_set()[glyph].width) / 2
    pen = SVGPathPen(_glyph_set(), ntos=partial(number, places=1))
    _glyph_set()[glyph].draw(TransformPen(pen, (scale, 0, 0, -scale, -middle * scale, 0)))
    return str(pen.getCommands())


def capital_height(size: float) -> float:
    """Height of a capital letter, set in that many units per em."""
    return float(_font()["OS/2"].sCapHeight / _font()["head"].unitsPerEm) * size


def monogram(letter: str, height: float) -> str:
    """Path data of one capital letter of that height, like `centered_outline`.

    Raises `MissingGlyphError`.
    """
    return centered_outline(typeset(letter)[0][0][0], height / capital_height(1))
