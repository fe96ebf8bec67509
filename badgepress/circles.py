"""The rule that nothing leads back to itself, be it in the files or on the site."""

from collections.abc import Callable, Mapping
from typing import Any

from badgepress.kinds import MICRO_CREDENTIAL, STACK, TERM, Kind
from badgepress.load import Documents, Entry
from badgepress.model import Stack
from badgepress.problems import Problem
from badgepress.references import (
    Found,
    Links,
    prerequisites_of,
    replacements_of,
    step_references,
)
from badgepress.versions import as_offered

LinksOf = Callable[[Any], Links]


def no_circles(documents: Documents) -> Found:
    """Nothing requires, contains or replaces itself, however long the chain.

    That holds for the files as they are, and for the site, where the draft of a new version leaves
    the published one in its place.
    """
    for kind, links, verb in (
        (MICRO_CREDENTIAL, prerequisites_of, "requires"),
        (STACK, _stacks_in, "contains"),
        (MICRO_CREDENTIAL, replacements_of, "is replaced by"),
        (STACK, replacements_of, "is replaced by"),
    ):
        renamed = _of_today(documents, kind.name, links)
        found = list(_circles(documents.entries[kind.name], renamed, verb))
        yield from found or _circles(_public(documents, kind), renamed, verb)
    terms = _of_today(documents, TERM, _term_replacements)
    yield from _circles(documents.terms, terms, "is replaced by")


def _public(documents: Documents, kind: Kind) -> Mapping[str, Entry[Any]]:
    entries = documents.entries[kind.name].values()
    shown = (as_offered(documents, kind, entry, drafts=False) for entry in entries)
    return {entry.id: entry for entry in shown if entry}


def _of_today(documents: Documents, kind: str, links: LinksOf) -> LinksOf:
    """The same links, by the ids that what they lead to has today."""
    renames = documents.renames

    def renamed(data: Any) -> Links:
        return ((path, renames.get((kind, target), target)) for path, target in links(data))

    return renamed


def _term_replacements(data: Any) -> Links:
    for index, target in enumerate(data.replaced_by):
        yield ("replaced_by", index), target


def _stacks_in(stack: Stack) -> Links:
    for path, reference in step_references(stack):
        if reference.kind == "stack":
            yield path, reference.id


def _circles(entries: Mapping[str, Entry[Any]], links: LinksOf, verb: str) -> Found:
    """One problem a circle, with the chain; depth-first, without recursion."""
    targets = {
        key: sorted({target for _, target in links(entry.data)}) for key, entry in entries.items()
    }
    done: set[str] = set()
    for start in entries:
        if start in done:
            continue
        chain = {start: iter(targets[start])}
        while chain:
            last = next(reversed(chain))
            target = next(chain[last], None)
            if target is None:
                done.add(last)
                del chain[last]
            elif target in chain:
                names = list(chain)
                circle = [*names[names.index(target) :], target]
                yield _circle(entries[target], links, circle, verb)
            elif target in entries and target not in done:
                chain[target] = iter(targets[target])


def _circle(entry: Entry[Any], links: LinksOf, circle: list[str], verb: str) -> Problem:
    path = next(path for path, target in links(entry.data) if target == circle[1])
    return entry.problem(
        path,
        f"'{entry.id}' {verb} itself: {' → '.join(circle)}",
        "remove one of these references" if len(circle) > 2 else "remove it",
        "circle",
    )
