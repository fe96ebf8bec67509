"""The one model of what a host sends with each file: headers by pattern, types by file name.

Each host's configuration is a rendering of `rules_of`; no header is written anywhere else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import MICRO_CREDENTIAL, STACK

HEADERS_FILE = "_headers"
REDIRECTS_FILE = "_redirects"
NO_JEKYLL = ".nojekyll"
FOR_HOSTS = (HEADERS_FILE, REDIRECTS_FILE, NO_JEKYLL)
"""Files that hosts read and visitors need not see; other hosts just keep them."""

ALLOW_ORIGIN = "Access-Control-Allow-Origin"
CACHE = "Cache-Control"
POLICY = "Content-Security-Policy"
TYPE = "Content-Type"
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
"""Tells browsers for a year that the host is to be reached by https alone (RFC 6797): the owner's
decision, since it binds the whole domain."""

TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "map": "application/json",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle",
    "csv": "text/csv",
    "xml": "application/xml",
    "txt": "text/plain",
    "md": "text/markdown",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
}
"""File name's ending → type, as registered with IANA."""
OTHER_TYPE = "application/octet-stream"
ATOM = ("feed.xml", "application/atom+xml")
"""The one name whose ending does not tell its type: an Atom feed (RFC 4287)."""
_WITH_CHARSET = re.compile(r"text/(?!turtle)|.*\Wxml")

DOCUMENTS = ("json", "jsonld", "ttl", "csv", "xml")
"""What programs read; scripts of any site may."""
PICTURES = ("svg", "png")
"""Badge pictures: a backpack in a browser bakes them, which needs their bytes."""
_RARE = ("jsonld", "ttl", "csv")
"""Documents whose type hosts do not always know by themselves."""

SHORT = "public, max-age=300"
"""Five minutes: a page that was mended is soon seen by everybody."""
VERSION = "public, max-age=604800, stale-if-error=2592000"
"""A day, then the cache asks again; if the host is down, a copy of thirty days will do.

Not `immutable`: an amendment may correct a frozen version's wording. It never changes the meaning,
so a copy that is a week old is not wrong.
"""
FOR_EVER = "public, max-age=31536000, immutable"
"""A year without asking, for files whose name changes with what is in them (RFC 8246)."""

_HASHED = (
    "/assets/javascripts/bundle.*.js",
    "/assets/javascripts/workers/search.*.js",
    "/assets/stylesheets/main.*.css",
    "/assets/stylesheets/palette.*.css",
    *(f"/{urls.SEARCH_INDEX}/{folder}/*.json" for folder in ("cards", "filters", "rows")),
    *(f"/{urls.SEARCH_INDEX}/{folder}/*" for folder in ("fragment", "index")),
    *(f"/{urls.SEARCH_INDEX}/:number/{folder}/*" for folder in ("fragment", "index")),
    f"/{urls.SEARCH_INDEX}/*.pf_meta",
)
"""The frame's own scripts and styles and the search index, which carry a digest in their names."""

_POLICY = {
    "default-src": "'self'",
    # A full-text search compiled to WebAssembly needs the second; nothing inline runs.
    "script-src": "'self' 'wasm-unsafe-eval'",
    # Tables of hand-written pages align their cells by style attributes.
    "style-src": "'self' 'unsafe-inline'",
    # Icons in stylesheets are data.
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
FRAMED = "/embed/*"
"""Small cards for other sites: the only pages that may stand in a frame."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is sent with every address that a pattern matches; a later rule goes before."""

    pattern: str
    """From the site's home on: `*` is anything, `:name` anything without a slash."""
    headers: dict[str, str]
    why: str
    """For whoever reads the configuration."""


def policy(framing: str) -> str:
    """The Content-Security-Policy (level 3); `framing` says who may put the page in a frame."""
    parts = {**_POLICY, "frame-ancestors": framing}
    return "; ".join(f"{name} {value}" for name, value in parts.items())


def rules_of(catalog: Catalog) -> list[Rule]:
    """All rules, the general ones first."""
    return list(_rules(catalog))


def _rules(catalog: Catalog) -> Iterator[Rule]:
    everywhere = {
        POLICY: policy("'none'"),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        CACHE: SHORT,
    }
    yield Rule("/*", everywhere, "everything: no foreign or inline script, no frame, asked anew")
    yield Rule(FRAMED, {POLICY: policy("*")}, "small cards that any site may frame")
    for ending in (*DOCUMENTS, *PICTURES):
        rare = {TYPE: content_type(f".{ending}")} if ending in _RARE else {}
        what = "pictures" if ending in PICTURES else "documents"
        yield Rule(f"/*.{ending}", {ALLOW_ORIGIN: "*", **rare}, f"{what}: scripts of any site read")
    yield Rule(f"/*{ATOM[0]}", {TYPE: content_type(ATOM[0])}, "feeds")
    for kind in (MICRO_CREDENTIAL, STACK):
        version = f"/{kind.address}/:id/:version/"
        for name in urls.BADGE_FILES:
            yield Rule(version + name, {CACHE: VERSION}, "a version's own: kept for a week")
        offered = [entry for of, entry in catalog.offered() if of is kind]
        # A pattern knows nothing of single entries: a stack without a badge has no document.
        if offered and all(has_badge(entry.data) for entry in offered):
            yield Rule(version, {"Link": _alternates()}, "a version's page names its documents")
    for pattern in _HASHED:
        yield Rule(pattern, {CACHE: FOR_EVER}, "a name that changes with the content")


def _alternates() -> str:
    """The version's documents (RFC 8288); relative addresses are resolved against the page's."""
    documents = (name for name in urls.BADGE_FILES if name.endswith(".json"))
    link = '<{}>; rel="alternate describedby"; type="{}"'
    return ", ".join(link.format(name, content_type(name)) for name in documents)


def content_type(path: str) -> str:
    """The type of a file by its name, with its encoding where it is text (RFC 9110, 8.3)."""
    name = path.rpartition("/")[2]
    kind = TYPES.get(name.rpartition(".")[2].lower(), OTHER_TYPE)
    if name.endswith(ATOM[0]):
        kind = ATOM[1]
    return f"{kind}; charset=utf-8" if _WITH_CHARSET.match(kind) else kind


def is_served(path: str) -> bool:
    """Whether visitors should get this file of the site: no dot files, but `.well-known/`."""
    hidden = any(part.startswith(".") for part in path.split("/"))
    return path not in FOR_HOSTS and (not hidden or path.startswith(".well-known/"))


def headers_for(rules: Sequence[Rule], path: str) -> dict[str, str]:
    """What a file or page is sent with; `path` is relative to the site's home."""
    found: dict[str, str] = {}
    for rule in rules:
        if expression(rule.pattern).fullmatch("/" + path):
            found |= rule.headers
    return found


@cache
def expression(pattern: str) -> re.Pattern[str]:
    """A rule's pattern as a regular expression that Python and nginx understand alike."""
    return re.compile("".join(map(_part, re.split(r"(\*|:\w+)", pattern))))


def _part(text: str) -> str:
    if text.startswith(":"):
        return "[^/]+"
    return ".*" if text == "*" else re.escape(text)
