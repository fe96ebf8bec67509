"""Documents for the Credential Registry, as its publishing workflow fetches them from a site."""

import json
import re
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from badge_documents import typed_nodes
from conftest import FULL, MakeProject
from ctdl_terms import CONTEXT, REQUIRED, properties
from publishing import edit, published
from pyld import jsonld

from badgepress.outputs import all_files
from badgepress.platforms import ctdl
from badgepress.platforms.ctdl.terms import CONTEXT as CTDL
from badgepress.platforms.ctdl.terms import derived
from badgepress.project import inspect, open_catalog

HOME = "https://badges.example.org/"
CTIDS = [f"ce-00000000-0000-4000-8000-00000000000{n}" for n in range(8)]
WITH = {
    "catalog/issuers/small-agency.yaml": CTIDS[0],
    "catalog/naming-sources.yaml": CTIDS[1],
    "catalog/safe-online.yaml": CTIDS[2],
    "stacks/media-teacher.yaml": CTIDS[3],
    "stacks/media-basics.yaml": CTIDS[4],
}
"""File of the small example → the CTID that it gets."""


def _project(project: MakeProject, files: dict[str, str]) -> Path:
    root = project()
    texts = {name: (root / name).read_text("utf-8") for name in files}
    return project({name: f"{text}\nctid: {files[name]}\n" for name, text in texts.items()})


@pytest.fixture
def registry(project: MakeProject) -> dict[str, dict[str, Any]]:
    """Full address → document, of the small example with CTIDs in what can have one."""
    catalog, _ = open_catalog(_project(project, WITH))
    return {HOME + path: document for path, document in ctdl.documents(catalog)}


@cache
def _full() -> dict[str, dict[str, Any]]:
    catalog, _ = open_catalog(FULL)
    home = catalog.settings.base_url
    return {home + path: document for path, document in ctdl.documents(catalog)}


def _judge(document: dict[str, Any]) -> None:
    """Every property belongs to its class in CTDL, and nothing is lost when it is read as RDF."""
    expanded = jsonld.expand({**document, "@context": CONTEXT})
    nodes = [node for node in typed_nodes(expanded) if "@value" not in node]
    assert nodes
    for node in nodes:
        (kind,) = node["@type"]
        name = kind.removeprefix(CONTEXT["ceterms"])
        assert {key for key in node if not key.startswith("@")} <= properties(name), name
    words = json.dumps(expanded)
    for text in _strings(document.get("@graph", document)):
        assert json.dumps(text)[1:-1] in words or text.startswith(("ceterms:", "credentialStat:"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("@context", "@type"):
                yield from _strings(inner)


def test_documents_are_of_ctdl(registry: dict[str, dict[str, Any]]) -> None:
    """Every class and property is one of CTDL's, in the place where CTDL has it."""
    for document in (*registry.values(), *_full().values()):
        _judge(document)


def test_workflow_finds_what_it_asks_for(registry: dict[str, dict[str, Any]]) -> None:
    """Context and `@id` are the workflow's, and each reference is a document or a node beside it.

    Source: credential-registry-publish-action, src/graphs.ts (fetchAndRegisterEntity).
    """
    for address, document in (*registry.items(), *_full().items()):
        assert document["@context"] == CTDL
        assert document["@id"] == address
        nodes = document.get("@graph", [document])
        assert re.fullmatch("ce-[0-9a-f-]{36}", nodes[0]["ceterms:ctid"])
        here = {node["@id"] for node in nodes}
        known = here | registry.keys() | _full().keys()
        pointers = (
            "ownedBy",
            "offeredBy",
            "hasPart",
            "isPartOf",
            "hasDestinationComponent",
            "isDestinationComponentOf",
            "precededBy",
            "proxyFor",
        )
        for node in nodes:
            every = [node.get(f"ceterms:{name}", []) for name in pointers]
            every += [node.get("ceasn:hasChild", []), node.get("ceasn:isChildOf", [])]
            every += [c["ceterms:targetComponent"] for c in node.get("ceterms:hasCondition", [])]
            every += [
                c.get("ceterms:targetCredential", []) for c in node.get("ceterms:requires", [])
            ]
            for target in (item for values in every for item in values):
                assert isinstance(target, dict) or target in known, (address, target)


def test_minimum_data_is_there(registry: dict[str, dict[str, Any]]) -> None:
    """What the Registry requires is in each document, as far as a catalog can know it."""
    for document in (*registry.values(), *_full().values()):
        node = document.get("@graph", [document])[0]
        kind = node["@type"].removeprefix("ceterms:")
        for name in REQUIRED.get(kind, REQUIRED["credential"]):
            assert node[f"ceterms:{name}"], (kind, name)


def test_each_ctid_stands_once(registry: dict[str, dict[str, Any]]) -> None:
    """Owner's CTIDs stay what they are; those of pathways and their parts are made from them."""
    nodes = [n for d in registry.values() for n in d.get("@graph", [d])]
    ctids = [node["ceterms:ctid"] for node in nodes]
    assert len(set(ctids)) == len(ctids)
    assert set(WITH.values()) <= set(ctids)
    for ctid in ctids:
        assert str(uuid.UUID(ctid.removeprefix("ce-"))) == ctid.removeprefix("ce-")
    assert derived(CTIDS[3], "goal") in ctids
    assert derived(CTIDS[3], "goal") == "ce-" + str(uuid.uuid5(uuid.UUID(CTIDS[3][3:]), "goal"))


def test_micro_credential_says_what_it_is(registry: dict[str, dict[str, Any]]) -> None:
    """The document of a micro-credential has the words of its YAML."""
    document = registry[f"{HOME}use/catalog/naming-sources/ctdl.json"]
    assert document["@type"] == "ceterms:MicroCredential"
    assert document["ceterms:ctid"] == CTIDS[1]
    assert document["ceterms:ownedBy"] == [f"{HOME}use/issuers/small-agency/ctdl.json"]
    assert document["ceterms:credentialStatusType"]["ceterms:targetNode"] == "credentialStat:Active"
    requires = document["ceterms:requires"][0]
    assert requires["ceterms:subjectWebpage"] == f"{HOME}catalog/naming-sources/v2/"
    assert requires["ceterms:description"]["en-US"].startswith("## Competency")


def test_every_field_reaches_the_registry() -> None:
    """Hours, validity, competencies, prerequisites and keywords of the full example are there."""
    home = "https://badges.example.org/all/of/it/"
    document = _full()[f"{home}use/catalog/every-field/ctdl.json"]
    assert document["ceterms:estimatedDuration"] == [
        {"@type": "ceterms:DurationProfile", "ceterms:exactDuration": "PT12H30M"}
    ]
    assert document["ceterms:renewalFrequency"] == "P5Y"
    assert document["ceterms:keyword"]["en-US"][0] == "R&D"
    requires = document["ceterms:requires"][0]
    assert [each["ceterms:codedNotation"] for each in requires["ceterms:targetCompetency"]] == [
        "010",
        "1.10",
    ]
    (required,) = requires["ceterms:targetCredential"]
    assert required["ceterms:subjectWebpage"] == f"{home}catalog/short-one/"
    assert "ceterms:ctid" not in required


def test_stack_is_a_badge_and_a_pathway(registry: dict[str, dict[str, Any]]) -> None:
    """A stack that awards something is a badge, and its steps a pathway that leads to the badge."""
    badge = registry[f"{HOME}use/stacks/media-teacher/ctdl.json"]
    assert (badge["@type"], badge["ceterms:ctid"]) == ("ceterms:Badge", CTIDS[3])
    address = f"{HOME}use/stacks/media-teacher/pathway.json"
    pathway, goal, *others = registry[address]["@graph"]
    assert pathway["@type"] == "ceterms:Pathway"
    assert pathway["ceterms:ctid"] == derived(CTIDS[3], "pathway")
    assert pathway["ceterms:hasDestinationComponent"] == [goal["@id"]] == [f"{address}#goal"]
    assert goal["ceterms:proxyFor"] == [badge["@id"]]
    assert goal["ceasn:hasChild"] == [each["@id"] for each in others]
    for condition in goal["ceterms:hasCondition"]:
        assert condition["ceterms:requiredNumber"] <= len(condition["ceterms:targetComponent"])


def test_suggested_path_is_a_pathway_alone(registry: dict[str, dict[str, Any]]) -> None:
    """A stack that awards nothing has no badge; its CTID is the pathway's own."""
    assert f"{HOME}use/stacks/media-basics/ctdl.json" not in registry
    pathway, goal, *_ = registry[f"{HOME}use/stacks/media-basics/pathway.json"]["@graph"]
    assert pathway["ceterms:ctid"] == CTIDS[4]
    assert goal["@type"] == "ceterms:BasicComponent"
    assert "ceterms:proxyFor" not in goal


def test_issuer_without_a_ctid_is_described(project: MakeProject) -> None:
    """Where the issuer has none, the document says who owns it instead of naming a document."""
    name = "catalog/safe-online.yaml"
    catalog, _ = open_catalog(_project(project, {name: CTIDS[2]}))
    ((path, document),) = ctdl.documents(catalog)
    assert path == "use/catalog/safe-online/ctdl.json"
    (owner,) = document["ceterms:ownedBy"]
    assert owner["@type"] == "ceterms:CredentialOrganization"
    assert "ceterms:ctid" not in owner
    _judge(document)


def test_site_has_a_document_for_each_ctid(project: MakeProject) -> None:
    """What has a CTID is served beside its page; without one, nothing is served."""
    paths = {output.path for output in all_files(open_catalog(_project(project, WITH))[0])}
    assert {path for path in paths if path.endswith(("ctdl.json", "pathway.json"))} == {
        "use/catalog/naming-sources/ctdl.json",
        "use/catalog/safe-online/ctdl.json",
        "use/issuers/small-agency/ctdl.json",
        "use/stacks/media-basics/pathway.json",
        "use/stacks/media-teacher/ctdl.json",
        "use/stacks/media-teacher/pathway.json",
    }


def test_new_version_needs_a_new_ctid(project: MakeProject) -> None:
    """The CTID of a published version cannot go on with the next one, which is another thing."""
    name = "catalog/safe-online.yaml"
    root = published(_project(project, {name: CTIDS[2]}))
    edit(root, name, {"version": 2})
    _, problems = inspect(root)
    assert [str(p) for p in problems.sorted() if p.rule == "duplicate-ctid"] == [
        f"{name}:{_line(root / name)}:7: ctid: version 1 of 'safe-online' has the same CTID, but it"
        " stands for one version of one thing — give this one a CTID of its own, or remove it"
    ]
    edit(root, name, {"ctid": CTIDS[5]})
    _, problems = inspect(root)
    assert [p for p in problems.sorted() if p.rule == "duplicate-ctid"] == []


def test_draft_of_a_new_version_keeps_the_ctid_of_the_old_one(project: MakeProject) -> None:
    """While version 2 is written with its own CTID, the site goes on with that of version 1."""
    name = "catalog/safe-online.yaml"
    root = published(_project(project, {name: CTIDS[2]}))
    edit(root, name, {"version": 2, "status": "draft", "ctid": CTIDS[5]})
    catalog, _ = open_catalog(root)
    ((_, document),) = ctdl.documents(catalog)
    assert document["ceterms:ctid"] == CTIDS[2]


def _line(path: Path) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next(n for n, line in enumerate(lines, 1) if line.startswith("ctid: "))


def test_ctid_may_come_after_publication(project: MakeProject) -> None:
    """An owner who registers later adds the CTID to what was published, without a new version."""
    root = published(project())
    edit(root, "catalog/safe-online.yaml", {"ctid": CTIDS[2]})
    assert inspect(root)[1].errors == []
    catalog, _ = open_catalog(root)
    assert [path for path, _ in ctdl.documents(catalog)] == ["use/catalog/safe-online/ctdl.json"]
