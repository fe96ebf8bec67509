"""Golden cases: one mistake of an owner a file, and the lines that it must give."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import SMALL, MakeProject

from badgepress.project import inspect

CASES = sorted((Path(__file__).parent / "cases" / "invalid").glob("*.yaml"))


def _files(case: dict[str, Any]) -> dict[str, str | None]:
    files = dict(case.get("files", {}))
    for name, changes in case.get("edit", {}).items():
        text = files.get(name) or (SMALL / name).read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} is not there exactly once in {name}"
            text = text.replace(old, new)
        files[name] = text
    return files


def _rewrite(path: Path, found: list[str]) -> None:
    head, _, _ = path.read_text("utf-8").partition("\nproblems:")
    lines = "".join(f"\n  - '{line.replace(chr(39), chr(39) * 2)}'" for line in found)
    path.write_text(f"{head.rstrip()}\nproblems:{lines}\n", "utf-8")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_mistake_gives_exactly_these_lines(
    path: Path, project: MakeProject, request: pytest.FixtureRequest
) -> None:
    """A mistake in an otherwise valid project is reported once, at its place, with advice."""
    case = yaml.safe_load(path.read_text("utf-8"))
    _, problems = inspect(project(_files(case)))
    found = [str(problem) for problem in problems.sorted()]
    if request.config.getoption("--rewrite-cases"):
        _rewrite(path, found)
        return
    assert found == case["problems"]


def test_cases_are_found() -> None:
    """The folder of golden cases is read at all, and each file says what it shows."""
    assert len(CASES) > 100
    for path in CASES:
        case = yaml.safe_load(path.read_text("utf-8"))
        assert set(case) <= {"about", "files", "edit", "problems"}, path.name
        assert case["about"].strip(), path.name
        assert case["problems"], path.name


def test_small_example_has_no_problem(project: MakeProject) -> None:
    """The project that all cases change is itself without errors and warnings."""
    _, problems = inspect(project())
    assert problems.sorted() == []
