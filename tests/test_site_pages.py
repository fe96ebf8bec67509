"""Every page of built sites: links, structure, and no request to anybody else."""

import re
from collections import Counter
from collections.abc import Iterable

import search_files
from built_site import Link, Page, Site
from markupsafe import escape

from badgepress import urls
from badgepress.languages import speech

pytest_plugins = ["site_fixtures"]

LOADING_RELS = {
    "stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "prefetch",
    "modulepreload", "preconnect", "dns-prefetch",
}  # fmt: skip
LOADING_TAGS = {
    "script", "img", "iframe", "source", "video", "audio", "embed", "object", "track", "input",
    "image", "use", "style", "form",
}  # fmt: skip


def _inside(site: Site) -> Iterable[Link]:
    every = [link for page in (*site.pages.values(), *site.cards.values()) for link in page.links]
    return (link for link in (*every, *site.stylesheet_links) if site.is_inside(link.address))


def _is_loaded(link: Link) -> bool:
    """Whether a browser asks for it without a click."""
    return link.tag in LOADING_TAGS or bool(LOADING_RELS & set(link.rel.lower().split()))


def test_every_internal_link_leads_to_a_file(any_site: Site) -> None:
    """Each link, picture, style and alternate of each page answers, in exactly these letters."""
    dead = {str(link) for link in _inside(any_site) if any_site.file_at(link.address) is None}
    assert sorted(dead) == []


def test_every_anchor_exists(any_site: Site) -> None:
    """A link with a fragment leads to an element with that id."""
    documents = any_site.pages | any_site.cards
    ids = {path: set(page.ids) for path, page in documents.items()}
    dead = set()
    for link in _inside(any_site):
        anchor = link.address.partition("#")[2]
        target = any_site.file_at(link.address)
        if anchor and target in ids and anchor not in ids[target]:
            dead.add(str(link))
    assert sorted(dead) == []


def test_every_page_is_reachable_from_home(any_site: Site) -> None:
    """Links alone lead from the home page to every page, without search and scripts."""
    reached = {"index.html"}
    waiting = ["index.html"]
    while waiting:
        for link in any_site.pages[waiting.pop()].links:
            target = any_site.file_at(link.address) if any_site.is_inside(link.address) else None
            if link.tag == "a" and target in any_site.pages and target not in reached:
                reached.add(target)
                waiting.append(target)
    left = {page for page in set(any_site.pages) - reached if not _leads_on(any_site.pages[page])}
    assert left <= {"404.html"}


def _leads_on(page: Page) -> bool:
    """Whether it is the page of a former id, which is reached by old links alone."""
    return bool(page.tree.xpath("//meta[@http-equiv='refresh']"))


def test_sitemap_lists_only_pages(any_site: Site) -> None:
    """Each address of the sitemap is a page whose canonical address it is."""
    text = (any_site.folder / "sitemap.xml").read_text("utf-8")
    listed = [part.partition("</loc>")[0] for part in text.split("<loc>")[1:]]
    assert any_site.base in listed
    assert len(listed) == len(set(listed))
    for address in listed:
        page = any_site.pages[any_site.file_at(address) or address]
        assert page.tree.xpath("//link[@rel='canonical']/@href") == [address]


def test_each_page_has_one_main_heading_title_and_description(any_site: Site) -> None:
    """Search engines and screen readers get a heading, a title and a description on each page."""
    faults = []
    for page in any_site.pages.values():
        headings = [" ".join(h.text_content().split()) for h in page.tree.xpath("//h1")]
        titles = [title.strip() for title in page.tree.xpath("//head/title/text()")]
        texts = [text.strip() for text in page.tree.xpath("//meta[@name='description']/@content")]
        for name, found in (("h1", headings), ("title", titles), ("description", texts)):
            if len(found) != 1 or not found[0]:
                faults.append(f"{page.path}: {name}: {found}")
    assert faults == []


def test_each_page_but_home_has_breadcrumbs(any_site: Site) -> None:
    """Breadcrumbs start at home, link each step that is a page, and end with the page itself."""
    faults = []
    for page in any_site.pages.values():
        if page.is_home or page.is_error_page:
            continue
        say = speech(page.tree.get("lang"))
        items = page.tree.xpath("//nav[@aria-label=$name]//li", name=say("breadcrumbs"))
        current = [item.get("aria-current") for item in items]
        home = items[0].xpath(".//a/text()") if items else []
        if home != [say("home")] or current != [None] * (len(items) - 1) + ["page"]:
            faults.append(page.path)
    assert faults == []


def test_no_two_elements_share_an_id(any_site: Site) -> None:
    """An anchor leads to one place only."""
    doubles = {
        f"{page.path}: #{name}"
        for page in any_site.pages.values()
        for name, count in Counter(page.tree.xpath("//@id")).items()
        if count > 1
    }
    assert sorted(doubles) == []


def test_no_page_runs_script_from_an_attribute(any_site: Site) -> None:
    """There are no inline event handlers and no addresses that are scripts."""
    handlers = {
        f"{page.path}: {name}"
        for page in any_site.pages.values()
        for element in page.tree.iter()
        for name in element.attrib
        if str(name).lower().startswith("on")
    }
    scripts = {
        str(link)
        for page in any_site.pages.values()
        for link in page.links
        if link.address.lower().startswith(("javascript:", "vbscript:", "data:text"))
    }
    assert sorted(handlers | scripts) == []


def test_no_page_asks_anybody_else(any_site: Site) -> None:
    """A visit loads nothing from other hosts: no script, style, font, picture or frame."""
    documents = (any_site.pages | any_site.cards).values()
    links = [link for page in documents for link in page.links]
    asked = {
        str(link)
        for link in (*links, *any_site.stylesheet_links)
        if _is_loaded(link)
        and not any_site.is_inside(link.address)
        and not link.address.startswith("data:")
    }
    assert sorted(asked) == []


def test_search_finds_every_page_that_says_something_of_its_own(any_site: Site) -> None:
    """The search holds each micro-credential once, as a card, and each stack and term.

    What is retired is of another kind; versions, lists and redirects are not found.
    """
    found = search_files.found(any_site.folder / "pagefind")
    catalog = any_site.catalog
    for entry in catalog.micro_credentials.values():
        shown = found[urls.page("catalog", entry.id)]
        retired = entry.data.status == "retired"
        assert shown["filters"]["kind"] == ["retired" if retired else "micro-credential"]
        assert str(escape(entry.data.name)) in shown["card"]
    for entry in catalog.stacks.values():
        assert urls.page("stacks", entry.id) in found
    for entry in catalog.terms.values():
        assert found[urls.term(entry.id)]["filters"]["kind"] == ["term"]
    unfit = re.compile(r"/v\d+/$|^browse/|^(catalog|stacks|glossary)/$|404|^embed/")
    assert [path for path in found if unfit.search(path)] == []
    former = {old for e in catalog.micro_credentials.values() for old in e.data.formerly}
    assert [old for old in former if urls.page("catalog", old) in found] == []


def test_no_file_shows_where_it_was_built(any_site: Site) -> None:
    """No page names the folder of the computer that built it."""
    place = str(any_site.folder.parent).encode()
    telling = [path for path in any_site.files if place in (any_site.folder / path).read_bytes()]
    assert telling == []


def test_page_addresses_are_lower_case(any_site: Site) -> None:
    """No page's address depends on letter case, whatever disk or host it lies on."""
    assert [path for path in any_site.pages if path != path.lower()] == []
