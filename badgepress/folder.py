"""Which files of the project's folder are read, and which only look as if they were."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from badgepress.problems import Problem, Problems, Severity

_BESIDE = {".svg", ".png", ".md"}
"""Files that may lie between the YAML files."""


def files_of(root: Path, folder: str, others: Iterable[str], problems: Problems) -> Iterator[Path]:
    """Every YAML file below a folder, sorted by path, without those in the `others` inside it."""
    special = {root / other for other in others}

    def unreadable(error: OSError) -> None:
        path = Path(os.fsdecode(error.filename))
        if path != root / folder or not isinstance(error, FileNotFoundError):
            message = f"the folder cannot be read ({error.strerror})"
            advice = "check that it is a folder and may be opened"
            problems.add(of_file(_name(path, root), message, advice, "file-read"))

    for top, folders, names in os.walk(root / folder, onerror=unreadable):
        directory = Path(top)
        inner = (directory / name for name in sorted(folders) if not name.startswith("."))
        inside = _is_inside(directory, root)
        folders[:] = [
            path.name for path in inner if path not in special and _is_plain(path, root, problems)
        ]
        for name in sorted(names):
            path = directory / name
            if _looks_read(path, root, problems) and (
                (inside and not path.is_symlink()) or stays_inside(path, root, problems)
            ):
                yield path


def _is_plain(folder: Path, root: Path, problems: Problems) -> bool:
    """Whether a folder is entered; one that only looks like something else is reported."""
    name = _name(folder, root)
    if folder.is_symlink():
        message, advice = (
            "the folder is a link, which is not followed",
            "move the folder itself here",
        )
        problems.add(of_file(name, message, advice, "outside-folder"))
        return False
    if folder.suffix.lower() in (".yaml", ".yml"):
        message = "this is a folder, but its name ends like a file's"
        problems.add(of_file(name, message, "rename the folder", "file-name"))
    return True


def _looks_read(path: Path, root: Path, problems: Problems) -> bool:
    if path.name.startswith(".") or path.name.endswith("~"):
        return False
    if path.suffix == ".yaml":
        return True
    name = _name(path, root)
    if path.suffix.lower() in (".yaml", ".yml"):
        message = "the file's name does not end with .yaml"
        problems.add(of_file(name, message, f"rename it to {path.stem}.yaml", "file-name"))
    elif path.suffix.lower() not in _BESIDE:
        advice = "rename it to .yaml, or move it elsewhere"
        warning = Severity.WARNING
        problems.add(of_file(name, "nothing reads this file", advice, "unread-file", warning))
    return False


def stays_inside(path: Path, root: Path, problems: Problems) -> bool:
    """Whether a file lies below the project's folder even if it is a link; else it is reported."""
    if _is_inside(path, root):
        return True
    message = "the file is a link to a place outside the project's folder"
    advice = "copy the file itself into the folder"
    problems.add(of_file(_name(path, root), message, advice, "outside-folder"))
    return False


def _is_inside(path: Path, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))


def of_file(
    name: str, message: str, advice: str, rule: str, severity: Severity = Severity.ERROR
) -> Problem:
    """A problem of a file as a whole."""
    return Problem(name, 1, 1, "", message, advice, rule, severity)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
