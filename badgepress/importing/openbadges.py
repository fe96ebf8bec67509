"""Open Badges 0.5 to 3.0: badge classes, achievements, issuers, and awards without their earner.

Sources: Open Badges 1.1 and 2.0 (https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/),
3.0 (https://www.imsglobal.org/spec/ob/v3p0/), and the assertion of 0.5, in which the badge and its
issuer (`origin`, `name`, `org`, `contact`) stand inside.
"""

import re
from collections.abc import Iterator
from typing import Any

from badgepress.importing.context import Reading
from badgepress.importing.found import Found
from badgepress.importing.narrative import set_narrative, unharmed
from badgepress.importing.shapes import (
    Document,
    Fields,
    items_of,
    reference_of,
    text_of,
    types_of,
)
from badgepress.importing.source import absolute
from badgepress.importing.texts import markdown
from badgepress.importing.values import (
    claim,
    set_alignments,
    set_criteria,
    set_markdown,
    set_summary,
    set_tags,
    set_text,
    set_version,
)
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK
from badgepress.urls import ISSUER_PROFILE, PROFILE

_AWARD_TYPES = {"Assertion", "OpenBadgeCredential", "AchievementCredential", "VerifiableCredential"}
_BADGE_TYPES = {"BadgeClass", "Achievement"}
_ISSUER_TYPES = {"Issuer", "IssuerOrg", "Profile", "Organization"}
_OTHER_TYPES = {"CryptographicKey", "RevocationList", "Endorsement", "EndorsementCredential"}
_OF_THE_BADGE = {"@context", "type", "@type", "badge", "achievement", "issuer"}
"""Fields of an award or its subject that may tell of the badge; all others are the earner's."""
_SIGNS = {
    *("criteria", "issuer", "url", "origin", "image", "imageUrl", "image_url", "criteriaUrl"),
    *("criteria_url", "criteria_html", "consumerDescription", "earnerDescription"),
}
"""What tells a badge or an issuer that does not say what it is; some are BadgeKit's own words, and
Open Badge Factory's."""
_AWARDED = {"recipient", "uid", "issuedOn", "issued_on", "verify", "verification", "evidence"}
"""What tells an award that does not say that it is one."""
_OUR_ISSUER = re.compile(
    rf"/issuers/([a-z0-9-]+)/(?:{re.escape(ISSUER_PROFILE)}|{re.escape(PROFILE)})$"
)
_STACK_TYPES = {"LearningProgram": "stack", "Certificate": "credential"}
"""How achievements of badgepress say that they are stacks → what they award."""


def is_open_badge(document: Document) -> bool:
    """Whether an object is one of Open Badges, by its type or by its shape."""
    types = types_of(document)
    if types & (_AWARD_TYPES | _BADGE_TYPES | _OTHER_TYPES | _ISSUER_TYPES):
        return True
    if is_award(document):
        return True
    return "name" in document and bool(_SIGNS & set(document))


def read(document: Document, at: str, reading: Reading) -> None:
    """Read one document, whatever it is."""
    types = types_of(document)
    if types & _OTHER_TYPES:
        what = sorted(types & _OTHER_TYPES)[0]
        reading.findings.remark(at, f"it is a {what}, not a badge", "nothing to do")
    elif is_award(document):
        read_award(document, at, reading)
    elif types & _BADGE_TYPES or ("criteria" in document and not types & _ISSUER_TYPES):
        reading.keep(badge(document, at, reading))
    elif types & _ISSUER_TYPES or "url" in document or "origin" in document:
        reading.keep(issuer(document, at, reading))
    else:
        reading.keep(badge(document, at, reading))


def is_award(document: Document) -> bool:
    """Whether a document says that somebody has earned something."""
    types = types_of(document)
    if types & (_BADGE_TYPES | _ISSUER_TYPES) and "recipient" not in document:
        return False
    if types & _AWARD_TYPES or "credentialSubject" in document:
        return True
    return "badge" in document and bool(_AWARDED & set(document))


def read_award(document: Document, at: str, reading: Reading) -> None:
    """The badge class of an award. Where it is told, the award itself is not named."""
    dropped = list(_personal(document))
    named: Any = document.get("badge") or document.get("achievement")
    maker: Any = None
    for subject in items_of(document.get("credentialSubject")):
        if isinstance(subject, dict):
            named = named or subject.get("achievement")
            dropped += [f"credentialSubject.{name}" for name in _personal(subject)]
            maker = document.get("issuer")
    whose = reading.anonymous(at)
    if not items_of(named):
        reading.findings.remark(whose, "the award names no badge", "import the badge class itself")
        return
    for each in items_of(named):
        base = _own_address(document, at) or at
        inner, place = reading.document(each, base, f"{at}, badge")
        if inner is None:
            continue
        found = reading.keep(badge(inner, place, reading))
        found.drop(*dropped)
        if found.issuer is None and maker is not None:
            found.issuer = maker_of(maker, place, reading)


def _personal(document: Document) -> Iterator[str]:
    """Names of what an award or its subject says besides the badge; never what it says."""
    for name, value in document.items():
        inside = name == "credentialSubject" and any(isinstance(e, dict) for e in items_of(value))
        if name not in _OF_THE_BADGE and not inside and value not in (None, "", [], {}):
            yield str(name)


def badge(document: Document, at: str, reading: Reading) -> Found:
    """A badge class or an achievement."""
    address = _own_address(document, at)
    if known := reading.known(document, address):
        return known
    found = Found(
        MICRO_CREDENTIAL, reading.place(at, address), _form(document, "BadgeClass"), address=address
    )
    reading.remember(document, address, found)
    fields = Fields(document, found)
    fields.skip("@context", "type", "@type", "id", "@id", "@language", "inLanguage")
    claim(found, address)
    set_text(found, "name", fields.text("name"))
    set_summary(found, fields.text("description", "consumerDescription", "strapline"))
    set_version(found, fields.take("version"))
    set_tags(found, fields.take("tags"), fields.take("tag"))
    set_alignments(fields, "alignment", "alignments")
    _more_of_3(fields)
    base = _origin(document) or address or at
    narrative = set_criteria(found, fields.take("criteria"))
    narrative = narrative or markdown(fields.text("criteria_html"), base)
    told = set_narrative(found, narrative, _level_ids(document.get("resultDescription")))
    _credits(fields, told)
    _picture(fields, base, reading)
    maker = fields.take("creator", "issuer")
    found.issuer = maker_of(maker, base, reading) if maker else None
    fields.rest()
    return found


def _own_address(document: Document, at: str) -> str:
    """The address that a document gives as its own, or where it was fetched."""
    own = text_of(document.get("id") or document.get("@id")).strip()
    if own:
        return absolute(own, at) if at.startswith(("http://", "https://")) else own
    return at if at.startswith(("http://", "https://")) and ", " not in at else ""


def _origin(document: Document) -> str:
    """What relative addresses of a badge of 0.5 are completed by."""
    maker = document.get("issuer")
    return text_of(maker.get("origin")).strip() if isinstance(maker, dict) else ""


def issuer(document: Document, at: str, reading: Reading) -> Found:
    """An issuer's profile; 0.5 calls its home page `origin`."""
    address = _own_address(document, at)
    if known := reading.known(document, address):
        return known
    found = Found(ISSUER, reading.place(at, address), _form(document, "Issuer"), address=address)
    reading.remember(document, address, found)
    fields = Fields(document, found)
    fields.skip("@context", "type", "@type", "id", "@id", "@language")
    if ours := _OUR_ISSUER.search(address):
        found.id, found.ours = ours[1], True
    set_text(found, "name", fields.text("name"))
    if url := fields.text("url", "origin"):
        found.values["url"] = absolute(url, address) if url.startswith("/") else url
    if email := fields.text("email", "contact"):
        found.values["email"] = email.removeprefix("mailto:")
    about = fields.text("description")
    set_markdown(found, "description", unharmed(about) if found.ours else about, address)
    _picture(fields, address or at, reading)
    _verification(fields)
    fields.rest()
    return found


def _verification(fields: Fields) -> None:
    """Where awards may be hosted; the issuer's own host needs no mention."""
    value = fields.document.get("verification")
    if not isinstance(value, dict):
        return
    own = fields.found.address.partition("//")[2].partition("/")[0]
    starts = [text for text in map(text_of, items_of(value.get("startsWith"))) if text]
    hosts = [text for text in map(text_of, items_of(value.get("allowedOrigins"))) if text != own]
    others = set(value) - {"type", "startsWith", "allowedOrigins"}
    if others or len(starts) > 1:
        return
    if starts:
        fields.found.values["verification"] = {"starts_with": starts}
    elif hosts:
        fields.found.values["verification"] = {"allowed_origins": hosts}
    fields.skip("verification")


def maker_of(value: Any, base: str, reading: Reading) -> Found | None:
    """The issuer that a badge names, wherever it is described."""
    for each in items_of(value):
        named_only = isinstance(each, dict) and not each.get("name")
        reference = reference_of(each) if named_only else each
        document, place = reading.document(reference or each, base, f"{base}, issuer")
        if document is not None:
            return issuer(document, place, reading)
        if address := reference_of(each):
            found = Found(ISSUER, address, "issuer that was not read", address=address)
            if ours := _OUR_ISSUER.search(address):
                found.id = ours[1]
            return reading.same_issuer(found)
    return None


def set_achievement_type(fields: Fields) -> None:
    """What a stack awards; of other things the type says nothing that is needed here."""
    kind = text_of(fields.take("achievementType")).strip()
    if fields.found.kind is STACK and kind in _STACK_TYPES:
        fields.found.values["awards"] = _STACK_TYPES[kind]
    elif kind not in ("MicroCredential", "Badge"):
        fields.found.note("achievementType", kind)


def _more_of_3(fields: Fields) -> None:
    """What only Open Badges 3.0 says."""
    found = fields.found
    code = text_of(fields.document.get("humanCode")).strip()
    if found.id and code == found.id:
        fields.skip("humanCode")
    set_achievement_type(fields)


def _level_ids(results: Any) -> dict[str, str]:
    """Names of the levels of rubrics with their ids, as achievements of badgepress give them."""
    found: dict[str, str] = {}
    for result in items_of(results):
        levels = result.get("rubricCriterionLevel") if isinstance(result, dict) else None
        for level in items_of(levels):
            if isinstance(level, dict) and text_of(level.get("level")):
                found.setdefault(text_of(level.get("name")), text_of(level["level"]))
    return found


def _credits(fields: Fields, told: bool) -> None:
    """Credits, unless the criteria say that they are CEU; rubrics, unless they are told there."""
    if told:
        fields.skip("resultDescription")
    if told and fields.document.get("creditsAvailable") == fields.found.values.get("ceu", 0):
        fields.skip("creditsAvailable")
    else:
        fields.note("creditsAvailable", "it may count hours, CEU or something else")


def _picture(fields: Fields, base: str, reading: Reading) -> None:
    value = fields.take("image", "imageUrl", "image_url")
    if isinstance(value, dict):
        inner = Fields(value, fields.found, "image.")
        inner.skip("type", "@type", "id", "@id", "url")
        caption = text_of(inner.take("caption"))
        names = (
            f"Badge of {fields.found.values.get('name')}",
            f"Logo of {fields.found.values.get('name')}",
        )
        if caption not in names:
            fields.found.note("image.caption", caption)
        inner.rest()
    if reference := reference_of(value):
        reading.picture(fields.found, reference, base)


def _form(document: Document, kind: str) -> str:
    """What a document is, in words; `kind` is what it is if it does not say so itself."""
    contexts = " ".join(text_of(each) for each in items_of(document.get("@context")))
    types = types_of(document)
    names = ("Achievement", "BadgeClass", "Profile", "Issuer")
    name = next((each for each in names if each in types), kind)
    if "Achievement" in types or "/ob/v3p0" in contexts:
        return f"Open Badges 3.0 {name}".strip()
    if "openbadges/v2" in contexts:
        return f"Open Badges 2.0 {name}".strip()
    if "openbadges/v1" in contexts:
        return f"Open Badges 1.1 {name}".strip()
    if "origin" in document or _origin(document):
        return f"Open Badges 0.5 {name}"
    return f"Open Badges {name}"
