"""The page of a micro-credential: shared, kept, printed, corrected, and light."""

import csv
import gzip
import io
import re
import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from browsing import serve
from built_site import Site
from conftest import MakeProject
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from badgepress.accessibility import addresses
from badgepress.artwork.raster import rasterize
from badgepress.catalog import Catalog
from badgepress.compact import compact
from badgepress.handouts import checklist_csv, checklist_markdown, qr_code
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.pages.related import Related
from badgepress.project import open_catalog

pytest_plugins = ["hosting_fixtures", "site_fixtures", "visitor_fixtures"]

KB = 1000
HTML_LIMIT, FIRST_VIEW_LIMIT, CARD_LIMIT = 15 * KB, 150 * KB, 10 * KB


@pytest.fixture
def entry_home(site: Site, own_home: str) -> str:
    """The address of some micro-credential's page."""
    return own_home + addresses(site.catalog)["Micro-credential"]


def _first_rubrics(site: Site) -> list[str]:
    """Every text of the first micro-credential's rubrics, as plain text."""
    data = next(iter(site.catalog.micro_credentials.values())).data
    return [text for part in data.parts for row in part.rows for text in row.rubric.values()]


def _words(text: str) -> str:
    """Letters and digits alone: lines of a print break anywhere."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


# Share


def test_link_is_copied(page: Page, complaints: list[str], entry_home: str, site: Site) -> None:
    """One click puts the page's public address on the clipboard, and the page says so."""
    page.goto(entry_home, wait_until="networkidle")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("The link is copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == site.base + addresses(site.catalog)["Micro-credential"]
    assert complaints == []


def test_link_that_may_not_be_copied_is_selected(page: Page, entry_home: str, site: Site) -> None:
    """Where the browser refuses, the page says what to do, and the address is selected."""
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('no'));"
        "document.execCommand = () => false"
    )
    page.goto(entry_home, wait_until="networkidle")
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("copy it with Ctrl+C or ⌘C").wait_for()
    selected = page.evaluate("getSelection().toString()").strip()
    assert selected == site.base + addresses(site.catalog)["Micro-credential"]


def test_card_stands_on_another_site(
    page: Page, own_home: str, entry_home: str, site: Site, tmp_path: Path
) -> None:
    """The copied HTML shows the card on a foreign page; its link opens outside of the frame."""
    page.goto(entry_home)
    snippet = (page.locator("#share-snippet").text_content() or "").replace(site.base, own_home)

    (tmp_path / "index.html").write_text(f"<title>Elsewhere</title><p>{snippet}", "utf-8")
    for elsewhere in serve(tmp_path):
        page.goto(elsewhere, wait_until="networkidle")
    first = next(iter(site.catalog.micro_credentials.values()))
    link = page.frame_locator("iframe").get_by_role("link", name=first.data.name)
    link.click()
    page.wait_for_url(entry_home)


def test_cards_are_small_and_have_no_script(site: Site) -> None:
    """A card costs its host site at most 10 KB, compressed, picture and styles included."""
    styles = gzip.compress((site.folder / "assets/badgepress/embed.css").read_bytes())
    cards = [path for path in site.cards if re.match(r"embed/(catalog|stacks)/", path)]
    assert len(cards) == len(list(site.catalog.offered()))
    for path in cards:
        total = len(gzip.compress((site.folder / path).read_bytes())) + len(styles)
        tree = site.cards[path].tree
        assert tree.xpath("//script") == []
        for image in tree.xpath("//img/@src"):
            file = (site.folder / path).parent / image
            total += len(gzip.compress(file.read_bytes()))
        assert total <= CARD_LIMIT, path


def test_code_leads_to_the_page(site: Site, tmp_path: Path) -> None:
    """A phone's camera reads the page's address from the QR code of every page."""
    for kind, entry in site.catalog.offered():
        path = f"{kind.address}/{entry.id}/"
        picture = rasterize((site.folder / path / "keep/qr.svg").read_text("utf-8"))
        image = Image.open(io.BytesIO(picture)).convert("L")
        assert [code.text for code in zxingcpp.read_barcodes(image)] == [site.base + path]


def test_links_elsewhere_show_the_badge(site: Site) -> None:
    """Networks that make a card of a link find name, summary, address and picture."""
    for kind, entry in site.catalog.offered():
        tree = site.pages[f"{kind.address}/{entry.id}/index.html"].tree
        found = {
            meta.get("property"): meta.get("content") for meta in tree.xpath("//meta[@property]")
        }
        assert found["og:title"] == entry.data.name
        assert found["og:description"] == entry.data.summary
        assert found["og:url"] == f"{site.base}{kind.address}/{entry.id}/"
        if "og:image" in found:
            assert site.file_at(found["og:image"])
        else:
            assert entry.data.awards == "none"


# Print and keep


def test_print_holds_every_rubric_and_no_chrome(
    page: Page, entry_home: str, site: Site, tmp_path: Path
) -> None:
    """On paper stand all rubrics and the address; menus, footers and buttons do not."""
    page.goto(entry_home, wait_until="networkidle")
    page.pdf(path=tmp_path / "page.pdf", format="Letter")
    reader = PdfReader(tmp_path / "page.pdf")
    text = _words(" ".join(sheet.extract_text() for sheet in reader.pages))
    assert [row for row in _first_rubrics(site) if _words(row) not in text] == []
    assert _words(site.base + addresses(site.catalog)["Micro-credential"]) in text
    for chrome in ("Skip to content", "Copy link", "Table of contents", "Changes (Atom feed)"):
        assert _words(chrome) not in text
    page.emulate_media(media="print")
    code = page.locator(".bp-share__code")
    assert code.is_visible()
    assert code.evaluate("image => image.naturalWidth") > 0


def test_checklist_is_downloaded(page: Page, entry_home: str, site: Site) -> None:
    """The checklist of the page holds each part, its limits and each level of its rubric."""
    page.goto(entry_home, wait_until="networkidle")
    first = next(iter(site.catalog.micro_credentials.values()))
    texts = {}
    for name in ("Markdown", "CSV"):
        with page.expect_download() as download:
            page.get_by_role("link", name=f"Evidence checklist ({name})").click()
        assert download.value.suggested_filename.startswith(f"{first.id}-checklist.")
        texts[name] = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(texts["CSV"])))
    assert len(rows) == sum(len(part.rows) for part in first.data.parts)
    for part in first.data.parts:
        assert f": {part.name}\n" in texts["Markdown"]
        assert {row["Prompt"] for row in rows if row["Name"] == part.name} == {part.prompt}
    for text in _first_rubrics(site):
        assert text in texts["Markdown"]
        assert any(text in row.values() for row in rows)


def test_checklist_runs_no_formula(project: MakeProject) -> None:
    """A text that a spreadsheet would run arrives as text, names of levels included."""
    catalog = _small(project)
    entry = catalog.micro_credentials["safe-online"]
    part = entry.data.parts[0].model_copy(update={"name": "=1+1", "prompt": "@SUM(A1)"})
    data = entry.data.model_copy(update={"parts": (part,)})
    hostile = type(entry)(entry.id, data, entry.file)
    row = next(iter(csv.DictReader(io.StringIO(checklist_csv(catalog, hostile).lstrip("\ufeff")))))
    assert (row["Name"], row["Prompt"]) == ("'=1+1", "'@SUM(A1)")
    assert "## Part 1: =1+1\n" in checklist_markdown(catalog, hostile)


def test_code_is_always_the_same() -> None:
    """Two builds draw the same QR code."""
    assert qr_code("https://b.example.org/") == qr_code("https://b.example.org/")


# Understand and correct


def _small(project: MakeProject) -> Catalog:
    return open_catalog(project())[0]


def test_related_ones_are_few_and_others(site: Site) -> None:
    """What is related is of the same kind, offered, and not linked as before or after anyhow."""
    catalog = site.catalog
    related = Related(catalog)
    for kind, entry in catalog.offered():
        found = related.of(kind, entry)
        assert len({each.id for each in found}) == len(found) <= 3
        assert entry.id not in {each.id for each in found}
        if kind is MICRO_CREDENTIAL:
            linked = {*entry.data.prerequisites, *(e.id for e in catalog.unlocks.get(entry.id, ()))}
            assert not linked & {each.id for each in found}


def test_place_in_each_stack_is_marked(site: Site) -> None:
    """Each stack that asks for it is drawn, with the step marked that is met by it."""
    for (kind, entity_id), stacks in site.catalog.in_stacks.items():
        folder = "stacks" if kind == STACK.name else "catalog"
        tree = site.pages[f"{folder}/{entity_id}/index.html"].tree
        drawn = tree.xpath("//ol[@class='bp-strip']")
        assert len(drawn) == len({stack.id for stack in stacks})
        assert all(strip.xpath("li[@aria-current='step']") for strip in drawn)


def test_promises_lead_to_their_terms(site: Site) -> None:
    """How the four promises are kept stands on each page with a badge, linked to the glossary."""
    for path, page in site.pages.items():
        if re.fullmatch(r"catalog/[^/]+/index\.html", path):
            named = page.tree.xpath("//dl[@class='bp-promises']//dt")
            names = [each.text_content() for each in named]
            assert names == ["Portable", "Stackable", "Verifiable", "Open"]


def test_correction_names_file_field_and_text(full_site: Site) -> None:
    """Each field's correction opens a message that tells where it stands and what it says."""
    tree = full_site.pages["catalog/every-field/index.html"].tree
    links = tree.xpath("//details[@class='bp-corrections']//a/@href")
    bodies = [parse_qs(urlsplit(link).query)["body"][0] for link in links]
    data = full_site.catalog.micro_credentials["every-field"].data
    fields = [re.search(r"Field: (.*)\n", body) for body in bodies]
    assert [field[1] for field in fields if field] == [
        "name", "summary", "competency", "method.key",
        *(f"parts[{index + 1}].prompt" for index in range(len(data.parts))),
    ]  # fmt: skip
    assert data.summary in bodies[1]
    assert all("every-field.yaml" in body for body in bodies)


def test_home_searches_the_catalog(page: Page, own_home: str, complaints: list[str]) -> None:
    """What is typed on the home page is asked of the catalog."""
    page.goto(own_home, wait_until="networkidle")
    page.get_by_label("What do you want to show that you can do?").fill("fair use")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/catalog/\?q=fair(\+|%20)use"))
    assert complaints == []


# Weight


def test_html_is_light(site: Site) -> None:
    """The HTML of every micro-credential's page is at most 15 KB, compressed."""
    sizes = {
        path: len(gzip.compress((site.folder / path).read_bytes(), 6))
        for path in site.pages
        if re.fullmatch(r"catalog/[^/]+/(v\d+/)?index\.html", path)
    }
    assert {path: size for path, size in sizes.items() if size > HTML_LIMIT} == {}


@pytest.mark.parametrize("width", [375, 1280])
def test_first_view_is_light(site: Site, own_home: str, browser: Browser, width: int) -> None:
    """A new visitor's first page takes at most 150 KB over the network, all requests together."""
    with browser.new_context(viewport={"width": width, "height": 812}) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda done: sizes.append(done["encodedDataLength"]))
        page.goto(own_home + addresses(site.catalog)["Micro-credential"], wait_until="networkidle")
        assert sum(sizes) <= FIRST_VIEW_LIMIT, sorted(sizes)


@pytest.mark.parametrize("late", [None, "**/*.js", "**/plan/*.css"])
def test_nothing_moves_while_it_loads(
    site: Site, own_home: str, browser: Browser, late: str | None
) -> None:
    """What a reader looks at stays where it is, though scripts or a page's own styles come late."""
    with browser.new_context(viewport={"width": 375, "height": 812}) as context:
        page = context.new_page()
        if late:
            page.route(late, lambda route: (time.sleep(0.2), route.continue_()))
        page.add_init_script(
            "window.shift = 0; new PerformanceObserver(list => { for (const each of"
            " list.getEntries()) window.shift += each.value })"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        for path in addresses(site.catalog).values():
            page.goto("about:blank")  # or what follows # alone would change, without a page
            page.goto(own_home + path, wait_until="networkidle")
            assert page.evaluate("window.shift") < 0.05, path


def test_indentation_is_left_out_of_texts_alone() -> None:
    """Preformatted text, scripts and forms keep every space."""
    kept = "<pre>\n  a\n\n  b</pre><textarea>\n c</textarea><script>\n  d\n</script>"
    assert compact(f"<p>\n   x\n\n  y</p>\n  {kept}\n   <p>z") == f"<p>\nx\ny</p>\n{kept}\n<p>z"
