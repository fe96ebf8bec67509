"""What changed, as the data say: what was published, corrected, retired, recognized.

Every date comes from `published/` or from YAML, none from a clock. What is not published yet has no
date, and so is no change.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import ENTITY_KINDS, RECOGNIZER, Kind
from badgepress.load import Entry
from badgepress.model import Recognition, Recognizer, Status
from badgepress.published.records import Amendment
from badgepress.relations import target_of
from badgepress.versions import Version


class ChangeType(StrEnum):
    """What kind of change it is."""

    NEW = "new"
    """Something was published for the first time."""
    NEW_VERSION = "new version"
    """A later version of something was published."""
    AMENDED = "amended"
    """A text was corrected; what was earned did not change."""
    RETIRED = "retired"
    """Something is no longer offered."""
    REPLACED = "replaced"
    """Something is no longer offered, and something else takes its place."""
    RECOGNIZED = "recognized"
    """Somebody recognizes it."""
    ENDED = "recognition ended"
    """Somebody recognizes it no longer, from the day after the last one."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change."""

    type: ChangeType
    date: date
    """The day of it. A recognition may begin or end on a day that is still to come."""
    id: str
    """Full address with a fragment: the change's own name, which nothing else ever has."""
    kind: Kind
    """Kind of what changed; of what is recognized, for a recognition."""
    entry: Entry[Any]
    """What changed: the version that it concerns, else what is offered today."""
    version: int | None
    """Number of the version that it concerns, if it concerns one."""
    path: str
    """Page to read on, relative to the site's home."""
    amendment: Amendment | None = None
    """What was corrected, and why."""
    recognizer: Entry[Recognizer] | None = None
    recognition: Recognition | None = None

    @property
    def order(self) -> tuple[int, str]:
        """Sorts the newest first, and what happened on one day by its id."""
        return -self.date.toordinal(), self.id


def changes(catalog: Catalog) -> list[Change]:
    """Everything that changed, the newest first."""
    return sorted(_all(catalog), key=lambda change: change.order)


def first_home(catalog: Catalog) -> str:
    """The home that ids of changes are made from; it stays when the site moves."""
    homes = catalog.published.homes
    return homes.homes[0].base_url if homes else catalog.settings.base_url


def _all(catalog: Catalog) -> Iterator[Change]:
    for kind, entry in catalog.offered():
        if entry.data.status is Status.DRAFT:
            continue
        yield from _versions(catalog, kind, entry)
        if entry.data.status is Status.RETIRED:
            yield _retired(catalog, kind, entry)
    for recognizer in catalog.recognizers.values():
        yield from _recognitions(catalog, recognizer)


def _versions(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[Change]:
    published = [v for v in catalog.versions_of(kind, entry) if v.frozen]
    for version in published:
        first = version is published[-1]
        yield from _version(kind, version, ChangeType.NEW if first else ChangeType.NEW_VERSION)


def _version(kind: Kind, version: Version, type_: ChangeType) -> Iterator[Change]:
    frozen = version.frozen
    assert frozen is not None  # noqa: S101 - only published versions come here
    # An id ends with a version's permanent address and a word, or a number that only grows.
    entry = replace(version.entry, id=version.head.id)
    about = (kind, entry, version.number, version.path)
    yield Change(type_, frozen.record.published, f"{frozen.address}#published", *about)
    for number, amendment in enumerate(frozen.record.amendments, start=1):
        name = f"{frozen.address}#amended-{number}"
        yield Change(ChangeType.AMENDED, amendment.date, name, *about, amendment)


def _retired(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Change:
    retired = entry.data.retired
    replaced = any(other in catalog.entries(kind) for other in retired.replaced_by)
    # One id for both: whoever names a replacement later does not retire it again.
    page = first_home(catalog) + urls.page(kind.address, _first_id(entry))
    return Change(
        ChangeType.REPLACED if replaced else ChangeType.RETIRED,
        retired.date,
        f"{page}#retired-{retired.date}",
        kind,
        entry,
        None,
        urls.page(kind.address, entry.id),
    )


def _recognitions(catalog: Catalog, recognizer: Entry[Recognizer]) -> Iterator[Change]:
    home = first_home(catalog) + urls.page(RECOGNIZER.address, _first_id(recognizer))
    path = urls.page(RECOGNIZER.address, recognizer.id)
    seen: Counter[str] = Counter()
    for recognition in recognizer.data.recognizes:
        kind_name, target = target_of(recognition)
        kind = next(kind for kind in ENTITY_KINDS if kind.name == kind_name)
        entry = catalog.entries(kind).get(target)
        if entry is None or getattr(entry.data, "status", None) is Status.DRAFT:
            continue
        name = f"{kind_name}:{_first_id(entry)}:{recognition.purpose}:{recognition.since}"
        # The same on the same day for other roles: numbered as they stand in the file.
        seen[name] += 1
        name += f":{seen[name]}" if seen[name] > 1 else ""
        about = (kind, entry, None, path, None, recognizer, recognition)
        day = recognition.since
        yield Change(ChangeType.RECOGNIZED, day, f"{home}#recognized:{name}", *about)
        if recognition.until:
            # Without its day: an end that is put off is the same end.
            yield Change(ChangeType.ENDED, recognition.until, f"{home}#ended:{name}", *about)


def _first_id(entry: Entry[Any]) -> str:
    """The id that it had first, so that renaming makes no news."""
    former: tuple[str, ...] = entry.data.formerly
    return former[0] if former else entry.id
