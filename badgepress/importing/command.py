"""`badgepress import`: its options, and what it prints."""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from badgepress.refusal import Refusal
from badgepress.words import count

if TYPE_CHECKING:
    from badgepress.importing.plan import Plan

_MOST_SHOWN = 200
"""So many lines to be filled in are listed; the files name all of them."""

_MOST_NAMES = 60
"""So many names of what was left out are listed; the files name all of them."""


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `badgepress import` takes."""
    parser.add_argument(
        "source",
        metavar="SOURCE",
        help="an address (https://…), a file or a folder; only an address is fetched",
    )
    parser.add_argument(
        "--as",
        dest="subfolder",
        metavar="FOLDER",
        help="a folder below catalog/ and stacks/ for what is found, such as from-credly",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing; show what would be written"
    )


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Import and print; returns 0.

    Raises `Refusal` where nothing can be read, and `OSError` where nothing can be written.
    """
    from badgepress.importing.found import Findings, SourceError
    from badgepress.importing.plan import plan
    from badgepress.importing.recognize import read_source
    from badgepress.importing.source import open_source
    from badgepress.importing.writing import write
    from badgepress.load import load
    from badgepress.problems import Problems, printable

    inner = subfolder_of(root, arguments.subfolder)
    findings = Findings()
    try:
        source = open_source(arguments.source, findings)
        try:
            read_source(source, findings)
        finally:
            source.close()
    except SourceError as error:
        at = error.at or arguments.source
        raise Refusal(printable(f"{at}: {error.message} — {error.advice}")) from None
    planned = plan(load(root, Problems()), findings, inner)
    for remark in planned.remarks:
        print(printable(str(remark)), file=sys.stderr)
    if not planned.files and not planned.there:
        raise Refusal(
            printable(f"{arguments.source}: nothing was found that could be imported; nothing")
            + " was written"
        )
    if not arguments.dry_run:
        write(root, planned.files)
    refused = _would_refuse(root, planned) if arguments.dry_run else _refused(root, planned)
    for line in _report(planned, refused, dry=arguments.dry_run):
        print(line)
    return 0


def subfolder_of(root: Path, given: str | None) -> PurePosixPath:
    """The folder below `catalog/` that an owner named. Raises `Refusal` if it is none."""
    from badgepress.kinds import MICRO_CREDENTIAL, STACK
    from badgepress.scaffold import folder_below

    named = PurePosixPath((given or "").replace("\\", "/"))
    for kind in (MICRO_CREDENTIAL, STACK):
        if named.is_relative_to(kind.folder):
            named = named.relative_to(kind.folder)
    for kind in (STACK, MICRO_CREDENTIAL):
        folder = folder_below(root, kind, str(named), "--as")
    return folder.relative_to(MICRO_CREDENTIAL.folder)


def _refused(root: Path, planned: "Plan") -> list[str]:
    """What the check refuses in the files that were written: what no document says alone.

    A step that is not in the catalog is such, or a picture that a table only names.
    """
    from badgepress.project import inspect

    written = {str(file.path) for file in planned.files}
    errors = inspect(root)[1].errors if written else []
    return [str(problem) for problem in errors if problem.file in written]


def _would_refuse(root: Path, planned: "Plan") -> list[str]:
    """The same of files that are not written: in a copy of what a catalog is made of."""
    from badgepress.importing.writing import write
    from badgepress.kinds import ENTITY_KINDS, GLOSSARY_FILE
    from badgepress.load import CONFIG_FILE

    tops = {Path(kind.folder).parts[0] for kind in ENTITY_KINDS}
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in (*tops, "published"):
            if (root / name).is_dir():
                shutil.copytree(root / name, copy / name, symlinks=True)
        for name in (CONFIG_FILE, GLOSSARY_FILE):
            if (root / name).is_file():
                shutil.copyfile(root / name, copy / name)
        write(copy, planned.files)
        return _refused(copy, planned)


def _report(planned: "Plan", refused: list[str], *, dry: bool) -> Iterator[str]:
    from badgepress.problems import printable

    for path, name in dict.fromkeys(planned.there):
        yield printable(f"{path} is there already ({name}); it stays as it is")
    for file in planned.files:
        verb = "Would write" if dry else "Wrote"
        yield printable(f"{verb} {file.path} ({file.about})")
        if dry and file.path.suffix == ".yaml":
            yield from (f"    {line}".rstrip() for line in file.content.decode().splitlines())
    if planned.personal:
        what = ", ".join(planned.personal[:_MOST_NAMES])
        more = len(planned.personal) - _MOST_NAMES
        what += f" and {more} more" if more > 0 else ""
        yield printable(f"Left out, because it is about somebody who earned a badge: {what}")
    lines = [(file.path, each) for file in planned.files for each in file.open]
    for path, each in lines[:_MOST_SHOWN]:
        yield printable(f"{path}:{each.line}: {each.field}: to be filled in — {each.reason}")
    if len(lines) > _MOST_SHOWN:
        yield f"… and {len(lines) - _MOST_SHOWN} lines more: look for TODO"
    yield from refused[:_MOST_SHOWN]
    yield _summary(planned, len(lines), len(refused), dry=dry)


def _summary(planned: "Plan", left: int, refused: int, *, dry: bool) -> str:
    if not planned.files:
        return "Everything is there already; nothing was written."
    written = f"{count(len(planned.files), 'file')} {'would be written' if dry else 'written'}"
    if left:
        written += f", {count(left, 'line')} to be filled in"
    if refused:
        written += f", {count(refused, 'problem')} to be solved"
    return f"{written}. {'Then run' if left or refused else 'Run'} 'badgepress check'."
