"""A fresh visitor of the tools, and the full example served from this computer."""

from collections.abc import Iterator

import pytest
from browsing import listen, serve
from built_site import Site
from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="session")
def full_home(full_site: Site) -> Iterator[str]:
    """The full example, with things that were retired and renamed."""
    yield from serve(full_site.folder)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile."""
    context = browser.new_context(color_scheme="light")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """A tab of a fresh profile; the test fails if anything goes wrong."""
    page = context.new_page()
    heard = listen(page)
    yield page
    assert heard == []
