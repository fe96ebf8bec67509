"""What the adapter takes from MkDocs and hands to it: files, pages, the navigation's words."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import urljoin

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from badgepress import frame
from badgepress.outputs import LateOutput, Output
from badgepress.pages.page import GeneratedPage, Heading
from badgepress.terms.written import WrittenPage


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

    def read_source(self, config: MkDocsConfig) -> None:
        """There is no source to read."""
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The body is finished already."""
        self.content = self.generated.html
        self.toc = _table_of_contents(self.generated.headings)


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


def append(files: Files, file: File, taken: dict[str, str]) -> None:
    """Add a file; `taken` holds each address in small letters, with the file that has it.

    Raises `PluginError` where another one has its address.
    """
    if owner := taken.get(file.dest_uri.lower()):
        raise PluginError(
            f"{owner}:1:1: the page or file has the same address as one made from YAML:"
            f" /{file.dest_uri} — rename or move it"
        )
    taken[file.dest_uri.lower()] = file.src_uri
    files.append(file)


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
