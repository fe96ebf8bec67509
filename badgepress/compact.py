"""Pages without the indentation of templates: less to transfer, and the same to read."""

import re

# What keeps its white space (HTML, 15.3.1 and 4.12), or is no text at all.
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*\n\s*")


def compact(html: str) -> str:
    """The page with one line break for each run of white space that holds any."""
    parts = _KEPT.split(html)
    # Each match is followed by its element's name, which is no part of the page.
    return "".join(
        part if index % 3 == 1 else _BREAK.sub("\n", part)
        for index, part in enumerate(parts)
        if index % 3 != 2
    )
