"""The stack: an organized set of micro-credentials, or of other stacks."""

import re
from enum import StrEnum
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from badgepress.model.bearing import amendable, meaning
from badgepress.model.common import Artwork, Offered
from badgepress.model.fields import (
    DISTINCT,
    Authored,
    Count,
    Markdown,
    Text,
    exactly_one,
    pattern,
    wrong,
)

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
Named = Annotated[
    Text,
    *pattern(
        rf"^{_ID}(?:@[1-9][0-9]{{0,3}})?$",
        "does not name one of the catalog",
        "write its id (the file's name without .yaml), with @2 for version 2 or later",
    ),
]
Option = Annotated[
    Text,
    *pattern(
        rf"^(?:stacks/)?{_ID}(?:@[1-9][0-9]{{0,3}})?$",
        "does not name a micro-credential or a stack",
        "write a micro-credential's id, or stacks/ID, with @2 for version 2 or later",
    ),
]


class Reference(NamedTuple):
    """What a step names."""

    kind: str
    """`micro_credential` or `stack`."""
    id: str
    from_version: int
    """The lowest version that meets the step; 1 where none was written."""


class Awards(StrEnum):
    """What completing a stack awards."""

    NONE = "none"
    STACK = "stack"
    CREDENTIAL = "credential"


class Choice(Authored):
    """A choice: at least so many of these."""

    at_least: Count
    """How many are needed."""
    of: Annotated[tuple[Option, ...], Field(min_length=1), *DISTINCT]
    """Ids of micro-credentials, or `stacks/ID`; `ID@2` means version 2 or later."""

    @model_validator(mode="after")
    def _enough(self) -> Self:
        if self.at_least > len(self.of):
            raise wrong(
                "choice",
                f"at least {self.at_least} are needed, but {len(self.of)} can be chosen",
                "lower 'at_least', or list more under 'of'",
                at=("at_least",),
            )
        return self


class Step(Authored):
    """One step: a micro-credential, a stack, or a choice among several."""

    micro_credential: Named | None = None
    """Id of a micro-credential, any version; `ID@2` means version 2 or later."""
    stack: Named | None = None
    """Id of another stack, any version; `ID@2` means version 2 or later."""
    any: Choice | None = None
    """At least so many of several."""
    note: Text | None = None
    """Why this step is here."""

    @property
    def at_least(self) -> int:
        """How many of `references` the step asks for."""
        return self.any.at_least if self.any else 1

    @property
    def references(self) -> tuple[Reference, ...]:
        """What the step names: one thing, or the things to choose from."""
        if self.any is not None:
            return tuple(
                _reference("stack", text[7:])
                if text.startswith("stacks/")
                else _reference("micro_credential", text)
                for text in self.any.of
            )
        if self.stack is not None:
            return (_reference("stack", self.stack),)
        return (_reference("micro_credential", self.micro_credential or ""),)

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        named = ("micro_credential", "stack", "any")
        exactly_one("step", {name: getattr(self, name) for name in named})
        return self


def _reference(kind: str, text: str) -> Reference:
    match = re.fullmatch(r"(.*?)(?:@(\d+))?", text)
    assert match is not None  # noqa: S101 - the pattern matches any text
    return Reference(kind, match[1], int(match[2] or 1))


class Stack(Offered):
    """A stack: one file in `stacks/`, whose name is its id for ever."""

    awards: Annotated[Awards, meaning("what completing it is called")]
    """`none` (a suggested path), `stack` (a stack's badge) or `credential`."""
    description: Annotated[Markdown | None, meaning("part of the criteria")] = None
    """For whom this path is and where it leads."""
    steps: Annotated[
        Annotated[tuple[Step, ...], Field(min_length=1)], meaning("what had to be earned")
    ]
    """What is needed, in the order in which it builds up; all of the steps."""
    artwork: Annotated[
        Artwork | None, amendable("the picture; backpacks keep the one that was awarded")
    ] = None
    """The badge's picture; needed where the stack awards something."""

    @model_validator(mode="after")
    def _badge_needs_picture(self) -> Self:
        if self.awards is not Awards.NONE and self.artwork is None:
            raise wrong(
                "artwork",
                f"the stack awards something ('{self.awards}'), but has no picture",
                "add 'artwork:' with a shape, or write 'awards: none'",
                at=("awards",),
            )
        return self
