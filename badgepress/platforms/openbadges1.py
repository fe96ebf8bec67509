"""Open Badges 1.1: BadgeClass and issuer, for systems that read nothing newer.

Source: Open Badges Specification 1.1 (Badge Alliance, 2015),
https://www.imsglobal.org/sites/default/files/Badges/OBv1p1/spec.html, sections BadgeClass,
IssuerOrganization and AlignmentObject. Its documents have ids of their own, because the addresses
of 2.0 are taken by documents of 2.0.
"""

from collections.abc import Iterator, Sequence

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents.openbadges2 import issuer_words
from badgepress.kinds import ISSUER
from badgepress.platforms.badge import Badge, Document

CONTEXT = "https://w3id.org/openbadges/v1"
FOLDER = "openbadges-1.1/"
"""Below the site's home: where the documents must answer, for their ids say so."""


def badge_class_address(badge: Badge) -> str:
    """A badge class's address, relative to the site's home."""
    version = urls.version(badge.kind.address, badge.entry.id, badge.data.version)
    return f"{FOLDER}{version}{urls.BADGE_CLASS}"


def issuer_address(issuer_id: str) -> str:
    """An issuer's address, relative to the site's home."""
    return f"{FOLDER}{urls.page(ISSUER.address, issuer_id)}{urls.ISSUER_PROFILE}"


def badge_class(badge: Badge) -> Document:
    """The BadgeClass (Open Badges 1.1, section BadgeClass)."""
    home = badge.catalog.settings.base_url
    document: Document = {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": home + badge_class_address(badge),
        "name": badge.document["name"],
        "description": badge.document["description"],
        "image": badge.image,
        "criteria": badge.criteria,
        "issuer": home + issuer_address(badge.data.issuer),
    }
    if badge.alignments:
        document["alignment"] = [_alignment(each) for each in badge.alignments]
    if tags := badge.document.get("tags"):
        document["tags"] = tags
    return document


def _alignment(alignment: dict[str, str]) -> dict[str, str]:
    found = {"name": alignment["targetName"], "url": alignment["targetUrl"]}
    if description := alignment.get("targetDescription"):
        found["description"] = description
    return found


def issuer(catalog: Catalog, issuer_id: str) -> Document:
    """The issuer (Open Badges 1.1, section IssuerOrganization)."""
    data = catalog.issuers[issuer_id].data
    document: Document = {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": catalog.settings.base_url + issuer_address(issuer_id),
        **issuer_words(data),
    }
    if data.artwork:
        document["image"] = catalog.issuer_home(issuer_id) + urls.LOGO_PNG
    return document


def documents(badges: Sequence[Badge]) -> Iterator[tuple[str, Document]]:
    """Address and document of each badge class, and of each issuer that one names."""
    for badge in badges:
        yield badge_class_address(badge), badge_class(badge)
    for issuer_id in sorted({badge.data.issuer for badge in badges}):
        yield issuer_address(issuer_id), issuer(badges[0].catalog, issuer_id)
