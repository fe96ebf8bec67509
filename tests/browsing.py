"""Folders served from this computer, and what a browser complains about."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def serve(folder: Path) -> Iterator[str]:
    """Serve a folder on 127.0.0.1 as long as it is wanted; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
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
