"""A feed before it is Atom or JSON."""

from dataclasses import dataclass
from datetime import date

from badgepress.changes import Change


@dataclass(frozen=True, slots=True)
class Item:
    """One change in words."""

    change: Change
    title: str
    text: str
    url: str
    """Full address of the page to read on."""
    author: str

    @property
    def moment(self) -> str:
        """The day of the change as a moment."""
        return moment(self.change.date)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries, the newest first."""

    home: str
    """Full address of the folder in which it stands now."""
    first_home: str
    """The same as it was first; the feed's id is made from it."""
    updated: str
    items: tuple[Item, ...]
    title: str = ""
    about: str = ""
    author: str = ""


def moment(day: date) -> str:
    """A day as a moment (RFC 3339): its beginning in UTC, since the data know no hours."""
    return f"{day.isoformat()}T00:00:00Z"
