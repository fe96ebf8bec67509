"""Credly's badge templates.

Source: Credly's API documentation, *Badge Templates (Extended)*, section Create a Badge Template
(`POST /organizations/<organization_id>/badge_templates`), read in November 2026. Its lists of
allowed words are not public; the ones used here are those of its examples and of public badges.
"""

import re
from collections.abc import Iterator

from badgepress.model import MicroCredential
from badgepress.platforms import values
from badgepress.platforms.badge import Badge, Document
from badgepress.platforms.form import Breach, Field, Platform, Source, Standing
from badgepress.words import count

MIN_SKILLS = 3
MAX_DESCRIPTION = 500
_NO_FEE = ("none", "free", "no fee", "no charge", "free of charge")
_CURRENCY = r"(?:us ?\$|[$€£¥]|[a-z]{3}|dollars?|euros?)"
_AMOUNT = re.compile(rf"(?:{_CURRENCY} ?)?(?P<number>\d[\d.,]*)(?: ?{_CURRENCY})?")
"""An amount alone: what has more words may be free for some, or until some day."""


def payload(badge: Badge) -> Document:
    """The body of a request that creates a badge template, with the image as a data URI."""
    document: Document = {
        "name": values.name(badge),
        "description": values.description(badge),
        "image": badge.data_uri(),
        "global_activity_url": badge.criteria,
        "skills": badge.document.get("tags") or [],
        "badge_template_activities": activities(badge),
        "alignments": [_alignment(each) for each in badge.alignments],
    }
    if badge.data.level:
        document["level"] = str(badge.data.level).capitalize()
    if time := _time(badge):
        document["time_to_earn"] = time
    if cost := _cost(badge):
        document["cost"] = cost
    return document


def activities(badge: Badge) -> list[dict[str, str]]:
    """What an earner does: each part of a micro-credential, each step of a stack."""
    if isinstance(badge.data, MicroCredential):
        titles = [part.name for part in badge.data.parts]
        return [_activity(title, badge.criteria) for title in titles]
    found = []
    for step in badge.data.steps:
        options = badge.catalog.options_of(step)
        title = " or ".join(option.entry.data.name for option in options)
        if step.any:
            title = f"{step.at_least} of: {title}"
        found.append(_activity(title, badge.criteria))
    return found


def _activity(title: str, url: str) -> dict[str, str]:
    # For the type Badge, Credly wants the id of its own template, which nobody knows here.
    return {"activity_type": "Assessment", "title": title, "activity_url": url}


def _alignment(alignment: dict[str, str]) -> dict[str, str]:
    found = {"name": alignment["targetName"], "url": alignment["targetUrl"]}
    words = alignment.get("targetDescription") or alignment.get("targetFramework")
    return {**found, "description": words} if words else found


def _time(badge: Badge) -> str:
    """Credly's word for the time that it takes: the unit alone."""
    return "Hours" if badge.hours.most else ""


def _cost(badge: Badge) -> str:
    """Credly's word for the fee; empty where the fee is neither plainly none nor an amount."""
    apply = badge.catalog.apply_of(badge.data)
    fee = apply.fee.casefold().strip().removesuffix(".") if apply else ""
    if fee in _NO_FEE:
        return "Free"
    amount = _AMOUNT.fullmatch(fee)
    if amount is None:
        return ""
    return "Paid" if re.search("[1-9]", amount["number"]) else "Free"


def _level(badge: Badge) -> str:
    return str(badge.data.level or "").capitalize()


def _activity_lines(badge: Badge) -> str:
    return "\n".join(f"{each['activity_type']}: {each['title']}" for each in activities(badge))


def _further(badge: Badge) -> Iterator[Breach]:
    tags = badge.document.get("tags") or []
    if len(tags) < MIN_SKILLS:
        message = f"Credly asks for at least {MIN_SKILLS} skills, but there {_are(len(tags))}"
        yield Breach(("tags",), message, "add tags that are skills, or add skills at Credly")


def _are(tags: int) -> str:
    return f"{'is' if tags == 1 else 'are'} {count(tags, 'tag') if tags else 'no tags'}"


PLATFORM = Platform(
    id="credly",
    name="Credly",
    standing=Standing.ALIVE,
    about=(
        "Its badge templates are made by hand or through its API; it does not import a hosted badge"
        " class. The criteria link back to this version's page."
    ),
    steps=(
        "Create a badge template, and copy each field below.",
        "Upload the PNG.",
        "Or let somebody with API access post the file that `badgepress export credly` writes.",
    ),
    fields=(
        Field("Name", values.name, ("name",)),
        Field("Description", values.description, ("summary",), MAX_DESCRIPTION),
        Field(
            "Image",
            values.image,
            ("artwork",),
            note="PNG, 600 by 600; at most 2 MB: it is always smaller",
        ),
        Field("Criteria URL", values.criteria, ("version",), note="global_activity_url"),
        Field("Skills", values.tags, ("tags",), note="at least three"),
        Field("Activities", _activity_lines, ("parts.name",), note="at least one"),
        Field("Alignments", values.alignments, ("alignments",)),
        Field("Level", _level, ("level",)),
        Field("Time to earn", _time, ("hours",)),
        Field("Cost", _cost, ("apply.fee",)),
    ),
    decide=(
        "The type (`type_category`), such as Experience: a catalog has no such word.",
        "Which tags are skills in Credly's own list.",
        "The type of each activity; *Assessment* is proposed for all of them.",
        "For steps of stacks: the ids of the templates that they require, once those are made"
        " (`required_badge_template_id`).",
        "How long an award is valid: it is set with each award, not in the template.",
    ),
    unknown=(
        "Credly's lists of words for level, time, cost and activities are not public; if it refuses"
        " one, choose another in its form.",
    ),
    sources=(
        Source(
            "Credly: Badge Templates (Extended)", "https://credly.com/docs/badge_templates_extended"
        ),
    ),
    further=_further,
)
