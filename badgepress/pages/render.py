"""The engine's own Jinja environment for page bodies: escaped, strict, and overridable."""

import re
from collections.abc import Mapping, Sequence
from html import unescape
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, Template

from badgepress import words
from badgepress.compiled import Compiled
from badgepress.markdown import to_html, to_inline_html
from badgepress.memory import Memory, recall
from badgepress.pages.environment import BodyEnvironment, Kept, Link
from badgepress.pages.page import Heading
from badgepress.template_faults import guard

TEMPLATES = Path(__file__).parent.parent / "theme"
_ELEMENT = re.compile(r"<[^>]+>")
_COMPILED = Compiled()
_HEADING = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


class Renderer:
    """Renders page bodies from `pages/*.html` in the theme's folders."""

    def __init__(self, overrides: Sequence[Path] = (), memory: Memory | None = None) -> None:
        """`overrides` are theme folders that come before the engine's own, the first one first.

        With a `memory`, a page for which the same is given is not rendered again.
        """
        self._memory = memory
        self._environment = BodyEnvironment(
            loader=FileSystemLoader([*overrides, TEMPLATES]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build has a renderer of its own, so files need no second look
            bytecode_cache=_COMPILED,
        )
        self._environment.filters |= {
            "md": to_html,
            "md_inline": to_inline_html,
            "date": words.long_date,
            "count": words.count,
            "amount": "{:g}".format,
        }
        guard(self._environment)
        self._environment.globals |= {"word_limits": words.word_limits, "kept": Kept()}
        self._templates: dict[str, Template] = {}

    def render(self, template: str, path: str, **variables: object) -> str:
        """The body of the page at `path`.

        Templates call `url(address)` for a link from this page to another address of the site.
        Raises `TemplateFault`.
        """
        name = ("body", template, path)
        return recall(self._memory, name, variables, lambda: self._render(*name[1:], variables))

    def _render(self, template: str, path: str, variables: Mapping[str, object]) -> str:
        found = self._templates.get(template)
        if found is None:
            found = self._templates[template] = self._environment.get_template(f"pages/{template}")
        html = found.render(url=Link(path), path=path, **variables)
        # The search takes a name and what is said of it for one word otherwise.
        return html.replace("</dt><dd", "</dt> <dd")


def headings_of(html: str) -> tuple[Heading, ...]:
    """The second- and third-level headings with an id."""
    return tuple(
        Heading(unescape(_ELEMENT.sub("", title)).strip(), anchor, int(level))
        for level, anchor, title in _HEADING.findall(html)
    )
