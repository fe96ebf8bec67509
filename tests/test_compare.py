"""The comparison, and a recognizer's and a framework's page, in a real browser."""

import gzip
import re
from urllib.parse import urljoin

import pytest
from barriers import barriers
from built_site import Site
from conftest import SMALL
from playwright.sync_api import Browser, BrowserContext, Page, expect

from badgepress.pages import Renderer, parties
from badgepress.project import open_catalog

pytest_plugins = ["hosting_fixtures", "site_fixtures", "visitor_fixtures", "plan_fixtures"]

READY = "#bp-compare[data-ready]"
PAGES = (
    "plan/",
    "plan/#plan=1&have=naming-sources,gone&want=stacks/media-teacher,media-projects",
    "compare/",
    "compare/#compare=1&of=naming-sources,safe-online,stacks/media-teacher,gone",
    "stacks/media-teacher/",
    "recognizers/small-county/",
    "frameworks/digital/",
    "embed/recognizers/small-county/",
    "catalog/",
)


def _said(page: Page) -> str:
    page.locator(READY).wait_for()
    return " ".join(page.locator(f"{READY} .bp-said").all_inner_texts())


def test_two_cards_are_compared(home: str, tab: Page) -> None:
    """Chosen on cards, shown side by side, with what differs marked and what is the same not."""
    tab.goto(home + "catalog/", wait_until="networkidle")
    tab.get_by_role("button", name="Compare: Naming Sources").click()
    tab.get_by_role("button", name="Compare: Safe Online").click()
    tab.get_by_role("link", name="Compare (2)").click()
    tab.locator(READY).wait_for()
    assert "of=naming-sources,safe-online" in tab.url
    level = tab.get_by_role("row", name="Level")
    expect(level).to_contain_text("differs")
    expect(level).to_contain_text("Intermediate")
    expect(tab.get_by_role("row", name="Hours")).not_to_contain_text("differs")
    tab.get_by_label("Only what differs").check()
    expect(tab.get_by_role("row", name="Hours")).to_have_count(0)
    tab.get_by_role("button", name="Remove: Safe Online").click()
    expect(tab.get_by_text("So far there is one:")).to_be_visible()


def test_no_more_than_four_are_chosen(own_home: str, tab: Page) -> None:
    """A fifth choice is refused with a sentence."""
    tab.goto(own_home + "catalog/", wait_until="networkidle")
    buttons = tab.get_by_role("button", name="Compare: ")
    for number in range(5):
        buttons.nth(number).click()
    expect(tab.get_by_text("At most 4 can be compared: take one out first.")).to_be_visible()
    expect(tab.get_by_role("link", name="Compare (4)")).to_be_visible()


@pytest.mark.parametrize(
    ("fragment", "sentence"),
    [
        ("compare=1&of=naming-sources,gone", "nothing with the id “gone”, so it is left out."),
        ("compare=2&of=naming-sources", "It is of a form that this page does not know (“2”)."),
        ("of=%%%&x", "It does not say what it is, so it was not read."),
        ("compare=1&of=a,b,c,d,e", "At most 4 are compared at once"),
        ("compare=1&of=<img src=x onerror=alert(1)>", "It holds what is no id and was left out"),
    ],
)
def test_broken_link_is_told(home: str, tab: Page, fragment: str, sentence: str) -> None:
    """Unknown ids are named, and rubbish gives a sentence, never a blank page."""
    tab.goto(f"{home}compare/#{fragment}")
    assert sentence in _said(tab)


def test_retired_and_hostile_names(full_home: str, tab: Page) -> None:
    """What was retired is told; names that would like to be markup are text."""
    tab.goto(full_home + "compare/#compare=1&of=old-one,some-fields,stacks/some-steps")
    assert "was retired on" in _said(tab)
    text = tab.locator(READY).inner_text()
    assert "<b>Without</b> an End" in text
    assert tab.locator(f"{READY} b").count() == 0


def test_recognizers_table_is_filtered(home: str, tab: Page) -> None:
    """By a word, a purpose and a role; what names no role holds for every role."""
    tab.goto(home + "recognizers/small-county/", wait_until="networkidle")
    rows = tab.locator("#recognitions tbody tr:visible")
    expect(rows).to_have_count(2)
    tab.get_by_label("Find").fill("naming")
    expect(rows).to_have_count(1)
    expect(tab.get_by_text("1 of 2 shown.")).to_be_visible()
    tab.get_by_label("Find").fill("")
    tab.get_by_label("My role").select_option("Teacher")
    expect(rows).to_have_count(2)
    tab.get_by_label("For", exact=True).select_option("Leadership")
    expect(rows).to_have_count(1)
    tab.get_by_label("Find").fill("nothing of the kind")
    expect(tab.get_by_text("Nothing here fits")).to_be_visible()


def _answer(tab: Page, address: str | re.Pattern[str], made: str) -> None:
    """Give a page made here in place of the site's own."""
    body = f"<!doctype html><html lang=en><title>A page</title>{made}"
    tab.route(address, lambda route: route.fulfill(body=body, content_type="text/html"))


def test_recognizers_filter_reaches_all_pages(
    home: str, tab: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a list on several pages all rows are filtered, links hold, and the view is a link."""
    monkeypatch.setattr(parties, "ROWS", 1)
    paths = ("recognizers/small-county/", "browse/recognizers/small-county/2/")
    made = {
        page.path: page.html for page in parties.party_pages(open_catalog(SMALL)[0], Renderer())
    }
    for path in paths:
        _answer(tab, re.compile(f"{re.escape(home + path)}([?]|$)"), made[path])
    rows = tab.locator("#recognitions tbody tr:visible")
    pages = tab.get_by_role("navigation", name="Pages of this list")
    tab.goto(home + paths[0], wait_until="networkidle")
    names = []
    for path in paths:
        tab.goto(home + path, wait_until="networkidle")
        expect(rows).to_have_count(1)
        expect(tab.get_by_text("1 of 2 shown.")).to_be_visible()
        names.append(rows.get_by_role("rowheader").inner_text())
    tab.goto(f"{home}{paths[0]}?utm_source=mail", wait_until="networkidle")
    tab.get_by_label("Find").fill(names[1])
    expect(rows.get_by_role("rowheader")).to_have_text([names[1]])
    expect(tab.get_by_text("1 of 2 shown.")).to_be_visible()
    expect(pages).to_be_hidden()
    assert "utm_source=mail&find=" in tab.url
    target = made[paths[1]].partition('scope="row"')[2].partition('href="')[2].partition('"')[0]
    link = rows.get_by_role("rowheader").get_by_role("link")
    assert link.get_attribute("href") == urljoin(home + paths[1], target)
    tab.reload(wait_until="networkidle")
    expect(rows.get_by_role("rowheader")).to_have_text([names[1]])
    tab.get_by_label("Find").fill("")
    expect(rows.get_by_role("rowheader")).to_have_text([names[0]])
    expect(pages).to_be_visible()
    assert tab.url.endswith("?utm_source=mail")


def test_recognizers_filter_says_what_it_could_not_reach(
    home: str, tab: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another page of the list cannot be loaded, this one is filtered, and that is said."""
    monkeypatch.setattr(parties, "ROWS", 1)
    path = "recognizers/small-county/"
    made = {
        page.path: page.html for page in parties.party_pages(open_catalog(SMALL)[0], Renderer())
    }
    _answer(tab, home + path, made[path])
    tab.route("**/browse/**", lambda route: route.fulfill(body="<p>Come back later."))
    tab.goto(home + path, wait_until="networkidle")
    tab.get_by_label("Find").fill("small")
    expect(tab.locator(".bp-filter [role=status]")).to_contain_text(
        "The other pages of this list cannot be loaded at the moment: only this one was looked"
        " through."
    )
    expect(tab.get_by_role("navigation", name="Pages of this list")).to_be_visible()


def test_recognizers_table_for_other_sites(site: Site, full_site: Site) -> None:
    """It needs no script, weighs at most ten kilobytes, and stays at a former id's address."""
    for built in (site, full_site):
        for entry in built.catalog.recognizers.values():
            for entity_id in (entry.id, *entry.data.formerly):
                path = f"embed/recognizers/{entity_id}/index.html"
                page = built.cards[path]
                assert page.tree.xpath("//script") == []
                assert len(page.tree.xpath("//tbody/tr")) == len(entry.data.recognizes)
                assert len(gzip.compress((built.folder / path).read_bytes())) <= 10_000


def test_link_is_selected_where_nothing_may_be_copied(home: str, tab: Page) -> None:
    """Where no page may write to the clipboard, the link is there, to be copied by hand."""
    tab.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined});"
        "document.execCommand = () => false;"
    )
    tab.goto(home + "compare/#compare=1&of=naming-sources,safe-online")
    tab.locator(READY).wait_for()
    tab.get_by_role("button", name="Copy the link").click()
    expect(tab.get_by_role("button", name="Not copied: copy what is selected")).to_be_visible()
    assert tab.evaluate("getSelection().toString()") == tab.url


def test_snippet_is_the_frame(home: str, tab: Page, context: BrowserContext) -> None:
    """What is copied is one frame with a title, at the address of the site's home."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab.goto(home + "recognizers/small-county/", wait_until="networkidle")
    tab.get_by_text("Show this list on your own site").click()
    tab.get_by_role("button", name="Copy the snippet").click()
    copied = tab.evaluate("navigator.clipboard.readText()")
    other = context.new_page()
    other.set_content(copied.replace('src="https', 'data-src="https'))
    frame = other.locator("iframe")
    expect(frame).to_have_attribute("title", "What Small County Schools recognizes")
    source = frame.get_attribute("data-src") or ""
    assert source.startswith("https://badges.example.org/")
    assert source.endswith("/embed/recognizers/small-county/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_tools_are_accessible(home: str, browser: Browser, scheme: str, width: int) -> None:
    """No finding of axe, light and dark, large and small; nothing scrolls sideways."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto("about:blank")
        page.goto(home + path, wait_until="networkidle")
        root = "main article" if "embed" not in path else "main"
        found += barriers(page, root)
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found += [f"{path} scrolls sideways"] * wide
    context.close()
    assert found == []
