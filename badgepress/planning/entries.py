"""What the plan must know of each micro-credential and stack to count what is left to earn.

Keys are those of a stack's steps in YAML: `ID` for a micro-credential, `stacks/ID` for a stack.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.model import MicroCredential, Stack, Step
from badgepress.pages.cards import AWARD_WORDS
from badgepress.words import long_date, step_words


def key_of(kind: Kind, entity_id: str) -> str:
    """How plans and steps name something."""
    return f"stacks/{entity_id}" if kind is STACK else entity_id


def plan_entries(catalog: Catalog) -> Iterator[tuple[str, dict[str, Any]]]:
    """Key → what the plan knows of it; a former id leads to the key of today."""
    for kind, entry in catalog.offered():
        yield key_of(kind, entry.id), _entry(catalog, kind, entry)
    yield from former_keys(catalog)


def former_keys(catalog: Catalog) -> Iterator[tuple[str, dict[str, Any]]]:
    """Keys of former ids, each with the key of today under `now`."""
    for (kind_name, former), now in catalog.renames.items():
        for kind in (MICRO_CREDENTIAL, STACK):
            if kind.name == kind_name:
                yield key_of(kind, former), {"now": key_of(kind, now)}


def key_count(catalog: Catalog) -> int:
    """How many keys there are, those of former ids included."""
    former = sum(kind in (MICRO_CREDENTIAL.name, STACK.name) for kind, _ in catalog.renames)
    return len(catalog.micro_credentials) + len(catalog.stacks) + former


def head_of(kind: Kind, entry: Entry[Any]) -> dict[str, Any]:
    """What every tool shows of an entry: its name, page, picture, kind and version."""
    data = entry.data
    head: dict[str, Any] = {
        "name": data.name,
        "path": urls.page(kind.address, entry.id),
        "kind": AWARD_WORDS[data.awards] if isinstance(data, Stack) else kind.name,
        "version": data.version,
    }
    if has_badge(data):
        version = urls.version(kind.address, entry.id, data.version)
        head["image"] = version + urls.BADGE_SVG
    if data.retired:
        head["retired"] = {
            "since": long_date(data.retired.date),
            "instead": [key_of(kind, other) for other in data.retired.replaced_by],
        }
    return head


def _entry(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> dict[str, Any]:
    found = head_of(kind, entry)
    data = entry.data
    if isinstance(data, MicroCredential):
        found["hours"] = data.hours
        found["ceu"] = data.ceu or 0
        _with(found, "first", list(data.prerequisites))
    else:
        found["steps"] = [_step(catalog, step) for step in data.steps]
    stacks = catalog.in_stacks.get((kind.name, entry.id), ())
    _with(found, "in", [key_of(STACK, each) for each in dict.fromkeys(s.id for s in stacks)])
    return found


def _step(catalog: Catalog, step: Step) -> dict[str, Any]:
    options = [
        key_of(option.kind, option.entry.id)
        + (f"@{option.from_version}" if option.from_version > 1 else "")
        for option in catalog.options_of(step)
    ]
    found: dict[str, Any] = {"need": step.at_least, "of": options}
    _with(found, "words", step_words(step) if step.any else "")
    return found


def _with(found: dict[str, Any], name: str, value: Any) -> None:
    """Adds what is not empty: small documents say nothing about nothing."""
    if value:
        found[name] = value


def plan_documents(catalog: Catalog) -> Mapping[str, dict[str, Any]]:
    """All entries of the plan by key."""
    return dict(plan_entries(catalog))
