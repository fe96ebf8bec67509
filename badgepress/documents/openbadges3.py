"""Open Badges 3.0: Achievement and Profile as hosted documents.

They carry no proof: what is signed is the credential that a badge system issues to an earner, and
that embeds an Achievement as it stands here.

Source: Open Badges Specification v3.0, 1EdTech, https://www.imsglobal.org/spec/ob/v3p0/
"""

from collections.abc import Iterator
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents import openbadges2
from badgepress.documents.narrative import criteria, harmless
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.model import Awards, FocusArea, Issuer, MicroCredential, Offered, Stack
from badgepress.relations import Aligned

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
BADGE_CLASS_TYPE = "https://w3id.org/openbadges#BadgeClass"

_STACK_TYPES = {
    # "Set of learning opportunities that leads to an outcome"; it is no micro-credential itself.
    Awards.STACK: "LearningProgram",
    # "Designates requisite knowledge and skills of an occupation, profession, or academic program".
    Awards.CREDENTIAL: "Certificate",
}
"""What a stack awards → term of the AchievementType enumeration, whose words these are."""


def achievement(catalog: Catalog, kind: Kind, entry: Entry[Offered]) -> dict[str, Any]:
    """The Achievement of the current version (Open Badges 3.0, appendix B, Achievement)."""
    data = entry.data
    version = catalog.version_address(kind, entry)
    address = version + urls.ACHIEVEMENT
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "id": address,
        "type": ["Achievement"],
        "achievementType": achievement_type(data),
        "name": data.name,
        "description": data.summary,
        "humanCode": entry.id,
        "version": str(data.version),
        "inLanguage": openbadges2.LANGUAGE,
        "image": _image(version + urls.BADGE_PNG, f"Badge of {data.name}"),
        "criteria": {"id": version, "narrative": criteria(catalog, entry)},
        "creator": _profile(catalog, catalog.issuer_of(data)),
    }
    if credits_available := _credits(catalog, entry):
        document["creditsAvailable"] = credits_available
    if isinstance(data, MicroCredential):
        if data.alignments:
            document["alignment"] = [_alignment(each) for each in catalog.alignments_of(data)]
        document["resultDescription"] = list(_results(catalog, data, address))
    if data.tags:
        document["tag"] = list(data.tags)
    document["related"] = [
        _related(version + urls.BADGE_CLASS, "Open Badges v2p0", BADGE_CLASS_TYPE),
        *(
            _related(older + urls.ACHIEVEMENT, urls.version_number(older))
            for older in catalog.earlier(kind, entry)
        ),
    ]
    return document


def profile(catalog: Catalog, entry: Entry[Issuer]) -> dict[str, Any]:
    """The issuer's Profile (Open Badges 3.0, appendix B, Profile)."""
    return {"@context": CONTEXT, **_profile(catalog, entry)}


def _profile(catalog: Catalog, entry: Entry[Issuer]) -> dict[str, Any]:
    data = entry.data
    home = catalog.issuer_home(entry.id)
    found: dict[str, Any] = {
        "id": home + urls.PROFILE,
        "type": ["Profile"],
        **openbadges2.issuer_words(data),
    }
    if data.artwork:
        found["image"] = _image(home + urls.LOGO_PNG, f"Logo of {data.name}")
    return found


def achievement_type(data: Offered) -> str:
    """Term of the AchievementType enumeration (Open Badges 3.0, appendix B)."""
    return _STACK_TYPES[data.awards] if isinstance(data, Stack) else "MicroCredential"


def _image(address: str, caption: str) -> dict[str, str]:
    return {"id": address, "type": "Image", "caption": caption}


def _credits(catalog: Catalog, entry: Entry[Any]) -> float:
    """CEU; 0 where there are none, or where they depend on what an earner chooses."""
    ceu = catalog.ceu_of(entry)
    # Rounded, for a sum of 0.1 and 0.2 is not quite 0.3.
    return round(ceu.most, 2) if ceu.least == ceu.most else 0


def _alignment(aligned: Aligned) -> dict[str, Any]:
    """An Alignment with the type of its target.

    The enumeration's own terms say that the target is published as CASE or by Credential Engine,
    which no framework of a catalog says of itself, so the types are extensions.
    """
    is_area = isinstance(aligned.item, FocusArea)
    return {
        "type": ["Alignment"],
        **openbadges2.alignment(aligned),
        "targetType": "ext:FocusArea" if is_area else "ext:Competency",
    }


def _results(catalog: Catalog, data: MicroCredential, address: str) -> Iterator[dict[str, Any]]:
    """A ResultDescription for each row of each part's rubric.

    A level is required of a row only where the passing rule asks for it in every part.
    """
    guide = catalog.scoring_guide_of(data)
    for number, part in enumerate(data.parts, start=1):
        for position, row in enumerate(part.rows, start=1):
            row_id = f"{address}#part-{number}-row-{position}"
            found: dict[str, Any] = {
                "id": row_id,
                "type": ["ResultDescription"],
                "name": f"{part.name}: {row.name}" if part.criteria else part.name,
                "resultType": "RubricCriterionLevel",
            }
            if guide.passing_count is None:
                found["requiredLevel"] = f"{row_id}-{guide.passing_level}"
            found["rubricCriterionLevel"] = [
                {
                    "id": f"{row_id}-{level.id}",
                    "type": ["RubricCriterionLevel"],
                    "name": level.name,
                    "level": level.id,
                    "description": harmless(row.rubric[level.id]),
                }
                for level in guide.levels
            ]
            yield found


def _related(address: str, version: str, *types: str) -> dict[str, Any]:
    return {"type": ["Related", *types], "id": address, "version": version}
