"""How long the build of generated catalogs takes, and how it grows: `make bench`.

    python -m tests.bench.run [--plain] [--readers] [--edits] [--json FILE] [--docs] [SIZE ...]

Each build runs in a process of its own and finds nothing kept, contenders in turn, several times;
figures are medians. badgepress and Hugo make the same site, each with and without a search index.
With `--plain`, the plain way stands beside: the same pages as Markdown made by a hook, in MkDocs'
default navigation. With `--readers`, a browser visits badgepress' sites; with `--edits`, a preview
follows edits. Quote ratios: seconds are this machine's, and more where it has other work.
"""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from tests.bench import edits, search
from tests.bench.contenders import BARE, HUGO, OURS, OUT_OF_NAV, PLAIN
from tests.bench.generate import SMALLEST
from tests.bench.measure import Bench, Run, measure
from tests.bench.report import PAGE, PLAIN_SIZE, put, report, write_docs
from tests.bench.words import TERMS

SIZES = (100, 1_000, 10_000)
REPETITIONS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns 0, whatever the figures."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    if chosen.redraw:
        bench = _read(chosen.redraw)
        print(report(bench))
        write_docs(bench)
        return 0
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="badgepress-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        parser.error(f"{folder} holds files, and would be deleted: name a new folder")
    readers: list[search.Measured] = []
    previews: list[edits.Edited] = []
    bench = Bench(folder.resolve(), 60 * chosen.limit, chosen.keep, chosen.terms)
    try:
        for size in sorted(set(chosen.sizes or SIZES)):
            visit = partial(_visit, readers) if chosen.readers else None
            edit = partial(_edit, previews) if chosen.edits else None
            measure(bench, size, _contenders(chosen, size), chosen.repeat, visit, edit)
        print(report(bench))
        if readers:
            print(search.report(readers))
        if previews:
            print(edits.report(previews))
        if chosen.docs:
            write_docs(bench)
        if chosen.docs and readers:
            put(PAGE, "readers", search.report(readers))
        if chosen.docs and previews:
            put(PAGE, "edits", edits.report(previews))
    finally:
        if chosen.json:  # also what there is when it was stopped
            chosen.json.write_text(json.dumps(_figures(bench), indent=2) + "\n", "utf-8")
        if not chosen.keep:
            shutil.rmtree(bench.folder, ignore_errors=True)
    return 0


def _visit(readers: list[search.Measured], site: Path) -> None:
    readers.append(search.measure(site))


def _edit(previews: list[edits.Edited], project: Path) -> None:
    previews.append(edits.measure(project))


def _contenders(chosen: argparse.Namespace, size: int) -> list[str]:
    found = [OURS, BARE, HUGO]
    if chosen.plain and size <= PLAIN_SIZE:
        found += [PLAIN, OUT_OF_NAV] if chosen.out_of_nav else [PLAIN]
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("sizes", nargs="*", type=_size, metavar="SIZE", help=f"micro-credentials; default {SIZES}")
    add("--terms", type=int, default=len(TERMS), help="of the glossary; default %(default)s")
    add("--plain", action="store_true", help=f"compare with the plain way, up to {PLAIN_SIZE:,}")
    add("--out-of-nav", action="store_true", help="and with the plain way without navigation")
    add("--readers", action="store_true", help="measure searches in a browser, too")
    add("--edits", action="store_true", help="measure edits in a preview, too")
    add("--repeat", type=int, default=REPETITIONS, metavar="N", help="builds of each contender")
    add("--limit", type=float, default=15, metavar="MINUTES", help="of one build; default 15")
    add("--json", type=Path, metavar="FILE", help="write all figures there")
    add("--docs", action="store_true", help="write tables and plot into the docs")
    add("--redraw", type=Path, metavar="FILE", help="write the docs from figures of --json anew")
    add("--folder", type=Path, help="where to work: a new folder; left out, a temporary one")
    add("--keep", action="store_true", help="keep the projects and sites")
    return parser


def _size(text: str) -> int:
    size = int(text)
    if size < SMALLEST:
        raise argparse.ArgumentTypeError(f"at least {SMALLEST} micro-credentials are needed")
    return size


def _figures(bench: Bench) -> dict[str, object]:
    return {
        "python": platform.python_version(),
        "machine": platform.platform(),
        "cpus": os.cpu_count(),
        "artwork_ms": bench.artwork,
        "runs": {
            size: {contender: [asdict(run) for run in runs] for contender, runs in found.items()}
            for size, found in bench.runs.items()
        },
    }


def _read(file: Path) -> Bench:
    figures = json.loads(file.read_text("utf-8"))
    bench = Bench(file.parent, 0, keep=True, artwork=figures["artwork_ms"])
    bench.runs = {
        int(size): {contender: [Run(**run) for run in runs] for contender, runs in found.items()}
        for size, found in figures["runs"].items()
    }
    return bench


if __name__ == "__main__":
    sys.exit(main())
