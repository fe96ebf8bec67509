"""The course that brings badges along: hidden, and with nothing in it.

Source: Moodle's `backup/moodle2/restore_stepslib.php`, classes restore_course_structure_step and
restore_section_structure_step.
"""

from collections.abc import Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement

from badgepress.platforms.moodle.elements import Values, add, filled, to_xml

COURSE, SECTION = 1, 1
"""Ids within the backup."""
COURSE_CONTEXT = 20


def course_xml(name: str, moment: int) -> bytes:
    """`course/course.xml`; `name` is both names of the course."""
    return filled(_course_xml, (name, name), moment)


def _course_xml(names: Sequence[str], moment: int) -> bytes:
    fields: Values = {
        "shortname": names[0],
        "fullname": names[1],
        "idnumber": "",
        "summary": "",
        "summaryformat": 1,
        "format": "topics",
        "showgrades": 1,
        "newsitems": 0,
        "startdate": moment,
        "enddate": 0,
        "marker": 0,
        "maxbytes": 0,
        "legacyfiles": 0,
        "showreports": 0,
        "visible": 0,
        "groupmode": 0,
        "groupmodeforce": 0,
        "defaultgroupingid": 0,
        "lang": "",
        "theme": "",
        "timecreated": moment,
        "timemodified": moment,
        "requested": 0,
        "showactivitydates": 0,
        "showcompletionconditions": None,
        "enablecompletion": 1,
        "completionnotify": 0,
        "hiddensections": 0,
        "coursedisplay": 0,
    }
    root = Element("wrapper")
    course = add(root, "course", fields, id=COURSE, contextid=COURSE_CONTEXT)
    add(course, "category", {"name": "", "description": None}, id=1)
    for group in ("tags", "customfields", "courseformatoptions"):
        SubElement(course, group)
    return to_xml(course)


@lru_cache(maxsize=64)
def section_xml(moment: int) -> bytes:
    """`section.xml` of the only section."""
    fields: Values = {
        "number": 0,
        "name": None,
        "summary": "",
        "summaryformat": 1,
        "sequence": "",
        "visible": 1,
        "availabilityjson": None,
        "timemodified": moment,
    }
    return to_xml(add(Element("wrapper"), "section", fields, id=SECTION))
