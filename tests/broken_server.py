"""A small web server that keeps its promises, or breaks exactly the one that a test names."""

import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from badgepress.hosting.rules import content_type


@dataclass
class Odd:
    """How one answer differs from what the file would be sent with."""

    status: int = 200
    headers: Mapping[str, str | None] = field(default_factory=dict)
    """Header → value; `None` leaves it out."""
    body: bytes | None = None
    length: int | None = None
    """A Content-Length that lies."""
    wait: float = 0
    """Seconds before the answer begins."""
    drip: float = 0
    """Seconds between single bytes of a body that never ends."""
    endless: bool = False
    """Whether the body never ends, as fast as it goes."""
    slow_headers: bool = False
    """Whether the headers never end."""
    close: bool = False
    """Whether the connection is closed without a word."""


class Broken(ThreadingHTTPServer):
    """Serves a folder below `/`; `odd` names the addresses at which it does not."""

    daemon_threads = True

    def __init__(self, folder: Path, odd: Mapping[str, Odd]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.odd = dict(odd)
        self.asked: list[str] = []
        self.closing = threading.Event()
        self.at_once = 0
        self.most_at_once = 0

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are what some tests are about."""


class _Handler(BaseHTTPRequestHandler):
    server: Broken
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""

    def do_GET(self) -> None:
        server = self.server
        path = self.path.removeprefix("/")
        server.asked.append(self.path)
        server.at_once += 1
        server.most_at_once = max(server.most_at_once, server.at_once)
        try:
            self._answer(path, server.odd.get(path) or self._ordinary(path))
        finally:
            server.at_once -= 1

    def _ordinary(self, path: str) -> Odd:
        target = self.server.folder / path
        if target.is_dir() and path and not path.endswith("/"):
            return Odd(301, {"Location": f"/{path}/"}, b"")
        if not self._file(path).is_file():
            return Odd(404, {"Content-Type": "text/html"}, b"<!doctype html>Nothing here")
        return Odd()

    def _file(self, path: str) -> Path:
        return self.server.folder / (path + "index.html" if not path or path[-1] == "/" else path)

    def _answer(self, path: str, odd: Odd) -> None:
        self.server.closing.wait(odd.wait)
        if odd.close:
            self.close_connection = True
            return
        file = self._file(path)
        body = odd.body
        if body is None:
            body = file.read_bytes() if file.is_file() else b""
        headers: dict[str, str | None] = {
            "Content-Type": content_type(file.name),
            "Access-Control-Allow-Origin": "*",
            "Content-Length": str(len(body) if odd.length is None else odd.length),
        }
        if odd.endless or odd.drip:
            headers["Content-Length"] = None
            self.close_connection = True
        self.send_response(odd.status)
        for name, value in (headers | dict(odd.headers)).items():
            if value is not None:
                self.send_header(name, value)
        if odd.slow_headers:
            self._drip(b"X-More: and more\r\n", 0.05)
        self.end_headers()
        self.wfile.write(body)
        if odd.length is not None:
            self.close_connection = True
        if odd.endless:
            self._drip(b" " * 1024 * 1024, 0)
        if odd.drip:
            self._drip(b" ", odd.drip)

    def _drip(self, part: bytes, pause: float) -> None:
        self.flush_headers()
        while not self.server.closing.is_set():
            for byte in range(0, len(part), 1 if pause else len(part)):
                self.wfile.write(part[byte : byte + 1] if pause else part)
                # A server that only writes would starve the others of this process.
                time.sleep(pause or 0.01)


@contextmanager
def serving(
    folder: Path, odd: Mapping[str, Odd] | None = None, tls: ssl.SSLContext | None = None
) -> Iterator[Broken]:
    """Serve a folder on 127.0.0.1 until the block ends."""
    server = Broken(folder, odd or {})
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    running.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        running.join()
