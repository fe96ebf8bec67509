"""A stranger's pull request: what no command wrote is named, and nothing of it is published."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from conftest import MakeProject
from publishing import edit, published

from badgepress.assemble import make_catalog
from badgepress.load import load
from badgepress.problems import Problems
from badgepress.project import inspect
from badgepress.published.added import added_versions_are_made
from badgepress.published.amend import amend
from badgepress.published.publish import publish
from badgepress.published.records import digest
from badgepress.published.revise import revise
from badgepress.published.texts import to_yaml
from badgepress.refusal import Refusal

SAFE = "catalog/safe-online.yaml"
FOLDER = "published/catalog/safe-online/v1"


def _found(root: Path) -> list[str]:
    return [str(problem) for problem in inspect(root)[1].errors]


def _replace(root: Path, name: str, content: bytes, amendment: dict[str, object] | None) -> None:
    """Put other bytes in a published file's place, with a record that says so."""
    folder = root / FOLDER
    path = folder / "record.yaml"
    record = yaml.safe_load(path.read_text("utf-8"))
    before = record["digests"][name]
    (folder / name).write_bytes(content)
    record["digests"][name] = digest(content)
    if amendment is not None:
        changed = {"before": {name: before}, "after": {name: digest(content)}}
        record["amendments"] = [{"date": "2026-04-01", "reason": "A typo.", **changed, **amendment}]
    path.write_text(to_yaml(record), "utf-8")


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (b"<script>alert(1)</script>", "The drawing contains a script"),
        (b'<g onload="x()"/>', "The drawing reacts to events (onload)"),
        (b'<image href="https://evil.example/x.png"/>', "refers to"),
        (b"<", ""),
    ],
)
def test_program_in_a_picture_is_refused(project: MakeProject, inside: bytes, said: str) -> None:
    """A picture that would run or load something is named, however well its record is written."""
    root = published(project())
    picture = (root / FOLDER / "badge.svg").read_bytes().replace(b"</svg>", inside + b"</svg>")
    _replace(root, "badge.svg", picture, {"fields": ["artwork"]})
    lines = _found(root)
    assert lines
    assert {line.partition(": ")[0] for line in lines} == {f"{FOLDER}/badge.svg:1:1"}
    assert said in "".join(lines)


def test_amendment_of_what_cannot_be_amended_is_refused(project: MakeProject) -> None:
    """Fields, days and digests of a record are held against the model and the files."""
    root = published(project())
    content = (root / FOLDER / "badge.svg").read_bytes() + b"\n"
    _replace(root, "badge.svg", content, {"fields": ["hours"], "date": "2025-01-01"})
    advice = "restore what git has, or remove the version if it was never published"
    assert _found(root) == [
        f"{FOLDER}/record.yaml:1:1: amendments[1].date: 2025-01-01 is before 2026-03-01 — {advice}",
        f"{FOLDER}/record.yaml:1:1: amendments[1].fields: 'hours' is no field that can be amended"
        f" — {advice}",
    ]


def test_renaming_does_not_hide_a_change_of_meaning(project: MakeProject) -> None:
    """A renamed file says what was published under its former id, or counts one up."""
    root = published(project())
    (root / SAFE).rename(root / "catalog/safer.yaml")
    edit(root, "catalog/safer.yaml", {"formerly": ["safe-online"], "hours": 1, "ceu": 0.1})
    assert [line for line in _found(root) if "hours: " in line] == [
        "catalog/safer.yaml:11:8: hours: version 1 was published as 'safe-online' with 15, but this"
        " says 1 — set it back, or write 'version: 2'"
    ]
    edit(root, "catalog/safer.yaml", {"version": 2})
    assert _found(root) == []


def test_version_that_nobody_was_offered_is_not_published(project: MakeProject) -> None:
    """Retiring is done in the version that was published, not in a new one."""
    root = published(project())
    retired = {"date": "2026-04-01", "reason": "Dated."}
    edit(root, SAFE, {"version": 2, "status": "retired", "retired": retired})
    (line,) = _found(root)
    assert line.endswith(
        "version 2 is retired, but was never offered — write 'version: 1' to retire what was"
        " published"
    )


def test_added_version_is_what_its_source_makes(project: MakeProject) -> None:
    """A version that was slipped in before another, or says something else, is named."""
    root = published(project())
    revise(root, "safe-online")
    edit(root, SAFE, {"status": "active", "hours": 20, "ceu": 2})
    publish(root, today=date(2026, 4, 1))
    documents, _ = inspect(root)
    second = {f"published/catalog/safe-online/v2/{name}": b"" for name in ("source.yaml",)}
    found = [str(each) for each in added_versions_are_made(documents, second)]
    assert (
        f"{FOLDER}/record.yaml:1:1: version 1 was added after version 2 was published — remove it"
    ) in found
    content = (root / FOLDER / "badgeclass.json").read_bytes().replace(b"your class", b"my class")
    content = content.replace(b"What to submit", b"What to pay")
    _replace(root, "badgeclass.json", content, None)
    found = [str(each) for each in added_versions_are_made(inspect(root)[0], {})]
    assert (
        f"{FOLDER}/badgeclass.json:1:1: criteria: it is not what the version's source makes —"
        " remove the version's folder and run 'badgepress publish' again"
    ) in found


def test_published_stack_keeps_its_numbers(project: MakeProject) -> None:
    """A step that takes longer in its next version changes no published stack."""
    root = published(project())

    def hours() -> str:
        catalog = make_catalog(load(root, Problems()))
        return str(catalog.hours_of(catalog.stacks["media-teacher"]))

    before = hours()
    revise(root, "safe-online")
    edit(root, SAFE, {"status": "active", "hours": 50, "ceu": 5})
    publish(root, today=date(2026, 4, 1))
    assert hours() == before


def test_amendment_before_the_publication_is_refused(project: MakeProject) -> None:
    """Days follow each other in the record and in the feeds."""
    root = published(project())
    edit(root, SAFE, {"summary": "Other words."})
    with pytest.raises(Refusal, match="2026-02-01 is before 2026-03-01"):
        amend(root, "safe-online", "A typo.", today=date(2026, 2, 1))


def test_damaged_records_stop_a_revision(project: MakeProject) -> None:
    """Where the record cannot be read, nothing is said about what it holds."""
    root = published(project())
    (root / FOLDER / "record.yaml").write_text("published: never\n", "utf-8")
    with pytest.raises(Refusal, match=f"{FOLDER}/record.yaml:1:"):
        revise(root, "safe-online")


def test_publishing_a_draft_by_name_is_answered(project: MakeProject) -> None:
    """Whoever names a draft of a next version is told what is missing."""
    root = published(project())
    revise(root, "safe-online")
    with pytest.raises(Refusal, match="a draft of its next version needs 'status: active' first"):
        publish(root, ["safe-online"], today=date(2026, 4, 1))
    shutil.rmtree(root / "published")
