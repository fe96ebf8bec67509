"""`[[term]]` and `[[words|term]]`: links to the glossary that an author asks for."""

import re
from typing import Any

FORCED = re.compile(r"(?<![\\\[])\[\[([^\[\]|\n]+)(?:\|([^\[\]|\n]+))?\]\](?![(\[:\]])")
"""The words to be shown, and the term where it is another word than these."""


def term_of(match: "re.Match[str]") -> str:
    """What a forced link names."""
    return " ".join((match[2] or match[1]).split())


def without(text: str) -> str:
    """The text with the words alone, for readers that have no glossary beside it."""
    return FORCED.sub(lambda match: match[1].strip(), text) if "[[" in text else text


def with_words_alone(value: Any) -> Any:
    """The same of every text in a JSON value."""
    if isinstance(value, str):
        return without(value)
    if isinstance(value, dict):
        return {name: with_words_alone(inner) for name, inner in value.items()}
    return [with_words_alone(item) for item in value] if isinstance(value, list) else value
