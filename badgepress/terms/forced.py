"""`[[term]]` and `[[words|term]]`: links to the glossary that an author asks for."""

import re

FORCED = re.compile(r"(?<![\\\[])\[\[([^\[\]|\n]+)(?:\|([^\[\]|\n]+))?\]\](?![(\[:\]])")
"""The words to be shown, and the term where it is another word than these."""


def term_of(match: "re.Match[str]") -> str:
    """What a forced link names."""
    return " ".join((match[2] or match[1]).split())


def without(text: str) -> str:
    """The text with the words alone, for readers that have no glossary beside it."""
    return FORCED.sub(lambda match: match[1].strip(), text) if "[[" in text else text
