"""Which changes stand in a feed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from itertools import islice

from badgepress.catalog import Catalog
from badgepress.changes import Change, ChangeType, changes
from badgepress.kinds import ISSUER
from badgepress.load import Entry
from badgepress.model import Recognition, Recognizer
from badgepress.relations import target_of

LIMIT = 100
"""Entries of a feed."""
AHEAD = 20
"""Ends of recognitions that are still to come, the nearest ones; more would crowd out the news."""


def _order(change: Change) -> tuple[int, str]:
    return change.order


class Selection:
    """All changes of a catalog, and what of them belongs into each feed."""

    def __init__(self, catalog: Catalog) -> None:
        self.changes = changes(catalog)
        dates = [change.date for change in self.changes if change.type is not ChangeType.ENDED]
        self.horizon = max(dates, default=date.min)
        """The newest day that anything but an end has: what ends later is still to come.

        There is no clock, and an end is often known years before.
        """
        self._about: dict[tuple[str, str], list[Change]] = {}
        self._recognitions: dict[str, list[Change]] = {}
        for change in self.changes:
            if change.recognizer:
                self._recognitions.setdefault(change.recognizer.id, []).append(change)
                continue
            own = (change.kind.name, change.entry.id)
            for key in (own, (ISSUER.name, change.entry.data.issuer)):
                self._about.setdefault(key, []).append(change)

    def of_site(self) -> list[Change]:
        """What stands in the feed of the whole site, the newest first."""
        return self._newest(self.changes, [])

    def of_recognizer(self, recognizer: Entry[Recognizer]) -> list[Change]:
        """What stands in a recognizer's feed: its recognitions, and changes of what it recognizes.

        What happens after a recognition has ended is none of its business.
        """
        streams = [
            _while_recognized(self._about, recognition)
            for recognition in recognizer.data.recognizes
        ]
        return self._newest(self._recognitions.get(recognizer.id, ()), streams)

    def updated(self, selected: Sequence[Change]) -> date | None:
        """The newest day that has come for certain; none if nothing has changed."""
        return max((c.date for c in selected if c.date <= self.horizon), default=None)

    def _newest(self, own: Iterable[Change], streams: Sequence[Iterable[Change]]) -> list[Change]:
        own = list(own)
        ahead = [change for change in own if change.date > self.horizon][-AHEAD:]
        past = [change for change in own if change.date <= self.horizon]
        rest = _each_once(merge(past, *streams, key=_order))
        return [*ahead, *islice(rest, LIMIT - len(ahead))]


def _while_recognized(
    about: Mapping[tuple[str, str], list[Change]], recognition: Recognition
) -> Iterator[Change]:
    until = recognition.until or date.max
    return (change for change in about.get(target_of(recognition), ()) if change.date <= until)


def _each_once(sorted_changes: Iterable[Change]) -> Iterator[Change]:
    """One thing may be recognized twice, for two purposes or through its issuer."""
    last = None
    for change in sorted_changes:
        if change.id != last:
            last = change.id
            yield change
