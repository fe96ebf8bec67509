"""Pages and files straight into the site: what MkDocs does for each, but what is the same for all
of them is found out once.
"""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Literal

from mkdocs.commands.build import _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from badgepress.mkdocs_parts import EnginePage, hang, page_file
from badgepress.pages.page import GeneratedPage
from badgepress.stages import Stage, during

Mode = Literal["wb", "ab"]
"""A new file, or the end of one."""


class Writer:
    """Writes pages of which MkDocs knows nothing; for each, its events are sent."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self.nav: Navigation | None = None
        self.lists: Mapping[str, EnginePage] = {}
        """Lists in the navigation, by path, below which pages hang."""
        self._any: Page | None = None
        """The first page: MkDocs makes it, and others are copies of it."""
        self._contexts: dict[int, Mapping[str, Any]] = {}
        """What pages in folders as deep have in common."""

    def page(self, page: GeneratedPage, env: Any, files: Files) -> None:
        """Write a page in its frame."""
        self.write(self._hung(page), env, files)

    def html(self, page: GeneratedPage, env: Any, files: Files) -> str:
        """A page in its frame."""
        return self._html(self._hung(page), env, files)

    def write(self, page: EnginePage, env: Any, files: Files) -> None:
        """Write a page that has its place, unless its template leaves it empty."""
        html = self._html(page, env, files)
        with during(Stage.FRAME):
            if html and not html.isspace():
                self.put(page.file.dest_uri, html.encode("utf-8", "xmlcharrefreplace"))

    def put(self, name: str, content: bytes) -> None:
        """Write a file; `name` is its path in the site's folder."""
        self._write(name, content, "wb")

    def put_all(self, pieces: Iterable[tuple[str, bytes]]) -> None:
        """Write files; `pieces` give path in the site's folder, and what follows in the file."""
        begun = set[str]()
        for name, piece in pieces:
            self._write(name, piece, "ab" if name in begun else "wb")
            begun.add(name)

    def _write(self, name: str, content: bytes, mode: Mode) -> None:
        path = os.path.join(self._config.site_dir, name)
        with suppress(FileNotFoundError):  # most often the folder is there
            _write(path, content, mode)
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _write(path, content, mode)

    def _hung(self, page: GeneratedPage) -> EnginePage:
        if self._any is None:
            self._any = page_file(page, self._config).page
        assert isinstance(self._any, EnginePage)  # noqa: S101 - made in the line above
        found = self._any.another(page, self._config)
        hang(found, self.lists)
        return found

    def _html(self, page: EnginePage, env: Any, files: Files) -> str:
        _populate_page(page, self._config, files)
        with during(Stage.FRAME):
            return self._framed(page, env)

    def _framed(self, page: EnginePage, env: Any) -> str:
        """What MkDocs' `_build_page` writes."""
        events, nav = self._config.plugins, self.nav
        assert nav is not None  # noqa: S101 - on_nav came before
        page.active = True
        depth = page.url.count("/")
        if depth not in self._contexts:
            self._contexts[depth] = get_context(nav, [], self._config, page)
        context: Any = {**self._contexts[depth], "page": page}
        context = events.on_page_context(context, page=page, config=self._config, nav=nav)
        output = env.get_template("main.html").render(context)
        page.active = False
        return events.on_post_page(output, page=page, config=self._config)


def _write(path: str, content: bytes, mode: Mode) -> None:
    with open(path, mode) as file:
        file.write(content)
