"""What is written down of a publication: dates, homes, digests, amendments."""

import hashlib
from typing import Annotated, Literal

from pydantic import Field

from badgepress.model.fields import Authored, Date, Text, Url, pattern

Digest = Annotated[
    Text,
    *pattern(
        "^[0-9a-f]{64}$",
        "is not a SHA-256 digest",
        "restore the line as git has it; badgepress writes digests itself",
    ),
]
Digests = dict[Text, Digest]
"""File's name → SHA-256 of its bytes, in hexadecimal."""


class Amendment(Authored):
    """A correction that changed nothing of what was earned."""

    date: Date
    """The day of the correction."""
    reason: Text
    """Why, in one sentence that earners read."""
    fields: Annotated[tuple[Text, ...], Field(min_length=1)]
    """The fields that were corrected."""
    before: Digests
    """Digests of the files that it changed, as they were."""
    after: Digests
    """Digests of the same files since."""


class Totals(Authored):
    """What a stack's steps came to when it was published: the least and the most."""

    hours: tuple[float, float]
    """Hours of learning and work."""
    ceu: tuple[float, float]
    """Continuing education units."""


class Record(Authored):
    """`record.yaml` of a published version."""

    format: Literal[1] = 1
    """The form of the version's files, for engines to come."""

    published: Date
    """The day on which it was published."""
    base_url: Url
    """The site's home on that day; the version's ids are made from it for ever."""
    digests: Digests
    """Digests of the version's files as they are now."""
    totals: Totals | None = None
    """Of a stack: what its page says for ever, whatever becomes of its steps."""
    amendments: tuple[Amendment, ...] = ()
    """Corrections, the first one first."""


class IssuerRecord(Authored):
    """`record.yaml` of an issuer."""

    published: Date
    """The day on which it was first published."""
    base_url: Url
    """The site's home on that day; the issuer's id is made from it for ever."""


class Home(Authored):
    """A public home of the site."""

    since: Date
    """The first day on which something was published under it."""
    base_url: Url
    """Its address."""


class Homes(Authored):
    """`base_urls.yaml`: the last one is the present one."""

    homes: Annotated[tuple[Home, ...], Field(min_length=1)]
    """All public homes, the first one first; the list only grows."""


def digest(content: bytes) -> str:
    """SHA-256 of a file's bytes, in hexadecimal (FIPS 180-4)."""
    return hashlib.sha256(content).hexdigest()
