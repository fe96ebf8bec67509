"""The rows of everything but micro-credentials and stacks."""

from badgepress.documents.mapping.offers import ARTWORK, scoring
from badgepress.documents.mapping.rows import (
    CHECK,
    NO_PLACE,
    NO_WORD,
    OTHERS_WORD,
    PICTURE,
    REGISTRY,
    SITE,
    STARTING,
    Rows,
    in_badges,
    no,
    to,
)
from badgepress.model import Wording
from badgepress.model.translations import TermTranslations
from badgepress.model.walk import leaf_fields

_CREATOR = ("creator",)
_SIGNED = no("awards are signed, wherever they are hosted")

_LEADS = no("leads from the old address to the new one")
_FORMERLY = (_LEADS, _LEADS, _LEADS)
ISSUER_ROWS: Rows = {
    "formerly": _FORMERLY,
    "ctid": (REGISTRY, REGISTRY, REGISTRY),
    "name": (
        to("name"),
        to("name", "image.caption", badges=_CREATOR),
        to("name", badges=_CREATOR),
    ),
    "url": (to("url"), to("url", badges=_CREATOR), to("url", badges=_CREATOR)),
    "email": (to("email"), to("email", badges=_CREATOR), to("email")),
    "description": (
        to("description"),
        to("description", badges=_CREATOR),
        to("description"),
    ),
    **dict.fromkeys(ARTWORK, (PICTURE, PICTURE, PICTURE)),
    "verification.allowed_origins": (
        to("verification.allowedOrigins"),
        _SIGNED,
        NO_WORD,
    ),
    "verification.starts_with": (
        to("verification.startsWith", "verification.allowedOrigins"),
        _SIGNED,
        NO_WORD,
    ),
    **scoring(
        in_badges("criteria.narrative"), in_badges("criteria.narrative", "resultDescription")
    ),
    "apply.url": (
        STARTING,
        STARTING,
        in_badges("offers.url"),
    ),
    "apply.fee": (
        STARTING,
        STARTING,
        in_badges("offers.description"),
    ),
    "apply.how": (
        STARTING,
        STARTING,
        NO_WORD,
    ),
}

_RECOGNIZED = to("@reverse.recognizedBy", badges=("recognizedBy",))

RECOGNIZER_ROWS: Rows = {
    "formerly": _FORMERLY,
    "name": (OTHERS_WORD, OTHERS_WORD, to("name", badges=("recognizedBy",))),
    "kind": (OTHERS_WORD, OTHERS_WORD, NO_WORD),
    "url": (OTHERS_WORD, OTHERS_WORD, to("url", badges=("recognizedBy",))),
    "description": (OTHERS_WORD, OTHERS_WORD, to("description")),
    "recognizes.micro_credential": (OTHERS_WORD, OTHERS_WORD, _RECOGNIZED),
    "recognizes.stack": (OTHERS_WORD, OTHERS_WORD, _RECOGNIZED),
    "recognizes.issuer": (OTHERS_WORD, OTHERS_WORD, in_badges("recognizedBy")),
    **{
        f"recognizes.{name}": (OTHERS_WORD, OTHERS_WORD, NO_WORD)
        for name in (
            "since",
            "until",
            "as.ceu",
            "as.renewal_category",
            "for",
            "roles",
            "conditions",
            "source",
        )
    },
}


def _item(prefix: str) -> Rows:
    """A focus area or a competency."""
    own = "hasDefinedTerm"
    ids = no("alignments alone use it")
    return {
        f"{prefix}.id": (ids, ids, to(f"{own}.@id")),
        f"{prefix}.name": (
            in_badges("alignment.targetName"),
            in_badges("alignment.targetName"),
            to(f"{own}.name", badges=("educationalAlignment.targetName",)),
        ),
        f"{prefix}.description": (
            in_badges("alignment.targetDescription"),
            in_badges("alignment.targetDescription"),
            to(f"{own}.description", badges=("educationalAlignment.targetDescription",)),
        ),
        f"{prefix}.code": (
            in_badges("alignment.targetCode"),
            in_badges("alignment.targetCode"),
            to(f"{own}.termCode", badges=("educationalAlignment.identifier",)),
        ),
        f"{prefix}.url": (
            in_badges("alignment.targetUrl"),
            in_badges("alignment.targetUrl"),
            to(f"{own}.url", badges=("educationalAlignment.targetUrl",)),
        ),
    }


FRAMEWORK_ROWS: Rows = {
    "formerly": _FORMERLY,
    "name": (
        in_badges("alignment.targetFramework"),
        in_badges("alignment.targetFramework"),
        to("name", badges=("educationalAlignment.educationalFramework",)),
    ),
    "abbreviation": (NO_PLACE, NO_PLACE, to("alternateName")),
    "publisher": (NO_PLACE, NO_PLACE, to("publisher.name")),
    "url": (
        in_badges("alignment.targetUrl"),
        in_badges("alignment.targetUrl"),
        to("url", badges=("educationalAlignment.targetUrl",)),
    ),
    "description": (NO_PLACE, NO_PLACE, to("description")),
    "source.title": (NO_PLACE, NO_PLACE, to("isBasedOn.name")),
    "source.url": (NO_PLACE, NO_PLACE, to("isBasedOn.url")),
    "source.retrieved": (NO_PLACE, NO_PLACE, NO_WORD),
    **_item("focus_areas"),
    "focus_areas.color": (PICTURE, PICTURE, PICTURE),
    **_item("focus_areas.competencies"),
}

_EARLIER = no("the definition of today is the one to be found")
_OWN_PAGE = no("said of the translation's own page")
_TERM = {
    "id": to("@id", "url", "termCode"),
    "term": to("name"),
    "abbreviation": to("alternateName"),
    "definition": to("description"),
    "note": NO_WORD,
    "also": to("alternateName"),
    "forms": no("used to find the term in texts"),
    "case": no("used to find the term in texts"),
    "see": NO_WORD,
    "source.title": to("subjectOf.name"),
    "source.url": to("subjectOf.url"),
    "source.retrieved": NO_WORD,
    "since": to("subjectOf.datePublished"),
    "status": NO_WORD,
    "replaced_by": NO_WORD,
    "formerly": _LEADS,
    **{f"history.{name}": _EARLIER for name in leaf_fields(Wording)},
    **{f"translations.{name}": _OWN_PAGE for name in leaf_fields(TermTranslations)},
}
GLOSSARY_ROWS: Rows = {f"terms.{name}": (NO_PLACE, NO_PLACE, cell) for name, cell in _TERM.items()}

_HOMES = to(
    *("@id", "url", "logo", "hasDefinedTerm", "inDefinedTermSet", "@reverse"),
    badges=("@id", "url", "image", "encoding", "hasPart", "creator", "offers", "recognizedBy"),
)
SETTINGS_ROWS: Rows = {
    "base_url": (
        to(
            *("id", "image", "verification.allowedOrigins"),
            badges=("id", "image", "criteria", "issuer", "related"),
        ),
        to(
            *("id", "image.id"),
            badges=("id", "image", "criteria", "creator", "resultDescription", "related"),
        ),
        _HOMES,
    ),
    "hours_per_ceu": (CHECK, CHECK, CHECK),
    "renewal_categories": (SITE, SITE, SITE),
    "roles": (CHECK, CHECK, CHECK),
    "grades": (CHECK, CHECK, CHECK),
    "corrections": (SITE, SITE, SITE),
    "notice": (SITE, SITE, SITE),
}
