"""A change in words that people read in their feed reader."""

from collections.abc import Iterator

from badgepress.catalog import Catalog
from badgepress.changes import Change, ChangeType
from badgepress.kinds import ISSUER
from badgepress.model import Recognition
from badgepress.words import long_date

_BEGINNINGS = {
    ChangeType.NEW: "New",
    ChangeType.NEW_VERSION: "New version",
    ChangeType.AMENDED: "Amended",
    ChangeType.RETIRED: "Retired",
    ChangeType.REPLACED: "Replaced",
    ChangeType.RECOGNIZED: "Recognized",
}


def title(change: Change) -> str:
    """`Amended: Safe Online, version 2`."""
    name = subject(change)
    if change.type in (ChangeType.NEW_VERSION, ChangeType.AMENDED):
        name = f"{name}, version {change.version}"
    if change.recognizer:
        name = f"{name} — {change.recognizer.data.name}"
    # Without a clock nobody knows whether an end has come; this is true before and after.
    end = f"Recognized until {long_date(change.date)}"
    return f"{_BEGINNINGS.get(change.type, end)}: {name}"


def text(catalog: Catalog, change: Change) -> str:
    """What happened, in a few sentences."""
    return " ".join(_sentences(catalog, change))


def subject(change: Change) -> str:
    """What the change is about."""
    name: str = change.entry.data.name
    return f"everything issued by {name}" if change.kind is ISSUER else name


def _sentences(catalog: Catalog, change: Change) -> Iterator[str]:
    data = change.entry.data
    if change.type in (ChangeType.NEW, ChangeType.NEW_VERSION):
        yield data.summary
        if change.type is ChangeType.NEW_VERSION:
            yield "Versions before it stay as they were, and what was earned stays valid."
    elif change.amendment:
        yield _ended(change.amendment.reason)
        yield f"Corrected: {', '.join(change.amendment.fields)}."
        yield "What was earned means what it meant before."
    elif change.recognition and change.recognizer:
        yield from _recognition(catalog, change, change.recognition)
    else:
        yield f"Offered until {long_date(change.date)}."
        yield _ended(data.retired.reason)
        yield from _replacements(catalog, change)
        yield "What was earned stays valid."


def _replacements(catalog: Catalog, change: Change) -> Iterator[str]:
    entries = catalog.entries(change.kind)
    others = change.entry.data.retired.replaced_by
    if names := [entries[other].data.name for other in others if other in entries]:
        yield f"In its place: {', '.join(names)}."


def _recognition(catalog: Catalog, change: Change, recognition: Recognition) -> Iterator[str]:
    assert change.recognizer is not None  # noqa: S101 - a recognition has a recognizer
    days = f"from {long_date(recognition.since)}"
    if recognition.until:
        days += f" until {long_date(recognition.until)}"
    purpose = "other purposes" if recognition.purpose == "other" else recognition.purpose
    yield f"{change.recognizer.data.name} recognizes {subject(change)} for {purpose} {days}."
    if recognition.roles:
        yield f"For whom: {', '.join(recognition.roles)}."
    here = recognition.counts_as
    if here and here.ceu is not None:
        yield f"It counts as {here.ceu:g} CEU."
    if here and here.renewal_category:
        names = catalog.settings.renewal_categories
        category = names.get(here.renewal_category, here.renewal_category)
        yield f"Renewal category: {_ended(category)}"
    if recognition.conditions:
        yield f"Conditions: {_ended(recognition.conditions)}"
    yield f"Where it says so: {recognition.source}"


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?", "…")) else f"{sentence}."
