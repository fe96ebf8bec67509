"""What is compared: micro-credentials and stacks as rows of a table, said as their pages say it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from badgepress.catalog import Catalog
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.model import MicroCredential, Offered, Stack
from badgepress.pages.facets import is_offered
from badgepress.planning.entries import former_keys, head_of, key_of
from badgepress.relations import Recognized
from badgepress.words import count, long_date, passing_rule, step_words, word_limits

Row = tuple[str, list[str]]
"""A row's heading, and what stands in it, a line each."""


def comparison_documents(catalog: Catalog) -> Mapping[str, dict[str, Any]]:
    """Key → name, page, picture and `rows`, in the order in which the table shows them."""
    found = {
        key_of(kind, entry.id): head_of(kind, entry) | {"rows": dict(_rows(catalog, kind, entry))}
        for kind, entry in catalog.offered()
    }
    return found | dict(former_keys(catalog))


def row_names() -> tuple[str, ...]:
    """The headings of all rows in order, whatever an entry has of them."""
    return (
        "What it is", "What it shows", "Focus area", "Level", "Hours", "CEU", "Renewal category",
        "For whom", "Grades", "Who recognizes it", "Asks first for", "Steps", "To submit",
        "To pass", "Result", "Valid for", "Fee", "Issuer", "Part of", "Status",
    )  # fmt: skip


def _rows(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[Row]:
    written = {**_shared(catalog, kind, entry), **_own(catalog, entry.data)}
    for name in row_names():
        if lines := [line for line in written.get(name, ()) if line]:
            yield name, lines


def _shared(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> dict[str, list[str]]:
    data: Offered = entry.data
    aligned = catalog.area_of(entry)
    how = catalog.apply_of(data) if is_offered(entry) else None
    ceu = catalog.ceu_of(entry)
    return {
        "What it is": [head_of(kind, entry)["kind"].capitalize()],
        "What it shows": [data.summary],
        "Focus area": [aligned.focus_area.name] if aligned else [],
        "Level": [data.level.value.capitalize()] if data.level else [],
        "Hours": [str(catalog.hours_of(entry))],
        "CEU": [str(ceu)] if ceu.most else [],
        "For whom": [role.capitalize() for role in data.audience.roles] if data.audience else [],
        "Grades": [", ".join(data.audience.grades)] if data.audience else [],
        "Who recognizes it": [_recognized(each) for each in catalog.recognized(kind, entry)],
        "Fee": [how.fee] if how else [],
        "Issuer": [catalog.issuer_of(data).data.name],
        "Part of": _names(catalog.in_stacks.get((kind.name, entry.id), ())),
        "Status": [f"Retired on {long_date(data.retired.date)}"] if data.retired else [],
    }


def _own(catalog: Catalog, data: Offered) -> dict[str, list[str]]:
    if isinstance(data, Stack):
        return {"Steps": list(_steps(catalog, data))}
    assert isinstance(data, MicroCredential)  # noqa: S101 - nothing else is offered
    categories = catalog.settings.renewal_categories
    category = data.renewal_category
    review = catalog.review_of(data)
    return {
        "Renewal category": [categories.get(category, category)] if category else [],
        "Asks first for": _names(catalog.micro_credentials[i] for i in data.prerequisites),
        "To submit": [
            part.name + (f" ({word_limits(part.words)})" if part.words else "")
            for part in data.parts
        ],
        "To pass": [_sentence(passing_rule(catalog.scoring_guide_of(data)))],
        "Result": [f"Within {count(review.days, 'business day')}"],
        "Valid for": [str(data.valid_for) if data.valid_for else "Does not expire"],
    }


def _recognized(item: Recognized) -> str:
    recognition, counts = item.recognition, item.recognition.counts_as
    purpose = str(recognition.purpose)
    words = (
        f"{item.recognizer.data.name}, for {'other purposes' if purpose == 'other' else purpose}"
    )
    if counts and counts.ceu is not None:
        words += f", as {counts.ceu:g} CEU"
    if recognition.roles:
        words += f" ({', '.join(recognition.roles)})"
    return words + (f", until {long_date(recognition.until)}" if recognition.until else "")


def _steps(catalog: Catalog, stack: Stack) -> Iterator[str]:
    for step in stack.steps:
        names = "; ".join(_names(option.entry for option in catalog.options_of(step)))
        yield f"{step_words(step)}: {names}" if step.any else names


def _names(entries: Iterable[Entry[Any]]) -> list[str]:
    return [entry.data.name for entry in entries]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
