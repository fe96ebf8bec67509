"""Writing all files of an import or none, and never over one that is there."""

import os
import shutil
from pathlib import Path, PurePosixPath

from badgepress.importing.plan import PlannedFile
from badgepress.refusal import Refusal

_STAGE = ".import.new"


def write(root: Path, files: list[PlannedFile]) -> None:
    """Write every file aside first, then put each in its place; on any failure all go again.

    Raises `Refusal` where a file is there already, and `OSError`.
    """
    stage = root / _STAGE
    shutil.rmtree(stage, ignore_errors=True)  # what a killed import has left
    placed: list[Path] = []
    made: list[Path] = []
    try:
        for number, file in enumerate(files):
            stage.mkdir(exist_ok=True)
            (stage / str(number)).write_bytes(file.content)
        for number, file in enumerate(files):
            target = root / file.path
            made += _make_folder(target.parent)
            _put(stage / str(number), target, file.path)
            placed.append(target)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        for folder in reversed(made):
            if not any(folder.iterdir()):
                folder.rmdir()
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; returns the ones that are new, the outer ones first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    missing.reverse()
    for each in missing:
        each.mkdir()
    return missing


def _put(staged: Path, target: Path, name: PurePosixPath) -> None:
    """Put a file in its place, which must be free even if somebody took it just now."""
    try:
        os.link(staged, target)
    except FileExistsError:
        raise Refusal(f"{name} is there already; nothing was written — move it aside") from None
    except OSError:  # a file system without hard links
        try:
            with target.open("xb") as stream:
                stream.write(staged.read_bytes())
        except FileExistsError:
            raise Refusal(f"{name} is there already; nothing was written — move it aside") from None
