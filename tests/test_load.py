"""Which files of a folder are read, and what is said of the others."""

import os
from pathlib import Path

import pytest
from conftest import SMALL, MakeProject

from badgepress.kinds import DOCUMENT_KINDS, ENTITY_KINDS
from badgepress.project import inspect

CREDENTIAL = (SMALL / "catalog" / "safe-online.yaml").read_bytes()
RENAMED = CREDENTIAL.replace(b"name: Safe Online", b"name: Safer Online")


def _lines(root: Path) -> list[str]:
    return [str(problem) for problem in inspect(root)[1].sorted()]


def _link(link: Path, target: Path | str) -> None:
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("this system lets nobody make links")


def test_subfolders_are_free(project: MakeProject) -> None:
    """Micro-credentials may lie in any subfolder; their ids do not change by it."""
    root = project({"catalog/a/b/c/safer-online.yaml": RENAMED})
    documents, problems = inspect(root)
    assert problems.sorted() == []
    assert "safer-online" in documents.entries["micro-credential"]
    assert list(documents.entries["micro-credential"]) == sorted(
        documents.entries["micro-credential"]
    )


def test_hidden_and_backup_files_are_passed_over(project: MakeProject) -> None:
    """What editors and systems leave behind is not read and not reported."""
    files = {"catalog/.DS_Store": b"\0", "catalog/a.yaml~": b"\0", "catalog/.git/x.yaml": b"\0"}
    assert _lines(project(files)) == []


def test_pictures_and_notes_may_lie_beside(project: MakeProject) -> None:
    """Pictures and Markdown notes may lie between the YAML files."""
    files = {"catalog/a.svg": b"<svg/>", "catalog/b.PNG": b"\0", "catalog/README.md": b"#"}
    assert _lines(project(files)) == []


def test_link_that_leaves_the_folder(project: MakeProject, tmp_path: Path) -> None:
    """A link to a file outside of the project's folder is refused, its content never shown."""
    outside = tmp_path / "outside.yaml"
    outside.write_text("secret: 1\n")
    root = project()
    _link(root / "catalog" / "linked.yaml", outside)
    _link(root / "stacks" / "upwards.yaml", "../../outside.yaml")
    (root / "glossary.yaml").unlink()
    _link(root / "glossary.yaml", outside)
    message = (
        "the file is a link to a place outside the project's folder"
        " — copy the file itself into the folder"
    )
    assert _lines(root) == [
        f"catalog/linked.yaml:1:1: {message}",
        f"glossary.yaml:1:1: {message}",
        f"stacks/upwards.yaml:1:1: {message}",
    ]


def test_link_inside_the_folder_is_read(project: MakeProject) -> None:
    """A link to another file of the project is as good as the file."""
    root = project()
    (root / "drafts").mkdir()
    (root / "drafts" / "one.yaml").write_bytes(RENAMED)
    _link(root / "catalog" / "linked.yaml", "../drafts/one.yaml")
    assert _lines(root) == []


def test_broken_and_circular_links(project: MakeProject) -> None:
    """Links that lead nowhere are reported as files that cannot be read."""
    root = project()
    _link(root / "catalog" / "broken.yaml", "nowhere.yaml")
    _link(root / "catalog" / "loop.yaml", "loop.yaml")
    (root / "glossary.yaml").unlink()
    _link(root / "glossary.yaml", "nowhere.yaml")
    lines = _lines(root)
    assert [line.split(" (")[0] for line in lines] == [
        "catalog/broken.yaml:1:1: the file cannot be read",
        "catalog/loop.yaml:1:1: the file cannot be read",
        "glossary.yaml:1:1: the file cannot be read",
    ]


def test_link_to_a_folder_is_not_followed(project: MakeProject, tmp_path: Path) -> None:
    """A folder that is a link is reported, since its files would be missing without a word."""
    (tmp_path / "elsewhere").mkdir()
    root = project()
    _link(root / "catalog" / "linked", tmp_path / "elsewhere")
    assert _lines(root) == [
        "catalog/linked:1:1: the folder is a link, which is not followed"
        " — move the folder itself here"
    ]


def test_folder_with_a_files_name(project: MakeProject) -> None:
    """A folder that is named like a file is reported."""
    assert _lines(project({"catalog/some.yaml/notes.md": b""})) == [
        "catalog/some.yaml:1:1: this is a folder, but its name ends like a file's"
        " — rename the folder"
    ]


def test_folder_that_may_not_be_opened(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder without permission is reported instead of being taken as empty."""
    root = project({"catalog/closed/notes.md": b""})
    scandir = os.scandir

    def closed(path: Path | str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert _lines(root) == [
        "catalog/closed:1:1: the folder cannot be read (Permission denied)"
        " — check that it is a folder and may be opened"
    ]


def test_file_that_may_not_be_opened(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file without permission is reported, and breaks no reference to it."""
    root = project()
    read_bytes = Path.read_bytes

    def closed(path: Path) -> bytes:
        if path.name == "naming-sources.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", closed)
    assert _lines(root) == [
        "catalog/naming-sources.yaml:1:1: the file cannot be read (Permission denied)"
        " — check that it is there and may be opened"
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows stores names as text")
def test_file_name_that_is_no_text(project: MakeProject) -> None:
    """A file name with bytes that are no text is shown with escapes."""
    root = project()
    try:
        Path(os.fsdecode(os.fsencode(root / "catalog") + b"/caf\xe9\n.yaml")).write_bytes(b"a: b")
    except OSError:
        pytest.skip("this file system stores names as text")
    assert _lines(root) == [
        "catalog/caf\\udce9\\n.yaml:1:1: 'caf\\udce9\\n' is not an id — rename the file to caf.yaml"
    ]


def test_folder_without_a_project(tmp_path: Path) -> None:
    """A folder without settings says where to start, and nothing else."""
    assert _lines(tmp_path) == [
        "mkdocs.yml:1:1: the settings are missing"
        " — start badgepress in the project's folder, where mkdocs.yml lies"
    ]


def test_project_without_content_is_valid(project: MakeProject, tmp_path: Path) -> None:
    """An empty catalog is a beginning, not a mistake."""
    (tmp_path / "mkdocs.yml").write_text("extra: {badgepress: {base_url: https://a.example.org}}")
    documents, problems = inspect(tmp_path)
    assert problems.sorted() == []
    assert documents.settings is not None
    assert documents.settings.base_url == "https://a.example.org/"


def test_file_in_place_of_a_folder(project: MakeProject, tmp_path: Path) -> None:
    """A file where a folder belongs is reported."""
    (tmp_path / "mkdocs.yml").write_text("extra: {badgepress: {base_url: https://a.example.org}}")
    (tmp_path / "stacks").write_text("")
    assert _lines(tmp_path) == [
        "stacks:1:1: the folder cannot be read (Not a directory)"
        " — check that it is a folder and may be opened"
    ]


def test_settings_that_mkdocs_has_read(project: MakeProject) -> None:
    """Settings that MkDocs hands over are judged at the file's lines, in the file's words."""
    config = (SMALL / "mkdocs.yml").read_text("utf-8")
    root = project({"mkdocs.yml": config.replace("[K-5, 6-8, 9-12]", "[no, 1.10, 9-12]")})
    settings = {"base_url": "https://a.example.org", "grades": [False, 1.1, "9-12"], "notice": 3}
    problems = inspect(root, {**settings, "renewal_categories": {"digital-learning": "D"}})[1]
    assert [str(problem) for problem in problems.sorted()] == [
        "mkdocs.yml:6:3: extra.badgepress.notice: '3' is read as a number, not as text"
        ' — put it in quotes: "3"',
        "mkdocs.yml:13:14: extra.badgepress.grades[1]: 'no' is read as yes or no, not as text"
        ' — put it in quotes: "no"',
        "mkdocs.yml:13:18: extra.badgepress.grades[2]: '1.10' is read as a number, not as text"
        ' — put it in quotes: "1.10"',
    ]


def test_settings_from_elsewhere(tmp_path: Path) -> None:
    """Settings that MkDocs took from another file are judged without mkdocs.yml."""
    assert inspect(tmp_path, {"base_url": "https://a.example.org"})[1].sorted() == []
    problems = inspect(tmp_path, {"base_url": True})[1].sorted()
    assert [str(problem) for problem in problems] == [
        "mkdocs.yml:1:1: extra.badgepress.base_url: 'true' is not an address of the web"
        " — write it in full, such as https://www.example.org/page"
    ]


def test_kinds_have_folders_and_addresses_of_their_own() -> None:
    """No two kinds of documents share a folder, an address or a name."""
    for part in ("name", "folder", "address", "model"):
        assert len({getattr(kind, part) for kind in DOCUMENT_KINDS}) == len(DOCUMENT_KINDS)
    for kind in ENTITY_KINDS:
        assert kind.file_of("some-id").as_posix() == f"{kind.folder}/some-id.yaml"
