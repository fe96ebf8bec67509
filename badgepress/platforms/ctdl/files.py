"""Which documents in CTDL the site has: one for everything that has a CTID."""

from collections.abc import Callable, Iterator
from functools import partial

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
    return ((path, make()) for path, make in makers(catalog))


def makers(catalog: Catalog) -> Iterator[tuple[str, Callable[[], Node]]]:
    """The same, with what makes the document."""
    for issuer in catalog.issuers.values():
        if issuer.data.ctid:
            path = urls.use(ISSUER.address, issuer.id)
            yield path + urls.CTDL, partial(organization, catalog, issuer)
    for kind, entry in catalog.offered():
        if not entry.data.ctid or entry.data.status is Status.DRAFT:
            continue
        path = urls.use(kind.address, entry.id)
        if has_badge(entry.data):
            yield path + urls.CTDL, partial(credential, catalog, kind, entry)
        if kind is STACK:
            yield path + urls.PATHWAY, partial(pathway, catalog, entry)
