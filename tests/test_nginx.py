"""The printed configuration in the real nginx: what browsers and backpacks get."""

import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import trustme
import urllib3
from hosted import Hosted, ask, nginx, program
from webserver import free_port

from badgepress.hosting.nginx import Server, configuration
from badgepress.hosting.rules import (
    CACHE,
    FOR_EVER,
    SHORT,
    VERSION,
    content_type,
    headers_for,
    is_served,
    rules_of,
)

pytest_plugins = ["hosting_fixtures"]

BADGE = "catalog/safe-online/v1/"


def test_every_file_is_sent_as_the_rules_say(hosted: Hosted, home: str) -> None:
    """Each file of the site has its bytes, its type and exactly the headers of the one model."""
    rules = rules_of(hosted.catalog)
    wrong = []
    for path in filter(is_served, hosted.files()):
        address = path.removesuffix("index.html") if path.endswith("index.html") else path
        got = ask(home + address)
        expected = headers_for(rules, address) | {"Content-Type": content_type(path)}
        sent = {name: got.headers.get(name) for name in expected}
        if (got.status, got.data) != (200, (hosted.folder / path).read_bytes()):
            wrong.append(f"{address}: {got.status}")
        if sent != expected or ("Link" in got.headers) != ("Link" in expected):
            wrong.append(f"{address}: {sent}")
    assert wrong == []


def test_badge_class_is_json_for_scripts_of_any_site(home: str) -> None:
    """A backpack in a browser reads the badge class; it may be kept for a week."""
    got = ask(home + BADGE + "badgeclass.json", Origin="https://backpack.example")
    assert got.status == 200
    assert got.headers["Content-Type"] == "application/json"
    assert got.headers["Access-Control-Allow-Origin"] == "*"
    assert got.headers[CACHE] == VERSION
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["ETag"]


def test_head_says_what_get_says(home: str) -> None:
    """A validator that asks for headers alone gets the same ones."""
    address = home + BADGE + "badgeclass.json"
    head, got = ask(address, "HEAD"), ask(address)
    assert head.status == 200
    assert head.data == b""
    assert {**head.headers, "Date": ""} == {**got.headers, "Date": ""}


def test_preflight_is_answered(home: str) -> None:
    """A browser that asks first, because of headers of its own, is told to go ahead."""
    got = ask(
        home + BADGE + "badgeclass.json",
        "OPTIONS",
        Origin="https://backpack.example",
        **{"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "x-trace"},
    )
    assert got.status == 204
    assert got.headers["Access-Control-Allow-Origin"] == "*"
    assert got.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert got.headers["Access-Control-Allow-Headers"] == "*"
    assert got.headers["Access-Control-Max-Age"] == "86400"


def test_answer_to_an_ordinary_request_has_no_preflight_headers(home: str) -> None:
    """What only a preflight asks for stands in no other answer."""
    assert "Access-Control-Allow-Methods" not in ask(home).headers


def test_nothing_can_be_written(home: str) -> None:
    """Other methods than reading are refused."""
    assert [ask(home + BADGE, method).status for method in ("POST", "PUT", "DELETE")] == [405] * 3


def test_missing_address_is_the_sites_own_404(hosted: Hosted, home: str) -> None:
    """Whoever follows a wrong link sees the site's page, and programs the status; none keeps it."""
    for path in ("nothing-here/", "catalog/nothing-here/v1/badgeclass.json"):
        got = ask(home + path)
        assert got.status == 404
        assert got.data == (hosted.folder / "404.html").read_bytes()
        assert CACHE not in got.headers
        assert got.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors 'none'" in got.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["catalog", "catalog/safe-online", "catalog/safe-online/v1"])
def test_folder_without_slash_leads_to_the_page(home: str, path: str) -> None:
    """An address that lost its last slash still arrives, on the host and port that was asked."""
    got = ask(home + path)
    assert got.status == 301
    assert got.headers["Location"] == f"{urlsplit(home).path}{path}/"


def test_folder_without_a_page_is_not_listed(hosted: Hosted, home: str) -> None:
    """Nobody sees a list of files."""
    folder = "assets/"
    assert (hosted.folder / folder).is_dir()
    got = ask(home + folder)
    assert got.status == 404
    assert got.data == (hosted.folder / "404.html").read_bytes()


def test_hidden_files_are_not_served_but_well_known_is(hosted: Hosted, home: str) -> None:
    """Files for hosts and dot files stay private; `.well-known/` is what everybody must find."""
    hidden = ["_headers", "_redirects", ".nojekyll", ".git/config", "catalog/.secret"]
    known = ".well-known/security.txt"
    for path in (*hidden, known):
        file = hosted.folder / path
        file.parent.mkdir(exist_ok=True)
        if not file.exists():
            file.write_text("x", "utf-8")
    assert [ask(home + path).status for path in hidden] == [404] * len(hidden)
    assert ask(home + known).status == 200


def test_only_cards_may_be_framed(hosted: Hosted, home: str) -> None:
    """Other sites may frame what lies below `embed/`, and nothing else."""
    card = hosted.folder / "embed" / "catalog" / "safe-online" / "index.html"
    card.parent.mkdir(parents=True, exist_ok=True)
    card.write_text("<p>A card.</p>", "utf-8")
    policies = [
        ask(home + path).headers["Content-Security-Policy"].rpartition("; ")[2]
        for path in ("embed/catalog/safe-online/", "", BADGE, "404.html")
    ]
    assert policies == ["frame-ancestors *", *["frame-ancestors 'none'"] * 3]


def test_nothing_inline_runs(home: str) -> None:
    """The policy lets scripts come from the site's own files alone."""
    policy = ask(home).headers["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert scripts == "script-src 'self' 'wasm-unsafe-eval'"


def test_names_with_a_digest_are_kept_for_ever(hosted: Hosted, home: str) -> None:
    """Scripts and styles whose name changes with their content are never asked for again."""
    names = [p for p in hosted.files() if "/bundle." in p and p.endswith(".js")]
    names += [p for p in hosted.files() if "/main." in p and p.endswith(".css")]
    assert len(names) == 2
    assert [ask(home + name).headers[CACHE] for name in names] == [FOR_EVER, FOR_EVER]
    assert ask(home).headers[CACHE] == SHORT


def test_text_is_compressed_for_who_asks(home: str) -> None:
    """Pages and documents travel small; pictures, which are small already, as they are."""
    sent = {
        path: ask(home + path, **{"Accept-Encoding": "gzip"}).headers.get("Content-Encoding")
        for path in ("", BADGE + "badgeclass.json", BADGE + "badge.svg", BADGE + "badge.png")
    }
    assert list(sent.values()) == ["gzip", "gzip", "gzip", None]


def test_feed_has_the_type_of_a_feed(hosted: Hosted, home: str) -> None:
    """Feed readers know an Atom feed by its type."""
    (hosted.folder / "feed.xml").write_text("<feed xmlns='http://www.w3.org/2005/Atom'/>", "utf-8")
    got = ask(home + "feed.xml")
    assert got.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert got.headers["Access-Control-Allow-Origin"] == "*"


def test_page_of_a_version_names_its_document(home: str) -> None:
    """A program that has a version's page finds its documents without reading it."""
    link = '<{}>; rel="alternate describedby"; type="application/json"'
    links = (link.format(name) for name in ("badgeclass.json", "achievement.json"))
    assert ask(home + BADGE).headers["Link"] == ", ".join(links)


def test_no_hsts_unless_asked_for(hosted: Hosted, home: str, tmp_path: Path) -> None:
    """The header that binds a whole domain is sent on the owner's word alone."""
    name = "Strict-Transport-Security"
    assert name not in ask(home).headers
    server = Server(hosted.catalog.settings.base_url, str(hosted.root), hsts=True)
    with nginx(hosted, tmp_path / "hsts", server) as address:
        assert ask(address).headers[name] == "max-age=31536000; includeSubDomains"
        assert ask(address + "nothing").headers[name] == "max-age=31536000; includeSubDomains"


def test_https_is_the_home_and_http_leads_there(hosted: Hosted, tmp_path: Path) -> None:
    """With certificates the site is served by https alone, and http leads to the same address."""
    certificates = tmp_path / "certificates"
    certificates.mkdir()
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1", "badges.example.org")
    issued.private_key_pem.write_to_path(str(certificates / "privkey.pem"))
    for blob in issued.cert_chain_pems:
        blob.write_to_path(str(certificates / "fullchain.pem"), append=True)
    trusted = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(trusted))
    server = Server(hosted.catalog.settings.base_url, str(hosted.root), str(certificates))
    with nginx(hosted, tmp_path / "tls", server) as address:
        with urllib3.PoolManager(ca_certs=str(trusted), retries=False) as pool:
            got = pool.request("GET", address + BADGE + "badgeclass.json", timeout=10)
        assert got.data == (hosted.folder / BADGE / "badgeclass.json").read_bytes()
        text = (tmp_path / "tls" / "site.conf").read_text("utf-8")
        plain = re.findall(r"listen (127\.0\.0\.1:\d+);", text)
        moved = ask(f"http://{plain[0]}/catalog/?a=b")
        assert moved.status == 301
        port = urlsplit(address).port
        assert moved.headers["Location"] == f"https://badges.example.org:{port}/catalog/?a=b"


def test_two_sites_share_one_nginx(hosted: Hosted, tmp_path: Path) -> None:
    """The configurations of two catalogs stand side by side without a complaint."""
    rules = rules_of(hosted.catalog)
    names = []
    for host in ("one.example.org", "micro-credentials.a-rather-long-name-of-a-host.example.org"):
        names.append(tmp_path / f"{host}.conf")
        server = Server(f"https://{host}/", "/var/www/x", http=f"127.0.0.1:{free_port()}")
        names[-1].write_text(configuration(server, rules), "utf-8")
    included = " ".join(f"include {name};" for name in names)
    main = tmp_path / "nginx.conf"
    main.write_text(f"pid {tmp_path}/pid; events {{}} http {{ {included} }}", "utf-8")
    command = [program("nginx"), "-t", "-c", str(main), "-e", str(tmp_path / "error.log")]
    finished = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert finished.returncode == 0, finished.stderr
    assert "[warn]" not in finished.stderr


def test_address_that_moved_redirects(hosted: Hosted, tmp_path: Path) -> None:
    """An old address leads to the new one for good."""
    server = Server(hosted.catalog.settings.base_url, str(hosted.root))
    moved = [("catalog/old/", "catalog/safe-online/")]
    with nginx(hosted, tmp_path / "moved", server, moved) as address:
        got = ask(address + "catalog/old/")
        assert got.status == 301
        assert got.headers["Location"] == f"{server.home}catalog/safe-online/"
