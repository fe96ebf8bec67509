"""What templates receive: a view for each page type, with everything looked up and sorted.

The attributes are a contract with themes that override `pages/*.html`; the reference lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from badgepress.load import Entry
from badgepress.model import (
    Apply,
    Issuer,
    MicroCredential,
    Offered,
    Recognition,
    Recognizer,
    Retired,
    Review,
    ScoringGuide,
    Status,
    Term,
)
from badgepress.pages.history_views import VersionView
from badgepress.relations import Aligned, Recognized
from badgepress.totals import Range


class Area(NamedTuple):
    """A focus area, as a colored mark."""

    name: str
    path: str
    css: str
    """Class that sets the area's colors."""


@dataclass(frozen=True, slots=True)
class Card:
    """Something offered, as a small card."""

    name: str
    path: str
    kind: str
    """`micro-credential`, or what a stack awards."""
    summary: str
    image: str | None
    """Address of the badge's SVG; none for a suggested path."""
    area: Area | None
    level: str | None
    hours: Range
    ceu: Range
    status: Status
    version: int
    """The version that is offered."""
    note: str | None = None
    """A remark of the list it stands in."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One value of a facet, with how many entries have it."""

    name: str
    path: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with its values."""

    name: str
    values: tuple[Facet, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of a plain list: the catalog, or one facet's value."""

    title: str
    lead: str
    cards: tuple[Card, ...]
    total: int
    number: int
    """This page's number, from 1."""
    pages: tuple[str, ...]
    """Addresses of all pages of the list."""
    facets: tuple[FacetGroup, ...]
    retired: tuple[Card, ...] = ()
    """What is no longer offered, where the list shows it below the rest."""


@dataclass(frozen=True, slots=True)
class RedirectView:
    """The page of a former id."""

    former: str
    name: str
    path: str
    """Where it is now."""


@dataclass(frozen=True, slots=True)
class OfferView:
    """What the pages of micro-credentials and stacks share."""

    id: str
    data: Offered
    path: str
    """The current version's page."""
    version_path: str
    """This version's page for ever."""
    versioned: bool
    """Whether this page is the version's own."""
    version: VersionView
    """The version that this page shows."""
    versions: tuple[VersionView, ...]
    """All versions, the newest first."""
    current: VersionView
    """The version that is offered."""
    now: str
    """The name of today."""
    address: str
    """The full address of this version's page, as it is printed in badges."""
    badge_class: str | None
    """The badge class's full address; none for a suggested path."""
    achievement: str | None
    """The same of the Open Badges 3.0 Achievement."""
    image: str | None
    png: str | None
    area: Area | None
    issuer: Entry[Issuer]
    issuer_path: str
    recognized: tuple[Recognized, ...]
    stacks: tuple[Card, ...]
    """Stacks that build on it."""
    apply: Apply | None
    retired: Retired | None
    replaced_by: tuple[Card, ...]
    categories: Mapping[str, str]
    """Names of renewal categories by id."""


@dataclass(frozen=True, slots=True)
class MicroCredentialView(OfferView):
    """A micro-credential's page, and the page of one version."""

    data: MicroCredential
    guide: ScoringGuide
    passing: str
    """The passing rule as a sentence."""
    review: Review
    prerequisites: tuple[Card, ...]
    unlocks: tuple[Card, ...]
    alignments: tuple[Aligned, ...]


@dataclass(frozen=True, slots=True)
class IssuerView:
    """An issuer's page."""

    issuer: Entry[Issuer]
    image: str | None
    document: str
    """Full address of its Open Badges 2.0 Profile."""
    profile: str
    """Full address of its Open Badges 3.0 Profile."""
    micro_credentials: tuple[Card, ...]
    stacks: tuple[Card, ...]
    passing: str | None


class RecognitionView(NamedTuple):
    """A row of a recognizer's list."""

    recognition: Recognition
    name: str
    path: str
    image: str | None
    ceu: str
    """What it counts as here, in CEU."""
    category: str
    """Name of the renewal category here."""


@dataclass(frozen=True, slots=True)
class RecognizerView:
    """A recognizer's page."""

    recognizer: Entry[Recognizer]
    rows: tuple[RecognitionView, ...]
    embed: str
    """Full address of the table for other sites."""


class TermLink(NamedTuple):
    """A term as a link."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class TermView:
    """One term, on its own page and among all."""

    term: Term
    path: str
    see: tuple[TermLink, ...]
    """What it refers to, and what refers to it."""
    replaced_by: tuple[TermLink, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The page of all terms."""

    terms: tuple[TermView, ...]
    letters: Mapping[str, str]
    """First letter → anchor of its first term."""


class OverviewItem(NamedTuple):
    """An issuer, recognizer or framework in its kind's list."""

    name: str
    path: str
    line: str
    image: str | None


@dataclass(frozen=True, slots=True)
class OverviewView:
    """A list of issuers, recognizers or frameworks."""

    title: str
    lead: str
    items: tuple[OverviewItem, ...]


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home page shows around its hand-written text."""

    micro_credentials: int
    stacks: int
    terms: int
    areas: tuple[tuple[Area, int], ...]
    featured: tuple[Card, ...]
    badges: tuple[Card, ...]
    """A few badges for the picture at the top."""
