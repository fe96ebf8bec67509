"""What a reader waits for and loads: `python -m tests.bench.search SITE [SITE …]`.

    python -m tests.bench.generate 1000 /tmp/project
    python -m tests.bench.one ours /tmp/project /tmp/site /tmp/result.json
    python -m tests.bench.search --docs /tmp/site

A real browser, the system's Chromium, opens the catalog's page, and searches and filters as a
reader does: key by key. The site is served by the system's nginx, on the same machine. Text counts
compressed as nginx does by default (gzip, level 1); the index comes compressed already. Each
search's bytes are those of a browser that has seen nothing before.
"""

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

from badgepress.hosting.nginx import Server
from badgepress.hosting.rules import rules_of
from badgepress.project import open_catalog
from tests.bench.report import PAGE, put, table
from tests.webserver import found_program, serving

EXAMPLE = Path(__file__).parents[1] / "examples" / "small"
WORDS = ("feedback", "student agency", "fractions", "coaching with colleagues", "rubric")
GOALS = {1_000: 160, 10_000: 300}
"""Micro-credentials → kilobytes (of 1,000 bytes) of the first search at most."""
ANSWER = 200
"""Milliseconds from the last key, or from the click on a filter, to the results at most."""
LIST = 30
"""Kilobytes of a page of a list at most."""
COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
_AFTER = 1000
"""Milliseconds in which nothing more comes."""
BETWEEN_KEYS = 80
"""Milliseconds; a fast typist."""
_CLOCK = """() => {
  const told = (window.told = {asked: 0, answered: 0});
  const cards = document.querySelector("[data-cards]");
  const field = document.querySelector("#bp-q");
  let pressed;
  const ask = (when) => { told.asked = when; told.answered = 0; };
  document.addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
  document.addEventListener("input", (event) => ask(pressed ?? event.timeStamp), true);
  document.addEventListener("click", (event) => ask(event.timeStamp), true);
  const note = () => {
    if ((cards.dataset.q ?? "") === field.value.trim())
      requestAnimationFrame(() => { told.answered = performance.now(); });
  };
  const seen = new MutationObserver(note);
  seen.observe(cards, {childList: true, attributeFilter: ["data-q"]});
  seen.observe(document.querySelector("[data-say=count]"), {childList: true});
}"""
"""Remembers when a reader asked last, and when the results that followed were drawn: at the last
change of cards, or of the words that they answer, which is all that changes where they stay.

The clock begins when the browser gets the key, also where the page is busy and hears of it later.
"""
_LOOK, _PATIENCE = 20, 30_000
"""Milliseconds."""
_FILTERS = ("focus-area", "level", "role", "issuer")


@dataclass
class Measured:
    """What was found of one site."""

    size: int
    """Micro-credentials."""
    searches: dict[str, Counter[str]] = field(default_factory=dict)
    """Words → kind of file → bytes."""
    first: list[float] = field(default_factory=list)
    """Milliseconds to the first answer of a fresh browser."""
    further: list[float] = field(default_factory=list)
    """The same of later searches."""
    filters: list[float] = field(default_factory=list)
    page: str = ""
    """The largest page of a list."""
    page_bytes: int = 0

    def index_bytes(self) -> int:
        """Of the largest first search, all but badges' pictures."""
        return max(each.total() - each["badges' pictures"] for each in self.searches.values())


def transferred(response: Response) -> int:
    """The bytes of an answer as a host sends them, without its headers."""
    body = response.body()
    if response.headers.get("content-type", "").startswith(COMPRESSED):
        return len(gzip.compress(body, 1))
    return len(body)


def measure(site: Path, words: tuple[str, ...] = WORDS) -> Measured:
    """Everything of one built site."""
    found = Measured(sum(1 for _ in (site / "catalog").glob("*/index.html")))
    with served(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for each in words:
            found.searches[each] = _search(browser, home, each, found)
        _filter(browser, home, found)
        _largest_list(browser, home, site, found)
        browser.close()
    return found


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which nginx serves a site, as `badgepress hosting nginx` tells it to."""
    command = found_program("nginx")
    if command is None:
        raise SystemExit("Readers are measured with nginx, which is not there.")
    # What is sent with a file does not depend on what is in a catalog.
    catalog, _ = open_catalog(EXAMPLE)
    server = Server(catalog.settings.base_url, str(site.resolve()))
    with (
        TemporaryDirectory() as folder,
        serving(command, server, rules_of(catalog), Path(folder)) as home,
    ):
        yield home


def _search(browser: Browser, home: str, words: str, found: Measured) -> Counter[str]:
    """Bytes that a first search transfers beyond the page; a second one is timed only."""
    page = _opened(browser, home)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    found.first.append(_typed(page, words))
    page.wait_for_load_state("networkidle")
    sizes: Counter[str] = Counter()
    for answer in answers:
        sizes[_kind(urlsplit(answer.url).path)] += transferred(answer)
    for other in WORDS:
        if other != words:
            page.locator("#bp-q").fill("")
            page.wait_for_timeout(300)
            found.further.append(_typed(page, other))
    page.context.close()
    return sizes


def _filter(browser: Browser, home: str, found: Measured) -> None:
    """Filters alone, and after a search."""
    for words in ("", "feedback"):
        page = _opened(browser, home)
        if words:
            _typed(page, words)
        page.locator(".bp-facets details").evaluate("details => { details.open = true }")
        for facet in _FILTERS:
            chip = page.locator(f"[data-facet={facet}] button[aria-pressed=false]:visible").first
            chip.wait_for()
            page.wait_for_load_state("networkidle")
            chip.click()
            found.filters.append(_answered(page))
        page.context.close()


def _opened(browser: Browser, home: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"{home}catalog/", wait_until="networkidle")
    page.evaluate(_CLOCK)
    return page


def _typed(page: Page, words: str) -> float:
    page.locator("#bp-q").press_sequentially(words, delay=BETWEEN_KEYS)
    return _answered(page)


def _answered(page: Page) -> float:
    """Milliseconds from what was asked last to its results, when nothing more comes."""
    # Not `wait_for_function`: the site's policy forbids what it is made of.
    for _ in range(_PATIENCE // _LOOK):
        if page.evaluate("told.answered > told.asked"):
            break
        page.wait_for_timeout(_LOOK)
    else:
        raise SystemExit(f"No answer within {_PATIENCE / 1000:.0f} seconds at {page.url}")
    page.wait_for_timeout(_AFTER)
    return float(page.evaluate("told.answered - told.asked"))


def _largest_list(browser: Browser, home: str, site: Path, found: Measured) -> None:
    lists = [site / "catalog" / "index.html", *(site / "browse").rglob("index.html")]
    largest = max(lists, key=lambda page: len(gzip.compress(page.read_bytes(), 1)))
    found.page = largest.parent.relative_to(site).as_posix() + "/"
    page = browser.new_context().new_page()
    answer = page.goto(home + found.page)
    assert answer is not None
    found.page_bytes = transferred(answer)
    page.context.close()


def _kind(path: str) -> str:
    if path.endswith((".svg", ".png")):
        return "badges' pictures"
    return path.rsplit(".", 1)[-1]


def report(found: list[Measured]) -> str:
    """A table with a column for each site, and what of it is more than it should be."""
    rows = [
        [f"first search for “{words}”, kB", *(_kb(f.searches[words]) for f in found)]
        for words in WORDS
    ]
    rows += [
        ["largest of them, goal", *(f"{f.index_bytes() / 1000:.0f} of {_goal(f)}" for f in found)],
        ["first answer of a fresh browser, ms", *(_times(f.first) for f in found)],
        [f"further answers, ms, goal {ANSWER}", *(_times(f.further) for f in found)],
        [f"filters, ms, goal {ANSWER}", *(_times(f.filters) for f in found)],
        [f"largest page of a list, kB, goal {LIST}", *(f"{f.page_bytes / 1e3:.1f}" for f in found)],
    ]
    faults = [
        f"- DOES NOT HOLD: at {each.size:,}, {fault}" for each in found for fault in faults_of(each)
    ]
    head = ["", *(f"{each.size:,}" for each in found)]
    return "\n\n".join([table(head, rows), "\n".join(faults) or "All goals hold."])


def faults_of(found: Measured) -> Iterator[str]:
    """The goals that do not hold."""
    kilobytes = found.index_bytes() / 1000
    if _goal(found) and kilobytes > _goal(found):
        yield f"a first search transfers {kilobytes:.0f} kB, more than {_goal(found)}."
    for what, times in (
        ("the first search", found.first),
        ("a further search", found.further),
        ("a filter", found.filters),
    ):
        if median(times) > ANSWER:
            yield f"{what} is answered within {median(times):.0f} ms, more than {ANSWER}."
    if found.page_bytes > LIST * 1000:
        yield f"{found.page} has {found.page_bytes / 1000:.1f} kB, more than {LIST}."


def _goal(found: Measured) -> int:
    return next((kilobytes for size, kilobytes in GOALS.items() if found.size <= size), 0)


def _kb(sizes: Counter[str]) -> str:
    return f"{(sizes.total() - sizes[_kind('.svg')]) / 1000:.0f}"


def _times(times: list[float]) -> str:
    return f"{median(times):.0f}, at most {max(times):.0f}"


def main() -> int:
    """Print a table, and whether the goals hold; returns 1 where one does not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sites", type=Path, nargs="+", help="built sites, the smallest first")
    parser.add_argument("--docs", action="store_true", help="write the table into the docs")
    chosen = parser.parse_args()
    found = [measure(site) for site in chosen.sites]
    text = report(found)
    print(text)
    if chosen.docs:
        put(PAGE, "readers", text)
    return int(any(fault for each in found for fault in faults_of(each)))


if __name__ == "__main__":
    sys.exit(main())
