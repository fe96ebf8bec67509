"""Which fields come back as they were when something is exported and then imported.

What a form cannot hold at all is no fault of the import: it is not in the export. Tests hold this
table to what really comes back; the reference shows it.
"""

from badgepress.kinds import (
    ENTITY_KINDS,
    ISSUER,
    MICRO_CREDENTIAL,
    STACK,
    Kind,
)
from badgepress.model.walk import leaf_fields

FORMS: dict[str, str] = {
    "openbadges-2.0": "Open Badges 2.0",
    "openbadges-3.0": "Open Badges 3.0",
    "openbadges-1.1": "Open Badges 1.1",
    "canvas": "Canvas Credentials",
    "moodle": "Moodle",
    "credly": "Credly",
    "registry": "CTDL",
    "csv": "CSV",
    "xlsx": "XLSX",
}
"""What `badgepress export` calls a form (badge documents are part of the site) → its name."""

_SHORT = ("name", "version", "summary", "tags")
_ISSUED = (*_SHORT, "issuer")
_CRITERIA = (
    *("competency", "hours", "ceu", "valid_for", "prerequisites", "method.key"),
    *("method.components.name", "method.components.description", "scoring_guide.levels.name"),
    *("scoring_guide.levels.description", "scoring_guide.pass", "review.by", "review.days"),
    *("review.resubmission", "parts.kind", "parts.name", "parts.prompt", "parts.words.min"),
    *("parts.words.max", "parts.criteria.name"),
)
"""What the criteria's text says; ids of levels, which rubrics use, are made from their names."""
_LEVEL_IDS = ("scoring_guide.levels.id", "parts.rubric", "parts.criteria.rubric")
_STEPS = (
    *("description", "steps.micro_credential", "steps.stack", "steps.any.at_least", "steps.any.of"),
)
_PROFILE = ("name", "url", "email")
_M, _S, _I = MICRO_CREDENTIAL.name, STACK.name, ISSUER.name


def _all(*kinds: Kind) -> dict[str, tuple[str, ...]]:
    return {kind.name: tuple(leaf_fields(kind.model)) for kind in kinds}


COMING_BACK: dict[str, dict[str, tuple[str, ...]]] = {
    "openbadges-2.0": {
        _M: (*_ISSUED, "alignments", *_CRITERIA),
        _S: (*_ISSUED, *_STEPS),
        _I: (
            *(*_PROFILE, "description"),
            *("verification.allowed_origins", "verification.starts_with"),
        ),
    },
    "openbadges-3.0": {
        _M: (*_ISSUED, "alignments", *_CRITERIA, *_LEVEL_IDS),
        _S: (*_ISSUED, "awards", *_STEPS),
        _I: (*_PROFILE, "description"),
    },
    "openbadges-1.1": {
        _M: (*_ISSUED, "alignments"),
        _S: _ISSUED,
        _I: (*_PROFILE, "description"),
    },
    "canvas": {
        _M: (*_SHORT, "alignments", *_CRITERIA),
        _S: (*_SHORT, "awards", *_STEPS),
    },
    "moodle": {
        _M: (*_ISSUED, "alignments", *_CRITERIA),
        _S: (*_ISSUED, *_STEPS),
        _I: _PROFILE,
    },
    "credly": {
        _M: (*_SHORT, "level", "alignments"),
        _S: (*_SHORT, "level"),
    },
    "registry": {
        _M: (*_ISSUED, "ctid", "alignments", *_CRITERIA),
        _S: (*_ISSUED, "ctid", "awards", *_STEPS),
        _I: (*_PROFILE, "description", "ctid"),
    },
    "csv": _all(*ENTITY_KINDS),
    "xlsx": _all(*ENTITY_KINDS),
}
"""Form → kind's name → fields, as people write them. The glossary comes back from tables alone."""
