"""`check --against`: git's history proves that nothing published was removed or altered."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml
from conftest import MakeProject
from publishing import publish_again, published, replace_in
from repository import commit, git, repository

from badgepress.cli import main
from badgepress.problems import Problems
from badgepress.published.amend import amend
from badgepress.published.publish import source_bytes
from badgepress.published.records import digest
from badgepress.published.revise import move, revise
from badgepress.published.store import read_published
from badgepress.published.texts import to_yaml

SAFE, FOLDER = "catalog/safe-online.yaml", "published/catalog/safe-online/v1"
DAY = date(2026, 4, 1)
Against: TypeAlias = Callable[..., tuple[int, list[str]]]
OLD_SUMMARY, NEW_SUMMARY = "Teaches students to stay safe online.", "Helps students to be safe."
CLEAN = "3 micro-credentials, 2 stacks, 1 issuer, 1 recognizer, 1 framework, 3 terms: no problems\n"


@pytest.fixture
def root(project: MakeProject) -> Path:
    """A project in git, with everything published on `main`."""
    return repository(published(project()))


@pytest.fixture
def against(capsys: pytest.CaptureFixture[str]) -> Against:
    """A function that checks against a commit; returns exit code, output and errors."""

    def check(root: Path, reference: str = "main") -> tuple[int, list[str]]:
        capsys.readouterr()
        code = main(["check", f"--against={reference}", "--project", str(root)])
        output = capsys.readouterr()
        return code, [*output.out.splitlines(), *output.err.splitlines()]

    return check


def _restore(name: str, reference: str = "main") -> str:
    return f"restore it: git checkout {reference} -- {name}"


def _altered(name: str) -> str:
    return (
        f"{name}:1:1: it was published, and was changed since main without an amendment —"
        f" {_restore(name)}"
    )


def _only(lines: list[str], words: str) -> list[str]:
    return [line for line in lines if words in line]


def test_nothing_changed(root: Path, against: Against) -> None:
    """What is as it was passes, whatever the reference is called."""
    for reference in ("main", "HEAD", git(root, "rev-parse", "HEAD").strip()):
        assert against(root, reference) == (0, [CLEAN.strip()])


def test_new_things_pass(root: Path, against: Against) -> None:
    """A publication more, a move, and everything that only grows are no change of the old."""
    text = (root / SAFE).read_text("utf-8").replace("Safe Online", "Safer Online")
    (root / "catalog/safer-online.yaml").write_text(text, "utf-8")
    publish_again(root, DAY)
    move(root, "https://badges.southfield.education/", today=DAY)
    assert against(root)[0] == 0


@pytest.mark.parametrize(
    "name",
    [
        f"{FOLDER}/badgeclass.json",
        f"{FOLDER}/record.yaml",
        f"{FOLDER}/badge.svg",
        "published/addresses.txt",
        "published/base_urls.yaml",
        "published/issuers/small-agency/record.yaml",
    ],
)
def test_what_was_removed_is_named(root: Path, against: Against, name: str) -> None:
    """Each file that is gone is a line with the command that brings it back."""
    (root / name).unlink()
    commit(root)
    code, lines = against(root, "HEAD~1")
    assert code == 1
    expected = f"{name}:1:1: it was published, and is gone since HEAD~1 — "
    assert expected + _restore(name, "HEAD~1") in lines


def test_version_removed_with_its_addresses(root: Path, against: Against) -> None:
    """Whoever covers the traces is found by git's history alone."""
    for name in ("catalog/media-projects", "stacks/media-teacher"):
        shutil.rmtree(root / "published" / name)
        (root / f"{name}.yaml").unlink()
    replace_in(root, "catalog/recognizers/small-county.yaml", _RECOGNITION, "")
    path = root / "published/addresses.txt"
    lines = path.read_text("utf-8").splitlines(True)
    gone = [line for line in lines if "media-projects" in line or "media-teacher" in line]
    path.write_text("".join(line for line in lines if line not in gone), "utf-8")
    assert main(["check", "--project", str(root)]) == 0
    code, told = against(root)
    assert code == 1
    assert len(_only(told, "is gone since main")) == 10
    assert len(_only(told, "was taken out of the list")) == len(gone)
    number = lines.index("catalog/media-projects/v1/\n") + 1
    assert (
        f"published/addresses.txt:1:1: /catalog/media-projects/v1/ (line {number} in main) was"
        " taken out of the list — put the line back; the list of permanent addresses only grows"
    ) in told


_RECOGNITION = """  - stack: media-teacher
    since: 2026-08-01
    for: leadership
    source: https://schools.example.org/leadership
"""


def _forge(root: Path, name: str, content: bytes, *, amendment: bool, folder: str = FOLDER) -> None:
    """Change a file and let the record tell the right digest."""
    path = root / folder / "record.yaml"
    record = yaml.safe_load(path.read_text("utf-8"))
    before = record["digests"][name]
    (root / folder / name).write_bytes(content)
    record["digests"][name] = digest(content)
    if amendment:
        record.setdefault("amendments", []).append(
            {
                "date": "2026-04-01",
                "reason": "A typing error.",
                "fields": ["summary"],
                "before": {name: before},
                "after": {name: digest(content)},
            }
        )
    path.write_text(to_yaml(record), "utf-8")


def test_altered_with_a_forged_record(root: Path, against: Against) -> None:
    """A right digest does not help where no amendment says why."""
    content = (root / FOLDER / "badgeclass.json").read_bytes().replace(b"Safe", b"Unsafe")
    _forge(root, "badgeclass.json", content, amendment=False)
    code, lines = against(root)
    assert code == 1
    assert _altered(f"{FOLDER}/badgeclass.json") in lines
    assert _altered(f"{FOLDER}/record.yaml") in lines


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"name": "Unsafe Online"}, "'name'"),
        ({"criteria": {"narrative": "Nothing."}, "description": "New."}, "'criteria'"),
        ({"id": "https://else.invalid/", "issuer": "https://else.invalid/"}, "'id', 'issuer'"),
        ({"related": []}, "'related'"),
    ],
)
def test_forged_amendment_of_meaning(
    root: Path, against: Against, change: dict[str, Any], named: str
) -> None:
    """An amendment that reaches further than a correction is refused, however well recorded."""
    document = json.loads((root / FOLDER / "badgeclass.json").read_bytes()) | change
    _forge(root, "badgeclass.json", json.dumps(document).encode(), amendment=True)
    code, lines = against(root)
    assert code == 1
    assert (
        f"{FOLDER}/badgeclass.json:1:1: an amendment of summary changed {named}, too"
        f" — {_restore(FOLDER)}"
    ) in lines


@pytest.mark.parametrize(
    "content",
    [b"[]", b"null", b"{", b"[" * 100_000, b'{"name": "Other", "name": "Safe Online"}', b"\xff"],
)
def test_forged_document_that_is_none(root: Path, against: Against, content: bytes) -> None:
    """What readers would take in different ways, or not at all, is a line and no traceback."""
    if b"Other" in content:
        old = (root / FOLDER / "badgeclass.json").read_bytes()
        content = old.replace(b'"name": "Safe Online"', content[1:-1], 1)
    _forge(root, "badgeclass.json", content, amendment=True)
    code, lines = against(root)
    assert code == 1
    assert "an amendment of summary changed 'everything', too" in lines[0]


def test_recorded_amendment_passes(root: Path, against: Against) -> None:
    """The proper way is no alarm, once or several times."""
    replace_in(root, SAFE, OLD_SUMMARY, NEW_SUMMARY)
    amend(root, "safe-online", "Clearer.", today=DAY)
    assert against(root) == (0, [CLEAN.strip()])
    replace_in(root, SAFE, NEW_SUMMARY, "Keeps students safe.")
    replace_in(root, SAFE, "stars: 1", "stars: 2")
    amend(root, "safe-online", "Clearer still.", today=DAY)
    commit(root)
    assert against(root, "HEAD~1") == (0, [CLEAN.strip()])
    assert against(root) == (0, [CLEAN.strip()])


def test_amendment_that_touches_meaning_in_the_source(root: Path, against: Against) -> None:
    """The field is named that says what was earned."""
    frozen = read_published(root, Problems()).versions["micro-credential", "safe-online"][1]
    data = frozen.data.model_copy(update={"hours": 1.0, "summary": "New."})
    _forge(root, "source.yaml", source_bytes(data), amendment=True)
    told = _only(against(root)[1], "an amendment")
    assert told == [
        f"{FOLDER}/source.yaml:1:1: an amendment of summary changed 'hours', too"
        f" — {_restore(FOLDER)}"
    ]


@pytest.mark.parametrize("content", [b"a: [", b"", b"- x", b"name: 1", b"x: &a b", b"\xff"])
def test_amendment_that_leaves_no_source(root: Path, against: Against, content: bytes) -> None:
    """A source that cannot be read is an alteration."""
    _forge(root, "source.yaml", content, amendment=True)
    code, lines = against(root)
    assert code == 1
    assert _altered(f"{FOLDER}/source.yaml") in lines


def _record(root: Path) -> dict[str, Any]:
    record: dict[str, Any] = yaml.safe_load((root / FOLDER / "record.yaml").read_text("utf-8"))
    return record


def _write_record(root: Path, record: dict[str, Any]) -> None:
    (root / FOLDER / "record.yaml").write_text(to_yaml(record), "utf-8")


@pytest.mark.parametrize(
    "change", [{"published": "2020-01-01"}, {"base_url": "https://badges.else.education/"}]
)
def test_day_and_home_of_a_record_stay(
    root: Path, against: Against, change: dict[str, Any]
) -> None:
    """When and where something was published is no matter of opinion."""
    _write_record(root, _record(root) | change)
    assert _altered(f"{FOLDER}/record.yaml") in against(root)[1]


def test_amendment_that_was_taken_out(root: Path, against: Against) -> None:
    """What was recorded stays recorded."""
    replace_in(root, SAFE, OLD_SUMMARY, NEW_SUMMARY)
    amend(root, "safe-online", "Clearer.", today=DAY)
    commit(root)
    record = _record(root)
    record["amendments"][0]["reason"] = "No reason."
    _write_record(root, record)
    assert against(root, "HEAD")[1][0] == (
        f"{FOLDER}/record.yaml:1:1: an amendment that was recorded in HEAD was changed or taken out"
        f" — {_restore(FOLDER, 'HEAD')}"
    )


def test_amendment_that_does_not_lead_on_from_the_old(root: Path, against: Against) -> None:
    """Digests must form a chain from the old bytes to the new ones."""
    replace_in(root, SAFE, OLD_SUMMARY, NEW_SUMMARY)
    amend(root, "safe-online", "Clearer.", today=DAY)
    record = _record(root)
    record["amendments"][0]["before"]["badgeclass.json"] = "0" * 64
    _write_record(root, record)
    assert against(root) == (1, [_altered(f"{FOLDER}/badgeclass.json"), "1 error, 0 warnings"])


def test_missing_file_beside_an_altered_one(root: Path, against: Against) -> None:
    """Both are told, and nothing ends the check early."""
    (root / FOLDER / "badge.svg").unlink()
    _forge(root, "badgeclass.json", b"{}", amendment=False)
    lines = against(root)[1]
    gone = f"{FOLDER}/badge.svg:1:1: it was published, and is gone since main — "
    assert gone + _restore(f"{FOLDER}/badge.svg") in lines
    assert _altered(f"{FOLDER}/badgeclass.json") in lines


def test_homes_only_grow(root: Path, against: Against) -> None:
    """A home that was changed in the list is named, and so is an issuer's."""
    for name in ("base_urls.yaml", "issuers/small-agency/record.yaml"):
        replace_in(root, f"published/{name}", "2026-03-01", "2025-03-01")
    lines = against(root)[1]
    assert (
        "published/base_urls.yaml:1:1: a home that stood here in main was changed or taken out"
        " — put it back; the list of homes only grows"
    ) in lines
    assert _altered("published/issuers/small-agency/record.yaml") in lines


def test_list_of_addresses_in_another_order_passes(root: Path, against: Against) -> None:
    """Lines count, and not their order."""
    path = root / "published/addresses.txt"
    path.write_text("\n".join(reversed(path.read_text("utf-8").splitlines())), "utf-8")
    assert against(root)[0] == 0


@pytest.mark.parametrize("reference", ["no-branch", "--all", "-n1", "", "main:published", "a b"])
def test_reference_that_git_does_not_know(root: Path, against: Against, reference: str) -> None:
    """A word that is no commit is refused, and never read as an option of git's."""
    code, lines = against(root, reference)
    assert code == 2
    assert len(lines) == 1
    assert lines[0].startswith("git cannot compare: ")


def test_unknown_reference_says_what_it_may_be(root: Path, against: Against) -> None:
    """Workflows often have a shallow clone."""
    assert against(root, "v1.0")[1] == [
        "git cannot compare: it does not know that commit (a shallow clone has few)"
    ]


def test_without_a_repository(
    project: MakeProject, against: Against, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside of git the answer is a sentence."""
    root = published(project())
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(root.parent))
    code, lines = against(root)
    assert code == 2
    assert lines[0].startswith("git cannot compare: fatal: not a git repository")


def test_without_git(root: Path, against: Against, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git is told what is missing."""
    monkeypatch.setenv("PATH", "")
    assert against(root) == (
        2,
        ["git is not installed, so nothing can be compared with an earlier commit"],
    )


def test_project_in_a_subfolder_of_the_repository(project: MakeProject, against: Against) -> None:
    """Names are the project's own, and another folder of that name is none of its business."""
    root = published(project())
    outer = root.parent
    (outer / "published").mkdir()
    (outer / "published/other.txt").write_text("other", "utf-8")
    repository(outer)
    (outer / "published/other.txt").unlink()
    assert against(root) == (0, [CLEAN.strip()])
    (root / FOLDER / "badge.svg").unlink()
    assert (
        len(_only(against(root)[1], f"{FOLDER}/badge.svg:1:1: it was published, and is gone")) == 1
    )


def test_new_version_beside_a_rename_ends_in_lines(root: Path, against: Against) -> None:
    """What a new version names may have another id by now; that is no traceback."""
    revise(root, "safe-online")
    replace_in(root, SAFE, "status: draft", "status: active")
    publish_again(root, DAY)
    text = (root / "catalog/naming-sources.yaml").read_text("utf-8")
    (root / "catalog/naming-sources.yaml").unlink()
    renamed = f"{text}formerly: [naming-sources]\n"
    (root / "catalog/citing-sources.yaml").write_text(renamed, "utf-8")
    lines = against(root)[1]
    assert [line for line in lines if f"{FOLDER}/" in line] == []


def test_before_anything_was_published(project: MakeProject, against: Against) -> None:
    """Against a commit without the folder there is nothing to lose."""
    root = repository(project())
    git(root, "branch", "before")
    published(root)
    assert against(root, "before") == (0, [CLEAN.strip()])


def test_odd_names_in_the_earlier_commit(root: Path, against: Against) -> None:
    """Whatever somebody once committed there is compared byte for byte, by its own name."""
    odd = root / "published" / "naïve file\twith tab.txt"
    odd.write_text("odd", "utf-8")
    commit(root)
    odd.unlink()
    assert len(_only(against(root, "HEAD")[1], "is gone since HEAD")) == 1


def test_formats_for_programs(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A pull request shows the line beside the file."""
    (root / FOLDER / "badge.svg").unlink()
    assert main(["check", "--against=main", "--format=github", "--project", str(root)]) == 1
    assert (
        f"::error file={FOLDER}/badge.svg,line=1,col=1,title=published-file::it was published, and"
        " is gone since main"
    ) in capsys.readouterr().out
