"""The glossary in a real browser, under its own policy: by keyboard, on paper, in other sites."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from barriers import barriers
from browsing import serve
from built_site import Site
from hosted import Hosted, nginx
from lxml import html
from playwright.sync_api import Browser, Page, expect

from badgepress import urls

pytest_plugins = ["site_fixtures", "visitor_fixtures"]

_LEADS_ON = "//meta[@http-equiv='refresh']"
CARD = 10 * 1024
"""Most bytes of a card, compressed, with the styles that it loads."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab; an error on any page in it fails the test."""
    context = browser.new_context(color_scheme="light")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(10_000)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "console",
        # A card that stands alone has no icon, which browsers ask for.
        lambda m: faults.append(m.text) if m.type == "error" and "404" not in m.text else None,
    )
    yield page
    context.close()
    assert faults == []


@pytest.fixture(scope="module")
def own(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where nginx serves this repository's own site."""
    hosted = Hosted(site.folder, site.folder, site.catalog, site.folder.parent)
    with nginx(hosted, tmp_path_factory.mktemp("nginx-own")) as address:
        yield address


@pytest.fixture(scope="module")
def traps(full_site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where nginx serves the full example, whose words would like to be code."""
    root = tmp_path_factory.mktemp("full-www")
    place = root / "all" / "of" / "it"
    place.parent.mkdir(parents=True)
    place.symlink_to(full_site.folder)
    hosted = Hosted(root, place, full_site.catalog, full_site.folder.parent)
    with nginx(hosted, tmp_path_factory.mktemp("nginx-full")) as address:
        yield address


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Address and folder of another site, on another origin."""
    for address in serve(tmp_path):
        yield address, tmp_path


def _glossary(site: Site) -> list[str]:
    """Every page of the glossary and every card, by address; former ids lead on at once."""
    moved = {path for path, page in site.pages.items() if page.tree.xpath(_LEADS_ON)}
    files = (path for path in site.files - moved if path.endswith(".html"))
    found = (path for path in files if re.match("(embed/)?([a-z]{2}/)?glossary/", path))
    return sorted(path.removesuffix("index.html") for path in found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_and_card_is_accessible(
    browser: Browser, traps: str, full_site: Site, scheme: str
) -> None:
    """axe finds nothing on any glossary page, translated page or card, in light and in dark."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    found: list[str] = []
    for path in (*_glossary(full_site), "es/catalog/every-field/"):
        page.goto(traps + path)
        page.wait_for_load_state("load")
        found += barriers(page)
    context.close()
    assert found == []


def test_definition_is_copied_by_keyboard(page: Page, own: str, site: Site) -> None:
    """Each form is copied by Enter on its button, and a screen reader is told which."""
    page.goto(f"{own}glossary/badge/", wait_until="networkidle")
    names = ["Address", "HTML", "Markdown", "Plain text with its source", "Citation"]
    buttons = page.locator(".bp-quotes").first.locator("button")
    assert buttons.count() == len(names)
    buttons.first.focus()
    for number, name in enumerate(names):
        assert page.evaluate("document.activeElement.dataset.copies") == (
            buttons.nth(number).get_attribute("data-copies")
        )
        page.keyboard.press("Enter")
        status = page.get_by_role("status").filter(has_text=f"Copied: {name}")
        status.wait_for()
        text = page.locator(f"#{buttons.nth(number).get_attribute('data-copies')}").text_content()
        assert page.evaluate("navigator.clipboard.readText()") == text
        if number < len(names) - 1:
            page.keyboard.press("Tab")  # to the next text, which scrolls by keyboard
            page.keyboard.press("Tab")
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "Micro-credentialing glossary"
    )


def test_definition_is_copied_where_the_clipboard_is_closed(page: Page, own: str) -> None:
    """A browser that lets no page write to the clipboard copies what is selected."""
    page.goto(f"{own}glossary/badge/", wait_until="networkidle")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error('no')); }")
    page.locator("[data-copies=quote-address]").click()
    page.get_by_role("status").filter(has_text="Copied: Address").wait_for()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text == "https://micro-credentials.example.org/glossary/badge/"


def test_texts_stand_there_without_scripts(browser: Browser, own: str) -> None:
    """Without scripts the texts are there to select, and no button promises anything."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{own}glossary/badge/")
    assert page.locator("#quote-citation").is_visible()
    assert page.locator(".bp-copy:visible").count() == 0
    page.goto(f"{own}glossary/")
    assert page.locator(".bp-filter:visible").count() == 0
    page.goto(f"{own}glossary/embed/")
    assert page.locator("#quote-snippet").is_visible()
    assert page.locator(".bp-builder:visible").count() == 0
    context.close()


def test_terms_are_filtered_while_typing(page: Page, own: str, site: Site) -> None:
    """What is typed is looked for in terms and definitions; the number found is announced."""
    page.goto(f"{own}glossary/", wait_until="networkidle")
    page.get_by_role("searchbox", name="Filter the terms").fill("RUBRIC scoring")
    shown = page.locator(".bp-terms > section:visible h2")
    page.get_by_role("status").filter(has_text=f"1 of {len(site.catalog.terms)} terms").wait_for()
    assert [text.strip() for text in shown.all_text_contents()] == ["Review Process"]
    page.locator(".bp-letters a", has_text="P").click()
    assert shown.count() == len(site.catalog.terms)
    page.goto(f"{own}es/glossary/", wait_until="networkidle")
    page.get_by_role("main").get_by_role("searchbox").fill("representacion digital")
    page.get_by_role("status").filter(has_text="1 de").wait_for()
    assert [text.strip() for text in shown.all_text_contents()] == ["Insignia"]


def test_translation_is_searched_in_its_language(page: Page, traps: str) -> None:
    """A translated page searches its own language: other forms of a word, and other pages."""
    page.goto(f"{traps}es/glossary/half/", wait_until="networkidle")
    page.locator(".bp-headsearch input").fill("mostradas")  # the text says "mostrada"
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/glossary/?q=mostradas")
    shown = page.locator(".bp-terms > section:visible h2")
    expect(shown).to_have_text(["Ñandú & <b>campo</b> (Ñ&C)"])
    page.get_by_role("status").filter(has_text="1 de 2").wait_for()
    assert page.locator(".bp-others").is_hidden()
    page.get_by_role("main").get_by_role("searchbox").fill("etiquetas")
    link = page.locator(".bp-others a")
    expect(link).to_have_text("Un nombre & <b>más</b>")
    assert page.url.endswith("?q=etiquetas")
    link.click()
    page.wait_for_url("**/es/catalog/every-field/")


def test_translation_without_an_index_is_filtered(page: Page, traps: str) -> None:
    """Where the search's files are missing, the words on the page are found all the same."""
    page.route("**/pagefind/**", lambda route: route.fulfill(status=404))
    page.goto(f"{traps}es/glossary/?q=mostrada", wait_until="networkidle")
    expect(page.locator(".bp-terms > section:visible h2")).to_have_count(1)
    page.get_by_role("status").filter(has_text="1 de 2").wait_for()


def test_glossary_prints_as_a_handout(page: Page, own: str) -> None:
    """All terms fit on four sheets, definitions and sources and nothing to click."""
    for path in ("glossary/", "es/glossary/"):
        page.goto(own + path, wait_until="networkidle")
        page.emulate_media(media="print")
        paper = page.pdf(prefer_css_page_size=True)
        assert 2 <= len(re.findall(rb"/Type\s*/Page[^s]", paper)) <= 4
        for hidden in (".bp-filter", ".bp-letters", ".md-header", ".bp-downloads", ".bp-lists"):
            assert page.locator(f"{hidden}:visible").count() == 0, hidden
        assert (
            page.locator(".bp-definition:visible").count() == page.locator(".bp-definition").count()
        )
        page.emulate_media(media="screen")


def test_cards_are_small(site: Site) -> None:
    """A card with its styles is at most 10 KB compressed, and loads nothing else."""
    cards = [path for path in _glossary(site) if path.startswith("embed/")]
    assert len(cards) == 2 * (len(site.catalog.terms) + 1)
    for path in cards:
        content = (site.folder / path / "index.html").read_bytes()
        tree = html.fromstring(content)
        loaded = tree.xpath("//link[@rel='stylesheet']/@href | //script/@src | //img/@src")
        styles = [site.folder / "assets/badgepress" / name.rpartition("/")[2] for name in loaded]
        assert (
            len(gzip.compress(content))
            + sum(len(gzip.compress(style.read_bytes())) for style in styles)
            <= CARD
        ), path
        assert not tree.xpath("//script")


def _host(folder: Path, body: str, style: str = "") -> None:
    text = "<!doctype html><meta charset=utf-8><title>x</title><link rel=icon href='data:,'>"
    (folder / "index.html").write_text(f"{text}<style>{style}</style>{body}", "utf-8")


@pytest.mark.parametrize("path", ["glossary/badge/", "glossary/", "es/glossary/badge/"])
def test_card_stands_in_another_site(
    page: Page, own: str, site: Site, elsewhere: tuple[str, Path], path: str
) -> None:
    """The frame that a page offers shows the card on another origin, at any width."""
    address, folder = elsewhere
    builder = path if path.count("/") > 1 else "glossary/embed/"
    offered = site.pages[f"{builder}index.html"].tree.xpath("string(//pre[@id='quote-frame'])")
    _host(folder, f"<div style='width:700px'>{offered.replace(site.base, own)}</div>")
    page.goto(address, wait_until="networkidle")
    card = page.frames[1]
    assert card.url == own + urls.embed(path)
    assert card.locator("h1").is_visible()
    for width in (700, 240):
        page.evaluate(f"document.querySelector('div').style.width = '{width}px'")
        assert card.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert card.evaluate("innerWidth") == min(width, 672)
    with page.expect_navigation():
        card.locator("h1 a").click()
    assert page.url == own + path


def test_page_itself_stands_in_no_other_site(
    browser: Browser, own: str, elsewhere: tuple[str, Path]
) -> None:
    """Only cards may be framed: what is no card is refused by its policy."""
    address, folder = elsewhere
    _host(folder, f"<iframe src='{own}glossary/badge/'></iframe>")
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address, wait_until="networkidle")
    framed = page.frames[1].locator(".bp-glossary").count()
    context.close()
    assert framed == 0
    assert any("frame-ancestors 'none'" in text for text in said)


@pytest.mark.parametrize(
    ("style", "fragment", "dark"),
    [
        (":root { color-scheme: light }", "", False),
        (":root { color-scheme: light }", "#dark", True),
        (":root { color-scheme: light }", "#light", False),
        (":root { color-scheme: dark }", "#light", False),
        (":root { color-scheme: dark }", "#dark", True),
        (":root { color-scheme: dark }", "", True),
    ],
)
def test_card_follows_the_colors_of_its_host(
    browser: Browser,
    own: str,
    elsewhere: tuple[str, Path],
    style: str,
    fragment: str,
    dark: bool,
) -> None:
    """A card is as light or dark as the page around it, or as its address says."""
    address, folder = elsewhere
    _host(folder, f"<iframe src='{own}embed/glossary/badge/{fragment}'></iframe>", style)
    # What a tester says of colors would go before what the host says.
    context = browser.new_context(color_scheme="null")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    color = page.frames[1].evaluate("getComputedStyle(document.body).backgroundColor")
    context.close()
    assert color == ("rgb(20, 24, 29)" if dark else "rgb(255, 255, 255)")


def test_snippet_takes_the_look_of_its_host(
    page: Page, site: Site, elsewhere: tuple[str, Path]
) -> None:
    """HTML without a frame has the host's colors and type, and quotes with its address."""
    address, folder = elsewhere
    tree = site.pages["glossary/badge/index.html"].tree
    snippet = tree.xpath("string(//pre[@id='quote-snippet'])")
    _host(folder, snippet, "body { color: rgb(1, 2, 3); font-family: serif; width: 200px }")
    page.goto(address)
    quote = page.locator("blockquote")
    assert quote.evaluate("e => getComputedStyle(e).color") == "rgb(1, 2, 3)"
    assert quote.get_attribute("cite") == f"{site.base}glossary/badge/"
    assert page.evaluate("document.querySelectorAll('script, style + style, iframe').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_card_is_put_together_and_seen(page: Page, own: str) -> None:
    """The page for cards writes what was chosen, and shows both kinds live."""
    page.goto(f"{own}glossary/embed/", wait_until="networkidle")
    frame, text = page.locator("iframe.bp-preview"), page.locator("#quote-frame")
    page.get_by_label("What to show").select_option(label="Backpack")
    page.get_by_label("dark", exact=True).check()
    expect(text).to_contain_text("/embed/glossary/backpack/#dark")
    card = page.frame_locator("iframe.bp-preview")
    expect(card.locator("h1")).to_have_text("Backpack")
    expect(card.locator("body")).to_have_css("background-color", "rgb(20, 24, 29)")
    expect(page.locator("#quote-snippet")).to_contain_text("A repository where earners")
    expect(page.locator(".bp-preview--snippet")).to_contain_text("A repository where earners")
    expect(text).to_contain_text(f'height="{frame.get_attribute("height")}"')
    assert int(frame.get_attribute("height") or 0) < 400
    page.get_by_label("Width of the preview").fill("300")
    box = frame.bounding_box()
    assert box
    assert box["width"] <= 302


def test_anchor_leads_to_a_term_that_words_leave_out(page: Page, own: str) -> None:
    """A link with words and an anchor shows the anchor's term; a broken anchor breaks nothing."""
    page.goto(f"{own}glossary/?q=backpack#stack", wait_until="networkidle")
    expect(page.locator("#stack")).to_be_in_viewport()
    page.evaluate("location.hash = '%E0%A4%A'")
    page.get_by_role("searchbox", name="Filter the terms").fill("backpack")
    expect(page.locator("#stack")).to_be_hidden()


def test_card_that_cannot_be_made_is_told(page: Page, own: str) -> None:
    """Where a term's page fails, a sentence stands there, and no text of another term."""
    page.goto(f"{own}glossary/embed/", wait_until="networkidle")
    page.route("**/glossary/backpack/", lambda route: route.fulfill(status=404))
    page.get_by_label("What to show").select_option(label="Backpack")
    status = page.locator(".bp-builder [role=status]")
    expect(status).to_contain_text("cannot be loaded now")
    expect(page.locator("#quote-snippet")).to_be_hidden()
    page.get_by_label("What to show").select_option(label="Badge")
    expect(page.locator("#quote-snippet")).to_contain_text("glossary/badge/")
    expect(status).to_be_empty()


def test_buttons_that_copy_have_names_of_their_own(page: Page, own: str) -> None:
    """A list of buttons, as screen readers make one, says what each copies."""
    page.goto(f"{own}glossary/badge/", wait_until="networkidle")
    names = [each.get_attribute("aria-label") for each in page.locator(".bp-copy").all()]
    assert "Copy: Markdown" in names
    assert len(names) == len({*names})
    assert page.locator(".bp-quotes [role=region]").count() == 0
