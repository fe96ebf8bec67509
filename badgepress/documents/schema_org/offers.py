"""Micro-credentials and stacks (schema.org EducationalOccupationalCredential)."""

from collections.abc import Iterable
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.documents import openbadges2
from badgepress.documents.hosted import BADGE_DOCUMENTS, JSON
from badgepress.documents.narrative import harmless
from badgepress.documents.schema_org.pages import Node
from badgepress.documents.schema_org.parties import (
    issuer_reference,
    offer_reference,
    recognizer_reference,
)
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.model import Apply, Audience, Awards, Link, MicroCredential, Offered, Stack, Status
from badgepress.relations import Aligned

_CATEGORIES = {Awards.STACK: "stack", Awards.CREDENTIAL: "credential"}
_UNITS = {"day": "D", "month": "M", "year": "Y"}


def offered(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Node:
    """A micro-credential or stack; what schema.org has no word for is left to the page.

    An entry's page and that of its version say the same.
    """
    name = (kind.name, entry.id)
    return catalog.recall("schema.org", name, entry, lambda: _offered(catalog, kind, entry))


def _offered(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Node:
    data: Offered = entry.data
    node = offer_reference(catalog, kind, entry)
    node |= {
        "description": data.summary,
        "version": str(data.version),
        "creativeWorkStatus": str(data.status),
        "inLanguage": openbadges2.LANGUAGE,
        "creator": issuer_reference(catalog, catalog.issuer_of(data)),
    }
    if has_badge(data):
        node |= _badge(catalog, kind, entry)
    hours = catalog.hours_of(entry)
    if hours.least == hours.most:
        node["timeRequired"] = _hours(hours.most)
    if isinstance(data, MicroCredential):
        node |= _micro_credential(catalog, data)
    if isinstance(data, Stack):
        node["hasPart"] = _parts(catalog, data)
    node |= _shared(catalog, data)
    if not is_current(catalog, kind, entry):
        # What schema.org has no word for: badges of this version stay valid, but none is begun.
        node["creativeWorkStatus"] = "superseded"
        node.pop("offers", None)
    return node


def is_current(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> bool:
    """Whether it is the version that is offered today."""
    head = catalog.head_of(kind, entry.id)
    return (head.id, head.data.version) == (entry.id, entry.data.version)


def _badge(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Node:
    """What only something with a badge has."""
    data = entry.data
    address = catalog.version_address(kind, entry)
    node: Node = {
        "credentialCategory": _CATEGORIES[data.awards] if isinstance(data, Stack) else kind.name,
        "image": address + urls.BADGE_PNG,
        "encoding": [
            {
                "@type": "MediaObject",
                "name": title,
                "contentUrl": address + name,
                "encodingFormat": JSON,
            }
            for name, title in BADGE_DOCUMENTS.items()
        ],
    }
    by_id = {each.recognizer.id: each.recognizer for each in catalog.recognized(kind, entry)}
    if by_id:
        node["recognizedBy"] = [recognizer_reference(catalog, each) for each in by_id.values()]
    return node


def _micro_credential(catalog: Catalog, data: MicroCredential) -> Node:
    node: Node = {"competencyRequired": harmless(data.competency)}
    if data.valid_for:
        number, unit = data.valid_for.split()
        node["validFor"] = f"P{number}{_UNITS[unit.removesuffix('s')]}"
    if data.alignments:
        node["educationalAlignment"] = [_alignment(each) for each in catalog.alignments_of(data)]
    if data.resources:
        node["mentions"] = _works(data.resources)
    if data.research:
        node["citation"] = _works(data.research)
    return node


def _shared(catalog: Catalog, data: Offered) -> Node:
    node: Node = {}
    if data.audience:
        node["audience"] = _audience(data.audience)
    if data.level:
        node["educationalLevel"] = str(data.level)
    if data.tags:
        node["keywords"] = list(data.tags)
    how = catalog.apply_of(data)
    if how and data.status is not Status.RETIRED:
        node["offers"] = _offer(catalog, data, how)
    return node


def _offer(catalog: Catalog, data: Offered, how: Apply) -> Node:
    return {
        "@type": "Offer",
        "url": how.url,
        # Words and no price: a fee is written as the issuer says it.
        "description": f"Fee: {how.fee}",
        "offeredBy": {"@id": issuer_reference(catalog, catalog.issuer_of(data))["@id"]},
    }


def _audience(audience: Audience) -> Node:
    node: Node = {"@type": "EducationalAudience", "educationalRole": list(audience.roles)}
    return node | ({"audienceType": list(audience.grades)} if audience.grades else {})


def _alignment(aligned: Aligned) -> Node:
    node: Node = {
        "@type": "AlignmentObject",
        "alignmentType": "assesses",
        "educationalFramework": aligned.framework.data.name,
        "targetName": aligned.item.name,
        "targetUrl": aligned.url,
    }
    if aligned.item.description:
        node["targetDescription"] = aligned.item.description
    if aligned.item.code:
        node["identifier"] = aligned.item.code
    return node


def _parts(catalog: Catalog, data: Stack) -> list[Node]:
    """Everything that the steps name, in their order."""
    options = (option for step in data.steps for option in catalog.options_of(step))
    found = (offer_reference(catalog, option.kind, option.entry) for option in options)
    return list({part["@id"]: part for part in found}.values())


def _works(links: Iterable[Link]) -> list[Node]:
    works = []
    for link in links:
        node: Node = {"@type": "CreativeWork", "name": link.title}
        if link.url:
            node["url"] = link.url
        if link.note:
            node["description"] = link.note
        works.append(node)
    return works


def _hours(hours: float) -> str:
    """A duration (ISO 8601-1, section 5.5.2): `PT12H30M`."""
    whole, minutes = divmod(round(hours * 60), 60)
    return "PT" + (f"{whole}H" if whole else "") + (f"{minutes}M" if minutes or not whole else "")
