"""Versions of what is offered: those that were published, and the one that YAML holds today."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from badgepress import urls
from badgepress.kinds import Kind
from badgepress.load import Documents, Entry
from badgepress.model import Bearing, Offered, Status, bears
from badgepress.published.differences import with_inherited
from badgepress.published.store import Frozen, Published
from badgepress.renames import Renames, follow


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a micro-credential or a stack."""

    kind: Kind
    entry: Entry[Any]
    """The version's own id (an earlier one, if it was renamed since) and what it says."""
    head: Entry[Any]
    """What is offered today."""
    frozen: Frozen | None
    """What was published; `None` for a version that is not yet."""

    @property
    def number(self) -> int:
        """1, 2, 3 …"""
        number: int = self.entry.data.version
        return number

    @property
    def path(self) -> str:
        """Its address, relative to the site's home."""
        return urls.version(self.kind.address, self.entry.id, self.number)

    @property
    def is_current(self) -> bool:
        """Whether it is the one that is offered."""
        return (self.entry.id, self.number) == (self.head.id, self.head.data.version)


def as_offered(
    documents: Documents, kind: Kind, live: Entry[Any], *, drafts: bool
) -> Entry[Any] | None:
    """What the site shows of a document: the preview what stands there, a build what is public.

    Of a published version, that is what was frozen, with the fields that are no part of the badge
    as they stand today. A draft of a new version leaves the last published one in its place.
    """
    published = documents.published
    if drafts:
        # What it leaves to its issuer is for ever what the issuer said when it was published.
        same = published.of(kind.name, live.id).get(live.data.version)
        return replace(live, data=with_inherited(live.data, same.data)) if same else live
    if live.data.status is Status.DRAFT:
        latest = published.latest(kind.name, live.id)
        if latest is None:
            return None
        # The draft's CTID is that of its own version.
        return _unfrozen(latest, live, status=Status.ACTIVE, ctid=latest.data.ctid)
    frozen = published.of(kind.name, live.id).get(live.data.version)
    return _unfrozen(frozen, live) if frozen else live


def _unfrozen(frozen: Frozen, live: Entry[Any], **changes: Any) -> Entry[Any]:
    """A published version that is offered today."""
    free = {
        name: getattr(live.data, name)
        for name in type(live.data).model_fields
        if bears(type(live.data), name).bearing is Bearing.OUTSIDE
    }
    data = frozen.data.model_copy(update={**free, "version": frozen.number, **changes})
    return replace(live, data=data)


def versions_of(
    published: Published, renames: Renames, kind: Kind, head: Entry[Offered]
) -> Iterator[Version]:
    """All versions of one thing, the newest first; those of its former ids come last."""
    own = published.of(kind.name, head.id)
    current = head.data.version
    yield Version(kind, head, head, own.get(current))
    for entity_id in (head.id, *reversed(head.data.formerly)):
        for number, frozen in sorted(published.of(kind.name, entity_id).items(), reverse=True):
            if (entity_id, number) != (head.id, current):
                data = follow(frozen.data, renames)
                yield Version(kind, Entry(entity_id, data, frozen.source), head, frozen)
