"""A preview of many pages: what a browser asks for is made when it asks.

After each edit MkDocs empties the site and builds it anew. Of pages and files of single entries and
of bulk data it then knows the addresses alone; whoever opens one waits some milliseconds for it.
The search index and who uses which term need all pages: they come from another process, later.
"""

import gc
import logging
import os
import posixpath
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import Any

import click
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from badgepress import rasters, urls
from badgepress.behind import Behind, Found
from badgepress.mkdocs_apart import Apart, Elsewhere
from badgepress.mkdocs_parts import EnginePage
from badgepress.mkdocs_writer import Writer
from badgepress.outputs import document_digests
from badgepress.pages.glossary import glossary_pages
from badgepress.pages.page import GeneratedPage, Hit
from badgepress.terms.site import SiteTerms, Uses

log = logging.getLogger("mkdocs.plugins.badgepress")
_KEPT_INDEX = ".badgepress-index"
"""Where the last search index waits while MkDocs empties the site: it leaves hidden folders."""
_PART = ".part"
"""How a file's name ends while it is written: others may ask for it."""
_TRIES = 9
"""So often a page is looked for again; each time another edit has come between."""
_FAULT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A mistake in this page</title></head>
<body><h1>This page cannot be shown</h1><pre>{}</pre>
<p>Mend what is named and save it: the page then appears by itself.</p></body></html>
"""


class WholeFiles(Writer):
    """Writes files that are there when they are whole: others ask for them at the same time."""

    def put_all(self, pieces: Iterable[tuple[str, bytes]]) -> None:
        """Write files; `pieces` give path in the site's folder, and what follows in the file."""
        names = dict[str, None]()

        def noted() -> Iterator[tuple[str, bytes]]:
            for name, piece in pieces:
                names[name] = None
                yield f"{name}{_PART}", piece

        try:
            super().put_all(noted())
            for file in self._files(names):
                os.replace(f"{file}{_PART}", file)
        except BaseException:
            for file in self._files(names):
                with suppress(FileNotFoundError):
                    os.unlink(f"{file}{_PART}")
            raise

    def _files(self, names: Iterable[str]) -> list[str]:
        return [os.path.join(self._config.site_dir, name) for name in names]

    def put(self, name: str, content: bytes) -> None:
        """Write a file; `name` is its path in the site's folder."""
        self.put_all([(name, content)])


class OnDemand(Apart):
    """All pages and files of one build of the preview that may be made later."""

    writes = WholeFiles

    @classmethod
    def is_possible(cls) -> bool:
        """Where a server stands before the site: MkDocs tells of it if it follows edits."""
        context = click.get_current_context(silent=True)
        options = context.params if context else {}
        return bool(options.get("livereload", True)) and options.get("build_type") != "dirty"

    def make(self, env: Any, files: Files, elsewhere: Elsewhere | None = None) -> dict[str, Hit]:
        """Make those that stand in the navigation; they are MkDocs' own business."""
        self._env, self._all = env, files
        self._finish(files)
        return {}

    def knows(self, path: str) -> bool:
        """Whether there is something to be made for a file of the site."""
        page = path.endswith("index.html") and path.removesuffix("index.html") in self._apart
        return page or path in self._files or path in self.bundles

    def bring(self, path: str) -> None:
        """Make such a file. Raises what goes wrong."""
        if page := self._apart.get(path.removesuffix("index.html")):
            self._bring_page(page)
        elif offer := self._files.get(path):
            for output in self._outputs(*offer):
                self._write(output)
                if output.path == path:
                    break
        else:
            self.writer.put_all(self.bundles[path].pieces())
        rasters.finish()

    def know(self, uses: Uses) -> list[str]:
        """Take in who uses which term; returns the pages, as files, that are out of date now.

        Raises what goes wrong in a template, and `OSError`.
        """
        self._terms.know(uses)
        for file in self._all.documentation_pages():
            if isinstance(page := file.page, EnginePage) and _is_glossary(page.generated.path):
                page.take(self._terms.of_page(self._with_uses(page.generated)))
                self.writer.write(page, self._env, self._all)
        return [f"{path}index.html" for path in self._apart if _is_glossary(path)]

    def put(self, name: str, content: bytes) -> None:
        """Write a file that was asked for, or one that came with it."""
        self.writer.put(name, content)

    def _is_apart(self, outline: GeneratedPage) -> bool:
        return True

    def _bring_page(self, page: GeneratedPage) -> None:
        whole = self._with_uses(page) if _is_glossary(page.path) else page.finished()
        with self._terms.apart():
            self.writer.page(self._terms.of_page(whole), self._env, self._all)

    def _with_uses(self, page: GeneratedPage) -> GeneratedPage:
        pages = glossary_pages(self._catalog, self._renderer, self._terms.uses)
        return next(each for each in pages if each.path == page.path)

    def _digests(self) -> Mapping[str, str]:
        return document_digests(self._catalog)


def _is_glossary(path: str) -> bool:
    return urls.GLOSSARY in path


class Preview:
    """What lives through all builds of a preview: the server, and what was found behind it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        """Held while anything is made, and never while MkDocs builds."""
        self._building = False
        self._site: OnDemand | None = None
        self._folder = Path()
        self._behind = Behind()
        self._faulty: set[str] = set()
        self._glossary_shown = False
        self._uses: Uses | None = None
        self._reload: Callable[[], None] = lambda: None

    def begin(self, site_folder: Path) -> None:
        """A build begins: nothing is made until it ends."""
        self._behind.cancel()
        gc.disable()  # it would look again and again at a catalog that stays
        with self._lock:
            index = site_folder / urls.SEARCH_INDEX
            if self._site and index.is_dir():
                index.rename(site_folder / _KEPT_INDEX)
            self._building, self._site = True, None

    def teach(self, terms: SiteTerms) -> None:
        """Tell a build what the last one has found out."""
        if self._uses is not None:
            terms.know(self._uses)

    def end(self, made: Apart | None, config: MkDocsConfig) -> bool:
        """A build has ended: whether from now on pages are made when somebody asks for them.

        Then begins also what needs all of them.
        """
        gc.enable()
        site = made if isinstance(made, OnDemand) else None
        with self._lock:
            self._building, self._site, self._folder = False, site, Path(config.site_dir)
            self._faulty.clear()
            self._glossary_shown = False
            kept = self._folder / _KEPT_INDEX
            if site and kept.exists():
                kept.rename(self._folder / urls.SEARCH_INDEX)  # until the new one comes
        if site:
            file = Path(config.config_file_path)
            self._behind.start(file, self._folder, lambda found: self._take(site, found))
        return site is not None

    def close(self) -> None:
        """The preview ends."""
        self._behind.cancel(wait=True)

    def serve(self, server: Any) -> None:
        """Stand before MkDocs' server."""
        app = server.get_app()
        self._reload = lambda: _reload(server)

        def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            path = _file_at(environ["PATH_INFO"], server.mount_path)
            for left in reversed(range(_TRIES)):
                said: list[Any] = []
                body: Iterable[bytes] = app(environ, lambda *given: said.append(given))  # noqa: B023
                status, *rest = said[-1]
                if not (status.startswith("404") and left and self._bring(path)):
                    break
            self._glossary_shown |= _is_glossary(path)
            start("500 Internal Server Error" if path in self._faulty else status, *rest)
            return body

        server.set_app(answer)

    def _bring(self, path: str) -> bool:
        """Make what was missing; whether it is worth looking for it again."""
        with self._lock:
            if self._building:
                return True  # MkDocs' server lets everybody wait until the build has ended
            site = self._site
            # Without its slash, MkDocs' server leads to a page that is there.
            found = [each for each in (path, f"{path}/index.html") if site and site.knows(each)]
            if site and found:
                self._make(site, found[0])
            return bool(found)

    def _make(self, site: OnDemand, file: str) -> None:
        try:
            site.bring(file)
        except Exception as fault:  # whatever it is, the server goes on
            log.error("/%s: %s", file.removesuffix("index.html"), fault)
            self._faulty.add(file)
            site.writer.put(file, _FAULT.format(escape(str(fault))).encode())

    def _take(self, site: OnDemand, found: Found) -> None:
        """Take what was found behind, unless a newer build is there."""
        with self._lock:
            if site is not self._site:
                return
            index = self._folder / urls.SEARCH_INDEX
            if not found.search.is_dir():
                log.warning("There is no new search index yet: it was not made")
                return
            if index.exists():
                index.rename(found.folder / "old")
            found.search.rename(index)
            if found.uses == self._uses:
                return
            self._uses = found.uses
            try:
                stale = site.know(found.uses)
            except Exception as fault:  # as in `_make`; what is there stays
                log.error("The glossary is not up to date: %s", fault)
                return
            for path in stale:
                (self._folder / path).unlink(missing_ok=True)
        if self._glossary_shown:
            self._reload()


def _file_at(path: str, mount: str) -> str:
    """The file of the site that an address asks for; one that nobody has if it lies elsewhere."""
    path = path.encode("latin-1").decode("utf-8", "ignore")
    if not path.startswith(mount):
        return ""
    below = path[len(mount) :] + "index.html" * path.endswith("/")
    return posixpath.normpath(f"/{below}").lstrip("/")


def _reload(server: Any) -> None:
    """Let browsers load their pages again, as MkDocs' server does after a build."""
    with server._rebuild_cond, server._epoch_cond:
        if server._visible_epoch == server._wanted_epoch:
            server._visible_epoch += 1
            server._wanted_epoch = server._visible_epoch
            server._epoch_cond.notify_all()


def serve_site(config_file: Path, address: str | None) -> None:
    """Preview with live reload, drafts included, until interrupted or ended."""
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # or files were left
    try:
        mkdocs_serve(str(config_file), livereload=True, **options)
    finally:
        signal.signal(signal.SIGTERM, before)
