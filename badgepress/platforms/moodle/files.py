"""The file area `badgeimage` of each badge: its folder and its pictures.

Source: Moodle's `backup/moodle2/restore_stepslib.php`, class restore_load_included_files, and
`backup_stepslib.php`, class backup_final_files_structure_step.
"""

import hashlib
from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from badgepress.platforms.badge import Badge
from badgepress.platforms.moodle.badges import USER, pictures
from badgepress.platforms.moodle.course import COURSE_CONTEXT
from badgepress.platforms.moodle.elements import Values, add, to_xml

_NOTHING = hashlib.sha1(b"", usedforsecurity=False).hexdigest()


class File(NamedTuple):
    """One picture in the backup."""

    id: int
    """Within the backup; the folder of a badge has the badge's own number."""
    badge: int
    name: str
    content: bytes

    @property
    def hash(self) -> str:
        """What Moodle names contents by (`file_storage::add_string_to_pool`)."""
        return hashlib.sha1(self.content, usedforsecurity=False).hexdigest()


def files_of(badges: Sequence[Badge]) -> list[File]:
    """The pictures of all badges, numbered after their folders. Raises `OSError`."""
    first = len(badges) + 1
    return [File(number, *picture) for number, picture in enumerate(pictures(badges), first)]


def files_xml(files: Sequence[File], moment: int) -> bytes:
    """`files.xml`."""
    root = Element("files")
    folders = dict.fromkeys(file.badge for file in files)
    for number in folders:
        _file(root, number, number, ".", _NOTHING, 0, None, moment)
    for file in files:
        size = len(file.content)
        _file(root, file.id, file.badge, file.name, file.hash, size, "image/png", moment)
    return to_xml(root)


def _file(
    root: Element,
    number: int,
    badge: int,
    name: str,
    content_hash: str,
    size: int,
    kind: str | None,
    moment: int,
) -> None:
    fields: Values = {
        "contenthash": content_hash,
        "contextid": COURSE_CONTEXT,
        "component": "badges",
        "filearea": "badgeimage",
        "itemid": badge,
        "filepath": "/",
        "filename": name,
        "userid": USER,
        "filesize": size,
        "mimetype": kind,
        "status": 0,
        "timecreated": moment,
        "timemodified": moment,
        "source": None,
        "author": None,
        "license": None,
        "sortorder": 0,
        "repositorytype": None,
        "repositoryid": None,
        "reference": None,
    }
    add(root, "file", fields, id=number)
