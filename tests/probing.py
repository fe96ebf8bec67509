"""Another value for each field of the full example, to see what a change of it does."""

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from conftest import FULL
from pydantic import BaseModel

from badgepress.catalog import Catalog
from badgepress.load import Entry
from badgepress.model import (
    Awards,
    Choice,
    Level,
    PartKind,
    Purpose,
    RecognizerKind,
    Status,
    Step,
)
from badgepress.project import open_catalog


def _next(choices: type) -> Callable[[Any], Any]:
    """The choice after this one."""
    every = list(choices)  # type: ignore[call-overload]
    return lambda value: every[(every.index(value) + 1) % len(every)]


SPECIAL: dict[str, Callable[[Any], Any]] = {
    "status": lambda value: Status.ACTIVE if value is Status.RETIRED else Status.RETIRED,
    "level": _next(Level),
    "kind": _next(RecognizerKind),
    "recognizes.for": _next(Purpose),
    "awards": _next(Awards),
    "parts.kind": _next(PartKind),
    "issuer": lambda value: "other-agency" if value == "full-agency" else "full-agency",
    "prerequisites": lambda value: ("old-one",),
    "alignments": lambda value: ("every-field/safety",),
    "valid_for": lambda value: "7 months",
    "renewal_category": lambda value: "2026",
    "retired.replaced_by": lambda value: (),
    "scoring_guide.pass": lambda value: (
        value.replace("at least 2 parts", "every part")
        if "at least" in value
        else value.replace("every part", "at least 1 parts")
    ),
    "steps.micro_credential": lambda value: "old-one" if value == "every-field" else "every-field",
    "steps.stack": lambda value: "longer",
    "steps.any.of": lambda value: value[:-1],
    "steps.any.at_least": lambda value: 1,
    "recognizes.micro_credential": lambda value: "short-one",
    "recognizes.stack": lambda value: "of-both",
    "recognizes.issuer": lambda value: "full-agency",
    "apply.fee": lambda value: "none" if any(c in value for c in "123456789") else "$60",
    "ctid": lambda value: f"{value[:-1]}{'0' if value[-1] != '0' else '1'}",
    "verification.starts_with": lambda value: ("https://else.example.org/",),
}


def _other(field: str, value: Any) -> Any:
    """Another value for a field; what is left out stays so."""
    if value in (None, ()):
        return value
    if field in SPECIAL:
        return SPECIAL[field](value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, dict):
        return {key: f"{text} changed" for key, text in value.items()}
    if isinstance(value, tuple):
        return tuple(f"{text} changed" for text in value)
    if isinstance(value, date):
        return value + timedelta(days=1)
    return value + 1 if isinstance(value, int | float) else f"{value} changed"


def changed(model: BaseModel, path: str, field: str) -> BaseModel:
    """A copy in which the field at `path` has another value, in every item of every list."""
    name, _, rest = path.partition(".")
    attribute = next(n for n, info in type(model).model_fields.items() if name in (n, info.alias))
    value = getattr(model, attribute)
    if not rest:
        other = _other(field, value)
    elif isinstance(value, tuple):
        other = tuple(changed(item, rest, field) for item in value)
    else:
        other = value and changed(value, rest, field)
    return model.model_copy(update={attribute: other})


def _varied(entries: Mapping[str, Entry[Any]], of: str, name: str, **change: Any) -> Entry[Any]:
    """A copy of an entry with another id and other fields."""
    entry = entries[of]
    return dataclasses.replace(entry, id=name, data=entry.data.model_copy(update=change))


def full_catalog() -> Catalog:
    """The full example, and what takes all that it can from elsewhere, so that it shows."""
    catalog, _ = open_catalog(FULL)
    offers, stacks, issuers = catalog.micro_credentials, catalog.stacks, catalog.issuers
    # An item without an address of its own is said to be where its framework is.
    items = ("every-field/sources", "every-field/media", "every-field/safety")
    taking = {"scoring_guide": None, "review": None, "apply": None, "alignments": items}
    taker = _varied(offers, "every-field", "taker", **taking)
    # Guides that fit the rubrics of what takes them.
    guide = offers["every-field"].data.scoring_guide
    assert guide
    other = guide.model_copy(update={"passing": "every part at enough"})
    review = offers["every-field"].data.review
    both = Choice(at_least=2, of=("short-one", "every-field"))
    more_stacks = [
        _varied(stacks, "badge-path", "longer", steps=(Step(micro_credential="every-field"),)),
        _varied(stacks, "badge-path", "of-stack", steps=(Step(stack="plain-path"),)),
        _varied(stacks, "badge-path", "of-both", steps=(Step(any=both),)),
    ]
    more_issuers = [
        _varied(issuers, "full-agency", "full-agency", scoring_guide=guide),
        _varied(issuers, "other-agency", "other-agency", scoring_guide=other, review=review),
    ]
    return dataclasses.replace(
        catalog,
        micro_credentials={**offers, taker.id: taker},
        stacks={**stacks, **{stack.id: stack for stack in more_stacks}},
        issuers={**issuers, **{issuer.id: issuer for issuer in more_issuers}},
    )
