"""Sentences that pages and documents share, made from the model's values."""

from datetime import date

from badgepress.model import ScoringGuide, Step, Words

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def number(value: int) -> str:
    """A small number as a word."""
    return _NUMBERS[value] if 0 <= value < len(_NUMBERS) else str(value)


def count(value: int, noun: str, plural: str = "") -> str:
    """`1 part`, `3 parts`."""
    return f"{value} {noun}" if value == 1 else f"{value} {plural or noun + 's'}"


def long_date(day: date) -> str:
    """A date as people in the USA write it: `August 1, 2026`."""
    return f"{day:%B} {day.day}, {day.year}"


def passing_rule(guide: ScoringGuide) -> str:
    """A scoring guide's rule as a sentence without its full stop."""
    name = next(level.name for level in guide.levels if level.id == guide.passing_level)
    position = [level.id for level in guide.levels].index(guide.passing_level)
    better = " or better" if position else ""
    if guide.passing_count is None:
        return f"every part is scored {name}{better}"
    return f"at least {count(guide.passing_count, 'part')} scored {name}{better}"


def word_limits(words: Words) -> str:
    """Limits of a written part, such as `200–500 words`."""
    if words.min is not None and words.max is not None:
        return f"{words.min}–{words.max} words"
    if words.max is not None:
        return f"at most {count(words.max, 'word')}"
    return f"at least {count(words.min or 0, 'word')}"


def step_words(step: Step) -> str:
    """How many of a choice are needed: `Any two of these`."""
    total = len(step.references)
    if step.at_least == total:
        return "All of these" if total > 2 else "Both of these"
    return f"Any {number(step.at_least)} of these"
