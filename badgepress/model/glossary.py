"""The glossary's terms."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from badgepress.model.common import Source
from badgepress.model.fields import (
    DISTINCT,
    Authored,
    Date,
    Definition,
    FormerIds,
    Id,
    Prose,
    Text,
    wrong,
)
from badgepress.model.translations import TermTranslations


class TermStatus(StrEnum):
    """Whether a term is in use."""

    CURRENT = "current"
    REVISED = "revised"
    RETIRED = "retired"


class LetterCase(StrEnum):
    """Whether a word counts in capital and small letters alike."""

    EXACT = "exact"
    ANY = "any"


class Wording(Authored):
    """How a term was defined before, word for word."""

    definition: Definition
    """The source's words of that time."""
    source: Source
    """Where it was taken from."""
    since: Date
    """When the source published it."""
    until: Date
    """The last day on which it stood in this glossary, or in its source."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.until < self.since:
            raise wrong(
                "dates-in-order",
                f"it ends on {self.until}, before it begins ({self.since})",
                "exchange the two dates, or mend one",
                at=("until",),
            )
        return self


class Term(Authored):
    """A word and what it means, in its source's words."""

    id: Id
    """Its address for ever: /glossary/ID/."""
    term: Text
    """The word, as it is written in a sentence's middle or as a proper name."""
    abbreviation: Text | None = None
    """Its abbreviation, such as `CEU`."""
    definition: Definition
    """The source's words."""
    note: Prose | None = None
    """A remark of this catalog's own, set apart from the definition."""
    also: Annotated[tuple[Text, ...], *DISTINCT] = ()
    """Other words for the same thing."""
    forms: Annotated[tuple[Text, ...], *DISTINCT] = ()
    """Plurals and other forms that stand for the term in a text."""
    case: LetterCase | None = None
    """`exact` as written here, or `any`; left out, abbreviations and words of capitals exact."""
    see: Annotated[tuple[Id, ...], *DISTINCT] = ()
    """Ids of related terms."""
    source: Source
    """Where the definition was taken from."""
    since: Date
    """When the source published it."""
    status: TermStatus
    """`current`, `revised` or `retired`."""
    replaced_by: Annotated[tuple[Id, ...], *DISTINCT] = ()
    """Ids of the terms that take its place; only with `status: retired`."""
    formerly: FormerIds = ()
    """Ids that it had before it was renamed; their addresses keep working."""

    history: tuple[Wording, ...] = ()
    """Earlier wordings of the definition, in any order; pages show the newest first."""
    translations: TermTranslations | None = None
    """The term in other languages."""

    @model_validator(mode="after")
    def _replaced_is_retired(self) -> Self:
        if self.replaced_by and self.status is not TermStatus.RETIRED:
            raise wrong(
                "retired",
                f"'replaced_by' is filled in, but the status is '{self.status}'",
                "set 'status: retired', or remove 'replaced_by'",
                at=("status",),
            )
        return self


class Glossary(Authored):
    """The file glossary.yaml."""

    terms: Annotated[tuple[Term, ...], Field(min_length=1)]
    """The terms, in any order; pages show them sorted."""
