"""Colors of the focus areas as a style sheet, so that pages need no inline styles."""

from badgepress.artwork import contrast
from badgepress.catalog import Catalog
from badgepress.pages.cards import css_class

# The style sheet's --bp-surface, on which marks have less contrast than on the page itself.
_LIGHT_SURFACE = "#f5f8fa"
_DARK_SURFACE = "#1c232b"
_AA_CONTRAST = 4.5
"""WCAG 2.2 §1.4.3 for text of normal size."""


def area_styles(catalog: Catalog) -> str:
    """A rule for each focus area: its color, and a tint that is legible on a dark page."""
    rules = []
    for framework in catalog.frameworks.values():
        for area in framework.data.focus_areas:
            name = css_class(framework.id, area.id)
            color = readable(area.color, _LIGHT_SURFACE, "#000000")
            tint = readable(area.color, _DARK_SURFACE, "#ffffff")
            rules.append(f".{name} {{ --bp-area: {color}; --bp-area-tint: {tint}; }}\n")
    return "".join(rules)


def readable(color: str, background: str, towards: str) -> str:
    """The color, mixed with another until it is legible as text on a background."""
    for percent in range(0, 101, 5):
        mixed = _mix(color, towards, percent / 100)
        if contrast(mixed, background) >= _AA_CONTRAST:
            return mixed
    return towards


def _mix(color: str, other: str, share: float) -> str:
    channels = (
        round(int(color[i : i + 2], 16) * (1 - share) + int(other[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)
