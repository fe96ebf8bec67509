"""The plan in a real browser: ticked, counted, kept, shared, printed; and what may go wrong."""

import json

import pytest
from browsing import listen, tab_to
from playwright.sync_api import Browser, BrowserContext, Page, expect

pytest_plugins = ["hosting_fixtures", "site_fixtures", "visitor_fixtures", "plan_fixtures"]

PLAN = "#bp-plan[data-ready]"
NO_STORAGE = """
const refuse = () => { throw new DOMException("no", "SecurityError"); };
Object.defineProperty(window, "localStorage", { get: refuse });
"""


def _said(page: Page) -> str:
    page.locator(PLAN).wait_for()
    return " ".join(page.locator(f"{PLAN} .bp-said").all_inner_texts())


def test_whole_journey_by_keyboard(home: str, tab: Page) -> None:
    """From a card to the plan and to what is left, without a mouse, under the site's own policy."""
    tab.goto(home + "stacks/", wait_until="networkidle")
    tab_to(tab, "Want: Media Teacher")
    tab.keyboard.press("Space")
    expect(tab.get_by_role("button", name="Want: Media Teacher")).to_have_attribute(
        "aria-pressed", "true"
    )
    tab_to(tab, "My plan (1)")
    tab.keyboard.press("Enter")
    tab.wait_for_url(home + "plan/")
    expect(tab.locator("#bp-left")).to_have_text("45 hours and 4.5 CEU")
    tab_to(tab, "Have: Naming Sources")
    tab.keyboard.press("Enter")
    expect(tab.locator("#bp-left")).to_have_text("30 hours and 3 CEU")
    # Whoever works by keyboard stays where the button was.
    focused = tab.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused.startswith("Have: Naming Sources")
    tab_to(tab, "Clear the plan")
    tab.keyboard.press("Enter")
    expect(tab.get_by_text("The plan is empty now.")).to_be_visible()
    tab.keyboard.press("Enter")
    expect(tab.locator("#bp-left")).to_have_text("30 hours and 3 CEU")


def test_plan_is_kept_in_this_browser(home: str, tab: Page, context: BrowserContext) -> None:
    """What was ticked on a page is there again in another tab, and the page shows it."""
    tab.goto(home + "catalog/safe-online/", wait_until="networkidle")
    tab.get_by_role("button", name="Have: ").first.click()
    other = context.new_page()
    other.goto(home + "plan/")
    other.locator(PLAN).wait_for()
    assert "What I have" in other.locator(PLAN).inner_text()
    tab.reload(wait_until="networkidle")
    expect(tab.get_by_role("button", name="Have: ").first).to_have_attribute("aria-pressed", "true")


def test_older_version_does_not_meet_a_step(home: str, tab: Page) -> None:
    """A step that asks for version 2 is open for who has version 1, and is met with version 2."""
    tab.goto(home + "plan/#plan=1&have=naming-sources&want=stacks/media-basics")
    step = tab.locator(f"{PLAN} .bp-plan-steps li", has_text="version 2 or later").first
    expect(step).to_contain_text("yours is older")
    tab.get_by_label("Version that you have").select_option("2")
    expect(step).to_contain_text("Earned")


def test_link_shows_the_plan_in_a_fresh_profile(home: str, tab: Page, browser: Browser) -> None:
    """A plan's link shows the same to somebody else, whose browser keeps it only when told to."""
    tab.goto(home + "plan/#plan=1&have=safe-online&want=stacks/media-teacher")
    tab.locator(PLAN).wait_for()
    link = tab.get_by_label("Link to this plan").input_value()
    left = tab.locator("#bp-left").inner_text()
    fresh = browser.new_context()
    page = fresh.new_page()
    heard = listen(page)
    page.goto(link)
    expect(page.locator("#bp-left")).to_have_text(left)
    assert "It is not kept in this browser yet." in _said(page)
    kept = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('badgepress:'))")
    assert kept == []
    page.get_by_role("button", name="Keep it in this browser").click()
    expect(page.get_by_text("It is not kept")).to_have_count(0)
    page.goto(home + "plan/")
    expect(page.locator("#bp-left")).to_have_text(left)
    assert heard == []
    fresh.close()


def test_shared_plan_leaves_ones_own_alone(home: str, tab: Page) -> None:
    """Looking at somebody's plan changes nothing of one's own; it may be added to it."""
    tab.goto(home + "plan/")
    tab.get_by_role("button", name="Have: Safe").first.click()
    tab.goto("about:blank")
    tab.goto(home + "plan/#plan=1&have=&want=stacks/media-basics")
    tab.get_by_role("button", name="Want: Media Teacher").click()
    assert "media-teacher" in tab.url
    tab.get_by_role("button", name="Show mine").click()
    expect(tab.locator(PLAN)).not_to_contain_text("Stacks that I want")
    tab.go_back()
    tab.goto("about:blank")
    tab.goto(home + "plan/#plan=1&have=&want=stacks/media-basics")
    tab.get_by_role("button", name="Add it to mine").click()
    expect(tab.locator(PLAN)).to_contain_text("Stacks that I want")
    expect(tab.locator(PLAN)).to_contain_text("What I have")


@pytest.mark.parametrize(
    ("fragment", "sentence"),
    [
        ("have=safe-online", "It does not say what it is, so it was not read."),
        ("plan=9&have=safe-online", "It is of a form that this page does not know (“9”)."),
        ("plan=%E0%A4%A&have=%%%", "It is of a form that this page does not know"),
        ("plan=1&have=<script>,../x,A", "It holds what is no id and was left out: “<script>”,"),
        ("plan=1&have=gone-away", "This catalog has nothing with the id “gone-away”"),
        ("plan=1&have=__proto__,constructor", "This catalog has nothing with the id “constructor”"),
        ("plan=1&want=stacks/gone", "This catalog has nothing with the id “stacks/gone”"),
        ("x" * 30000, "It is longer than any plan, so it was not read."),
        ("plan=1&have=" + ",".join(f"m{n}" for n in range(400)), "It names more than 300 things"),
        ("plan=1&have=safe-online@0", "“safe-online@0”"),
    ],
)  # fmt: skip
def test_broken_link_is_told(home: str, tab: Page, fragment: str, sentence: str) -> None:
    """A link that was cut or made up gives a sentence, and the page stays usable."""
    tab.goto(f"{home}plan/#{fragment}")
    assert sentence in _said(tab)
    expect(tab.get_by_role("heading", name="All stacks")).to_be_visible()


def test_retired_and_renamed(full_home: str, tab: Page) -> None:
    """What was retired since is told with what takes its place; what was renamed is followed."""
    tab.goto(full_home + "plan/#plan=1&have=old-one&want=stacks/badge-path,stacks/some-steps")
    said = _said(tab)
    assert "what you have earned stays valid and keeps counting" in said
    assert "was retired on February 29, 2024: it can no longer be begun." in said
    assert "In its place: Plain Path." in said
    assert "nothing with the id" not in said
    assert 'Every "Step" & <b>Stair</b> {{ 7*7 }}' in tab.locator(PLAN).inner_text()


def test_without_storage_the_plan_is_carried_by_links(
    home: str, tab: Page, context: BrowserContext
) -> None:
    """A browser that keeps nothing is told so, and the choice follows the link to the plan."""
    context.add_init_script(NO_STORAGE)
    tab.goto(home + "stacks/", wait_until="domcontentloaded")
    tab.get_by_role("button", name="Want: Media Teacher").click()
    expect(tab.get_by_text("This browser lets this site keep nothing")).to_be_visible()
    address = tab.get_by_role("link", name="My plan (1)").get_attribute("href") or ""
    assert address.endswith("plan/#plan=1&have=&want=stacks/media-teacher")


def test_plan_without_storage_says_so(home: str, context: BrowserContext) -> None:
    """The plan's page works without storage as long as it is open, and tells what to do."""
    context.add_init_script(NO_STORAGE)
    page = context.new_page()
    page.goto(home + "plan/")
    page.get_by_role("button", name="Want: Media Teacher").click()
    expect(page.locator("#bp-left")).to_have_text("45 hours and 4.5 CEU")
    assert "This browser lets this site keep nothing" in _said(page)


def test_kept_rubbish_begins_anew(home: str, tab: Page) -> None:
    """Whatever stands in the browser's storage, the page shows an empty plan."""
    for rubbish in ("{", "17", '{"plan": 5}', json.dumps({"plan": "plan=1&have=<b>"})):
        tab.goto(home + "plan/")
        tab.evaluate(
            "text => localStorage.setItem("
            "`badgepress:${new URL('..', location).pathname}:plan`, text)",
            rubbish,
        )
        tab.reload()
        tab.locator(PLAN).wait_for()
        assert "Nothing is in it yet." in tab.locator(PLAN).inner_text()


def test_data_that_do_not_load_are_told(home: str, context: BrowserContext) -> None:
    """Without the plan's data there is a sentence, and the plain list stays."""
    page = context.new_page()
    page.route("**/plan/entries/*.json", lambda route: route.fulfill(status=404))
    page.goto(home + "plan/#plan=1&have=safe-online")
    assert "The plan’s data could not be loaded." in _said(page)
    expect(page.get_by_role("link", name="Media Teacher").first).to_be_visible()
    page.unroute("**/plan/entries/*.json")
    page.route("**/plan/entries/*.json", lambda r: r.fulfill(json={"of": 999, "entries": {}}))
    page.reload()
    assert "The site may just have changed" in _said(page)


def test_without_scripts_there_is_a_plain_list(home: str, browser: Browser) -> None:
    """Every stack with its steps and what it comes to, all linked, and no dead button."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home + "plan/")
    text = page.locator("article").inner_text()
    assert "Marking needs JavaScript." in text
    assert "Stack · 2 steps · 45 hours · 4.5 CEU" in text
    for name in ("Media Basics", "Media Teacher", "Safe Online"):
        assert page.get_by_role("link", name=name).count()
    assert page.get_by_role("article").get_by_role("button").count() == 0
    page.goto(home + "compare/")
    assert "Comparing needs JavaScript." in page.locator("article").inner_text()
    context.close()


def test_plan_prints_without_its_controls(home: str, tab: Page) -> None:
    """On paper there are progress and what is left, without buttons and the list of all."""
    tab.goto(home + "plan/#plan=1&have=safe-online&want=stacks/media-teacher")
    tab.locator(PLAN).wait_for()
    tab.emulate_media(media="print")
    assert tab.locator("button:visible", has_text="Remove").count() == 0
    expect(tab.locator(".bp-plan-stacks")).to_be_hidden()
    expect(tab.locator("#bp-left")).to_be_visible()
    assert tab.pdf().startswith(b"%PDF")
