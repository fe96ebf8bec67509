"""Credly (formerly Acclaim): badge templates as its API gives them, and awards without earner.

Source: https://www.credly.com/docs/badge_templates_extended; an answer holds them under `data`.
"""

from badgepress.importing.context import Reading
from badgepress.importing.found import Found
from badgepress.importing.shapes import Document, Fields, items_of, reference_of, text_of
from badgepress.importing.values import (
    claim,
    set_alignments,
    set_level,
    set_summary,
    set_tags,
    set_text,
)
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL

_SIGNS = {"badge_template_activities", "global_activity_url", "type_category", "vanity_slug"}
_INNER = (
    *("id", "created_at", "updated_at", "state_updated_at", "badges_count", "vanity_slug"),
    *("recipient_type", "show_badge_lmi", "show_lmi_jobs", "show_skill_tag_links", "translatable"),
    *(
        "record_to_blockchain",
        "printing_disabled",
        "variants_allowed",
        "variant_type",
        "variant_name",
    ),
    *("allow_duplicate_badges", "enable_earn_this_badge", "enable_detail_attribute_visibility"),
    *("lock_badge_state", "linkedin_share_default_message", "public", "visibility", "type"),
)
"""How Credly handles a template; it says nothing of the badge."""


def is_credly(document: Document) -> bool:
    """Whether an object is a template of Credly's, or an award with one."""
    if isinstance(document.get("badge_template"), dict):
        return True
    return len(_SIGNS & set(document)) >= 2 or "badge_template_activities" in document


def read(document: Document, at: str, reading: Reading) -> None:
    """A template, or an award of one."""
    template = document.get("badge_template")
    if not isinstance(template, dict):
        reading.keep(badge(document, at, reading))
        return
    reading.anonymous(at)
    found = reading.keep(badge(template, f"{at}, badge_template", reading))
    found.drop(*(name for name in document if name not in ("badge_template", "issuer")))
    if found.issuer is None and document.get("issuer"):
        found.issuer = _maker(document["issuer"], at, reading)


def badge(document: Document, at: str, reading: Reading) -> Found:
    """A badge template."""
    if known := reading.known(document, ""):
        return known
    address = text_of(document.get("url")).strip()
    found = Found(
        MICRO_CREDENTIAL, reading.place(at, address), "Credly badge template", address=address
    )
    reading.remember(document, "", found)
    fields = Fields(document, found)
    fields.skip(*_INNER)
    claim(found, text_of(document.get("global_activity_url")).strip())
    set_text(found, "name", fields.text("name"))
    set_summary(found, fields.text("description"))
    skills = fields.take("skills")
    set_tags(found, [_name(each) for each in items_of(skills)])
    set_alignments(fields, "alignments")
    set_level(found, fields.take("level"))
    maker = fields.take("owner", "issuer")
    found.issuer = _maker(maker, at, reading) if maker else None
    image = fields.take("image")
    reference = (image.get("remote_upload_url") if isinstance(image, dict) else "") or reference_of(
        image
    )
    reference = text_of(reference) or fields.text("image_url")
    fields.skip("image_url")
    if reference:
        reading.picture(found, reference, address or at)
    for name in [name for name, value in document.items() if value in (False, 0)]:
        fields.skip(name)
    fields.rest()
    return found


def _name(value: object) -> str:
    return text_of(value.get("name")) if isinstance(value, dict) else text_of(value)


def _maker(value: object, at: str, reading: Reading) -> Found | None:
    """The organization: as `owner`, or deep within `issuer` of an award."""
    for each in items_of(value):
        if not isinstance(each, dict):
            continue
        if entities := each.get("entities"):
            inner = [e.get("entity") for e in items_of(entities) if isinstance(e, dict)]
            return _maker(inner, at, reading)
        if not text_of(each.get("name")):
            continue
        if known := reading.known(each, text_of(each.get("url"))):
            return known
        found = Found(ISSUER, reading.place(f"{at}, owner", ""), "Credly organization")
        reading.remember(each, text_of(each.get("url")), found)
        fields = Fields(each, found)
        set_text(found, "name", fields.text("name"))
        for name in ("website_url", "url"):
            address = text_of(each.get(name)).strip()
            if address.startswith("http") and "api" not in address.split("/")[2:3][0]:
                found.values.setdefault("url", address)
                fields.skip(name)
        fields.skip("id", "type", "enable_blockchain", "verified", "viewable", "vanity_slug")
        fields.rest()
        return found
    return None
