"""MkDocs' events, answered by the engine; the only module that imports `mkdocs`."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, ConfigurationError, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import ENTITY_KINDS, GLOSSARY_FILE
from badgepress.outputs import Output, all_files, make_pages, make_sitemap
from badgepress.pages.home import home_view
from badgepress.pages.page import Crumb, GeneratedPage, Heading
from badgepress.pages.render import TEMPLATES, Renderer
from badgepress.problems import CatalogError, as_text
from badgepress.project import open_catalog
from badgepress.selfcheck import check_site

log = logging.getLogger("mkdocs.plugins.badgepress")
_STYLES = ("assets/badgepress/site.css", urls.AREA_STYLES)
_MISSING = "the settings 'extra.badgepress' are missing"


class EnginePage(Page):
    """A page whose body the engine has rendered; Python-Markdown never sees it."""

    def __init__(self, generated: GeneratedPage, file: File, config: MkDocsConfig) -> None:
        self.generated = generated
        title = str(escape(generated.title))
        super().__init__(title, file, config)
        # Material prints these raw into <head>, so they are escaped here.
        self.meta = {
            "title": title,
            "description": str(escape(generated.description)),
            "hide": ["navigation"] if len(generated.headings) > 2 else ["navigation", "toc"],
        }
        if not generated.searchable:
            self.meta["search"] = {"exclude": True}

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no source to read."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The body is finished already."""
        self.content = self.generated.html
        self.toc = _table_of_contents(self.generated.headings)


class Adapter:
    """The events of one MkDocs process; `serve` sends them again for each rebuild."""

    def __init__(self) -> None:
        self.preview = False
        self.catalog: Catalog | None = None
        self.pages: list[GeneratedPage] = []
        self.renderer: Renderer | None = None

    def on_startup(self, command: str) -> None:
        """Remember whether this is the preview, which shows drafts."""
        self.preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check everything before MkDocs cleans the old site.

        Raises `PluginError` that lists all problems.
        """
        root = _root(config)
        settings = config.extra.get("badgepress")
        try:
            self.catalog, problems = open_catalog(
                root, settings, Path(config.docs_dir), drafts=self.preview
            )
        except CatalogError as error:
            raise PluginError(f"The catalog has problems:\n{error}") from None
        for warning in problems.warnings:
            log.warning("%s", warning)
        if not config.use_directory_urls:
            raise PluginError("mkdocs.yml: badge addresses need 'use_directory_urls: true'")
        config.site_url = config.site_url or self.catalog.settings.base_url
        own = [Path(folder) for folder in _own_theme_folders(config, root)]
        config.theme.dirs.insert(len(own), str(TEMPLATES))
        config.theme.static_templates.discard(urls.SITEMAP)
        config.extra_css = [*_STYLES, *config.extra_css]
        self.renderer = Renderer(own)
        self.pages = make_pages(self.catalog, own)
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add everything that is made from YAML.

        Raises `PluginError` where a file of the owner's has the same address.
        """
        catalog = self._catalog()
        themes_sitemap = files.get_file_from_path(urls.SITEMAP)
        if themes_sitemap and themes_sitemap.src_dir != config.docs_dir:
            files.remove(themes_sitemap)
        taken = {file.dest_uri.lower(): file.src_uri for file in files}
        for output in all_files(catalog):
            _append(files, _file(config, output), taken)
        for page in self.pages:
            file = File.generated(
                config, _src_uri(page.path), content="", inclusion=InclusionLevel.NOT_IN_NAV
            )
            _append(files, file, taken)
            if page.source and config.edit_uri:
                file.edit_uri = _edit_uri(config, page.source)
            EnginePage(page, file, config)
        listed = [page.path for page in self.pages if page.listed]
        for file in files.documentation_pages():
            own = isinstance(file.page, EnginePage)
            if not own and file.inclusion is not InclusionLevel.EXCLUDED:
                listed.append(_path(file.url))
        _append(files, _file(config, make_sitemap(catalog, listed)), taken)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Hang generated pages below the list they belong to, so that its tab is marked."""
        lists = {
            page.generated.path: page
            for file in files.documentation_pages()
            if isinstance(page := file.page, EnginePage) and page in nav.pages
        }
        for file in files.documentation_pages():
            page = file.page
            if isinstance(page, EnginePage) and page.parent is None:
                for crumb in page.generated.crumbs[:1]:
                    page.parent = lists.get(crumb.path)  # type: ignore[assignment]
        return nav

    def on_page_content(self, html: str, page: Page, config: MkDocsConfig) -> str:
        """Put the home page's hand-written text into its layout."""
        if page.meta.get("layout") != "home":
            return html
        assert self.renderer is not None  # noqa: S101 - on_config came first
        hero = page.meta.get("hero") or {}
        page.meta["hide"] = ["navigation", "toc"]
        return self.renderer.render(
            "home.html",
            urls.HOME,
            view=home_view(self._catalog()),
            content=Markup(html),  # noqa: S704 - the site's own Markdown, rendered by MkDocs
            hero={
                "headline": hero.get("headline", page.title),
                "lead": hero.get("lead", page.meta.get("description", "")),
            },
        )

    def on_page_context(self, context: Any, page: Page) -> Any:
        """Give the frame its breadcrumbs, alternates and notice."""
        path = _path(page.url)
        context["notice"] = self._catalog().settings.notice
        context["crumbs"] = _breadcrumbs(page, path)
        context["crumb_here"] = _plain_title(page)
        if isinstance(page, EnginePage):
            context["alternates"] = [
                {"type": item.type, "title": item.title, "href": urls.relative(item.path, path)}
                for item in page.generated.alternates
            ]
        return context

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check the built site against itself.

        Raises `PluginError` that lists what a backpack would miss.
        """
        if faults := check_site(self._catalog(), Path(config.site_dir)):
            raise PluginError(f"The built site is not what it should be:\n{as_text(faults)}")

    def on_serve(self, server: Any, config: MkDocsConfig) -> Any:
        """Watch everything that the site is made from."""
        root = _root(config)
        folders = {kind.folder.split("/")[0] for kind in ENTITY_KINDS}
        for name in sorted({*folders, GLOSSARY_FILE}):
            if (root / name).exists():
                server.watch(str(root / name))
        for folder in [*_own_theme_folders(config, root), str(TEMPLATES)]:
            server.watch(folder)
        return server

    def _catalog(self) -> Catalog:
        assert self.catalog is not None  # noqa: S101 - on_config came first
        return self.catalog


def build_site(config_file: Path, site_folder: Path) -> list[str]:
    """Build strictly into a folder; returns what went wrong, a line each, or nothing."""
    try:
        config = load_config(str(config_file), strict=True, site_dir=str(site_folder))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    except (BuildError, ConfigurationError, Abort) as error:
        return str(error).splitlines() or ["the build was stopped"]
    return []


def serve_site(config_file: Path, address: str | None) -> None:
    """Preview with live reload, drafts included, until interrupted."""
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    mkdocs_serve(str(config_file), livereload=True, **options)


def _root(config: MkDocsConfig) -> Path:
    if not config.config_file_path:
        raise PluginError(f"{_MISSING}: MkDocs was started without a mkdocs.yml")
    return Path(config.config_file_path).resolve().parent


def _own_theme_folders(config: MkDocsConfig, root: Path) -> list[str]:
    """The site's own theme folders: those that lie in the project."""
    return [
        folder
        for folder in config.theme.dirs
        if Path(folder).is_relative_to(root)
        and Path(folder) != TEMPLATES
        and "site-packages" not in folder
        and Path(folder).is_dir()
    ]


def _file(config: MkDocsConfig, output: Output) -> File:
    # INCLUDED: MkDocs drops paths with a leading dot otherwise.
    return File.generated(
        config, output.path, content=output.content, inclusion=InclusionLevel.INCLUDED
    )


def _src_uri(path: str) -> str:
    """The name by which hand-written pages link a generated one: `catalog/ID.md`."""
    name = path.rstrip("/")
    return f"{name}.md" if "/" in name else f"{name}/index.md"


def _append(files: Files, file: File, taken: dict[str, str]) -> None:
    if owner := taken.get(file.dest_uri.lower()):
        raise PluginError(
            f"{owner}:1:1: the page or file has the same address as one made from YAML:"
            f" /{file.dest_uri} — rename or move it"
        )
    taken[file.dest_uri.lower()] = file.src_uri
    files.append(file)


def _edit_uri(config: MkDocsConfig, source: str) -> str:
    """From MkDocs' edit address of the pages' folder to a file of the project's."""
    docs = Path(config.docs_dir).name
    depth = 1 if (config.edit_uri or "").rstrip("/").endswith(f"/{docs}") else 0
    return "../" * depth + source


def _table_of_contents(headings: Iterable[Heading]) -> TableOfContents:
    top: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(str(escape(heading.title)), heading.id, heading.level)
        if heading.level > 2 and top:
            top[-1].children.append(link)
        else:
            top.append(link)
    return TableOfContents(top)


def _breadcrumbs(page: Page, path: str) -> list[dict[str, str | None]]:
    if page.is_homepage:
        return []
    crumbs: list[Crumb | tuple[str, None]] = [Crumb("Home", urls.HOME)]
    if isinstance(page, EnginePage):
        crumbs += page.generated.crumbs
    else:
        for ancestor in reversed(list(page.ancestors)):
            children = getattr(ancestor, "children", None) or []
            index = next((c for c in children if isinstance(c, Page) and c.is_index), None)
            if index is page:
                continue
            title = str(ancestor.title)
            crumbs.append(Crumb(title, _path(index.url)) if index else (title, None))
    return [
        {"title": title, "href": None if target is None else urls.relative(target, path)}
        for title, target in crumbs
    ]


def _path(url: str) -> str:
    """MkDocs' address of a page as ours: the home page's is empty."""
    return "" if url == "./" else url


def _plain_title(page: Page) -> str:
    return page.generated.title if isinstance(page, EnginePage) else str(page.title)


__all__: Sequence[str] = ("Adapter", "build_site", "serve_site")
