"""Stacks as pathways in CTDL.

Source: CTDL, classes ceterms:Pathway, ceterms:CredentialComponent, ceterms:BasicComponent and
ceterms:ComponentCondition. The pathway and its components need CTIDs of their own, which are made
from the stack's.
"""

from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import STACK, Kind
from badgepress.load import Entry
from badgepress.model import Stack
from badgepress.platforms.ctdl.terms import (
    CONTEXT,
    Node,
    address,
    derived,
    lists,
    owners,
    page,
    words,
)
from badgepress.words import step_words


def pathway(catalog: Catalog, entry: Entry[Stack]) -> Node:
    """A stack that has a CTID: a graph of the pathway, its goal and everything on the way."""
    return _Pathway(catalog, entry).graph()


class _Pathway:
    def __init__(self, catalog: Catalog, entry: Entry[Stack]) -> None:
        self._catalog, self._entry = catalog, entry
        self._address = address(catalog, STACK, entry.id, urls.PATHWAY)
        self._goal = f"{self._address}#goal"
        self._steps = [catalog.options_of(step) for step in entry.data.steps]

    def graph(self) -> Node:
        """The whole document; the pathway comes first, as the workflow wants it."""
        nodes = [self._pathway(), self._destination(), *self._components()]
        return {"@context": CONTEXT, "@id": self._address, "@graph": nodes}

    def _pathway(self) -> Node:
        data = self._entry.data
        node: Node = {
            "@id": self._address,
            "@type": "ceterms:Pathway",
            # Where a stack awards nothing, its CTID stands for nothing but the pathway.
            "ceterms:ctid": self._ctid("pathway") if has_badge(data) else data.ctid,
            "ceterms:name": words(data.name),
            "ceterms:description": words(data.description or data.summary),
            "ceterms:subjectWebpage": page(self._catalog, STACK, self._entry.id),
            "ceterms:ownedBy": owners(self._catalog, self._entry),
            "ceterms:offeredBy": owners(self._catalog, self._entry),
            "ceterms:hasDestinationComponent": [self._goal],
            "ceterms:hasPart": [self._goal, *self._ids()],
        }
        if data.tags:
            node["ceterms:keyword"] = lists(data.tags)
        return node

    def _destination(self) -> Node:
        """What the way leads to: the stack's own badge, where it awards one."""
        data = self._entry.data
        node: Node = {
            "@id": self._goal,
            "@type": "ceterms:CredentialComponent" if has_badge(data) else "ceterms:BasicComponent",
            "ceterms:ctid": self._ctid("goal"),
            "ceterms:name": words(data.name),
            "ceterms:description": words(data.summary),
            "ceterms:subjectWebpage": page(self._catalog, STACK, self._entry.id),
            "ceterms:isPartOf": [self._address],
            "ceterms:isDestinationComponentOf": [self._address],
            "ceasn:hasChild": self._ids(),
            "ceterms:hasCondition": [self._condition(n) for n in range(len(self._steps))],
        }
        if has_badge(data):
            node["ceterms:proxyFor"] = [address(self._catalog, STACK, self._entry.id)]
        return node

    def _condition(self, index: int) -> Node:
        step = self._entry.data.steps[index]
        named = [option.entry.data.name for option in self._steps[index]]
        told = step_words(step) if step.any else named[0]
        return {
            "@type": "ceterms:ComponentCondition",
            "ceterms:name": words(f"Step {index + 1}"),
            "ceterms:description": words(f"{told}. {step.note}" if step.note else told),
            "ceterms:requiredNumber": step.at_least,
            "ceterms:targetComponent": [self._id(o.kind, o.entry.id) for o in self._steps[index]],
        }

    def _components(self) -> list[Node]:
        """What the steps name, once each, with what comes before it."""
        nodes: dict[str, Node] = {}
        before: list[str] = []
        for options in self._steps:
            here = [self._id(option.kind, option.entry.id) for option in options]
            for option, node_id in zip(options, here, strict=True):
                nodes.setdefault(node_id, self._component(option.kind, option.entry, before))
            before = here
        return list(nodes.values())

    def _component(self, kind: Kind, entry: Entry[Any], before: list[str]) -> Node:
        data = entry.data
        known = address(self._catalog, kind, entry.id)
        node: Node = {
            "@id": self._id(kind, entry.id),
            "@type": "ceterms:CredentialComponent" if has_badge(data) else "ceterms:BasicComponent",
            "ceterms:ctid": self._ctid(f"{kind.address}/{entry.id}"),
            "ceterms:name": words(data.name),
            "ceterms:description": words(data.summary),
            "ceterms:subjectWebpage": page(self._catalog, kind, entry.id),
            "ceterms:isPartOf": [self._address],
            "ceasn:isChildOf": [self._goal],
        }
        if data.ctid and has_badge(data):
            node["ceterms:proxyFor"] = [known]
        if before:
            node["ceterms:precededBy"] = before
        return node

    def _ids(self) -> list[str]:
        every = (self._id(o.kind, o.entry.id) for options in self._steps for o in options)
        return list(dict.fromkeys(every))

    def _id(self, kind: Kind, entry_id: str) -> str:
        return f"{self._address}#{kind.address}-{entry_id}"

    def _ctid(self, name: str) -> str:
        return derived(self._entry.data.ctid or "", name)
