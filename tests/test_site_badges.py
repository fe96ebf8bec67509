"""Every badge class of built sites, judged by 1EdTech's validator."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from browsing import serve
from built_site import Site, copy_project, run_build
from judges import judge_open_badges_2

from badgepress import urls
from badgepress.catalog import Catalog

pytest_plugins = ["site_fixtures"]

Damage: TypeAlias = Callable[[dict[str, Any]], object]


def _badge_classes(catalog: Catalog) -> list[str]:
    """Paths of all badge classes that the site has to have."""
    return [
        urls.version(kind.address, entry.id, entry.data.version) + urls.BADGE_CLASS
        for kind, entry in catalog.badges()
    ]


def _complaints(verdicts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [v for v in verdicts if not v["valid"] or v["errors"] or v["warnings"]]


def test_every_badge_has_a_badge_class_and_nothing_else_has(any_site: Site) -> None:
    """Each active micro-credential and each stack that awards something has its document."""
    found = {path for path in any_site.files if path.endswith("/" + urls.BADGE_CLASS)}
    assert found == set(_badge_classes(any_site.catalog))


def test_every_badge_has_an_achievement_and_nothing_else_has(any_site: Site) -> None:
    """Beside each badge class stands the achievement, and each issuer has both profiles."""
    found = {path for path in any_site.files if path.endswith("/" + urls.ACHIEVEMENT)}
    wanted = {
        path.replace(urls.BADGE_CLASS, urls.ACHIEVEMENT)
        for path in _badge_classes(any_site.catalog)
    }
    assert found == wanted
    for issuer_id in any_site.catalog.issuers:
        for name in urls.ISSUER_FILES:
            assert urls.page("issuers", issuer_id) + name in any_site.files


def test_pages_lead_to_the_documents_of_both_standards(any_site: Site) -> None:
    """A badge's pages and an issuer's page link their documents, for people and for machines."""
    pages = {
        page: [version + urls.BADGE_CLASS, version + urls.ACHIEVEMENT]
        for kind, entry in any_site.catalog.badges()
        for version in [urls.version(kind.address, entry.id, entry.data.version)]
        for page in (urls.page(kind.address, entry.id), version)
    }
    for issuer_id in any_site.catalog.issuers:
        page = urls.page("issuers", issuer_id)
        pages[page] = [page + name for name in urls.ISSUER_FILES]
    for path, documents in pages.items():
        links = any_site.pages[path + "index.html"].links
        for tag in ("a", "link"):
            found = {link.address for link in links if link.tag == tag}
            assert {any_site.base + document for document in documents} <= found


def test_every_badge_class_is_valid_without_warnings(any_site: Site) -> None:
    """The validator finds nothing wrong, and asks for the issuer and the picture, too."""
    paths = _badge_classes(any_site.catalog)
    verdicts = judge_open_badges_2(
        [any_site.base + path for path in paths], any_site.folder, any_site.base
    )
    assert _complaints(verdicts) == []
    for path, verdict in zip(paths, verdicts, strict=True):
        document = json.loads((any_site.folder / path).read_bytes())
        assert {document["id"], document["image"], document["issuer"]} <= set(verdict["asked"])


@pytest.fixture
def web_folder(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder with the address at which a plain web server on this computer serves it."""
    folder = tmp_path / "www"
    folder.mkdir()
    for address in serve(folder):
        yield folder, address


def test_every_badge_class_is_valid_from_a_web_server(
    web_folder: tuple[Path, str], site: Site, tmp_path: Path
) -> None:
    """A site whose home is a folder of a real host is valid where it is served."""
    folder, host = web_folder
    base = f"{host}state/badges/"
    built = run_build(copy_project(tmp_path / "project", {"base_url": base}))
    (folder / "state").mkdir()
    built.rename(folder / "state" / "badges")
    verdicts = judge_open_badges_2([base + path for path in _badge_classes(site.catalog)])
    assert _complaints(verdicts) == []


@pytest.mark.parametrize(
    "damage",
    [
        lambda document: document.pop("criteria"),
        lambda document: document.pop("name"),
        lambda document: document.update(issuer=document["issuer"] + "x"),
        lambda document: document.update(type="Badge"),
        lambda document: document.update(id=document["id"].replace("/v", "/w")),
    ],
    ids=["no criteria", "no name", "no such issuer", "another type", "another id"],
)
def test_damaged_badge_class_is_judged_invalid(site: Site, tmp_path: Path, damage: Damage) -> None:
    """The validator is able to find faults, so its silence means something."""
    path = _badge_classes(site.catalog)[0]
    document = json.loads((site.folder / path).read_bytes())
    # Only what this badge needs: pictures and the issuer's profile.
    for needed in (document["image"], document["issuer"]):
        name = needed.removeprefix(site.base)
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((site.folder / name).read_bytes())
    judge = partial(judge_open_badges_2, [site.base + path], tmp_path, site.base)
    (tmp_path / path).write_text(json.dumps(document), "utf-8")
    assert _complaints(judge()) == []
    damage(document)
    (tmp_path / path).write_text(json.dumps(document), "utf-8")
    assert not judge()[0]["valid"]
