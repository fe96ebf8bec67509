"""The whole glossary for machines: one model of a term, and the four files written from it."""

from collections.abc import Iterator

from badgepress import urls
from badgepress.api.tables import columns, to_csv
from badgepress.catalog import Catalog
from badgepress.documents import schema_org
from badgepress.documents.glossary.entries import TermEntry, term_entries
from badgepress.documents.glossary.skos import turtle
from badgepress.documents.jsontext import to_bulk_json, to_json
from badgepress.published.texts import plain

__all__ = ["TermEntry", "glossary_files", "term_entries"]


def glossary_files(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Path and text of each file."""
    base_url = catalog.settings.base_url
    entries = term_entries(catalog)
    rows = [plain(entry) for entry in entries]
    head = {"title": "Glossary", "address": base_url + urls.GLOSSARY, "language": "en"}
    yield urls.GLOSSARY_JSON, "".join(to_bulk_json(head, rows))
    yield urls.GLOSSARY_JSONLD, to_json(schema_org.glossaries(base_url, catalog.terms.values()))
    yield urls.GLOSSARY_TURTLE, turtle(base_url, entries)
    yield urls.GLOSSARY_CSV, "".join(to_csv(columns(TermEntry), rows))
