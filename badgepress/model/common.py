"""Parts that several kinds of documents share."""

import re
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from badgepress.model.bearing import amendable, meaning, outside
from badgepress.model.fields import (
    DISTINCT,
    Authored,
    Color,
    Count,
    Ctid,
    Date,
    FormerIds,
    Id,
    Level,
    Markdown,
    Status,
    Text,
    Url,
    pattern,
    wrong,
)

PASSING_RULE = r"^(?:every part|at least (?P<count>[1-9][0-9]?) parts) at (?P<level>[a-z0-9-]+)$"

Tag = Annotated[
    Text,
    *pattern(
        "^[^,]*$",
        "is several tags in one text",
        "write each as an item of its own, such as [privacy, images]",
    ),
]


def _passing_rule(value: Any) -> Any:
    if isinstance(value, bool | int | float):
        raise wrong(
            "passing-rule",
            f"'{str(value).lower()}' is not a passing rule",
            "write 'every part at LEVEL' or 'at least 3 parts at LEVEL', with a level's id",
        )
    return value


class Link(Authored):
    """Something to read, and where it is."""

    title: Text
    """The work's own title."""
    url: Url | None = None
    """Where it can be read; left out for works that are only on paper."""
    note: Text | None = None
    """One sentence on what it is good for."""


class Source(Authored):
    """Where words or facts were taken from."""

    title: Text
    """The document's title."""
    url: Url | None = None
    """Its address, kept as it was even if nothing answers there any more."""
    retrieved: Date | None = None
    """The day on which it was read."""


class ScoringLevel(Authored):
    """One level of a scoring guide."""

    id: Id
    """The name that rubrics use for this level."""
    name: Text
    """The name that people read."""
    description: Text
    """What evidence at this level shows, whatever the part."""


class ScoringGuide(Authored):
    """How reviewers judge evidence: the levels, best first, and what passes."""

    levels: Annotated[tuple[ScoringLevel, ...], Field(min_length=2)]
    """The levels, the best one first."""
    passing: Annotated[
        Text, BeforeValidator(_passing_rule), Field(json_schema_extra={"pattern": PASSING_RULE})
    ] = Field(alias="pass")
    """The passing rule: `every part at LEVEL` or `at least N parts at LEVEL`."""

    @property
    def passing_level(self) -> str:
        """Id of the level that the passing rule asks for."""
        return self._rule["level"]

    @property
    def passing_count(self) -> int | None:
        """How many parts must reach the level; `None` means every part."""
        count = self._rule["count"]
        return int(count) if count else None

    @property
    def _rule(self) -> re.Match[str]:
        match = re.match(PASSING_RULE, self.passing)
        assert match is not None  # noqa: S101 - the validator below has seen to it
        return match

    @model_validator(mode="after")
    def _levels_differ(self) -> Self:
        seen: set[str] = set()
        for index, level in enumerate(self.levels):
            if level.id in seen:
                raise wrong(
                    "duplicate-id",
                    f"two levels have the id '{level.id}'",
                    "give one of them another id",
                    at=("levels", index, "id"),
                )
            seen.add(level.id)
        return self

    @model_validator(mode="after")
    def _rule_fits_levels(self) -> Self:
        match = re.match(PASSING_RULE, self.passing)
        levels = [level.id for level in self.levels]
        if not match:
            raise wrong(
                "passing-rule",
                f"'{self.passing}' is not a passing rule",
                f"write 'every part at {levels[0]}' or 'at least 3 parts at {levels[0]}'",
                at=("pass",),
            )
        if match["level"] not in levels:
            raise wrong(
                "passing-rule",
                f"the passing rule names the level '{match['level']}', which is not in 'levels'",
                f"name one of {', '.join(levels)}",
                at=("pass",),
            )
        return self


class Review(Authored):
    """How evidence is reviewed."""

    by: Text
    """Who reviews: a group with its qualification, not a person's name."""
    days: Count
    """Business days from submission to result."""
    resubmission: Markdown
    """What an earner can do after a result below passing."""


class Apply(Authored):
    """How to start."""

    url: Url
    """Where earners sign up and submit their evidence."""
    fee: Text
    """What it costs, such as `none` or `$50`."""
    how: Markdown | None = None
    """What to do there, step by step."""


class Audience(Authored):
    """Whom it is for."""

    roles: Annotated[tuple[Text, ...], Field(min_length=1), *DISTINCT]
    """Roles in schools, from the list in the settings."""
    grades: Annotated[tuple[Text, ...], *DISTINCT] = ()
    """Grade bands, from the list in the settings; left out where grades do not matter."""


class Artwork(Authored):
    """The badge's picture: drawn from these words, or an image file of your own."""

    shape: Text | None = None
    """The outline."""
    icon: Text | None = None
    """Name of a Material Design icon, such as `copyright`; without one, stars fill the center.

    Without stars either, it is the name's first letter.
    """
    stars: Annotated[int, Field(ge=0, le=3, strict=True)] = 0
    """None to three stars, for the level."""
    banner: Annotated[Text, Field(max_length=18)] | None = None
    """A short word on the ribbon, such as `Teachers`."""
    color: Color | None = None
    """The main color, such as `"#1f6f8b"`; left out, it is the focus area's."""
    image: Annotated[Text, Field(max_length=200)] | None = None
    """Instead, an image file (SVG, or PNG of 600 by 600), by its path from this file's folder."""

    @model_validator(mode="after")
    def _drawn_or_own(self) -> Self:
        if self.image is None and self.shape is None:
            raise wrong(
                "artwork",
                "neither a shape nor an image is given",
                "add 'shape: hexagon' (or another shape), or 'image:' with a file",
            )
        fields = type(self).model_fields
        # What is published is written with its defaults, which say nothing of a drawing.
        words = [n for n in fields if n != "image" and getattr(self, n) != fields[n].default]
        if self.image is not None and words:
            raise wrong(
                "artwork",
                "an image of your own stands beside words for a drawn badge",
                "keep 'image' alone, or remove it",
                at=("image",),
            )
        return self


class Retired(Authored):
    """Why something is no longer offered; what was earned stays valid."""

    date: Date
    """The last day on which it was offered."""
    reason: Text
    """Why, in one sentence that earners read."""
    replaced_by: Annotated[tuple[Id, ...], *DISTINCT] = ()
    """Ids of what takes its place, of the same kind."""


class Offered(Authored):
    """What micro-credentials and stacks have in common."""

    name: Annotated[
        Annotated[Text, Field(max_length=255)],
        meaning("what the badge is called, wherever it is shown"),
    ]
    """The name on the badge."""
    version: Annotated[Count, outside("it counts the versions themselves")]
    """1, 2, 3 …; a change of meaning makes a new version."""
    status: Annotated[Status, outside("it says what is offered today; what was earned stays valid")]
    """`draft` (only in the preview), `active`, or `retired` (then also say `retired:`)."""
    retired: Annotated[
        Retired | None, outside("it says what is offered today; what was earned stays valid")
    ] = None
    """Date, reason and replacement; only with `status: retired`."""
    issuer: Annotated[Id, meaning("who vouches for it")]
    """Id of the issuer (a file in catalog/issuers/)."""
    summary: Annotated[
        Annotated[Text, Field(max_length=500)], amendable("it describes; the criteria decide")
    ]
    """What earning it shows, in one or two sentences; the badge's description."""
    audience: Annotated[
        Audience | None, amendable("it advises; whoever meets the criteria earns the badge")
    ] = None
    """Whom it is for."""
    level: Annotated[Level | None, meaning("how far it leads")] = None
    """How far it leads."""
    apply: Annotated[Apply | None, outside("where and how to apply changes with the years")] = None
    """How to start; left out, the issuer's."""
    tags: Annotated[Annotated[tuple[Tag, ...], *DISTINCT], amendable("they help to find it")] = ()
    """Words that people may search for."""
    formerly: Annotated[FormerIds, outside("it leads from earlier addresses to this one")] = ()
    """Ids that it had before it was renamed; their addresses keep working."""
    ctid: Annotated[Ctid | None, outside("it names this version in the Credential Registry")] = None
    """This version's identifier in the Credential Registry; a new version needs a new one."""

    @model_validator(mode="after")
    def _retired_says_why(self) -> Self:
        if (self.status is Status.RETIRED) != (self.retired is not None):
            if self.retired is None:
                raise wrong(
                    "retired",
                    "the status is 'retired', but nothing says when and why",
                    "add 'retired:' with date, reason and (if there is one) replaced_by",
                    at=("status",),
                )
            raise wrong(
                "retired",
                f"'retired' is filled in, but the status is '{self.status}'",
                "set 'status: retired', or remove 'retired'",
                at=("status",),
            )
        return self
