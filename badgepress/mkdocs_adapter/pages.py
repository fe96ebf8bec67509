"""Pages and files of the engine's as MkDocs knows them."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath
from urllib.parse import urljoin

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from badgepress import frame
from badgepress.outputs import Output
from badgepress.pages.page import GeneratedPage, Heading


class EnginePage(Page):
    """A page whose body the engine has rendered; Python-Markdown never sees it."""

    def __init__(self, generated: GeneratedPage, file: File, config: MkDocsConfig) -> None:
        self.generated = generated
        self.in_nav = False
        head = frame.head_of(generated)
        super().__init__(head["title"], file, config)
        self.meta = head
        if generated.redirect is not None and config.site_url:
            self.canonical_url = urljoin(config.site_url, generated.redirect)

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


def page_file(page: GeneratedPage, config: MkDocsConfig) -> File:
    """A page's file, with the page."""
    name = frame.source_name(page.path)
    file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
    if page.source and config.edit_uri:
        folder = Path(config.docs_dir).name
        file.edit_uri = frame.edit_address(config.edit_uri, folder, page.source)
    EnginePage(page, file, config)
    return file


def hang(page: EnginePage, lists: Mapping[str, EnginePage]) -> None:
    """Hang a page below the list it belongs to, so that its tab is marked."""
    for crumb in page.generated.crumbs[:1]:
        page.parent = lists.get(crumb.path)  # type: ignore[assignment]


class SiteFiles(Files):
    """MkDocs' files, and others that are made elsewhere: there for whoever links them."""

    def __init__(self, files: Iterable[File], elsewhere: Callable[[str], File | None]) -> None:
        """`elsewhere` gives the file of that name, if there is one."""
        super().__init__(files)
        self._elsewhere = elsewhere

    def get_file_from_path(self, path: str) -> File | None:
        """A file by its name, wherever it is made."""
        return super().get_file_from_path(path) or self._elsewhere(PurePath(path).as_posix())


def file_of(config: MkDocsConfig, output: Output) -> File:
    """An output as a file that MkDocs writes."""
    # INCLUDED: MkDocs drops paths with a leading dot otherwise. It would make pages of Markdown, so
    # that is a file of another name for it, which it writes where it belongs.
    name = output.path.removesuffix(".md") + ".markdown.txt" * output.path.endswith(".md")
    file = File.generated(config, name, content=output.content, inclusion=InclusionLevel.INCLUDED)
    file.dest_uri = output.path
    return file


def _table_of_contents(headings: Iterable[Heading]) -> TableOfContents:
    top: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(str(escape(heading.title)), heading.id, heading.level)
        if heading.level > 2 and top:
            top[-1].children.append(link)
        else:
            top.append(link)
    return TableOfContents(top)
