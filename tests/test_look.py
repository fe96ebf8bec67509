"""What phones and paper show of pages: nothing dangles, nothing touches, nothing is too much."""

from collections.abc import Iterator

import pytest
from built_site import ROOT, Site
from playwright.sync_api import Browser, Page, expect

from badgepress.accessibility import addresses
from badgepress.model import Settings
from badgepress.yamlnodes import Composer

pytest_plugins = ["site_fixtures", "visitor_fixtures"]


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A tab on a phone, where fingers point."""
    view = {"width": 360, "height": 740}
    with browser.new_context(viewport=view, has_touch=True, is_mobile=True) as context:
        yield context.new_page()


def test_buttons_of_a_card_stand_on_one_line(phone: Page, own_home: str) -> None:
    """On a phone the buttons of a card stand side by side, high enough for a finger."""
    phone.goto(f"{own_home}catalog/", wait_until="networkidle")
    buttons = phone.locator(".bp-card").first.locator(".bp-tick")
    buttons.first.click()
    boxes = [each.bounding_box() for each in buttons.all()]
    assert {round(box["y"]) for box in boxes if box} == {round(boxes[0]["y"])}  # type: ignore[index]
    assert all(box and box["height"] >= 32 for box in boxes)


def test_no_line_of_facts_begins_or_ends_with_a_dot(phone: Page, own_home: str) -> None:
    """Dots stand between facts; that of a line's first fact is cut off."""
    phone.goto(f"{own_home}catalog/", wait_until="networkidle")
    facts = phone.locator(".bp-card__facts").first
    first = facts.locator("span").first
    dot = first.evaluate("e => parseFloat(getComputedStyle(e, '::before').width)")
    assert first.evaluate("e => getComputedStyle(e, '::after').content") == "none"
    cut = facts.evaluate("e => parseFloat(getComputedStyle(e).clipPath.split(' ').pop())")
    assert dot == pytest.approx(cut, abs=0.1)


def test_buttons_of_a_choice_stand_apart_from_the_next(phone: Page, own_home: str) -> None:
    """In the plan's list it is seen which choice the buttons belong to."""
    phone.goto(f"{own_home}plan/", wait_until="networkidle")
    gaps = phone.evaluate(
        "[...document.querySelectorAll('.bp-plan-option + .bp-plan-option')].map(e =>"
        " e.getBoundingClientRect().top"
        " - e.previousElementSibling.querySelector('.bp-ticks').getBoundingClientRect().bottom)"
    )
    assert gaps
    assert min(gaps) >= 12


def test_lists_at_the_foot_stand_below_the_content(page: Page, own_home: str) -> None:
    """What stands at the foot begins where the content does."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{own_home}catalog/", wait_until="networkidle")
    left = "e => e.getBoundingClientRect().left"
    content = page.locator("h1").evaluate(left)
    for foot in (".bp-lists ul", ".bp-notice p"):
        assert page.locator(foot).evaluate(left) == pytest.approx(content, abs=1)


def test_printed_page_does_not_offer_its_languages(site: Site, page: Page, own_home: str) -> None:
    """A handout begins with its name, not with links to other languages."""
    path = addresses(site.catalog)["Micro-credential in another language"]
    page.goto(own_home + path)
    expect(page.locator(".bp-languages")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".bp-languages")).to_be_hidden()


def test_what_is_not_translated_is_marked(site: Site, page: Page, own_home: str) -> None:
    """A translation says at the top how its English parts are marked, and marks them."""
    page.goto(own_home + addresses(site.catalog)["Micro-credential in another language"])
    marked = page.locator("[data-untranslated]")
    assert bool(marked.count()) is page.get_by_text("marcado con «EN»").is_visible()
    for each in marked.all():
        assert each.get_attribute("lang") == "en"
        assert each.evaluate("e => getComputedStyle(e, '::before').content") == '"EN"'


def test_framed_table_names_the_renewal_category(site: Site, phone: Page, own_home: str) -> None:
    """In a narrow frame a category says what it is, as large as the rest."""
    for recognizer in site.catalog.recognizers:
        phone.goto(f"{own_home}embed/recognizers/{recognizer}/")
        for small in phone.locator("td small").all():
            label = small.evaluate("e => getComputedStyle(e, '::before').content")
            assert label == '"Renewal category: "'
            same = "e => getComputedStyle(e).fontSize === getComputedStyle(e.parentNode).fontSize"
            assert small.evaluate(same)


def test_printed_table_has_its_columns(site: Site, page: Page, own_home: str) -> None:
    """On paper the columns of a recognizer's table are as wide as what is in them asks for."""
    page.goto(own_home + addresses(site.catalog)["Recognizer"], wait_until="networkidle")
    page.emulate_media(media="print")
    row = page.locator(".bp-recognitions thead th")
    first, ceu = (row.nth(n).evaluate("e => e.offsetWidth") for n in (0, 2))
    assert first > 2 * ceu


def test_commented_settings_of_the_starter_can_be_used() -> None:
    """Who takes away the marks of comments has a repository to edit in, and corrections."""
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    for name in ("repo_url", "edit_uri", "corrections"):
        assert f"# {name}: " in text
        text = text.replace(f"# {name}: ", f"{name}: ")
    found = Composer("mkdocs.yml").compose(text)
    assert found["repo_url"] == "https://github.com/OWNER/REPOSITORY"
    assert Settings.model_validate(found["extra"]["badgepress"]).corrections
