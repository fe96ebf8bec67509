"""The catalog: everything that was read, frozen, with its back-references."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from badgepress import urls
from badgepress.kinds import FRAMEWORK, ISSUER, MICRO_CREDENTIAL, RECOGNIZER, STACK, Kind
from badgepress.load import Entry
from badgepress.model import (
    Apply,
    Awards,
    FocusArea,
    Framework,
    Issuer,
    MicroCredential,
    Offered,
    Recognizer,
    Review,
    ScoringGuide,
    Settings,
    Stack,
    Step,
    Term,
)
from badgepress.published.records import Totals
from badgepress.published.store import Frozen, Published
from badgepress.relations import Aligned, Option, Recognized, target_of
from badgepress.renames import Renames
from badgepress.stack_totals import amounts_of, total_of, totals_of
from badgepress.totals import Amounts, Range, Total, of_one
from badgepress.versions import Version, versions_of

T = TypeVar("T")
K = TypeVar("K")
_KEPT = 1024
"""Of each sort of what pages and documents make of entries, so many are kept: as many as one
process makes between an entry's first page and its last file."""


@dataclass(frozen=True, eq=False)
class Catalog:
    """Entries by id, sorted, and what can be derived from them; equal to itself alone.

    Drafts are left out unless the catalog is made for the preview.
    """

    settings: Settings
    micro_credentials: Mapping[str, Entry[MicroCredential]]
    stacks: Mapping[str, Entry[Stack]]
    issuers: Mapping[str, Entry[Issuer]]
    recognizers: Mapping[str, Entry[Recognizer]]
    frameworks: Mapping[str, Entry[Framework]]
    terms: Mapping[str, Entry[Term]]
    published: Published
    renames: Renames
    """What `formerly` says: kind's name and former id → the id of today."""

    def recall(self, what: str, name: Hashable, of: object, make: Callable[[], T]) -> T:
        """What `make` gives for `of`, by which alone it must be decided; the last ones are kept.

        `what` is its sort, and `name` tells it from others of the sort.
        """
        kept = self._kept[what]
        found = kept.get(name)
        if found is None or found[0] is not of:
            if len(kept) >= _KEPT:
                del kept[next(iter(kept))]
            found = kept[name] = (of, make())
        result: T = found[1]
        return result

    @cached_property
    def _kept(self) -> defaultdict[str, dict[Hashable, tuple[object, Any]]]:
        return defaultdict(dict)

    # What is offered

    def offered(self) -> Iterator[tuple[Kind, Entry[Any]]]:
        """Every micro-credential, then every stack; retired ones too."""
        for micro_credential in self.micro_credentials.values():
            yield MICRO_CREDENTIAL, micro_credential
        for stack in self.stacks.values():
            yield STACK, stack

    def versions(self) -> Iterator[Version]:
        """Every version of everything offered, the current one of each first."""
        for kind, entry in self.offered():
            yield from self.versions_of(kind, entry)

    def versions_of(self, kind: Kind, entry: Entry[Any]) -> tuple[Version, ...]:
        """All versions of one thing, the newest first; those of its former ids come last."""
        return tuple(versions_of(self.published, self.renames, kind, entry))

    def badges(self) -> Iterator[tuple[Kind, Entry[Any]]]:
        """Every version that has a badge class, as what it says under its own id."""
        for version in self.versions():
            if has_badge(version.entry.data):
                yield version.kind, version.entry

    def earlier(self, kind: Kind, entry: Entry[Any]) -> tuple[str, ...]:
        """Full addresses of the published badges before this version, the newest first.

        Each ends with `/`, and its documents stand below it.
        """
        head = self.head_of(kind, entry.id)
        versions = list(versions_of(self.published, self.renames, kind, head))
        own = [(version.entry.id, version.number) for version in versions]
        here = own.index((entry.id, entry.data.version))
        earlier = (v.frozen for v in versions[here + 1 :] if v.frozen)
        return tuple(frozen.address for frozen in earlier if has_badge(frozen.data))

    def entries(self, kind: Kind) -> Mapping[str, Entry[Any]]:
        """Everything of one kind by id."""
        entries: Mapping[str, Mapping[str, Entry[Any]]] = {
            MICRO_CREDENTIAL.name: self.micro_credentials,
            STACK.name: self.stacks,
            ISSUER.name: self.issuers,
            RECOGNIZER.name: self.recognizers,
            FRAMEWORK.name: self.frameworks,
        }
        return entries[kind.name]

    def head_of(self, kind: Kind, entity_id: str) -> Entry[Any]:
        """What is offered today under an id, or under what it is called now."""
        entries: Mapping[str, Entry[Any]] = self.stacks if kind is STACK else self.micro_credentials
        return entries[self.renames.get((kind.name, entity_id), entity_id)]

    # Full addresses, which ids are made from

    def version_address(self, kind: Kind, entry: Entry[Any]) -> str:
        """Full address of a version's page: that of its publication, else the one to be."""
        if frozen := self.frozen(kind, entry):
            return frozen.address
        version = urls.version(kind.address, entry.id, entry.data.version)
        return self.settings.base_url + version

    def frozen(self, kind: Kind, entry: Entry[Any]) -> Frozen | None:
        """What was published of a version, if it was."""
        return self.published.of(kind.name, entry.id).get(entry.data.version)

    def issuer_home(self, issuer_id: str) -> str:
        """Full address of an issuer's folder: the one under which it was first published."""
        record = self.published.issuers.get(issuer_id)
        base = record.base_url if record else self.settings.base_url
        return base + urls.page(ISSUER.address, issuer_id)

    # What an entry takes from elsewhere

    def issuer_of(self, data: Offered) -> Entry[Issuer]:
        """Who issues it."""
        return self.issuers[data.issuer]

    def scoring_guide_of(self, data: MicroCredential) -> ScoringGuide:
        """Its own scoring guide, else its issuer's."""
        guide = data.scoring_guide or self.issuer_of(data).data.scoring_guide
        assert guide is not None  # noqa: S101 - checked before a catalog is made
        return guide

    def review_of(self, data: MicroCredential) -> Review:
        """Its own review process, else its issuer's."""
        review = data.review or self.issuer_of(data).data.review
        assert review is not None  # noqa: S101 - checked before a catalog is made
        return review

    def apply_of(self, data: Offered) -> Apply | None:
        """How to start: its own word, else its issuer's."""
        return data.apply or self.issuer_of(data).data.apply

    def alignments_of(self, data: MicroCredential) -> list[Aligned]:
        """The items of frameworks that it aligns to."""
        return [self._items[alignment] for alignment in data.alignments]

    def area_of(self, entry: Entry[Any]) -> Aligned | None:
        """The alignment that gives a badge its color: the first one.

        A stack has one if all of its micro-credentials are of one focus area.
        """
        data = entry.data
        if isinstance(data, MicroCredential):
            return self._items[data.alignments[0]] if data.alignments else None
        return self._stack_areas.get(entry.id) if isinstance(data, Stack) else None

    def focus_area_of(self, entry: Entry[Any]) -> FocusArea | None:
        """The focus area that gives a badge its color."""
        aligned = self.area_of(entry)
        return aligned.focus_area if aligned else None

    @cached_property
    def _stack_areas(self) -> Mapping[str, Aligned]:
        areas: dict[str, Aligned] = {}
        for stack in self.stacks.values():
            inner = [self.area_of(entry) for entry in self.micro_credentials_in(stack)]
            found = {(a.framework.id, a.focus_area.id): a for a in inner if a}
            if len(found) == 1 and all(inner):
                areas[stack.id] = next(iter(found.values()))
        return areas

    # Stacks

    def options_of(self, step: Step) -> list[Option]:
        """What a step names, in its order."""
        found = []
        for reference in step.references:
            kind = STACK if reference.kind == "stack" else MICRO_CREDENTIAL
            if entry := self.entries(kind).get(reference.id):
                found.append(Option(kind, entry, reference.from_version))
        return found

    def micro_credentials_in(self, entry: Entry[Stack]) -> list[Entry[MicroCredential]]:
        """Every micro-credential that a stack or a stack in it names, once each, in order."""
        return [self.micro_credentials[each] for each in self._totals[entry.id].named]

    def within(self, entry: Entry[MicroCredential]) -> tuple[Entry[Stack], ...]:
        """The stacks that it is part of, also through a stack in them."""
        return self._within.get(entry.id, ())

    @cached_property
    def _within(self) -> Mapping[str, tuple[Entry[Stack], ...]]:
        return _group(
            (inner.id, stack)
            for stack in self.stacks.values()
            for inner in self.micro_credentials_in(stack)
        )

    def step_total(self, step: Step) -> Total:
        """What one step alone comes to."""
        return total_of((step,), self.options_of, self._amounts, self._totals)

    def hours_of(self, entry: Entry[Any]) -> Range:
        """Hours that it takes; a published stack keeps those of the day of publication."""
        totals = self._published_totals(entry)
        return Range(*totals.hours) if totals else self._total(entry).hours

    def ceu_of(self, entry: Entry[Any]) -> Range:
        """CEU that it makes; a published stack keeps those of the day of publication."""
        totals = self._published_totals(entry)
        return Range(*totals.ceu) if totals else self._total(entry).ceu

    def _published_totals(self, entry: Entry[Any]) -> Totals | None:
        frozen = self.frozen(STACK, entry) if isinstance(entry.data, Stack) else None
        return frozen.record.totals if frozen else None

    def _total(self, entry: Entry[Any]) -> Total:
        """What any version comes to."""
        if not isinstance(entry.data, Stack):
            return of_one(entry.id, amounts_of(entry.data))
        current = self.stacks.get(entry.id)
        if current and current.data is entry.data:
            return self._totals[entry.id]
        return total_of(entry.data.steps, self.options_of, self._amounts, self._totals)

    @cached_property
    def _amounts(self) -> Mapping[str, Amounts]:
        return {entry.id: amounts_of(entry.data) for entry in self.micro_credentials.values()}

    @cached_property
    def _totals(self) -> Mapping[str, Total]:
        return totals_of(self.stacks.values(), self.options_of, self._amounts)

    # Back-references

    @cached_property
    def unlocks(self) -> Mapping[str, tuple[Entry[MicroCredential], ...]]:
        """Micro-credential's id → those that have it as a prerequisite."""
        return _group(
            (required, entry)
            for entry in self.micro_credentials.values()
            for required in dict.fromkeys(entry.data.prerequisites)
        )

    @cached_property
    def in_stacks(self) -> Mapping[tuple[str, str], tuple[Entry[Stack], ...]]:
        """Kind's name and id → stacks with a step that names it."""
        return _group(
            ((option.kind.name, option.entry.id), stack)
            for stack in self.stacks.values()
            for step in stack.data.steps
            for option in self.options_of(step)
        )

    @cached_property
    def covered_by(self) -> Mapping[str, tuple[Entry[MicroCredential], ...]]:
        """Framework's item, as `framework/item` → micro-credentials aligned to it."""
        return _group(
            (alignment, entry)
            for entry in self.micro_credentials.values()
            for alignment in dict.fromkeys(entry.data.alignments)
        )

    @cached_property
    def issued_by(self) -> Mapping[str, tuple[tuple[Kind, Entry[Any]], ...]]:
        """Issuer's id → what it issues."""
        return _group((entry.data.issuer, (kind, entry)) for kind, entry in self.offered())

    def recognized(self, kind: Kind, entry: Entry[Any]) -> list[Recognized]:
        """Who recognizes it, by name or through its issuer."""
        key = (kind.name, entry.id)
        return [
            *self._recognitions.get(key, ()),
            *self._recognitions.get((ISSUER.name, entry.data.issuer), ()),
        ]

    @cached_property
    def seen_from(self) -> Mapping[str, tuple[Entry[Term], ...]]:
        """Term's id → terms that refer to it."""
        return _group((target, entry) for entry in self.terms.values() for target in entry.data.see)

    def watched(self, name: str, table: Mapping[K, T]) -> Mapping[K, T]:
        """A table that somebody else has derived of the whole catalog, as entries ask for it.

        A catalog that remembers what it was asked (`asked.Asked`) needs to know of it.
        """
        return table

    @cached_property
    def _recognitions(self) -> Mapping[tuple[str, str], tuple[Recognized, ...]]:
        return _group(
            (target_of(recognition), Recognized(recognizer, recognition))
            for recognizer in self.recognizers.values()
            for recognition in recognizer.data.recognizes
        )

    @cached_property
    def _items(self) -> Mapping[str, Aligned]:
        return {
            f"{framework.id}/{item.id}": Aligned(framework, area, item)
            for framework in self.frameworks.values()
            for area, item in framework.data.items()
        }


def has_badge(data: Offered) -> bool:
    """Whether a badge class belongs to it; a suggested path has none."""
    return not isinstance(data, Stack) or data.awards is not Awards.NONE


def _group(pairs: Iterable[tuple[K, T]]) -> Mapping[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
