"""Who issues, and who recognizes."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from badgepress.model.common import Apply, Artwork, Review, ScoringGuide
from badgepress.model.fields import (
    DISTINCT,
    Authored,
    Ctid,
    Date,
    Email,
    FormerIds,
    Id,
    Markdown,
    Text,
    Url,
    exactly_one,
    pattern,
    wrong,
)

Host = Annotated[
    Text,
    *pattern(
        "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?[.])+[a-z]{2,63}$",
        "is not a host's name",
        "write it without https://, port and path, such as badges.example.org",
    ),
]


class Verification(Authored):
    """Where awards of this issuer may be hosted, if not on the issuer's own host alone."""

    allowed_origins: Annotated[tuple[Host, ...], *DISTINCT] = ()
    """Further hosts besides its own, such as `badges.example.org`."""
    starts_with: Annotated[tuple[Url, ...], Field(json_schema_extra={"maxItems": 1})] = ()
    """What the addresses of all awards begin with, such as `https://example.com/ours/`.

    One beginning, for a host that others share; it rules out every other place.
    """

    @model_validator(mode="after")
    def _one_beginning(self) -> Self:
        if len(self.starts_with) > 1:
            raise wrong(
                "verification",
                f"{len(self.starts_with)} beginnings are given, but validators take one",
                "keep one, or list the hosts under 'allowed_origins'",
                at=("starts_with", 1),
            )
        if self.starts_with and self.allowed_origins:
            raise wrong(
                "verification",
                "'starts_with' rules out the hosts under 'allowed_origins'",
                "keep one of the two",
                at=("starts_with",),
            )
        return self


class Issuer(Authored):
    """The organization that created micro-credentials and validates competence in them."""

    name: Text
    """The organization's full name."""
    url: Url
    """Its home page."""
    email: Email
    """Where earners and districts can ask; published in the badge's metadata."""
    description: Markdown | None = None
    """Who this is."""
    artwork: Artwork | None = None
    """The logo."""
    verification: Verification | None = None
    """Where its awards may be hosted."""
    scoring_guide: ScoringGuide | None = None
    """Levels and passing rule of its micro-credentials that have none of their own."""
    review: Review | None = None
    """Review process of its micro-credentials that have none of their own."""
    apply: Apply | None = None
    """How to start with its micro-credentials that say nothing else."""
    formerly: FormerIds = ()
    """Ids that it had before it was renamed; their addresses keep working."""
    ctid: Ctid | None = None
    """Its identifier as an organization in the Credential Registry."""


class RecognizerKind(StrEnum):
    """What kind of organization recognizes."""

    AGENCY = "agency"
    LEA = "local education agency"
    SCHOOL = "school"
    EMPLOYER = "employer"
    HIGHER_EDUCATION = "higher education"


class Purpose(StrEnum):
    """What a recognition is good for."""

    RENEWAL = "renewal"
    HIRING = "hiring"
    PAY = "pay"
    LEADERSHIP = "leadership"
    OTHER = "other"


class CountsAs(Authored):
    """What something counts as at this recognizer; it may differ from the issuer's word."""

    ceu: Annotated[float, Field(strict=True, ge=0, le=1000)] | None = None
    """Continuing education units."""
    renewal_category: Id | None = None
    """Category of license renewal, from the settings."""


class Recognition(Authored):
    """One thing that is recognized, or all of an issuer's."""

    micro_credential: Id | None = None
    """Id of a micro-credential."""
    stack: Id | None = None
    """Id of a stack."""
    issuer: Id | None = None
    """Id of an issuer: all of its micro-credentials and stacks."""
    since: Date
    """First day."""
    until: Date | None = None
    """Last day, if there is one."""
    counts_as: CountsAs | None = Field(default=None, alias="as")
    """CEU and renewal category here; left out, the issuer's."""
    purpose: Purpose = Field(alias="for")
    """`renewal`, `hiring`, `pay`, `leadership` or `other`."""
    roles: Annotated[tuple[Text, ...], *DISTINCT] = ()
    """For which roles; left out, for all."""
    conditions: Text | None = None
    """What must be done besides."""
    source: Url
    """Where the recognizer says so."""

    @property
    def subject(self) -> tuple[object, ...]:
        """What is recognized, and what for."""
        return self.micro_credential, self.stack, self.issuer, self.purpose

    def overlaps(self, other: "Recognition") -> bool:
        """Whether both hold on some day for some role."""
        ends = (self.until or date.max, other.until or date.max)
        roles = not self.roles or not other.roles or bool({*self.roles} & {*other.roles})
        return roles and max(self.since, other.since) <= min(ends)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        named = ("micro_credential", "stack", "issuer")
        exactly_one("recognition", {name: getattr(self, name) for name in named})
        if self.until is not None and self.until < self.since:
            raise wrong(
                "dates-in-order",
                f"it ends ({self.until}) before it begins ({self.since})",
                "exchange the two dates, or mend the wrong one",
                at=("until",),
            )
        return self


class Recognizer(Authored):
    """A person or organization that accepts micro-credentials, stacks or credentials."""

    name: Text
    """The organization's full name."""
    kind: RecognizerKind
    """What kind of organization it is."""
    url: Url
    """Its home page."""
    description: Markdown | None = None
    """What its educators should know."""
    recognizes: tuple[Recognition, ...] = ()
    """What it recognizes, as what and since when."""
    formerly: FormerIds = ()
    """Ids that it had before it was renamed; their addresses keep working."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        known: dict[object, list[tuple[int, Recognition]]] = {}
        for index, later in enumerate(self.recognizes):
            same = known.setdefault(later.subject, [])
            for number, earlier in same:
                if earlier.overlaps(later):
                    raise wrong(
                        "repeated-recognition",
                        f"recognizes[{number + 1}] says the same for some of the same days",
                        "remove one of the two, or let one end ('until') before the other begins",
                        at=("recognizes", index),
                    )
            same.append((index, later))
        return self
