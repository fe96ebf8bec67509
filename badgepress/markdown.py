"""Markdown fields to safe HTML.

Python-Markdown makes the HTML (raw HTML is shown as text), nh3 (the Rust library ammonia) lets only
harmless elements and addresses through, as a second wall.
"""

import re
from functools import lru_cache
from html import escape

import nh3
from markdown import Markdown
from markupsafe import Markup

_TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "hr",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "sup",
    "sub",
}
# A bare address or a colon is no markup; the parser would change tabs and no-break spaces.
_MARKUP = re.compile(r"[\\`*_{}\[\]<>&|#\n\r\t\xa0]|^\s*(?:[-+]|\d+[.)])")


def to_html(text: str) -> Markup:
    """A Markdown field as blocks of safe HTML; headings begin at the third level."""
    if not _MARKUP.search(text):
        # Plain sentences are most of a catalog; they need no parser.
        return Markup(f"<p>{escape(text, quote=False)}</p>")  # noqa: S704 - escaped here
    return _convert(text)


def to_inline_html(text: str) -> Markup:
    """The same for a place that holds no blocks: a lone paragraph loses its `<p>`."""
    html = to_html(text)
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return Markup(html[3:-4])  # noqa: S704 - a part of safe HTML
    return html


@lru_cache(maxsize=4096)
def _convert(text: str) -> Markup:
    html = _converter().reset().convert(text)
    html = re.sub(r"<(/?)h([1-6])", lambda m: f"<{m[1]}h{min(int(m[2]) + 2, 6)}", html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "th": {"align"}, "td": {"align"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return Markup(clean)  # noqa: S704 - sanitized in the line above


@lru_cache(maxsize=1)
def _converter() -> Markdown:
    converter = Markdown(extensions=["tables", "sane_lists", "fenced_code"], output_format="html")
    converter.preprocessors.deregister("html_block")
    converter.inlinePatterns.deregister("html")
    return converter
