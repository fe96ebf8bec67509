"""What may stand in Markdown: what pages and backpacks show, and what a parser reads in no time."""

import html
import re
from collections.abc import Iterator

MAX_LINES = 500
MAX_DEPTH = 10
MAX_COLUMNS = 50
_MOST = {"[": 200, "`": 400, "\\": 400, "<": 1000, "*": 1500, "_": 1500}
"""How often a character may stand in one field."""
_MOST_SEARCHED = 300_000
"""For each `[` a parser searches the rest of its paragraph: brackets times characters."""

Sentence = tuple[str, str, str]
"""Rule, message and advice."""

_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_MARKERS = re.compile(r"^(?:[ \t]*(?:>|(?:[-+*]|[0-9]+[.)])(?=[ \t])))+", re.MULTILINE)
"""List and quotation marks at the beginning of a line."""
_MARKER = re.compile(r">|[-+*]|[0-9]+[.)]")
_FENCED = re.compile(r"^(```+|~~~+)[^`\n]*\n(?:.*\n)*?\1[`~]*[ \t]*$", re.MULTILINE)
_LIST = re.compile(r"^[ \t>]*(?:[-+*]|[0-9]+[.)])[ \t]", re.MULTILINE)
_INDENTED = re.compile(r"(?<=\n)[ \t]*\n(?:(?: {4}|\t).*(?:\n|$)|[ \t]*\n)+")
_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_ESCAPE_OR_CODE = re.compile(_ESCAPE.pattern + r"|(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_INLINE = re.compile(r"\]\(\s*<?\s*([^\s()>]*(?:\([^\s()]*\)[^\s()>]*)*)")
_DEFINITION = re.compile(r"^(?:[^\w\n]|[0-9]+[.)])*\[[^\]]*\]:\s*<?(\S+)(.*)$", re.MULTILINE)
_DEFINITIONS = re.compile(rf"^(?={_DEFINITION.pattern[1:]})", re.MULTILINE)
"""The same where one may begin inside of another."""
_TITLE = re.compile(r">?[ \t]*(?:[\"'(].*)?")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_MARKED = re.compile(r"[\[\]<>`\\*_|\n]|^[ \t]*[-+0-9]")
"""Without any of these, a text is a line of words."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FULL = re.compile(r"https?://[^\s/?#]|mailto:[^\s@]+@[^\s@]", re.IGNORECASE)
_INVISIBLE = "\u115f\u1160\u3164\uffa0"
"""Letters of Unicode's that have no ink."""


def is_blank(text: str) -> bool:
    """Whether a text shows no letter and no digit, entities such as `&nbsp;` read as HTML does."""
    return not any(c.isalnum() and c not in _INVISIBLE for c in html.unescape(text))


def markup_problem(text: str) -> Sentence | None:
    """Rule, message and advice if Markdown may not stand in a field, else `None`."""
    if not _MARKED.search(text):
        return None
    if heavy := _heavy(text):
        return ("markdown-size", *heavy)
    if not ("]" in text or "<" in text):
        return None
    outside = _without_code(text)
    if "![" in outside:
        return (
            "markdown-image",
            "there is an image, which pages and backpacks do not show",
            "say in words what it shows, or link to it, such as [the poster](https://…)",
        )
    for target in _targets(outside):
        if not _FULL.match(target):
            return _bad_link(target)
    shown = _DEFINITION.sub(lambda match: "" if _is_whole(match) else match[0], text)
    if is_blank(_INLINE.sub("", shown)):
        return "empty-field", "there is no text beside the links", "write the words to be read"
    return None


def _heavy(text: str) -> tuple[str, str] | None:
    for character, limit in _MOST.items():
        if (number := text.count(character)) > limit:
            message = f"there are {number} '{character}' in one text; at most {limit} are read"
            return message, "remove needless ones, or divide the text among several fields"
    if sum(p.count("[") * len(p) for p in _PARAGRAPHS.split(text)) > _MOST_SEARCHED:
        message = f"there are {text.count('[')} '[' in paragraphs that are too long for so many"
        return message, "divide the paragraphs by empty lines, or remove links"
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        message = f"the text has {lines} lines; at most {MAX_LINES} are read"
        return message, "shorten it, or join the lines of each paragraph"
    if max(line.count("|") for line in text.split("\n")) > MAX_COLUMNS:
        message = f"a line has more than {MAX_COLUMNS} '|', which make the columns of a table"
        return message, "remove needless ones, or divide the table"
    for markers in _MARKERS.finditer(text):
        if len(_MARKER.findall(markers[0])) > MAX_DEPTH:
            message = f"a line begins with more than {MAX_DEPTH} marks of lists or quotations"
            return message, "remove needless ones; a rule between paragraphs is written ---"
    return None


def _targets(text: str) -> Iterator[str]:
    """Where links lead: inline, in definitions of references, and in angle brackets."""
    for link in _INLINE.finditer(text):
        yield html.unescape(link[1])
    for definition in _DEFINITIONS.finditer(text):
        target = html.unescape(definition[1].removesuffix(">"))
        if _SCHEME.match(target) or _is_whole(definition):
            yield target
    for autolink in _AUTOLINK.finditer(text):
        yield autolink[1]


def _is_whole(definition: re.Match[str]) -> bool:
    """Whether it is a definition at all; "[Note]: to all of you" is none."""
    return _TITLE.fullmatch(definition[2]) is not None


def _bad_link(target: str) -> Sentence:
    shown = target if len(target) <= 60 else target[:59] + "…"
    if _SCHEME.match(target):
        message = f"a link leads to '{shown}', which is no address of the web or of e-mail"
        advice = "write https://…, http://… or mailto:…; in `backticks` it is shown as it is"
    elif target:
        message = f"a link leads to '{shown}', which is no full address (backpacks need one)"
        advice = "write it in full, such as https://www.example.org/page"
    else:
        message, advice = "a link leads nowhere", "write its full address between ( and )"
    return "markdown-link", message, advice


def _without_code(text: str) -> str:
    """The text with `x` for code and for escaped characters.

    Where programs may disagree what is code, nothing is taken for it.
    """
    text = _FENCED.sub("x", text)
    if not _LIST.search(text):
        text = _INDENTED.sub("\n\n", text)
    lines = text.split("\n")
    stripped = "\n".join((_ESCAPE if "|" in s else _ESCAPE_OR_CODE).sub("x", s) for s in lines)
    # What has no end in its line may end in another one, and then pairs are others.
    return _ESCAPE.sub("x", text) if "`" in stripped else stripped
