"""From a word to a plan on paper, by keyboard alone."""

import pytest
from browsing import tab_to
from playwright.sync_api import Page, expect

pytest_plugins = ["hosting_fixtures", "visitor_fixtures"]


@pytest.fixture
def printed(page: Page) -> Page:
    """A tab that counts how often it prints."""
    page.add_init_script("window.prints = 0; window.print = () => { window.prints += 1 }")
    return page


def test_journey_by_keyboard(home: str, printed: Page, complaints: list[str]) -> None:
    """Search, filter, open, plan and print need no mouse, and the focus is always seen."""
    page = printed
    page.goto(home, wait_until="networkidle")
    page.keyboard.press("/")
    page.keyboard.type("protect")
    page.keyboard.press("Enter")
    page.wait_for_url("**/catalog/?q=protect")
    cards = page.locator("[data-cards] .bp-card__name")
    expect(cards).to_have_text(["Safe Online"])

    tab_to(page, "More filters")
    page.keyboard.press("Enter")
    tab_to(page, "Intermediate")
    page.keyboard.press("Space")
    expect(page.locator("[data-facet=level] [aria-pressed=true]")).to_be_focused()
    page.wait_for_url("**/catalog/?q=protect&level=intermediate")

    tab_to(page, "Safe Online")
    page.keyboard.press("Enter")
    page.wait_for_url("**/catalog/safe-online/")
    page.wait_for_load_state("networkidle")

    tab_to(page, "Want: Safe Online")
    page.keyboard.press("Space")
    tab_to(page, "Print a handout")
    page.keyboard.press("Enter")
    assert page.evaluate("window.prints") == 1

    tab_to(page, "My plan")
    page.keyboard.press("Enter")
    page.wait_for_url("**/plan/**")
    expect(page.locator("#bp-plan")).to_contain_text("Safe Online")
    tab_to(page, "Print")
    page.keyboard.press("Enter")
    assert page.evaluate("window.prints") == 1
    assert complaints == []
