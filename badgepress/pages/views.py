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
    slug: str = ""
    """The value in the address of a filtered view."""


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet with its values, or the first of many."""

    name: str
    values: tuple[Facet, ...]
    slug: str = ""
    """The facet in the address of a filtered view."""
    more: str | None = None
    """Address of the list of all values, where some are left out."""
    total: int = 0
    """How many values there are."""


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
    known: tuple[str, ...] = ()
    """All facets as they stand in the address of a filtered view, whether anything has a value."""
    filters: str = ""
    """What to add to the catalog's address for the same list with a search: `?level=…`."""
    retired: tuple[Card, ...] = ()
    """What is no longer offered, where the list shows it below the rest."""


@dataclass(frozen=True, slots=True)
class ValuesView:
    """A page of all values of a facet."""

    title: str
    values: tuple[Facet, ...]
    number: int
    """This page's number, from 1."""
    pages: tuple[str, ...]
    """Addresses of all pages of the list."""


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


class More(NamedTuple):
    """The rest of a list that is too long for a page."""

    total: int
    path: str
    """Address of the whole list, page by page."""


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
    more: More | None = None
    """Where all micro-credentials are, if some are left out."""
    more_stacks: More | None = None


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
    """Those of this page."""
    number: int
    """This page's number, from 1."""
    pages: tuple[str, ...]
    """Addresses of all pages of the list; the first is the recognizer's own."""
    embed: str
    """Full address of the table for other sites."""


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
