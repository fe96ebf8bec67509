"""CTDL, the language of the Credential Registry: credentials, organizations and pathways.

Source: https://credreg.net/ctdl/terms (`ceterms:`), as JSON-LD: one resource, or a `@graph`.
"""

import re
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
    claim,
    hours_of,
    line_of,
    set_duration,
    set_level,
    set_markdown,
    set_summary,
    set_tags,
    set_text,
    set_version,
)
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK, Kind

_ORGANIZATIONS = {"CredentialOrganization", "QACredentialOrganization", "Organization"}
_PART = re.compile(r"(?:Component|ComponentCondition|ConditionProfile)$")
"""Resources that their pathway or credential tells of."""
_P = "ceterms:"
_OURS = re.compile(r"/(catalog|stacks|issuers)/([a-z0-9-]+)/(?:ctdl|pathway)\.json$")
_COMPONENT = re.compile(r"#(catalog|stacks)-([a-z0-9-]+)$")
"""How badgepress names a pathway's component."""
_AWARDS = {"Badge": "stack", "Certificate": "credential"}
"""Class of a stack's credential → what the stack awards."""
_SAID = ("@context", "@id", "@type", f"{_P}inLanguage", f"{_P}credentialStatusType")


def is_ctdl(document: Document) -> bool:
    """Whether an object uses the terms of CTDL."""
    contexts = " ".join(text_of(each) for each in items_of(document.get("@context")))
    listed = (each for each in items_of(document.get("@graph")) if isinstance(each, dict))
    keys = (str(key) for node in (document, *listed) for key in node)
    return "credreg.net" in contexts or any(key.startswith(_P) for key in keys)


def read(document: Document, at: str, reading: Reading) -> None:
    """One resource, or all of a graph."""
    listed = items_of(document.get("@graph")) or [document]
    nodes: list[Document] = [each for each in listed if isinstance(each, dict)]
    named = {text_of(each.get("@id")): each for each in nodes}
    named.pop("", None)
    reader = _Graph(named, at, reading)
    for node in nodes:
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
        elif any(map(_PART.search, types)):
            return
        elif f"{_P}name" in node:
            self._credential(node)
        else:
            what = ", ".join(sorted(types)) or "something else"
            message = f"it holds {what}, which is no badge"
            self._reading.findings.remark(self._at, message, "left out")

    def _start(self, node: Document, kind: Kind, form: str) -> tuple[Found, Fields]:
        address = text_of(node.get("@id")).strip()
        found = Found(kind, self._reading.place(self._at, address), form, address=address)
        self._reading.remember(node, address, found)
        if ours := _OURS.search(address):
            found.ours, found.id = True, ours[2]
            found.kind = STACK if ours[1] == "stacks" else kind
        fields = Fields(node, found)
        fields.skip(*_SAID)
        set_text(found, "name", fields.text(f"{_P}name"))
        return found, fields

    def _credential(self, node: Document) -> None:
        found, fields = self._start(node, MICRO_CREDENTIAL, f"CTDL {_type(node)}")
        self._ctid(fields)
        if found.kind is STACK and _type(node) in _AWARDS:
            found.values["awards"] = _AWARDS[_type(node)]
        set_summary(found, fields.text(f"{_P}description"), "ceterms:description")
        for each in items_of(fields.take(f"{_P}requires")):
            self._requirement(each, found)
        self._common(fields)
        for each in items_of(fields.take(f"{_P}audienceLevelType")):
            set_level(found, _named(each), "ceterms:audienceLevelType")
        for duration in items_of(fields.take(f"{_P}estimatedDuration")):
            _duration(duration, found)
        if span := fields.text(f"{_P}renewalFrequency"):
            set_duration(found, span, "ceterms:renewalFrequency")
        for name in ("educationalAlignment", "targetCompetency", "teaches", "assesses"):
            found.alignments += _alignments(fields.take(f"{_P}{name}"), found)
        fields.rest()
        self._reading.keep(found)

    def _ctid(self, fields: Fields) -> None:
        if ctid := fields.text(f"{_P}ctid"):
            fields.found.values["ctid"] = ctid

    def _requirement(self, value: Any, found: Found) -> None:
        if not isinstance(value, dict):
            found.note("ceterms:requires", value)
            return
        inner = Fields(value, found, "ceterms:requires.")
        inner.skip("@type", "@id")
        claim(found, text_of(value.get(f"{_P}subjectWebpage")))
        told = set_narrative(found, text_of(inner.take(f"{_P}description")))
        found.alignments += _alignments(inner.take(f"{_P}targetCompetency"), found)
        if told:
            inner.skip(f"{_P}name", f"{_P}subjectWebpage", f"{_P}targetCredential")
        inner.rest()

    def _common(self, fields: Fields) -> None:
        found = fields.found
        set_tags(found, fields.take(f"{_P}keyword"))
        for each in items_of(fields.take(f"{_P}versionIdentifier", f"{_P}versionCode")):
            code = each.get(f"{_P}identifierValueCode") if isinstance(each, dict) else each
            set_version(found, code, "ceterms:versionIdentifier")
        for each in items_of(fields.take(f"{_P}creditValue")):
            _credit(each, found)
        maker = fields.take(f"{_P}ownedBy")
        if maker is None or maker == fields.document.get(f"{_P}offeredBy"):
            maker = fields.take(f"{_P}offeredBy")
        found.issuer = self._owner(maker)
        if image := reference_of(fields.take(f"{_P}image")):
            self._reading.picture(found, image, self._at)

    def _owner(self, value: Any) -> Found | None:
        for each in items_of(value):
            address = reference_of(each)
            if known := self._reading.known({}, address) if address else None:
                return known
            node = self._nodes.get(address) or each
            if not (isinstance(node, dict) and f"{_P}name" in node):
                node, _ = self._reading.document(address, self._at, self._at)
            if node is not None and f"{_P}name" in node:
                return self._organization(node)
            if address:
                found = Found(ISSUER, address, "organization that was not read", address=address)
                if ours := _OURS.search(address):
                    found.id = ours[2]
                return self._reading.same_issuer(found)
        return None

    def _organization(self, node: Document) -> Found:
        address = text_of(node.get("@id")).strip()
        if known := self._reading.known(node, address):
            return known
        found, fields = self._start(node, ISSUER, "CTDL organization")
        self._ctid(fields)
        if url := fields.text(f"{_P}subjectWebpage"):
            found.values["url"] = url
        if emails := texts_of(fields.take(f"{_P}email")):
            found.values["email"] = emails[0]
            found.note("ceterms:email", emails[1:])
        if (about := fields.text(f"{_P}description")) != found.values.get("name"):
            set_markdown(found, "description", about, address)
        if image := reference_of(fields.take(f"{_P}image")):
            self._reading.picture(found, image, self._at)
        fields.rest()
        return found

    def _pathway(self, node: Document) -> None:
        """A pathway: its destination is the stack, and the destination's conditions are steps."""
        found, fields = self._start(node, STACK, "CTDL Pathway")
        goal = self._node(fields.take(f"{_P}hasDestinationComponent"))
        about = fields.text(f"{_P}description")
        if text := text_of(goal.get(f"{_P}description")):
            set_summary(found, text, "ceterms:description")
            if line_of(found, about) != line_of(found, text):
                set_markdown(found, "description", about, found.address)
        else:
            set_summary(found, about, "ceterms:description")
        self._common(fields)
        if found.ours:
            fields.skip(f"{_P}ctid", f"{_P}hasPart", f"{_P}subjectWebpage")
        else:
            self._ctid(fields)
            parts = [self._name(part) for part in items_of(fields.take(f"{_P}hasPart"))]
            found.note("ceterms:hasPart", parts, "write each as a step")
        steps = [self._step(each) for each in items_of(goal.get(f"{_P}hasCondition"))]
        if found.ours and steps and all(steps):
            found.values["steps"] = steps
        else:
            found.note("ceterms:hasCondition", goal.get(f"{_P}hasCondition"))
        fields.rest()
        self._reading.keep(found)

    def _step(self, condition: Any) -> dict[str, Any]:
        """A condition as a step; empty where it names something else than ours."""
        value = condition if isinstance(condition, dict) else {}
        named = [_COMPONENT.search(text_of(t)) for t in items_of(value.get(f"{_P}targetComponent"))]
        matches = [match for match in named if match is not None]
        if not matches or len(matches) != len(named):
            return {}
        if len(matches) == 1:
            field = "stack" if matches[0][1] == "stacks" else "micro_credential"
            return {field: matches[0][2]}
        of = [f"stacks/{m[2]}" if m[1] == "stacks" else m[2] for m in matches]
        number = value.get(f"{_P}requiredNumber")
        return {"any": {"at_least": number, "of": of}} if isinstance(number, int) else {}

    def _node(self, value: Any) -> Document:
        for each in items_of(value):
            node = self._nodes.get(reference_of(each)) or each
            if isinstance(node, dict):
                return node
        return {}

    def _name(self, part: Any) -> str:
        node = self._nodes.get(reference_of(part)) or part
        name = text_of(node.get(f"{_P}name")) if isinstance(node, dict) else ""
        return one_line(name) or reference_of(part)


def _type(node: Document) -> str:
    return next(iter(sorted(types_of(node))), "credential")


def _duration(duration: Any, found: Found) -> None:
    exact = text_of(duration.get(f"{_P}exactDuration")) if isinstance(duration, dict) else ""
    hours = hours_of(exact)
    if found.kind is MICRO_CREDENTIAL and hours is not None:
        if found.values.setdefault("hours", hours) == hours:
            return
    elif found.kind is STACK and found.ours:
        return  # what its steps come to
    found.note("ceterms:estimatedDuration", duration)


def _credit(value: Any, found: Found) -> None:
    """Credits whose unit is the continuing education unit."""
    node = value if isinstance(value, dict) else {}
    number = node.get("schema:value", node.get("qdata:value"))
    units = str(node.get(f"{_P}creditUnitType", ""))
    if isinstance(number, int | float) and "ContinuingEducation" in units:
        found.values.setdefault("ceu", number)
    else:
        found.note("ceterms:creditValue", value)


def _named(value: Any) -> str:
    """The word of a concept: an alignment object's name, or the end of its term."""
    if isinstance(value, dict):
        name = text_of(value.get(f"{_P}targetNodeName"))
        return name or _named(text_of(value.get(f"{_P}targetNode")))
    return text_of(value).rpartition(":")[2].removesuffix("Level")


def _alignments(value: Any, found: Found) -> Iterable[Alignment]:
    for each in items_of(value):
        if isinstance(each, dict):
            yield Alignment(
                name=line_of(found, text_of(each.get(f"{_P}targetNodeName"))),
                url=text_of(each.get(f"{_P}targetNode")).strip(),
                description=line_of(found, text_of(each.get(f"{_P}targetNodeDescription"))),
                framework=line_of(found, text_of(each.get(f"{_P}frameworkName"))),
                code=text_of(each.get(f"{_P}codedNotation")).strip(),
            )
        elif text := text_of(each).strip():
            yield Alignment(url=text)
