"""What templates receive about an entry's surroundings: places in stacks, neighbors, sharing."""

from typing import NamedTuple

from badgepress.pages.views import Area, Card


class StripStep(NamedTuple):
    """One step of a stack, as a mark in a row."""

    number: int
    name: str
    """What it names, or how many of a choice are needed: `Any two of 3`."""
    here: bool
    """Whether the entry of the page is named by it."""


class Place(NamedTuple):
    """An entry's place in one stack."""

    name: str
    path: str
    kind: str
    """What the stack awards."""
    words: str
    """Where, as a sentence: `Step 2 of 4, one of 3 to choose from`."""
    area: Area | None
    steps: tuple[StripStep, ...]


class Through(NamedTuple):
    """A stack that somebody recognizes, and that the entry is a step of."""

    name: str
    path: str
    recognizers: tuple[tuple[str, str], ...]
    """Name and address of each."""


class Promise(NamedTuple):
    """One of the four promises of badges, and how it is kept here."""

    name: str
    path: str | None
    """Address of its term, if the glossary has it."""
    text: str


class Correction(NamedTuple):
    """A field for which readers can propose other words."""

    name: str
    href: str


class Share(NamedTuple):
    """How a page is passed on."""

    address: str
    """Its full address."""
    code: str | None
    """Address of its QR code; a version's own page has none."""
    card: str
    """Address of the small card for other sites."""
    snippet: str
    """HTML that shows the card on another site."""
    height: int
    """Height of the card's frame in CSS pixels."""
    checklists: tuple[tuple[str, str], ...]
    """What to download for collecting evidence: a name and an address each."""


class Around(NamedTuple):
    """What stands around an entry."""

    places: tuple[Place, ...]
    """The stacks that it is a step of, drawn."""
    more_places: int
    """Stacks that are not drawn."""
    through: tuple[Through, ...]
    related: tuple[Card, ...]
    promises: tuple[Promise, ...]
    corrections: tuple[Correction, ...]
    share: Share
