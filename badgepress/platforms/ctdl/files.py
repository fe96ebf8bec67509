"""Which documents in CTDL the site has: one for everything that has a CTID."""

from collections.abc import Iterator

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import ISSUER, STACK
from badgepress.model import Status
from badgepress.platforms.ctdl.credentials import credential, organization
from badgepress.platforms.ctdl.pathways import pathway
from badgepress.platforms.ctdl.terms import Node


def documents(catalog: Catalog) -> Iterator[tuple[str, Node]]:
    """Address, relative to the site's home, and document; organizations first, then credentials.

    The Registry wants what is referred to before what refers to it.
    """
    for issuer in catalog.issuers.values():
        if issuer.data.ctid:
            yield urls.use(ISSUER.address, issuer.id) + urls.CTDL, organization(catalog, issuer)
    for kind, entry in catalog.offered():
        if not entry.data.ctid or entry.data.status is Status.DRAFT:
            continue
        if has_badge(entry.data):
            yield urls.use(kind.address, entry.id) + urls.CTDL, credential(catalog, kind, entry)
        if kind is STACK:
            yield urls.use(kind.address, entry.id) + urls.PATHWAY, pathway(catalog, entry)
