"""What else might fit a reader: a few entries that have most in common with one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from badgepress.catalog import Catalog
from badgepress.kinds import MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.pages.facets import by_name, is_offered

MOST = 3
"""Related entries on a page."""


class Related(Mapping[tuple[str, str], tuple[Entry[Any], ...]]):
    """Kind's name and id → neighbors; the time for all pages grows with their number and not with
    its square.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._groups: defaultdict[tuple[object, ...], list[Entry[Any]]] = defaultdict(list)
        self._positions: dict[tuple[tuple[object, ...], str], int] = {}
        for kind in {kind.name: kind for kind, _ in catalog.offered()}.values():
            for entry in filter(is_offered, by_name(catalog.entries(kind).values())):
                for key in self._keys(kind, entry):
                    self._positions[key, entry.id] = len(self._groups[key])
                    self._groups[key].append(entry)

    def __getitem__(self, key: tuple[str, str]) -> tuple[Entry[Any], ...]:
        """Of what is offered under an id; see `of`."""
        kind = STACK if key[0] == STACK.name else MICRO_CREDENTIAL
        return self.of(kind, self._catalog.entries(kind)[key[1]])

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """What is offered."""
        return ((kind.name, entry.id) for kind, entry in self._catalog.offered())

    def __len__(self) -> int:
        """How much is offered."""
        return sum(1 for _ in self)

    def of(self, kind: Kind, entry: Entry[Any]) -> tuple[Entry[Any], ...]:
        """First those of the same focus area and level, then of the same focus area, then of the
        same level; within each the next ones by name, so that every entry is named by some other.

        What the page links anyhow is left out: what comes before it and what it prepares for.
        """
        left_out = {entry.id} if kind is STACK else {entry.id, *self._linked(entry)}
        found: dict[str, Entry[Any]] = {}
        for key in self._keys(kind, entry):
            others = (other for other in self._after(key, entry) if other.id not in left_out)
            for other in islice(others, MOST):
                found.setdefault(other.id, other)
        return tuple(islice(found.values(), MOST))

    def _linked(self, entry: Entry[Any]) -> Iterable[str]:
        unlocked = self._catalog.unlocks.get(entry.id, ())
        return [*entry.data.prerequisites, *(other.id for other in unlocked)]

    def _after(self, key: tuple[object, ...], entry: Entry[Any]) -> Iterator[Entry[Any]]:
        """The others of a group, from the entry's own place on and round."""
        group = self._groups.get(key, [])
        start = self._positions.get((key, entry.id), -1)
        return (group[(start + step) % len(group)] for step in range(1, len(group) + 1))

    def _keys(self, kind: Kind, entry: Entry[Any]) -> list[tuple[object, ...]]:
        aligned, level = self._catalog.area_of(entry), entry.data.level
        area = (aligned.framework.id, aligned.focus_area.id) if aligned else None
        keys: list[tuple[object, ...]] = []
        if area and level:
            keys.append((kind.name, area, level))
        if area:
            keys.append((kind.name, area))
        if level:
            keys.append((kind.name, None, level))
        return keys
