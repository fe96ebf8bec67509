"""The Material Design Icons that the package mkdocs-material ships, as outlines only."""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from .design import ArtworkError

_OUTLINE = re.compile(r'<path\b[^>]*?\sd="([MmZzLlHhVvCcSsQqTtAa0-9eE.,\s+-]+)"')


@cache
def _folder() -> Path:
    """Where the icons are; the package is found but never imported.

    Raises `ArtworkError` when mkdocs-material is not installed or has moved its icons.
    """
    spec = find_spec("material")
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place, "templates", ".icons", "material")
        if folder.is_dir():
            return folder
    raise ArtworkError("The icons are missing — install the package mkdocs-material")


@cache
def icon_names() -> frozenset[str]:
    """Every name that a design may use as its icon, such as `school`."""
    return frozenset(file.stem for file in _folder().glob("*.svg"))


@cache
def icon_outline(name: str) -> str:
    """Path data of an icon, drawn in a square of 24 by 24 units.

    Nothing else of the file is taken over, whatever it holds. Raises `ArtworkError` for an
    unknown name; only known names reach the disk, so a name cannot point elsewhere.
    """
    if name not in icon_names():
        raise ArtworkError(
            f"There is no icon “{name}” — choose a name from "
            "https://pictogrammers.com/library/mdi/, such as school"
        )
    outlines = _OUTLINE.findall((_folder() / f"{name}.svg").read_text(encoding="utf-8"))
    if not outlines:
        raise ArtworkError(f"The icon “{name}” has no outline — choose another icon")
    return " ".join(" ".join(outlines).split())
