"""What the site's search is told of each page: filters, orders, and the card that is shown."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.pages.cards import card
from badgepress.pages.facets import Value, all_values, slug, values_of
from badgepress.pages.page import Mark
from badgepress.pages.render import Renderer
from badgepress.versions import Version

KIND = "kind"
"""The filter that tells what a page is about."""
TERM = (Mark("filter", KIND, "term"),)
PAGE = (Mark("filter", KIND, "page"),)
_KINDS = {MICRO_CREDENTIAL.name: "micro-credential", STACK.name: "stack"}


class SearchMarks:
    """Makes the marks of everything offered."""

    def __init__(self, catalog: Catalog, renderer: Renderer) -> None:
        self._catalog = catalog
        self._renderer = renderer
        self._values: Mapping[str, Mapping[str, Value]] = all_values(catalog)

    def of(self, version: Version) -> tuple[Mark, ...]:
        """The marks of what is offered today."""
        kind, entry = version.kind, version.entry
        marks = [Mark("filter", KIND, _KINDS[kind.name])]
        if kind is STACK:
            return (*marks, Mark("filter", "status", entry.data.status.value))
        marks += [
            Mark("filter", slug(value.facet), f"{value.number} {value.slug} {value.title}")
            for value in values_of(self._catalog, entry, self._values)
        ]
        published = version.frozen.record.published if version.frozen else None
        return (
            *marks,
            Mark("meta", "card", self._card(kind, entry)),
            Mark("sort", "name", _sortable(entry.data.name)),
            Mark("sort", "hours", f"{entry.data.hours:g}"),
            Mark("sort", "published", f"{published:%Y%m%d}" if published else "0"),
        )

    def _card(self, kind: Kind, entry: Entry[Any]) -> str:
        """The card as it stands on the catalog's page, on one line."""
        view = card(self._catalog, kind, entry)
        return " ".join(self._renderer.render("card.html", urls.CATALOG, view=view).split())


def _sortable(name: str) -> str:
    """A name in the order of lists when its letters are compared one by one."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
