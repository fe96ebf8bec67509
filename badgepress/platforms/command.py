"""`badgepress export`: write what another system takes."""

import argparse
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from badgepress.assemble import make_catalog
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import Kind
from badgepress.load import Entry, load
from badgepress.model import Status
from badgepress.platforms.badge import Badge, badges_of
from badgepress.platforms.form import problem_of
from badgepress.platforms.registry import EXPORTS, Export, File, copy_sheets, export_named
from badgepress.platforms.spreadsheet.files import TooLongError
from badgepress.problems import Problem, Problems, did_you_mean, summary
from badgepress.project import open_or_refuse
from badgepress.published.choose import choose
from badgepress.refusal import Refusal
from badgepress.words import count
from badgepress.yamledit import replace_file


def add_options(parser: argparse.ArgumentParser) -> None:
    """What `badgepress export` takes."""
    names = tuple(each.name for each in EXPORTS)
    parser.add_argument("platform", metavar="PLATFORM", choices=names, help=", ".join(names))
    parser.add_argument(
        "ids",
        metavar="ID",
        nargs="*",
        help="micro-credentials and stacks (stacks/ID where a micro-credential has the same id);"
        " left out, everything that has a badge",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="where the files are written"
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="write over files that are there with another content",
    )


def run(arguments: argparse.Namespace, root: Path) -> int:
    """Write the files, and tell what the platform would refuse.

    Returns 0, or 1 if there is such a thing. Raises `Refusal`.
    """
    catalog = open_or_refuse(root)
    export = export_named(arguments.platform)
    badges = list(badges_of(catalog, _chosen(root, catalog, export, arguments.ids)))
    try:
        files = list(export.files(catalog, badges))
    except TooLongError as error:
        raise Refusal(str(error)) from None
    if not files:
        raise Refusal(_nothing(export))
    written = _write(arguments.out, files, replace=arguments.replace)
    print(f"{arguments.out}: {_told(written, len(files))}")
    problems = problems_of(export, badges)
    for problem in problems:
        print(problem)
    if problems:
        print(summary(problems))
    for text in export.platform.decide if export.platform else ():
        print(f"To decide: {_plain(text)}")
    return 1 if problems else 0


def _drafts(root: Path) -> list[tuple[Kind, str]]:
    everything = make_catalog(load(root, Problems()), drafts=True).offered()
    return [(kind, entry.id) for kind, entry in everything if entry.data.status is Status.DRAFT]


def _plain(text: str) -> str:
    """A platform's text without the marks of its Markdown."""
    return re.sub(r"([`*])([^`*]+)\1", r"\2", text)


def problems_of(export: Export, badges: Iterable[Badge]) -> list[Problem]:
    """What the platform would refuse, with file, line and field."""
    if export.platform is None:
        return []
    sheets = copy_sheets(export.platform, list(badges))
    return [problem_of(sheet.badge, each) for sheet in sheets for each in sheet.breaches]


def _chosen(
    root: Path, catalog: Catalog, export: Export, ids: Sequence[str]
) -> list[tuple[Kind, Entry[Any]]]:
    """What is exported. Raises `Refusal` for an id that names nothing with a badge."""
    public = [each for each in catalog.offered() if each[1].data.status is not Status.DRAFT]
    if not ids:
        return public
    if not export.takes_ids:
        raise Refusal(f"'{export.name}' is of the whole catalog — leave the ids out", 2)
    wanted = dict.fromkeys(_find(root, public, text) for text in ids)
    return [(kind, entry) for kind, entry in public if (kind.name, entry.id) in wanted]


def _find(root: Path, public: Sequence[tuple[Kind, Entry[Any]]], text: str) -> tuple[str, str]:
    known = [(kind, entry.id) for kind, entry in public]
    found = choose(text, known)
    if found is None:
        if choose(text, _drafts(root)):
            raise Refusal(f"'{text}' is a draft — write 'status: active' first", 2)
        guess = did_you_mean(text, [each for _, each in known])
        advice = guess or "an id is the name of a file in catalog/ or stacks/, without its ending"
        raise Refusal(f"There is nothing named '{text}' — {advice}", 2)
    entry = next(e for kind, e in public if (kind, e.id) == found)
    if not has_badge(entry.data):
        raise Refusal(f"'{text}' is a suggested path and has no badge — export its steps", 2)
    return found[0].name, found[1]


def _nothing(export: Export) -> str:
    if export.name == "registry":
        return "Nothing has a CTID — write 'ctid:' into the YAML of what the Registry is to hold"
    return "Nothing in this catalog has a badge — set 'status: active' in what is to be exported"


def _told(written: int, total: int) -> str:
    if written == total:
        return f"{count(total, 'file')} written"
    return f"{count(written, 'file')} written, {total - written} were there as they are"


def _write(folder: Path, files: Sequence[File], *, replace: bool) -> int:
    """Write what is new; returns how many files. Raises `Refusal` before anything is written."""
    new = [(folder / name, content) for name, content in files]
    new = [(path, content) for path, content in new if not _holds(path, content)]
    for path, _ in new:
        _refuse_other_kinds(path)
    in_the_way = [path for path, _ in new if path.exists()]
    if in_the_way and not replace:
        others = f" and {count(len(in_the_way) - 1, 'other')}" if len(in_the_way) > 1 else ""
        raise Refusal(
            f"{in_the_way[0]}{others} would be written over — name another folder with --out, or"
            " add --replace"
        )
    for path, content in new:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content)
    return len(new)


def _refuse_other_kinds(path: Path) -> None:
    """Raises `Refusal` where a folder lies in a file's place, or a file in a folder's."""
    if path.is_dir():
        raise Refusal(
            f"{path} is a folder, and a file of this name is to be written — rename the folder, or"
            " name another one with --out"
        )
    for folder in path.parents:
        if folder.is_dir():
            return
        if folder.exists():
            raise Refusal(f"{folder} is a file, not a folder — name a folder with --out")


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content
