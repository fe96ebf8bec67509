"""Renamed ids: old addresses answer, references by the old id work, and what is frozen stays."""

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import MakeProject
from lxml import html
from publishing import (
    HOME,
    errors,
    files_below,
    found,
    pages_of,
    publish_again,
    published,
    replace_in,
    served,
)

from badgepress.cli import main
from badgepress.outputs import make_feeds, make_pages
from badgepress.pages import GeneratedPage
from badgepress.project import open_catalog
from badgepress.published.revise import revise

DAY = date(2026, 4, 1)
RENAMED = {
    "micro-credential": ("catalog/naming-sources.yaml", "catalog/citing-sources.yaml"),
    "stack": ("stacks/media-basics.yaml", "stacks/media-start.yaml"),
    "issuer": ("catalog/issuers/small-agency.yaml", "catalog/issuers/big-agency.yaml"),
    "recognizer": ("catalog/recognizers/small-county.yaml", "catalog/recognizers/county.yaml"),
    "framework": ("catalog/frameworks/digital.yaml", "catalog/frameworks/media-skills.yaml"),
}


def _rename(root: Path, old: str, new: str) -> None:
    text = (root / old).read_text("utf-8")
    (root / old).unlink()
    (root / new).write_text(f"{text}formerly: [{Path(old).stem}]\n", "utf-8")


def _rename_term(root: Path) -> None:
    replace_in(root, "glossary.yaml", "id: stack\n", "id: organized-stack\n    formerly: [stack]\n")


@pytest.fixture
def renamed(project: MakeProject) -> Path:
    """Everything published, then everything renamed, and no reference changed."""
    root = published(project())
    for old, new in RENAMED.values():
        _rename(root, old, new)
    _rename_term(root)
    return root


def test_everything_renamed_is_no_error(renamed: Path) -> None:
    """References by the old ids work in YAML, in published stacks and in recognitions."""
    assert errors(renamed) == []
    catalog, _ = open_catalog(renamed)
    assert catalog.micro_credentials["safe-online"].data.prerequisites == ("citing-sources",)
    assert catalog.micro_credentials["safe-online"].data.issuer == "big-agency"
    assert catalog.micro_credentials["safe-online"].data.alignments == ("media-skills/safety",)
    stack = catalog.stacks["media-teacher"].data
    assert stack.steps[0].stack == "media-start"
    assert catalog.stacks["media-start"].data.steps[0].micro_credential == "citing-sources@2"
    (county,) = catalog.recognizers.values()
    assert county.data.recognizes[0].micro_credential == "citing-sources"
    assert catalog.terms["badge"].data.see == ("organized-stack",)


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("catalog/naming-sources/", "catalog/citing-sources/", "Naming Sources"),
        ("stacks/media-basics/", "stacks/media-start/", "Media Basics"),
        ("issuers/small-agency/", "issuers/big-agency/", "Small Agency"),
        ("recognizers/small-county/", "recognizers/county/", "Small County Schools"),
        ("frameworks/digital/", "frameworks/media-skills/", "Digital Competencies"),
        ("glossary/stack/", "glossary/organized-stack/", "stack"),
    ],
)
def test_old_page_leads_on(renamed: Path, old: str, new: str, name: str) -> None:
    """People are told what it was, and led to where it is now."""
    (page,) = [page for page in _generated(renamed) if page.path == old]
    assert page.redirect == new
    assert not page.searchable
    assert not page.listed
    tree = html.fromstring(page.html)
    former = old.rstrip("/").rpartition("/")[2]
    assert tree.xpath("string(//code)") == former
    assert tree.xpath("//a/@href") == [f"../{new.rstrip('/').rpartition('/')[2]}/"]
    assert tree.xpath("string(//h1)") == name
    assert new in pages_of(renamed)


def _generated(root: Path) -> list[GeneratedPage]:
    return make_pages(open_catalog(root)[0], ())


def test_old_documents_are_real_files(renamed: Path, project: MakeProject) -> None:
    """Machines find the old badge classes and profiles under their own ids, byte for byte."""
    frozen = files_below(renamed / "published")
    now = served(renamed)
    for name in ("badgeclass.json", "achievement.json", "badge.svg"):
        path = f"catalog/naming-sources/v2/{name}"
        assert now[path] == frozen[path]
    assert "catalog/naming-sources/v2/badge.png" in now
    for name in ("issuer.json", "profile.json"):
        document = json.loads(now[f"issuers/small-agency/{name}"])
        assert document["id"] == f"{HOME}issuers/small-agency/{name}"
        assert f"issuers/big-agency/{name}" in now
    assert "stacks/media-basics/v1/" in pages_of(renamed)
    for name in ("recognized.csv", "feed.xml", "feed.json"):
        assert f"recognizers/county/{name}" in {*now, *_feeds(renamed)}
        assert f"recognizers/small-county/{name}" in {*now, *_feeds(renamed)}


def _feeds(root: Path) -> list[str]:
    return [output.path for output in make_feeds(open_catalog(root)[0], "Badges")]


def test_old_anchor_of_the_glossary_is_there(renamed: Path) -> None:
    """A link to a term among all terms arrives."""
    tree = html.fromstring(pages_of(renamed)["glossary/"])
    assert tree.xpath("count(//*[@id='stack'])") == 1
    assert tree.xpath("count(//*[@id='organized-stack'])") == 1


def test_frozen_files_keep_the_old_ids(renamed: Path) -> None:
    """What was published of a stack that names the old id stays as it was."""
    before = files_below(renamed / "published")
    publish_again(renamed, DAY)
    after = files_below(renamed / "published")
    source = after["stacks/media-basics/v1/source.yaml"].decode()
    assert "micro_credential: naming-sources@2" in source
    assert {name: after[name] for name in before if name != "addresses.txt"} == {
        name: content for name, content in before.items() if name != "addresses.txt"
    }
    assert found(renamed) == []


def test_renamed_thing_is_a_new_badge_that_names_the_old(renamed: Path) -> None:
    """Its id is new, its page says what it was, and the difference is the id alone."""
    assert "catalog/naming-sources/v2/" in pages_of(renamed)
    publish_again(renamed, DAY)
    document = json.loads(served(renamed)["catalog/citing-sources/v2/badgeclass.json"])
    assert document["id"] == f"{HOME}catalog/citing-sources/v2/badgeclass.json"
    assert [other["id"] for other in document["related"]][1:] == [
        f"{HOME}catalog/naming-sources/v2/badgeclass.json"
    ]
    page = pages_of(renamed)["catalog/citing-sources/"]
    assert "as <code>naming-sources</code>" in page
    assert "Only its id changed." in page
    old = pages_of(renamed)["catalog/naming-sources/v2/"]
    called = "<code>naming-sources</code> is called <code>citing-sources</code> today"
    assert called in old


def test_renamed_twice(project: MakeProject) -> None:
    """Both earlier names answer, whether each was published or not."""
    root = published(project())
    _rename(root, "catalog/naming-sources.yaml", "catalog/citing-sources.yaml")
    publish_again(root, DAY)
    text = (root / "catalog/citing-sources.yaml").read_text("utf-8")
    (root / "catalog/citing-sources.yaml").unlink()
    both = text.replace("formerly: [naming-sources]", "formerly: [naming-sources, citing-sources]")
    (root / "catalog/sources.yaml").write_text(both, "utf-8")
    publish_again(root, DAY)
    assert found(root) == []
    document = json.loads(served(root)["catalog/sources/v2/badgeclass.json"])
    assert [other["id"].split("/")[4] for other in document["related"]][1:] == [
        "citing-sources",
        "naming-sources",
    ]
    replace_in(root, "catalog/sources.yaml", "[naming-sources, citing-sources]", "[citing-sources]")
    assert any(
        "'naming-sources' was published, but its YAML file is gone" in e for e in errors(root)
    )


def test_renamed_and_back(project: MakeProject) -> None:
    """A name may be returned to; its own version is there again, and both addresses answer."""
    root = published(project())
    _rename(root, "catalog/naming-sources.yaml", "catalog/citing-sources.yaml")
    publish_again(root, DAY)
    text = (root / "catalog/citing-sources.yaml").read_text("utf-8")
    (root / "catalog/citing-sources.yaml").unlink()
    back = text.replace("formerly: [naming-sources]", "formerly: [citing-sources]")
    (root / "catalog/naming-sources.yaml").write_text(back, "utf-8")
    assert found(root) == []
    publish_again(root, DAY)
    assert {"catalog/naming-sources/v2/", "catalog/citing-sources/v2/"} <= set(pages_of(root))


def test_renamed_draft_loses_no_address(project: MakeProject) -> None:
    """A draft under a new name would leave old addresses without an answer, which is refused."""
    root = published(project())
    revise(root, "media-projects")
    _rename(root, "catalog/media-projects.yaml", "catalog/media-works.yaml")
    assert [line for line in errors(root) if "media-works" in line or "media-projects" in line]


def test_reference_with_a_version_follows(project: MakeProject) -> None:
    """`ID@2` by the old id asks for version 2 of what it is now."""
    root = published(project())
    _rename(root, "catalog/naming-sources.yaml", "catalog/citing-sources.yaml")
    assert errors(root) == []
    replace_in(root, "catalog/citing-sources.yaml", "version: 2", "version: 1")
    assert any("has no version 2 (its version is 1)" in line for line in errors(root))


def test_frozen_step_leads_to_the_new_id(project: MakeProject) -> None:
    """A published stack says `@2` of the old id, and leads to what has another one now."""
    root = published(project())
    _rename(root, "catalog/naming-sources.yaml", "catalog/citing-sources.yaml")
    page = pages_of(root)["stacks/media-basics/v1/"]
    assert "../../../catalog/citing-sources/" in page


def test_circle_through_former_ids_is_found(project: MakeProject) -> None:
    """A stack in itself by an older name ends in a line, and not in a check without end."""
    root = project()
    _rename(root, "stacks/media-teacher.yaml", "stacks/media-leader.yaml")
    text = (root / "stacks/media-basics.yaml").read_text("utf-8")
    text = text.replace("- micro_credential: safe-online", "- stack: media-teacher")
    (root / "stacks/media-basics.yaml").write_text(text, "utf-8")
    assert [line for line in errors(root) if "circle" not in line] == [
        "stacks/media-basics.yaml:9:12: steps[2].stack: 'media-basics' contains itself:"
        " media-basics → media-leader → media-basics — remove one of these references"
    ]


def test_circle_that_only_the_site_has_is_found(project: MakeProject) -> None:
    """A draft changes nothing on the site, where two stacks would contain each other."""
    root = published(project())
    revise(root, "media-teacher")
    replace_in(
        root, "stacks/media-teacher.yaml", "stack: media-basics", "micro_credential: safe-online"
    )
    assert errors(root) == []
    revise(root, "media-basics")
    replace_in(root, "stacks/media-basics.yaml", "status: draft", "status: active")
    replace_in(
        root, "stacks/media-basics.yaml", "micro_credential: safe-online", "stack: media-teacher"
    )
    (line,) = errors(root)
    assert "contains itself: media-basics → media-teacher → media-basics" in line
    replace_in(root, "stacks/media-teacher.yaml", "status: draft", "status: active")
    assert errors(root) == []


def test_redirect_in_a_built_site(renamed: Path) -> None:
    """On a host that cannot redirect, the browser goes on by itself; the self-check passes."""
    publish_again(renamed, DAY)
    assert main(["build", "--project", str(renamed)]) == 0
    page = (renamed / "site/catalog/naming-sources/index.html").read_text("utf-8")
    tree = html.fromstring(page)
    assert tree.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../citing-sources/"]
    sitemap = (renamed / "site/sitemap.xml").read_text("utf-8")
    assert "citing-sources/" in sitemap
    assert "naming-sources/</loc>" not in sitemap
