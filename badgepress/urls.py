"""Every public address, in one place; all are relative to `base_url` and without a first `/`.

Pages end with `/`, documents with a file extension. The reference's page on addresses says which of
them are permanent.
"""

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

PLAN = "plan/"
COMPARE = "compare/"
"""Tools for visitors; their state is in the address's fragment."""

AREA_STYLES = "assets/badgepress/areas.css"
SITEMAP = "sitemap.xml"
SEARCH_INDEX = "pagefind"
"""Folder of the search index."""
VOCABULARY = "assets/badgepress/vocabulary.json"
"""What a search that finds little compares its words with."""

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

QR_CODE = "keep/qr.svg"
CHECKLIST_MD = "keep/checklist.md"
CHECKLIST_CSV = "keep/checklist.csv"
"""What readers take along from the page of something offered; not permanent.

In a folder, because some hosts take a file beside the page for a version, whatever its name is.
"""

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

GLOSSARY_JSON = f"{GLOSSARY}glossary.json"
GLOSSARY_JSONLD = f"{GLOSSARY}glossary.jsonld"
GLOSSARY_TURTLE = f"{GLOSSARY}glossary.ttl"
GLOSSARY_CSV = f"{GLOSSARY}glossary.csv"
GLOSSARY_TYPES = {
    GLOSSARY_JSON: "application/json",
    GLOSSARY_JSONLD: "application/ld+json",
    GLOSSARY_TURTLE: "text/turtle",
    GLOSSARY_CSV: "text/csv",
}
GLOSSARY_FILES = tuple(GLOSSARY_TYPES)
"""The whole glossary for machines; these addresses are permanent."""
GLOSSARY_EMBED = f"{GLOSSARY}embed/"
"""Where somebody puts together a card for another site."""

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


def tool_entries(tool: str, number: int) -> str:
    """A file with some of the entries that a tool may load."""
    return f"{tool}entries/{number}.json"


def term_anchor(term_id: str) -> str:
    """A glossary term's place on the page of all terms."""
    return f"{GLOSSARY}#{term_id}"


def translated(language: str, path: str) -> str:
    """A page in a language other than English."""
    return f"{language}/{path}"


def relative(target: str, start: str) -> str:
    """The link from one page to another address of the site, both relative to `base_url`."""
    path, hash_mark, fragment = target.partition("#")
    # Addresses have no dots and no empty parts, so `posixpath.relpath` would do needless work.
    there, here = path.split("/"), start.split("/")
    name = there.pop()
    here.pop()
    same = 0
    for one, other in zip(there, here, strict=False):
        if one != other:
            break
        same += 1
    link = "/".join([*[".."] * (len(here) - same), *there[same:], name])
    return f"{link or './'}{hash_mark}{fragment}"
