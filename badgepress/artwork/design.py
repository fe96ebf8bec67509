"""What a badge picture is made of, and the errors of this package."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import escape

SHAPES = ("hexagon", "circle", "shield", "square", "octagon", "rosette")
"""Names of the outlines that a design may choose."""

MAX_STARS = 3
MAX_BANNER = 18

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class ArtworkError(ValueError):
    """A picture cannot be made; the text is a sentence for the owner of the content."""


class MissingGlyphError(ArtworkError):
    """The banner holds characters for which the font has no shape.

    `characters` names them, each once, in the order of their appearance.
    """

    def __init__(self, characters: str) -> None:
        self.characters = characters
        named = ", ".join(f"“{c}” (U+{ord(c):04X})" for c in characters)
        super().__init__(
            f"The banner font has no shape for {named} — use other characters in the banner"
        )


@dataclass(frozen=True, slots=True)
class Design:
    """One badge picture; equal designs give equal bytes.

    `shape` is one of `SHAPES`; `icon` a name of `icon_names()` or None; `stars` a count from
    0 to 3; `banner` a text of 1 to 18 characters or None; `color` is `#rrggbb`; `title` the
    accessible name of the picture. Raises `ArtworkError` for values outside of these rules;
    the icon's name is checked by `draw`, so that a design costs no look at the disk.
    """

    shape: str
    icon: str | None
    stars: int
    banner: str | None
    color: str
    title: str

    def __post_init__(self) -> None:
        if self.shape not in SHAPES:
            raise ArtworkError(
                f"“{self.shape}” is not a badge shape — use one of: {', '.join(SHAPES)}"
            )
        if not 0 <= self.stars <= MAX_STARS:
            raise ArtworkError(f"{self.stars} stars do not fit — use 0, 1, 2 or 3")
        if not _HEX.fullmatch(self.color):
            raise ArtworkError(f"“{self.color}” is not a color — write it like #1a5f7a")
        if not self.title.strip():
            raise ArtworkError("The picture has no title — give the badge a name")
        _check_banner(self.banner)


def banner_text(banner: str) -> str:
    """The text as it is set: composed (Unicode NFC), with single spaces."""
    return " ".join(unicodedata.normalize("NFC", banner).split())


def title_element(title: str) -> str:
    """The SVG `<title>`, escaped, without the characters that XML 1.0 §2.2 forbids."""
    return f"<title>{escape(_NOT_XML.sub('', ' '.join(title.split())), quote=False)}</title>"


def _check_banner(banner: str | None) -> None:
    if banner is None:
        return
    length = len(banner_text(banner))
    if length == 0:
        raise ArtworkError("The banner has no text — write one or leave the banner out")
    if length > MAX_BANNER:
        raise ArtworkError(
            f"The banner “{banner}” has {length} characters — use {MAX_BANNER} at most"
        )
