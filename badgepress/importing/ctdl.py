"""CTDL, the language of the Credential Registry: credentials, organizations and pathways.

Source: https://credreg.net/ctdl/terms (`ceterms:`), as JSON-LD: one resource, or a `@graph`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from badgepress.importing.context import Reading
from badgepress.importing.found import Alignment, Found
from badgepress.importing.narrative import set_narrative
from badgepress.importing.shapes import (
    Document,
    Fields,
    items_of,
    reference_of,
    text_of,
    texts_of,
    types_of,
)
from badgepress.importing.texts import one_line
from badgepress.importing.values import (
    hours_of,
    set_duration,
    set_level,
    set_markdown,
    set_summary,
    set_tags,
    set_text,
    set_version,
)
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK

_ORGANIZATIONS = {"CredentialOrganization", "QACredentialOrganization", "Organization"}
_PARTS = {"CredentialComponent", "BadgeComponent", "PathwayComponent", "ComponentCondition"}
_P = "ceterms:"


def is_ctdl(document: Document) -> bool:
    """Whether an object uses the terms of CTDL."""
    contexts = " ".join(text_of(each) for each in items_of(document.get("@context")))
    return "credreg.net" in contexts or any(str(key).startswith(_P) for key in document)


def read(document: Document, at: str, reading: Reading) -> None:
    """One resource, or all of a graph."""
    nodes: list[Document] = [
        each for each in items_of(document.get("@graph")) if isinstance(each, dict)
    ]
    graph = {text_of(each.get("@id")): each for each in nodes or [document]}
    reader = _Graph(graph, at, reading)
    for node in nodes or [document]:
        reader.read(node)


class _Graph:
    """Reads resources that name each other by `@id`."""

    def __init__(self, nodes: Mapping[str, Document], at: str, reading: Reading) -> None:
        self._nodes = nodes
        self._at = at
        self._reading = reading

    def read(self, node: Document) -> None:
        types = types_of(node)
        if types & _ORGANIZATIONS:
            self._reading.keep(self._organization(node))
        elif "Pathway" in types:
            self._pathway(node)
        elif types & _PARTS:
            return  # told by their pathway
        elif f"{_P}name" in node:
            self._credential(node)
        else:
            what = ", ".join(sorted(types)) or "something else"
            self._reading.findings.remark(
                self._at, f"it holds {what}, which is no badge", "nothing to do"
            )

    def _start(self, node: Document, kind: Any, form: str) -> tuple[Found, Fields]:
        address = text_of(node.get("@id")).strip()
        found = Found(kind, self._reading.place(self._at, address), form, address=address)
        self._reading.remember(node, address, found)
        fields = Fields(node, found)
        fields.skip("@context", "@id", "@type", f"{_P}inLanguage")
        set_text(found, "name", fields.text(f"{_P}name"))
        if ctid := fields.text(f"{_P}ctid"):
            found.values["ctid"] = ctid
        return found, fields

    def _credential(self, node: Document) -> None:
        found, fields = self._start(node, MICRO_CREDENTIAL, f"CTDL {_type(node)}")
        self._common(fields)
        self._credits(fields)
        for each in items_of(fields.take(f"{_P}audienceLevelType")):
            set_level(found, _named(each), "ceterms:audienceLevelType")
        for duration in items_of(fields.take(f"{_P}estimatedDuration")):
            exact = (
                text_of(duration.get(f"{_P}exactDuration")) if isinstance(duration, dict) else ""
            )
            if (hours := hours_of(exact)) is not None and "hours" not in found.values:
                found.values["hours"] = hours
            else:
                found.note("ceterms:estimatedDuration", duration)
        if span := fields.text(f"{_P}renewalFrequency"):
            set_duration(found, span, "ceterms:renewalFrequency")
        for each in items_of(fields.take(f"{_P}requires")):
            self._requirement(each, found)
        for name in ("educationalAlignment", "targetCompetency", "teaches", "assesses"):
            found.alignments += _alignments(fields.take(f"{_P}{name}"))
        fields.rest()
        self._reading.keep(found)

    def _requirement(self, value: Any, found: Found) -> None:
        if not isinstance(value, dict):
            found.note("ceterms:requires", value)
            return
        inner = Fields(value, found, "ceterms:requires.")
        inner.skip("@type", "@id", f"{_P}name")
        text = text_of(inner.take(f"{_P}description"))
        if not set_narrative(found, text):
            found.note("ceterms:requires.ceterms:name", value.get(f"{_P}name"))
        found.alignments += _alignments(inner.take(f"{_P}targetCompetency"))
        inner.rest()

    def _common(self, fields: Fields) -> None:
        found = fields.found
        set_summary(found, fields.text(f"{_P}description"), "ceterms:description")
        set_tags(found, fields.take(f"{_P}keyword"))
        version = fields.take(f"{_P}versionIdentifier", f"{_P}versionCode")
        for each in items_of(version):
            code = each.get(f"{_P}identifierValueCode") if isinstance(each, dict) else each
            set_version(found, code, "ceterms:versionIdentifier")
        maker = fields.take(f"{_P}ownedBy", f"{_P}offeredBy")
        offered = fields.document.get(f"{_P}offeredBy")
        if offered == maker:
            fields.skip(f"{_P}offeredBy")
        found.issuer = self._owner(maker)
        if image := reference_of(fields.take(f"{_P}image")):
            self._reading.picture(found, image, found.address or self._at)

    def _credits(self, fields: Fields) -> None:
        """Credits whose unit is the continuing education unit."""
        for each in items_of(fields.take(f"{_P}creditValue")):
            value = (
                each.get("schema:value", each.get("qdata:value"))
                if isinstance(each, dict)
                else None
            )
            units = str(each.get(f"{_P}creditUnitType", "")) if isinstance(each, dict) else ""
            if isinstance(value, int | float) and "ContinuingEducation" in units:
                fields.found.values["ceu"] = value
            else:
                fields.found.note("ceterms:creditValue", each)

    def _owner(self, value: Any) -> Found | None:
        for each in items_of(value):
            address = reference_of(each)
            node = self._nodes.get(address) or (each if isinstance(each, dict) else None)
            if node is not None and f"{_P}name" in node:
                return self._organization(node)
            if address:
                found = Found(ISSUER, address, "organization that was not read", address=address)
                return self._reading.same_issuer(found)
        return None

    def _organization(self, node: Document) -> Found:
        address = text_of(node.get("@id")).strip()
        if known := self._reading.known(node, address):
            return known
        found, fields = self._start(node, ISSUER, "CTDL organization")
        if url := fields.text(f"{_P}subjectWebpage"):
            found.values["url"] = url
        emails = texts_of(fields.take(f"{_P}email"))
        if emails:
            found.values["email"] = emails[0]
            found.note("ceterms:email", emails[1:])
        set_markdown(found, "description", fields.text(f"{_P}description"), address)
        if image := reference_of(fields.take(f"{_P}image")):
            self._reading.picture(found, image, address or self._at)
        fields.rest()
        return found

    def _pathway(self, node: Document) -> None:
        found, fields = self._start(node, STACK, "CTDL Pathway")
        self._common(fields)
        names = []
        for part in items_of(fields.take(f"{_P}hasPart")):
            inner = self._nodes.get(reference_of(part)) or part
            if isinstance(inner, dict):
                names.append(one_line(text_of(inner.get(f"{_P}name"))) or reference_of(inner))
            else:
                names.append(text_of(part))
        found.note("ceterms:hasPart", names, "write each as a step")
        fields.rest()
        self._reading.keep(found)


def _type(node: Document) -> str:
    return next(iter(sorted(types_of(node))), "credential")


def _named(value: Any) -> str:
    """The word of a concept: an alignment object's name, or the end of its term."""
    if isinstance(value, dict):
        return text_of(value.get(f"{_P}targetNodeName")) or _named(
            text_of(value.get(f"{_P}targetNode"))
        )
    text = text_of(value)
    return text.rpartition(":")[2].removesuffix("Level")


def _alignments(value: Any) -> Iterable[Alignment]:
    for each in items_of(value):
        if isinstance(each, dict):
            yield Alignment(
                name=one_line(text_of(each.get(f"{_P}targetNodeName"))),
                url=text_of(each.get(f"{_P}targetNode")).strip(),
                description=one_line(text_of(each.get(f"{_P}targetNodeDescription"))),
                framework=one_line(text_of(each.get(f"{_P}frameworkName"))),
                code=text_of(each.get(f"{_P}codedNotation")).strip(),
            )
        elif text := text_of(each).strip():
            yield Alignment(url=text)
