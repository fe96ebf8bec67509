"""Moodle: the badges of a course's backup (`.mbz`, a zip or a gzipped tar).

Source: Moodle's `backup_badges_structure_step` and `restore_badges_structure_step`
(backup/moodle2/): `badges.xml` lists badges with criteria, alignments and tags, `files.xml` names
each picture by the SHA-1 of its content, below `files/`.
"""

import hashlib
import re
from xml.etree.ElementTree import Element

from badgepress.importing.archives import members, parse_xml
from badgepress.importing.context import Reading
from badgepress.importing.found import Alignment, Found, Picture
from badgepress.importing.narrative import set_narrative
from badgepress.importing.texts import markdown
from badgepress.importing.values import (
    claim,
    line_of,
    set_seconds,
    set_summary,
    set_tags,
    set_text,
    set_version,
)
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL

NULL = "$@NULL@$"
"""How a backup writes that there is nothing."""
_BADGES = re.compile(r"(?:course/)?badges\.xml")
_FILES = "files.xml"
_HANDLING = (
    *("timecreated", "timemodified", "usercreated", "usermodified", "type", "courseid", "status"),
    *("attachment", "notification", "nextcron", "badgeid", "language", "issuertype"),
)
"""How Moodle handles a badge; it says nothing of the badge itself."""
_CLASS = re.compile(r"\s*Badge class: <(https?://[^\s<>]+)>\s*$")
"""How a course backup of badgepress names the badge class, behind the criteria."""
_PARTS = ("criteria", "alignments", "tags", "manual_awards", "endorsement", "relatedbadges")
_CRITERIA = {
    "0": "all of these", "1": "an activity", "2": "manual, by role", "3": "social",
    "4": "the course", "5": "courses", "6": "profile fields", "7": "badges", "8": "a cohort",
    "9": "a competency",
}  # fmt: skip
"""Moodle's criteria types (badges/criteria/award_criteria.php) in words."""


def is_moodle(content: bytes, at: str) -> bool:
    """Whether an archive is a backup of Moodle's. Raises `SourceError`."""
    return bool(members(content, lambda name: name == "moodle_backup.xml", at))


def read(content: bytes, at: str, reading: Reading) -> None:
    """Every badge of a backup. Raises `SourceError`."""
    found = members(content, lambda name: bool(_BADGES.fullmatch(name)) or name == _FILES, at)
    lists = [data for name, data in found.items() if _BADGES.fullmatch(name)]
    pictures = _pictures(found.get(_FILES, b""), at)
    wanted = {f"files/{digest[:2]}/{digest}" for digest in pictures.values()}
    contents = members(content, wanted.__contains__, at) if wanted else {}
    for data in lists:
        for element in parse_xml(data, at).iter("badge"):
            badge = _badge(element, at, reading)
            digest = pictures.get(element.get("id", ""), "")
            picture = contents.get(f"files/{digest[:2]}/{digest}")
            if picture is not None and hashlib.sha1(picture).hexdigest() == digest:  # noqa: S324
                badge.picture = Picture(picture, f"{badge.at}, picture")
            elif digest:
                badge.note("picture", "it is missing in the backup, or damaged")


def _pictures(content: bytes, at: str) -> dict[str, str]:
    """A badge's number → SHA-1 of its largest picture."""
    found: dict[str, tuple[int, str]] = {}
    for element in parse_xml(content, at).iter("file") if content else ():
        if _text(element, "component") != "badges" or _text(element, "filearea") != "badgeimage":
            continue
        digest, size = _text(element, "contenthash"), _text(element, "filesize")
        if re.fullmatch("[0-9a-f]{40}", digest) and size.isdecimal() and int(size) > 0:
            key = _text(element, "itemid")
            found[key] = max(found.get(key, (0, "")), (int(size[:12]), digest))
    return {key: digest for key, (_, digest) in found.items()}


def _badge(element: Element, at: str, reading: Reading) -> Found:
    number = element.get("id", "")
    found = Found(MICRO_CREDENTIAL, f"{at}, badge {number}".strip(), "Moodle course badge")
    reading.keep(found)
    descriptions = [_text(each, "description") for each in element.iter("criterion")]
    claim(found, *(match[1] for each in descriptions if (match := _CLASS.search(each))))
    set_text(found, "name", _text(element, "name"))
    set_summary(found, _text(element, "description"))
    set_version(found, _text(element, "version"))
    _validity(element, found)
    set_tags(found, [_text(tag, "rawname") or _text(tag, "name") for tag in element.iter("tag")])
    for each in element.iter("alignment"):
        found.alignments.append(_alignment(each, found))
    _criteria(element, found)
    found.issuer = _issuer(element, found, reading)
    if list(element.iter("manual_award")):
        found.drop("manual_awards")
    for each in element.iter("endorsement"):
        said = {child.tag: _clean(child.text) for child in each if _clean(child.text)}
        found.note("endorsement", {k: v for k, v in said.items() if k not in ("badgeid", "id")})
    taken = {
        *("name", "description", "version", "expiredate", "expireperiod"),
        *("issuername", "issuerurl", "issuercontact", *_HANDLING, *_PARTS),
    }
    for child in element:
        caption = child.tag == "imagecaption" and _clean(child.text) == _text(element, "name")
        if child.tag not in taken and not caption:
            found.note(str(child.tag), markdown(_clean("".join(child.itertext()))))
    return found


def _validity(element: Element, found: Found) -> None:
    if period := _text(element, "expireperiod"):
        set_seconds(found, period, "expireperiod")
    found.note("expiredate", _text(element, "expiredate"), "seconds since 1970")


def _alignment(element: Element, found: Found) -> Alignment:
    return Alignment(
        name=line_of(found, _text(element, "targetname")),
        url=_text(element, "targeturl"),
        description=line_of(found, _text(element, "targetdescription")),
        framework=line_of(found, _text(element, "targetframework")),
        code=line_of(found, _text(element, "targetcode")),
    )


def _criteria(element: Element, found: Found) -> None:
    for each in element.iter("criterion"):
        text = _CLASS.sub("", _text(each, "description"))
        if set_narrative(found, text if found.ours else markdown(text)):
            continue
        kind = _CRITERIA.get(_text(each, "criteriatype"), _text(each, "criteriatype"))
        # What a parameter names (an activity, a role, a user) exists on that Moodle alone.
        if kind not in ("all of these", "manual, by role"):
            found.note("criteria", kind, "what it names exists on that Moodle alone")


def _issuer(element: Element, badge: Found, reading: Reading) -> Found | None:
    name, url = line_of(badge, _text(element, "issuername")), _text(element, "issuerurl")
    if not name and not url:
        return None
    key = {"moodle issuer": name, "url": url}
    if known := reading.known(key, ""):
        return known
    found = Found(ISSUER, f"{badge.at}, issuer", "Moodle issuer")
    reading.remember(key, "", found)
    values = {"name": name, "url": url, "email": _text(element, "issuercontact")}
    found.values.update({field: value for field, value in values.items() if value})
    return found


def _text(element: Element, name: str) -> str:
    return _clean(element.findtext(name))


def _clean(text: str | None) -> str:
    cleaned = (text or "").strip()
    return "" if cleaned == NULL else cleaned
