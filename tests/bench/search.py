"""What the first search of a generated catalog transfers: `python -m tests.bench.search SITE`.

    python -m tests.bench.generate 1000 /tmp/project
    python -m tests.bench.one ours /tmp/project /tmp/site /tmp/result.json
    python -m tests.bench.search /tmp/site

A real browser opens the catalog's page, waits until it is complete, and searches. Text is
compressed as nginx does by default (gzip, level 1); the index comes compressed already. The figures
are the largest of several searches, each in a browser that has seen nothing before.
"""

import argparse
import gzip
import sys
import threading
from collections import Counter
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Response, sync_playwright

WORDS = ("feedback", "student agency", "fractions", "coaching with colleagues", "rubric")
GOALS = {1_000: 160, 10_000: 300}
"""Micro-credentials → kilobytes (of 1,000 bytes) at most."""
COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def transferred(response: Response) -> int:
    """The bytes of an answer as a host sends them, without its headers."""
    body = response.body()
    if response.headers.get("content-type", "").startswith(COMPRESSED):
        return len(gzip.compress(body, 1))
    return len(body)


def first_search(browser: Browser, home: str, words: str) -> Counter[str]:
    """Kind of file → bytes that a search for some words transfers beyond the page."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{home}catalog/", wait_until="networkidle")
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.locator("#bp-q").fill(words)
    page.keyboard.press("Enter")
    page.locator("[data-say=count]", has_text="micro-credential").wait_for()
    page.wait_for_load_state("networkidle")
    sizes: Counter[str] = Counter()
    for answer in answers:
        sizes[_kind(urlsplit(answer.url).path)] += transferred(answer)
    context.close()
    return sizes


def _kind(path: str) -> str:
    if path.endswith((".svg", ".png")):
        return "badges' pictures"
    return path.rsplit(".", 1)[-1]


def measure(site: Path, words: tuple[str, ...] = WORDS) -> dict[str, Counter[str]]:
    """Words → kind of file → bytes."""
    handler = partial(_Handler, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        home = f"http://127.0.0.1:{server.server_port}/"
        found = {each: first_search(browser, home, each) for each in words}
        browser.close()
    server.shutdown()
    return found


def main() -> int:
    """Print a row for each search, and whether the goal holds; returns 1 where it does not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", type=Path, help="a built site")
    site = parser.parse_args().site
    size = sum(1 for _ in (site / "catalog").glob("*/index.html"))
    found = measure(site)
    kinds = sorted({kind for sizes in found.values() for kind in sizes})
    print("|".join(("search", *kinds, "index and scripts", "all")))
    worst = 0
    for words, sizes in found.items():
        pictures = sizes["badges' pictures"]
        index = sizes.total() - pictures
        worst = max(worst, index)
        numbers = (*(sizes[kind] for kind in kinds), index, sizes.total())
        print("|".join((words, *(f"{number / 1000:.1f}" for number in numbers))))
    goal = next((kb for limit, kb in GOALS.items() if size <= limit), None)
    print(f"{size:,} micro-credentials: at most {worst / 1000:.1f} kB", end="")
    print(f" of {goal}." if goal else ".")
    return int(goal is not None and worst > goal * 1000)


if __name__ == "__main__":
    sys.exit(main())
