"""Feeds and tables of built sites: found by readers, by people, and by nobody's mistake."""

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from browsing import serve
from built_site import Site
from playwright.sync_api import sync_playwright

from badgepress import urls

pytest_plugins = ["site_fixtures"]


def test_every_page_offers_the_feeds(any_site: Site) -> None:
    """A reader that is given any page finds the feeds of the site, by rel, type and title."""
    types = {any_site.base + name: type_ for name, type_ in urls.FEED_TYPES.items()}
    for page in any_site.pages.values():
        links = page.tree.xpath("//head/link[@rel='alternate'][not(@hreflang)]")
        addresses = {link.address for link in page.links if link.rel == "alternate"}
        assert set(types) <= addresses, page.path
        assert {link.get("type") for link in links} == set(types.values()), page.path
        assert all(link.get("title").startswith("Changes: ") for link in links), page.path


def test_recognizers_page_leads_to_its_own(any_site: Site) -> None:
    """Its feeds come before those of the site, and people see links to table and feeds."""
    assert any_site.catalog.recognizers
    for recognizer in any_site.catalog.recognizers:
        folder = f"recognizers/{recognizer}/"
        page = any_site.pages[f"{folder}index.html"]
        alternates = [link.address for link in page.links if link.rel == "alternate"]
        own = [any_site.base + folder + name for name in urls.FEEDS]
        assert alternates == [*own, *(any_site.base + name for name in urls.FEEDS)]
        visible = {link.address for link in page.links if link.tag == "a"}
        assert {any_site.base + folder + name for name in urls.RECOGNIZER_FILES} <= visible
        (table,) = page.tree.xpath("//head/link[@type='text/csv']/@href")
        assert table == urls.RECOGNIZED


def test_visitors_find_the_feed(any_site: Site) -> None:
    """Each page has a link to the feed that can be seen and clicked."""
    for page in any_site.pages.values():
        visible = {link.address for link in page.links if link.tag == "a"}
        assert any_site.base + urls.FEED_ATOM in visible, page.path


def test_feed_is_named_after_the_site(any_site: Site) -> None:
    """The feed's title is the site's name as people read it."""
    feed = json.loads((any_site.folder / urls.FEED_JSON).read_bytes())
    titles = any_site.pages["index.html"].tree.xpath("//head/link[@rel='alternate']/@title")
    assert titles == [f"Changes: {feed['title']}"] * 2


@pytest.fixture
def asked(full_site: Site) -> Iterator[tuple[str, list[str]]]:
    """The full example's site over HTTP: its address, and what is asked of it."""
    paths: list[str] = []
    for address in serve(full_site.folder, paths):
        yield address, paths


def test_feeds_are_no_translations_to_the_frame(asked: tuple[str, list[str]]) -> None:
    """In a browser, Material asks for no sitemap beside a feed; extensions still find the feeds."""
    chromium = shutil.which("chromium")
    if not chromium:
        pytest.skip("Chromium is not installed; `make test` installs it where it may")
    home, paths = asked
    # In a thread of its own: a thread can hold one browser, and another test may have it open.
    with ThreadPoolExecutor(1) as threads:
        rels = threads.submit(_rels, chromium, home).result()
    assert rels == {"alternate"}
    assert any(path.endswith("feeds.js") for path in paths)
    assert [path for path in paths if path.endswith(urls.SITEMAP)] == []


def _rels(chromium: str, home: str) -> set[str]:
    """What links to feeds are called in the browser, once pages are ready."""
    found: set[str] = set()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for path in ("", "recognizers/full-county/"):
            page.goto(home + path, wait_until="networkidle")
            links = "link[type$='+xml'], link[type$='feed+json']"
            found |= set(page.eval_on_selector_all(links, "links => links.map(link => link.rel)"))
        browser.close()
    return found
