"""Definitions beside links, as visitors meet them: with a mouse, a keyboard, a finger, a reader."""

from collections.abc import Iterator
from typing import Any

import pytest
from barriers import barriers
from hosted import Hosted, build_hosted, nginx
from playwright.sync_api import Browser, Locator, Page, expect

pytest_plugins = ["visitor_fixtures"]

PATH = "glossary/stack/"
BADGE = "A digital picture that holds information about what was earned."
STACK = "An organized set of micro-credentials."
SCHEMES = ("light", "dark")


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Hosted:
    """The small example with a page of terms, for a home below a path."""
    folder = tmp_path_factory.mktemp("words")
    return build_hosted(folder, "/learn/", {"words.md": WORDS})


WORDS = """# Words

A badge is here, and a stack that is rather long to read on one line, and then some more words.

See [what was earned](glossary/badge.md).

<div style="height: 120vh"></div>

The [[unit of learning|CEU]] stands at the end.
"""


@pytest.fixture(scope="module")
def home(hosted: Hosted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which nginx serves it."""
    with nginx(hosted, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def _open(browser: Browser, home: str, **options: Any) -> Page:
    """A tab on the page of words; whatever its console says is an error."""
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    page = context.new_page()

    def failed(error: object) -> None:
        raise AssertionError(error)

    page.on("pageerror", failed)
    page.on("console", lambda message: message.type == "error" and failed(message.text))
    page.goto(home + "words/", wait_until="networkidle")
    return page


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """The page of words with a mouse and a keyboard."""
    page = _open(browser, home, viewport={"width": 1280, "height": 720})
    yield page
    page.context.close()


def _link(page: Page, text: str) -> Locator:
    return page.locator(".md-content a", has_text=text).first


def _box(page: Page) -> Locator:
    return page.locator(".bp-tooltip")


def test_pointer_shows_the_definition_and_may_move_onto_it(page: Page) -> None:
    """The box opens on hover, stays while the pointer is on it, and goes when it has left."""
    _link(page, "badge").hover()
    expect(_box(page)).to_have_text(BADGE)
    _box(page).hover()
    page.wait_for_timeout(500)
    expect(_box(page)).to_be_visible()
    page.mouse.move(5, 700)
    expect(_box(page)).to_have_count(0)


def test_keyboard_shows_and_escape_closes(page: Page) -> None:
    """Tab opens the box of each link, Escape closes it and leaves the focus, Enter goes."""
    _link(page, "badge").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(_box(page)).to_have_text(BADGE)
    page.keyboard.press("Escape")
    expect(_box(page)).to_have_count(0)
    expect(_link(page, "badge")).to_be_focused()
    page.keyboard.press("Tab")
    expect(_box(page)).to_have_text(STACK)
    page.wait_for_timeout(500)
    expect(_box(page)).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/stack/")


def test_escape_closes_what_the_pointer_opened(page: Page) -> None:
    """Nobody has to move the pointer to read what the box covers."""
    _link(page, "badge").hover()
    expect(_box(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(_box(page)).to_have_count(0)


def test_links_of_authors_have_definitions_too(page: Page) -> None:
    """A link that somebody wrote in Markdown shows the definition as well."""
    _link(page, "what was earned").hover()
    expect(_box(page)).to_have_text(BADGE)


def test_box_stays_within_the_window_and_moves_nothing(page: Page) -> None:
    """Also at the end of the page, the box is seen whole, and the page stays as it was."""
    link = _link(page, "unit of learning")
    link.scroll_into_view_if_needed()
    before = page.evaluate("[document.documentElement.scrollHeight, scrollY]")
    link.hover()
    expect(_box(page)).to_be_in_viewport(ratio=1)
    assert page.evaluate("[document.documentElement.scrollHeight, scrollY]") == before


def test_readers_hear_the_definition_once(page: Page) -> None:
    """The definition is the link's description, and the box that is seen says nothing more."""
    link = _link(page, "badge")
    expect(link).to_have_accessible_name("badge")
    expect(link).to_have_accessible_description(BADGE)
    assert link.get_attribute("title") is None
    link.hover()
    expect(_box(page)).to_be_visible()
    assert BADGE not in page.locator("body").aria_snapshot()


def test_touch_shows_first_and_follows_then(browser: Browser, home: str) -> None:
    """The first tap opens the box, a tap elsewhere closes it, a second tap on the word goes."""
    viewport = {"width": 360, "height": 640}
    page = _open(browser, home, viewport=viewport, has_touch=True, is_mobile=True)
    _link(page, "badge").tap()
    expect(_box(page)).to_contain_text(BADGE)
    expect(_box(page)).to_contain_text("Tap the word again to open its page.")
    expect(_box(page)).to_be_in_viewport(ratio=1)
    page.locator("h1").tap()
    expect(_box(page)).to_have_count(0)
    _link(page, "stack").tap()
    expect(_box(page)).to_contain_text(STACK)
    assert page.url == home + "words/"
    _link(page, "stack").tap()
    page.wait_for_url("**/glossary/stack/")
    page.context.close()


def test_without_scripts_a_link_is_a_link(browser: Browser, home: str) -> None:
    """The word leads to its term, and nothing is missing that a reader would look for."""
    page = _open(browser, home, java_script_enabled=False)
    link = _link(page, "stack")
    link.click()
    page.wait_for_url("**/glossary/stack/")
    page.context.close()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["words/", "catalog/safe-online/", "glossary/", PATH])
def test_axe_finds_nothing_with_the_box_open(
    browser: Browser, home: str, path: str, scheme: Any
) -> None:
    """No fault of accessibility, in light and dark, with a definition shown."""
    page = _open(browser, home, color_scheme=scheme)
    page.goto(home + path, wait_until="networkidle")
    if path == "words/":
        _link(page, "badge").hover()
        expect(_box(page)).to_be_visible()
    assert barriers(page, ".md-content, .bp-tooltip") == []
    page.context.close()


def test_print_shows_plain_words(page: Page) -> None:
    """On paper, words are words."""
    page.emulate_media(media="print")
    style = "link => getComputedStyle(link).textDecorationLine"
    assert page.locator("a.bp-word").first.evaluate(style) == "none"
