"""What pages say about versions, amendments and retirement, on a site that is really built."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from built_site import ROOT, Page, Site, run_build
from conftest import SMALL
from publishing import at_home, edit, found, replace_in

from badgepress.project import open_catalog
from badgepress.published.amend import amend
from badgepress.published.publish import publish
from badgepress.published.revise import revise

SOURCES, SAFE, PROJECTS = (
    f"catalog/{name}.yaml" for name in ("naming-sources", "safe-online", "media-projects")
)
DAYS = [date(2026, month, 1) for month in range(1, 8)]


def _copy(root: Path, name: str, title: str, **changes: object) -> None:
    """One more micro-credential, like another one."""
    shutil.copy(root / SOURCES, root / f"catalog/{name}.yaml")
    edit(root, f"catalog/{name}.yaml", {"name": title, "version": 1, **changes})


def _retire(root: Path, name: str, reason: str, *others: str) -> None:
    retired = {"date": "2026-05-01", "reason": reason, "replaced_by": list(others)}
    edit(root, name, {"status": "retired", "retired": retired})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small catalog with a past: two versions, an amendment, and things retired in every way."""
    root = tmp_path_factory.mktemp("past") / "project"
    shutil.copytree(SMALL, root)
    shutil.copy(ROOT / "build_hooks.py", root)
    _copy(root, "first-half", "First Half")
    _copy(root, "other-half", "Other Half")
    _copy(root, "whole", "The Whole")
    _copy(root, "alone", "Left Alone")
    publish(at_home(root), today=DAYS[0])
    replace_in(
        root, SAFE, "summary: Teaches students to stay", "summary: Teaches students how to stay"
    )
    amend(root, "safe-online", "A word was missing.", today=DAYS[1])
    revise(root, "safe-online")
    replace_in(root, SAFE, "status: draft", "status: active")
    replace_in(root, SAFE, "hours: 15\nceu: 1.5", "hours: 20\nceu: 2")
    replace_in(root, SAFE, "Students decide what they share.", "Students decide whom they trust.")
    publish(root, today=DAYS[2])
    # Merged: two that become one. Split: one that becomes two. And one that nothing replaces.
    _copy(root, "both-halves", "Both Halves")
    _copy(root, "left-part", "Left Part")
    _copy(root, "right-part", "Right Part")
    _retire(root, "catalog/first-half.yaml", "It became one with the other.", "both-halves")
    _retire(root, "catalog/other-half.yaml", "It became one with the other.", "both-halves")
    _retire(root, "catalog/whole.yaml", "It was too long.", "left-part", "right-part")
    _retire(root, "catalog/alone.yaml", "Nobody wanted it.")
    _retire(root, PROJECTS, "Others teach it better.", "left-part")
    publish(root, today=DAYS[5])
    revise(root, "naming-sources")
    assert found(root) == []
    return Site(run_build(root), open_catalog(root)[0])


Words = Callable[[str], str]


@pytest.fixture
def words(site: Site) -> Words:
    """A function that gives the words of a page."""
    return lambda path: " ".join(_page(site, path).tree.xpath("string(//article)").split())


def _page(site: Site, path: str) -> Page:
    return site.pages[f"{path}index.html"]


def test_old_version_says_what_replaced_it(words: Words) -> None:
    """Whoever comes from an old badge learns that it is valid, and where to find today's."""
    text = words("catalog/safe-online/v1/")
    assert (
        "Version 1 was replaced on March 1, 2026 Badges of this version stay valid, and this page"
        " says for ever what was required for them. What is offered today is Safe Online, version"
        " 2: see what changed."
    ) in text
    assert "15 hours, 1.5 CEU" in text
    assert "Students decide what they share." in text
    assert "Status Replaced by version 2" in text


def test_old_version_leads_to_what_changed(site: Site) -> None:
    """The link in the notice arrives at the list of versions."""
    page = _page(site, "catalog/safe-online/v1/")
    (link,) = page.tree.xpath("//div[contains(@class,'admonition')]//a[text()='what changed']")
    target = site.file_at(site.base + "catalog/safe-online/")
    assert link.get("href") == "../#versions"
    assert target is not None
    assert "versions" in site.pages[target].ids


def test_what_changed_is_shown_field_by_field(site: Site) -> None:
    """Hours, CEU and the method's words stand side by side, old ones struck out."""
    page = _page(site, "catalog/safe-online/")
    rows = {
        row.xpath("string(dt)"): (row.xpath(".//del/text()"), row.xpath(".//ins/text()"))
        for row in page.tree.xpath("//dl[@class='bp-changes']/div")
    }
    assert rows == {
        "Hours": (["15"], ["20"]),
        "CEU": (["1.5"], ["2"]),
        "Method, key": (["what", "share."], ["whom", "trust."]),
    }


def test_versions_are_listed_with_their_days(words: Words) -> None:
    """The newest comes first, with its day and what is offered."""
    text = words("catalog/safe-online/")
    assert "Version 2 published on March 1, 2026 · offered today" in text
    assert "Version 1 published on January 1, 2026" in text
    assert text.index("Version 2 published") < text.index("Version 1 published")
    assert "What changed with it (3 differences)" in text


def test_amendment_is_shown_with_reason_and_digests(site: Site, words: Words) -> None:
    """Day, reason, field, and the digest of each file before and since."""
    record = site.catalog.published.of("micro-credential", "safe-online")[1].record
    (amendment,) = record.amendments
    for path in ("catalog/safe-online/", "catalog/safe-online/v1/", "catalog/safe-online/v2/"):
        text = words(path)
        assert (
            "Amended on February 1, 2026: A word was missing. (Summary; what is required stayed as"
            " it was)"
        ) in text
        for name in ("badgeclass.json", "achievement.json", "source.yaml"):
            before, after = amendment.before[name], amendment.after[name]
            assert f"{name} before {before}, since {after}" in text
    assert "Teaches students how to stay safe online." in words("catalog/safe-online/v1/")


@pytest.mark.parametrize(
    ("path", "reason", "replacements"),
    [
        ("catalog/first-half/", "It became one with the other.", ["both-halves"]),
        ("catalog/other-half/", "It became one with the other.", ["both-halves"]),
        ("catalog/whole/", "It was too long.", ["left-part", "right-part"]),
        ("catalog/alone/", "Nobody wanted it.", []),
    ],
)
def test_retired_page_says_why_and_leads_on(
    site: Site, words: Words, path: str, reason: str, replacements: list[str]
) -> None:
    """The page stays with a notice, and names what takes its place: nothing, one or several."""
    for version, up in (("", "../"), ("v1/", "../../")):
        text = words(path + version)
        assert (
            f"Retired on May 1, 2026 {reason} It is no longer offered; what was earned stays valid,"
            " and its badge stays at this address."
        ) in text
        assert ("What takes its place:" in text) == bool(replacements)
        notice = _page(site, path + version).tree.xpath("//div[contains(@class,'warning')]")[0]
        links = [link.get("href") for link in notice.xpath(".//a[not(@class='bp-word')]")]
        assert links == [f"{up}{other}/" for other in replacements]
        assert "How to apply" not in text
        assert "Status Retired" in text
    for name in ("badgeclass.json", "achievement.json", "badge.svg", "badge.png"):
        assert f"{path}v1/{name}" in site.files


def test_retired_things_are_out_of_browse_and_search(site: Site) -> None:
    """Lists and search know what is offered alone; the addresses answer all the same."""
    names = ("first-half", "other-half", "whole", "alone", "media-projects")
    listed = _page(site, "catalog/").tree.xpath("//li[contains(@class,'bp-card')]//a/@href")
    assert listed
    assert not [link for link in listed if link.strip("./") in names]
    assert _kinds(site, "catalog/safe-online/") == ["micro-credential"]
    assert [_kinds(site, f"catalog/{name}/") for name in names] == [["retired"]] * len(names)
    sitemap = (site.folder / "sitemap.xml").read_text("utf-8")
    assert "catalog/whole/</loc>" in sitemap


def _kinds(site: Site, path: str) -> list[str]:
    """What the search takes a page for; retired things are asked for on their own."""
    return [meta.get("content") for meta in _page(site, path).tree.xpath("//meta[@name='bp-kind']")]


def test_stack_says_what_half_way_means(words: Words) -> None:
    """A retired step is named, and who is asked about it; the stack itself is as it was."""
    assert (
        "If you are half-way Each step is met by any version of what it names that was published,"
        " or from the version on that it names. So what you have earned keeps counting: when a step"
        " is revised or retired, this stack stays as it was published, and nothing that you have is"
        " asked for again. A retired step can be begun no more (Media Projects): if you have not"
        " earned it, ask Small Agency before you go on, because only a new version of this stack"
        " can put something else in its place."
    ) in words("stacks/media-teacher/")
    assert "A retired step can be begun no more: if you" in words("stacks/media-basics/v1/")


def test_draft_of_the_next_version_is_not_public(site: Site, words: Words) -> None:
    """The page says nothing of it, and its version's page is not there."""
    assert "catalog/naming-sources/v3/index.html" not in site.pages
    assert "Version 3" not in words("catalog/naming-sources/")
    assert "Published January 1, 2026" in words("catalog/naming-sources/v2/")


def test_current_version_page_says_that_it_stays(words: Words) -> None:
    """Its page is the criteria's address on badges."""
    assert (
        "Version 2 This page says for ever what is required for badges of this version. See Safe"
        " Online for what is offered today."
    ) in words("catalog/safe-online/v2/")


def test_each_versions_page_links_its_own_documents(site: Site) -> None:
    """Nobody who reads about version 1 is handed the badge class of version 2."""
    for number in (1, 2):
        page = _page(site, f"catalog/safe-online/v{number}/")
        own = f"{site.base}catalog/safe-online/v{number}/badgeclass.json"
        assert own in [link.address for link in page.links]
        assert page.tree.xpath("//dd/a[@class='bp-address']/text()")[0] == own
