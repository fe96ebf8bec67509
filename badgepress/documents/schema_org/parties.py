"""Issuers, recognizers and frameworks (schema.org Organization, DefinedTermSet)."""

from collections.abc import Iterator, Mapping
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.documents.narrative import harmless
from badgepress.documents.schema_org.pages import Node
from badgepress.kinds import FRAMEWORK, MICRO_CREDENTIAL, RECOGNIZER, STACK, Kind
from badgepress.load import Entry
from badgepress.model import Competency, Framework, Issuer, Recognizer, Source
from badgepress.relations import target_of


def issuer(catalog: Catalog, entry: Entry[Issuer]) -> Node:
    """An issuer as an Organization."""
    data = entry.data
    home = catalog.issuer_home(entry.id)
    node = issuer_reference(catalog, entry) | {"email": data.email}
    if data.description:
        node["description"] = harmless(data.description)
    if data.artwork:
        node["logo"] = home + urls.LOGO_PNG
    return node


def issuer_reference(catalog: Catalog, entry: Entry[Issuer]) -> Node:
    """An issuer where something else names it."""
    return _organization(f"{catalog.issuer_home(entry.id)}#issuer", entry.data)


def recognizer(catalog: Catalog, entry: Entry[Recognizer]) -> Node:
    """A recognizer as an Organization, with what it recognizes by name."""
    node = recognizer_reference(catalog, entry)
    if entry.data.description:
        node["description"] = harmless(entry.data.description)
    recognized = {each["@id"]: each for each in _recognized(catalog, entry.data)}
    if recognized:
        node["@reverse"] = {"recognizedBy": list(recognized.values())}
    return node


def _recognized(catalog: Catalog, data: Recognizer) -> Iterator[Node]:
    offered: Mapping[str, tuple[Kind, Mapping[str, Entry[Any]]]] = {
        MICRO_CREDENTIAL.name: (MICRO_CREDENTIAL, catalog.micro_credentials),
        STACK.name: (STACK, catalog.stacks),
    }
    for kind_name, target in map(target_of, data.recognizes):
        kind, entries = offered.get(kind_name, (MICRO_CREDENTIAL, {}))
        found = entries.get(target)
        if found and has_badge(found.data):
            yield offer_reference(catalog, kind, found)


def recognizer_reference(catalog: Catalog, entry: Entry[Recognizer]) -> Node:
    """A recognizer where something else names it."""
    page = catalog.settings.base_url + urls.page(RECOGNIZER.address, entry.id)
    return _organization(f"{page}#recognizer", entry.data)


def _organization(node_id: str, data: Issuer | Recognizer) -> Node:
    return {"@type": "Organization", "@id": node_id, "name": data.name, "url": data.url}


def offer_reference(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Node:
    """A micro-credential or stack where something else names it.

    A suggested path awards nothing, so it is no credential but something to learn by.
    """
    address = catalog.version_address(kind, entry)
    badge = has_badge(entry.data)
    return {
        "@type": "EducationalOccupationalCredential" if badge else "LearningResource",
        "@id": f"{address}#{kind.name}",
        "url": address,
        "name": entry.data.name,
    }


def framework(catalog: Catalog, entry: Entry[Framework]) -> Node:
    """A competency framework as a DefinedTermSet, with all of its items."""
    data = entry.data
    page = catalog.settings.base_url + urls.page(FRAMEWORK.address, entry.id)
    node: Node = {
        "@type": "DefinedTermSet",
        "@id": f"{page}#framework",
        "name": data.name,
        "url": data.url,
        "publisher": {"@type": "Organization", "name": data.publisher},
    }
    if data.abbreviation:
        node["alternateName"] = data.abbreviation
    if data.description:
        node["description"] = harmless(data.description)
    if data.source:
        node["isBasedOn"] = work(data.source)
    node["hasDefinedTerm"] = [_item(page, item) for _, item in data.items()]
    return node


def _item(page: str, item: Competency) -> Node:
    node: Node = {"@type": "DefinedTerm", "@id": f"{page}#{item.id}", "name": item.name}
    if item.description:
        node["description"] = item.description
    if item.code:
        node["termCode"] = item.code
    if item.url:
        node["url"] = item.url
    return node


def work(source: Source) -> Node:
    """Where words were taken from, as a CreativeWork."""
    node: Node = {"@type": "CreativeWork", "name": source.title}
    return node | ({"url": source.url} if source.url else {})
