"""What every platform is told about a badge, taken from its published documents."""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.documents.openbadges2 import badge_class
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.model import Issuer, MicroCredential, Status
from badgepress.pictures import finished_picture, picture
from badgepress.totals import Range

Document = dict[str, Any]
_DAYS = {"day": 1, "month": 30, "year": 365}
"""What systems that count days make of a unit."""


@dataclass(frozen=True)
class Badge:
    """The current version of something that has a badge."""

    catalog: Catalog
    kind: Kind
    entry: Entry[Any]
    drawn: bytes | None = None
    """Its picture as PNG where that is made already, for it takes a tenth of a second."""

    @property
    def data(self) -> Any:
        """The YAML's values."""
        return self.entry.data

    @cached_property
    def document(self) -> Document:
        """Its BadgeClass (Open Badges 2.0): the published one, else the one to be."""
        frozen = self.catalog.frozen(self.kind, self.entry)
        if frozen is None:
            name = (self.kind.name, self.entry.id)
            return self.catalog.recall("badge class", name, self.entry, self._made)
        found: Document = json.loads(frozen.content(urls.BADGE_CLASS))
        return found

    def _made(self) -> Document:
        return badge_class(self.catalog, self.kind, self.entry)

    @cached_property
    def narrative(self) -> str:
        """Everything required to earn it, in Markdown."""
        text: str = self.document["criteria"]["narrative"]
        return text.strip()

    @cached_property
    def criteria(self) -> str:
        """Full address of this version's page."""
        return self.catalog.version_address(self.kind, self.entry)

    @cached_property
    def address(self) -> str:
        """Full address of its badge class, which is the badge's id."""
        return self.criteria + urls.BADGE_CLASS

    @cached_property
    def image(self) -> str:
        """Full address of its picture, a PNG of 600 by 600 pixels."""
        return self.criteria + urls.BADGE_PNG

    @cached_property
    def alignments(self) -> list[dict[str, str]]:
        """Alignments as Open Badges 2.0 has them (section AlignmentObject)."""
        return self.document.get("alignment") or []

    @cached_property
    def issuer(self) -> Entry[Issuer]:
        """Who issues it."""
        return self.catalog.issuer_of(self.data)

    @property
    def hours(self) -> Range:
        """Hours that it takes."""
        return self.catalog.hours_of(self.entry)

    @property
    def valid_for(self) -> tuple[int, str] | None:
        """How long an award is valid, as number and unit (`day`, `month` or `year`)."""
        text = self.data.valid_for if isinstance(self.data, MicroCredential) else None
        if text is None:
            return None
        amount, _, unit = text.partition(" ")
        return int(amount), unit.removesuffix("s")

    @property
    def valid_days(self) -> int | None:
        """The same in days, a month counted as 30 and a year as 365."""
        span = self.valid_for
        return span[0] * _DAYS[span[1]] if span else None

    @cached_property
    def svg(self) -> bytes:
        """Its picture as SVG. Raises `OSError` if an own image vanished."""
        if frozen := self.catalog.frozen(self.kind, self.entry):
            return frozen.content(urls.BADGE_SVG)
        return picture(self.catalog, self.entry).svg.encode()

    @cached_property
    def png(self) -> bytes:
        """Its picture as PNG, 600 by 600 pixels. Raises `OSError` if an own image vanished."""
        if self.drawn is not None:
            return self.drawn
        if self.catalog.frozen(self.kind, self.entry):
            return finished_picture(self.svg.decode()).png
        return picture(self.catalog, self.entry).png

    def data_uri(self) -> str:
        """Its PNG as a `data:` address (RFC 2397)."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode()


def badges_of(catalog: Catalog, chosen: Sequence[tuple[Kind, Entry[Any]]]) -> Iterator[Badge]:
    """What has a badge among these entries, drafts left out."""
    for kind, entry in chosen:
        if has_badge(entry.data) and entry.data.status is not Status.DRAFT:
            yield Badge(catalog, kind, entry)
