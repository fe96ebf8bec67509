"""Imports from addresses: one host, its redirects, local addresses, and limits."""

import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme
from importing import Imported, bare, files_in, run_import, yaml_of
from test_import_openbadges import AWARD, BADGE, FILE, ISSUER, MADE, png

from badgepress.importing import fetch, source
from badgepress.importing.fetch import PublicClient, is_public

Answer = tuple[int, dict[str, str], bytes]


class Site(ThreadingHTTPServer):
    """A web server with answers by path; remembers what it was asked for."""

    daemon_threads = True

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, str]] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def home(self) -> str:
        """Its address, by a name that only tests resolve."""
        return f"http://badges.example.test:{self.server_port}"

    def put(self, path: str, content: Any, status: int = 200, **headers: str) -> None:
        """Answer at a path, with JSON unless it is bytes."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        self.answers[path] = (status, headers, body)


class _Handler(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, format: str, *args: object) -> None:
        """Tests are quiet."""

    def do_GET(self) -> None:
        self.server.asked.append((self.headers["Host"], self.path))
        answer = self.server.answers.get(self.path, (404, {}, b"none"))
        if callable(answer):
            answer(self)
            return
        status, headers, body = answer
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving() -> Iterator[Site]:
    """A server while the block runs."""
    site = Site()
    thread = threading.Thread(target=site.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()
        thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server on this machine."""
    with serving() as server:
        yield server


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What names resolve to; each look-up is remembered under `asked`."""
    known: dict[str, list[str]] = {"asked": []}

    real = socket.getaddrinfo

    def resolve(host: str, port: int, *args: Any, **options: Any) -> list[Any]:
        with suppress(ValueError):
            ipaddress.ip_address(host)
            return real(host, port, *args, **options)  # a number is looked up nowhere
        known["asked"].append(host)
        if host not in known:
            raise socket.gaierror
        kind = socket.SOCK_STREAM
        return [(socket.AF_INET, kind, 6, "", (ip, port)) for ip in known[host]]

    monkeypatch.setattr(fetch.socket, "getaddrinfo", resolve)
    return known


@pytest.fixture
def local(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> None:
    """Commands of the test may connect to this machine, under a name."""
    names["badges.example.test"] = ["127.0.0.1"]
    client = lambda: PublicClient(2.0, allow_local=True)  # noqa: E731
    monkeypatch.setattr(source, "PublicClient", client)


def import_from(tmp_path: Path, address: str) -> tuple[Path, Imported]:
    """A bare project after an import from an address."""
    root = bare(tmp_path)
    return root, run_import(root, address)


def on(site: Site, document: dict[str, Any]) -> Any:
    """A document with the addresses of a site."""
    text = json.dumps(document).replace("https://badges.uni.example.edu", site.home)
    return json.loads(text)


@pytest.mark.usefixtures("local")
def test_badge_is_fetched_with_what_it_names(site: Site, tmp_path: Path) -> None:
    """Badge class, issuer and picture of one host are fetched, each once; criteria are not."""
    site.put("/robots.json", on(site, {**BADGE, "issuer": ISSUER["id"]}))
    site.put("/issuer.json", on(site, {**ISSUER, "image": "logo.png"}))
    site.put("/robots.png", png())
    site.put("/logo.png", png(90))
    root, done = import_from(tmp_path, f"{site.home}/robots.json")
    assert (done.code, done.err) == (0, "")
    host = site.home.removeprefix("http://")
    asked = ["/robots.json", "/robots.png", "/issuer.json", "/logo.png"]
    assert sorted(site.asked) == sorted((host, path) for path in asked)
    assert yaml_of(root, FILE)["artwork"] == {"image": "images/robots-in-class.png"}
    assert yaml_of(root, MADE)["artwork"] == {"image": "images/example-university.png"}


@pytest.mark.usefixtures("local")
def test_award_of_an_address_is_not_named(site: Site, tmp_path: Path) -> None:
    """An award's address leads to its badge, and stands nowhere afterwards."""
    site.put("/awards/jane-doe.json", on(site, {**AWARD, "badge": BADGE["id"]}))
    site.put("/robots.json", on(site, BADGE))
    root, done = import_from(tmp_path, f"{site.home}/awards/jane-doe.json")
    assert done.code == 0
    assert "jane" not in b"".join(files_in(root).values()).decode() + done.out + done.err


@pytest.mark.usefixtures("local")
def test_other_hosts_are_not_asked(site: Site, names: dict[str, list[str]], tmp_path: Path) -> None:
    """What lies on another host is named, and not even looked up."""
    site.put("/robots.json", {**on(site, BADGE), "issuer": "https://other.example.org/issuer.json"})
    root, done = import_from(tmp_path, f"{site.home}/robots.json")
    assert done.code == 0
    assert (
        "https://other.example.org/issuer.json: it lies on another host and was not fetched — save"
        " it, and import it from a folder with the rest\n" in done.err
    )
    assert set(names["asked"]) == {"badges.example.test"}
    assert yaml_of(root, FILE)["issuer"] == "issuer"


@pytest.mark.usefixtures("local")
def test_redirect_on_one_host_is_followed(site: Site, tmp_path: Path) -> None:
    """A badge class that has moved on its own host is read there."""
    site.put("/old", b"", 301, Location="/robots.json")
    site.put("/robots.json", on(site, BADGE))
    root, done = import_from(tmp_path, f"{site.home}/old")
    assert done.code == 0
    assert (root / FILE).exists()


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("http://169.254.169.254/latest/", "it redirects to another host, 169.254.169.254"),
        ("http://localhost/x", "it redirects to another host, localhost"),
        ("http://evil.example.test/x", "it redirects to another host, evil.example.test"),
        ("file:///etc/passwd", "it redirects to file:///etc/passwd, which is no web address"),
        ("//[::1]/x", "it redirects to another host, ::1"),
        ("/loop", "it redirects in a circle"),
    ],
)
def test_redirect_that_leads_away_is_refused(
    target: str, message: str, site: Site, names: dict[str, list[str]], tmp_path: Path
) -> None:
    """No redirect leads to another host, to this machine, to files or round and round."""
    site.put("/loop", b"", 302, Location=target)
    root, done = import_from(tmp_path, f"{site.home}/loop")
    assert done.code == 1
    assert done.err.startswith(f"{site.home}/loop: {message}")
    assert done.err.endswith(" — open it in a browser, and import the address at which it ends\n")
    assert set(names["asked"]) == {"badges.example.test"}
    assert sorted(files_in(root)) == ["mkdocs.yml", "pages/index.md"]


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",  # noqa: S104
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1",
        "fc00::1", "ff02::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
        "2001::1",
    ],
)  # fmt: skip
def test_local_addresses_are_not_public(ip: str) -> None:
    """Addresses of this machine, of local networks and of no network at all are not asked."""
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14"])
def test_public_addresses_are_public(ip: str) -> None:
    """Those of the Internet are."""
    assert is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["10.1.2.3"], ["93.184.215.14", "192.168.0.1"]]
)
def test_name_of_a_local_address_is_refused(
    addresses: list[str], site: Site, names: dict[str, list[str]], tmp_path: Path
) -> None:
    """A host with any local address is not asked, whatever it is called."""
    names["badges.example.test"] = addresses
    _, done = import_from(tmp_path, f"{site.home}/robots.json")
    assert done == Imported(
        1,
        "",
        f"{site.home}/robots.json: badges.example.test is this machine or one of a local network"
        " — save the document and import the file\n",
    )
    assert site.asked == []


def test_local_address_itself_is_refused(site: Site, tmp_path: Path) -> None:
    """So is an address without any name."""
    _, done = import_from(tmp_path, f"http://127.0.0.1:{site.server_port}/robots.json")
    assert done.code == 1
    assert "127.0.0.1 is this machine or one of a local network" in done.err
    assert site.asked == []


@pytest.mark.usefixtures("local")
def test_name_is_looked_up_once(site: Site, names: dict[str, list[str]], tmp_path: Path) -> None:
    """A name that means another machine the second time gains nothing: the first is asked again."""
    site.put("/robots.json", on(site, {**BADGE, "issuer": ISSUER["id"]}))
    site.put("/issuer.json", on(site, ISSUER))
    assert import_from(tmp_path, f"{site.home}/robots.json")[1].code == 0
    assert names["asked"] == ["badges.example.test"]
    assert len(site.asked) == 3


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("ftp://badges.example.org/a.json", "addresses with ftp:// are not read"),
        ("file:///etc/passwd", "addresses with file:// are not read"),
        ("https://", "it is no address"),
        ("https://user:word@badges.example.org/a", "https://…@badges.example.org/a: it holds"),
        ("http://nowhere.example.test/", "there is no host named nowhere.example.test"),
        ("http://[::1", "it is no address"),
        ("nothing.json", "there is no such file or folder"),
        ("\0", "there is no such file or folder"),
    ],
)
@pytest.mark.usefixtures("names")
def test_bad_source_is_told_in_a_line(address: str, message: str, tmp_path: Path) -> None:
    """The message names the source, what is wrong and what to do."""
    root, done = import_from(tmp_path, address)
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert " — " in done.err
    assert done.err.count("\n") == 1
    assert sorted(files_in(root)) == ["mkdocs.yml", "pages/index.md"]


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize(
    ("content", "status", "message"),
    [
        (b"<!DOCTYPE html><title>Log in</title>", 200, "it is a web page, not a badge's document"),
        (b'{"name": ', 200, "it is no JSON (line 1)"),
        (b"", 200, "it is empty"),
        (b"gone", 404, "status 404 instead of 200"),
        (b"stay out", 403, "status 403 instead of 200"),
        (b"{" + b" " * (fetch.MAX_BYTES + 10), 200, "the answer is larger than 8 MB"),
    ],
)
def test_answer_that_is_no_badge_is_told_in_a_line(
    content: bytes, status: int, message: str, site: Site, tmp_path: Path
) -> None:
    """What a server sends instead of a badge is named with the address."""
    site.put("/x", content, status)
    root, done = import_from(tmp_path, f"{site.home}/x")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"{site.home}/x: {message}")
    assert done.err.count("\n") == 1
    assert sorted(files_in(root)) == ["mkdocs.yml", "pages/index.md"]


@contextmanager
def _dripping(beginning: bytes, drop: bytes) -> Iterator[Callable[[BaseHTTPRequestHandler], None]]:
    """An answer that goes on until the block ends."""
    stop = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(beginning)
        with suppress(OSError):
            while not stop.wait(0.05):
                handler.wfile.write(drop)

    try:
        yield drip
    finally:
        stop.set()


@pytest.mark.usefixtures("local")
def test_answer_that_never_ends_is_left(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that sends a byte now and then keeps nobody."""
    monkeypatch.setattr(source, "PublicClient", lambda: PublicClient(0.5, allow_local=True))
    with _dripping(b"HTTP/1.1 200 OK\r\n\r\n", b" ") as site.answers["/x"]:
        _, done = import_from(tmp_path, f"{site.home}/x")
    assert "the answer did not end within 0.5 seconds" in done.err


@pytest.mark.usefixtures("local")
def test_headers_that_never_end_are_left(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does one that sends its headers letter by letter."""
    monkeypatch.setattr(source, "PublicClient", lambda: PublicClient(0.3, allow_local=True))
    with _dripping(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"x") as site.answers["/x"]:
        _, done = import_from(tmp_path, f"{site.home}/x")
    assert done.err == (
        f"{site.home}/x: there was no whole answer within 0.9 seconds — try again later, or save"
        " the document and import the file\n"
    )


@pytest.mark.usefixtures("local")
def test_number_of_documents_is_bounded(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that names ever more documents is not followed for ever."""
    monkeypatch.setattr(fetch, "MAX_DOCUMENTS", 5)
    many = [
        {**BADGE, "id": f"{n}", "name": f"B {n}", "issuer": f"{site.home}/{n}"} for n in range(9)
    ]
    site.put("/x", on(site, {"badges": many}))
    _, done = import_from(tmp_path, f"{site.home}/x")
    assert done.code == 0
    assert "more than 5 documents belong to it — import parts of it one by one" in done.err
    assert len(site.asked) <= 12


@pytest.mark.usefixtures("local")
@pytest.mark.parametrize("named", ["badges.example.test", "other.example.test"])
def test_certificate_must_be_of_the_host(
    named: str, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though a number is asked, the certificate has to name the host."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(named).configure_cert(context)
    site.socket = context.wrap_socket(site.socket, server_side=True)
    site.put("/robots.json", on(site, {**BADGE, "issuer": ISSUER, "image": None}))
    address = f"https://badges.example.test:{site.server_port}/robots.json"
    root, done = import_from(tmp_path, address)
    assert done.code == (0 if named == "badges.example.test" else 1)
    assert (root / FILE).exists() == (done.code == 0)
    if done.code:
        assert done.err.startswith(f"{address}: there is no secure connection: ")


def test_files_need_no_network(tmp_path: Path, names: dict[str, list[str]]) -> None:
    """From a file nothing is looked up, whatever addresses it names."""
    root = bare(tmp_path)
    (tmp_path / "badge.json").write_text(json.dumps({**BADGE, "issuer": ISSUER["id"]}), "utf-8")
    done = run_import(root, tmp_path / "badge.json")
    assert done.code == 0
    assert names["asked"] == []
    assert (
        "https://badges.uni.example.edu/issuer.json: it is not in the files, and nothing is fetched"
        " for files — save it into the folder and import the folder, or import its address\n"
        in done.err
    )
