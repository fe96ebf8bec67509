"""What hand-written Markdown says about terms, known before any page is rendered."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import yaml

from badgepress import urls
from badgepress.links import text_of, without_code
from badgepress.terms.forced import FORCED

OPT_OUT = "glossary"
"""Front matter: with `glossary: false`, nothing on the page is linked by itself."""
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t#]*(?:\{[^{}]*\})?$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t](.*)$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]*)\]\(\s*<?([^()\s>]*)[^()]*\)")
_TERM_PAGE = re.compile(r"(?:^|/)glossary/([a-z0-9-]+)\.md(?:#.*)?$")


@dataclass(frozen=True)
class WrittenPage:
    """A hand-written page."""

    path: str
    """Its address, relative to the site's home."""
    source: Path

    @cached_property
    def text(self) -> str:
        """Its Markdown, with spaces for the front matter, so that places stay."""
        matter = _FRONT_MATTER.match(self._whole)
        return (re.sub(r"[^\n]", " ", matter[0]) if matter else "") + self._body

    @property
    def _body(self) -> str:
        matter = _FRONT_MATTER.match(self._whole)
        return self._whole[matter.end() :] if matter else self._whole

    @cached_property
    def _whole(self) -> str:
        return text_of(self.source)

    @cached_property
    def meta(self) -> dict[str, Any]:
        """Its front matter; nothing, where that is no YAML, which MkDocs reports."""
        matter = _FRONT_MATTER.match(self._whole)
        try:
            found = yaml.safe_load(matter[1]) if matter else None
        except (yaml.YAMLError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    @property
    def automatic(self) -> bool:
        """Whether terms are linked there by themselves."""
        return links_by_itself(self.meta)

    @property
    def title(self) -> str:
        """As MkDocs calls it, unless the navigation has another name."""
        if isinstance(title := self.meta.get("title"), str):
            return title
        heading = _TITLE.search(without_code(self._body))
        return heading[1].strip() if heading else self.source.stem.replace("-", " ").capitalize()

    def html(self) -> str:
        """Roughly what it becomes: enough to know which terms it uses, at no parser's expense."""
        prefix = urls.relative(urls.term("x"), self.path)[:-2]

        def link(match: re.Match[str]) -> str:
            term = _TERM_PAGE.search(match[2])
            href = f' href="{escape(prefix + term[1])}/"' if term else ""
            return f"<a{href}>{match[1]}</a>"

        text = _LINK.sub(link, without_code(self._body))
        return _HEADING.sub(r"<h2>\1</h2>", text)


def links_by_itself(meta: Any) -> bool:
    """Whether a page's front matter lets its terms be linked."""
    return meta.get(OPT_OUT) is not False


def forced_in(text: str) -> Iterator[tuple[int, int, re.Match[str], bool]]:
    """Line, column and match of each `[[term]]` outside of code, and whether a heading holds it."""
    if "[[" not in text:
        return
    text = without_code(text)
    headings = [match.span() for match in _HEADING.finditer(text)]
    for match in FORCED.finditer(text):
        start = match.start()
        line = text.count("\n", 0, start) + 1
        in_heading = any(begin <= start < end for begin, end in headings)
        yield line, start - text.rfind("\n", 0, start), match, in_heading
