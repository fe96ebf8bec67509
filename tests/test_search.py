"""The catalog's search in a real browser: served by nginx, under the site's own policy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from hosted import Hosted
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

pytest_plugins = ["hosting_fixtures", "site_fixtures", "visitor_fixtures"]

_HOURS = re.compile(r"(\d+) hours")
EVERYTHING = 3
"""Micro-credentials of the small example."""


@dataclass
class Visit:
    """A tab on the catalog's page, with what was asked for and what went wrong."""

    page: Page
    home: str
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def open(self, query: str = "", path: str = "catalog/") -> None:
        self.page.goto(f"{self.home}{path}{query}", wait_until="networkidle")

    @property
    def query(self) -> str:
        return urlsplit(self.page.url).query

    @property
    def said(self) -> str:
        return self.page.locator("[data-say=count]").inner_text()

    def expect_names(self, *names: str) -> None:
        """The results are these cards, in this order."""
        cards = self.page.locator("[data-cards] .bp-card__name")
        expect(cards).to_have_text(list(names))

    def expect_plain(self) -> None:
        """The plain list stands there, and no results."""
        expect(self.page.locator(".bp-plain .bp-card")).to_have_count(EVERYTHING)
        expect(self.page.locator(".bp-plain")).to_be_visible()
        expect(self.page.locator("[data-cards]")).to_be_hidden()

    def more_filters(self) -> None:
        self.page.locator(".bp-facets details").evaluate("details => { details.open = true }")

    def chip(self, facet: str, value: str) -> None:
        self.page.locator(f"[data-facet={facet}]").get_by_role("button", name=value).click()


def _visit(context: BrowserContext, home: str) -> Visit:
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), home)
    visit.page.on("request", lambda request: visit.asked.append(request.url))
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    visit.page.on(
        "console",
        lambda said: (
            visit.complaints.append(said.text) if said.type in ("error", "warning") else None
        ),
    )
    return visit


@pytest.fixture
def visit(browser: Browser, home: str) -> Iterator[Visit]:
    """A visitor who has seen nothing before; nothing may be refused, fail, or leave the site."""
    context = browser.new_context()
    visit = _visit(context, home)
    yield visit
    context.close()
    assert visit.complaints == []
    assert [url for url in visit.asked if not url.startswith((home, "data:"))] == []


def test_search_finds_a_card_that_leads_to_its_page(visit: Visit) -> None:
    """A word of a micro-credential's text finds its card, as it stands in the plain list."""
    visit.open()
    plain = visit.page.locator(".bp-plain .bp-card", has_text="Safe Online").inner_html()
    visit.page.locator("#bp-q").fill("protect")
    visit.expect_names("Safe Online")
    assert visit.query == "q=protect"
    card = visit.page.locator("[data-cards] .bp-card")
    same = [re.sub(r"<h\d|</h\d|\s+", "", html) for html in (plain, card.inner_html())]
    assert same[0] == same[1]
    card.get_by_role("link").click()
    visit.page.wait_for_url(f"{visit.home}catalog/safe-online/")


def test_every_choice_gives_as_many_cards_as_it_says(visit: Visit) -> None:
    """Each filter's number is what it gives, it stands in the address, and it can be taken back."""
    visit.open()
    visit.more_filters()
    expect(
        visit.page.locator("[data-facet=issuer] select, [data-facet=issuer] button")
    ).to_have_count(1)
    facets = visit.page.locator("[data-facet]").evaluate_all(
        "groups => groups.map(g => [g.dataset.facet, g.querySelectorAll('button').length])"
    )
    assert {name for name, _ in facets} == {
        "focus-area", "competency", "level", "role", "ceu", "renewal-category", "stack", "issuer",
        "recognized-by",
    }  # fmt: skip
    for facet, number in facets:
        for index in range(number):
            chip = visit.page.locator(f"[data-facet={facet}] button").nth(index)
            count = int(chip.locator("span").inner_text())
            assert count > 0
            chip.click()
            expect(chip).to_have_attribute("aria-pressed", "true")
            expect(visit.page.locator("[data-cards] .bp-card")).to_have_count(count)
            assert visit.query.startswith(f"{facet}=")
            chip.click()
            visit.expect_plain()
            assert visit.query == ""


def test_choice_that_would_give_nothing_is_not_offered(visit: Visit) -> None:
    """With a level chosen, focus areas that have none of it are gone; a second level widens."""
    visit.open()
    visit.more_filters()
    visit.chip("level", "Advanced")
    visit.expect_names("Media Projects")
    shown = visit.page.locator("[data-facet=focus-area] button:visible")
    expect(shown).to_have_text(["Media 1"])
    visit.chip("level", "Foundational")
    visit.expect_names("Media Projects", "Naming Sources")
    expect(shown).to_have_text(["Media 2"])


def test_filtered_view_is_a_link(visit: Visit, browser: Browser) -> None:
    """What one visitor sees, another one sees who opens the address."""
    visit.open()
    visit.more_filters()
    visit.chip("level", "Foundational")
    visit.chip("level", "Advanced")
    visit.page.locator("[data-sort]").select_option("name")
    visit.page.locator("#bp-q").fill("students")
    expect(visit.page).to_have_url(
        re.compile(r"\?q=students&level=advanced&level=foundational&sort=name$")
    )
    visit.expect_names("Media Projects", "Naming Sources")
    context = browser.new_context()
    other = _visit(context, visit.home)
    other.open(f"?{visit.query}")
    other.expect_names("Media Projects", "Naming Sources")
    assert other.page.locator("#bp-q").input_value() == "students"
    expect(other.page.locator("[data-facet=level] [aria-pressed=true]")).to_have_count(2)
    assert other.page.locator("[data-sort]").input_value() == "name"
    context.close()


def test_back_and_forward_go_through_the_views(visit: Visit) -> None:
    """The browser's history holds each view, the plain list too."""
    visit.open()
    visit.more_filters()
    visit.chip("level", "Advanced")
    visit.expect_names("Media Projects")
    visit.chip("level", "Intermediate")
    visit.expect_names("Media Projects", "Safe Online")
    visit.page.go_back()
    visit.expect_names("Media Projects")
    visit.page.go_back()
    visit.expect_plain()
    visit.page.go_forward()
    visit.expect_names("Media Projects")
    expect(visit.page.locator("[data-facet=level] [aria-pressed=true]")).to_have_text(
        ["Advanced 1"]
    )


def test_whole_catalog_is_sorted_without_a_search(visit: Visit) -> None:
    """Above the plain list an order can be chosen; it makes a view with all of the catalog."""
    visit.open()
    sort = visit.page.get_by_label("Sort by")
    expect(sort).to_be_visible()
    expect(sort).to_have_value("name")
    for name in ("Results", "Clear all"):
        expect(visit.page.get_by_text(name, exact=True)).to_be_hidden()
    assert visit.page.locator("[data-sort] option:not([hidden])").count() == EVERYTHING
    sort.select_option("hours")
    expect(visit.page.locator("[data-cards] .bp-card")).to_have_count(EVERYTHING)
    assert visit.query == "sort=hours"
    visit.page.get_by_role("link", name="Clear all").click()
    visit.expect_plain()
    expect(sort).to_have_value("name")


def test_what_is_not_the_catalogs_stays_in_the_address(visit: Visit) -> None:
    """Parameters and the fragment that others put into a link change nothing, and are kept."""
    visit.open("?utm_source=mail&colour=red#top")
    visit.expect_plain()
    visit.more_filters()
    visit.chip("level", "Advanced")
    visit.expect_names("Media Projects")
    assert visit.page.url.endswith("?level=advanced&utm_source=mail&colour=red#top")
    visit.page.get_by_role("link", name="Clear all").click()
    visit.expect_plain()
    assert visit.page.url.endswith("?utm_source=mail&colour=red#top")


def test_later_page_of_everything_is_shown(own_home: str, page: Page) -> None:
    """A link to a further page of the whole catalog shows as much as it says."""
    page.goto(f"{own_home}catalog/?page=2", wait_until="networkidle")
    cards = page.locator("[data-cards] .bp-card")
    cards.first.wait_for()
    total = int(page.locator("[data-say=count]").inner_text().split()[0])
    expect(cards).to_have_count(min(24, total))


def test_results_are_sorted_as_asked(own_home: str, page: Page) -> None:
    """By name, by hours, and the newest first; each order has every result."""
    cards = page.locator("[data-cards] .bp-card")
    orders: dict[str, list[str]] = {}
    for order in ("name", "hours"):
        page.goto(f"{own_home}catalog/?sort={order}&page=9", wait_until="networkidle")
        cards.first.wait_for()
        orders[order] = cards.all_inner_texts()
    names = [text.splitlines() for text in orders["name"]]
    hours = [int(_HOURS.search(text)[1]) for text in orders["hours"]]  # type: ignore[index]
    assert hours == sorted(hours)
    assert len(set(hours)) > 1
    assert orders["hours"] != orders["name"]
    assert names == sorted(names, key=lambda lines: next(x for x in lines[1:] if x).casefold())


def test_newest_stand_first(own_home: str, page: Page) -> None:
    """The day of publication decides, the latest first; what is of one day stays by name."""

    def dated(route: Route) -> None:
        found = route.fetch().json()
        days = [20260101, 20260301, 20260201]
        if "newest" in found:
            found["newest"] = [days[row % 3] for row, _ in enumerate(found["newest"])]
        route.fulfill(json=found)

    page.route("**/pagefind/rows/*.json", dated)
    titles = page.locator("[data-cards] .bp-card__name")
    page.goto(f"{own_home}catalog/?sort=name&page=9", wait_until="networkidle")
    titles.first.wait_for()
    by_name = titles.all_inner_texts()
    page.goto(f"{own_home}catalog/?sort=newest&page=9", wait_until="networkidle")
    expect(titles).to_have_text([*by_name[1::3], *by_name[2::3], *by_name[::3]])


def test_rubbish_in_a_link_is_told_and_left_out(visit: Visit) -> None:
    """Unknown values are named in a sentence each; what is known of the link still holds."""
    visit.open("?level=advanced&level=expert&sort=size&page=x&status=gone&utm_source=mail&q=%ff")
    notices = visit.page.locator("[data-say=notices] li")
    expect(notices).to_have_text(
        [
            "There is no order “size”; the usual one is used.",
            "“x” is no page of results; the first one is shown.",
            "This link asks for “expert” under “Level”, which is not in this catalog."
            " It was left out.",
            "This link asks for “gone” under “status”, which is not in this catalog."
            " It was left out.",
        ]
    )
    visit.open("?level=advanced&level=<img src=x onerror=alert(1)>")
    visit.expect_names("Media Projects")
    expect(notices).to_have_count(1)


def test_nothing_found_says_what_to_do(visit: Visit) -> None:
    """An empty result is a sentence with the next step, and one click leads back."""
    visit.open("?q=zzzzzz&level=advanced")
    expect(visit.page.locator("[data-say=count]")).to_have_text(
        "No micro-credential fits. Take a filter away, or clear all to see the whole catalog."
    )
    visit.page.get_by_role("link", name="Clear all").click()
    visit.expect_plain()
    assert visit.page.locator("#bp-q").input_value() == ""


def test_misspelled_word_is_mended(visit: Visit) -> None:
    """A search that finds little proposes the word that was meant, and a click searches for it."""
    visit.open("?q=protcet+onlien")
    link = visit.page.locator(".bp-meant a")
    expect(link).to_have_text("protcet online")
    visit.open("?q=onlien")
    expect(link).to_have_text("online")
    link.click()
    visit.expect_names("Safe Online")
    assert visit.query == "q=online"
    expect(link).to_have_count(0)


def test_mended_word_keeps_the_filters(visit: Visit) -> None:
    """Whoever follows a proposed word stays within the filters and the order that were chosen."""
    visit.open("?q=studnets&level=advanced&sort=hours")
    link = visit.page.locator(".bp-meant a")
    expect(link).to_have_text("students")
    kept = "?q=students&level=advanced&sort=hours"
    assert link.get_attribute("href") == kept
    link.click()
    visit.expect_names("Media Projects")
    assert f"?{visit.query}" == kept


def test_broken_vocabulary_takes_away_the_proposal_alone(browser: Browser, home: str) -> None:
    """Where a host answers with a page in place of the list of words, the search still works."""
    context = browser.new_context()
    visit = _visit(context, home)
    visit.page.route("**/vocabulary.json", lambda route: route.fulfill(body="<!doctype html>"))
    visit.open("?q=onlien")
    expect(visit.page.locator("[data-say=count]")).to_contain_text("No micro-credential fits.")
    expect(visit.page.locator(".bp-meant a")).to_have_count(0)
    visit.page.locator("#bp-q").fill("protect")
    visit.expect_names("Safe Online")
    assert visit.complaints == []
    context.close()


def test_vocabulary_is_loaded_only_when_little_is_found(visit: Visit) -> None:
    """Whoever spells well loads no list of words."""
    visit.open("?q=students")
    expect(visit.page.locator("[data-cards] .bp-card")).to_have_count(EVERYTHING)
    assert [url for url in visit.asked if "vocabulary" in url or "spelling" in url] == []


SPELLING = {
    "copywrite": "copyright",
    "copyrght": "copyright",
    "citizenshp": "citizenship",
    "micorcredential": "micro-credential",
    "licencure": "licensure",
    "asessment": "assessment",
}


@pytest.mark.parametrize("word", SPELLING)
def test_words_that_look_or_sound_alike_lead_to_the_right_one(visit: Visit, word: str) -> None:
    """Common misspellings of the field find the word that was meant, among many others."""
    visit.open()
    vocabulary = [
        "micro-credentials", "copy", "copies", "citizen", "license", "assess", "credential",
        "access", "write", "right", *SPELLING.values(),
    ]  # fmt: skip
    mend = """async ([home, word, words]) =>
        (await import(home + "assets/badgepress/search/spelling.js")).meant(word, words)"""
    found = visit.page.evaluate(mend, [visit.home, word, vocabulary])
    assert found in (SPELLING[word], f"{SPELLING[word]}s")
    assert visit.page.evaluate(mend, [visit.home, SPELLING[word], vocabulary]) is None


LACKED = (
    "kindergarten", "superintendent", "photography", "mathematics", "volleyball", "wharrgarbl",
    "chemistry", "lunch", "basketball", "playground",
)  # fmt: skip


@pytest.mark.parametrize("word", LACKED)
def test_word_that_the_site_lacks_is_not_taken_for_another(visit: Visit, word: str) -> None:
    """A real word that looks and sounds like nothing on the site gives no proposal."""
    visit.open()
    vocabulary = ["digital", "media", "micro-credential", "teacher", *SPELLING.values()]
    mend = """async ([home, word, words]) =>
        (await import(home + "assets/badgepress/search/spelling.js")).meant(word, words)"""
    assert visit.page.evaluate(mend, [visit.home, word, vocabulary]) is None
    assert visit.page.evaluate(mend, [visit.home, f"copyright {word}", vocabulary]) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("cluster", "stack"),
        ("CEU", "continuing education unit"),
        ("ceus", "continuing education unit"),
    ],
)
def test_other_words_and_abbreviations_find_their_term(visit: Visit, words: str, name: str) -> None:
    """A term is found by its other words and forms, and stands first among the other pages."""
    visit.open(f"?q={words}")
    first = visit.page.locator(".bp-hits li").first
    expect(first).to_contain_text("Glossary")
    expect(first.get_by_role("link")).to_contain_text(name)
    first.get_by_role("link").click()
    visit.page.wait_for_url(f"{visit.home}glossary/**")


def test_site_says_how_each_fits_and_remembers_on_request(visit: Visit) -> None:
    """Role and district are kept in the browser when one asks for it, and forgotten likewise."""
    visit.open()
    visit.page.get_by_text("Show how each fits me").click()
    visit.page.get_by_label("My role").select_option("Teacher")
    visit.page.get_by_label("My district or school").select_option("Small County Schools")
    fits = visit.page.locator(".bp-card__fit")
    told = "For your role, {} by Small County Schools."
    expect(fits).to_have_text(
        [told.format(word) for word in ("not recognized yet", "recognized", "not recognized yet")]
    )
    visit.open()
    expect(visit.page.locator(".bp-me select").first).to_have_value("")
    visit.page.get_by_text("Show how each fits me").click()
    visit.page.get_by_label("My district or school").select_option("Small County Schools")
    visit.page.get_by_role("button", name="Remember in this browser").click()
    visit.open()
    expect(fits).to_have_count(EVERYTHING)
    visit.page.get_by_text("Show how each fits me").click()
    visit.page.get_by_role("button", name="Only what counts there").click()
    visit.expect_names("Naming Sources")
    assert visit.query == "recognized-by=small-county"
    visit.page.get_by_role("button", name="Forget").click()
    visit.open()
    visit.expect_plain()


def test_remembered_district_that_is_gone_is_forgotten(visit: Visit) -> None:
    """What the catalog no longer has is told once and forgotten; the rest stays remembered."""
    visit.open()
    visit.page.evaluate(
        """localStorage.setItem(`${new URL(document.querySelector(".bp-find").dataset.home,
            location.href).pathname}.bp-me`,
            '{"role": "teacher", "recognized-by": "gone-district"}')"""
    )
    fits = visit.page.locator(".bp-card__fit")
    notices = visit.page.locator("[data-say=notices] li")
    visit.open()
    expect(fits).to_have_text(["For your role."] * EVERYTHING)
    expect(notices).to_have_text(
        [
            "“gone-district”, remembered under “My district or school”, is not in this catalog"
            " anymore. It was forgotten."
        ]
    )
    visit.open()
    expect(fits).to_have_text(["For your role."] * EVERYTHING)
    expect(notices).to_have_count(0)


def test_results_follow_words_that_are_deleted(visit: Visit) -> None:
    """Two letters are searched for as well, and no results stay behind when words are deleted."""
    visit.open("?q=protect")
    visit.expect_names("Safe Online")
    field = visit.page.locator("#bp-q")
    field.press("End")
    for _ in range(5):
        field.press("Backspace")
    expect(visit.page).to_have_url(f"{visit.home}catalog/?q=pr")
    expect(visit.page.locator("[data-cards] .bp-card")).not_to_have_count(1)
    field.press("Backspace")
    field.press("Backspace")
    visit.expect_plain()
    field.press_sequentially("on")
    expect(visit.page).to_have_url(f"{visit.home}catalog/?q=on")


def _without_pause(visit: Visit) -> None:
    """Open the catalog for a reader who types on and on: time stands still between two keys."""
    visit.page.clock.install(time="2026-01-01T00:00:00")
    visit.open()
    visit.page.clock.pause_at("2026-01-02T00:00:00")


def test_typing_is_answered_before_it_pauses(visit: Visit) -> None:
    """Cards follow the letters at once; address, announcement and counts come with the pause."""
    _without_pause(visit)
    count = visit.page.locator("[data-say=count]")
    field = visit.page.locator("#bp-q")
    field.press_sequentially("prot")
    visit.expect_names("Safe Online")
    assert visit.query == ""
    expect(count).to_have_attribute("aria-busy", "true")
    expect(count).to_have_text("1 micro-credential.")
    visit.page.clock.run_for(1000)
    expect(visit.page).to_have_url(f"{visit.home}catalog/?q=prot")
    assert count.get_attribute("aria-busy") is None
    expect(visit.page.locator("[data-facet=level]")).to_contain_text("Intermediate 1")
    visit.page.clock.resume()
    visit.page.go_back()
    visit.expect_plain()


def test_first_letters_wait_for_a_pause(visit: Visit) -> None:
    """Nothing is loaded for letters that begin many words; nor shown where nothing is found."""
    _without_pause(visit)
    field = visit.page.locator("#bp-q")
    with visit.page.expect_response("**/*.pf_meta"):
        field.focus()
    field.press_sequentially("pro", delay=50)
    visit.page.wait_for_timeout(700)
    assert not [url for url in visit.asked if url.endswith(".pf_index") or "/cards/" in url]
    with visit.page.expect_response("**/*.pf_index"):
        field.press_sequentially("xyzq", delay=50)
    visit.page.wait_for_timeout(700)
    expect(visit.page.locator(".bp-plain")).to_be_visible()
    visit.page.clock.run_for(1000)
    expect(visit.page.locator("[data-say=count]")).to_contain_text("No micro-credential fits.")


def test_nobody_need_wait_for_the_pause(visit: Visit) -> None:
    """Enter takes the letters as they are, and what was cleared does not come back."""
    _without_pause(visit)
    field = visit.page.locator("#bp-q")
    field.press_sequentially("prot")
    visit.expect_names("Safe Online")
    field.press("Enter")
    expect(visit.page).to_have_url(f"{visit.home}catalog/?q=prot")
    assert visit.page.locator("[data-say=count]").get_attribute("aria-busy") is None
    field.press("End")
    field.press("e")
    expect(visit.page.locator("[data-cards]")).to_have_attribute("data-q", "prote")
    visit.page.get_by_role("link", name="Clear all").click()
    visit.page.clock.run_for(1000)
    visit.expect_plain()
    assert visit.query == ""


def test_cards_that_stay_are_left_alone(visit: Visit) -> None:
    """A letter that changes nothing makes no card anew, nor takes the focus from one."""
    visit.open("?q=onlin")
    visit.expect_names("Safe Online")
    link = visit.page.locator("[data-cards] .bp-card a").first
    link.evaluate("link => { link.kept = true }")
    visit.page.locator("#bp-q").press("End")
    visit.page.locator("#bp-q").press("e")
    link.focus()
    expect(visit.page).to_have_url(f"{visit.home}catalog/?q=online")
    expect(visit.page.locator("[data-cards]")).to_have_attribute("data-q", "online")
    assert link.evaluate("link => link.kept && link === document.activeElement")


def test_late_answer_takes_no_newer_ones_place(browser: Browser, home: str) -> None:
    """Cards that were long on their way are not shown when others are asked for meanwhile."""
    context = browser.new_context()
    visit = _visit(context, home)
    late: list[Route] = []

    def first_waits(route: Route) -> None:
        if late:
            route.continue_()
        else:
            late.append(route)

    visit.page.route("**/pagefind/cards/*", first_waits)
    visit.page.goto(f"{home}catalog/?q=protect")
    while not late:
        visit.page.wait_for_timeout(20)
    visit.page.locator("#bp-q").fill("sources")
    visit.expect_names("Naming Sources")
    expect(visit.page).to_have_url(f"{home}catalog/?q=sources")
    visit.page.wait_for_timeout(300)
    with visit.page.expect_response(late[0].request.url):
        late[0].continue_()
    visit.page.wait_for_timeout(300)
    visit.expect_names("Naming Sources")
    context.close()


def test_search_works_without_a_worker(browser: Browser, home: str) -> None:
    """Pagefind works in a worker; a browser that gives none searches in the page."""
    found = []
    for script in (
        "",
        "Worker = undefined",
        "Worker = class extends EventTarget {"
        " constructor() { super(); setTimeout(() => this.dispatchEvent(new Event('error'))) }"
        " postMessage() {} terminate() {} }",
    ):
        context = browser.new_context()
        visit = _visit(context, home)
        visit.page.add_init_script(script)
        visit.open("?q=protect")
        visit.expect_names("Safe Online")
        visit.open("?q=cluster")
        expect(visit.page.locator(".bp-hits li").first).to_be_visible()
        found.append((len(visit.page.workers), visit.complaints))
        context.close()
    assert found == [(1, []), (0, []), (0, [])]


def test_browser_that_stores_nothing_is_told_so(visit: Visit) -> None:
    """Where storage is blocked, everything works but remembering, and a sentence says so."""
    blocked = "() => {{ Storage.prototype.{} = () => {{ throw new DOMException('no') }} }}"
    visit.open()
    visit.page.evaluate(blocked.format("setItem"))
    visit.page.evaluate(blocked.format("getItem"))
    visit.page.get_by_text("Show how each fits me").click()
    visit.page.get_by_label("My role").select_option("Teacher")
    visit.page.get_by_role("button", name="Remember in this browser").click()
    expect(visit.page.locator("[data-say=me]")).to_have_text(
        "This browser does not let sites remember anything."
        " What you chose holds until you leave this page."
    )
    expect(visit.page.locator(".bp-card__fit")).to_have_text(["For your role."] * EVERYTHING)


def test_whole_search_by_keyboard(visit: Visit) -> None:
    """From any page: a key to the search, words, a filter, a card, without a mouse."""
    visit.open(path="glossary/")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("students")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"{visit.home}catalog/?q=students")
    expect(visit.page.locator("[data-cards] .bp-card")).to_have_count(EVERYTHING)
    focused = "document.activeElement?.textContent.trim().replace(/\\s+/g, ' ')"
    visit.page.keyboard.press("s")
    assert visit.page.evaluate("document.activeElement.id") == "bp-q"
    for key, name in (("Enter", "Media 2"), ("Space", "More filters")):
        for _ in range(12):
            visit.page.keyboard.press("Tab")
            if visit.page.evaluate(focused).startswith(name):
                break
        assert visit.page.evaluate(focused).startswith(name)
        visit.page.keyboard.press(key)
    expect(visit.page.locator("[data-cards] .bp-card")).to_have_count(2)
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate(focused) == "Media Projects":
            break
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"{visit.home}catalog/media-projects/")


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_keys_lead_to_the_search_but_not_out_of_a_field(visit: Visit, key: str) -> None:
    """The keys of old go to the header's search; in a field they are letters."""
    visit.open(path="glossary/badge/")
    visit.page.keyboard.press(key)
    field = visit.page.locator(".bp-headsearch input")
    expect(field).to_be_focused()
    visit.page.keyboard.press(key)
    expect(field).to_have_value(key)


def test_missing_index_leaves_the_plain_list(browser: Browser, home: str) -> None:
    """Where the index cannot be loaded, a sentence says so above the whole list."""
    context = browser.new_context()
    visit = _visit(context, home)
    visit.page.route("**/pagefind/**", lambda route: route.abort())
    visit.open("?q=students")
    expect(visit.page.locator("[data-say=count]")).to_have_text(
        "The search cannot be loaded at the moment. Reload the page to try again; the list below"
        " holds the whole catalog, page by page."
    )
    expect(visit.page.locator(".bp-plain .bp-card")).to_have_count(EVERYTHING)
    assert visit.page.locator(".bp-plain").is_visible()
    visit.page.unroute("**/pagefind/**")
    visit.page.reload(wait_until="networkidle")
    expect(visit.page.locator("[data-cards] .bp-card")).to_have_count(EVERYTHING)
    context.close()


def test_outdated_index_is_a_sentence_too(browser: Browser, home: str) -> None:
    """An index whose pieces are gone, as after a new upload, leaves the plain list as well."""
    context = browser.new_context()
    visit = _visit(context, home)
    visit.page.route("**/pagefind/cards/*", lambda route: route.fulfill(status=404))
    visit.open("?q=students")
    expect(visit.page.locator("[data-say=count]")).to_contain_text("cannot be loaded at the moment")
    assert visit.page.locator(".bp-plain").is_visible()
    context.close()


SORRY = "cannot be loaded at the moment"


@pytest.mark.parametrize("lost", ["*.pf_index", "wasm.*", "*.pf_meta"])
@pytest.mark.parametrize("indexes", [1, 2])
def test_what_is_lost_on_its_way_is_no_answer(
    browser: Browser, home: str, lost: str, indexes: int
) -> None:
    """Nobody is told that nothing fits because a file did not come; the next search asks again."""
    context = browser.new_context()
    visit = _visit(context, home)

    def several(route: Route) -> None:
        answer = route.fetch()
        entry = answer.json()
        for language in entry["languages"].values():
            language |= {"more": ["2/"] * (indexes - 1)}
        route.fulfill(response=answer, json=entry)

    visit.page.route("**/pagefind/pagefind-entry.json*", several)
    visit.page.route(  # the other index is the same one
        "**/pagefind/2/**",
        lambda route: route.continue_(url=route.request.url.replace("/pagefind/2/", "/pagefind/")),
    )
    visit.page.route(f"**/pagefind/**/{lost}", lambda route: route.abort())
    visit.page.goto(f"{home}catalog/?q=protect")
    expect(visit.page.locator("[data-say=count]")).to_contain_text(SORRY)
    expect(visit.page.locator(".bp-plain")).to_be_visible()
    indexes = 1
    visit.page.unroute_all()
    visit.page.locator("#bp-q").fill("protects")
    visit.expect_names("Safe Online")
    context.close()


def test_worker_that_dies_later_is_replaced(browser: Browser, home: str) -> None:
    """The next search starts another one, and gets its answer."""
    context = browser.new_context()
    visit = _visit(context, home)
    visit.page.add_init_script(
        "window.workers = [];"
        " Worker = class extends Worker { constructor(...of) { super(...of); workers.push(this) } }"
    )
    visit.open("?q=protect")
    visit.expect_names("Safe Online")
    visit.page.evaluate("workers[0].terminate(); workers[0].dispatchEvent(new Event('error'))")
    visit.page.locator("#bp-q").fill("sources")
    visit.expect_names("Naming Sources")
    assert visit.page.evaluate("workers.length") == 2
    context.close()
    assert visit.complaints == []


def test_letters_typed_before_something_else_are_not_lost(visit: Visit) -> None:
    """A filter is chosen for the words in the field, and Back leads to where one was."""
    _without_pause(visit)
    visit.page.locator("#bp-q").press_sequentially("on")
    visit.chip("focus-area", "Media")
    expect(visit.page).to_have_url(f"{visit.home}catalog/?q=on&focus-area=media")
    visit.page.locator("#bp-q").press("End")
    visit.page.locator("#bp-q").press("l")
    visit.page.go_back()
    visit.page.clock.run_for(1000)
    visit.expect_plain()
    assert visit.page.locator("#bp-q").input_value() == ""
    assert visit.query == ""
    visit.page.go_forward()
    expect(visit.page).to_have_url(f"{visit.home}catalog/?q=on&focus-area=media")


def test_without_scripts_everything_is_in_plain_lists(browser: Browser, home: str) -> None:
    """No script: the list, a list for each filter's value, and a sentence about the search."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{home}catalog/?level=advanced")
    expect(page.locator(".bp-card")).to_have_count(EVERYTHING)
    assert "The search needs JavaScript." in page.locator("noscript").first.inner_text()
    assert not page.get_by_text("Show how each fits me").is_visible()
    page.get_by_text("More filters").click()
    page.get_by_role("link", name="Advanced 1").click()
    expect(page).to_have_url(f"{home}browse/level/advanced/")
    expect(page.locator(".bp-card__name")).to_have_text(["Media Projects"])
    context.close()


def test_plain_list_of_a_value_leads_to_the_same_with_a_search(visit: Visit) -> None:
    """From `/browse/…` a link opens the same list where it can be searched."""
    visit.open(path="browse/level/advanced/")
    visit.page.get_by_role("link", name="Search and filter in this list").click()
    visit.expect_names("Media Projects")


def test_first_visit_loads_no_index(visit: Visit, hosted: Hosted) -> None:
    """The page itself loads nothing of the search's index, and the site has no other index."""
    visit.open()
    assert [url for url in visit.asked if "/pagefind/" in url] == []
    assert not (hosted.folder / "search").exists()


def test_search_fits_a_phone(visit: Visit) -> None:
    """On a narrow screen nothing is cut off, with all filters and the visitor's fields open."""
    visit.page.set_viewport_size({"width": 320, "height": 640})
    visit.open("?q=students&level=advanced&level=nothing")
    visit.page.get_by_text("More filters").click()
    visit.page.get_by_text("Show how each fits me").click()
    visit.page.get_by_label("My role").select_option("Teacher")
    expect(visit.page.locator(".bp-card__fit")).to_have_count(1)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert visit.page.get_by_role("link", name="Search", exact=True).is_visible()


def test_results_have_the_pages_width(visit: Visit) -> None:
    """On a desktop the cards have all of it, below their number, with other pages beneath."""
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    visit.open("?q=online")
    visit.page.locator("[data-elsewhere] li").first.wait_for()
    count, cards, others = (
        visit.page.locator(f".bp-found {each}").bounding_box()
        for each in ("[data-say=count]", "[data-cards]", "[data-elsewhere]")
    )
    assert count
    assert cards
    assert others
    assert cards["width"] > 1100
    assert count["y"] + count["height"] <= cards["y"]
    assert cards["y"] + cards["height"] <= others["y"]


def test_search_is_printed_with_its_results_alone(visit: Visit) -> None:
    """On paper stand the cards that were found, and no control."""
    visit.open("?q=online")
    visit.page.locator("[data-cards] .bp-card").first.wait_for()
    visit.page.emulate_media(media="print")
    expect(visit.page.locator("[data-cards] .bp-card").first).to_be_visible()
    for control in ("#bp-q", ".bp-me", "[data-keys]", "[data-sort]", "[data-do=more]"):
        expect(visit.page.locator(control)).to_be_hidden()
