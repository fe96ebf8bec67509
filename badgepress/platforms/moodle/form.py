"""Moodle's form for a badge, and what its database can hold.

Sources: Moodle's `badges/classes/form/badge.php` (fields, their order, 262,144 bytes for an image)
and `badges/classes/form/alignment.php` (lengths). Read in November 2026.
"""

from collections.abc import Iterator

from badgepress.platforms import values
from badgepress.platforms.badge import Badge
from badgepress.platforms.form import Breach, Field, Platform, Source, Standing

MAX_TEXT = 255
"""Longest name, address or code in characters."""
MAX_TAG = 50
"""Longest tag in characters."""
SECONDS_A_DAY = 86_400


def _language(badge: Badge) -> str:
    return str(badge.document["@language"])


def _expiry(badge: Badge) -> str:
    days = badge.valid_days
    return f"Relative date, {days} days" if days else "Never"


def _further(badge: Badge) -> Iterator[Breach]:
    for index, tag in enumerate(badge.document.get("tags") or []):
        if len(tag) > MAX_TAG:
            message = f"Moodle takes {MAX_TAG} characters for a tag, but '{tag}' has {len(tag)}"
            yield Breach(("tags", index), message, "shorten it")
    for index, alignment in enumerate(badge.alignments):
        for key in ("targetName", "targetUrl", "targetFramework", "targetCode"):
            if len(alignment.get(key, "")) > MAX_TEXT:
                message = f"Moodle takes {MAX_TEXT} characters for {key} of an alignment"
                yield Breach(("alignments", index), message, "shorten it in the framework's file")
    for word, text in (("name", badge.issuer.data.name), ("address", badge.issuer.data.url)):
        if len(text) > MAX_TEXT:
            message = f"Moodle takes {MAX_TEXT} characters for an issuer's {word}"
            yield Breach(("issuer",), message, "shorten it in the issuer's file")


PLATFORM = Platform(
    id="moodle",
    name="Moodle",
    standing=Standing.ALIVE,
    about=(
        "It takes badges in a course backup: restore the file, and the course has the badge with"
        " criteria, alignments, tags and image. A badge of the whole site is made by hand."
    ),
    steps=(
        "For a badge of a course: download the backup, and restore it as a new course or into yours"
        " (Restore course; leave users, activities and badges ticked).",
        "For a badge of the site: Site administration, Badges, Add a new badge; copy each field.",
        "Add the criteria; the backup proposes award by a role. Then enable access.",
    ),
    fields=(
        Field("Name", values.name, ("name",), MAX_TEXT, "no two badges of a site have the same"),
        Field("Version", values.version, ("version",), MAX_TEXT),
        Field("Language", _language),
        Field("Description", values.description, ("summary",)),
        Field(
            "Image",
            values.image,
            ("artwork",),
            note="PNG, JPEG or GIF; at most 256 KB, which it always has",
        ),
        Field("Image caption", values.name, ("name",)),
        Field("Tags", values.tags, ("tags",), note="in newer versions of Moodle"),
        Field(
            "Issuer: name",
            values.issuer_name,
            ("issuer",),
            note="with a backpack of Open Badges 2, the site's own name stands there",
        ),
        Field("Issuer: contact", values.issuer_email, ("issuer",)),
        Field("Expiry date", _expiry, ("valid_for",), note="a month as 30 days, a year as 365"),
        Field("Criteria: description", values.narrative, ("competency",), note="Markdown"),
        Field("Alignments", values.alignments, ("alignments",), note="one after the other"),
        Field(
            "Address of the badge class", values.address, ("version",), note="for the description"
        ),
    ),
    decide=(
        "Who awards it: the backup proposes the role editing teacher.",
        "Criteria that Moodle checks by itself, such as completed activities.",
        "The message that earners get; the backup brings Moodle's usual one.",
        "When it becomes available: a restored badge is not.",
    ),
    unknown=(
        "The backup was made after Moodle's source; no running Moodle was at hand to try it.",
    ),
    sources=(
        Source(
            "Moodle's source: the form of a badge",
            "https://github.com/moodle/moodle/blob/main/badges/classes/form/badge.php",
        ),
        Source(
            "Moodle's source: restore_badges_structure_step",
            "https://github.com/moodle/moodle/blob/main/backup/moodle2/restore_stepslib.php",
        ),
        Source(
            "Moodle's source: backup_general_helper",
            "https://github.com/moodle/moodle/blob/main/backup/util/helper/backup_general_helper.class.php",
        ),
    ),
    further=_further,
)
