"""The whole catalog as documents for its tables."""

from typing import Any

from badgepress.catalog import Catalog
from badgepress.kinds import ENTITY_KINDS, TERM
from badgepress.platforms.spreadsheet.rows import Table, Values, tables_of


def catalog_tables(catalog: Catalog) -> list[Table]:
    """All sheets of everything that is public; drafts are left out, and so are the settings."""
    documents: dict[str, dict[str, Values]] = {
        kind.name: {entry.id: _plain(entry.data) for entry in catalog.entries(kind).values()}
        for kind in ENTITY_KINDS
    }
    documents[TERM] = {entry.id: _plain(entry.data) for entry in catalog.terms.values()}
    return tables_of(documents)


def _plain(data: Any) -> Values:
    values: Values = data.model_dump(mode="json", by_alias=True)
    return values
