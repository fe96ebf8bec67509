"""The same bytes from the same sources: again, elsewhere, on another day."""

import subprocess
import sys
import time
from pathlib import Path

from built_site import Site, copy_project, run_build

pytest_plugins = ["site_fixtures"]

LATER = Path(__file__).parent / "later"
"""A folder that moves the clock of every Python that has it on its path."""


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def _different(one: Path, other: Path) -> list[str]:
    left, right = _bytes(one), _bytes(other)
    return sorted(path for path in left | right if left.get(path) != right.get(path))


def _elsewhere() -> dict[str, str]:
    return {
        "PYTHONPATH": str(LATER),
        "PYTHONHASHSEED": "7",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONUTF8": "1",
    }


def test_second_build_gives_the_same_bytes_on_another_day(site: Site, tmp_path: Path) -> None:
    """Clock, time zone, locale, folder, file dates and hash order leave no trace in the site."""
    again = run_build(copy_project(tmp_path / "other" / "place"), _elsewhere())
    assert _different(site.folder, again) == []


def test_the_other_day_is_another_day() -> None:
    """The clock that the test above moves is the one that Python and MkDocs read."""
    code = (
        "import time, datetime, mkdocs.utils as u;"
        "print(time.strftime('%Y'), datetime.date.today().year, datetime.datetime.now().year,"
        " u.get_build_date()[:4])"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(LATER)},
        capture_output=True,
        text=True,
        check=True,
    )
    years = {int(year) for year in finished.stdout.split()}
    assert len(years) == 1
    assert years.pop() > time.localtime().tm_year


def test_another_site_url_leaves_badges_as_they_are(site: Site, tmp_path: Path) -> None:
    """Previews at other addresses publish byte-identical badge documents and pictures."""
    preview = "https://preview.example.com/pull/7/"
    other = run_build(copy_project(tmp_path / "project", {"site_url": preview}))
    different = _different(site.folder, other)
    assert "index.html" in different
    assert [path for path in different if not path.endswith(".html")] == []
    assert len([path for path in _bytes(other) if path.endswith("badgeclass.json")]) == len(
        list(site.catalog.badges())
    )
