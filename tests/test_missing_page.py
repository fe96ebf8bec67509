"""The page that a host answers with where nothing is: it leads on, at any depth."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytest_plugins = ["hosting_fixtures", "site_fixtures", "visitor_fixtures"]

DEPTHS = ("nothing", "catalog/nothing/v7/", "es/glossary/nothing/")


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A tab of somebody who allows no scripts."""
    with browser.new_context(java_script_enabled=False) as context:
        yield context.new_page()


@pytest.mark.parametrize("path", DEPTHS)
def test_missing_page_leads_on_without_scripts(plain: Page, own_home: str, path: str) -> None:
    """Who follows a dead link reads what may have happened, and finds the lists."""
    for name, target in (
        ("the catalog", "catalog/"),
        ("stacks", "stacks/"),
        ("the glossary", "glossary/"),
        ("the home page", ""),
        ("its issuer", "issuers/"),
    ):
        plain.goto(own_home + path)
        main = plain.get_by_role("main")
        expect(main.get_by_role("heading", level=1)).to_have_text(
            "There is no page at this address"
        )
        expect(main.get_by_text("mistyped")).to_be_visible()
        main.get_by_role("link", name=name).click()
        plain.wait_for_url(own_home + target)


def test_missing_page_searches_without_scripts(plain: Page, own_home: str) -> None:
    """The words that are looked for arrive at the catalog's search."""
    plain.goto(f"{own_home}catalog/nothing/")
    plain.get_by_role("main").get_by_role("searchbox").fill("online")
    plain.keyboard.press("Enter")
    plain.wait_for_url(f"{own_home}catalog/?q=online")


def test_missing_page_has_the_frame_of_all_pages(page: Page, own_home: str) -> None:
    """It names itself, is skipped to by keyboard, and shows the notice that all pages show."""
    page.goto(own_home)
    notice = page.locator(".bp-notice").inner_text()
    page.goto(f"{own_home}no/such/page/", wait_until="networkidle")
    assert page.title().startswith("Page not found - ")
    assert page.locator(".bp-notice").inner_text() == notice
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "bp-content"


def test_nothing_floats_on_the_missing_page(page: Page, own_home: str) -> None:
    """Choices of the plan show their line on every page that has something to choose, not here."""
    page.goto(f"{own_home}catalog/", wait_until="networkidle")
    page.get_by_role("button", name="Want").first.click()
    tray = page.get_by_role("region", name="Your choices")
    expect(tray).to_be_visible()
    page.goto(f"{own_home}no/such/page/", wait_until="networkidle")
    expect(page.get_by_role("button", name="Switch to dark mode")).to_be_visible()
    expect(tray).to_have_count(0)
