"""The self-check: each fault of a built site is found and named."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from built_site import Site

from badgepress import selfcheck, urls
from badgepress.artwork import inspect_image
from badgepress.cache import FOLDER
from badgepress.kinds import MICRO_CREDENTIAL
from badgepress.selfcheck import check_site

pytest_plugins = ["site_fixtures"]

Damage: TypeAlias = Callable[[Path, Path], object]


def _edit(change: Callable[[dict[str, Any]], object], name: str = "badgeclass.json") -> Damage:
    """A damage that changes the badge class, or another document of the badge."""

    def damage(site: Path, badge: Path) -> None:
        file = badge / name
        document = json.loads(file.read_bytes())
        change(document)
        file.write_text(json.dumps(document), "utf-8")

    return damage


def _set(name: str, value: object) -> Damage:
    return _edit(lambda document: document.update({name: value}))


def _set_in_achievement(name: str, value: object) -> Damage:
    return _edit(lambda document: document.update({name: value}), "achievement.json")


def _profiles(site: Path, file: str = "issuer.json") -> list[Path]:
    return sorted(site.glob(f"issuers/*/{file}"))


def _edit_profiles(name: str, value: object, file_name: str = "issuer.json") -> Damage:
    def damage(site: Path, badge: Path) -> None:
        for file in _profiles(site, file_name):
            document = json.loads(file.read_bytes()) | {name: value}
            file.write_text(json.dumps(document), "utf-8")

    return damage


DAMAGES: dict[str, tuple[Damage, str]] = {
    "no badge class": (
        lambda site, badge: (badge / "badgeclass.json").unlink(),
        "badgeclass.json:1:1: the badge class is missing or no JSON",
    ),
    "no JSON": (
        lambda site, badge: (badge / "badgeclass.json").write_text("{"),
        "badgeclass.json:1:1: the badge class is missing or no JSON",
    ),
    "another id": (_set("id", "https://example.org/"), "id: it is 'https://example.org/' instead"),
    "another type": (_set("type", ["BadgeClass"]), "type: it is ['BadgeClass'] instead"),
    "another context": (_set("@context", "x"), "@context: it is 'x' instead"),
    "no name": (_set("name", " "), "name: it is empty"),
    "no description": (_set("description", ""), "description: it is empty"),
    "null description": (_set("description", None), "description: it is empty"),
    "no narrative": (
        _edit(lambda document: document["criteria"].pop("narrative")),
        "criteria.narrative: it is empty",
    ),
    "no criteria": (
        _edit(lambda document: document.pop("criteria")),
        "criteria.id: no page with the badge's name answers there",
    ),
    "no criteria page": (
        lambda site, badge: (badge / "index.html").unlink(),
        "criteria.id: no page with the badge's name answers there",
    ),
    "page of another badge": (
        lambda site, badge: (badge / "index.html").write_text("<h1>Other</h1>"),
        "criteria.id: no page with the badge's name answers there",
    ),
    "issuer elsewhere": (
        _set("issuer", "https://example.org/i.json"),
        "issuer: nothing answers at https://example.org/i.json",
    ),
    "related to nothing": (
        _edit(lambda document: document.update(related=[{"id": document["id"] + "x"}])),
        "related[1].id: nothing answers at",
    ),
    "no picture": (
        lambda site, badge: (badge / "badge.png").unlink(),
        "image: the picture is missing",
    ),
    "picture is a page": (
        lambda site, badge: (badge / "badge.png").write_text("<html>"),
        "badgeclass.json:1:1: image: ",
    ),
    "no SVG": (
        lambda site, badge: (badge / "badge.svg").unlink(),
        "image (SVG): the picture is missing",
    ),
    "no profile": (
        lambda site, badge: [file.unlink() for file in _profiles(site)],
        "issuer.json:1:1: the issuer's profile is missing or no JSON",
    ),
    "no e-mail": (_edit_profiles("email", ""), "email: it is empty"),
    "no index": (
        lambda site, badge: (site / "api/v1/index.json").unlink(),
        "api/v1/index.json:1:1: the index of all badge classes is missing or no JSON",
    ),
    "badge class of another day": (
        _set("description", "Other words."),
        "api/v1/index.json:1:1: items.digests: it is not that of the file catalog/",
    ),
    "badge class that is not listed": (
        lambda site, badge: (site / "api/v1/index.json").write_text('{"items": []}'),
        "api/v1/index.json:1:1: items: the badge class of https://",
    ),
    "index of nonsense": (
        lambda site, badge: (site / "api/v1/index.json").write_text('{"items": 1}'),
        "api/v1/index.json:1:1: the index of all badge classes is missing or no JSON",
    ),
    "no logo": (
        lambda site, badge: [logo.unlink() for logo in site.glob("issuers/*/logo.png")],
        "issuer.json:1:1: image: the picture is missing",
    ),
    "no achievement": (
        lambda site, badge: (badge / "achievement.json").unlink(),
        "achievement.json:1:1: the achievement is missing or no JSON",
    ),
    "achievement with another id": (
        _set_in_achievement("id", "https://example.org/"),
        "achievement.json:1:1: id: it is 'https://example.org/' instead",
    ),
    "achievement of another type": (
        _set_in_achievement("type", "Achievement"),
        "achievement.json:1:1: type: it is 'Achievement' instead of ['Achievement']",
    ),
    "achievement with contexts in another order": (
        _edit(lambda document: document["@context"].reverse(), "achievement.json"),
        "achievement.json:1:1: @context: it is [",
    ),
    "achievement without a type of its own": (
        _set_in_achievement("achievementType", ""),
        "achievement.json:1:1: achievementType: it is empty",
    ),
    "achievement without narrative": (
        _set_in_achievement("criteria", {}),
        "achievement.json:1:1: criteria.narrative: it is empty",
    ),
    "achievement with a picture that is not there": (
        _set_in_achievement("image", {"id": "https://example.org/x.png", "type": "Image"}),
        "achievement.json:1:1: image: the picture is missing",
    ),
    "achievement of a creator that is not there": (
        _set_in_achievement("creator", {"id": "https://example.org/profile.json"}),
        "achievement.json:1:1: creator: nothing answers at https://example.org/profile.json",
    ),
    "achievement related to nothing": (
        _edit(
            lambda document: document["related"].append({"id": document["id"] + "x"}),
            "achievement.json",
        ),
        "achievement.json:1:1: related[2].id: nothing answers at",
    ),
    "no profile of version 3": (
        lambda site, badge: [file.unlink() for file in _profiles(site, "profile.json")],
        "profile.json:1:1: the issuer's profile is missing or no JSON",
    ),
    "no e-mail in the profile of version 3": (
        _edit_profiles("email", "", "profile.json"),
        "profile.json:1:1: email: it is empty",
    ),
    "no logo in the profile of version 3": (
        lambda site, badge: [logo.unlink() for logo in site.glob("issuers/*/logo.png")],
        "profile.json:1:1: image: the picture is missing",
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_fault_of_a_built_site_is_named(full_site: Site, tmp_path: Path, name: str) -> None:
    """A damaged document, picture, page or profile is found, with file, field and what is wrong."""
    damage, expected = DAMAGES[name]
    catalog = full_site.catalog
    kind, entry = next((k, e) for k, e in catalog.badges() if k is MICRO_CREDENTIAL)
    copy = tmp_path / "site"
    shutil.copytree(full_site.folder, copy)
    assert check_site(catalog, copy) == []
    damage(copy, copy / urls.version(kind.address, entry.id, entry.data.version))
    found = [str(problem) for problem in check_site(catalog, copy)]
    assert any(expected in line for line in found), found


def test_picture_is_looked_at_once(
    full_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A good picture is known by its bytes in the next build; a bad one is told each time."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    seen: list[bytes] = []

    def counted(content: bytes, name: str) -> list[str]:
        seen.append(content)
        return inspect_image(content, name)

    monkeypatch.setattr(selfcheck, "inspect_image", counted)
    site = tmp_path / "site"
    shutil.copytree(full_site.folder, site)
    assert check_site(full_site.catalog, site) == []
    assert len(seen) == len(set(seen)) > 1
    picture = next(site.glob("catalog/*/v1/badge.png"))
    picture.write_bytes(picture.read_bytes()[:-20])
    for _ in range(2):
        seen.clear()
        (told,) = {problem.message for problem in check_site(full_site.catalog, site)}
        assert told.startswith("The PNG ")
        assert seen == [picture.read_bytes()]


def test_catalog_without_badges_has_nothing_amiss(full_site: Site, tmp_path: Path) -> None:
    """Who has not written anything yet builds a site all the same."""
    site = tmp_path / "site"
    shutil.copytree(full_site.folder, site)
    empty = replace(full_site.catalog, micro_credentials={}, stacks={})
    assert [p for p in check_site(empty, site) if p.name != urls.API_INDEX] == []
