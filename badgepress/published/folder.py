"""The folder `published/` as files: what belongs there, and nothing that leads out of it."""

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from badgepress.folder import of_file
from badgepress.kinds import Kind
from badgepress.model.fields import ID_PATTERN
from badgepress.problems import Problem, Severity

FOLDER = "published"
_VERSION = re.compile("v[1-9][0-9]{0,3}")
_ASIDE = re.compile("[.](v[1-9][0-9]{0,3})[.]old")


def aside(folder: Path) -> Path:
    """Where a version's folder lies while another state of it is put into its place."""
    return folder.with_name(f".{folder.name}.old")


def folders_aside(root: Path) -> Iterator[tuple[Path, Path]]:
    """What a killed command has left aside, each with the place that it belongs to."""
    for old in sorted((root / FOLDER).glob("*/*/.v*.old")):
        match = _ASIDE.fullmatch(old.name)
        if match and not leads_out(root, old):
            yield old, old.with_name(match[1])


def version_folders(root: Path, kind: Kind) -> Iterator[tuple[Path, int]]:
    """Each published version's folder with its number, by id and number.

    Where a command was killed between taking a folder aside and putting its new state there, it is
    the folder aside: nothing is lost at any moment.
    """
    found = {}
    for folder in (root / FOLDER / kind.address).glob("*/.v*.old"):
        if match := _ASIDE.fullmatch(folder.name):
            found[folder.parent.name, int(match[1][1:])] = folder
    for folder in (root / FOLDER / kind.address).glob("*/v*"):
        if _VERSION.fullmatch(folder.name):
            found[folder.parent.name, int(folder.name[1:])] = folder
    for (entity_id, number), folder in sorted(found.items()):
        if re.fullmatch(ID_PATTERN, entity_id) and folder.is_dir():
            yield folder, number


def links(root: Path) -> Iterator[Problem]:
    """Everything there that is a link: none is followed, wherever it leads."""
    for path in _everything(root):
        if path.is_symlink():
            message = "this is a link, which is not followed here"
            advice = f"remove it; if it was published: git checkout HEAD -- {_name(path, root)}"
            yield of_file(_name(path, root), message, advice, "outside-folder")


def strays(root: Path, known: Collection[str], unread: Collection[str]) -> Iterator[Problem]:
    """Files that nothing reads or serves, though they lie among what was published.

    `known` are the names of files that belong there; what lies below the folders `unread` is
    reported already.
    """
    for path in _everything(root):
        name = _name(path, root)
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if hidden or not path.is_file() or name in known or name.rpartition("/")[0] in unread:
            continue
        message = "nothing like this was published, so nothing reads this file"
        advice = "remove it, or move it elsewhere"
        yield of_file(name, message, advice, "unread-file", Severity.WARNING)


def leads_out(root: Path, path: Path) -> bool:
    """Whether a path of `published/` is a link, or goes through one."""
    inside = [path, *path.parents]
    return any(step.is_symlink() for step in inside[: inside.index(root)])


def _everything(root: Path) -> Iterator[Path]:
    """The folder itself, and all folders and files below it; links are not entered."""
    yield root / FOLDER
    for top, folders, names in os.walk(root / FOLDER):
        folders.sort()
        yield from (Path(top, name) for name in sorted((*folders, *names)))


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
