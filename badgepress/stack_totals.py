"""What every stack of a catalog comes to, whatever stacks it is made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from badgepress.kinds import STACK
from badgepress.load import Entry
from badgepress.model import MicroCredential, Stack, Step
from badgepress.relations import Option
from badgepress.totals import Amounts, Needed, Total, of_one, of_steps

Options = Callable[[Step], list[Option]]
"""What a step names, in its order."""


def totals_of(
    stacks: Iterable[Entry[Stack]], options_of: Options, amounts: Mapping[str, Amounts]
) -> Mapping[str, Total]:
    """Stack's id → what its steps come to; `amounts` are those of each micro-credential."""
    totals: dict[str, Total] = {}
    # No recursion, and every stack once: a chain or a web of stacks may be long.
    pending = list(stacks)
    while pending:
        stack = pending[-1]
        named = [option for step in stack.data.steps for option in options_of(step)]
        inner = [option.entry for option in named if option.kind is STACK]
        missing = [entry for entry in inner if entry.id not in totals]
        if missing and stack.id not in totals:
            pending.extend(missing)
            continue
        pending.pop()
        if stack.id not in totals:
            totals[stack.id] = total_of(stack.data.steps, options_of, amounts, totals)
    return totals


def total_of(
    steps: Sequence[Step],
    options_of: Options,
    amounts: Mapping[str, Amounts],
    totals: Mapping[str, Total],
) -> Total:
    """What steps come to together; `totals` holds the stacks that they name."""

    def of_option(option: Option) -> Total:
        entry = option.entry
        return totals[entry.id] if option.kind is STACK else of_one(entry.id, amounts[entry.id])

    return of_steps(
        [Needed(step.at_least, list(map(of_option, options_of(step)))) for step in steps],
        amounts,
    )


def amounts_of(micro_credential: MicroCredential) -> Amounts:
    """What one micro-credential counts."""
    return Amounts(micro_credential.hours, micro_credential.ceu or 0)
