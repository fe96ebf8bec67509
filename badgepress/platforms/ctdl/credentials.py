"""Micro-credentials and badges of stacks as credentials, issuers as organizations, in CTDL.

Source: CTDL, classes ceterms:MicroCredential, ceterms:Badge, ceterms:Certificate,
ceterms:ConditionProfile, ceterms:CredentialAlignmentObject and ceterms:CredentialOrganization.
"""

from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, Kind
from badgepress.load import Entry
from badgepress.model import Awards, Issuer, MicroCredential, Stack, Status
from badgepress.platforms.badge import Badge
from badgepress.platforms.ctdl.terms import (
    CONTEXT,
    Node,
    address,
    language,
    lists,
    owners,
    page,
    words,
)
from badgepress.relations import Aligned

_STATUS = {
    Status.ACTIVE: ("Active", "Awards of the credential are ongoing."),
    Status.RETIRED: ("Deprecated", "Awards of the credential have ended."),
}
"""Concept of https://credreg.net/ctdl/terms/CredentialStatus, and what it says here."""
_TYPES = {Awards.STACK: "ceterms:Badge", Awards.CREDENTIAL: "ceterms:Certificate"}
"""What a stack awards → class."""
_UNITS = {"day": "D", "month": "M", "year": "Y"}


def credential(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Node:
    """Something offered that has a CTID and a badge, as a credential."""
    data = entry.data
    node: Node = {
        "@context": CONTEXT,
        "@id": address(catalog, kind, entry.id),
        "@type": _type(data),
        "ceterms:ctid": data.ctid,
        "ceterms:name": words(data.name),
        "ceterms:description": words(data.summary),
        "ceterms:subjectWebpage": page(catalog, kind, entry.id),
        "ceterms:image": catalog.version_address(kind, entry) + urls.BADGE_PNG,
        "ceterms:inLanguage": language(),
        "ceterms:credentialStatusType": _status(data.status),
        "ceterms:ownedBy": owners(catalog, entry),
        "ceterms:offeredBy": owners(catalog, entry),
    }
    if data.tags:
        node["ceterms:keyword"] = lists(data.tags)
    if catalog.hours_of(entry).most:
        node["ceterms:estimatedDuration"] = [_duration(catalog, entry)]
    if isinstance(data, MicroCredential) and data.valid_for:
        amount, _, unit = data.valid_for.partition(" ")
        node["ceterms:renewalFrequency"] = f"P{amount}{_UNITS[unit.removesuffix('s')]}"
    node["ceterms:requires"] = [_requirements(catalog, kind, entry)]
    return node


def organization(catalog: Catalog, entry: Entry[Issuer]) -> Node:
    """An issuer that has a CTID.

    What the Registry asks for besides (type and sector of the organization) no catalog knows: the
    organization's account there says it.
    """
    data = entry.data
    node: Node = {
        "@context": CONTEXT,
        "@id": address(catalog, ISSUER, entry.id),
        "@type": "ceterms:CredentialOrganization",
        "ceterms:ctid": data.ctid,
        "ceterms:name": words(data.name),
        "ceterms:description": words(data.description or data.name),
        "ceterms:subjectWebpage": data.url,
        "ceterms:email": [data.email],
    }
    if data.artwork:
        node["ceterms:image"] = catalog.issuer_home(entry.id) + urls.LOGO_PNG
    return node


def _type(data: Any) -> str:
    return _TYPES[data.awards] if isinstance(data, Stack) else "ceterms:MicroCredential"


def _status(status: Status) -> Node:
    name, told = _STATUS[status]
    return {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:framework": "https://credreg.net/ctdl/terms/CredentialStatus",
        "ceterms:frameworkName": words("Credential Status"),
        "ceterms:targetNode": f"credentialStat:{name}",
        "ceterms:targetNodeName": words(name),
        "ceterms:targetNodeDescription": words(told),
    }


def _duration(catalog: Catalog, entry: Entry[Any]) -> Node:
    """Hours as XML Schema's duration; least and most where a stack leaves a choice."""
    least, most = (_period(hours) for hours in catalog.hours_of(entry))
    node: Node = {"@type": "ceterms:DurationProfile"}
    if least == most:
        return {**node, "ceterms:exactDuration": least}
    return {**node, "ceterms:minimumDuration": least, "ceterms:maximumDuration": most}


def _period(hours: float) -> str:
    whole, minutes = divmod(round(hours * 60), 60)
    return f"PT{whole}H{minutes}M" if minutes else f"PT{whole}H"


def _requirements(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Node:
    node: Node = {
        "@type": "ceterms:ConditionProfile",
        "ceterms:name": words("What is required"),
        "ceterms:description": words(Badge(catalog, kind, entry).narrative),
        "ceterms:subjectWebpage": catalog.version_address(kind, entry),
    }
    if isinstance(entry.data, MicroCredential):
        if entry.data.alignments:
            aligned = catalog.alignments_of(entry.data)
            node["ceterms:targetCompetency"] = [_competency(each) for each in aligned]
        if entry.data.prerequisites:
            node["ceterms:targetCredential"] = [
                reference(catalog, MICRO_CREDENTIAL, catalog.micro_credentials[each])
                for each in entry.data.prerequisites
            ]
    return node


def reference(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Any:
    """The document of another credential, or, where it has no CTID, what is known of it."""
    if entry.data.ctid and has_badge(entry.data):
        return address(catalog, kind, entry.id)
    return {
        "@type": _type(entry.data),
        "ceterms:name": words(entry.data.name),
        "ceterms:description": words(entry.data.summary),
        "ceterms:subjectWebpage": page(catalog, kind, entry.id),
    }


def _competency(aligned: Aligned) -> Node:
    node: Node = {
        "@type": "ceterms:CredentialAlignmentObject",
        "ceterms:framework": aligned.framework.data.url,
        "ceterms:frameworkName": words(aligned.framework.data.name),
        "ceterms:targetNode": aligned.url,
        "ceterms:targetNodeName": words(aligned.item.name),
    }
    if aligned.item.description:
        node["ceterms:targetNodeDescription"] = words(aligned.item.description)
    if aligned.item.code:
        node["ceterms:codedNotation"] = aligned.item.code
    return node
