"""What the accessibility statement says is tested: its list names these tests, and no others."""

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from barriers import barriers
from built_site import Site
from playwright.sync_api import Browser, Page, expect

from badgepress.accessibility import CHECKS, SCHEMES, SCREENS, ZOOM_WIDTH, addresses

pytest_plugins = ["hosting_fixtures", "site_fixtures", "visitor_fixtures"]

MANY = [f"{scheme} on a {screen.name}" for scheme, screen in product(SCHEMES, SCREENS)]

FRAME = ("md-tabs__link", "md-nav__link", "md-nav__title", "md-logo", "md-copyright", "md-option")
"""Classes of the frame's parts that are in the language of the whole site."""


@pytest.fixture(params=list(product(SCHEMES, SCREENS)), ids=MANY)
def any_view(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab in each scheme and on each screen."""
    scheme, screen = request.param
    size = {"width": screen.width, "height": screen.height}
    context = browser.new_context(color_scheme=scheme, viewport=size)
    yield context.new_page()
    context.close()


def _in_menu(page: Page) -> bool:
    return bool(page.evaluate("document.activeElement.closest('dialog') !== null"))


def test_axe_finds_nothing(site: Site, own_home: str, any_view: Page) -> None:
    """Nobody meets a barrier that a program can find, whatever page, screen and scheme."""
    found = []
    for path in addresses(site.catalog).values():
        any_view.goto(own_home + path, wait_until="networkidle")
        found += barriers(any_view)
    assert found == []


def test_axe_finds_nothing_where_things_are_open(site: Site, own_home: str, any_view: Page) -> None:
    """What opens is as accessible as the page it opens on."""
    pages = addresses(site.catalog)
    found = []
    forms = "Forms of other systems, filled in"
    for name in ("Micro-credential", forms, "Stack", "Hand-written page"):
        any_view.goto(own_home + pages[name], wait_until="networkidle")
        any_view.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
        found += barriers(any_view)
        menu = any_view.get_by_role("button", name="Menu", exact=True)
        if menu.is_visible():
            menu.click()
            found += barriers(any_view)
    assert found == []


def test_zoom_needs_no_sideways_scroll(site: Site, own_home: str, page: Page) -> None:
    """Whoever enlarges a page four times reads it by scrolling down alone."""
    page.set_viewport_size({"width": ZOOM_WIDTH, "height": 256})
    wide = {}
    for name, path in addresses(site.catalog).items():
        page.goto(own_home + path, wait_until="networkidle")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            wide[name] = over
    assert wide == {}


def test_keyboard_reaches_everything(site: Site, own_home: str, page: Page) -> None:
    """Header, menu, scheme, copying and unfolding need no mouse, and the focus is always seen."""
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(own_home + addresses(site.catalog)["Micro-credential"], wait_until="networkidle")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "bp-content"

    page.get_by_role("button", name="Menu", exact=True).focus()
    page.keyboard.press("Enter")
    assert _in_menu(page)
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel") == "Menu"

    page.get_by_role("button", name="Switch to dark mode").focus()
    page.keyboard.press("Space")
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
    assert page.evaluate("document.activeElement.title") == "Switch to light mode"

    page.get_by_text("Show it on another site").focus()
    page.keyboard.press("Enter")
    assert page.frame_locator(".bp-embed iframe").get_by_role("heading").is_visible()
    page.get_by_role("button", name="Copy HTML").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("navigator.clipboard.readText()").startswith("<iframe ")


def test_less_motion_is_honored(site: Site, own_home: str, browser: Browser) -> None:
    """Nothing moves for those whom movement makes ill."""
    with browser.new_context(reduced_motion="reduce") as context:
        page = context.new_page()
        moving = {}
        for name, path in addresses(site.catalog).items():
            page.goto(own_home + path)
            longest = page.evaluate(
                "Math.max(...[...document.querySelectorAll('*')].flatMap(e => { const s ="
                " getComputedStyle(e); return [s.transitionDuration, s.animationDuration]"
                ".join().split(',').map(parseFloat) }))"
            )
            if longest > 0.001:
                moving[name] = longest
        assert moving == {}


def test_language_is_marked(site: Site) -> None:
    """A screen reader reads each page in its language."""
    documents = site.pages | site.cards
    missing = [path for path, page in documents.items() if not page.tree.get("lang")]
    assert missing == []
    # The frame of a translation is in the language of the whole site.
    spoken = {
        (name, part.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))
        for path, page in site.pages.items()
        for name in FRAME
        for part in page.tree.xpath(f"//*[contains(@class, '{name}')]")
        if path.startswith("es/") and not part.xpath("ancestor::nav[contains(@class, 'secondary')]")
    }
    assert spoken == {(name, "en") for name in FRAME}


def test_pictures_have_a_text_or_none(site: Site) -> None:
    """Each picture says what it shows, or that it says nothing."""
    pictures = [
        f"{path}: {picture.get('src')}"
        for path, page in (site.pages | site.cards).items()
        for picture in page.tree.xpath(
            "//img[not(@alt)]|//svg[@role='img'][not(@aria-label|@aria-labelledby)]"
        )
    ]
    assert pictures == []


def test_actions_are_told(site: Site, own_home: str, page: Page) -> None:
    """Who does not see the page hears that the link was copied."""
    page.goto(own_home + addresses(site.catalog)["Stack"], wait_until="networkidle")
    page.get_by_role("button", name="Copy link").click()
    status = page.locator(".bp-share [role=status]")
    expect(status).to_have_text("The link is copied.")


def test_keys_can_be_switched_off(own_home: str, page: Page) -> None:
    """Who speaks to the computer, or hits keys by mistake, switches single keys off for good."""
    focused = "document.activeElement.matches('.bp-headsearch input')"
    page.goto(f"{own_home}glossary/", wait_until="networkidle")
    page.keyboard.press("s")
    assert page.evaluate(focused)
    page.goto(f"{own_home}catalog/", wait_until="networkidle")
    page.get_by_role("checkbox", name="s and f go to the search").uncheck()
    page.goto(f"{own_home}glossary/", wait_until="networkidle")
    for key in "/sf":
        page.keyboard.press(key)
    assert not page.evaluate(focused)
    page.goto(f"{own_home}catalog/", wait_until="networkidle")
    page.get_by_role("checkbox", name="s and f go to the search").check()
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{own_home}glossary/", wait_until="networkidle")
    address = page.url
    for key in "/sf":
        page.keyboard.press(key)
        page.wait_for_timeout(100)
    assert page.url == address


def test_complete_without_scripts(site: Site, own_home: str, browser: Browser) -> None:
    """Who allows no scripts reads every rubric, and meets no dead button."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(own_home + addresses(site.catalog)["Micro-credential"])
        first = next(iter(site.catalog.micro_credentials.values()))
        shown = " ".join(page.locator("article").inner_text().split())
        for part in first.data.parts:
            assert part.name in shown
        rows = sum(len(part.rows) for part in first.data.parts)
        assert page.locator(".bp-rubric tbody tr:visible").count() == rows
        assert page.locator("article button:visible").count() == 0
        page.goto(own_home + addresses(site.catalog)["Forms of other systems, filled in"])
        for folded in page.locator("article details").all():
            folded.evaluate("element => { element.open = true }")
        assert page.get_by_text("Where this was read").first.is_visible()
        assert page.locator("article button:visible").count() == 0


def test_statement_lists_these_tests() -> None:
    """The public statement promises what is tested here, and nothing else."""
    own = {name for name in vars(sys.modules[__name__]) if name.startswith("test_")}
    assert {f"test_{name}" for name in CHECKS} == own - {"test_statement_lists_these_tests"}
    text = _published()
    assert [line for line in CHECKS.values() if f"- {line}\n" not in text] == []


def _published() -> str:
    """The statement as it is published."""
    return (Path(__file__).parent.parent / "pages/reference/accessibility.md").read_text("utf-8")
