"""Canvas Credentials (Badgr, Parchment Digital Badges): what its API and its exports give.

Source: Badgr API v2, https://api.badgr.io/docs/v2/ (`entityType`, `entityId`, `openBadgeId`), and
v1, in which a badge class has `slug`, `criteria_text` and, under `json`, its Open Badges document.
"""

from badgepress.importing.context import Reading
from badgepress.importing.found import Found
from badgepress.importing.narrative import set_narrative
from badgepress.importing.openbadges import maker_of, set_achievement_type
from badgepress.importing.shapes import Document, Fields, items_of, reference_of, text_of
from badgepress.importing.values import (
    claim,
    set_alignments,
    set_markdown,
    set_span,
    set_summary,
    set_tags,
    set_text,
)
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL

_INNER = ("createdAt", "createdBy", "entityType", "entityId", "createdByEntity", "slug", "staff")
_COUNTS = ("recipientCount", "recipient_count", "recipientGroupCount", "instanceCount", "awards")


def is_canvas(document: Document) -> bool:
    """Whether an object is one of Badgr's own, not of Open Badges."""
    if "@context" in document:
        return False
    typed = document.get("entityType") in ("BadgeClass", "Issuer", "Assertion")
    return typed or "criteriaNarrative" in document or "criteria_text" in document


def read(document: Document, at: str, reading: Reading) -> None:
    """A badge class, an issuer, or an award with its badge class."""
    kind = document.get("entityType")
    if kind == "Assertion":
        _award(document, at, reading)
    elif kind == "Issuer":
        reading.keep(issuer(document, at, reading))
    else:
        reading.keep(badge(document, at, reading))


def _award(document: Document, at: str, reading: Reading) -> None:
    whose = reading.anonymous(at)
    named = document.get("badgeclass")
    if isinstance(named, dict):
        found = reading.keep(badge(named, f"{at}, badgeclass", reading))
        found.drop(*(name for name in document if name not in ("badgeclass", "issuer", *_INNER)))
        return
    message = "the award names its badge class, but does not hold it"
    reading.findings.remark(whose, message, "import the badge class")


def badge(document: Document, at: str, reading: Reading) -> Found:
    """A badge class."""
    address = text_of(document.get("openBadgeId") or document.get("id")).strip()
    address = address if address.startswith("http") else ""
    if known := reading.known(document, address):
        return known
    found = Found(
        MICRO_CREDENTIAL,
        reading.place(at, address),
        "Canvas Credentials badge class",
        address=address,
    )
    reading.remember(document, address, found)
    fields = Fields(document, found)
    fields.skip(*_INNER, *_COUNTS, "openBadgeId", "id", "json", "created_at", "created_by")
    for name in ("criteriaUrl", "criteria_url", "criteria"):
        criteria = text_of(fields.take(name)).strip()
        claim(found, criteria)
        found.note("criteria.id", criteria)
    set_text(found, "name", fields.text("name"))
    set_summary(found, fields.text("description"))
    set_tags(found, fields.take("tags"))
    set_alignments(fields, "alignments", "alignment")
    for name in ("criteriaNarrative", "criteria_text"):
        set_narrative(found, fields.text(name))
    expires = fields.take("expires")
    if isinstance(expires, dict) and text_of(expires.get("amount")):
        set_span(found, expires.get("amount"), expires.get("duration"), "expires")
    else:
        found.note("expires", expires)
    set_achievement_type(fields)
    if image := reference_of(fields.take("image")):
        reading.picture(found, image, address or at)
    found.issuer = _maker(fields, at, reading)
    fields.rest()
    return found


def issuer(document: Document, at: str, reading: Reading) -> Found:
    """An issuer."""
    address = text_of(document.get("openBadgeId")).strip()
    if known := reading.known(document, address):
        return known
    found = Found(ISSUER, reading.place(at, address), "Canvas Credentials issuer", address=address)
    reading.remember(document, address, found)
    reading.by_name(text_of(document.get("entityId")), found)
    fields = Fields(document, found)
    fields.skip(*_INNER, *_COUNTS, "openBadgeId", "id", "json", "badgeClassCount")
    set_text(found, "name", fields.text("name"))
    for name in ("url", "email"):
        if value := fields.text(name):
            found.values[name] = value
    set_markdown(found, "description", fields.text("description"), address)
    if image := reference_of(fields.take("image")):
        reading.picture(found, image, address or at)
    fields.rest()
    return found


def _maker(fields: Fields, at: str, reading: Reading) -> Found | None:
    """The issuer by its document, its address or Badgr's own id for it."""
    address = fields.text("issuerOpenBadgeId")
    for value in items_of(fields.take("issuer")):
        if isinstance(value, dict) and value.get("name"):
            return issuer(value, f"{at}, issuer", reading)
        entity = text_of(value).strip()
        if known := reading.named(entity):
            return known
        address = address or (entity if entity.startswith("http") else "")
        if not address:
            fields.found.note("issuer", value)
    return maker_of(address, at, reading) if address else None
