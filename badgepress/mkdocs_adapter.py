"""MkDocs' events, answered by the engine.

This module and `mkdocs_parts` are the only ones that import `mkdocs`.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from badgepress import frame, urls
from badgepress.catalog import Catalog
from badgepress.compact import compact
from badgepress.messages import REMARKS
from badgepress.mkdocs_parts import (
    EnginePage,
    append,
    crumbs_of,
    file_of,
    own_theme_folders,
    root_of,
    switch_off_search,
    written_pages,
)
from badgepress.outputs import (
    Output,
    all_files,
    host_files,
    make_embeds,
    make_feeds,
    make_pages,
    make_sitemap,
)
from badgepress.pages.home import home_view
from badgepress.pages.page import GeneratedPage
from badgepress.pages.render import TEMPLATES, Renderer
from badgepress.problems import CatalogError, as_text
from badgepress.project import open_catalog
from badgepress.search_index import BackgroundIndex, IndexFault, hits_of, make_index
from badgepress.selfcheck import check_site
from badgepress.stages import Stage, during
from badgepress.template_faults import TemplateFault, guard
from badgepress.terms.site import SiteTerms
from badgepress.terms.written import links_by_itself
from badgepress.tracing import Frames

log = logging.getLogger("mkdocs.plugins.badgepress")
remarks = logging.getLogger(REMARKS)
_STYLES = (
    *(
        f"assets/badgepress/{name}.css"
        for name in ("site", "words", "search", "page", "plan/parts")
    ),
    urls.AREA_STYLES,
)
_NO_HOOK = "There would be no catalog in the site — add 'hooks: [build_hooks.py]' to mkdocs.yml"
_started: "list[Adapter]" = []
"""The adapter of the build that runs."""


class Adapter:
    """The events of one MkDocs process; `serve` sends them again for each rebuild."""

    def __init__(self) -> None:
        self.preview = False
        self.catalog: Catalog | None = None
        self.pages: list[GeneratedPage] = []
        self.embeds: list[Output] = []
        self.renderer: Renderer | None = None
        self.terms: SiteTerms | None = None
        self.linked: dict[str, frozenset[str]] = {}
        self.checked_by_caller = False
        self.index = BackgroundIndex()

    def on_startup(self, command: str) -> None:
        """Remember whether this is the preview, which shows drafts."""
        self.preview = command == "serve"
        _started[:] = [self]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs cleans the old site.

        Raises `PluginError` that lists all problems.
        """
        self.index.cancel()
        root = root_of(config)
        settings = config.extra.get("badgepress")
        try:
            self.catalog, problems = open_catalog(
                root, settings, Path(config.docs_dir), drafts=self.preview
            )
        except CatalogError as error:
            raise PluginError(str(error)) from None
        for warning in problems.warnings:
            log.warning("%s", warning)
        for remark in problems.remarks:
            remarks.warning("%s", remark)
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml: badge addresses need 'use_directory_urls: true'")
        config.site_url = config.site_url or self.catalog.settings.base_url
        own = own_theme_folders(config)
        config.theme.dirs.insert(len(own), str(TEMPLATES))
        config.theme.static_templates.discard(urls.SITEMAP)
        config.extra_css = [*_STYLES, *config.extra_css]
        switch_off_search(config)
        self.renderer = Renderer(own)
        with _template_faults():
            self.terms = SiteTerms(self.catalog, written_pages(config))
            self.pages = make_pages(self.catalog, own, self.terms)
            with during(Stage.RENDERING):
                self.embeds = list(make_embeds(self.catalog, own))
        return config

    def on_env(self, env: Any) -> Any:
        """Let a mistake in a template of the frame be a sentence, too."""
        guard(env, PluginError)
        env.globals["notice"] = self._catalog().settings.notice  # for pages that are no document
        Frames(env, lambda page: isinstance(page, EnginePage) and not page.in_nav)
        return env

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add everything that is made from YAML.

        Raises `PluginError` where a file of the owner's has the same address.
        """
        catalog = self._catalog()
        themes_sitemap = files.get_file_from_path(urls.SITEMAP)
        if themes_sitemap and themes_sitemap.src_dir != config.docs_dir:
            files.remove(themes_sitemap)
        for output in host_files(catalog):
            own = files.get_file_from_path(output.path)
            if own and own.inclusion is InclusionLevel.EXCLUDED:
                files.remove(own)  # a dot file, which MkDocs would leave out
                own = None
            if own is None:
                files.append(file_of(config, output))
        taken = {file.dest_uri.lower(): file.src_uri for file in files}
        feeds = make_feeds(catalog, config.site_name)
        for made in (*all_files(catalog), *self.embeds, *feeds):
            append(files, file_of(config, made), taken)
        for page in self.pages:
            name = frame.source_name(page.path)
            file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            append(files, file, taken)
            if page.source and config.edit_uri:
                folder = Path(config.docs_dir).name
                file.edit_uri = frame.edit_address(config.edit_uri, folder, page.source)
            EnginePage(page, file, config)
        listed = [page.path for page in self.pages if page.listed]
        for file in files.documentation_pages():
            if isinstance(file.page, EnginePage) or file.inclusion is InclusionLevel.EXCLUDED:
                continue
            listed.append(frame.address(file.url))
        append(files, file_of(config, make_sitemap(catalog, listed)), taken)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang generated pages below the list they belong to, so that its tab is marked."""
        lists = {
            page.generated.path: page
            for file in files.documentation_pages()
            if isinstance(page := file.page, EnginePage) and page in nav.pages
        }
        for page in nav.pages:
            page.in_nav = True  # type: ignore[attr-defined]
        for file in files.documentation_pages():
            if isinstance(page := file.page, EnginePage) and page.parent is None:
                for crumb in page.generated.crumbs[:1]:
                    page.parent = lists.get(crumb.path)  # type: ignore[assignment]
        return nav

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig) -> str:
        """Put the home page's hand-written text into its layout, and link terms."""
        if isinstance(page, EnginePage):
            return html
        if page.meta.get("layout") == "home":
            html = self._home(html, page, config)
        assert self.terms is not None  # noqa: S101 - on_config came first
        automatic = links_by_itself(page.meta)
        linked = self.terms.of_written(html, frame.address(page.url), automatic=automatic)
        self.linked[page.url] = linked.links
        return linked.html

    def _home(self, html: str, page: Page, config: MkDocsConfig) -> str:
        assert self.renderer is not None  # noqa: S101 - on_config came first
        try:
            hero = frame.hero_of(page.meta, page.title)
        except frame.FrontMatterError as error:
            name = os.path.relpath(page.file.abs_src_path or page.file.src_uri, root_of(config))
            raise PluginError(f"{Path(name).as_posix()}:1:1: {error}") from None
        page.meta["hide"] = ["navigation", "toc"]
        with _template_faults():
            return self.renderer.render(
                "home.html",
                urls.HOME,
                view=home_view(self._catalog()),
                content=Markup(html),  # noqa: S704 - the site's own Markdown, rendered by MkDocs
                hero=hero,
            )

    @during(Stage.FRAME)
    def on_page_context(self, context: Any, page: Page) -> Any:
        """Give the frame its breadcrumbs, alternates, JSON-LD and notice."""
        site = context["config"]
        about_site = site.site_description or ""
        assert self.terms is not None  # noqa: S101 - on_config came first
        generated = page.generated if isinstance(page, EnginePage) else None
        linked = generated.terms if generated else self.linked.get(page.url, frozenset())
        framed = frame.Framed(
            path=frame.address(page.url),
            title=frame.plain(page.title),
            description=frame.plain(page.meta.get("description") or about_site),
            crumbs=list(crumbs_of(page)),
            generated=generated,
            tooltips=self.terms.tooltips(linked),
            searchable=frame.is_searchable(page.meta),
        )
        context.update(frame.context_of(self._catalog(), framed, site.site_name, about_site))
        return context

    def on_post_page(self, output: str) -> str:
        """Leave out what only templates need."""
        return compact(output)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check the built site against itself, and make its search index.

        Raises `PluginError` that lists what a backpack would miss.
        """
        if not self.checked_by_caller and (faults := self.faults(Path(config.site_dir))):
            raise PluginError(faults)
        if self.preview:
            self.index.start(Path(config.site_dir), hits_of(self.pages))

    def faults(self, site: Path) -> str:
        """What is wrong with the built site, or nothing; then its search index is there, too."""
        if found := check_site(self._catalog(), site):
            return f"The built site is not what it should be:\n{as_text(found)}"
        if not self.preview:
            try:
                make_index(site, hits_of(self.pages))
            except IndexFault as fault:
                return str(fault)
        return ""

    def on_serve(self, server: Any, config: MkDocsConfig) -> Any:
        """Watch everything that the site is made from."""
        for path in (*frame.watched(root_of(config)), *own_theme_folders(config), TEMPLATES):
            server.watch(str(path))
        return server

    def _catalog(self) -> Catalog:
        assert self.catalog is not None  # noqa: S101 - on_config came first
        return self.catalog


def build_site(config_file: Path, site_folder: Path) -> list[str]:
    """Build strictly into a folder and check the result, when every hook has done its work.

    Returns what went wrong, a line each, or nothing.
    """
    _started.clear()
    try:
        config = load_config(str(config_file), strict=True, site_dir=str(site_folder))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            if not _started:
                return [_NO_HOOK]
            _started[0].checked_by_caller = True
            with during(Stage.MKDOCS):
                mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    except (BuildError, ConfigurationError, Abort) as error:
        return str(error).splitlines() or ["the build was stopped"]
    # A hook file that hands over nothing but the start would leave the catalog out as well.
    return _started[0].faults(site_folder).splitlines() if _started[0].catalog else [_NO_HOOK]


def serve_site(config_file: Path, address: str | None) -> None:
    """Preview with live reload, drafts included, until interrupted."""
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    mkdocs_serve(str(config_file), livereload=True, **options)


@contextmanager
def _template_faults() -> Iterator[None]:
    try:
        yield
    except TemplateFault as fault:
        raise PluginError(str(fault)) from None
