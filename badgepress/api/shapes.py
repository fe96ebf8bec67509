"""What the API serves: the models of YAML, and what is looked up for whoever has no catalog.

Schemas, tables and the reference are derived from these classes.
"""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from badgepress.model import (
    Apply,
    Authored,
    CountsAs,
    Framework,
    Issuer,
    MicroCredential,
    Recognition,
    Recognizer,
    RecognizerKind,
    Review,
    ScoringGuide,
    Stack,
    Status,
)
from badgepress.model.fields import Count, Date, Id, Text, Url
from badgepress.published.records import Digests
from badgepress.published.texts import plain
from badgepress.terms.forced import with_words_alone
from badgepress.todo import may_hold

Files = dict[Text, Url]
"""File's name → its full address."""
_DateOrNull = Annotated[Date | None, WithJsonSchema({"type": ["string", "null"], "format": "date"})]
_Public = Literal[Status.ACTIVE, Status.RETIRED]


class Placed(Authored):
    """What every entry has besides the fields of its YAML."""

    id: Id
    """Its id; ids that it had before stand in `formerly`."""
    address: Url
    """Its page."""
    files: Files
    """Its documents, tables, feeds and pictures: file's name → full address."""


class Versioned(Placed):
    """What micro-credentials and stacks have besides the fields of their YAML."""

    version_address: Url
    """The page of this version, for ever; badge documents name it as their criteria."""
    published: Date | None = None
    """The day on which this version was published; left out while it is not."""
    amended: tuple[Date, ...] = ()
    """Days on which this version was corrected without a change of meaning."""


class MicroCredentialEntry(MicroCredential, Versioned):
    """A micro-credential in its current version, with what its issuer says for it."""

    status: _Public
    """`active`, or `retired` (then `retired` says more). Drafts are never served."""
    scoring_guide: ScoringGuide
    """Levels and passing rule: its own, else its issuer's."""
    apply: Apply | None = None
    """How to start: its own word, else its issuer's."""
    review: Review
    """Who reviews and how long it takes: its own word, else its issuer's."""


class Span(Authored):
    """The least and the most of something, where a stack's steps leave a choice."""

    least: float
    """The least."""
    most: float
    """The most."""


class StackEntry(Stack, Versioned):
    """A stack in its current version, with what it comes to."""

    status: _Public
    """`active`, or `retired` (then `retired` says more). Drafts are never served."""
    apply: Apply | None = None
    """How to start: its own word, else its issuer's."""
    hours: Span
    """Hours that its steps take together."""
    ceu: Span
    """Continuing education units that its steps make together."""


class RecognitionEntry(Recognition):
    """One thing that is recognized, with its name and page."""

    name: Text
    """Name of what is recognized."""
    address: Url
    """Page of what is recognized."""
    counts_as: CountsAs | None = Field(default=None, alias="as")
    """CEU and renewal category: the recognizer's word, else the issuer's where it is one number."""


class RecognizerEntry(Recognizer, Placed):
    """A recognizer with everything that it recognizes."""

    recognizes: tuple[RecognitionEntry, ...] = ()
    """What it recognizes, as what and since when."""


class RecognizedBy(Authored):
    """Who recognizes, on each row of the table of recognitions."""

    recognizer: Id
    """Id of the recognizer."""
    recognizer_name: Text
    """The recognizer's full name."""
    recognizer_kind: RecognizerKind
    """What kind of organization it is."""
    recognizer_address: Url
    """The recognizer's page."""


class RecognitionRow(RecognitionEntry, RecognizedBy):
    """A recognition with its recognizer."""


class IssuerEntry(Issuer, Placed):
    """An issuer."""


class FrameworkEntry(Framework, Placed):
    """A competency framework."""


class Standing(StrEnum):
    """What a version of something is today."""

    ACTIVE = "active"
    RETIRED = "retired"
    SUPERSEDED = "superseded"


class IndexRow(Authored):
    """One version of something that has a badge. Every field is always there."""

    kind: Literal["micro-credential", "stack"]
    """`micro-credential` or `stack`."""
    id: Id
    """The id under which this version is found; an earlier one if it was renamed since."""
    version: Count
    """1, 2, 3 …"""
    name: Text
    """The name on the badge."""
    status: Standing
    """`active`, `retired`, or `superseded` by a later version; what was earned stays valid."""
    published: _DateOrNull
    """The day on which it was published; `null` while it is not."""
    amended: tuple[Date, ...]
    """Days on which it was corrected without a change of meaning."""
    address: Url
    """The page of this version, for ever."""
    page: Url
    """The page of what is offered today."""
    files: Files
    """Badge documents and pictures of this version: file's name → full address."""
    digests: Digests
    """SHA-256 of each badge document as it is served, in hexadecimal, by the file's name."""
    issuer: Url
    """Id (address) of the issuer's profile that the badge class names."""
    replaced_by: tuple[Url, ...]
    """Pages of the versions that took its place: the current version, or other entries."""


class Bulk(Authored):
    """What every list begins with."""

    api: Text
    """Version of the API, such as `1.0.0`."""
    home: Url
    """The site's public home."""
    description: Url
    """Where the API is described (OpenAPI)."""


class Index(Bulk):
    """Every version of everything that has a badge."""

    items: tuple[IndexRow, ...]
    """Each current version, with those before it after it."""


class MicroCredentials(Bulk):
    """All micro-credentials in their current versions, retired ones included."""

    items: tuple[MicroCredentialEntry, ...]
    """In the order of their ids."""


class Stacks(Bulk):
    """All stacks in their current versions, retired ones included."""

    items: tuple[StackEntry, ...]
    """In the order of their ids."""


class Recognizers(Bulk):
    """All recognizers, each with what it recognizes."""

    items: tuple[RecognizerEntry, ...]
    """In the order of their ids."""


class Issuers(Bulk):
    """All issuers."""

    items: tuple[IssuerEntry, ...]
    """In the order of their ids."""


class Frameworks(Bulk):
    """All competency frameworks, with their focus areas and competencies."""

    items: tuple[FrameworkEntry, ...]
    """In the order of their ids."""


def as_json(item: Authored) -> dict[str, Any]:
    """An item as it is served: without what YAML leaves out, but a row of the index is whole."""
    if isinstance(item, IndexRow):
        return item.model_dump(mode="json", by_alias=True)
    values = plain(item)
    return with_words_alone(values) if may_hold(item, "[[") else values
