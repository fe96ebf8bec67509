"""The steps of a stack as its page, its picture and the plan show them."""

from collections.abc import Iterator

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.model import MicroCredential, Stack, Step
from badgepress.pages.cards import card
from badgepress.pages.stack_views import NeedView, StepView
from badgepress.pages.views import Card
from badgepress.relations import Option
from badgepress.words import step_words


def step_views(catalog: Catalog, stack: Stack) -> tuple[StepView, ...]:
    """All steps in their order, each with what it comes to and what it asks for first."""
    places = _places(catalog, stack)
    return tuple(_step_view(catalog, step, places) for step in stack.steps)


def _step_view(catalog: Catalog, step: Step, places: dict[str, int]) -> StepView:
    total = catalog.step_total(step)
    return StepView(
        words=step_words(step) if step.any else "",
        note=step.note,
        cards=tuple(_option_card(catalog, option) for option in catalog.options_of(step)),
        hours=total.hours,
        ceu=total.ceu,
        needs=tuple(_needs(catalog, step, places)),
    )


def _places(catalog: Catalog, stack: Stack) -> dict[str, int]:
    """Micro-credential's id → the first step, from 1, in which it can be earned."""
    places: dict[str, int] = {}
    for number, step in enumerate(stack.steps, start=1):
        for option in catalog.options_of(step):
            entry = option.entry
            inner = catalog.micro_credentials_in(entry) if option.kind is STACK else [entry]
            for each in inner:
                places.setdefault(each.id, number)
    return places


def _needs(catalog: Catalog, step: Step, places: dict[str, int]) -> Iterator[NeedView]:
    """What the step's micro-credentials have as prerequisites, once each."""
    options = catalog.options_of(step)
    several = len(options) > 1
    for option in options:
        data = option.entry.data
        for required in data.prerequisites if isinstance(data, MicroCredential) else ():
            entry = catalog.micro_credentials[required]
            path = urls.page(MICRO_CREDENTIAL.address, required)
            asking = data.name if several else ""
            yield NeedView(entry.data.name, path, places.get(required), asking)


def _option_card(catalog: Catalog, option: Option) -> Card:
    since = f"Version {option.from_version} or later" if option.from_version > 1 else None
    return card(catalog, option.kind, option.entry, since)
