"""Awards that somebody else hosts, judged by 1EdTech's validator of Open Badges 2.0."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import SMALL, MakeProject
from judges import judge_open_badges_2

from badgepress.catalog import Catalog
from badgepress.outputs import all_files
from badgepress.project import open_catalog

HOME = "https://badges.example.org/"
BADGE = "catalog/naming-sources/v2/badgeclass.json"
ISSUER = "catalog/issuers/small-agency.yaml"


def _site(project: MakeProject, folder: Path, verification: str) -> Path:
    """Everything but pages, of the small example whose issuer allows these hosts."""
    issuer = (SMALL / ISSUER).read_text("utf-8")
    catalog, problems = open_catalog(project({ISSUER: f"{issuer}{verification}\n"}))
    assert problems.sorted() == []
    for output in all_files(catalog):
        file = folder / output.path
        file.parent.mkdir(parents=True, exist_ok=True)
        content = output.content
        file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return folder


def _award(address: str, web: Path) -> tuple[str, Path]:
    """An award at an address: the home of its host with the folder that is there."""
    scheme, _, rest = address.partition("://")
    host, _, path = rest.partition("/")
    folder = web / host
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    document = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": address,
        "recipient": {"type": "email", "hashed": False, "identity": "earner@example.org"},
        "badge": HOME + BADGE,
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-11-22T00:00:00Z",
    }
    (folder / path).write_text(json.dumps(document), "utf-8")
    return f"{scheme}://{host}/", folder


def _verdicts(
    project: MakeProject, folder: Path, verification: str, addresses: list[str]
) -> Mapping[str, bool]:
    """Award's address → whether it is valid; an invalid one is so because of its host alone."""
    site = _site(project, folder / "badges.example.org", verification)
    homes = dict(_award(address, folder) for address in addresses)
    found = {}
    for verdict in judge_open_badges_2(addresses, site, HOME, homes):
        found[verdict["address"]] = verdict["valid"]
        reasons = ("not hosted in allowed origins", "does not start with any permitted values")
        errors = [text for text in verdict["messages"] if text.startswith("ERROR")]
        assert verdict["valid"] == (not errors)
        assert all(any(reason in text for reason in reasons) for text in errors), errors
    return found


OWN = f"{HOME}awards/1.json"
ALLOWED = "https://awards.example.net/1.json"
OTHER = "https://other.example.net/1.json"
BELOW = "https://shared.example.com/ours/1.json"
BESIDE = "https://shared.example.com/theirs/1.json"


@pytest.mark.parametrize(
    ("verification", "valid"),
    [
        ("", {OWN}),
        ("verification: {allowed_origins: [awards.example.net]}", {OWN, ALLOWED}),
        ('verification: {starts_with: ["https://shared.example.com/ours/"]}', {BELOW}),
        ("verification: {}", {OWN}),
    ],
    ids=["nothing said", "origins", "beginning", "nothing inside"],
)
def test_award_is_valid_where_the_issuer_allows_it(
    project: MakeProject, tmp_path: Path, verification: str, valid: set[str]
) -> None:
    """An award counts on the issuer's own host and on those it allows, or below one address."""
    addresses = [OWN, ALLOWED, OTHER, BELOW, BESIDE]
    verdicts = _verdicts(project, tmp_path / "web", verification, addresses)
    assert {address for address, is_valid in verdicts.items() if is_valid} == valid


def test_badge_class_that_names_an_earlier_one_is_valid(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The validator has nothing against a second version that names the first."""
    first = f"{HOME}catalog/naming-sources/v1/"
    monkeypatch.setattr(Catalog, "earlier", lambda catalog, kind, entry: (first,))
    site = _site(project, tmp_path / "site", "")
    assert first in (site / BADGE).read_text("utf-8")
    (verdict,) = judge_open_badges_2([HOME + BADGE], site, HOME)
    assert (verdict["valid"], verdict["errors"], verdict["warnings"]) == (True, 0, 0)
