"""Badge pictures: generated from a design, or brought along by the owner and inspected.

This package knows nothing of the rest of badgepress and never imports MkDocs.
"""

from .colors import contrast
from .design import SHAPES, ArtworkError, Design, MissingGlyphError
from .draw import draw
from .icons import icon_names
from .inspection import inspect_image, svg_faults
from .raster import rasterize, unwrap_png, wrap_png
from .ribbon import letter_height

__all__ = [
    "SHAPES",
    "ArtworkError",
    "Design",
    "MissingGlyphError",
    "contrast",
    "draw",
    "icon_names",
    "inspect_image",
    "letter_height",
    "rasterize",
    "svg_faults",
    "unwrap_png",
    "wrap_png",
]
