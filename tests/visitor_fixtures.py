"""A visitor: the system's Chromium, and this repository's own site served as on a host."""

import re
from collections.abc import Iterator

import pytest
from built_site import ROOT, Site
from hosted import Hosted, nginx, program
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

FAILURES = ROOT / ".pytest_cache" / "screenshots"
"""Where a picture of the page is kept when a test fails."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Let fixtures know how a test went."""
    report = yield
    item.stash.setdefault(_FAILED, False)
    item.stash[_FAILED] |= report.failed
    return report


_FAILED = pytest.StashKey[bool]()


def _picture_of_failure(request: pytest.FixtureRequest, page: Page) -> None:
    if request.node.stash.get(_FAILED, False) and not page.is_closed():
        FAILURES.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]+", "-", request.node.name)
        page.screenshot(path=FAILURES / f"{name}.png", full_page=True)


@pytest.fixture(scope="session")
def own_home(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address at which nginx serves this repository's own site."""
    hosted = Hosted(site.folder, site.folder, site.catalog, ROOT)
    with nginx(hosted, tmp_path_factory.mktemp("own-nginx")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    command = program("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A tab of a visitor who prefers light; what is refused or fails is kept in `complaints`."""
    context = browser.new_context(color_scheme="light")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(10_000)
    page = context.new_page()
    yield page
    _picture_of_failure(request, page)
    context.close()


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """Errors and warnings of the console, refusals of the policy among them, and failed scripts."""
    found: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(f"{page.url}: {message.text}")

    def failed(request: Request) -> None:
        # A reload gives up what was still on its way.
        if request.failure != "net::ERR_ABORTED":
            found.append(f"{page.url}: no {request.url}: {request.failure}")

    page.on("console", heard)
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    page.on("requestfailed", failed)
    return found
