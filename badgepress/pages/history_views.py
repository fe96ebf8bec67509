"""What templates receive about the versions of something, and what changed between them."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple


class Passage(NamedTuple):
    """Some words of a text that was changed."""

    what: str
    """`same`, `removed` or `added`."""
    text: str


class ChangeView(NamedTuple):
    """One field that a version changed."""

    field: str
    """Where, in words: `Part 2, prompt`."""
    passages: tuple[Passage, ...]


class AmendmentView(NamedTuple):
    """A correction of a published version."""

    date: date
    reason: str
    fields: tuple[str, ...]
    """What was corrected, in words."""
    before: Mapping[str, str]
    """SHA-256 digests of the files that it changed, as they were."""
    after: Mapping[str, str]


class VersionView(NamedTuple):
    """One version among all."""

    number: int
    id: str
    """The id of that day; another one, if it was renamed since."""
    path: str
    published: date | None
    """`None` for a version that is not published yet."""
    current: bool
    amendments: tuple[AmendmentView, ...]
    changes: tuple[ChangeView, ...]
    """What differs from the version before it."""
