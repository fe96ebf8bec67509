"""One build in a process of its own, with a clock around each stage; `run` starts it.

    python -m tests.bench.one ours|bare|plain|out-of-nav|artwork PROJECT SITE RESULT

Drawings are made, but all badges get one and the same PNG, and all pages one QR code: making them
would hide everything else. `bare` makes no search index.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from badgepress.stages import Stage, clock

SAMPLE = 50
"""Badges whose artwork is measured, and QR codes."""
ADDRESS = "https://badges.example.org/catalog/lab-safety-curiosity-in-grade-3-22/"


def one_picture() -> None:
    """Make one PNG and one QR code, and give them to all; other processes have nothing to draw."""
    # With nothing on it: writing thousands of pictures is a part of artwork, too.
    blank = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"><path d="M0 0h1v1z"/></svg>'
    )
    png = import_module("badgepress.artwork").rasterize(blank)
    _replace("badgepress.rasters:png_of", lambda _: lambda svg, size=0: png)
    _replace("badgepress.rasters:prepare", lambda _: lambda wanted: None)
    _replace("badgepress.rasters:missing", lambda _: lambda wanted: {})
    _replace("badgepress.artwork:rasterize", lambda _: lambda svg, size=0: png)
    code = import_module("badgepress.handouts").qr_code(ADDRESS)
    _replace("badgepress.handouts:qr_code", lambda _: lambda address: code)


def no_index() -> None:
    """Let the engine make no search index."""
    _replace("badgepress.search_index:make_index", lambda _: lambda *_: None)


def _replace(name: str, change: Callable[[Any], Any]) -> None:
    """Change a function wherever a module has imported it."""
    module, _, path = name.partition(":")
    *classes, attribute = path.split(".")
    owner: Any = import_module(module)
    for inner in classes:
        owner = getattr(owner, inner)
    old = getattr(owner, attribute)
    new = change(old)
    for holder in [owner, *sys.modules.values()]:
        if vars(holder).get(attribute) is old:
            setattr(holder, attribute, new)


def build_ours(project: Path, site: Path) -> None:
    """As `badgepress build` does."""
    from badgepress.build import build

    build(project, site)


def build_plain(project: Path, site: Path, **options: str) -> None:
    """As `mkdocs build` does, with the hook of the plain way."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    config = load_config(str(project / "mkdocs-plain.yml"), site_dir=str(site), **options)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)


def artwork_sample(project: Path) -> dict[str, float]:
    """Milliseconds to draw a badge, to rasterize it, and to make a QR code: medians of a sample."""
    from badgepress import artwork, handouts, pictures
    from badgepress.project import open_catalog

    catalog, _ = open_catalog(project)
    milliseconds: dict[str, list[float]] = {"draw": [], "rasterize": [], "qr": []}
    for _, entry in islice(catalog.badges(), SAMPLE):
        area = catalog.focus_area_of(entry)
        design = pictures._design(entry.data.artwork, area.color if area else "#1d4f73", "Badge")
        begun = time.perf_counter()
        svg = artwork.draw(design)
        drawn = time.perf_counter()
        artwork.rasterize(svg)
        milliseconds["draw"].append(1000 * (drawn - begun))
        rasterized = time.perf_counter()
        handouts.qr_code(ADDRESS)
        milliseconds["rasterize"].append(1000 * (rasterized - drawn))
        milliseconds["qr"].append(1000 * (time.perf_counter() - rasterized))
    return {step: median(values) for step, values in milliseconds.items()}


def main(contender: str, project: Path, site: Path, result: Path) -> None:
    """Build once and write what was measured."""
    if contender == "artwork":
        result.write_text(json.dumps(artwork_sample(project)))
        return
    import_module("badgepress.mkdocs_adapter")  # it imports the others by name
    clock.restart()
    one_picture()
    if contender == "bare":
        no_index()
    if contender in ("ours", "bare"):
        build_ours(project, site)
    else:
        build_plain(project, site, **({"not_in_nav": "*"} if contender == "out-of-nav" else {}))
    # Seconds of all processes; while this one waits, the others' are counted.
    clock.seconds[Stage.REST] = time.perf_counter() - clock.begun - sum(clock.seconds.values())
    clock.seconds[Stage.WAITING] = 0
    found = {stage: clock.seconds[stage] + clock.elsewhere[stage] for stage in clock.seconds}
    result.write_text(json.dumps({stage.value: spent for stage, spent in found.items()}))


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
