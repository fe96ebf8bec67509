"""A ready configuration for nginx: maps from address to header, and the servers.

Headers are added once for the whole server, each by a variable that a map fills by the address: a
variable that is empty adds nothing, and no `location` forgets what the server says
(nginx.org/en/docs/http/ngx_http_headers_module.html#add_header).
"""

import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from badgepress.hosting.rules import (
    ATOM,
    CACHE,
    HEADERS_FILE,
    HSTS,
    OTHER_TYPE,
    REDIRECTS_FILE,
    TYPE,
    TYPES,
    Rule,
    content_type,
    expression,
)

_FOR_METHOD_OPTIONS = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
"""What a browser asks for before a request with headers of its own (Fetch, CORS-preflight)."""
_CHALLENGES = "/var/www/html"
"""Where Debian's nginx serves from before anything is set; certbot's first call needs it."""
_COMPRESSED = ("text/", "application/json", "application/ld+json", "xml", "wasm", "manifest")
_NOT_ALWAYS = (CACHE, "Link")
"""Headers that errors go without: nothing that is missing may be kept, or has documents."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where nginx serves the site; the defaults are those of a public host."""

    base_url: str
    root: str
    """The folder, without a last slash, in which the built site lies below the home's path."""
    certificates: str | None = None
    """The folder of `fullchain.pem` and `privkey.pem`; without one, no https is spoken."""
    hsts: bool = False
    http: str = "80"
    """Port, or address with port, as nginx's `listen` takes it."""
    https: str = "443"

    @property
    def host(self) -> str:
        """The name by which visitors ask."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def home(self) -> str:
        """The path of the site's home, with `/` at both ends."""
        return urlsplit(self.base_url).path

    @property
    def prefix(self) -> str:
        """How its variables begin, so that two sites may share one nginx.

        Short, because nginx takes no name of more than 46 letters unless its settings are raised.
        """
        return f"$bp_{zlib.crc32(self.base_url.encode()):08x}_"


def configuration(
    server: Server, rules: Sequence[Rule], moved: Sequence[tuple[str, str]] = ()
) -> str:
    """The text of a file for nginx's `conf.d/` or `sites-enabled/`."""
    lines = [f"# {server.base_url} — made by 'badgepress hosting nginx'.", *_maps(server, rules)]
    if server.certificates:
        lines += _to_https(server)
    lines += ["server {", *_listening(server)]
    lines += [f"    {line}" if line else "" for line in _body(server, rules, moved)]
    return "\n".join([*lines, "}"]) + "\n"


def _maps(server: Server, rules: Sequence[Rule]) -> Iterator[str]:
    for name, variable in _variables(server, rules).items():
        # In a map the first expression wins; among the rules, the last.
        found = [rule for rule in reversed(rules) if name in rule.headers]
        yield f"map $uri {variable} {{"
        for rule in found:
            yield f'    "~{_pattern(server, rule.pattern)}" {_quoted(rule.headers[name])};'
        yield "    default '';"
        yield "}"
    for name, value in _FOR_METHOD_OPTIONS.items():
        yield f"map $request_method {_variable(server, name)} {{"
        yield f"    OPTIONS {_quoted(value)};"
        yield "    default '';"
        yield "}"


def _variables(server: Server, rules: Sequence[Rule]) -> Mapping[str, str]:
    """Header → variable; types are nginx's own business."""
    names = dict.fromkeys(name for rule in rules for name in rule.headers if name != TYPE)
    return {name: _variable(server, name) for name in names}


def _variable(server: Server, header: str) -> str:
    return server.prefix + header.lower().replace("-", "_")


def _pattern(server: Server, pattern: str) -> str:
    """The rule's expression below the home; a folder's page is asked for by its file in the end."""
    page = r"(index\.html)?" if pattern.endswith("/") else ""
    return f"^{re.escape(server.home[:-1])}{expression(pattern).pattern}{page}$"


def _quoted(value: str) -> str:
    return '"' + value.replace('"', '\\"') + '"'


def _to_https(server: Server) -> Iterator[str]:
    port = "" if server.https == "443" else ":" + server.https.rpartition(":")[2]
    yield "server {"
    yield from _listen(server.http)
    yield f"    server_name {server.host};"
    yield "    # How Let's Encrypt sees that the domain is yours; renewals need it, too."
    yield f"    location ^~ /.well-known/acme-challenge/ {{ root {_CHALLENGES}; }}"
    yield f"    location / {{ return 301 https://{server.host}{port}$request_uri; }}"
    yield "}"


def _listening(server: Server) -> Iterator[str]:
    if server.certificates is None:
        yield from _listen(server.http)
        yield f"    server_name {server.host};"
        return
    yield from _listen(server.https, " ssl")
    yield f"    server_name {server.host};"
    yield f"    ssl_certificate {_quoted(server.certificates + '/fullchain.pem')};"
    yield f"    ssl_certificate_key {_quoted(server.certificates + '/privkey.pem')};"
    yield "    ssl_protocols TLSv1.2 TLSv1.3;"


def _listen(address: str, how: str = "") -> Iterator[str]:
    yield f"    listen {address}{how};"
    if address.isdigit():
        yield f"    listen [::]:{address}{how};"


def _body(server: Server, rules: Sequence[Rule], moved: Sequence[tuple[str, str]]) -> Iterator[str]:
    home = re.escape(server.home)
    yield from (
        f"root {_quoted(server.root)};",
        "index index.html;",
        "autoindex off;",
        "server_tokens off;",
        "# Redirects keep the host and port that the visitor used.",
        "absolute_redirect off;",
        f"error_page 404 {server.home}404.html;",
        "# A folder without a page is nothing that anybody should see.",
        f"error_page 403 =404 {server.home}404.html;",
        "# Browsers ask before a request with headers of its own.",
        "if ($request_method = OPTIONS) { return 204; }",
        "",
    )
    yield from _types()
    yield ""
    yield from _headers(server, rules)
    yield from (
        "",
        "gzip on;",
        # The default, 1, sends a quarter more.
        "gzip_comp_level 6;",
        "gzip_vary on;",
        "gzip_min_length 1024;",
        f"gzip_types {' '.join(_compressed())};",
        "",
        f"location ~ ^{home}({HEADERS_FILE}|{REDIRECTS_FILE})$ {{ return 404; }}",
        rf"location ~ ^{home}(?!\.well-known/)(.*/)?\. {{ return 404; }}",
        rf"location ~ {re.escape(ATOM[0])}$ {{ types {{ }} default_type {ATOM[1]}; }}",
    )
    for old, new in moved:
        yield f"location = {server.home}{old} {{ return 301 {server.home}{new}; }}"


def _types() -> Iterator[str]:
    yield "types {"
    endings: dict[str, list[str]] = {}
    for ending, kind in TYPES.items():
        endings.setdefault(kind, []).append(ending)
    for kind, names in endings.items():
        yield f"    {kind} {' '.join(names)};"
    yield "}"
    yield f"default_type {OTHER_TYPE};"
    yield "charset utf-8;"
    texts = [kind for kind in (*endings, ATOM[1]) if _is_text(kind, endings)]
    # text/html is always among them, and nginx warns where it is named.
    yield f"charset_types {' '.join(kind for kind in texts if kind != TYPES['html'])};"


def _is_text(kind: str, endings: Mapping[str, Sequence[str]]) -> bool:
    name = f"x.{endings[kind][0]}" if kind in endings else ATOM[0]
    return "charset" in content_type(name)


def _compressed() -> list[str]:
    kinds = [kind for kind in (*TYPES.values(), ATOM[1]) if any(k in kind for k in _COMPRESSED)]
    return [kind for kind in dict.fromkeys(kinds) if kind != TYPES["html"]]


def _headers(server: Server, rules: Sequence[Rule]) -> Iterator[str]:
    for name, variable in _variables(server, rules).items():
        yield f"add_header {name} {variable}{'' if name in _NOT_ALWAYS else ' always'};"
    for name in _FOR_METHOD_OPTIONS:
        yield f"add_header {name} {_variable(server, name)} always;"
    hsts = f"add_header {HSTS[0]} {_quoted(HSTS[1])} always;"
    if server.hsts:
        yield hsts
    else:
        yield "# Only if all of the domain is, and stays, reachable by https ('--hsts' writes it):"
        yield f"# {hsts}"
