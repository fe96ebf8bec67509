"""Open Badges 3.0 documents, judged by third parties."""

import copy
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from badge_documents import hosted_documents
from conftest import FULL, SMALL, MakeProject
from openbadgeslib.keys import KeyFactory, KeyType
from openbadgeslib.ob3 import (
    OB3LdpVerifier,
    OB3VerificationError,
    add_data_integrity_proof,
    did_key_from_pem,
)
from openbadgeslib.ob3.contexts import document_loader
from pyld import jsonld

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents import openbadges2, openbadges3
from badgepress.kinds import MICRO_CREDENTIAL
from badgepress.project import open_catalog

EXAMPLES = {"small": SMALL, "full": FULL}
BOTH = pytest.mark.parametrize("example", EXAMPLES)
UNMAPPED = "unmapped:"
"""Where a term would land that no context knows: then it is not silently dropped."""


def _documents(project: MakeProject, example: str) -> dict[str, dict[str, Any]]:
    found = hosted_documents(project(example=EXAMPLES[example]), "openbadges3")
    return {path: json.loads(text) for path, text in found.items()}


def _achievements(project: MakeProject, example: str) -> list[dict[str, Any]]:
    documents = _documents(project, example)
    return [doc for path, doc in documents.items() if path.endswith(urls.ACHIEVEMENT)]


def _expanded(document: dict[str, Any]) -> list[Any]:
    """Expanded by PyLD with the contexts that openbadgeslib carries; no other one is answered."""
    document = copy.deepcopy(document)
    # Without this, expansion forgets terms that no context maps, which is what it is to find.
    document["@context"].append({"@vocab": UNMAPPED})
    expanded: list[Any] = jsonld.expand(document, {"documentLoader": document_loader()})
    return expanded


def _addresses(expanded: Any) -> Iterator[str]:
    """Every key, type and id of an expanded document."""
    if isinstance(expanded, list):
        for item in expanded:
            yield from _addresses(item)
    elif isinstance(expanded, dict):
        for key, value in expanded.items():
            if key == "@type":
                yield from [value] if isinstance(value, str) else value
            elif key == "@id":
                yield value
            elif key != "@value":
                yield key
                yield from _addresses(value)


def _undefined(document: dict[str, Any]) -> set[str]:
    """What is no address of a vocabulary's or of the site's."""
    found = list(_addresses(_expanded(document)))
    assert len(found) > 5
    return {each for each in found if not each.startswith(("https://", "http://www.w3.org/"))}


@BOTH
def test_every_term_is_defined(example: str, project: MakeProject) -> None:
    """The contexts define each property and type of each document, and every id is absolute."""
    documents = _documents(project, example)
    assert documents
    for path, document in documents.items():
        assert _undefined(document) == set(), path


@pytest.mark.parametrize(
    "damage",
    [
        lambda document: document.update(tags=["one"]),
        lambda document: document["creator"].update(verification={"startsWith": "x"}),
        lambda document: document["image"].update(id="badge.png"),
        lambda document: document.update(type=["BadgeClass"]),
        lambda document: document["resultDescription"][0].update(level="x"),
    ],
    ids=["tags", "of another class", "relative id", "unknown type", "nested"],
)
def test_expansion_finds_faults(project: MakeProject, damage: Any) -> None:
    """An unknown term, type or relative id is seen, so silence about ours means something."""
    document = _achievements(project, "full")[0]
    damage(document)
    assert _undefined(document)


def _award(achievement: dict[str, Any], did: str) -> dict[str, Any]:
    """What a badge system makes of a hosted achievement: a credential that embeds it whole."""
    embedded = {name: value for name, value in achievement.items() if name != "@context"}
    return {
        "@context": [*achievement["@context"], "https://w3id.org/security/data-integrity/v2"],
        "id": "urn:uuid:4b1a3f6e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement["name"],
        "issuer": {**achievement["creator"], "id": did},
        "validFrom": "2026-11-22T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:earner",
            "type": ["AchievementSubject"],
            "achievement": embedded,
        },
    }


@BOTH
def test_signed_credential_with_our_achievement_is_verified(
    example: str, project: MakeProject
) -> None:
    """A badge system that embeds an achievement as it is hosted issues verifiable credentials.

    The verifier wants the JSON to be exactly what the signed RDF says, so a term that no context
    defines, or a value of a wrong form, would not pass.
    """
    private, public = KeyFactory(KeyType.ED25519).generate_keypair()
    did = did_key_from_pem(public)
    method = f"{did}#{did.removeprefix('did:key:')}"
    for achievement in _achievements(project, example):
        created = datetime(2026, 11, 22, tzinfo=UTC)
        signed = add_data_integrity_proof(
            _award(achievement, did), private, method, created=created
        )
        credential = OB3LdpVerifier(public).verify(signed)
        assert credential.achievement.id == achievement["id"]
        assert credential.achievement.name == achievement["name"]
        changed = copy.deepcopy(signed)
        changed["credentialSubject"]["achievement"]["criteria"]["narrative"] += "x"
        with pytest.raises(OB3VerificationError):
            OB3LdpVerifier(public).verify(changed)


def _achievement(catalog: Catalog, micro_credential_id: str) -> dict[str, Any]:
    entry = catalog.micro_credentials[micro_credential_id]
    return openbadges3.achievement(catalog, MICRO_CREDENTIAL, entry)


@BOTH
def test_both_documents_of_a_badge_name_each_other(example: str, project: MakeProject) -> None:
    """From either standard's document, `related` leads to the other's, which leads back."""
    root = project(example=EXAMPLES[example])
    badge_classes = {
        path.removesuffix(urls.BADGE_CLASS): json.loads(text)
        for path, text in hosted_documents(root, "openbadges2").items()
        if path.endswith(urls.BADGE_CLASS)
    }
    achievements = {
        path.removesuffix(urls.ACHIEVEMENT): json.loads(text)
        for path, text in hosted_documents(root, "openbadges3").items()
        if path.endswith(urls.ACHIEVEMENT)
    }
    assert list(badge_classes) == list(achievements) != []
    for path, badge_class in badge_classes.items():
        assert badge_class["related"] == [
            {
                "type": ["https://purl.imsglobal.org/spec/vc/ob/vocab.html#Achievement"],
                "id": achievements[path]["id"],
                "version": "Open Badges v3p0",
            }
        ]
        assert achievements[path]["related"] == [
            {
                "type": ["Related", "https://w3id.org/openbadges#BadgeClass"],
                "id": badge_class["id"],
                "version": "Open Badges v2p0",
            }
        ]
        for name in ("name", "description", "version", "criteria"):
            assert badge_class[name] == achievements[path][name]


def test_documents_name_those_of_earlier_versions(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new version's badge class and achievement name their kind's older ones, newest first."""
    homes = [f"https://badges.example.org/catalog/naming-sources/v{n}/" for n in (11, 1)]
    monkeypatch.setattr(Catalog, "earlier", lambda catalog, kind, entry: tuple(homes))
    catalog, _ = open_catalog(project())
    entry = catalog.micro_credentials["naming-sources"]
    badge_class = openbadges2.badge_class(catalog, MICRO_CREDENTIAL, entry)
    assert badge_class["related"][1:] == [
        {"type": "BadgeClass", "id": f"{homes[0]}badgeclass.json", "version": "11"},
        {"type": "BadgeClass", "id": f"{homes[1]}badgeclass.json", "version": "1"},
    ]
    achievement = openbadges3.achievement(catalog, MICRO_CREDENTIAL, entry)
    assert achievement["related"][1:] == [
        {"type": ["Related"], "id": f"{homes[0]}achievement.json", "version": "11"},
        {"type": ["Related"], "id": f"{homes[1]}achievement.json", "version": "1"},
    ]
    assert _undefined(achievement) == set()


def test_result_descriptions_hold_every_row_of_every_rubric(project: MakeProject) -> None:
    """An award can say, row by row, which level of the rubric the evidence reached."""
    catalog, _ = open_catalog(project(example=FULL))
    data = catalog.micro_credentials["every-field"].data
    rows = [(part, row) for part in data.parts for row in part.rows]
    results = _achievement(catalog, "every-field")["resultDescription"]
    assert [result["name"] for result in results] == [
        "Overview & <b>all</b>",
        "Artifact: Row & <b>one</b>",
        "Artifact: Row two",
        "Reflection",
    ]
    assert len(rows) == len(results)
    ids = [result["id"].partition("#")[2] for result in results]
    assert ids == ["part-1-row-1", "part-2-row-1", "part-2-row-2", "part-3-row-1"]
    for (_, row), result in zip(rows, results, strict=True):
        assert [level["level"] for level in result["rubricCriterionLevel"]] == list(row.rubric)
        levels = [level["id"] for level in result["rubricCriterionLevel"]]
        assert levels == [f"{result['id']}-{level}" for level in row.rubric]


def test_level_is_required_where_every_part_must_reach_it(project: MakeProject) -> None:
    """A rule such as "at least 2 parts" requires no level of any single row."""
    full, _ = open_catalog(project(example=FULL))
    counting = _achievement(full, "every-field")["resultDescription"]
    assert ["requiredLevel" in result for result in counting] == [False] * 4
    whole = _achievement(full, "old-one")["resultDescription"]
    assert [result["requiredLevel"] for result in whole] == [f"{whole[0]['id']}-done"]


def test_types_say_what_a_badge_is_and_what_it_aligns_to(project: MakeProject) -> None:
    """Micro-credentials, stacks, credentials, focus areas and competencies are told apart."""
    documents = _documents(project, "full")
    types = {
        path.split("/")[1]: document["achievementType"]
        for path, document in documents.items()
        if "achievementType" in document
    }
    assert types["every-field"] == "MicroCredential"
    assert types["badge-path"] == "LearningProgram"
    assert types["every-step"] == "Certificate"
    alignment = documents["catalog/every-field/v3/achievement.json"]["alignment"]
    assert [each["targetType"] for each in alignment] == ["ext:Competency", "ext:FocusArea"]


def test_credits_are_the_ceu(project: MakeProject) -> None:
    """`creditsAvailable` is the CEU; a stack whose steps leave a choice has no single number."""
    documents = _documents(project, "full")
    found = {path.split("/")[1]: doc.get("creditsAvailable") for path, doc in documents.items()}
    assert found["every-field"] == 2
    assert found["badge-path"] == 0.08
    assert found["every-step"] is None
    assert found["old-one"] is None


def test_profile_is_the_creator_of_the_achievements(project: MakeProject) -> None:
    """The hosted profile and the one inside each achievement say the same."""
    documents = _documents(project, "full")
    profiles = {doc["id"]: doc for doc in documents.values() if doc["type"] == ["Profile"]}
    achievements = [doc for doc in documents.values() if doc["type"] == ["Achievement"]]
    assert len(profiles) == 3  # two issuers, and one under its former id too
    for achievement in achievements:
        profile = profiles[achievement["creator"]["id"]]
        assert profile == {"@context": openbadges3.CONTEXT, **achievement["creator"]}
