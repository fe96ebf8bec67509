"""Texts of other systems as the fields take them: plain text in one line, or Markdown."""

import html
import re
from contextlib import suppress
from urllib.parse import urljoin

import nh3
from markdownify import markdownify

_INVISIBLE = re.compile(
    "[^\t\n -~\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""Control characters, those that turn the direction of text, and what is no character."""
_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|code|dd|div|dl|dt|em|font|form|h[1-6]|hr|i|iframe|img"
    r"|input|li|object|ol|p|pre|script|section|small|span|strong|style|sub|sup|svg|table|tbody|td"
    r"|tfoot|th|thead|tr|u|ul|video)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_LOST = re.compile(
    r"<(?:img|iframe|video|audio|object|embed|form|input|script|style|svg)\b", re.IGNORECASE
)
_SHOWN = {
    *("a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4"),
    *("h5", "h6", "hr", "i", "li", "ol", "p", "pre", "strong", "table", "tbody", "td", "th"),
    *("thead", "tr", "ul"),
}
_SILENT = {"script", "style", "svg", "iframe", "object", "form", "video", "audio"}
_MAX = 200_000
"""Longest text that is converted, in characters; no field takes a tenth of it."""


def tidy(text: str) -> str:
    """The text without invisible control characters, each line break a `\\n`."""
    return _INVISIBLE.sub("", _BREAK.sub("\n", text)).replace("\xa0", " ")


def is_html(text: str) -> bool:
    """Whether a text has tags that only HTML has."""
    return _TAG.search(text) is not None


def loses(text: str) -> bool:
    """Whether turning it into Markdown leaves out pictures, forms or programs."""
    return _LOST.search(text) is not None


def one_line(text: str) -> str:
    """Plain text in one line; of HTML, what a reader sees."""
    text = tidy(text)[:_MAX]
    if is_html(text):
        spaced = re.sub(r"(?i)<(?=/?(?:br|p|div|li|h[1-6]|td|tr)\b)", " <", text)
        text = html.unescape(nh3.clean(spaced, tags=set(), clean_content_tags=_SILENT))
    elif _ENTITY.search(text):
        text = html.unescape(text)
    return " ".join(tidy(text).split())


def markdown(text: str, base: str = "") -> str:
    """Markdown; HTML is converted without anything that acts, `base` completes its links."""
    text = tidy(text)[:_MAX]
    if not is_html(text):
        return _trimmed(html.unescape(text) if _is_escaped(text) else text)

    def kept(tag: str, attribute: str, value: str) -> str | None:
        if attribute != "href":
            return None
        target = value
        if base.startswith(("http://", "https://")):
            with suppress(ValueError):
                target = urljoin(base, value)
        return target if re.match(r"https?://[^\s()<>]+$|mailto:[^\s()<>]+@", target) else None

    safe = nh3.clean(
        text,
        tags=_SHOWN,
        clean_content_tags=_SILENT,
        attributes={"a": {"href"}},
        attribute_filter=kept,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
    try:
        converted = markdownify(safe, heading_style="ATX", bullets="-")
    except RecursionError:
        converted = one_line(text)
    return _trimmed(tidy(converted))


def _is_escaped(text: str) -> bool:
    """Whether entities stand for letters and signs, as in text that came out of a web form."""
    return _ENTITY.search(text) is not None and "`" not in text and "&lt;" not in text


def _trimmed(text: str) -> str:
    """Without spaces at the ends of lines and more than one empty line in a row."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()
