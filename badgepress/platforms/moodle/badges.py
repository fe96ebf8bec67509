"""`course/badges.xml`, and the pictures that it needs in the file area.

Source: Moodle's `backup/moodle2/restore_stepslib.php`, class restore_badges_structure_step, which
reads these elements and these fields; `lib/badgeslib.php` for what the numbers mean.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from badgepress import rasters
from badgepress.platforms import values
from badgepress.platforms.badge import Badge
from badgepress.platforms.moodle.elements import Values, add, filled, to_xml
from badgepress.platforms.moodle.form import SECONDS_A_DAY

ROLE = 3
"""Id within the backup of the role that awards."""
USER = 2
"""Id within the backup of the user who made everything: nobody whom another site knows, so that the
person who restores takes the place."""
ALL, ANY = 1, 2
"""Aggregation of criteria: BADGE_CRITERIA_AGGREGATION_ALL and _ANY."""
OVERALL, MANUAL = 0, 2
"""BADGE_CRITERIA_TYPE_OVERALL and _MANUAL."""
COURSE_BADGE, INACTIVE = 2, 0
"""BADGE_TYPE_COURSE and BADGE_STATUS_INACTIVE."""
FORMAT_MARKDOWN = 4
SIZES = {"f1": 100, "f2": 35}
"""Names of a badge's small pictures in the file area → pixels (`process_new_icon`)."""
LARGE = "f3"
"""The large one: Moodle makes it of 512 pixels, and shows the badge's own of 600 as well."""

_SUBJECT = "Congratulations! You just earned a badge!"
_MESSAGE = "<p>You have been awarded the badge “%badgename%”.</p><p>%badgelink%</p>"


class Picture(NamedTuple):
    """One file of the file area `badgeimage`."""

    badge: int
    """Id within the backup of the badge that it belongs to."""
    name: str
    content: bytes


def badges_xml(badges: Sequence[Badge], moment: int) -> bytes:
    """The badges of a course, numbered from 1; `moment` is when they were made, in Unix time."""
    texts = [text for badge in badges for text in _texts(badge)]
    return filled(_badges_xml, texts, tuple(map(_shape, badges)), moment)


class _Shape(NamedTuple):
    """By what badges differ besides texts."""

    valid_days: int | None
    alignments: int
    tags: int


def _shape(badge: Badge) -> _Shape:
    return _Shape(badge.valid_days, len(badge.alignments), len(badge.document.get("tags") or []))


def _texts(badge: Badge) -> Iterator[str]:
    """A badge's texts, in the order in which `_badge` writes them."""
    issuer = badge.issuer.data
    yield from (values.name(badge), values.description(badge))
    yield from (issuer.name, issuer.url, issuer.email)
    yield from (values.version(badge), badge.document["@language"], values.name(badge))
    yield criteria_text(badge)
    for alignment in badge.alignments:
        yield from (alignment["targetName"], alignment["targetUrl"])
        for name in ("targetDescription", "targetFramework", "targetCode"):
            yield alignment.get(name, "")
    for tag in badge.document.get("tags") or []:
        yield from (tag.lower(), tag)


def _badges_xml(texts: Sequence[str], badges: Sequence[_Shape], moment: int) -> bytes:
    root, rest = Element("badges"), iter(texts)
    for number, badge in enumerate(badges, start=1):
        _badge(root, number, badge, rest, moment)
    return to_xml(root)


def pictures(badges: Sequence[Badge]) -> Iterator[Picture]:
    """The pictures of all badges, in the sizes that Moodle shows. Raises `OSError`."""
    for number, badge in enumerate(badges, start=1):
        for name, size in SIZES.items():
            yield Picture(
                number, f"{name}.png", rasters.png_of(badge.svg.decode("utf-8-sig"), size)
            )
        yield Picture(number, f"{LARGE}.png", badge.png)


def _badge(root: Element, number: int, badge: _Shape, texts: Iterator[str], moment: int) -> None:
    days = badge.valid_days
    fields: Values = {
        "name": next(texts),
        "description": next(texts),
        "timecreated": moment,
        "timemodified": moment,
        "usercreated": USER,
        "usermodified": USER,
        "issuername": next(texts),
        "issuerurl": next(texts),
        "issuercontact": next(texts),
        "expiredate": None,
        "expireperiod": days * SECONDS_A_DAY if days else None,
        "type": COURSE_BADGE,
        "courseid": 1,
        "message": _MESSAGE,
        "messagesubject": _SUBJECT,
        "attachment": 1,
        "notification": 0,
        "status": INACTIVE,
        "nextcron": None,
        "version": next(texts),
        "language": next(texts),
        "imageauthorname": None,
        "imageauthoremail": None,
        "imageauthorurl": None,
        "imagecaption": next(texts),
    }
    element = add(root, "badge", fields, id=number)
    _criteria(SubElement(element, "criteria"), number, next(texts))
    _alignments(SubElement(element, "alignments"), number, badge.alignments, texts)
    SubElement(element, "relatedbadges")
    SubElement(element, "manual_awards")
    tags = SubElement(element, "tags")
    for position in range(1, badge.tags + 1):
        words: Values = {"name": next(texts), "rawname": next(texts)}
        add(tags, "tag", words, id=number * 1000 + position)


def _criteria(parent: Element, number: int, text: str) -> None:
    """What is required: all criteria; and the only one, that a role awards it."""
    overall: Values = {
        "criteriatype": OVERALL,
        "method": ALL,
        "description": "",
        "descriptionformat": FORMAT_MARKDOWN,
    }
    SubElement(add(parent, "criterion", overall, id=2 * number - 1), "parameters")
    manual: Values = {
        "criteriatype": MANUAL,
        "method": ANY,
        "description": text,
        "descriptionformat": FORMAT_MARKDOWN,
    }
    criterion = add(parent, "criterion", manual, id=2 * number)
    role: Values = {"name": f"role_{ROLE}", "value": ROLE, "criteriatype": MANUAL}
    add(SubElement(criterion, "parameters"), "parameter", role, id=number)


def criteria_text(badge: Badge) -> str:
    """The narrative, with the address of the badge class, for which Moodle has no field."""
    return f"{badge.narrative}\n\nBadge class: <{badge.address}>"


def _alignments(parent: Element, number: int, count: int, texts: Iterator[str]) -> None:
    fields = ("name", "url", "description", "framework", "code")
    for position in range(1, count + 1):
        aligned: Values = {"badgeid": number, **{f"target{name}": next(texts) for name in fields}}
        add(parent, "alignment", aligned, id=number * 1000 + position)
