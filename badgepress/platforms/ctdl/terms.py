"""Words and forms that all documents in CTDL share.

Source: Credential Engine's CTDL, https://credreg.net/ctdl/terms, and the recommendations for its
publishing workflow, https://credentialengine.github.io/credential-registry-ingest-examples/: only
CTDL's own context, language maps for text, and documents whose `@id` is the address they answer at.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents.openbadges2 import LANGUAGE
from badgepress.kinds import ISSUER, Kind
from badgepress.load import Entry

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
LOCALE = "en-US"

Node = dict[str, Any]


def words(text: str) -> dict[str, str]:
    """A text with its language."""
    return {LOCALE: text}


def lists(texts: Sequence[str]) -> dict[str, list[str]]:
    """Several texts of one language."""
    return {LOCALE: list(texts)}


def address(catalog: Catalog, kind: Kind, entry_id: str, name: str = urls.CTDL) -> str:
    """Where the document of an entry answers; its `@id`."""
    return catalog.settings.base_url + urls.use(kind.address, entry_id) + name


def page(catalog: Catalog, kind: Kind, entry_id: str) -> str:
    """The page for people (`ceterms:subjectWebpage`)."""
    return catalog.settings.base_url + urls.page(kind.address, entry_id)


def owners(catalog: Catalog, entry: Entry[Any]) -> list[Any]:
    """Who owns and offers it: the issuer's document, or, without a CTID, what is known of it.

    The workflow puts the organization that publishes in its place.
    """
    issuer = catalog.issuer_of(entry.data)
    if issuer.data.ctid:
        return [address(catalog, ISSUER, issuer.id)]
    return [
        {
            "@type": "ceterms:CredentialOrganization",
            "ceterms:name": words(issuer.data.name),
            "ceterms:description": words(issuer.data.description or issuer.data.name),
            "ceterms:subjectWebpage": issuer.data.url,
        }
    ]


def derived(ctid: str, name: str) -> str:
    """A CTID that follows from another one: always the same for the same name in it.

    A CTID is `ce-` and any UUID; this is one of version 5 (RFC 9562, section 5.5).
    """
    return f"ce-{uuid.uuid5(uuid.UUID(ctid.removeprefix('ce-')), name)}"


def language() -> list[str]:
    """The language of everything (`ceterms:inLanguage`)."""
    return [LANGUAGE]
