"""The plain way, to compare with: a MkDocs hook that makes Markdown sources, and nothing clever.

Every page that badgepress makes from YAML, at the same address and with the same words; MkDocs
renders them with Python-Markdown and lists them in its default navigation. What Markdown has no
words for (drawings, folding parts, forms) stands in the sources as blocks of HTML, which are those
of the engine's templates. The files that are no pages are made as badgepress makes them, so that
both ways write the same site.
"""

import json
import posixpath
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.structure.files import File, InclusionLevel

from badgepress import outputs, pages, project, urls, words
from badgepress.pages.glossary import glossary_pages
from badgepress.pages.page import GeneratedPage
from badgepress.pages.render import Renderer
from badgepress.terms.site import SiteTerms

_state: dict[str, Any] = {}


class MarkdownRenderer:
    """In the place of badgepress' renderer: the same views, but templates that write Markdown."""

    def __init__(self) -> None:
        self._environment = Environment(  # noqa: S701 - Markdown, not HTML
            loader=FileSystemLoader(Path(__file__).with_name("templates")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {
            "date": words.long_date,
            "count": words.count,
            "amount": "{:g}".format,
            "cell": lambda text: text.replace("\n", " ").replace("|", r"\|"),
        }
        self._environment.globals["word_limits"] = words.word_limits
        self._html = Renderer()

    def render(self, template: str, path: str, **variables: object) -> str:
        """The page's Markdown, or one block of HTML where no template writes Markdown.

        In Markdown, `url` makes links between source files, as MkDocs wants them; `html` gives a
        piece of the engine's own, by its template, its macro's name and its variables.
        """
        name = template.replace(".html", ".md")
        if name not in self._environment.list_templates():
            return _block(self._html.render(template, path, **variables))
        found = self._environment.get_template(name)
        link = partial(_link, start=_source(path))
        return found.render(url=link, path=path, html=partial(self._piece, path), **variables)

    def _piece(self, path: str, template: str, macro: str = "", *given: Any, **named: Any) -> str:
        """HTML of a whole template of the engine's, or of one macro in it."""
        if not macro:
            return _block(self._html.render(template, path, **named))
        called = getattr(self._html._environment.get_template(f"pages/{template}").module, macro)
        if "url" in called.arguments:
            named["url"] = partial(urls.relative, start=path)
        return _block(called(*given, **named))


def on_config(config: Any) -> Any:
    """Read everything; the plain way checks it too."""
    config.site_url = "https://badges.example.org/"
    root = Path(config.config_file_path).parent
    settings = config.extra["badgepress"]
    catalog, _ = project.open_catalog(root, settings, Path(config.docs_dir))
    _state.update(catalog=catalog, terms=SiteTerms(catalog), renderer=MarkdownRenderer())
    _state["glossary"] = None
    return config


def on_files(files: Any, *, config: Any) -> Any:
    """Add a Markdown source for each page, and everything that is no page."""
    catalog = _state["catalog"]
    embeds = outputs.make_embeds(catalog, [])
    feeds = outputs.make_feeds(catalog, config.site_name)
    for output in (*outputs.all_files(catalog), *embeds, *feeds):
        # MkDocs makes pages of Markdown files, wherever they are.
        name = output.path.replace(".md", ".markdown.txt")
        kept = InclusionLevel.INCLUDED
        file = File.generated(config, name, content=output.content, inclusion=kept)
        file.dest_uri = output.path
        files.append(file)
    made = {_source(page.path): page for page in pages.all_pages(catalog, _state["renderer"])}
    _state["pages"] = made
    for source, page in made.items():
        files.append(File.generated(config, source, content=_with_front_matter(page)))
    return files


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """The glossary's pages tell who uses a term: of them come all others first."""
    made = _state["pages"].get(page.file.src_uri)
    if made is None or not made.path.startswith(urls.GLOSSARY):
        return markdown
    if _state["glossary"] is None:
        uses = _state["terms"].uses
        again = glossary_pages(_state["catalog"], _state["renderer"], uses)
        _state["glossary"] = {page.path: page.html for page in again}
    return _state["glossary"][made.path]


def on_page_content(html: str, *, page: Any, **_: Any) -> str:
    """Link the glossary's terms."""
    made = _state["pages"].get(page.file.src_uri)
    return _state["terms"].of_page(replace(made, html=html)).html if made else html


def _block(html: str) -> str:
    """HTML as Markdown takes it: nothing indented, which would be code, and no empty lines."""
    return "\n\n" + "\n".join(line.lstrip() for line in html.splitlines() if line.strip()) + "\n\n"


def _with_front_matter(page: GeneratedPage) -> str:
    meta: dict[str, Any] = {"title": page.title, "description": page.description}
    if not page.searchable:
        meta["search"] = {"exclude": True}
    # JSON is YAML too.
    lines = [f"{key}: {json.dumps(value)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", page.html])


def _source(path: str) -> str:
    """The Markdown file that becomes the page at an address."""
    parts = path.strip("/").split("/")
    # Version pages lie below these.
    holds_others = len(parts) == 1 or (len(parts) == 2 and parts[0] in ("catalog", "stacks"))
    return "/".join(parts) + ("/index.md" if holds_others else ".md")


def _link(target: str, start: str) -> str:
    path, mark, fragment = target.partition("#")
    file = _source(path) if path.endswith("/") else path
    return posixpath.relpath(file, posixpath.dirname(start)) + mark + fragment
