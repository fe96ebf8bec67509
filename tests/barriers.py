"""What axe-core finds wrong with a page for people with disabilities."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AT_REST = "() => Promise.all(document.getAnimations().map(each => each.finished.catch(() => 0)))"


def barriers(page: Page, part: str | None = None) -> list[str]:
    """Violations on a page, or in the `part` of it that a selector names, when nothing moves."""
    page.evaluate(_AT_REST)
    found = Axe().run(page, context=part, options={"runOnly": TAGS}).response["violations"]
    nodes = [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]
    return [f"{page.url}: {rule}: {html[:150]}" for rule, html in nodes]
