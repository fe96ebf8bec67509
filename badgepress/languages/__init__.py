"""The words of pages that are there in several languages: one file of messages for each."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from babel.dates import format_date

from badgepress import words
from badgepress.translations import ENGLISH

Say = Callable[..., str]
"""Gives a message by its name, with its blanks filled in: `say("uses-more", count=3)`."""


@cache
def messages(language: str) -> Mapping[str, str]:
    """All messages of a language by name."""
    text = (Path(__file__).parent / f"{language}.yaml").read_text("utf-8")
    found: dict[str, str] = yaml.safe_load(text)
    return found


@cache
def speech(language: str) -> Say:
    """What says the messages of a language. It raises `KeyError` for a name that there is not."""
    known = messages(language)

    def say(name: str, **blanks: object) -> str:
        return known[name].format(**blanks) if blanks else known[name]

    return say


def day_in(language: str, day: date) -> str:
    """A date in words: `March 1, 2016`, `1 de marzo de 2016`."""
    if language == ENGLISH:
        return words.long_date(day)
    return format_date(day, "long", locale=language)
