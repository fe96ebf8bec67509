"""The glossary (schema.org DefinedTermSet, DefinedTerm)."""

from collections.abc import Iterable

from badgepress import urls
from badgepress.documents.schema_org.pages import Node
from badgepress.documents.schema_org.parties import work
from badgepress.load import Entry
from badgepress.model import Term


def glossary(base_url: str, entries: Iterable[Entry[Term]]) -> Node:
    """All terms as a set."""
    return _set(base_url) | {"hasDefinedTerm": [_term(base_url, entry) for entry in entries]}


def term(base_url: str, entry: Entry[Term]) -> Node:
    """One term, with the set it belongs to."""
    return _term(base_url, entry) | {"inDefinedTermSet": _set(base_url)}


def _set(base_url: str) -> Node:
    address = base_url + urls.GLOSSARY
    # No term has this id: the word is kept for the site's own addresses.
    return {
        "@type": "DefinedTermSet",
        "@id": f"{address}#glossary",
        "name": "Glossary",
        "url": address,
    }


def _term(base_url: str, entry: Entry[Term]) -> Node:
    data = entry.data
    node: Node = {
        "@type": "DefinedTerm",
        "@id": f"{base_url}{urls.GLOSSARY}#{entry.id}",
        "name": data.term,
        "description": data.definition,
        "termCode": entry.id,
        "url": base_url + urls.term(entry.id),
    }
    if names := [*([data.abbreviation] if data.abbreviation else ()), *data.also]:
        node["alternateName"] = names
    node["subjectOf"] = work(data.source) | {"datePublished": data.since.isoformat()}
    return node
