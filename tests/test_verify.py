"""`badgepress verify` against servers that keep or break single promises."""

import io
import json
import os
import shutil
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import pytest
import trustme
from broken_server import Odd, serving
from built_site import run_build
from conftest import SMALL, TESTS, MakeProject
from hosted import Hosted
from webserver import free_port

from badgepress.cli import main
from badgepress.verify.client import Client
from badgepress.verify.report import as_text
from badgepress.verify.run import Report
from badgepress.verify.tls import leads_to_https

pytest_plugins = ["hosting_fixtures"]

BASE = "https://badges.example.org/"
VERSION = "catalog/safe-online/v1/"
BADGE = VERSION + "badgeclass.json"
PNG = VERSION + "badge.png"
PROFILE = "issuers/small-agency/issuer.json"
COPY = f"HOME/ is checked as a copy of {BASE}, which ids are made from."
HTTP = "This copy is asked by http; nothing is said about certificates."
VERIFY = (sys.executable, "-m", "badgepress", "verify")
HTML = b"<!DOCTYPE html>\n<title>Welcome</title>"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small example, built."""
    folder = tmp_path_factory.mktemp("verified") / "project"
    shutil.copytree(SMALL, folder)
    shutil.copy(TESTS.parent / "build_hooks.py", folder)
    return run_build(folder)


@pytest.fixture
def published(project: MakeProject, built: Path) -> Path:
    """A project that has published one micro-credential, with its pages and its issuer."""
    listed = [
        "catalog/safe-online/", VERSION, BADGE, VERSION + "badge.svg", PNG,
        "glossary/", "glossary/#badge", "issuers/small-agency/", PROFILE,
    ]  # fmt: skip
    root = project({"published/addresses.txt": "\n".join(sorted(listed)) + "\n"})
    for name in (BADGE, VERSION + "badge.svg"):
        file = root / "published" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(built / name, file)
    for name in ("source.yaml", "record.yaml"):
        (root / "published" / VERSION / name).write_text("not: served\n", "utf-8")
    return root


class Result:
    """What the command said about a server, with its address as HOME."""

    def __init__(self, home: str, project: Path, *options: str, apart: bool = False) -> None:
        arguments = ["verify", home, "--project", str(project), *options]
        if apart:
            command = [sys.executable, "-m", "badgepress", *arguments]
            finished = subprocess.run(
                command, cwd=TESTS.parent, capture_output=True, text=True, timeout=120
            )
            self.code, out, self.error = finished.returncode, finished.stdout, finished.stderr
        else:
            said, complained = io.StringIO(), io.StringIO()
            with redirect_stdout(said), redirect_stderr(complained):
                self.code = main(arguments)
            out, self.error = said.getvalue(), complained.getvalue()
        self.lines = out.replace(home.rstrip("/"), "HOME").splitlines()

    @property
    def faults(self) -> list[str]:
        """The lines of faults alone."""
        return [
            line
            for line in self.lines
            if line.startswith("HOME/") and " is checked as a copy" not in line
        ]


def _verify(
    project: Path,
    built: Path,
    odd: Mapping[str, Odd] | None = None,
    *options: str,
    apart: bool = False,
) -> Result:
    with serving(built, odd) as server:
        home = f"http://127.0.0.1:{server.server_port}/"
        return Result(home, project, *options, apart=apart)


def test_good_site_has_no_faults(published: Path, built: Path) -> None:
    """A site that keeps every promise is told so in a line, with exit code 0."""
    result = _verify(published, built)
    assert result.lines == [COPY, HTTP, "9 addresses checked: all answer as they should."]
    assert result.error == ""
    assert result.code == 0


def test_catalog_that_has_published_nothing_is_checked_by_its_addresses(
    project: MakeProject, built: Path
) -> None:
    """Before the first publication, everything that the catalog would have is asked for."""
    result = _verify(project(), built)
    assert result.lines[:2] == [
        COPY, "Nothing is published yet: the addresses are those that the catalog would have.",
    ]  # fmt: skip
    asked = int(result.lines[-1].split()[0])
    assert result.lines[-1] == f"{asked} addresses checked: all answer as they should."
    assert asked > 30
    assert result.code == 0


BROKEN = {
    "404": (
        BADGE,
        Odd(404, {"Content-Type": "text/html"}, HTML),
        "status 404 instead of 200: nothing is there — publish the whole site: nothing that was"
        " published may go",
    ),
    "410": (
        BADGE,
        Odd(410, {}, b""),
        "status 410 instead of 200: it was taken away for good — publish the whole site: nothing"
        " that was published may go",
    ),
    "500": (
        BADGE,
        Odd(500, {}, b""),
        "status 500 instead of 200: the web server failed — look at its log",
    ),
    "403": (
        BADGE,
        Odd(403, {}, b""),
        "status 403 instead of 200: the host keeps it closed — let everybody read the site's files",
    ),
    "204": (
        BADGE,
        Odd(204, {"Content-Length": None}, b""),
        "status 204 instead of 200: that is no answer for a file — look at the host's settings",
    ),
    "wrong type": (
        BADGE,
        Odd(headers={"Content-Type": "text/plain"}),
        "its type is 'text/plain' instead of 'application/json' — let the host send"
        " 'application/json' for it: see the pages on hosting",
    ),
    "no type": (
        PNG,
        Odd(headers={"Content-Type": None}),
        "it has no type instead of 'image/png' — let the host send 'image/png' for it: see the"
        " pages on hosting",
    ),
    "HTML instead of JSON": (
        BADGE,
        Odd(headers={"Content-Type": "text/html; charset=utf-8"}, body=HTML),
        "it is an HTML page (its type is 'text/html; charset=utf-8') — publish the file, not a"
        " page, there",
    ),
    "HTML as JSON": (
        PROFILE,
        Odd(body=HTML),
        "it is an HTML page — publish the site's own file there",
    ),
    "no JSON": (PROFILE, Odd(body=b"{"), "it is no JSON — publish the site's own file there"),
    "no CORS": (
        BADGE,
        Odd(headers={"Access-Control-Allow-Origin": None}),
        "there is no Access-Control-Allow-Origin, so that backpacks in a browser cannot read it —"
        " let the host send 'Access-Control-Allow-Origin: *'",
    ),
    "CORS for another": (
        BADGE,
        Odd(headers={"Access-Control-Allow-Origin": "https://other.example"}),
        "Access-Control-Allow-Origin is 'https://other.example', so that backpacks in a browser"
        " cannot read it — let the host send 'Access-Control-Allow-Origin: *'",
    ),
    "truncated": (
        PNG,
        Odd(body=b"\x89PNG", length=4000),
        "the answer breaks off after 4 of 4000 bytes — put the file on the host again",
    ),
    "broken packing": (
        BADGE,
        Odd(headers={"Content-Encoding": "gzip"}),
        "the answer breaks off, or is not packed as it says — put the file on the host again",
    ),
    "closed": (
        BADGE,
        Odd(close=True),
        "the connection was closed without a proper answer — see that the web server runs, and"
        " that the address is right",
    ),
    "wrong id": (
        PROFILE,
        Odd(
            body=b'{"@context": "x", "id": "https://old.example/issuers/small-agency/issuer.json"}'
        ),
        "its id is 'https://old.example/issuers/small-agency/issuer.json' instead of"
        f" '{BASE}{PROFILE}' — publish what the project builds there",
    ),
    "no id": (
        PROFILE,
        Odd(body=b'{"@context": "x"}'),
        f"it has no id, which should be '{BASE}{PROFILE}' — publish what the project builds there",
    ),
    "no picture": (
        PNG,
        Odd(body=b"not at all"),
        "the file is named .png but holds unknown content — put the picture on the host again",
    ),
    "HTML as picture": (
        PNG,
        Odd(body=HTML),
        "it is an HTML page — publish the picture there",
    ),
    "redirect to another host": (
        BADGE,
        Odd(302, {"Location": "http://localhost:1/badgeclass.json"}, b""),
        "it redirects to another host, localhost — let the host answer itself: an id must not"
        " wander",
    ),
    "redirect in a circle": (
        BADGE,
        Odd(301, {"Location": f"/{BADGE}"}, b""),
        f"it redirects in a circle, to HOME/{BADGE} again — mend the host's redirects",
    ),
    "redirect to nowhere": (
        BADGE,
        Odd(301, {}, b""),
        "it answers with status 301, but does not say where to go — mend the host's redirect",
    ),
    "redirect to another scheme": (
        BADGE,
        Odd(301, {"Location": "ftp://127.0.0.1/x"}, b""),
        "it redirects to ftp://127.0.0.1/x, which is no web address — mend the host's redirects",
    ),
    "page gone": (
        "glossary/",
        Odd(404, {}, b""),
        "status 404 instead of 200: nothing is there — publish the whole site: nothing that was"
        " published may go",
    ),
    "page as a download": (
        "glossary/",
        Odd(headers={"Content-Type": "application/octet-stream"}),
        "its type is 'application/octet-stream' instead of 'text/html' — let the host send"
        " 'text/html' for it: see the pages on hosting",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_promise_is_one_line(name: str, published: Path, built: Path) -> None:
    """Each fault is told with its address, what is wrong and what to do, and exits with 1."""
    path, odd, sentence = BROKEN[name]
    result = _verify(published, built, {path: odd})
    assert result.faults == [f"HOME/{path}: {sentence}"]
    assert result.lines[-1] == "9 addresses checked: 1 fault at 1 of them."
    assert result.code == 1
    assert "Traceback" not in result.error


def test_changed_bytes_are_found(published: Path, built: Path) -> None:
    """A frozen document that was reformatted on the way is not what was published."""
    compact = json.dumps(json.loads((built / BADGE).read_bytes())).encode()
    result = _verify(published, built, {BADGE: Odd(body=compact)})
    (line,) = result.faults
    assert line.startswith(f"HOME/{BADGE}: its bytes are not those of published/{BADGE} (SHA-256 ")
    assert line.endswith("…) — publish the site again, and let the host change nothing")


def test_missing_place_in_a_page_is_found(published: Path, built: Path) -> None:
    """A glossary term whose anchor went is told by its own address."""
    page = (built / "glossary/index.html").read_bytes().replace(b'id="badge"', b'id="badges"')
    assert _verify(published, built, {"glossary/": Odd(body=page)}).faults == [
        "HOME/glossary/#badge: the page has no place named 'badge' — bring it back: others link it"
    ]


def test_folder_without_slash_must_lead_to_the_page(published: Path, built: Path) -> None:
    """A page that is shown without its slash, or not at all, is a fault of its own."""
    page = {"Content-Type": "text/html"}
    odd = {
        "glossary": Odd(200, page, HTML),
        "catalog/safe-online": Odd(404, page, HTML),
        "issuers/small-agency/": Odd(301, {"Location": "/issuers/small-agency"}, b""),
        "issuers/small-agency": Odd(200, page, HTML),
    }
    shown = "the page is shown at HOME/{}, so that its links lead elsewhere — let the host redirect"
    assert _verify(published, built, odd).faults == [
        "HOME/catalog/safe-online: status 404 instead of 200: nothing is there — publish the whole"
        " site: nothing that was published may go",
        f"HOME/glossary: {shown.format('glossary')} to the address with a slash at its end",
        f"HOME/issuers/small-agency/: {shown.format('issuers/small-agency')} to the address with a"
        " slash at its end",
    ]


def test_a_few_redirects_on_one_host_are_fine(published: Path, built: Path) -> None:
    """Three steps are followed, a fourth is too many."""
    steps = {f"step{n}": Odd(302, {"Location": f"step{n + 1}"}, b"") for n in range(1, 5)}
    body = (built / BADGE).read_bytes()
    end = {"step4": Odd(headers={"Content-Type": "application/json"}, body=body)}
    first = {BADGE: Odd(302, {"Location": "/step1"}, b"")}
    assert _verify(published, built, first | steps | end).faults == [
        f"HOME/{BADGE}: it redirects more than 3 times — mend the host's redirects"
    ]
    shorter = {BADGE: Odd(302, {"Location": "/step2"}, b"")}
    assert _verify(published, built, shorter | steps | end).faults == []


def test_long_loop_of_redirects_ends(published: Path, built: Path) -> None:
    """Two addresses that send each other visitors are found out."""
    odd = {
        BADGE: Odd(302, {"Location": "/there"}, b""),
        "there": Odd(302, {"Location": f"/{BADGE}"}, b""),
    }
    assert _verify(published, built, odd).faults == [
        f"HOME/{BADGE}: it redirects in a circle, to HOME/{BADGE} again — mend the host's redirects"
    ]


def test_page_for_everything_is_no_404(published: Path, built: Path) -> None:
    """A host that answers 200 for whatever is not there is told so."""
    path = "badgepress-asks-for-what-is-not-there/"
    odd = {path: Odd(200, {"Content-Type": "text/html"}, HTML)}
    assert _verify(published, built, odd).faults == [
        f"HOME/{path}: status 200 for an address that does not exist — let the host send 404.html"
        " with status 404"
    ]


def test_what_a_document_names_must_answer(published: Path, built: Path) -> None:
    """The issuer and the picture of a badge class are checked although nobody listed them."""
    listed = published / "published" / "addresses.txt"
    listed.write_text(BADGE + "\n", "utf-8")
    gone = Odd(404, {}, b"")
    result = _verify(published, built, {PROFILE: gone, PNG: gone})
    lost = "status 404 instead of 200: nothing is there — publish the whole site: nothing that was"
    assert result.faults == [
        f"HOME/{PNG}: {lost} published may go",
        f"HOME/{PROFILE}: {lost} published may go",
    ]


def test_document_from_an_earlier_home_keeps_its_id(published: Path, built: Path) -> None:
    """After a move, frozen documents are right with the id that they were published with."""
    old = "https://badges.earlier.example/"
    text = (built / BADGE).read_text("utf-8").replace(BASE, old)
    (published / "published" / BADGE).write_text(text, "utf-8")
    assert _verify(published, built, {BADGE: Odd(body=text.encode())}).faults == []
    other = text.replace(f'"{old}{BADGE}"', f'"https://stranger.example/{BADGE}"')
    assert len(_verify(published, built, {BADGE: Odd(body=other.encode())}).faults) == 2


def test_slow_and_endless_answers_are_bounded(published: Path, built: Path) -> None:
    """Answers that come late, in drops or without end cost their timeout, and nothing else."""
    odd = {
        BADGE: Odd(wait=30),
        PROFILE: Odd(drip=0.05, body=b"{"),
        PNG: Odd(endless=True),
    }
    began = time.monotonic()
    result = _verify(published, built, odd, "--timeout", "2", apart=True)
    assert time.monotonic() - began < 10
    late = "give it longer with --timeout"
    assert result.faults == [
        f"HOME/{PNG}: the answer is larger than 16 MB, and may never end — see what the host sends"
        " there",
        f"HOME/{BADGE}: no answer within 2 seconds — see that the web server runs, and that the"
        f" address is right, or {late}",
        f"HOME/{PROFILE}: the answer did not end within 2 seconds — see what the host sends there,"
        f" or {late}",
    ]


def test_headers_that_never_end_are_given_up(published: Path, built: Path) -> None:
    """A host that plays tricks with single bytes does not keep the command for ever."""
    began = time.monotonic()
    odd = {BADGE: Odd(slow_headers=True)}
    result = _verify(published, built, odd, "--timeout", "0.2", apart=True)
    assert time.monotonic() - began < 20
    assert result.faults == [
        f"HOME/{BADGE}: no whole answer within 3.2 seconds — see what the host sends there"
    ]


def test_home_whose_headers_never_end_is_given_up(published: Path, built: Path) -> None:
    """A host that plays tricks at once is left after a while, with one line."""
    odd = {"": Odd(slow_headers=True)}
    result = _verify(published, built, odd, "--timeout", "0.2", apart=True)
    assert result.faults == [
        "HOME/: no whole answer within 3.2 seconds — see what the host sends there"
    ]


def test_no_more_requests_at_a_time_than_asked_for(published: Path, built: Path) -> None:
    """`--jobs` bounds what the host has to bear."""
    odd = {path: Odd(wait=0.1) for path in (BADGE, PNG, PROFILE, VERSION, "glossary/")}
    most = []
    for jobs in ("1", "3"):
        with serving(built, odd) as server:
            Result(f"http://127.0.0.1:{server.server_port}/", published, "--jobs", jobs)
            most.append(server.most_at_once)
    assert most[0] == 1
    assert 2 <= most[1] <= 3


def test_nobody_at_home_is_one_line(published: Path) -> None:
    """Where nothing takes connections, one line says so instead of one for each address."""
    port = free_port()
    result = Result(f"http://127.0.0.1:{port}/", published)
    assert result.lines == [
        COPY,
        f"HOME/: nothing takes connections at 127.0.0.1:{port} — see that the web server runs, and"
        " that the address is right",
        "1 address checked: 1 fault at 1 of them.",
    ]
    assert result.code == 1


def test_host_that_does_not_exist_is_one_line(published: Path) -> None:
    """A misspelled host is named."""
    result = Result("https://no-such-host.invalid/", published)
    assert result.faults == [
        "HOME/: there is no host named no-such-host.invalid — check the address, and the domain's"
        " DNS"
    ]


def _tls(tmp_path: Path, *names: str) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate, and the file by which its authority is trusted."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    return context, trusted


def test_certificate_nobody_trusts_is_a_fault(published: Path, built: Path, tmp_path: Path) -> None:
    """A certificate of one's own making is refused, as backpacks refuse it."""
    context, _ = _tls(tmp_path, "127.0.0.1")
    with serving(built, tls=context) as server:
        result = Result(f"https://127.0.0.1:{server.server_port}/", published)
    assert result.lines[1:] == [
        "HOME/: there is no secure connection: unable to get local issuer certificate — renew or"
        " mend the host's certificate",
        "1 address checked: 1 fault at 1 of them.",
    ]


def test_certificate_for_another_name_is_a_fault(
    published: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trusted certificate of another host is refused."""
    context, trusted = _tls(tmp_path, "other.example.org")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with serving(built, tls=context) as server:
        result = Result(f"https://127.0.0.1:{server.server_port}/", published)
    (line,) = result.faults
    assert line.startswith("HOME/: there is no secure connection: IP address mismatch, certificate")


def test_good_certificate_is_told_with_its_days(
    published: Path, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over https, the report says for how long the certificate is still valid."""
    context, trusted = _tls(tmp_path, "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with serving(built, tls=context) as server:
        home = f"https://127.0.0.1:{server.server_port}/"
        result = Result(home, published)
        report = json.loads("\n".join(Result(home, published, "--format", "json").lines))
    days = report["certificate_days"]
    assert days > 0
    more = f"{days} more days"
    assert result.lines[1:] == [
        f"The certificate is valid for {more}.",
        "9 addresses checked: all answer as they should.",
    ]


@pytest.mark.parametrize(
    ("days", "line"),
    [
        (60, "The certificate is valid for 60 more days."),
        (13, "The certificate is valid for 13 more days — see that it is renewed."),
        (1, "The certificate is valid for 1 more day — see that it is renewed."),
    ],
)
def test_certificate_that_ends_soon_is_mentioned(days: int, line: str) -> None:
    """Whoever reads the report learns in time that a renewal is due; it is no fault yet."""
    text = as_text(Report(BASE, BASE, True, 5, certificate_days=days))
    assert text.splitlines() == [line, "5 addresses checked: all answer as they should."]


def test_https_server_that_speaks_none_is_a_fault(published: Path, built: Path) -> None:
    """An https address at which plain http is spoken is told as that."""
    with serving(built) as server:
        result = Result(f"https://127.0.0.1:{server.server_port}/", published)
    assert result.faults == [
        "HOME/: there is no secure connection: the host speaks no TLS there — renew or mend the"
        " host's certificate"
    ]


def test_http_must_lead_to_https(built: Path) -> None:
    """A host that shows the site by plain http, too, is told to redirect."""
    with serving(built) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        faults, notes = leads_to_https(Client(5, 1), address)
    assert [str(fault) for fault in faults] == [
        f"{address}: it answers by http without leading to https — let the host redirect"
        " everything to https"
    ]
    assert notes == []
    faults, notes = leads_to_https(Client(5, 1), f"http://127.0.0.1:{free_port()}/")
    assert faults == []
    assert notes[0].endswith("; visitors who leave out https see nothing")


def test_http_that_leads_to_https_is_fine(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A redirect from http to https on the same host is what should be."""
    context, trusted = _tls(tmp_path, "127.0.0.1")
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with serving(built, tls=context) as secure:
        target = f"https://127.0.0.1:{secure.server_port}/"
        with serving(built, {"": Odd(301, {"Location": target}, b"")}) as plain:
            address = f"http://127.0.0.1:{plain.server_port}/"
            assert leads_to_https(Client(5, 1), address) == ([], [])


def test_report_for_programs_holds_every_fault(published: Path, built: Path) -> None:
    """As JSON, each fault has its address, a short name, a message and advice."""
    result = _verify(published, built, {PNG: Odd(404, {}, b"")}, "--format", "json")
    report = json.loads("\n".join(result.lines))
    assert report == {
        "home": "HOME/",
        "base_url": BASE,
        "published": True,
        "addresses": 9,
        "faults": [
            {
                "address": f"HOME/{PNG}",
                "name": "status",
                "message": "status 404 instead of 200: nothing is there",
                "advice": "publish the whole site: nothing that was published may go",
            }
        ],
        "notes": [HTTP],
        "certificate_days": None,
    }
    assert result.code == 1


def test_terminal_shows_progress_and_a_pipe_does_not(published: Path, built: Path) -> None:
    """Whoever watches sees how far it is; the report itself is the same."""
    reason = "there are no pseudo-terminals here, as on Windows"
    pty = pytest.importorskip("pty", reason=reason)
    termios = pytest.importorskip("termios", reason=reason)
    with serving(built, {BADGE: Odd(wait=0.5)}) as server:
        home = f"http://127.0.0.1:{server.server_port}/"
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        running = subprocess.Popen(
            [*VERIFY, home, "--project", str(published)],
            cwd=TESTS.parent,
            stdout=subprocess.PIPE,
            stderr=theirs,
        )
        out, _ = running.communicate(timeout=60)
        shown = _all_of(ours)
        os.close(theirs)
    assert b"/9 [" in shown
    assert out.decode().splitlines()[-1] == "9 addresses checked: all answer as they should."


def _all_of(terminal: int) -> bytes:
    """What was written to a terminal whose other side is still open."""
    shown = b""
    os.set_blocking(terminal, False)
    with suppress(BlockingIOError):
        while part := os.read(terminal, 65536):
            shown += part
    os.close(terminal)
    return shown


def test_interruption_leaves_at_once(published: Path, built: Path) -> None:
    """Ctrl-C ends the command while a host keeps it waiting, without a traceback."""
    with serving(built, {BADGE: Odd(wait=60)}) as server:
        home = f"http://127.0.0.1:{server.server_port}/"
        running = subprocess.Popen(
            [*VERIFY, home, "--project", str(published), "--timeout", "60"],
            cwd=TESTS.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        while f"/{BADGE}" not in server.asked:
            time.sleep(0.05)
        began = time.monotonic()
        running.send_signal(signal.SIGINT)
        out, error = running.communicate(timeout=30)
    assert time.monotonic() - began < 3
    assert running.returncode == 130
    assert (out, error) == (b"", b"")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["badges.example.org"], "'badges.example.org' is no home of a site — write it like"),
        (["https://x.example/?a"], "'https://x.example/?a' is no home of a site — write it like"),
        (["https://u:p@x.example/"], "is no home of a site — write it like"),
        (["https://x.example:port/"], "is no home of a site — write it like"),
        (["--jobs", "0"], "--jobs is 0 — choose 1 to 64"),
        (["--jobs", "1000"], "--jobs is 1000 — choose 1 to 64"),
        (["--timeout", "0"], "--timeout is 0 — choose more than 0, at most 600"),
        (["--timeout", "nan"], "--timeout is nan — choose more than 0, at most 600"),
    ],
)
def test_wrong_call_is_a_sentence(
    options: list[str], sentence: str, project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be done is refused with exit code 2 before anything is asked."""
    assert main(["verify", *options, "--project", str(project())]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("line", ["https://x.example/", "../x", "a b"])
def test_damaged_list_of_addresses_is_refused(
    line: str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line that is no address below the home is named with file and line."""
    listed = published / "published" / "addresses.txt"
    listed.write_text(f"catalog/\n{line}\n", "utf-8")
    assert main(["verify", "http://127.0.0.1:9/", "--project", str(published)]) == 1
    assert capsys.readouterr().err == (
        f"published/addresses.txt:2:1: '{line}' is no address below the site's home — restore the"
        " file from git\n"
    )


def test_yaml_with_mistakes_does_not_hide_what_is_published(published: Path, built: Path) -> None:
    """What was published is checked although somebody is editing the YAML."""
    (published / "catalog" / "safe-online.yaml").write_text("name: [", "utf-8")
    assert _verify(published, built).code == 0


def test_project_with_mistakes_and_nothing_published_says_so(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without anything published, the problems of the YAML are shown as the check shows them."""
    root = project({"catalog/safe-online.yaml": "name: ["})
    assert main(["verify", "--project", str(root)]) == 1
    assert "catalog/safe-online.yaml:2:1: this is not valid YAML" in capsys.readouterr().err


def test_our_own_nginx_configuration_passes(hosted: Hosted, home: str) -> None:
    """The site as nginx serves it by the printed configuration keeps every promise."""
    result = Result(home, hosted.project)
    assert result.faults == []
    assert result.lines[-1].endswith("addresses checked: all answer as they should.")
    assert result.code == 0
