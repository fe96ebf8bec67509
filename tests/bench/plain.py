"""The plain way, to compare with: a MkDocs hook that makes Markdown sources, and nothing clever.

Every page that badgepress makes from YAML, at the same address and with the same words; MkDocs
renders them with Python-Markdown and lists them in its default navigation. The files that are no
pages are made as badgepress makes them, so that both ways write the same site.
"""

import json
import posixpath
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.structure.files import File, InclusionLevel

from badgepress import outputs, pages, project, words
from badgepress.pages.page import GeneratedPage

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

    def render(self, template: str, path: str, **variables: object) -> str:
        """The page's Markdown; `url` makes links between source files, as MkDocs wants them."""
        found = self._environment.get_template(template.replace(".html", ".md"))
        link = partial(_link, start=_source(path))
        return found.render(url=link, path=path, **variables)


def on_config(config: Any) -> Any:
    """Read everything; the plain way checks it too."""
    config.site_url = "https://badges.example.org/"
    root = Path(config.config_file_path).parent
    settings = config.extra["badgepress"]
    _state["catalog"], _ = project.open_catalog(root, settings, Path(config.docs_dir))
    return config


def on_files(files: Any, *, config: Any) -> Any:
    """Add a Markdown source for each page, and everything that is no page."""
    catalog = _state["catalog"]
    for output in (*outputs.all_files(catalog), *outputs.make_embeds(catalog, [])):
        kept = InclusionLevel.INCLUDED
        files.append(File.generated(config, output.path, content=output.content, inclusion=kept))
    renderer: Any = MarkdownRenderer()
    for page in list(pages.all_pages(catalog, renderer)):
        files.append(File.generated(config, _source(page.path), content=_with_front_matter(page)))
    return files


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
