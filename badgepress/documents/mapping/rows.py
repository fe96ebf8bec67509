"""What a row of the table is made of."""

from typing import NamedTuple


class Standard(NamedTuple):
    """A column of the table."""

    id: str
    name: str
    badge: str
    """What a badge's document is, in Markdown."""
    issuer: str
    """What an issuer's is."""


OPEN_BADGES_2 = Standard(
    "openbadges2",
    "Open Badges 2.0",
    "BadgeClass, `badgeclass.json`",
    "Profile, `issuer.json`",
)
OPEN_BADGES_3 = Standard(
    "openbadges3",
    "Open Badges 3.0",
    "Achievement, `achievement.json`",
    "Profile, `profile.json`",
)
SCHEMA_ORG = Standard(
    "schema_org",
    "schema.org",
    "EducationalOccupationalCredential, JSON-LD in its pages",
    "Organization, JSON-LD in its page",
)
STANDARDS = (OPEN_BADGES_2, OPEN_BADGES_3, SCHEMA_ORG)
"""The columns, in their order; each row has a cell for each of them."""


class Cell(NamedTuple):
    """Where one field goes in one standard."""

    own: tuple[str, ...] = ()
    """Paths in the document of the thing itself."""
    badges: tuple[str, ...] = ()
    """Paths in the documents of badges that have to do with it, where it is none itself."""
    why_not: str = ""
    """Why it goes nowhere; empty where it goes somewhere."""


Rows = dict[str, tuple[Cell, ...]]
"""Field → a cell for each standard."""


def to(*own: str, badges: tuple[str, ...] = ()) -> Cell:
    """A field that goes somewhere."""
    return Cell(own, badges)


def in_badges(*paths: str) -> Cell:
    """A field that goes only into documents of badges that have to do with its owner."""
    return Cell((), paths)


def no(why: str) -> Cell:
    """A field that goes nowhere."""
    return Cell(why_not=why)


PAGE = no("for the page alone")
NO_WORD = no("no property for it")
IN_DOCUMENTS = no("no property for it, but `encoding` leads to where it is")
STARTING = no("how to start is no part of a badge")
PICTURE = no("drawn into the picture")
SITE = no("about the site, not about a badge")
CHECK = no("used by the check alone")
OTHERS_WORD = no("the recognizer's word, no part of a badge")
NO_PLACE = no("no document for it")
FORMER = no("leads from the old address; what was published there is named in `related`")
REGISTRY = no("goes into the document for the Credential Registry alone")
"""Reasons that several fields share."""
