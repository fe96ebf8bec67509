"""Canvas Credentials, formerly Badgr, now Parchment Digital Badges.

Sources: Instructure's guides *How do I import a Canvas badge?* and *How do I add an external badge
to a Canvas Credentials Pathway?*; the API's description of `POST /v2/issuers/{id}/badgeclasses`
(lengths of name and description); Badgr's published source, `issuer/serializers_v2.py` and
`issuer/models.py` (`expires`, lengths of names and addresses). Read in November 2026.
"""

from collections.abc import Iterator

from badgepress.documents.openbadges3 import achievement_type
from badgepress.platforms import values
from badgepress.platforms.badge import Badge, Document
from badgepress.platforms.form import Breach, Field, Platform, Source, Standing

MAX_ADDRESS = 254
"""Longest address in characters that Badgr stores."""
MAX_NAME = 255
"""Longest name of an alignment's target or framework in characters that Badgr stores."""


def payload(badge: Badge) -> Document:
    """The body of `POST /v2/issuers/{id}/badgeclasses`, with the image as a data URI."""
    document: Document = {
        "name": values.name(badge),
        "description": values.description(badge),
        "image": badge.data_uri(),
        "achievementType": achievement_type(badge.data),
        "criteriaUrl": badge.criteria,
        "criteriaNarrative": badge.narrative,
        "alignments": badge.alignments,
        "tags": badge.document.get("tags") or [],
    }
    if span := badge.valid_for:
        document["expires"] = {"amount": span[0], "duration": f"{span[1]}s"}
    return document


def _further(badge: Badge) -> Iterator[Breach]:
    if len(badge.address) > MAX_ADDRESS:
        message = f"Canvas stores addresses of {MAX_ADDRESS} characters, but the badge's is longer"
        yield Breach((), message, "shorten the id, or the base_url in mkdocs.yml")
    for index, alignment in enumerate(badge.alignments):
        for key, most in (
            ("targetUrl", MAX_ADDRESS),
            ("targetName", MAX_NAME),
            ("targetFramework", MAX_NAME),
        ):
            if len(alignment.get(key, "")) > most:
                message = f"Canvas takes {most} characters for {key} of an alignment"
                yield Breach(("alignments", index), message, "shorten it in the framework's file")


def _achievement_type(badge: Badge) -> str:
    return achievement_type(badge.data)


PLATFORM = Platform(
    id="canvas",
    name="Canvas Credentials (Parchment Digital Badges)",
    standing=Standing.ALIVE,
    about=(
        "It imports the badge from its address, and its pathways take the same address, also of a"
        " badge that nobody has been awarded yet."
    ),
    steps=(
        "Open your issuer, and choose “Import Badge” in its options.",
        "Paste the address into “Open Badges URL”, and choose “Import Badge”.",
        "For a pathway: add a required badge, choose “Third-party”, and paste the same address.",
    ),
    fields=(
        Field("Open Badges URL", values.address, ("version",), MAX_ADDRESS, "for Import Badge"),
        Field("Name", values.name, ("name",), 1024, "only if you create the badge by hand"),
        Field("Description", values.description, ("summary",), 16384),
        Field("Criteria URL", values.criteria, ("version",), MAX_ADDRESS),
        Field("Criteria narrative", values.narrative, ("competency",)),
        Field("Alignments", values.alignments, ("alignments",)),
        Field("Tags", values.tags, ("tags",)),
        Field("Achievement type", _achievement_type, ("awards",)),
        Field("Expiration", values.expiry, ("valid_for",)),
        Field("Image", values.image, ("artwork",), note="PNG or SVG; download it"),
    ),
    decide=(
        "Which issuer of yours awards it: what is imported is your own copy, with another id.",
    ),
    unknown=(
        "Lengths of criteria and tags, and the list of achievement types, are not published.",
    ),
    sources=(
        Source(
            "Instructure Community: How do I import a Canvas badge?",
            "https://community.canvaslms.com/t5/Canvas-Badges-Credentials/How-do-I-import-a-Canvas-badge/ta-p/528722",
        ),
        Source(
            "Instructure Guides: How do I add an external badge to a Canvas Credentials Pathway?",
            "https://guides.instructure.com/m/111837/l/1571674-how-do-i-add-an-external-badge-to-a-canvas-credentials-pathway",
        ),
        Source(
            "Instructure Developer Documentation: Badgeclasses",
            "https://developerdocs.instructure.com/services/parchment-digital-badges/openapi/badgeclasses",
        ),
    ),
    further=_further,
)
