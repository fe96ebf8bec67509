"""Pictures are drawn once, in several processes, and kept: always the very same pixels."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import MakeProject

from badgepress import artwork, rasters, workers
from badgepress.artwork import Design
from badgepress.cache import Cache
from badgepress.project import open_catalog
from badgepress.rasters import Wanted

SIZES = (600, 100, 35)
NAMES = ("Apple Pie", "Zebra & <b>Crossing</b>", "b12345678", "Ünter", "探究")
SITE = """
import sys
from pathlib import Path
from badgepress import outputs
from badgepress.project import open_catalog
import hashlib
catalog, _ = open_catalog(Path(sys.argv[1]))
digest = hashlib.sha256()
for output in outputs.all_files(catalog):
    content = output.content
    digest.update(content if isinstance(content, bytes) else content.encode())
print(digest.hexdigest())
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cache]:
    """An empty cache of pictures."""
    cache = Cache("badges", tmp_path / "cache")
    monkeypatch.setattr(rasters, "_kept", lambda: cache)
    rasters._png_of.cache_clear()
    yield cache
    rasters._png_of.cache_clear()


def _svgs() -> list[str]:
    designs = [
        Design(shape, icon, stars, banner, "#1d4f73", name)
        for name in NAMES
        for shape, icon, stars, banner in (
            ("hexagon", "school", 1, "Teachers"),
            ("rosette", None, 2, None),
            ("circle", None, 0, "x"),
        )
    ]
    return [artwork.draw(design) for design in designs]


def test_pictures_that_look_the_same_are_drawn_once(kept: Cache) -> None:
    """Names differ, pixels do not: one picture stands for all, and is what each one gives."""
    svgs = _svgs()
    assert len(set(svgs)) == 15
    # The last design shows the first letter of its name.
    assert len({rasters._look(svg) for svg in svgs}) == 2 + len(NAMES)
    for svg in svgs:
        assert rasters.png_of(svg) == artwork.rasterize(svg)


def test_other_processes_draw_the_same(kept: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures drawn in two processes are those of one."""
    svgs = _svgs()
    expected = [artwork.rasterize(svg, size) for svg in svgs for size in SIZES]
    monkeypatch.setenv(workers.PROCESSES, "2")
    monkeypatch.setattr(rasters, "_WORTH", 2)
    rasters.prepare(Wanted(svg, size) for svg in svgs for size in SIZES)
    monkeypatch.setattr(rasters.artwork, "rasterize", None)  # nothing is left to draw
    assert [rasters.png_of(svg, size) for svg in svgs for size in SIZES] == expected


def _site(root: Path, cache: Path | str, **environment: str) -> tuple[str, str]:
    """What a build makes besides pages, as a digest, and what it says."""
    finished = subprocess.run(
        [sys.executable, "-c", SITE, str(root)],
        env={**os.environ, "BADGEPRESS_CACHE": str(cache), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return finished.stdout, finished.stderr


def test_whatever_is_wrong_with_the_cache_the_bytes_are_right(
    project: MakeProject, tmp_path: Path
) -> None:
    """Warm, damaged, foreign, forged or without a cache: the same pictures."""
    root, folder = project(), tmp_path / "cache"
    expected = _site(root, "")
    assert _site(root, folder) == expected  # cold
    assert _site(root, folder) == expected  # warm
    file = folder / "badges.sqlite3"
    good = file.read_bytes()
    assert len(good) > 10_000
    with sqlite3.connect(file) as connection:  # a value that the disk has not kept
        connection.execute("UPDATE kept SET value = CAST(substr(value, 1, 99) AS BLOB)")
    assert _site(root, folder) == expected
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE kept SET value = 'text'")
    assert _site(root, folder) == expected
    for content in (b"no database", good[:5000], good[:4096] + b"\xff" * 4096 + good[8192:], b""):
        file.write_bytes(content)
        assert _site(root, folder) == expected
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE IF EXISTS kept")
        connection.execute("CREATE TABLE kept (other INTEGER)")
    assert _site(root, folder)[0] == expected[0]


def test_cache_that_cannot_be_written_is_told_once(project: MakeProject, tmp_path: Path) -> None:
    """The build is right, and one line says what to do."""
    (tmp_path / "file").write_text("no folder")
    root, folder = project(), tmp_path / "file" / "cache"
    digest, told = _site(root, folder)
    assert digest == _site(root, "")[0]
    assert told.count("\n") == 1
    assert told.startswith(f"{folder}: the cache cannot be used (Not a directory)")
    assert told.endswith("or name another folder by the variable BADGEPRESS_CACHE\n")


def test_two_builds_share_a_cache(project: MakeProject, tmp_path: Path) -> None:
    """Builds at the same time take nothing from each other but finished pictures."""
    root, folder = project(), tmp_path / "cache"
    expected = _site(root, "")[0]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", SITE, str(root)],
            env={**os.environ, "BADGEPRESS_CACHE": str(folder)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert [each.communicate() for each in running] == [(expected, "")] * 3


def test_key_of_a_picture_holds_what_may_change_a_pixel(
    kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another version of the program that draws takes nothing that this one has drawn."""
    look = Wanted(rasters._look(_svgs()[0]))
    before = rasters._key(look)
    rasters._maker.cache_clear()
    monkeypatch.setattr(rasters, "version", lambda name: "99")
    assert rasters._key(look) != before
    rasters._maker.cache_clear()


def test_catalog_of_the_test_is_a_real_one(project: MakeProject) -> None:
    """The project above has badges at all."""
    assert len(list(open_catalog(project())[0].badges())) > 2
