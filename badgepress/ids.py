"""Which ids are free to use."""

import re
import unicodedata

from badgepress.model.fields import ID_ADVICE, ID_PATTERN

MAX_ID = 64
_WORDS = frozenset(
    re.findall(
        "[a-z]+",
        "page pages index browse catalog stacks issuers recognizers frameworks glossary plan"
        " compare embed use api feed awards assets search images new draft v",
    )
)
_WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
_VERSION = re.compile(r"v[0-9]+")
_LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]{2})?")


def id_problem(entity_id: str) -> tuple[str, str, str] | None:
    """Rule, message and advice if an id may not be used, else `None`."""
    if not re.fullmatch(ID_PATTERN, entity_id):
        return "id", f"'{entity_id}' is not an id", ID_ADVICE
    if len(entity_id) > MAX_ID:
        return (
            "id",
            f"the id has {len(entity_id)} characters; at most {MAX_ID} are allowed",
            "shorten it",
        )
    reason = _reserved_for(entity_id)
    if reason:
        return "reserved-id", f"the id '{entity_id}' is reserved ({reason})", "choose another id"
    return None


def as_id(text: str) -> str:
    """The nearest id to a text, or an empty string where none is near."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    near = re.sub("[^a-z0-9]+", "-", ascii_text.lower()).strip("-")
    return near if near and not id_problem(near) else ""


def _reserved_for(entity_id: str) -> str:
    if entity_id in _WORDS:
        return "it is a part of the site's own addresses"
    if _VERSION.fullmatch(entity_id):
        return "it looks like a version"
    if _LANGUAGE.fullmatch(entity_id):
        return "it is kept for languages"
    if _WINDOWS.fullmatch(entity_id):
        return "Windows cannot store it"
    return ""
