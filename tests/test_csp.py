"""The site in a real browser under its own Content-Security-Policy: nothing is refused."""

import hashlib
import re
from pathlib import Path

import material
import pytest
from built_site import Site
from hosted import Hosted
from playwright.sync_api import Page

from badgepress.pages.render import TEMPLATES

pytest_plugins = ["hosting_fixtures", "site_fixtures", "visitor_fixtures"]

SEEN_IN_MATERIAL = {
    "announce.html": "fbc798036968edbf",
    "base.html": "d6113712bc4deb30",
    "consent.html": "6dc38ea451a27ffd",
    "content.html": "3722e156f0f6339d",
    "outdated.html": "13165dec361fce13",
    "palette.html": "8790389765ea6036",
}
"""The scripts of Material's templates that the engine's files were written after."""
TEMPLATES_SEEN = {
    "base.html": "8536d352b0093623",
    "partials/copyright.html": "bc86bca3bf75070f",
    "partials/header.html": "8cf3fb15bcf969ff",
    "partials/language.html": "3a44516f305006ac",
    "partials/nav.html": "af33f6e032f632eb",
    "partials/palette.html": "fb935107ae7d3d74",
    "partials/search.html": "bfd556535abcddb9",
    "partials/tabs.html": "d2c82916569e645a",
}
"""The templates of Material that the engine's own stand for; `main.html` repeats a block."""


def _scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def test_no_page_holds_an_executable_script(any_site: Site) -> None:
    """Every script of every page is a file of the site, or data."""
    found = {
        f"{page.path}: {script.text[:80]}"
        for page in any_site.pages.values()
        for script in page.tree.xpath("//script[not(@src)]")
        if script.get("type") not in ("application/json", "application/ld+json")
    }
    assert sorted(found) == []


def test_every_kind_of_page_runs_without_a_complaint(
    home: str, page: Page, complaints: list[str]
) -> None:
    """Home, lists, a micro-credential, a version, a stack, the glossary: nothing is refused."""
    for path in (
        "", "catalog/", "catalog/safe-online/", "catalog/safe-online/v1/", "stacks/media-basics/",
        "glossary/", "glossary/badge/", "issuers/small-agency/", "frameworks/digital/", "tabs/",
        "use/catalog/safe-online/",
    ):  # fmt: skip
        got = page.goto(home + path, wait_until="networkidle")
        assert got, path
        assert got.status == 200, path
        assert page.evaluate("typeof document$ === 'object'"), path
    assert complaints == []


def test_page_that_is_not_there_runs_at_any_depth(
    home: str, page: Page, complaints: list[str]
) -> None:
    """The 404 page finds its styles and scripts wherever it appears."""
    for path in ("nothing/", "catalog/safe-online/v9/badgeclass.json"):
        got = page.goto(home + path, wait_until="networkidle")
        assert got
        assert got.status == 404
        assert page.evaluate("typeof document$ === 'object'")
        assert page.evaluate("__md_scope.href") == home
        page.get_by_role("main").get_by_role("link", name="the glossary").click()
        page.wait_for_url(home + "glossary/")
    assert [c for c in complaints if "404" not in c] == []


def test_dark_mode_is_kept_from_page_to_page(home: str, page: Page, complaints: list[str]) -> None:
    """The choice of light or dark holds on every page at every depth, from the first moment."""
    page.goto(home, wait_until="networkidle")
    assert _scheme(page) == "default"
    page.get_by_title("Switch to dark mode").click()
    assert _scheme(page) == "slate"
    for path in ("", "catalog/safe-online/v1/", "glossary/"):
        # Before the theme's large script has run, or there would be a flash of light.
        page.route("**/bundle.*.js", lambda route: route.fulfill(body=""))
        page.goto(home + path)
        assert _scheme(page) == "slate"
        page.unroute("**/bundle.*.js")
    assert complaints == []


def test_linked_tabs_stay_chosen(home: str, page: Page, complaints: list[str]) -> None:
    """A tab that was chosen is open when the page is seen again, in every set of tabs."""
    page.goto(home + "tabs/", wait_until="networkidle")
    assert page.get_by_text("The first.").is_visible()
    page.locator(".tabbed-labels label", has_text="Two").first.click()
    page.reload(wait_until="networkidle")
    assert page.get_by_text("The second.").is_visible()
    assert page.get_by_text("Another second.").is_visible()
    assert not page.get_by_text("The first.").is_visible()
    assert complaints == []


def test_tab_that_the_address_names_is_open(home: str, page: Page, complaints: list[str]) -> None:
    """A link to a tab opens it."""
    page.goto(home + "tabs/", wait_until="networkidle")
    name = page.locator("input[name^=__tabbed_1]").nth(1).get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{home}tabs/#{name}", wait_until="networkidle")
    assert page.get_by_text("The second.").is_visible()
    assert complaints == []


def test_announcement_that_was_closed_stays_closed(
    home: str, page: Page, complaints: list[str]
) -> None:
    """Whoever has closed an announcement is not shown it again."""
    page.goto(home + "tabs/", wait_until="networkidle")
    page.get_by_text("Hear, hear").wait_for()
    page.locator(".md-banner__button").click()
    page.route("**/bundle.*.js", lambda route: route.fulfill(body=""))
    page.reload(wait_until="networkidle")
    assert not page.get_by_text("Hear, hear").is_visible()
    assert complaints == []


def _bare_page(hosted: Hosted, name: str, body: str) -> str:
    """Write a page with one script of the frame's and what it works on; returns its address."""
    frame = "assets/badgepress/frame"
    scope = f'<script src="{frame}/scope.js" data-scope="."></script>'
    icon = '<link rel=icon href="data:,">'
    text = f"<!doctype html><title>x</title>{icon}{scope}{body}"
    text += f'<script src="{frame}/{name}.js" data-scope="."></script>'
    (hosted.folder / f"{name}.html").write_text(text, "utf-8")
    return f"{name}.html"


def test_consent_is_asked_for_once(
    hosted: Hosted, home: str, page: Page, complaints: list[str]
) -> None:
    """A visitor who has answered is not asked again, and the answer is shown as it was."""
    boxes = "".join(f"<input type=checkbox name={name}>" for name in ("analytics", "github"))
    form = f"<form name=consent>{boxes}<button type=submit>Yes</button></form>"
    body = f"<div data-md-component=consent hidden>{form}</div>"
    address = home + _bare_page(hosted, "consent", body)
    page.goto(address)
    page.get_by_role("button", name="Yes").wait_for()
    page.locator("[name=github]").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Yes").click()
    page.wait_for_timeout(500)
    assert not page.get_by_role("button", name="Yes").is_visible()
    checked = "names => names.map(name => document.forms.consent.elements[name].checked)"
    assert page.evaluate(checked, ["analytics", "github"]) == [False, True]
    assert complaints == []


def test_outdated_version_stays_marked(
    hosted: Hosted, home: str, page: Page, complaints: list[str]
) -> None:
    """A version that is known to be old says so from the first moment."""
    body = "<p data-md-component=outdated hidden>Outdated</p>"
    address = home + _bare_page(hosted, "outdated", body)
    page.goto(address)
    assert not page.get_by_text("Outdated").is_visible()
    page.evaluate("__md_set('__outdated', true, sessionStorage)")
    page.reload()
    assert page.get_by_text("Outdated").is_visible()
    assert complaints == []


def test_code_is_copied_with_one_click(home: str, page: Page, complaints: list[str]) -> None:
    """The button beside code puts it into the clipboard."""
    page.goto(home + "tabs/", wait_until="networkidle")
    page.locator("[data-md-type=copy], .md-clipboard").first.click()
    assert page.evaluate("navigator.clipboard.readText()") == "to be copied"
    assert complaints == []


def test_inline_script_is_refused(
    hosted: Hosted, home: str, page: Page, complaints: list[str]
) -> None:
    """Should markup ever slip into a page, its script does not run."""
    text = (hosted.folder / "index.html").read_text("utf-8")
    slipped = text.replace("</body>", "<script>window.slipped = 1</script></body>")
    (hosted.folder / "slipped.html").write_text(slipped, "utf-8")
    page.goto(home + "slipped.html", wait_until="networkidle")
    assert page.evaluate("window.slipped") is None
    assert len(complaints) == 1
    assert "Content Security Policy" in complaints[0]


@pytest.mark.parametrize("name", sorted(SEEN_IN_MATERIAL))
def test_materials_scripts_are_those_we_know(name: str) -> None:
    """When Material changes a script that the engine replaces, somebody reads the new one."""
    templates = Path(material.__file__).parent / "templates" / "partials" / "javascripts"
    text = (templates / name).read_bytes()
    assert hashlib.sha256(text).hexdigest()[:16] == SEEN_IN_MATERIAL[name]
    assert (TEMPLATES / "partials" / "javascripts" / name).is_file()


@pytest.mark.parametrize("name", sorted(TEMPLATES_SEEN))
def test_materials_templates_are_those_we_know(name: str) -> None:
    """When Material changes a template that the engine's own stands for, somebody reads it."""
    text = (Path(material.__file__).parent / "templates" / name).read_bytes()
    assert hashlib.sha256(text).hexdigest()[:16] == TEMPLATES_SEEN[name]


def test_no_other_template_of_materials_brings_a_script() -> None:
    """Material has no inline script besides those and the integrations that owners switch on."""
    templates = Path(material.__file__).parent / "templates"
    found = {
        file.relative_to(templates).as_posix()
        for file in templates.rglob("*.html")
        if re.search(r"<script(?![^>]*(?:src=|application/json))", file.read_text("utf-8"))
    }
    assert {name for name in found if not name.startswith("partials/integrations/")} == {
        *(f"partials/javascripts/{name}" for name in SEEN_IN_MATERIAL),
        "redirect.html",
    }


def test_criteria_are_printed_with_a_form_that_asks_for_them(home: str, page: Page) -> None:
    """On paper, "the criteria, below" are there; without such a form they take no page."""
    page.goto(home + "use/catalog/safe-online/", wait_until="networkidle")
    page.emulate_media(media="print")
    criteria = page.locator("#use-criteria")
    page.locator("#blackboard").evaluate("e => { e.closest('details').open = true }")
    assert not criteria.is_visible()
    page.locator("#canvas").evaluate("e => { e.closest('details').open = true }")
    assert page.get_by_role("link", name="the criteria, below").first.is_visible()
    assert criteria.is_visible()
    assert page.evaluate(
        "e => e.scrollHeight <= e.clientHeight", criteria.locator("..").element_handle()
    )


def test_what_cannot_be_copied_is_unfolded_and_selected(home: str, page: Page) -> None:
    """Where the browser refuses, the text is selected and seen, although it was folded away."""
    page.goto(home + "use/catalog/safe-online/", wait_until="networkidle")
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(Error('no'));"
        " document.execCommand = () => false; }"
    )
    page.locator("#blackboard").click()
    form = page.locator("section[aria-labelledby=blackboard]")
    form.get_by_role("button", name="Copy all").click()
    form.get_by_text("The text is selected").wait_for()
    assert form.locator("#blackboard-text").is_visible()
    assert page.evaluate("getSelection().toString()").startswith("Title:\nSafe Online")


def test_form_is_copied_by_one_click_and_printed_alone(
    home: str, page: Page, complaints: list[str]
) -> None:
    """A click copies a field, another one the whole form; the open form is what is printed."""
    page.goto(home + "use/catalog/safe-online/", wait_until="networkidle")
    page.locator("#blackboard").click()
    form = page.locator("section[aria-labelledby=blackboard]")
    form.get_by_role("button", name="Copy: Title").click()
    assert page.evaluate("navigator.clipboard.readText()") == "Safe Online"
    form.get_by_text("Title: copied.").wait_for()
    form.get_by_role("button", name="Copy all").click()
    page.wait_for_function("navigator.clipboard.readText().then(text => text.includes('Image:'))")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Title:\nSafe Online\n\nDescription:\n")
    page.emulate_media(media="print")
    assert form.get_by_text("Title", exact=True).is_visible()
    assert not page.locator("#schoology").is_visible()
    assert not form.get_by_role("button", name="Print").is_visible()
    assert complaints == []
