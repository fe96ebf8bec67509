"""The rows of micro-credentials and stacks."""

from badgepress.documents.mapping.rows import (
    FORMER,
    IN_DOCUMENTS,
    NO_WORD,
    PAGE,
    PICTURE,
    REGISTRY,
    STARTING,
    Cell,
    Rows,
    no,
    to,
)
from badgepress.model.translations import MicroCredentialTranslations
from badgepress.model.walk import leaf_fields

_NARRATIVE = to("criteria.narrative")
_RUBRIC = to("criteria.narrative", "resultDescription")
_IN_ENGLISH = no("the English text decides; the translation has a page of its own")
_STAYS = no("the document of what was earned stays as it is")

ARTWORK: Rows = {
    f"artwork.{name}": (PICTURE, PICTURE, PICTURE)
    for name in ("shape", "icon", "stars", "banner", "color", "image")
}

_SHARED: Rows = {
    "name": (to("name"), to("name", "image.caption"), to("name")),
    "version": (
        to("version", "id", "image", "criteria.id", "related"),
        to("version", "id", "image.id", "criteria.id", "related"),
        to("version", "@id", "url", "image", "encoding.contentUrl"),
    ),
    "status": (_STAYS, _STAYS, to("creativeWorkStatus", "offers")),
    "retired.date": (_STAYS, _STAYS, NO_WORD),
    "retired.reason": (_STAYS, _STAYS, NO_WORD),
    "retired.replaced_by": (_STAYS, _STAYS, NO_WORD),
    "issuer": (to("issuer"), to("creator"), to("creator", "offers.offeredBy", "recognizedBy")),
    "summary": (to("description"), to("description"), to("description")),
    "audience.roles": (NO_WORD, NO_WORD, to("audience.educationalRole")),
    "audience.grades": (NO_WORD, NO_WORD, to("audience.audienceType")),
    "level": (NO_WORD, NO_WORD, to("educationalLevel")),
    "apply.url": (STARTING, STARTING, to("offers.url")),
    "apply.fee": (STARTING, STARTING, to("offers.description")),
    "apply.how": (STARTING, STARTING, NO_WORD),
    "tags": (to("tags"), to("tag"), to("keywords")),
    "formerly": (FORMER, FORMER, no("leads from the old address")),
    "ctid": (REGISTRY, REGISTRY, REGISTRY),
    **ARTWORK,
}


def scoring(narrative: Cell, rubric: Cell) -> Rows:
    """How evidence is scored and reviewed, whether the issuer says it or the micro-credential."""
    ids = no("a name that only rubrics use")
    return {
        "scoring_guide.levels.id": (ids, Cell(rubric.own[1:], rubric.badges[1:]), IN_DOCUMENTS),
        "scoring_guide.levels.name": (narrative, rubric, IN_DOCUMENTS),
        "scoring_guide.levels.description": (narrative, narrative, IN_DOCUMENTS),
        "scoring_guide.pass": (narrative, rubric, IN_DOCUMENTS),
        "review.by": (narrative, narrative, IN_DOCUMENTS),
        "review.days": (narrative, narrative, IN_DOCUMENTS),
        "review.resubmission": (narrative, narrative, IN_DOCUMENTS),
    }


MICRO_CREDENTIAL_ROWS: Rows = {
    **_SHARED,
    "version": (
        _SHARED["version"][0],
        to(*_SHARED["version"][1].own, "resultDescription.id"),
        _SHARED["version"][2],
    ),
    # With the issuer, its scoring guide and review process, where it has none of its own.
    "issuer": (
        to("issuer", "criteria.narrative"),
        to("creator", "criteria.narrative", "resultDescription"),
        _SHARED["issuer"][2],
    ),
    "competency": (_NARRATIVE, _NARRATIVE, to("competencyRequired")),
    "rationale": (PAGE, PAGE, NO_WORD),
    "hours": (_NARRATIVE, _NARRATIVE, to("timeRequired")),
    "ceu": (_NARRATIVE, to("criteria.narrative", "creditsAvailable"), NO_WORD),
    "ceu_note": (PAGE, PAGE, NO_WORD),
    "renewal_category": (PAGE, PAGE, NO_WORD),
    "valid_for": (_NARRATIVE, _NARRATIVE, to("validFor")),
    "alignments": (to("alignment"), to("alignment"), to("educationalAlignment")),
    "method.key": (_NARRATIVE, _NARRATIVE, IN_DOCUMENTS),
    "method.components.name": (_NARRATIVE, _NARRATIVE, IN_DOCUMENTS),
    "method.components.description": (_NARRATIVE, _NARRATIVE, IN_DOCUMENTS),
    **scoring(_NARRATIVE, _RUBRIC),
    "parts.kind": (_NARRATIVE, _NARRATIVE, IN_DOCUMENTS),
    "parts.name": (_NARRATIVE, to("criteria.narrative", "resultDescription.name"), IN_DOCUMENTS),
    "parts.prompt": (_NARRATIVE, _NARRATIVE, IN_DOCUMENTS),
    "parts.words.min": (_NARRATIVE, _NARRATIVE, IN_DOCUMENTS),
    "parts.words.max": (_NARRATIVE, _NARRATIVE, IN_DOCUMENTS),
    "parts.rubric": (_NARRATIVE, _RUBRIC, IN_DOCUMENTS),
    "parts.criteria.name": (
        _NARRATIVE,
        to("criteria.narrative", "resultDescription.name"),
        IN_DOCUMENTS,
    ),
    "parts.criteria.rubric": (_NARRATIVE, _RUBRIC, IN_DOCUMENTS),
    "prerequisites": (_NARRATIVE, _NARRATIVE, IN_DOCUMENTS),
    "resources.title": (PAGE, PAGE, to("mentions.name")),
    "resources.url": (PAGE, PAGE, to("mentions.url")),
    "resources.note": (PAGE, PAGE, to("mentions.description")),
    "research.title": (PAGE, PAGE, to("citation.name")),
    "research.url": (PAGE, PAGE, to("citation.url")),
    "research.note": (PAGE, PAGE, to("citation.description")),
    **{
        f"translations.{name}": (_IN_ENGLISH, _IN_ENGLISH, _IN_ENGLISH)
        for name in leaf_fields(MicroCredentialTranslations)
    },
}

_AWARD = no("without an award there is no document")
_STEPS = to("criteria.narrative", "creditsAvailable")

STACK_ROWS: Rows = {
    **_SHARED,
    "awards": (
        _AWARD,
        to("achievementType"),
        to("credentialCategory", "@type", "image", "encoding", "recognizedBy"),
    ),
    "description": (_NARRATIVE, _NARRATIVE, IN_DOCUMENTS),
    "steps.micro_credential": (_NARRATIVE, _STEPS, to("hasPart", "timeRequired")),
    "steps.stack": (_NARRATIVE, _STEPS, to("hasPart", "timeRequired")),
    "steps.any.at_least": (_NARRATIVE, _STEPS, to("timeRequired")),
    "steps.any.of": (_NARRATIVE, _STEPS, to("hasPart", "timeRequired")),
    "steps.note": (PAGE, PAGE, NO_WORD),
}
