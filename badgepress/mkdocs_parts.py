"""What the adapter takes from MkDocs and hands to it: files, pages, the navigation's words."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from functools import lru_cache
from pathlib import Path, PurePath
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from badgepress import frame, urls
from badgepress.catalog import Catalog
from badgepress.outputs import LateOutput, Output, host_files
from badgepress.pages.home import home_view
from badgepress.pages.page import GeneratedPage, Heading
from badgepress.pages.render import Renderer
from badgepress.template_faults import TemplateFault
from badgepress.terms.written import WrittenPage

STYLES = (
    *(
        f"assets/badgepress/{name}.css"
        for name in ("site", "words", "search", "page", "plan/parts")
    ),
    urls.AREA_STYLES,
)
"""Those of the engine, for every page."""


class EnginePage(Page):
    """A page whose body the engine has rendered; Python-Markdown never sees it."""

    def __init__(self, generated: GeneratedPage, file: File, config: MkDocsConfig) -> None:
        self.generated = generated
        self.in_nav = False
        head = frame.head_of(generated)
        super().__init__(head["title"], file, config)
        self.meta = head

    def _set_canonical_url(self, base: str | None) -> None:
        """As MkDocs' own; but our addresses are plain, so that nothing has to be parsed."""
        self.canonical_url, self.abs_url = None, None
        if base:
            home, path = _home(base)
            self.canonical_url, self.abs_url = home + self.url, path + self.url
            if self.generated.redirect is not None:
                self.canonical_url = urljoin(base, self.generated.redirect)

    def another(self, generated: GeneratedPage, config: MkDocsConfig) -> "EnginePage":
        """Another page, as `page_file` makes it; what MkDocs finds out for each is known."""
        page, page.file = copy(self), copy(self.file)
        page.generated, page.file.page = generated, page
        _place(page.file, generated, config)
        page.meta = frame.head_of(generated)
        page.title = page.meta["title"]
        page.parent, page.in_nav = None, False
        page._set_canonical_url(config.site_url)
        page._set_edit_url(config.repo_url, config.edit_uri, config.edit_uri_template)
        return page

    def take(self, generated: GeneratedPage) -> None:
        """Take the whole page in the place of what was known of it."""
        self.generated = generated
        self.meta = frame.head_of(generated)

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no source to read."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The body is finished already."""
        self.content = self.generated.html
        self.toc = _table_of_contents(self.generated.headings)


@lru_cache(maxsize=4)
def _home(site_url: str) -> tuple[str, str]:
    """The site's address, and its path."""
    home = urljoin(site_url.removesuffix("/") + "/", ".")
    return home, urlsplit(home).path


def hang_all(nav: Navigation, files: Files) -> dict[str, EnginePage]:
    """Hang all generated pages below their lists; returns the lists in the navigation, by path."""
    pages = [page for f in files.documentation_pages() if isinstance(page := f.page, EnginePage)]
    lists = {page.generated.path: page for page in pages if page in nav.pages}
    for page in pages:
        if page.parent is None:
            hang(page, lists)
    return lists


def add_host_files(catalog: Catalog, files: Files, config: MkDocsConfig) -> None:
    """Add what web hosts read; an owner's own file of the same name takes its place."""
    for output in host_files(catalog):
        own = files.get_file_from_path(output.path)
        if own and own.inclusion is InclusionLevel.EXCLUDED:
            files.remove(own)  # a dot file, which MkDocs would leave out
            own = None
        if own is None:
            files.append(file_of(config, output))


class SiteFiles(Files):
    """MkDocs' files, and others that are made elsewhere: there for whoever links them."""

    def __init__(self, files: Iterable[File], elsewhere: Callable[[str], File | None]) -> None:
        """`elsewhere` gives the file of that name, if there is one."""
        super().__init__(files)
        self._elsewhere = elsewhere

    def get_file_from_path(self, path: str) -> File | None:
        """A file by its name, wherever it is made."""
        return super().get_file_from_path(path) or self._elsewhere(PurePath(path).as_posix())


def page_file(page: GeneratedPage, config: MkDocsConfig) -> File:
    """A page's file, with the page."""
    name = frame.source_name(page.path)
    file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    _place(file, page, config)
    EnginePage(page, file, config)
    return file


def _place(file: File, page: GeneratedPage, config: MkDocsConfig) -> None:
    file.src_uri = frame.source_name(page.path)
    # MkDocs would find out the same by way of several paths.
    file.dest_uri = f"{page.path}index.html"
    file.url = quote(page.path)
    file.edit_uri = None
    if page.source and config.edit_uri:
        folder = os.path.basename(config.docs_dir)
        file.edit_uri = frame.edit_address(config.edit_uri, folder, page.source)


def hang(page: EnginePage, lists: Mapping[str, EnginePage]) -> None:
    """Hang a page below the list it belongs to, so that its tab is marked."""
    for crumb in page.generated.crumbs[:1]:
        page.parent = lists.get(crumb.path)  # type: ignore[assignment]


def root_of(config: MkDocsConfig) -> Path:
    """The project's folder. Raises `PluginError` where MkDocs runs without a file of settings."""
    if not config.config_file_path:
        raise PluginError("MkDocs was started without a mkdocs.yml, which badgepress needs")
    # Links are not followed: MkDocs looks for everything else beside the name that it was given.
    return Path(os.path.abspath(config.config_file_path)).parent


def written_pages(config: MkDocsConfig) -> Iterator[WrittenPage]:
    """Hand-written pages that the site will have."""
    files = get_files(config)
    set_exclusions(files, config)
    for file in files.documentation_pages():
        yield WrittenPage(frame.address(file.url), Path(file.abs_src_path or file.src_uri))


def switch_off_search(config: MkDocsConfig) -> None:
    """The frame's own search would write an index that every first visit loads whole."""
    for name, plugin in config.plugins.items():
        if name.rpartition("/")[2] == "search" and "enabled" in plugin.config:
            plugin.config["enabled"] = False


def own_theme_folders(config: MkDocsConfig) -> list[Path]:
    """The site's own theme folder, if it has one; it comes first in MkDocs' list as well."""
    return [Path(config.theme.custom_dir)] if config.theme.custom_dir else []


class LateFile(File):
    """A file whose content is made when it is written, and kept by nobody."""

    make: Callable[[], bytes]

    def copy_file(self, dirty: bool = False) -> None:
        """Make the content and write it."""
        self._content = self.make()
        super().copy_file(dirty)
        self._content = b""


def file_of(config: MkDocsConfig, output: Output | LateOutput) -> File:
    """A file that MkDocs writes as it is."""
    # INCLUDED: MkDocs drops paths with a leading dot otherwise. It would make pages of Markdown, so
    # that is a file of another name for it, which it writes where it belongs.
    name = output.path.removesuffix(".md") + ".markdown.txt" * output.path.endswith(".md")
    included = InclusionLevel.INCLUDED
    if isinstance(output, Output):
        file = File.generated(config, name, content=output.content, inclusion=included)
    else:
        file = LateFile.generated(config, name, content=b"", inclusion=included)
        assert isinstance(file, LateFile)  # noqa: S101 - the class method's own class
        file.make = output.make
    file.dest_uri = output.path
    return file


def refuse_taken(path: str, taken: Mapping[str, str]) -> None:
    """Raise `PluginError` where a file has the address of one made from YAML; see `append`."""
    if owner := taken.get(path.lower()):
        raise PluginError(
            f"{owner}:1:1: the page or file has the same address as one made from YAML:"
            f" /{path} — rename or move it"
        )


def append(files: Files, file: File, taken: dict[str, str]) -> None:
    """Add a file; `taken` holds each address in small letters, with the file that has it.

    Raises `PluginError` where another one has its address.
    """
    refuse_taken(file.dest_uri, taken)
    taken[file.dest_uri.lower()] = file.src_uri
    files.append(file)


@contextmanager
def template_faults() -> Iterator[None]:
    """A mistake in a template is a sentence to MkDocs, too."""
    try:
        yield
    except TemplateFault as fault:
        raise PluginError(str(fault)) from None


def home_page(html: str, page: Page, config: MkDocsConfig, catalog: Catalog) -> str:
    """The home page's hand-written text in its layout. Raises `PluginError`."""
    renderer = Renderer(own_theme_folders(config))
    try:
        hero = frame.hero_of(page.meta, page.title)
    except frame.FrontMatterError as error:
        name = os.path.relpath(page.file.abs_src_path or page.file.src_uri, root_of(config))
        raise PluginError(f"{Path(name).as_posix()}:1:1: {error}") from None
    page.meta["hide"] = ["navigation", "toc"]
    with template_faults():
        return renderer.render(
            "home.html",
            urls.HOME,
            view=home_view(catalog),
            content=Markup(html),  # noqa: S704 - the site's own Markdown, rendered by MkDocs
            hero=hero,
        )


def _table_of_contents(headings: Iterable[Heading]) -> TableOfContents:
    top: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(str(escape(heading.title)), heading.id, heading.level)
        if heading.level > 2 and top:
            top[-1].children.append(link)
        else:
            top.append(link)
    return TableOfContents(top)


def crumbs_of(page: Page) -> Iterator[tuple[str, str | None]]:
    """From below home to the page's parent."""
    if isinstance(page, EnginePage):
        yield from page.generated.crumbs
        return
    for ancestor in reversed(list(page.ancestors)):
        children = getattr(ancestor, "children", None) or []
        index = next((c for c in children if isinstance(c, Page) and c.is_index), None)
        if index is not page:
            yield frame.plain(ancestor.title), frame.address(index.url) if index else None
