"""Builds of this repository's own site, and built pages as a browser reads them."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin

from lxml import html

from badgepress.catalog import Catalog

ROOT = Path(__file__).parent.parent
NOT_CONTENT = ("badgepress", "tests", "site", "__pycache__", "*.egg-info", ".*")
CARDS = "embed/"
LOADED_BY_STYLES = re.compile(
    r"""@import\s*(?:"([^"]*)"|'([^']*)')|url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)"""
)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Link:
    """An address that a page or a stylesheet refers to."""

    place: str
    """Path of the file that refers to it."""
    tag: str
    rel: str
    address: str
    """Complete, with its fragment."""

    def __str__(self) -> str:
        return f"{self.place}: <{self.tag} {self.rel}> {self.address}"


class Page:
    """One built page."""

    def __init__(self, site: "Site", path: str) -> None:
        self.path = path
        """Path of its file below the site's folder."""
        self.address = site.address_of(path)
        self.tree = html.fromstring((site.folder / path).read_bytes())

    @property
    def is_home(self) -> bool:
        return self.path == "index.html"

    @property
    def is_error_page(self) -> bool:
        return self.path == "404.html"

    @cached_property
    def ids(self) -> list[str]:
        return [*self.tree.xpath("//@id"), *self.tree.xpath("//a/@name")]

    @cached_property
    def links(self) -> list[Link]:
        return list(self._links())

    def _links(self) -> Iterator[Link]:
        for element in self.tree.iter(html.etree.Element):
            rel = element.get("rel", "")
            for name in ("href", "src", "poster", "data", "action", "formaction", "cite"):
                if name in element.attrib:
                    yield self._link(element.tag, rel, element.get(name))
            for name in ("srcset", "imagesrcset"):
                for candidate in element.get(name, "").split(","):
                    if candidate.strip():
                        yield self._link(element.tag, rel, candidate.split()[0])
            styles = element.get("style", "") + (
                element.text or "" if element.tag == "style" else ""
            )
            for address in styles_addresses(styles):
                yield self._link("style", "", address)

    def _link(self, tag: str, rel: str, address: str) -> Link:
        return Link(self.path, tag, rel, urljoin(self.address, address.strip()))


class Site:
    """A built folder with the catalog it was made from."""

    def __init__(self, folder: Path, catalog: Catalog) -> None:
        self.folder = folder
        self.catalog = catalog
        self.base = catalog.settings.base_url
        # Read from the folder's lists: some disks would find a name in any letter case.
        self.files = {
            file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()
        }

    @cached_property
    def pages(self) -> dict[str, Page]:
        """By the path of the file; cards for other sites, which have no frame, stand apart."""
        return {path: page for path, page in self._documents.items() if not path.startswith(CARDS)}

    @cached_property
    def cards(self) -> dict[str, Page]:
        """Small cards for other sites, by the path of the file."""
        return {path: page for path, page in self._documents.items() if path.startswith(CARDS)}

    @cached_property
    def _documents(self) -> dict[str, Page]:
        return {path: Page(self, path) for path in sorted(self.files) if path.endswith(".html")}

    @cached_property
    def stylesheet_links(self) -> list[Link]:
        return [
            Link(path, "style", "", urljoin(self.base + path, address))
            for path in sorted(self.files)
            if path.endswith(".css")
            for address in styles_addresses((self.folder / path).read_text("utf-8"))
        ]

    def address_of(self, path: str) -> str:
        return self.base + re.sub(r"(^|/)index\.html$", r"\1", path)

    def is_inside(self, address: str) -> bool:
        return (address + "/").startswith(self.base)

    def file_at(self, address: str) -> str | None:
        """Path of the file that a static host answers with, if there is one."""
        path = unquote(address[len(self.base) :].partition("#")[0].partition("?")[0])
        if path.endswith("/") or not path:
            path += "index.html"
        return path if path in self.files else None


def styles_addresses(text: str) -> Iterator[str]:
    """What a stylesheet loads, apart from data it holds itself."""
    for groups in LOADED_BY_STYLES.findall(CSS_COMMENT.sub("", text)):
        address = "".join(groups)
        if address and not address.startswith(("data:", "#")):
            yield address


def copy_project(folder: Path, settings: Mapping[str, str] | None = None) -> Path:
    """Copy what owners write; `settings` changes `base_url` or MkDocs' `site_url`."""
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*NOT_CONTENT))
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    for name, value in (settings or {}).items():
        if name == "site_url":
            text = f"site_url: {value}\n" + re.sub(r"(?m)^site_url:.*\n", "", text)
        else:
            text, count = re.subn(rf"(?m)^(\s+{name}:).*$", rf"\1 {value}", text)
            assert count == 1, f"mkdocs.yml should set {name} once, on a line of its own"
    config.write_text(text, "utf-8")
    return folder


def run_build(project: Path, environment: Mapping[str, str] | None = None) -> Path:
    """Build strictly with the real command; returns the site's folder."""
    finished = subprocess.run(
        [sys.executable, "-m", "badgepress", "build"],
        cwd=project,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return project / "site"
