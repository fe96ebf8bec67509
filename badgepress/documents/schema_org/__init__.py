"""schema.org as JSON-LD in every page, for search engines: what the page shows, and nothing else.

Source: schema.org, https://schema.org/docs/schemas.html
"""

from badgepress.documents.schema_org.offers import offered
from badgepress.documents.schema_org.pages import Node, item_list, page_graph, website
from badgepress.documents.schema_org.parties import framework, issuer, recognizer
from badgepress.documents.schema_org.terms import (
    glossaries,
    glossary,
    term,
    translated_glossary,
    translated_term,
)

__all__ = [
    "Node",
    "framework",
    "glossaries",
    "glossary",
    "issuer",
    "item_list",
    "offered",
    "page_graph",
    "recognizer",
    "term",
    "translated_glossary",
    "translated_term",
    "website",
]
