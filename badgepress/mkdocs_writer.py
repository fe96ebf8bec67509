"""Pages and files straight into the site: what MkDocs does for each, but what is the same for all
of them is found out once.
"""

import os
from collections.abc import Mapping
from typing import Any

from mkdocs.commands.build import _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from badgepress.mkdocs_parts import EnginePage, hang, page_file
from badgepress.pages.page import GeneratedPage
from badgepress.stages import Stage, during


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
        self._folders: set[str] = set()
        """Those that are there."""

    def page(self, page: GeneratedPage, env: Any, files: Files) -> None:
        """Write a page in its frame, unless its template leaves it empty."""
        html = self.html(page, env, files)
        with during(Stage.FRAME):
            if html and not html.isspace():
                self.put(f"{page.path}index.html", html.encode("utf-8", "xmlcharrefreplace"))

    def html(self, page: GeneratedPage, env: Any, files: Files) -> str:
        """A page in its frame."""
        if self._any is None:
            self._any = page_file(page, self._config).page
        assert isinstance(self._any, EnginePage)  # noqa: S101 - made in the line above
        found = self._any.another(page, self._config)
        hang(found, self.lists)
        _populate_page(found, self._config, files)
        with during(Stage.FRAME):
            return self._framed(found, env)

    def put(self, name: str, content: bytes) -> None:
        """Write a file; `name` is its path in the site's folder."""
        path = os.path.join(self._config.site_dir, name)
        folder = os.path.dirname(path)
        if folder not in self._folders:
            try:
                os.mkdir(folder)
            except OSError:  # it is there, or its own folder is not
                os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        with open(path, "wb") as file:
            file.write(content)

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
