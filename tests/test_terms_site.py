"""Links to the glossary on built sites: where they stand, and what they leave alone."""

import gzip
import json
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from built_site import Page, Site, run_build
from conftest import SMALL, TESTS, MakeProject, lay_over

from badgepress.outputs import make_pages
from badgepress.project import open_catalog
from badgepress.terms.site import SiteTerms
from badgepress.terms.written import WrittenPage

pytest_plugins = ["site_fixtures"]

ABOUT = """---
title: About badges
description: A badge, as it is.
---
# What a badge is

A **badge** and a stack&#8209;like thing; a badge again, and `a stack`. A [[set|stack]].

## A second section of the badge

<div class="no-glossary"><p>A badge, not linked.</p></div>

See [what it is](glossary/badge.md), the badge.
"""
QUIET = "---\nglossary: false\n---\n# Quiet\n\nA badge and a [[stack]].\n"
FORBIDDEN = "a h1 h2 h3 h4 h5 h6 code pre kbd button label nav summary th svg form"
COMPETENCY = "The educator earns a [[badge]] and [[sets of them|stack]], then a badge."
HOME = "---\nlayout: home\n---\n# Home\n\nHere is a badge.\n"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small example with texts about terms."""
    root = tmp_path_factory.mktemp("words") / "project"
    shutil.copytree(SMALL, root)
    shutil.copy(TESTS.parent / "build_hooks.py", root)
    entry = (SMALL / "catalog" / "safe-online.yaml").read_text("utf-8")
    old = "The educator teaches students to protect their data."
    files = {
        "pages/about.md": ABOUT,
        "pages/quiet.md": QUIET,
        "pages/index.md": HOME,
        "catalog/safe-online.yaml": entry.replace(old, COMPETENCY),
    }
    lay_over(root, files)
    return Site(run_build(root), open_catalog(root)[0])


def _words(page: Page) -> list[tuple[str, str]]:
    """Text and target of each link that was made."""
    links = page.tree.xpath("//a[@class='bp-word']")
    return [(link.text_content(), link.get("href")) for link in links]


def test_hand_written_page_links_the_first_word_of_each_section(small: Site) -> None:
    """A section links a term once, a forced link shows the author's words, code stays code."""
    assert _words(small.pages["about/index.html"]) == [
        ("badge", "../glossary/badge/"),
        ("set", "../glossary/stack/"),
    ]


def test_page_that_opted_out_links_what_is_forced(small: Site) -> None:
    """Front matter switches a page off."""
    assert _words(small.pages["quiet/index.html"]) == [("stack", "../glossary/stack/")]


def test_home_page_is_linked_too(small: Site) -> None:
    """The home page's hand-written text has its links, and its cards have none."""
    assert _words(small.pages["index.html"]) == [("badge", "glossary/badge/")]


def test_forced_link_in_yaml_is_a_link_on_the_page_and_words_in_badges(small: Site) -> None:
    """Pages link `[[term]]` of a Markdown field; backpacks read the words alone."""
    page = small.pages["catalog/safe-online/index.html"]
    assert ("badge", "../../glossary/badge/") in _words(page)
    assert ("sets of them", "../../glossary/stack/") in _words(page)
    folder = small.folder / "catalog" / "safe-online" / "v1"
    words = "The educator earns a badge and sets of them, then a badge."
    for name in ("badgeclass.json", "achievement.json"):
        text = (folder / name).read_text("utf-8")
        assert words in json.loads(text)["criteria"]["narrative"]
    linked_data = page.tree.xpath("//script[@type='application/ld+json']")[0].text
    assert words in linked_data
    for file in sorted(small.folder.rglob("*")):
        if file.suffix in (".json", ".xml", ".csv", ".html"):
            text = file.read_text("utf-8")
            assert "[[badge]]" not in text, file


def test_search_reads_the_same_text(small: Site) -> None:
    """What the search indexes are the words as they stand, whatever is linked in them."""
    (body,) = small.pages["catalog/safe-online/index.html"].tree.xpath("//*[@data-pagefind-body]")
    text = " ".join(body.text_content().split())
    assert "The educator earns a badge and sets of them, then a badge." in text


def test_page_brings_the_definitions_of_its_links_alone(small: Site) -> None:
    """A page carries what its tooltips say, of links that the author wrote as well."""
    page = small.pages["about/index.html"]
    (data,) = page.tree.xpath("//script[@id='bp-words']")
    assert json.loads(data.text) == {
        "badge": "A digital picture that holds information about what was earned.",
        "stack": "An organized set of micro-credentials.",
    }
    assert data.get("data-glossary") == "../glossary/"
    assert not small.pages["glossary/education-unit/index.html"].tree.xpath("//*[@id='bp-words']")


def test_links_stand_where_they_may(any_site: Site) -> None:
    """No link is made within another link, a heading, code, navigation or a form's elements."""
    forbidden = set(FORBIDDEN.split())
    for page in any_site.pages.values():
        for link in page.tree.xpath("//a[@class='bp-word']"):
            around = {element.tag for element in link.iterancestors()}
            assert around.isdisjoint(forbidden), (page.path, link.text_content())
            cards = "ancestor::*[contains(@class, 'bp-card')]"
            assert not link.xpath(cards), (page.path, link.text_content())


def test_no_term_links_itself(any_site: Site) -> None:
    """A term's page, and its section among all terms, link other terms alone."""
    for page in any_site.pages.values():
        for text, href in _words(page):
            target = any_site.file_at(urljoin(page.address, href))
            assert target != page.path, (page.path, text)


def test_each_section_links_a_term_once(any_site: Site) -> None:
    """Between two headings, a term is linked once by the engine."""
    for page in any_site.pages.values():
        source = (any_site.folder / page.path).read_text("utf-8")
        for section in re.split(r"<h[1-6]\b", source):
            targets = re.findall(r'<a class="bp-word" href="([^"]*)"', section)
            assert len(targets) == len(set(targets)), page.path


def test_pages_stay_small(site: Site) -> None:
    """With links and definitions, a page is still at most 15 KB, compressed."""
    sizes = {
        path: len(gzip.compress((site.folder / path).read_bytes()))
        for path in site.pages
        if path.startswith("catalog/") and path.count("/") > 1
    }
    assert {path: size for path, size in sizes.items() if size > 15_000} == {}


def test_uses_are_known_when_the_glossarys_pages_are_made(project: MakeProject) -> None:
    """Each term knows the pages that use it: hand-written ones, and those made from YAML."""
    entry = (SMALL / "catalog" / "safe-online.yaml").read_text("utf-8")
    root = project({"catalog/safe-online.yaml": entry.replace("protect their data", "stack")})
    catalog, _ = open_catalog(root)
    source = root / "pages" / "about.md"
    source.write_text(ABOUT + "\n[its unit](glossary/education-unit.md)\n", "utf-8")
    terms = SiteTerms(catalog, [WrittenPage("about/", source)])
    assert terms.uses == {
        "badge": [("About badges", "about/")],
        "stack": [("About badges", "about/")],
        "education-unit": [("About badges", "about/")],
    }
    make_pages(catalog, [], terms)
    assert ("Safe Online", "catalog/safe-online/") in terms.uses["stack"]
    paths = [path for pages in terms.uses.values() for _, path in pages]
    assert not [path for path in paths if path.startswith(("glossary/", "browse/")) or "/v" in path]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\ntitle: Own\n---\n# Other\n", "Own"),
        ("# A *heading* { #x }\n", "A *heading*"),
        ("```\n# code\n```\n\n# Real\n", "Real"),
        ("no heading", "Some page"),
        ("---\ntitle: [1\n---\n# Broken\n", "Broken"),
    ],
)
def test_title_of_a_hand_written_page(tmp_path: Path, text: str, title: str) -> None:
    """A use is told by the page's title, wherever the author wrote it."""
    source = tmp_path / "some-page.md"
    source.write_text(text, "utf-8")
    assert WrittenPage("some-page/", source).title == title


def test_long_definitions_are_cut_between_words(project: MakeProject) -> None:
    """A tooltip ends with whole words; the term's page has the rest."""
    glossary = (SMALL / "glossary.yaml").read_text("utf-8")
    long = "An organized set, " + "and so on, " * 60
    root = project(
        {"glossary.yaml": glossary.replace("An organized set of micro-credentials.", long)}
    )
    terms = SiteTerms(open_catalog(root)[0])
    text = json.loads(terms.tooltips({"stack"}))["stack"]
    assert len(text) <= 322
    assert re.fullmatch(r"An organized set(, and so on)+(, and( so)?)? …", text)
    assert terms.tooltips(()) == ""
