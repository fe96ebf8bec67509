"""What the site's search is told of each page: filters, and the card that is shown."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.pages.cards import card
from badgepress.pages.facets import Value, all_values, is_offered, slug, values_of
from badgepress.pages.page import Hit, Mark
from badgepress.pages.render import Renderer
from badgepress.versions import Version

KIND = "kind"
"""The filter that tells what a page is about; what is retired is of a kind of its own."""
TERM = (Mark(KIND, "term"),)
PAGE = (Mark(KIND, "page"),)
RETIRED = "retired"
_KINDS = {MICRO_CREDENTIAL.name: "micro-credential", STACK.name: "stack"}


class SearchMarks:
    """Makes the marks and the cards of everything offered."""

    def __init__(self, catalog: Catalog, renderer: Renderer) -> None:
        self._catalog = catalog
        self._renderer = renderer
        self._values: Mapping[str, Mapping[str, Value]] = {
            name: catalog.watched(f"values of {name}", values)
            for name, values in all_values(catalog).items()
        }

    def of(self, version: Version) -> tuple[Mark, ...]:
        """The filters of what is offered today.

        A value is written as `NUMBER SLUG TITLE`: the index tells the script everything about it.
        """
        kind, entry = version.kind, version.entry
        offered = is_offered(entry)
        if kind is STACK:
            return (Mark(KIND, _KINDS[kind.name] if offered else f"{RETIRED} stack"),)
        return (
            Mark(KIND, _KINDS[kind.name] if offered else RETIRED),
            *(
                Mark(slug(value.facet), f"{value.number} {value.slug} {value.title}")
                for value in values_of(self._catalog, entry, self._values)
            ),
        )

    def hit(self, version: Version) -> Hit | None:
        """A micro-credential among the results; other pages are found by title and text."""
        if version.kind is STACK:
            return None
        entry = version.entry
        published = version.frozen.record.published if version.frozen else None
        return Hit(
            card=self._card(version.kind, entry),
            name=_sortable(entry.data.name),
            hours=entry.data.hours,
            published=int(f"{published:%Y%m%d}") if published else 0,
        )

    def _card(self, kind: Kind, entry: Entry[Any]) -> str:
        """The card as it stands on the catalog's page, on one line."""
        view = card(self._catalog, kind, entry)
        return " ".join(self._renderer.render("card.html", urls.CATALOG, view=view).split())


def _sortable(name: str) -> str:
    """A name in the order of lists when its letters are compared one by one."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
