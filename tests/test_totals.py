"""What a stack comes to."""

import pytest

from badgepress.totals import MAX_WAYS, Amounts, Needed, Range, Total, of_one, of_steps

AMOUNTS = {
    name: Amounts(hours, hours / 10) for name, hours in zip("wxyz", (5, 10, 15, 20), strict=True)
}


def one(name: str) -> Total:
    return of_one(name, AMOUNTS[name])


def all_of(*options: Total) -> Total:
    return of_steps([Needed(1, [option]) for option in options], AMOUNTS)


def any_of(at_least: int, *options: Total) -> Needed:
    return Needed(at_least, list(options))


def test_steps_add_up() -> None:
    """Hours and CEU of single steps are added."""
    assert all_of(one("x"), one("y"))[:2] == (Range(25, 25), Range(2.5, 2.5))


def test_choice_has_least_and_most() -> None:
    """A choice takes the cheapest of its options at least, and the dearest at most."""
    total = of_steps([Needed(1, [one("w")]), any_of(2, one("x"), one("y"), one("z"))], AMOUNTS)
    assert total.hours == Range(5 + 25, 5 + 35)


def test_shared_micro_credential_counts_once() -> None:
    """What two stacks in a stack share is earned, and counted, once."""
    first, second = all_of(one("x"), one("y")), all_of(one("x"), one("z"))
    total = all_of(first, second, one("x"))
    assert total.hours == Range(45, 45)
    assert total.named == ("x", "y", "z")


def test_choice_met_by_a_required_step_costs_nothing() -> None:
    """An option that another step requires anyway makes the choice free at the least."""
    total = of_steps([Needed(1, [one("x")]), any_of(1, one("x"), one("z"))], AMOUNTS)
    assert total.hours == Range(10, 30)


def test_choice_among_stacks_keeps_their_choices() -> None:
    """A stack with a choice inside is an option with several ways."""
    inner = of_steps([any_of(1, one("w"), one("z"))], AMOUNTS)
    total = of_steps([any_of(1, inner, one("y"))], AMOUNTS)
    assert total.hours == Range(5, 20)
    assert len(total.ways) == 3


def test_chain_of_stacks_does_not_grow() -> None:
    """A web of stacks that name each other again and again still counts each thing once."""
    stacks = [one("x"), one("y"), one("z")]
    for _ in range(60):
        stacks.append(all_of(*stacks[-3:]))
    assert stacks[-1].hours == Range(45, 45)


@pytest.mark.parametrize("at_least", [1, 6, 11])
def test_very_wide_choice_is_estimated_within_its_bounds(at_least: int) -> None:
    """With too many ways to tell apart, the range comes from the cheapest and the dearest."""
    amounts = {f"m{number}": Amounts(number + 1, 0) for number in range(12)}
    options = [of_one(name, amount) for name, amount in amounts.items()]
    total = of_steps([any_of(at_least, *options), any_of(at_least, *options)], amounts)
    exact = of_steps([any_of(at_least, *options)], amounts).hours
    assert total.hours.least >= exact.least
    assert exact.most <= total.hours.most <= sum(range(13))
    assert len(total.ways) <= MAX_WAYS


def test_order_of_ways_is_fixed() -> None:
    """The same steps give the same ways in the same order."""
    step = any_of(2, one("z"), one("w"), one("y"))
    assert [sorted(way) for way in of_steps([step], AMOUNTS).ways] == [
        ["w", "y"],
        ["w", "z"],
        ["y", "z"],
    ]


@pytest.mark.parametrize(
    ("amounts", "text"),
    [
        ((1, 1), "1"),
        ((1.5, 2), "1.5–2"),
        ((0.1 + 0.2, 0.3), "0.3"),
        ((1e7, 2e7), "10000000–20000000"),
    ],
)
def test_range_reads_as_people_write(amounts: tuple[float, float], text: str) -> None:
    """One number where both are the same, no exponents, two decimals."""
    assert str(Range(*amounts)) == text
