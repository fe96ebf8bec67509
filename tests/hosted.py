"""Sites as visitors meet them: served by the real nginx with the real configuration."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import urllib3
from built_site import run_build
from conftest import SMALL, TESTS
from webserver import found_program, serving

from badgepress.catalog import Catalog
from badgepress.hosting.nginx import Server
from badgepress.hosting.rules import rules_of
from badgepress.project import open_catalog

SETTINGS = """
theme:
  name: material
  font: false
  features: [content.tabs.link, content.code.copy, announce.dismiss]
  custom_dir: theme
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/weather-night, name: Switch to dark mode}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: Switch to light mode}
markdown_extensions:
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
"""
"""Everything of the frame that runs a script of its own."""
ANNOUNCING = '{% extends "main.html" %}{% block announce %}Hear, hear{% endblock %}'
TABS = """# Tabs

=== "One"

    The first.

=== "Two"

    The second.

More:

=== "One"

    Another first.

=== "Two"

    Another second.

```text
to be copied
```

| a | b |
|--:|---|
| 1 | 2 |
"""


@dataclass(frozen=True)
class Hosted:
    """A built site below a folder for a web server."""

    root: Path
    """What the server's root is."""
    folder: Path
    """The site's own folder: the root, or the home's path below it."""
    catalog: Catalog
    project: Path

    def files(self) -> list[str]:
        """Every file's path below the site's home."""
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return sorted(file.relative_to(self.folder).as_posix() for file in files)


def build_hosted(folder: Path, home: str, pages: Mapping[str, str] | None = None) -> Hosted:
    """Build the small example with all that the frame can do, for a home at `home`.

    `pages` are hand-written ones besides.
    """
    project = folder / "project"
    shutil.copytree(SMALL, project)
    shutil.copy(TESTS.parent / "build_hooks.py", project)
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("theme:\n  name: material\n", SETTINGS)
    text = text.replace("https://badges.example.org/", f"https://badges.example.org{home}")
    config.write_text(text, "utf-8")
    (project / "pages" / "tabs.md").write_text(TABS, "utf-8")
    (project / "pages" / ".well-known").mkdir()
    (project / "theme").mkdir()
    (project / "theme" / "announcing.html").write_text(ANNOUNCING, "utf-8")
    tabs = project / "pages" / "tabs.md"
    tabs.write_text("---\ntemplate: announcing.html\n---\n" + TABS, "utf-8")
    for name, page in (pages or {}).items():
        (project / "pages" / name).write_text(page, "utf-8")
    site = run_build(project)
    root = folder / "www"
    place = root / home.strip("/")
    place.parent.mkdir(parents=True, exist_ok=True)
    site.rename(place)
    return Hosted(root, place, open_catalog(project)[0], project)


def program(*names: str) -> str:
    """Where a program is, under the first name that is there; without any, the test is skipped."""
    return found_program(*names) or pytest.skip(f"there is no {names[0]} here")


@contextmanager
def nginx(
    hosted: Hosted,
    folder: Path,
    server: Server | None = None,
    moved: Sequence[tuple[str, str]] = (),
) -> Iterator[str]:
    """Serve a site; gives the address of its home."""
    command = program("nginx")
    base_url = hosted.catalog.settings.base_url
    server = server or Server(base_url, str(hosted.root))
    with serving(command, server, rules_of(hosted.catalog), folder, moved) as address:
        yield address


def ask(address: str, method: str = "GET", **headers: str) -> urllib3.BaseHTTPResponse:
    """One request as it is: nothing is followed, nothing is tried again."""
    with urllib3.PoolManager(retries=False) as pool:
        return pool.request(method, address, headers=headers, redirect=False, timeout=10)
