"""The reference's page on what each field is to a published badge, from the model."""

from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.model import Bearing, bears
from badgepress.tables import markdown_table

_HEADINGS = {
    Bearing.MEANING: (
        "Says what was earned",
        "A change of one of these is a new version, which `badgepress revise ID` starts. The check"
        " refuses it in a version that was published.",
    ),
    Bearing.AMENDABLE: (
        "May be corrected",
        "`badgepress amend ID --reason …` brings a correction into the published version. It is"
        " recorded with date, reason and the digests of the files before and since, and shown on"
        " the page.",
    ),
    Bearing.OUTSIDE: (
        "No part of the badge",
        "These change freely; the page follows with the next build.",
    ),
}


def bearing_text() -> str:
    """A table for each bearing: field, where it stands, why."""
    parts = [
        "Once a version is published, its documents are frozen: builds copy them byte for byte."
        " What may still change in its YAML depends on the field. Everything inside a field, such"
        " as a part's prompt or a level of the scoring guide, is as the field itself."
        " [Publishing](publishing.md) tells how it is done."
    ]
    for bearing, (heading, about) in _HEADINGS.items():
        parts += [f"## {heading}", about, markdown_table(("Field", "Of", "Why"), _rows(bearing))]
    parts += [
        "## What other files say of it",
        "Who recognizes it and as what (recognizers), the issuer's page, name and address, names of"
        " frameworks and their items, glossary and settings are no part of a published badge. Its"
        " documents keep the issuer's id, the alignments' names and the scoring guide and review"
        " process of the day of publication, whatever those files say later.",
    ]
    return "\n\n".join(parts)


def _rows(bearing: Bearing) -> list[tuple[str, str, str]]:
    where: dict[tuple[str, str], list[str]] = {}
    for kind in (MICRO_CREDENTIAL, STACK):
        for name, field in kind.model.model_fields.items():
            mark = bears(kind.model, name)
            if mark.bearing is bearing:
                where.setdefault((field.alias or name, mark.reason), []).append(kind.name)
    both = [MICRO_CREDENTIAL.name, STACK.name]
    return [
        (f"`{name}`", "both" if kinds == both else kinds[0], reason)
        for (name, reason), kinds in where.items()
    ]
