"""What may be written in other languages: texts laid over those in English, which decide."""

from typing import Annotated

from pydantic import Field, Strict

from badgepress.model.fields import (
    DISTINCT,
    Authored,
    Definition,
    Markdown,
    Prose,
    Text,
    pattern,
)

Digest = Annotated[
    Text,
    *pattern(
        "^en-[0-9a-f]{12}$",
        "is not the digest of an English text",
        "leave it out once: the check says what to write",
    ),
]


class Translated(Authored):
    """What every translation says of itself."""

    of: Digest | None = None
    """Digest of the English text that was translated; the check says what to write."""
    unofficial: Annotated[bool, Strict()] = True
    """Whether nobody with a say in the English text has approved of the translation."""
    source: Text | None = None
    """Who translated it, or where the translation was taken from."""


class TermTranslation(Translated):
    """A term in another language."""

    term: Text
    """The word in that language."""
    abbreviation: Text | None = None
    """The abbreviation that is used in that language."""
    definition: Definition
    """The definition, translated."""
    note: Prose | None = None
    """The remark, translated."""
    also: Annotated[tuple[Text, ...], *DISTINCT] = ()
    """Other words of that language for the same thing."""


class TermTranslations(Authored):
    """A term in other languages."""

    es: TermTranslation | None = None
    """In Spanish."""


class ComponentTranslation(Authored):
    """A component of the method in another language."""

    name: Text | None = None
    """Its heading."""
    description: Markdown | None = None
    """What the educator does."""


class MethodTranslation(Authored):
    """The method in another language."""

    key: Markdown | None = None
    """The key method."""
    components: tuple[ComponentTranslation, ...] = ()
    """The components, in the order of the English ones."""


class CriterionTranslation(Authored):
    """One row of a part's rubric in another language."""

    name: Text | None = None
    """What this row looks at."""
    rubric: dict[str, Markdown] = Field(default_factory=dict)
    """What evidence shows at each level: level id → description."""


class PartTranslation(Authored):
    """A part of what is submitted, in another language."""

    name: Text | None = None
    """Its heading."""
    prompt: Markdown | None = None
    """What to submit."""
    rubric: dict[str, Markdown] = Field(default_factory=dict)
    """A rubric of one row: level id → description."""
    criteria: tuple[CriterionTranslation, ...] = ()
    """The rows of the rubric, in the order of the English ones."""


class MicroCredentialTranslation(Translated):
    """A micro-credential in another language; what is left out is shown in English."""

    name: Text
    """The name."""
    summary: Text | None = None
    """What earning it shows."""
    competency: Markdown | None = None
    """The competency that is demonstrated."""
    rationale: Markdown | None = None
    """Why it matters."""
    method: MethodTranslation | None = None
    """The practice that it asks for."""
    parts: tuple[PartTranslation, ...] = ()
    """What is submitted, in the order of the English parts."""


class MicroCredentialTranslations(Authored):
    """A micro-credential in other languages."""

    es: MicroCredentialTranslation | None = None
    """In Spanish."""
