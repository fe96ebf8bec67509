"""`published/` as a folder: links, strays, lost and merged lists, and what may not go."""

import os
import shutil
from pathlib import Path

import pytest
from conftest import SMALL, TESTS, MakeProject
from publishing import (
    FIRST_DAY,
    at_home,
    errors,
    files_below,
    found,
    published,
    replace_in,
    served,
)
from repository import commit, git, repository

from badgepress.cli import main
from badgepress.published.publish import publish

SAFE = "catalog/safe-online.yaml"
FOLDER = "published/catalog/safe-online/v1"
OUTSIDE = "the words of a file outside"


def _restore(name: str) -> str:
    return f"remove it; if it was published: git checkout HEAD -- {name}"


@pytest.mark.parametrize(
    "name",
    [
        "published",
        "published/addresses.txt",
        "published/base_urls.yaml",
        "published/catalog",
        "published/catalog/safe-online",
        "published/catalog/safe-online/v1",
        "published/catalog/safe-online/v1/badge.svg",
        "published/catalog/safe-online/v1/badgeclass.json",
        "published/catalog/safe-online/v1/record.yaml",
        "published/catalog/safe-online/v1/source.yaml",
        "published/issuers/small-agency/record.yaml",
        "published/.addresses.txt.new",
        "published/.new",
        "published/catalog/safe-online/.v1.old",
        "published/elsewhere",
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_links_are_refused(project: MakeProject, tmp_path: Path, name: str, inside: bool) -> None:
    """A link is one line, wherever it leads: nothing behind it is read, served or written."""
    root = published(project())
    path = root / name
    away = (root if inside else tmp_path) / "away"
    if path.exists():
        path.rename(away)
    else:
        away.mkdir()
    path.symlink_to(away)
    assert errors(root) == [
        f"{name}:1:1: this is a link, which is not followed here — {_restore(name)}"
    ]
    before = files_below(away)
    for words in (["publish"], ["amend", "safe-online", "--reason", "Why not."]):
        assert main([*words, "--project", str(root)]) == 1
    assert files_below(away) == before
    assert path.is_symlink()


def test_links_to_nothing_are_refused(project: MakeProject) -> None:
    """A link whose target is not there is a link all the same."""
    root = published(project())
    (root / "published/catalog/gone").symlink_to(root / "nowhere")
    (line,) = errors(root)
    assert line.startswith("published/catalog/gone:1:1: this is a link")


def test_nothing_behind_a_link_is_told(
    project: MakeProject, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No command prints what a linked file says."""
    root = published(project())
    secret = tmp_path / "secret"
    secret.write_text(f"{OUTSIDE}: [\n", "utf-8")
    for name in ("record.yaml", "badgeclass.json"):
        (root / FOLDER / name).unlink()
        (root / FOLDER / name).symlink_to(secret)
    for words in (["check"], ["publish"], ["move", "https://badges.southfield.education/"]):
        assert main([*words, "--project", str(root)]) == 1
    output = capsys.readouterr()
    assert OUTSIDE not in output.out + output.err


def test_strays_are_served_to_nobody(project: MakeProject) -> None:
    """What was not published is named, and is no part of the site."""
    root = published(project())
    for name in ("evil.html", "evil.json", "badge.png", "index.html"):
        (root / FOLDER / name).write_text("<script>alert(1)</script>", "utf-8")
    before = served(root)
    assert found(root) == [
        f"{FOLDER}/{name}:1:1: warning: nothing like this was published, so nothing reads this file"
        " — remove it, or move it elsewhere"
        for name in ("badge.png", "evil.html", "evil.json", "index.html")
    ]
    assert not any(b"alert(1)" in content for content in before.values())


def test_folder_that_is_a_file_is_named(project: MakeProject) -> None:
    """A file of that name is no traceback."""
    assert errors(at_home(project({"published": "What is this?"}))) == [
        "published:1:1: this is a file, where what is published belongs into a folder — rename or"
        " remove it"
    ]


def test_empty_folder_is_nothing_published(project: MakeProject) -> None:
    """An empty folder, or an empty list, is where a first publication was killed."""
    root = at_home(project())
    (root / "published").mkdir()
    assert errors(root) == []
    (root / "published/addresses.txt").write_bytes(b"")
    assert errors(root) == []
    publish(root, today=FIRST_DAY)
    assert found(root) == []


def test_order_and_repetition_in_the_list_do_not_matter(project: MakeProject) -> None:
    """What a merge leaves is as good as what badgepress writes; Windows' line ends are, too."""
    root = published(project())
    path = root / "published/addresses.txt"
    lines = path.read_text("utf-8").splitlines()
    path.write_bytes("\r\n".join(["\ufeff" + lines[5], *reversed(lines), *lines[:9], ""]).encode())
    assert found(root) == []
    publish(root, today=FIRST_DAY)
    assert found(root) == []


@pytest.mark.parametrize("content", [b"\xff\xfe/\n", b"\x80"])
def test_list_that_is_no_text(project: MakeProject, content: bytes) -> None:
    """An unreadable list is one line with the way to mend it."""
    root = published(project())
    (root / "published/addresses.txt").write_bytes(content)
    assert errors(root) == [
        "published/addresses.txt:1:1: the list of all permanent addresses is unreadable — restore"
        " it: git checkout HEAD -- published/addresses.txt"
    ]


def test_list_that_is_a_folder(project: MakeProject) -> None:
    """A folder of that name is no traceback."""
    root = published(project())
    (root / "published/addresses.txt").unlink()
    (root / "published/addresses.txt").mkdir()
    assert "the list of all permanent addresses is unreadable" in errors(root)[0]


@pytest.mark.parametrize("name", ["base_urls.yaml", "catalog/safe-online/v1/record.yaml"])
@pytest.mark.parametrize("content", [b"", b"\xff", b"- a", b"a: [", b"published: 1", b"a: *b"])
def test_broken_records_are_told_by_file_and_line(
    project: MakeProject, name: str, content: bytes
) -> None:
    """Whatever a record holds, the check ends in lines and never in a traceback."""
    root = published(project())
    (root / "published" / name).write_bytes(content)
    told = errors(root)
    assert told
    assert all(line.startswith(f"published/{name}:") for line in told)


def test_missing_version_folder_is_known_by_the_list(project: MakeProject) -> None:
    """A version that somebody deleted as a whole is missed all the same."""
    root = published(project())
    shutil.rmtree(root / FOLDER)
    lines = (root / "published/addresses.txt").read_text("utf-8").splitlines()
    number = lines.index("catalog/safe-online/v1/") + 1
    assert errors(root) == [
        f"published/addresses.txt:{number}:1: {FOLDER}/ is missing, in which version 1 was"
        f" published — restore it: git checkout HEAD -- {FOLDER}"
    ]


def test_framework_of_an_older_version_stays(project: MakeProject) -> None:
    """Even where no file of today names it, what a published version aligns to is kept."""
    root = published(project())
    for name in ("safe-online", "media-projects", "naming-sources"):
        text = (root / f"catalog/{name}.yaml").read_text("utf-8")
        number = 2 if name == "naming-sources" else 1
        lines = [line for line in text.splitlines(True) if not line.startswith("alignments:")]
        text = "".join(lines).replace(f"version: {number}", f"version: {number + 1}")
        (root / f"catalog/{name}.yaml").write_text(text, "utf-8")
    assert errors(root) == []
    (root / "catalog/frameworks/digital.yaml").unlink()
    advice = (
        "restore catalog/frameworks/digital.yaml, or write 'formerly: [digital]' in the file that"
        " it became"
    )
    assert errors(root) == [
        f"published/catalog/{name}/v{number}/source.yaml:1:1: version {number} of '{name}' was"
        f" published with the framework 'digital', but its YAML file is gone — {advice}"
        for name, number in (("media-projects", 1), ("naming-sources", 2), ("safe-online", 1))
    ]


def test_issuer_that_was_published_stays(project: MakeProject) -> None:
    """Its profile is what badges name as their issuer."""
    root = published(project())
    text = (root / "catalog/issuers/small-agency.yaml").read_text("utf-8")
    (root / "catalog/issuers/small-agency.yaml").unlink()
    (root / "catalog/issuers/new-agency.yaml").write_text(text, "utf-8")
    (line,) = [e for e in errors(root) if e.startswith("published/")]
    assert line == (
        "published/issuers/small-agency:1:1: the issuer 'small-agency' was published, but its YAML"
        " file is gone — restore catalog/issuers/small-agency.yaml, or write 'formerly:"
        " [small-agency]' in the file that it became"
    )


def test_logo_that_was_published_stays(project: MakeProject) -> None:
    """A picture that is taken away would leave its address without an answer."""
    root = project()
    replace_in(root, "catalog/issuers/small-agency.yaml", "email:", _LOGO + "email:")
    published(root)
    replace_in(root, "catalog/issuers/small-agency.yaml", _LOGO, "")
    (line,) = errors(root)
    assert "/issuers/small-agency/logo.png was published, but nothing would answer there" in line


_LOGO = "artwork: {shape: circle, icon: school}\n"


# Branches that are merged


def _project_in_git(project: MakeProject) -> Path:
    root = project()
    shutil.copy(TESTS.parent / ".gitattributes", root)
    return repository(published(root))


def _add(root: Path, name: str) -> None:
    text = (SMALL / SAFE).read_text("utf-8").replace("name: Safe Online", f"name: {name.title()}")
    (root / f"catalog/{name}.yaml").write_text(text, "utf-8")
    publish(root, today=FIRST_DAY)
    commit(root)


def test_two_branches_that_publish_merge_without_conflict(project: MakeProject) -> None:
    """Each has added its own lines and folders, and the merge keeps both."""
    root = _project_in_git(project)
    git(root, "checkout", "--quiet", "-b", "one")
    _add(root, "one-more")
    git(root, "checkout", "--quiet", "-b", "two", "main")
    _add(root, "one-other")
    git(root, "merge", "--quiet", "--no-edit", "one")
    assert found(root) == []
    lines = (root / "published/addresses.txt").read_text("utf-8").splitlines()
    assert {"catalog/one-more/v1/", "catalog/one-other/v1/"} <= set(lines)
    for reference in ("main", "one"):
        assert main(["check", "--against", reference, "--project", str(root)]) == 0


def test_without_the_attribute_a_conflict_is_resolved_by_deleting_marks(
    project: MakeProject,
) -> None:
    """Where git merges by itself, the check names the marks, and keeping all lines is right."""
    root = _project_in_git(project)
    (root / ".gitattributes").unlink()
    commit(root)
    git(root, "checkout", "--quiet", "-b", "one")
    _add(root, "one-more")
    git(root, "checkout", "--quiet", "-b", "two", "main")
    _add(root, "one-other")
    git(root, "-c", "merge.conflictStyle=diff3", "merge", "--quiet", "--no-edit", "one", code=1)
    path = root / "published/addresses.txt"
    marks = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
    lines = path.read_text("utf-8").splitlines(True)
    marked = [n for n, line in enumerate(lines, start=1) if line.startswith(marks)]
    assert marked
    assert [int(line.split(":")[1]) for line in errors(root)] == marked
    path.write_text("".join(line for line in lines if not line.startswith(marks)), "utf-8")
    assert found(root) == []


def test_bytes_survive_git(project: MakeProject, tmp_path: Path) -> None:
    """An own image with Windows' line ends has the same digest in a clone."""
    image = (TESTS / "examples/full/catalog/deeply/nested/images/logo.svg").read_bytes()
    files = {"catalog/own.svg": image.replace(b">", b">\r\n", 3)}
    root = project(files)
    replace_in(root, SAFE, "artwork: {shape: hexagon, stars: 1}", "artwork: {image: own.svg}")
    shutil.copy(TESTS.parent / ".gitattributes", root)
    repository(published(root))
    assert b"\r\n" in (root / FOLDER / "badge.svg").read_bytes()
    git(tmp_path, "clone", "--quiet", str(root), "clone")
    assert found(tmp_path / "clone") == []
    assert files_below(root / "published") == files_below(tmp_path / "clone/published")


def test_unreadable_folder_is_a_line(project: MakeProject) -> None:
    """A folder that may not be opened is told like any other loss."""
    if os.geteuid() == 0:
        root = published(project())
        shutil.rmtree(root / FOLDER)
        (root / FOLDER).write_text("no folder", "utf-8")
        assert any("is missing, in which version 1" in line for line in errors(root))
        return
    root = published(project())
    (root / FOLDER).chmod(0)
    try:
        assert errors(root)
    finally:
        (root / FOLDER).chmod(0o755)
