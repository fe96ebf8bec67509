"""One build in a process of its own, with a clock around each stage; `run` starts it.

    python -m tests.bench.one ours|plain|out-of-nav|artwork PROJECT SITE RESULT

The stages are measured by wrapping functions from outside: the engine has no code for it. Drawings
are made, but all badges get one and the same PNG, since rasterizing would hide everything else.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial, wraps
from importlib import import_module
from inspect import isgeneratorfunction
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

STAGES: dict[str, tuple[str, ...]] = {
    "read and validate": ("badgepress.load:load",),
    "check": ("badgepress.check:check", "badgepress.addresses:check_addresses"),
    "drawings": ("badgepress.pictures:check_pictures", "badgepress.pictures:svg_of"),
    "page bodies": ("badgepress.pages:all_pages",),
    "links to terms": (
        "badgepress.terms.site:SiteTerms.__init__",
        "badgepress.terms.site:SiteTerms.of_page",
        "badgepress.terms.site:SiteTerms.of_written",
        "badgepress.terms.site:SiteTerms.tooltips",
        "badgepress.terms.check:forced_terms_exist",
        "badgepress.terms.check:check_forced",
    ),
    "documents": ("badgepress.outputs:_all_files", "badgepress.outputs:make_feeds"),
    "bulk data": ("badgepress.api.endpoints:api_files",),
    "files and navigation": (
        "badgepress.mkdocs_adapter:Adapter.on_files",
        "badgepress.mkdocs_adapter:Adapter.on_nav",
        "mkdocs.structure.files:get_files",
        "mkdocs.structure.files:set_exclusions",
        "mkdocs.structure.nav:get_navigation",
    ),
    "Markdown": ("mkdocs.commands.build:_populate_page",),
    "frame": ("mkdocs.commands.build:_build_page",),
    "search index": ("badgepress.search_index:make_index",),
    "writing": ("mkdocs.utils:write_file", "mkdocs.structure.files:Files.copy_static_files"),
    "self-check": ("badgepress.selfcheck:check_site",),
}
"""Stage → functions whose time it is, as `module:name`, without that of other stages inside."""

REST = "start and all else"
SAMPLE = 50
"""Badges whose artwork is measured."""


class Clock:
    """Seconds by stage; a stage that runs inside another one is taken from that one's time."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._running: list[str] = []
        self._since = time.perf_counter()

    def enter(self, stage: str) -> None:
        """A stage begins; the one around it waits."""
        self._count()
        self._running.append(stage)

    def leave(self) -> None:
        """The stage that began last ends."""
        self._count()
        self._running.pop()

    def _count(self) -> None:
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function with this clock around it; of a generator, each step."""

        @wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self.enter(stage)
            try:
                return function(*args, **kwargs)
            finally:
                self.leave()

        @wraps(function)
        def timed_steps(*args: Any, **kwargs: Any) -> Iterator[Any]:
            steps, end = function(*args, **kwargs), object()
            step = self.around(stage, lambda: next(steps, end))
            while (value := step()) is not end:
                yield value

        return timed_steps if isgeneratorfunction(function) else timed


def wrap_stages(clock: Clock) -> None:
    """Put the clock around every function of `STAGES`.

    Raises `AttributeError` where the engine has lost one: then `STAGES` must follow.
    """
    import_module("badgepress.mkdocs_adapter")  # it imports the others by name
    for stage, names in STAGES.items():
        for name in names:
            _replace(name, partial(clock.around, stage))


def one_picture() -> None:
    """Rasterize one badge, and give its picture to all; other processes have nothing to draw."""
    artwork = import_module("badgepress.artwork")
    png = artwork.rasterize(
        artwork.draw(artwork.Design("circle", None, 1, "Bench", "#1d4f73", "-"))
    )
    _replace("badgepress.rasters:png_of", lambda _: lambda svg: png)
    _replace("badgepress.rasters:prepare", lambda _: lambda svgs: None)


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
    clock = Clock()
    wrap_stages(clock)
    one_picture()
    if contender == "ours":
        build_ours(project, site)
    else:
        build_plain(project, site, **({"not_in_nav": "*"} if contender == "out-of-nav" else {}))
    result.write_text(json.dumps(clock.seconds))


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
