"""MkDocs' events, answered by the engine.

The modules `mkdocs_…` are the only ones that import `mkdocs`.
"""

import logging
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from badgepress import frame, urls
from badgepress.asked import Asked
from badgepress.catalog import Catalog
from badgepress.compact import compact
from badgepress.compiled import Compiled
from badgepress.kept_site import KeptSite
from badgepress.memory import Memory
from badgepress.messages import REMARKS
from badgepress.mkdocs_again import Again
from badgepress.mkdocs_apart import Apart, Elsewhere, works_apart
from badgepress.mkdocs_ondemand import OnDemand, Preview
from badgepress.mkdocs_parts import (
    STYLES,
    EnginePage,
    SiteFiles,
    add_host_files,
    append,
    crumbs_of,
    file_of,
    hang_all,
    home_page,
    own_theme_folders,
    page_file,
    refuse_taken,
    root_of,
    switch_off_search,
    template_faults,
    written_pages,
)
from badgepress.outputs import (
    Output,
    all_files,
    make_embeds,
    make_feeds,
    make_pages,
    make_sitemap,
)
from badgepress.pages.page import GeneratedPage, Hit
from badgepress.pages.render import TEMPLATES, Renderer
from badgepress.problems import CatalogError, as_text
from badgepress.project import open_catalog
from badgepress.search_index import (
    BackgroundIndex,
    hits_of,
    make_index,
    searchable_of,
)
from badgepress.search_pagefind import IndexFault
from badgepress.selfcheck import check_site
from badgepress.stages import Stage, during
from badgepress.template_faults import guard
from badgepress.terms.site import SiteTerms
from badgepress.terms.written import links_by_itself
from badgepress.tracing import Filled, Frames

log = logging.getLogger("mkdocs.plugins.badgepress")
remarks = logging.getLogger(REMARKS)
STARTED: "list[Adapter]" = []
"""The adapter of the build that runs."""


class Adapter:
    """The events of one MkDocs process; `serve` sends them again for each rebuild."""

    def __init__(self) -> None:
        self.preview = False
        self.catalog: Catalog | None = None
        self.pages: list[GeneratedPage] = []
        self.embeds: list[Output] = []
        self.hits: dict[str, Hit] = {}
        self.apart: Apart | None = None
        self.way: type[Apart] = Apart  # how pages of single entries are made, where they are many
        self.served = Preview()
        self.compiled = Compiled()
        self.elsewhere: Elsewhere | None = None
        self.terms: SiteTerms | None = None
        self.linked: dict[str, frozenset[str]] = {}
        self.memory: Memory | None = None
        self.checked_by_caller = False
        self.kept: KeptSite | None = None
        self.index = BackgroundIndex()

    def on_startup(self, command: str) -> None:
        """Remember whether this is the preview, which shows drafts."""
        self.preview, self.checked_by_caller = command == "serve", False
        self.memory = Memory() if self.preview else None
        self.way, self.served = (OnDemand if self.preview else Apart), Preview()
        self.elsewhere = self.kept = None
        STARTED[:] = [self]

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs cleans the old site.

        Raises `PluginError` that lists all problems.
        """
        self.index.cancel()
        if self.way is OnDemand:
            self.served.begin(Path(config.site_dir))
        if self.memory:
            self.memory.begin([*own_theme_folders(config), TEMPLATES])
        root = root_of(config)
        settings = config.extra.get("badgepress")
        try:
            self.catalog, problems = open_catalog(
                root,
                settings,
                Path(config.docs_dir),
                drafts=self.preview,
                memory=self.memory,
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
        config.extra_css = [*STYLES, *config.extra_css]
        switch_off_search(config)
        with template_faults():
            self.terms = SiteTerms(self.catalog, written_pages(config), self.memory)
            self._make_pages(config)
        return config

    def _make_pages(self, config: MkDocsConfig) -> None:
        """Make all pages and cards, or only those of which there are few."""
        catalog, own = self._catalog(), own_theme_folders(config)
        assert self.terms  # noqa: S101 - on_config has made it
        self.hits, self.apart = {}, None
        if works_apart(catalog, config, self.way, self.elsewhere):
            if self.kept and not self.elsewhere:
                self.catalog = catalog = Asked(catalog)
                self.apart = Again(catalog, config, Renderer(own), self.terms, self.kept)
            else:
                self.apart = self.way(catalog, config, Renderer(own), self.terms)
            self.pages, self.embeds = self.apart.outlines, self.apart.other_cards()
            self.served.teach(self.terms)
            return
        self.pages = make_pages(catalog, own, self.terms, self.memory)
        with during(Stage.RENDERING):
            self.embeds = list(make_embeds(catalog, own))

    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> Any:
        """Let a mistake in a template of the frame be a sentence, too, and make what is apart."""
        guard(env, PluginError)
        env.bytecode_cache = self.compiled
        env.globals["notice"] = self._catalog().settings.notice  # for pages that are no document
        Frames(env, lambda page: isinstance(page, EnginePage) and not page.in_nav)
        if self.apart:
            with template_faults():
                self.hits = self.apart.make(env, files, self.elsewhere)
        return env

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add everything that is made from YAML.

        Raises `PluginError` where a file of the owner's has the same address.
        """
        catalog = self._catalog()
        themes_sitemap = files.get_file_from_path(urls.SITEMAP)
        if themes_sitemap and themes_sitemap.src_dir != config.docs_dir:
            files.remove(themes_sitemap)
        add_host_files(catalog, files, config)
        taken = {file.dest_uri.lower(): file.src_uri for file in files}
        feeds = make_feeds(catalog, config.site_name)
        if self.apart:
            for path in self.apart.addresses():
                refuse_taken(path, taken)
            files = SiteFiles(files, self.apart.file)
        made = () if self.apart else all_files(catalog)
        for output in (*made, *self.embeds, *feeds):
            append(files, file_of(config, output), taken)
        for page in self.apart.others if self.apart else self.pages:
            append(files, page_file(page, config), taken)
        listed = [page.path for page in self.pages if page.listed]
        for file in files.documentation_pages():
            if isinstance(file.page, EnginePage) or file.inclusion is InclusionLevel.EXCLUDED:
                continue
            listed.append(frame.address(file.url))
        append(files, file_of(config, make_sitemap(catalog, listed)), taken)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang generated pages below the list they belong to, so that its tab is marked."""
        for named in nav.pages:
            if isinstance(named, EnginePage):
                named.in_nav = True
                if self.apart:
                    self.apart.take_back(named, files)
        lists = hang_all(nav, files)
        if self.apart:
            self.apart.writer.nav, self.apart.writer.lists = nav, lists
        return nav

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig) -> str:
        """Put the home page's hand-written text into its layout, and link terms."""
        if isinstance(page, EnginePage):
            return html
        if page.meta.get("layout") == "home":
            html = home_page(html, page, config, self._catalog())
        assert self.terms is not None  # noqa: S101 - on_config came first
        automatic = links_by_itself(page.meta)
        linked = self.terms.of_written(html, frame.address(page.url), automatic=automatic)
        self.linked[page.url] = linked.links
        return linked.html

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
        return output.compacted() if isinstance(output, Filled) else compact(output)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check the built site against itself, and make its search index.

        Raises `PluginError` that lists what a backpack would miss.
        """
        if self.checked_by_caller:
            return
        if self.preview and self.served.end(self.apart, config):
            return  # nothing is there yet that could be checked
        if faults := self.faults(Path(config.site_dir)):
            raise PluginError(faults)
        if self.preview:
            self.index.start(Path(config.site_dir), *self.findable())

    def faults(self, site: Path) -> str:
        """What is wrong with the built site, or nothing; then its search index is there, too."""
        if found := check_site(self._catalog(), site):
            return f"The built site is not what it should be:\n{as_text(found)}"
        if not self.preview:
            try:
                make_index(site, *self.findable(), self.kept if self.apart else None)
            except IndexFault as fault:
                return str(fault)
        return ""

    def findable(self) -> tuple[dict[str, Hit], dict[str, bool]]:
        """What is shown as cards, and what of the rest the search finds."""
        return self.hits or hits_of(self.pages), searchable_of(self.pages)

    def on_serve(self, server: Any, config: MkDocsConfig) -> Any:
        """Watch everything that the site is made from."""
        for path in (*frame.watched(root_of(config)), *own_theme_folders(config), TEMPLATES):
            server.watch(str(path))
        self.served.serve(server)
        return server

    def on_shutdown(self) -> None:
        """Leave nothing behind."""
        self.index.cancel()
        self.served.close()

    def _catalog(self) -> Catalog:
        assert self.catalog is not None  # noqa: S101 - on_config came first
        return self.catalog
