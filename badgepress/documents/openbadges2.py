"""Open Badges 2.0: BadgeClass and Profile as hosted documents.

Source: Open Badges v2.0, IMS Global Learning Consortium, https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/
"""

from typing import Any
from urllib.parse import urlsplit

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents.narrative import criteria, harmless
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.model import Issuer, MicroCredential, Offered, Verification
from badgepress.relations import Aligned

CONTEXT = "https://w3id.org/openbadges/v2"
LANGUAGE = "en"
ACHIEVEMENT_TYPE = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement"


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
    if isinstance(data, MicroCredential) and data.alignments:
        document["alignment"] = [alignment(each) for each in catalog.alignments_of(data)]
    if data.tags:
        document["tags"] = list(data.tags)
    document["related"] = [
        # How 1EdTech joins the two standards' documents.
        _related([ACHIEVEMENT_TYPE], version + urls.ACHIEVEMENT, "Open Badges v3p0"),
        *(
            _related("BadgeClass", older + urls.BADGE_CLASS, urls.version_number(older))
            for older in catalog.earlier(kind, entry)
        ),
    ]
    return document


def profile(catalog: Catalog, entry: Entry[Issuer]) -> dict[str, Any]:
    """The issuer's Profile (Open Badges 2.0, section Profile)."""
    data = entry.data
    home = catalog.issuer_home(entry.id)
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "type": "Profile",
        "id": home + urls.ISSUER_PROFILE,
        **issuer_words(data),
    }
    if data.artwork:
        document["image"] = home + urls.LOGO_PNG
    if verification := _verification(data.verification or Verification(), home, catalog):
        document["verification"] = verification
    return document


def issuer_words(data: Issuer) -> dict[str, str]:
    """What Open Badges 1.1, 2.0 and 3.0 say of an issuer alike."""
    found = {"name": data.name, "url": data.url, "email": data.email}
    return found | {"description": harmless(data.description)} if data.description else found


def _verification(allowed: Verification, home: str, catalog: Catalog) -> dict[str, Any]:
    """Where awards may be hosted (Open Badges 2.0, section VerificationObject of a Profile).

    1EdTech's validator takes one `startsWith` at most, wants an award to be within both lists, and
    falls back to the issuer's own host only where there is no list of origins. After a change of
    domain the issuer keeps its id, so the host of today is listed, too.
    """
    if allowed.starts_with:
        return {
            "type": "VerificationObject",
            "allowedOrigins": [urlsplit(allowed.starts_with[0]).netloc],
            "startsWith": allowed.starts_with[0],
        }
    own = [urlsplit(address).netloc for address in (home, catalog.settings.base_url)]
    hosts = list(dict.fromkeys((*own, *allowed.allowed_origins)))
    return {"type": "VerificationObject", "allowedOrigins": hosts} if len(hosts) > 1 else {}


def _related(type_: str | list[str], address: str, version: str) -> dict[str, Any]:
    return {"type": type_, "id": address, "version": version}


def alignment(aligned: Aligned) -> dict[str, str]:
    """What Open Badges 2.0 and 3.0 say alike (2.0: section AlignmentObject; 3.0: Alignment)."""
    found = {
        "targetName": aligned.item.name,
        "targetUrl": aligned.url,
        "targetFramework": aligned.framework.data.name,
    }
    if aligned.item.description:
        found["targetDescription"] = aligned.item.description
    if aligned.item.code:
        found["targetCode"] = aligned.item.code
    return found
