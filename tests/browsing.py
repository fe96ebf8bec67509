"""Folders served from this computer, and what a browser complains about."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page

_FAR = 200
_SEEN = """() => {
  // The link of a card is as large as the card.
  const styles = [null, '::after'].map((part) => getComputedStyle(document.activeElement, part));
  return styles.some((style) => style.outlineStyle !== 'none');
}"""


def serve(folder: Path, asked: list[str] | None = None) -> Iterator[str]:
    """Serve a folder on 127.0.0.1 as long as it is wanted; gives its address.

    Paths that are asked for are added to `asked`.
    """

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if asked is not None:
                asked.append(self.path)
            super().do_GET()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def listen(page: Page) -> list[str]:
    """What goes wrong on a page from now on: complaints of the console, requests to others."""
    heard: list[str] = []
    page.on("console", lambda m: heard.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    own = ("http://127.0.0.1", "data:", "about:", "blob:")
    page.on("request", lambda r: None if r.url.startswith(own) else heard.append(r.url))
    return heard


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the link, button or summary with this name has the focus, and is seen."""
    links, buttons = (page.get_by_role(role, name=name) for role in ("link", "button"))
    target = buttons.or_(links).or_(page.locator("summary", has_text=name)).first
    for _ in range(_FAR):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            assert page.evaluate(_SEEN), name
            return
    raise AssertionError(f"{name} is not reached by the keyboard")
