"""One build in a process of its own, with a clock around each stage; `run` starts it.

    python -m tests.bench.one ours|plain|out-of-nav|hugo|artwork PROJECT SITE RESULT

Drawings are made, but all badges get one and the same PNG, since rasterizing would hide everything
else.
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
"""Badges whose artwork is measured."""


def one_picture() -> None:
    """Rasterize one badge, and give its picture to all; other processes have nothing to draw."""
    artwork = import_module("badgepress.artwork")
    png = artwork.rasterize(
        artwork.draw(artwork.Design("circle", None, 1, "Bench", "#1d4f73", "-"))
    )
    _replace("badgepress.rasters:png_of", lambda _: lambda svg: png)
    _replace("badgepress.rasters:prepare", lambda _: lambda svgs: None)
    _replace("badgepress.rasters:missing", lambda _: lambda svgs: {})
    _replace("badgepress.artwork:rasterize", lambda _: lambda svg, size=0: png)


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
    """Milliseconds that a badge takes to draw, and to rasterize: the medians of a sample."""
    from badgepress import artwork, pictures
    from badgepress.project import open_catalog

    catalog, _ = open_catalog(project)
    milliseconds: dict[str, list[float]] = {"draw": [], "rasterize": []}
    for _, entry in islice(catalog.badges(), SAMPLE):
        area = catalog.focus_area_of(entry)
        design = pictures._design(entry.data.artwork, area.color if area else "#1d4f73", "Badge")
        begun = time.perf_counter()
        svg = artwork.draw(design)
        drawn = time.perf_counter()
        artwork.rasterize(svg)
        milliseconds["draw"].append(1000 * (drawn - begun))
        milliseconds["rasterize"].append(1000 * (time.perf_counter() - drawn))
    return {step: median(values) for step, values in milliseconds.items()}


def main(contender: str, project: Path, site: Path, result: Path) -> None:
    """Build once and write what was measured."""
    if contender == "artwork":
        result.write_text(json.dumps(artwork_sample(project)))
        return
    if contender == "hugo":
        from tests.bench import hugo

        hugo.build(hugo.folder_of(project), site)
        result.write_text("{}")
        return
    import_module("badgepress.mkdocs_adapter")  # it imports the others by name
    clock.restart()
    one_picture()
    if contender == "ours":
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
