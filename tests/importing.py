"""Imports as an owner runs them: the command, its project, and sources made up for it."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from conftest import SMALL

from badgepress.cli import main
from badgepress.load import Documents
from badgepress.problems import Problems
from badgepress.project import inspect


class Imported(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


def run_import(root: Path, source: Path | str, *options: str) -> Imported:
    """Run `badgepress import`."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["import", str(source), "--project", str(root), *options])
    return Imported(code, out.getvalue(), err.getvalue())


def bare(folder: Path) -> Path:
    """A project with settings and nothing else."""
    root = folder / "bare"
    (root / "pages").mkdir(parents=True)
    (root / "pages/index.md").write_text("# Home\n", "utf-8")
    (root / "mkdocs.yml").write_bytes((SMALL / "mkdocs.yml").read_bytes())
    return root


def files_in(root: Path) -> dict[str, bytes]:
    """Every file of a folder with its content."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def source_file(folder: Path, name: str, content: Any) -> Path:
    """A file with bytes, text, or anything else as JSON."""
    path = folder / "source" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not isinstance(content, bytes | str):
        content = json.dumps(content)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def import_one(folder: Path, content: Any, name: str = "badge.json") -> tuple[Path, Imported]:
    """A bare project after one file was imported into it."""
    root = bare(folder)
    return root, run_import(root, source_file(folder, name, content))


def yaml_of(root: Path, name: str) -> dict[str, Any]:
    """What a written file says, as any YAML program reads it."""
    data = yaml.safe_load((root / name).read_text("utf-8"))
    assert isinstance(data, dict)
    return data


def checked(root: Path) -> Documents:
    """The project's documents, in which nothing is wrong but that placeholders are left."""
    documents, problems = inspect(root)
    assert [str(problem) for problem in problems.errors] == []
    assert {problem.rule for problem in problems.sorted()} <= {"todo"}
    return documents


def found_problems(root: Path) -> Problems:
    """Everything that the check says."""
    return inspect(root)[1]
