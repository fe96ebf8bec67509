"""Markdown fields to safe HTML.

Python-Markdown makes the HTML (raw HTML is shown as text), nh3 (the Rust library ammonia) lets only
harmless elements and addresses through, as a second wall. Both take a third of the time of a page
body, so what everybody writes (words, emphasis, code, links, one list) is converted here: the same
HTML, which a test compares. A text stands on several pages in a row, so the last ones are kept.
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

_WORD = r"(?:[^\\`*_{}\[\]<>&|#\n\r\t\xa0!]|!(?!\[))"
_WORDS = f"(?! ){_WORD}+(?<! )"
_PIECE = re.compile(
    rf"\*\*(?P<strong>{_WORDS})\*\*(?!\*)|\*(?P<em>{_WORDS})\*(?!\*)|`(?P<code>{_WORDS})`(?!`)"
    rf"|\[(?P<label>{_WORDS})\]\((?P<target>https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9./-]*)?)\)"
    rf"|{_WORD}+"
)
_BEGINS_BLOCK = re.compile(r"[-+=~: ]|\d+[.)]")


@lru_cache(maxsize=4096)
def to_html(text: str) -> Markup:
    """A Markdown field as blocks of safe HTML; headings begin at the third level."""
    if not _MARKUP.search(text):
        # Plain sentences are most of a catalog; they need no parser.
        return Markup(f"<p>{escape(text, quote=False)}</p>")  # noqa: S704 - escaped here
    return _convert(text)


@lru_cache(maxsize=4096)
def to_inline_html(text: str) -> Markup:
    """The same for a place that holds no blocks: a lone paragraph loses its `<p>`."""
    html = to_html(text)
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        return Markup(html[3:-4])  # noqa: S704 - a part of safe HTML
    return html


def _convert(text: str) -> Markup:
    if (html := _simple(text)) is not None:
        return Markup(html)  # noqa: S704 - made of words and our own elements
    return _parsed(text)


def _simple(text: str) -> str | None:
    """What the parser makes of paragraphs of one line, the last one of which may be a list.

    `None` for whatever may be anything else.
    """
    blocks = text.split("\n\n")
    *before, last = blocks
    if last.startswith("- "):
        items = [_line(line[2:]) if line.startswith("- ") else None for line in last.split("\n")]
        listed = "</li>\n<li>".join(each or "" for each in items)
        end = None if None in items else f"<ul>\n<li>{listed}</li>\n</ul>"
    else:
        before, end = blocks, ""
    found = [_line(block) for block in before]
    if end is None or None in found:
        return None
    paragraphs = [f"<p>{each}</p>" for each in found]
    return "\n".join([*paragraphs, end] if end else paragraphs)


def _line(text: str) -> str | None:
    """One line of words and elements; `None` if it holds or begins anything else."""
    if not text or text != text.strip() or _BEGINS_BLOCK.match(text):
        return None
    parts, end = [], 0
    while end < len(text):
        piece = _PIECE.match(text, end)
        if piece is None:
            return None
        kind, end = piece.lastgroup, piece.end()
        if kind is None:
            parts.append(piece[0])
        elif kind == "target":
            parts.append(f'<a href="{piece["target"]}" rel="noopener">{piece["label"]}</a>')
        else:
            parts.append(f"<{kind}>{piece[kind]}</{kind}>")
    return "".join(parts)


def _parsed(text: str) -> Markup:
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
