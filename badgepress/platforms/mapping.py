"""Which YAML fields each platform can hold, and how.

The reference's page is made from this table, and tests hold it to what the exports say. It covers
micro-credentials, stacks and issuers; everything else (recognizers, frameworks, terms) is held by
spreadsheets alone.
"""

from enum import StrEnum
from typing import NamedTuple

from badgepress.documents.mapping import MAPPING
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK


class Held(StrEnum):
    """How a platform holds a field."""

    WHOLE = "yes"
    """As it is: what is read back from there is the same."""
    PART = "in part"
    """In a form that does not say all of it."""
    TEXT = "in the text"
    """Within the narrative of the criteria, for people."""
    LINK = "by link"
    """In the picture that an address leads to."""
    NO = ""


class Target(NamedTuple):
    """A column of the table."""

    id: str
    title: str
    exports: tuple[str, ...]
    """What `badgepress export` calls them."""
    narrative: bool
    """Whether it holds the narrative of the criteria."""


CANVAS = Target("canvas", "Canvas", ("canvas",), True)
MOODLE = Target("moodle", "Moodle", ("moodle",), True)
CREDLY = Target("credly", "Credly", ("credly",), False)
SHEETS = Target(
    "sheets",
    "Blackboard, Schoology, Haiku, Openbadges.me",
    ("blackboard", "schoology", "haiku", "openbadges-me"),
    False,
)
OLD = Target("openbadges-1.1", "Open Badges 1.1", ("openbadges-1.1",), False)
TABLES = Target("tables", "CSV and XLSX", ("csv", "xlsx"), False)
REGISTRY = Target("registry", "Credential Registry", ("registry",), True)
TARGETS = (CANVAS, MOODLE, CREDLY, SHEETS, OLD, TABLES, REGISTRY)

_PICTURE = tuple(
    f"artwork.{name}" for name in ("shape", "icon", "stars", "banner", "color", "image")
)
_W, _P = Held.WHOLE, Held.PART

_OFFERED: dict[str, dict[str, Held]] = {
    CANVAS.id: {"name": _W, "summary": _W, "tags": _W, "version": _P},
    MOODLE.id: {"name": _W, "summary": _W, "tags": _W, "version": _W, "issuer": _P},
    CREDLY.id: {
        "name": _W,
        "summary": _W,
        "tags": _W,
        "version": _P,
        "level": _W,
        "apply.fee": _P,
    },
    SHEETS.id: {"name": _W, "summary": _W, "version": _P},
    OLD.id: {"name": _W, "summary": _W, "tags": _W, "version": _P, "issuer": _P},
    REGISTRY.id: {
        "name": _W,
        "summary": _W,
        "tags": _W,
        "version": _P,
        "issuer": _P,
        "ctid": _W,
        "status": _P,
    },
}
"""What holds for micro-credentials and stacks; tables hold everything."""

_STEPS = ("steps.micro_credential", "steps.stack", "steps.any.at_least", "steps.any.of")

_MORE: dict[str, dict[str, dict[str, Held]]] = {
    MICRO_CREDENTIAL.name: {
        CANVAS.id: {"valid_for": _W, "alignments": _P},
        MOODLE.id: {"valid_for": _P, "alignments": _P},
        CREDLY.id: {"alignments": _P, "parts.name": _P},
        OLD.id: {"alignments": _P},
        REGISTRY.id: {"alignments": _P, "hours": _W, "valid_for": _W, "prerequisites": _P},
    },
    STACK.name: {
        CANVAS.id: {"awards": _W},
        CREDLY.id: dict.fromkeys(_STEPS, _P),
        REGISTRY.id: {
            "awards": _W,
            "description": _W,
            **dict.fromkeys(_STEPS, _P),
            "steps.note": _P,
        },
    },
}
"""What holds besides for each of the two."""

_ISSUER: dict[str, dict[str, Held]] = {
    MOODLE.id: dict.fromkeys(("name", "url", "email"), _W),
    CREDLY.id: {"apply.fee": _P},
    OLD.id: dict.fromkeys(("name", "url", "email", "description"), _W),
    REGISTRY.id: dict.fromkeys(("name", "url", "email", "description", "ctid"), _W),
}


def held(target: Target, kind: str, field: str) -> Held:
    """How a platform holds a field, as people write it (`parts.words.min`), of a kind's documents.

    Raises `KeyError` for a field that there is not.
    """
    cell = MAPPING[kind][field][0]
    if target is TABLES:
        return Held.WHOLE
    if kind == ISSUER.name:
        found = _ISSUER.get(target.id, {}).get(field)
        text = target.narrative and "criteria.narrative" in cell.badges
    else:
        every = {**_OFFERED[target.id], **_MORE[kind].get(target.id, {})}
        linked = target in (OLD, REGISTRY)
        every.update(dict.fromkeys(_PICTURE, Held.LINK if linked else Held.PART))
        found = every.get(field)
        text = target.narrative and "criteria.narrative" in cell.own
    return found or (Held.TEXT if text else Held.NO)
