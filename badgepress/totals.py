"""What a stack comes to: hours and CEU, least and most, with each micro-credential counted once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice, product
from typing import NamedTuple

MAX_WAYS = 1000
"""Ways to complete a stack that are told apart; beyond, the range is estimated."""
_MAX_WORK = 100_000

Way = frozenset[str]
"""Ids of the micro-credentials that complete something together."""


class Range(NamedTuple):
    """The least and the most of something, where a stack's steps leave a choice."""

    least: float
    most: float

    def __str__(self) -> str:
        least, most = (f"{round(amount, 2):.10g}" for amount in self)
        return least if least == most else f"{least}–{most}"


class Amounts(NamedTuple):
    """What one micro-credential counts."""

    hours: float
    ceu: float


class Total(NamedTuple):
    """What a micro-credential or a whole stack comes to."""

    hours: Range
    ceu: Range
    named: tuple[str, ...]
    """Ids of every micro-credential in it, once each, in order."""
    ways: tuple[Way, ...]
    """Every way to complete it; empty where there are too many."""


class Needed(NamedTuple):
    """A step: at least so many of these."""

    at_least: int
    options: Sequence[Total]


def of_one(micro_credential_id: str, amounts: Amounts) -> Total:
    """A single micro-credential as a total."""
    return Total(
        Range(amounts.hours, amounts.hours),
        Range(amounts.ceu, amounts.ceu),
        (micro_credential_id,),
        (frozenset((micro_credential_id,)),),
    )


def of_steps(steps: Sequence[Needed], amounts: Mapping[str, Amounts]) -> Total:
    """All steps together; what two steps share is earned once."""
    named = tuple(dict.fromkeys(i for step in steps for o in step.options for i in o.named))
    ways = _ways_of_all(steps)
    if ways:
        totals = [
            [sum(each) for each in zip(*(amounts[i] for i in way), strict=True)] for way in ways
        ]
        hours, ceu = (Range(min(each), max(each)) for each in zip(*totals, strict=True))
        return Total(hours, ceu, named, ways)
    everything = Amounts(*(sum(each) for each in zip(*(amounts[i] for i in named), strict=True)))
    hours = _estimate(((s.at_least, [o.hours for o in s.options]) for s in steps), everything.hours)
    ceu = _estimate(((s.at_least, [o.ceu for o in s.options]) for s in steps), everything.ceu)
    return Total(hours, ceu, named, ())


def _ways_of_all(steps: Sequence[Needed]) -> tuple[Way, ...]:
    found: set[Way] = {frozenset()}
    for step in steps:
        ways = _ways_of_step(step)
        if not ways or len(found) * len(ways) > MAX_WAYS:
            return ()
        found = {before | way for before in found for way in ways}
        if sum(map(len, found)) > _MAX_WORK:
            return ()
    # Sorted, because the order of a set differs from run to run.
    return tuple(sorted(found, key=sorted)) if found != {frozenset()} else ()


def _ways_of_step(step: Needed) -> set[Way]:
    if len(step.options) < step.at_least or not all(option.ways for option in step.options):
        return set()
    found = list(islice(_combined(step), MAX_WAYS + 1))
    return set(found) if len(found) <= MAX_WAYS else set()


def _combined(step: Needed) -> Iterator[Way]:
    for chosen in combinations(step.options, step.at_least):
        for ways in product(*(option.ways for option in chosen)):
            yield frozenset().union(*ways)


def _estimate(steps: Iterable[tuple[int, list[Range]]], everything: float) -> Range:
    """Step by step, and never more than all that is named."""
    least = most = 0.0
    for at_least, options in steps:
        least += sum(sorted(option.least for option in options)[:at_least])
        most += sum(sorted((option.most for option in options), reverse=True)[:at_least])
    return Range(min(least, everything), min(most, everything))
