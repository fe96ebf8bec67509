"""A course backup of Moodle's (`.mbz`) with an empty course and its badges.

Written after the steps that restore one, in Moodle's `backup/moodle2/restore_stepslib.php`,
`restore_root_task.class.php` and `backup/util/helper/backup_general_helper.class.php`: every file
that one of them opens is there. Badges are restored only where the backup is one with users and
activities (`restore_root_task`: the setting `badges` depends on both), so it says that it is, and
its list of users is empty.
"""

import gzip
import hashlib
import tarfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from xml.etree.ElementTree import Element, SubElement

from badgepress.platforms.badge import Badge
from badgepress.platforms.moodle.badges import ROLE, badges_xml
from badgepress.platforms.moodle.course import (
    COURSE,
    COURSE_CONTEXT,
    SECTION,
    course_xml,
    section_xml,
)
from badgepress.platforms.moodle.elements import Values, add, empty, filled, to_xml
from badgepress.platforms.moodle.files import File, files_of, files_xml

VERSION, RELEASE = 2020061500, "3.9"
"""Moodle 3.9: newer ones restore it without a remark, older ones remark that it is newer."""
SYSTEM_CONTEXT = 1
_SETTINGS = {
    "users": 1,
    "anonymize": 0,
    "role_assignments": 0,
    "activities": 1,
    "blocks": 0,
    "filters": 0,
    "comments": 0,
    "badges": 1,
    "calendarevents": 0,
    "userscompletion": 0,
    "logs": 0,
    "grade_histories": 0,
    "groups": 0,
    "competencies": 0,
    "contentbankcontent": 0,
}
"""Root settings: what the backup is said to hold."""


def backup(badges: Sequence[Badge], name: str) -> bytes:
    """A backup named `name` of a course with these badges. Raises `OSError`.

    The same badges make the same bytes: its moment is the newest publication among them, or the
    beginning of Unix time where nothing is published.
    """
    moment = _moment(badges)
    files = files_of(badges)
    return _packed(dict(_contents(badges, files, name, moment)), moment)


def _moment(badges: Sequence[Badge]) -> int:
    frozen = (badge.catalog.frozen(badge.kind, badge.entry) for badge in badges)
    days = [each.record.published for each in frozen if each]
    if not days:
        return 0
    newest = max(days)
    return int(datetime(newest.year, newest.month, newest.day, tzinfo=UTC).timestamp())


def _contents(
    badges: Sequence[Badge], files: Sequence[File], name: str, moment: int
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of everything in the backup."""
    unique = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
    texts = (f"{name}.mbz", name, name, unique, name, f"{name}.mbz")
    yield "moodle_backup.xml", filled(_backup_xml, texts, moment)
    yield "files.xml", files_xml(files, moment)
    yield "users.xml", empty("users")
    yield "roles.xml", _roles_xml()
    yield "scales.xml", empty("scales_definition")
    yield "outcomes.xml", empty("outcomes_definition")
    yield "questions.xml", empty("question_categories")
    yield "groups.xml", empty("groups", "groupings")
    yield "gradebook.xml", empty("gradebook")
    yield "grade_history.xml", empty("grade_history", "grade_grades")
    yield "completion.xml", empty("course_completion")
    yield "course/course.xml", course_xml(name, moment)
    yield "course/badges.xml", badges_xml(badges, moment)
    numbers = (*dict.fromkeys(file.badge for file in files), *(file.id for file in files))
    yield "course/inforef.xml", _inforef_xml(numbers)
    yield "course/roles.xml", empty("roles", "role_overrides", "role_assignments")
    yield "course/enrolments.xml", empty("enrolments", "enrols")
    yield "course/completiondefaults.xml", empty("course_completion_defaults")
    section = f"sections/section_{SECTION}"
    yield f"{section}/section.xml", section_xml(moment)
    yield f"{section}/inforef.xml", empty("inforef")
    for file in files:
        name_of_content = file.hash
        yield f"files/{name_of_content[:2]}/{name_of_content}", file.content


def _backup_xml(texts: Sequence[str], moment: int) -> bytes:
    """`texts` are the file's name, both names of the course, what tells the backup from others,
    the course's title, and the file's name again."""
    file, full_name, short_name, unique, title, same_file = texts
    root = Element("moodle_backup")
    fields: Values = {
        "name": file,
        "moodle_version": VERSION,
        "moodle_release": RELEASE,
        "backup_version": VERSION,
        "backup_release": RELEASE,
        "backup_date": moment,
        "mnet_remoteusers": 0,
        "include_files": 1,
        "include_file_references_to_external_content": 0,
        # No site has these, so that no site takes the backup for its own.
        "original_wwwroot": "https://badgepress.invalid",
        "original_site_identifier_hash": hashlib.md5(
            b"badgepress", usedforsecurity=False
        ).hexdigest(),
        "original_course_id": COURSE,
        "original_course_format": "topics",
        "original_course_fullname": full_name,
        "original_course_shortname": short_name,
        "original_course_startdate": moment,
        "original_course_enddate": 0,
        "original_course_contextid": COURSE_CONTEXT,
        "original_system_contextid": SYSTEM_CONTEXT,
    }
    information = add(root, "information", fields)
    detail: Values = {
        "type": "course",
        "format": "moodle2",
        "interactive": 1,
        "mode": 10,
        "execution": 1,
        "executiontime": 0,
    }
    add(SubElement(information, "details"), "detail", detail, backup_id=unique)
    contents = SubElement(information, "contents")
    section: Values = {
        "sectionid": SECTION,
        "title": 0,
        "directory": f"sections/section_{SECTION}",
    }
    add(SubElement(contents, "sections"), "section", section)
    course: Values = {"courseid": COURSE, "title": title, "directory": "course"}
    add(contents, "course", course)
    settings = SubElement(information, "settings")
    root_settings: dict[str, str | int] = {"filename": same_file, **_SETTINGS}
    for key, value in root_settings.items():
        add(settings, "setting", {"level": "root", "name": key, "value": value})
    of_section = f"section_{SECTION}"
    for key, value in (("included", 1), ("userinfo", 0)):
        words: Values = {
            "level": "section",
            "section": of_section,
            "name": f"{of_section}_{key}",
            "value": value,
        }
        add(settings, "setting", words)
    return to_xml(root)


@cache
def _roles_xml() -> bytes:
    """The role that awards; a site maps it to its own by short name and archetype."""
    root = Element("roles_definition")
    role: Values = {
        "name": "",
        "shortname": "editingteacher",
        "nameincourse": None,
        "description": "",
        "sortorder": 3,
        "archetype": "editingteacher",
    }
    add(root, "role", role, id=ROLE)
    return to_xml(root)


@lru_cache(maxsize=64)
def _inforef_xml(files: Sequence[int]) -> bytes:
    """What the course refers to: only listed files and roles are restored."""
    root = Element("inforef")
    references = SubElement(root, "fileref")
    for number in files:
        add(references, "file", {"id": number})
    add(SubElement(root, "roleref"), "role", {"id": ROLE})
    return to_xml(root)


def _packed(contents: dict[str, bytes], moment: int) -> bytes:
    """Files as a gzipped tar, the format that Moodle writes by itself since 2.6.

    Moodle's own begin with an index of all files, which its unpacker needs for progress alone.
    """
    index = "".join(f"{path}\tf\t{len(data)}\t{moment}\n" for path, data in contents.items())
    head = f"Moodle archive file index. Count: {len(contents)}\n"
    every = {".ARCHIVE_INDEX": (head + index).encode(), **contents}
    # No clock and no names of people, so that the same badges make the same bytes.
    parts: list[bytes] = []
    for path, data in every.items():
        parts += (_tar_header(path, len(data), moment), data, bytes(-len(data) % tarfile.BLOCKSIZE))
    parts.append(bytes(2 * tarfile.BLOCKSIZE))
    parts.append(bytes(-sum(map(len, parts)) % tarfile.RECORDSIZE))
    # The last levels take most of the time for a hundredth of the size.
    return gzip.compress(b"".join(parts), compresslevel=6, mtime=0)


@lru_cache(maxsize=256)
def _tar_header(path: str, size: int, moment: int) -> bytes:
    """What stands before a file of the archive: most files are as long in every backup."""
    entry = tarfile.TarInfo(path)
    entry.size, entry.mtime, entry.mode = size, moment, 0o644
    return entry.tobuf(tarfile.USTAR_FORMAT)
