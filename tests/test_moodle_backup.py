"""Moodle's course backup: everything that the steps of a restore open and read is there.

No Moodle runs here. What its PHP reads was listed from its source (Moodle 3.7 to 4.x):
`backup/util/helper/backup_general_helper.class.php`, `backup/util/helper/convert_helper.class.php`,
`backup/moodle2/restore_root_task.class.php`, `restore_course_task.class.php` and
`restore_stepslib.php`.
"""

import hashlib
import io
import tarfile
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from conftest import FULL, MakeProject
from lxml import etree
from publishing import FIRST_DAY, published

from badgepress.artwork.png import SIGNATURE
from badgepress.platforms.badge import Badge, badges_of
from badgepress.platforms.moodle import backup
from badgepress.platforms.moodle.elements import add, filled, to_xml
from badgepress.project import open_catalog

OPENED = (
    "moodle_backup.xml",
    "files.xml",
    "users.xml",
    "roles.xml",
    "scales.xml",
    "outcomes.xml",
    "questions.xml",
    "groups.xml",
    "course/course.xml",
    "course/badges.xml",
    "course/inforef.xml",
    "course/roles.xml",
    "course/enrolments.xml",
    "sections/section_1/section.xml",
    "sections/section_1/inforef.xml",
)
"""Files without which a step of the restore ends with an exception."""
INFORMATION = (
    "moodle_version moodle_release backup_version backup_release backup_date mnet_remoteusers"
    " original_wwwroot original_site_identifier_hash original_course_id original_course_fullname"
    " original_course_shortname original_course_startdate original_course_contextid"
    " original_system_contextid"
)
"""What get_backup_information reads of moodle_backup.xml."""
BADGE = (
    "name description timecreated timemodified usercreated usermodified issuername issuerurl"
    " issuercontact expiredate expireperiod message messagesubject attachment notification nextcron"
    " version language imageauthorname imageauthoremail imageauthorurl imagecaption"
)
"""What process_badge reads."""
ALIGNMENT = "targetname targeturl targetdescription targetframework targetcode"
"""What process_alignment reads."""
CRITERION = "criteriatype method description descriptionformat"
PARAMETER = "name value criteriatype"
FILE = (
    "contenthash contextid component filearea itemid filepath filename userid filesize mimetype"
    " timecreated timemodified source author license sortorder"
)
"""What restore_load_included_files and send_files_to_pool read."""
NULL = "$@NULL@$"


def _badges(root: Path, *ids: str) -> list[Badge]:
    catalog, _ = open_catalog(root)
    badges = badges_of(catalog, list(catalog.offered()))
    return [badge for badge in badges if not ids or badge.entry.id in ids]


def _unpacked(content: bytes) -> dict[str, bytes]:
    """Path → bytes, as Moodle's own unpacker would have it: plain files alone."""
    assert content[:2] == b"\x1f\x8b"  # tgz_packer::is_tgz_file
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        members = archive.getmembers()
        assert all(member.isreg() for member in members)
        return {m.name: archive.extractfile(m).read() for m in members}  # type: ignore[union-attr]


def _xml(files: dict[str, bytes], name: str) -> Any:
    return etree.fromstring(files[name])


def _values(element: Any, names: str) -> dict[str, str]:
    """Each named child's text; every one of them must be there once."""
    found = {}
    for name in names.split():
        (child,) = element.findall(name)
        found[name] = child.text or ""
    return found


@pytest.fixture(scope="module")
def full() -> dict[str, bytes]:
    """The unpacked backup of all badges of the full example."""
    return _unpacked(backup(_badges(FULL), "badges"))


def test_every_file_that_a_restore_opens_is_there(full: dict[str, bytes]) -> None:
    """No step of the restore meets a missing file, and every one is well-formed XML."""
    assert set(OPENED) <= full.keys()
    for name, content in full.items():
        if name.endswith(".xml"):
            assert content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<')
            etree.fromstring(content)


def test_moodle_knows_the_backup_for_its_own(full: dict[str, bytes]) -> None:
    """The first 200 characters are those by which Moodle knows its format, 2 (convert_helper)."""
    head = full["moodle_backup.xml"].decode()[:200]
    for mark in ('<?xml version="1.0" encoding="UTF-8"?>', "<moodle_backup>", "<information>"):
        assert mark in head


def test_index_lists_every_file(full: dict[str, bytes]) -> None:
    """The archive begins with Moodle's index of it: path, type and size of each file."""
    first, *lines = full[".ARCHIVE_INDEX"].decode().splitlines()
    others = {name: content for name, content in full.items() if name != ".ARCHIVE_INDEX"}
    assert first == f"Moodle archive file index. Count: {len(others)}"
    assert [line.split("\t")[:3] for line in lines] == [
        [name, "f", str(len(content))] for name, content in others.items()
    ]


def test_restore_plan_can_be_made(full: dict[str, bytes]) -> None:
    """moodle_backup.xml has what the plan is made of, and settings under which badges come along.

    The setting `badges` depends on `users` and `activities` (restore_root_task).
    """
    (information,) = _xml(full, "moodle_backup.xml").findall("information")
    values = _values(information, INFORMATION)
    assert all(values.values())
    (detail,) = information.findall("details/detail")
    assert _values(detail, "type format mode") == {
        "type": "course",
        "format": "moodle2",
        "mode": "10",
    }
    assert information.findtext("contents/course/directory") == "course"
    assert information.findtext("contents/sections/section/directory") == "sections/section_1"
    settings = {s.findtext("name"): s for s in information.findall("settings/setting")}
    for name in ("users", "activities", "badges"):
        assert settings[name].findtext("level") == "root"
        assert settings[name].findtext("value") == "1"
    for name, setting in settings.items():
        if setting.findtext("level") == "section":
            assert setting.findtext("section") == "section_1", name
    assert _xml(full, "users.xml").findall("user") == []


def test_badges_have_what_the_restore_reads(full: dict[str, bytes]) -> None:
    """Each badge, criterion, parameter and alignment has every field that is read of it."""
    for badge in _xml(full, "course/badges.xml").findall("badge"):
        _values(badge, BADGE)
        assert badge.get("id")
        for criterion in badge.findall("criteria/criterion"):
            _values(criterion, CRITERION)
            for parameter in criterion.findall("parameters/parameter"):
                _values(parameter, PARAMETER)
        for alignment in badge.findall("alignments/alignment"):
            _values(alignment, ALIGNMENT)


def test_badge_says_what_its_yaml_says() -> None:
    """Name, description, issuer, version, validity, criteria, alignments and tags arrive."""
    (badge,) = _badges(FULL, "every-field")
    files = _unpacked(backup([badge], "every-field"))
    (element,) = _xml(files, "course/badges.xml").findall("badge")
    values = _values(element, BADGE)
    issuer = badge.issuer.data
    assert values["name"] == badge.data.name
    assert values["description"] == badge.data.summary
    assert (values["issuername"], values["issuerurl"]) == (issuer.name, issuer.url)
    assert values["issuercontact"] == issuer.email
    assert (values["version"], values["language"]) == ("3", "en")
    assert (values["expiredate"], values["expireperiod"]) == (NULL, str(5 * 365 * 86_400))
    overall, manual = element.findall("criteria/criterion")
    assert _values(overall, "criteriatype method") == {"criteriatype": "0", "method": "1"}
    told = _values(manual, CRITERION)
    assert (told["criteriatype"], told["descriptionformat"]) == ("2", "4")
    assert told["description"] == f"{badge.narrative}\n\nBadge class: <{badge.address}>"
    alignments = [_values(each, ALIGNMENT) for each in element.findall("alignments/alignment")]
    assert [each["targetcode"] for each in alignments] == ["010", "1.10"]
    assert alignments[0]["targeturl"] == "https://framework.example.org/#sources"
    assert [each.findtext("rawname") for each in element.findall("tags/tag")] == list(
        badge.data.tags
    )


def test_badge_that_does_not_expire_says_so() -> None:
    """Without a validity, Moodle finds neither date nor period."""
    (badge,) = _badges(FULL, "short-one")
    files = _unpacked(backup([badge], "short-one"))
    (element,) = _xml(files, "course/badges.xml").findall("badge")
    assert _values(element, "expiredate expireperiod") == {
        "expiredate": NULL,
        "expireperiod": NULL,
    }


def test_role_that_awards_is_mapped(full: dict[str, bytes]) -> None:
    """The role of the manual criterion is defined, and listed among what the course refers to.

    Without that, process_parameter leaves the role out.
    """
    (role,) = _xml(full, "roles.xml").findall("role")
    assert role.findtext("shortname") == role.findtext("archetype") == "editingteacher"
    (referred,) = _xml(full, "course/inforef.xml").findall("roleref/role/id")
    assert role.get("id") == referred.text
    parameters = _xml(full, "course/badges.xml").findall(".//parameter")
    assert {p.findtext("value") for p in parameters} == {role.get("id")}
    assert {p.findtext("name") for p in parameters} == {f"role_{role.get('id')}"}


def test_pictures_are_in_the_file_area(full: dict[str, bytes]) -> None:
    """Each badge has f1, f2 and f3 in its file area, in the pool by their SHA-1, and listed."""
    listed = _xml(full, "files.xml").findall("file")
    numbers = [file.get("id") for file in listed]
    assert len(set(numbers)) == len(numbers)
    referred = [each.text for each in _xml(full, "course/inforef.xml").findall("fileref/file/id")]
    assert sorted(referred) == sorted(numbers)
    context = _xml(full, "moodle_backup.xml").findtext("information/original_course_contextid")
    names: dict[str, set[str]] = {}
    pool = set()
    for file in listed:
        values = _values(file, FILE)
        assert (values["component"], values["filearea"]) == ("badges", "badgeimage")
        assert (values["contextid"], values["filepath"]) == (context, "/")
        names.setdefault(values["itemid"], set()).add(values["filename"])
        content = b""
        if values["filename"] != ".":
            path = f"files/{values['contenthash'][:2]}/{values['contenthash']}"
            content = full[path]
            pool.add(path)
            assert content.startswith(SIGNATURE)
            assert values["mimetype"] == "image/png"
        assert values["contenthash"] == hashlib.sha1(content).hexdigest()  # noqa: S324
        assert values["filesize"] == str(len(content))
    badges = [each.get("id") for each in _xml(full, "course/badges.xml").findall("badge")]
    assert names == {number: {".", "f1.png", "f2.png", "f3.png"} for number in badges}
    assert pool == {name for name in full if name.startswith("files/")}


def test_pictures_have_the_sizes_that_moodle_shows() -> None:
    """f1 is 100 pixels wide, f2 35, and f3 the badge's own of 600."""
    from badgepress.platforms.moodle.badges import pictures

    (badge,) = _badges(FULL, "short-one")
    widths = {p.name: int.from_bytes(p.content[16:20], "big") for p in pictures([badge])}
    assert widths == {"f1.png": 100, "f2.png": 35, "f3.png": 600}


def test_the_same_badges_make_the_same_bytes(project: MakeProject) -> None:
    """No clock and no randomness: a backup of what was published bears the day of publication."""
    root = published(project())
    first, second = (backup(_badges(root), "badges") for _ in range(2))
    assert first == second
    information = _xml(_unpacked(first), "moodle_backup.xml").find("information")
    moment = int(information.findtext("backup_date"))
    assert moment % 86_400 == 0
    assert moment // 86_400 == (FIRST_DAY - type(FIRST_DAY)(1970, 1, 1)).days
    with tarfile.open(fileobj=io.BytesIO(first)) as archive:
        assert {member.uid for member in archive.getmembers()} == {0}
        assert {member.mtime for member in archive.getmembers()} == {moment}


def test_documents_are_the_same_when_each_is_made_by_itself(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What differs between badges is put into a document that all share, and nothing else is."""
    catalog, _ = open_catalog(project(example=FULL))
    badges = list(badges_of(catalog, list(catalog.offered())))
    chosen = [*([badge] for badge in badges), badges]
    fast = [backup(each, f"a & <b> {number}") for number, each in enumerate(chosen)]

    def whole(make: Callable[..., bytes], texts: Sequence[str], *shape: Any) -> bytes:
        return make(list(texts), *shape)

    for module in ("backup", "badges", "course", "files"):
        found = import_module(f"badgepress.platforms.moodle.{module}")
        monkeypatch.setattr(found, "filled", whole)
    assert [backup(each, f"a & <b> {number}") for number, each in enumerate(chosen)] == fast
    assert len({tuple(badge.alignments and [1]) for badge in badges}) > 1


def test_texts_that_are_not_written_once_each_are_noticed() -> None:
    """A document is never filled with texts in other places than its own."""

    def twice(texts: Sequence[str]) -> bytes:
        return to_xml(add(Element("x"), "y", {"a": texts[0], "b": texts[0]}))

    with pytest.raises(ValueError, match="twice does not write each of its texts once"):
        filled(twice, ["1"])
