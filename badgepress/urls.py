"""Every public address, in one place; all are relative to `base_url` and without a first `/`.

Pages end with `/`, documents with a file extension. The reference's page on addresses says which of
them are permanent.
"""

import posixpath

MAX_LENGTH = 254
"""Longest address in characters; Badgr stores no longer ones."""

HOME = ""
CATALOG = "catalog/"
STACKS = "stacks/"
ISSUERS = "issuers/"
RECOGNIZERS = "recognizers/"
FRAMEWORKS = "frameworks/"
GLOSSARY = "glossary/"
LISTS = (CATALOG, STACKS, ISSUERS, RECOGNIZERS, FRAMEWORKS, GLOSSARY)
"""The list of each kind, and the page of all terms."""

AREA_STYLES = "assets/badgepress/areas.css"
SITEMAP = "sitemap.xml"

BADGE_CLASS = "badgeclass.json"
ACHIEVEMENT = "achievement.json"
ISSUER_PROFILE = "issuer.json"
PROFILE = "profile.json"
BADGE_SVG = "badge.svg"
BADGE_PNG = "badge.png"
BADGE_FILES = (BADGE_CLASS, ACHIEVEMENT, BADGE_SVG, BADGE_PNG)
"""What stands beside the page of a version that has a badge."""
ISSUER_FILES = (ISSUER_PROFILE, PROFILE)
"""What stands beside the page of every issuer."""
LOGO_SVG = "logo.svg"
LOGO_PNG = "logo.png"

API = "api/v1/"
API_INDEX = f"{API}index.json"
API_DESCRIPTION = f"{API}openapi.json"
API_FILES = (
    API_INDEX,
    API_DESCRIPTION,
    *(
        f"{API}{name}"
        for name in (
            "micro-credentials.json",
            "micro-credentials.csv",
            "stacks.json",
            "stacks.csv",
            "recognizers.json",
            "recognizers.csv",
            "issuers.json",
            "frameworks.json",
        )
    ),
)
"""Bulk data; these addresses are permanent."""

FEED_ATOM = "feed.xml"
FEED_JSON = "feed.json"
FEED_TYPES = {FEED_ATOM: "application/atom+xml", FEED_JSON: "application/feed+json"}
FEEDS = tuple(FEED_TYPES)
"""What changed, for the whole site at its home and for each recognizer beside its page."""
RECOGNIZED = "recognized.csv"
RECOGNIZER_FILES = (RECOGNIZED, *FEEDS)
"""What stands beside the page of every recognizer."""


USE = "use/"
"""Before the address of something that has a badge: how to use it in other systems.

In a folder of its own, because some hosts take what is below an entry for a version of it.
"""
MOODLE_BACKUP = "moodle.mbz"
"""Beside that page."""
CTDL = "ctdl.json"
"""There, for everything that has a CTID: its document for the Credential Registry."""
PATHWAY = "pathway.json"
"""There, for a stack that has a CTID: its steps for the Credential Registry."""


def page(address: str, entity_id: str) -> str:
    """An entity's page; `address` is its kind's first part, such as `catalog`."""
    return f"{address}/{entity_id}/"


def use(address: str, entity_id: str) -> str:
    """The page that tells how something is used in other systems; `address` is its kind's."""
    return USE + page(address, entity_id)


def version(address: str, entity_id: str, number: int) -> str:
    """The page of one version for ever: the badge class's criteria."""
    return f"{address}/{entity_id}/v{number}/"


def version_number(address: str) -> str:
    """The number at the end of a version's address: `2` of `…/v2/`."""
    return address.rstrip("/").rpartition("/v")[2]


def term(term_id: str) -> str:
    """A glossary term's page."""
    return f"{GLOSSARY}{term_id}/"


def embed(path: str) -> str:
    """The small card of a page, for other sites."""
    return f"embed/{path}"


def term_anchor(term_id: str) -> str:
    """A glossary term's place on the page of all terms."""
    return f"{GLOSSARY}#{term_id}"


def relative(target: str, start: str) -> str:
    """The link from one page to another address of the site, both relative to `base_url`."""
    path, hash_mark, fragment = target.partition("#")
    folder = start if start.endswith("/") or not start else posixpath.dirname(start)
    link = posixpath.relpath("/" + path, "/" + folder)
    if path.endswith("/") or not path:
        link = link.rstrip("/") + "/"
    return link + hash_mark + fragment
