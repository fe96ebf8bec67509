"""The micro-credential: recognition for mastery of one defined competency."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from badgepress.model.bearing import amendable, meaning, outside
from badgepress.model.common import Artwork, Audience, Link, Offered, Review, ScoringGuide
from badgepress.model.fields import (
    DISTINCT,
    Amount,
    Authored,
    Id,
    Level,
    Markdown,
    Text,
    pattern,
    wrong,
)
from badgepress.model.translations import MicroCredentialTranslations

Rubric = Annotated[dict[str, Markdown], Field(min_length=1)]
"""What evidence shows at each level of the scoring guide."""
Duration = Annotated[
    Text,
    *pattern(
        "^[1-9][0-9]? (?:day|month|year)s?$",
        "is not a time span",
        "write a number and a unit (days, months or years), such as 5 years",
    ),
]
Alignment = Annotated[
    Text,
    *pattern(
        "^[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*$",
        "does not name a framework's item",
        "write framework/item, such as nc-dlc-teachers/digital-citizenship",
    ),
]


class PartKind(StrEnum):
    """What an earner submits: words before, the work itself, words after."""

    OVERVIEW = "overview"
    ARTIFACT = "artifact"
    REFLECTION = "reflection"


class Words(Authored):
    """How long a text may be, in words."""

    min: Annotated[int, Field(ge=1, strict=True)] | None = None
    """At least."""
    max: Annotated[int, Field(ge=1, strict=True)] | None = None
    """At most."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise wrong(
                "word-limits",
                f"at least {self.min} words and at most {self.max} cannot be",
                "exchange the two numbers",
                at=("min",),
            )
        if self.min is None and self.max is None:
            raise wrong("word-limits", "no limit is given", "add 'min' or 'max', or remove 'words'")
        return self


class Criterion(Authored):
    """One row of a part's rubric."""

    name: Text
    """What this row looks at."""
    rubric: Rubric
    """What evidence shows at each level of the scoring guide."""


class Row(NamedTuple):
    """A row of a rubric, which has the part's own name where the rubric has but one."""

    name: str
    rubric: Mapping[str, str]
    """Level's id → description."""


class Part(Authored):
    """One part of what is submitted, with the rubric that its reviewers use."""

    kind: PartKind
    """`overview`, `artifact` or `reflection`."""
    name: Text
    """A short heading."""
    prompt: Markdown
    """What to submit, in the words that earners and reviewers read."""
    words: Words | None = None
    """Limits for a written part."""
    rubric: Rubric | None = None
    """A rubric of one row: level id → description."""
    criteria: tuple[Criterion, ...] = ()
    """A rubric of several rows, each with a name; instead of `rubric`."""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rubric as rows, however it was written."""
        if self.rubric is not None:
            return (Row(self.name, self.rubric),)
        return tuple(Row(each.name, each.rubric) for each in self.criteria)

    @model_validator(mode="after")
    def _one_rubric(self) -> Self:
        if self.rubric is None and not self.criteria:
            raise wrong(
                "rubric",
                "the part has no rubric",
                "add 'rubric' (one row) or 'criteria' (several rows)",
            )
        if self.rubric is not None and self.criteria:
            raise wrong(
                "rubric",
                "both 'rubric' and 'criteria' are given",
                "keep one of the two",
                at=("criteria",),
            )
        return self


class Component(Authored):
    """One step or element of the method."""

    name: Text
    """A short heading."""
    description: Markdown
    """What the educator does, and how it looks when done well."""


class Method(Authored):
    """The practice that the micro-credential asks for."""

    key: Markdown
    """The key method in one to three sentences."""
    components: Annotated[tuple[Component, ...], Field(min_length=1)]
    """Its components, in their order."""


class MicroCredential(Offered):
    """A micro-credential: one file in `catalog/`, whose name is its id for ever."""

    competency: Annotated[Markdown, meaning("what was shown")]
    """The one competency that is demonstrated: "The educator …"."""
    rationale: Annotated[Markdown | None, amendable("it explains; the criteria decide")] = None
    """Why it matters, and what research supports."""
    audience: Annotated[
        Audience, amendable("it advises; whoever meets the criteria earns the badge")
    ]
    """Whom it is for."""
    level: Annotated[Level, meaning("how far it leads")]
    """`foundational`, `intermediate` or `advanced`."""
    hours: Annotated[Amount, meaning("what it counts for")]
    """Hours of learning and work that it takes."""
    ceu: Annotated[
        Annotated[float, Field(strict=True, ge=0, le=1000)] | None, meaning("what it counts for")
    ] = None
    """Continuing education units; held against the settings' hours_per_ceu."""
    ceu_note: Annotated[Text | None, amendable("it explains the CEU, which stay")] = None
    """Why the CEU differ from what the hours make."""
    renewal_category: Annotated[Id | None, meaning("what it counts for")] = None
    """Category of license renewal that it counts for, from the settings."""
    valid_for: Annotated[Duration | None, meaning("until when it counts")] = None
    """How long an award is valid, such as `5 years`; left out, it does not expire."""
    alignments: Annotated[
        Annotated[tuple[Alignment, ...], *DISTINCT],
        meaning("what the competency stands for elsewhere"),
    ] = ()
    """Focus areas or competencies of frameworks, as `framework/item`; the first gives the color."""
    method: Annotated[Method, meaning("part of the criteria")]
    """The practice that it asks for."""
    scoring_guide: Annotated[
        ScoringGuide | None, meaning("how it was judged; left out, the issuer's of that day")
    ] = None
    """Levels and passing rule; left out, the issuer's."""
    parts: Annotated[
        Annotated[tuple[Part, ...], Field(min_length=1)],
        meaning("what was submitted, and the rubrics that it was judged by"),
    ]
    """What is submitted, in order."""
    review: Annotated[Review | None, meaning("who judged; left out, the issuer's of that day")] = (
        None
    )
    """Who reviews and how long it takes; left out, the issuer's."""
    prerequisites: Annotated[
        Annotated[tuple[Id, ...], *DISTINCT], meaning("what had to be earned before")
    ] = ()
    """Ids of micro-credentials to be earned before."""
    resources: Annotated[tuple[Link, ...], outside("links that help to prepare, and that age")] = ()
    """Things that help to prepare."""
    research: Annotated[tuple[Link, ...], outside("links for further reading, and that age")] = ()
    """Works that support the method."""
    artwork: Annotated[Artwork, amendable("the picture; backpacks keep the one that was awarded")]
    """The badge's picture."""
    translations: Annotated[
        MicroCredentialTranslations | None,
        outside("they help to read it; the English text decides, and the badge quotes that"),
    ] = None
    """The micro-credential in other languages."""
