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
from badgepress.platforms.moodle.elements import Values, add, filled, to_xml

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
    texts = [text for file in files for text in (file.hash, str(len(file.content)))]
    return filled(_files_xml, texts, tuple(file[:3] for file in files), moment)


def _files_xml(texts: Sequence[str], files: Sequence[tuple[int, int, str]], moment: int) -> bytes:
    root = Element("files")
    for number in dict.fromkeys(badge for _, badge, _ in files):
        _file(root, number, number, ".", (_NOTHING, "0"), None, moment)
    for (number, badge, name), content in zip(
        files, zip(texts[::2], texts[1::2], strict=True), strict=True
    ):
        _file(root, number, badge, name, content, "image/png", moment)
    return to_xml(root)


def _file(
    root: Element,
    number: int,
    badge: int,
    name: str,
    content: tuple[str, str],
    kind: str | None,
    moment: int,
) -> None:
    content_hash, size = content
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
