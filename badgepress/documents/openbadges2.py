"""Open Badges 2.0: BadgeClass and Profile as hosted documents.

Source: Open Badges v2.0, IMS Global Learning Consortium, https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/
"""

from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents.narrative import criteria, harmless
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.model import Issuer, MicroCredential, Offered

CONTEXT = "https://w3id.org/openbadges/v2"
LANGUAGE = "en"


def badge_class(catalog: Catalog, kind: Kind, entry: Entry[Offered]) -> dict[str, Any]:
    """The BadgeClass of the current version (Open Badges 2.0, section BadgeClass)."""
    data = entry.data
    version = catalog.version_address(kind, entry)
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": version + urls.BADGE_CLASS,
        "@language": LANGUAGE,
        "name": data.name,
        "description": data.summary,
        "version": str(data.version),
        "image": version + urls.BADGE_PNG,
        "criteria": {"id": version, "narrative": criteria(catalog, entry)},
        "issuer": catalog.issuer_home(data.issuer) + urls.ISSUER_PROFILE,
    }
    if alignment := _alignment(catalog, data):
        document["alignment"] = alignment
    if data.tags:
        document["tags"] = list(data.tags)
    return document


def profile(catalog: Catalog, entry: Entry[Issuer]) -> dict[str, Any]:
    """The issuer's Profile (Open Badges 2.0, section Profile)."""
    data = entry.data
    home = catalog.issuer_home(entry.id)
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "type": "Profile",
        "id": home + urls.ISSUER_PROFILE,
        "name": data.name,
        "url": data.url,
        "email": data.email,
    }
    if data.description:
        document["description"] = harmless(data.description)
    if data.artwork:
        document["image"] = home + urls.LOGO_PNG
    if data.verification:
        document["verification"] = _verification(data)
    return document


def _verification(data: Issuer) -> dict[str, Any]:
    """Where awards may be hosted (Open Badges 2.0, section VerificationObject of a Profile)."""
    verification: dict[str, Any] = {"type": "VerificationObject"}
    if data.verification and data.verification.allowed_origins:
        verification["allowedOrigins"] = list(data.verification.allowed_origins)
    if data.verification and data.verification.starts_with:
        verification["startsWith"] = list(data.verification.starts_with)
    return verification


def _alignment(catalog: Catalog, data: Offered) -> list[dict[str, str]]:
    """AlignmentObjects (Open Badges 2.0, section AlignmentObject)."""
    found = []
    for aligned in catalog.alignments_of(data) if isinstance(data, MicroCredential) else ():
        item = {
            "targetName": aligned.item.name,
            "targetUrl": aligned.item.url or aligned.focus_area.url or aligned.framework.data.url,
            "targetFramework": aligned.framework.data.name,
        }
        if aligned.item.description:
            item["targetDescription"] = aligned.item.description
        if aligned.item.code:
            item["targetCode"] = aligned.item.code
        found.append(item)
    return found
