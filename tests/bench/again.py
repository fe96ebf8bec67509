"""What a build after one change takes, beside the one before it, which finds nothing kept.

    python -m tests.bench.again [--repeat N] [SIZE ...]

Once as its user meets it; then, as in `run`, with one and the same PNG for all badges, with a
search index and without.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from badgepress.cache import FOLDER
from tests.bench.contenders import BARE, OURS, ROOT, command, environment
from tests.bench.generate import generate, place_of

WHOLE = "whole"
_TITLES = {
    WHOLE: "all of it",
    OURS: "artwork left out",
    BARE: "artwork and search index left out",
}
GOAL = 0.25
"""Of the first build's time, at most."""


class Pair(NamedTuple):
    """How many times as much the second build takes: time and processor time."""

    wall: float
    cpu: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns 0, whatever the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.again")
    parser.add_argument("sizes", nargs="*", type=int, default=[1000], metavar="SIZE")
    parser.add_argument("--repeat", type=int, default=1, metavar="N")
    chosen = parser.parse_args(arguments)
    for size in chosen.sizes:
        for contender in (WHOLE, OURS, BARE):
            print(report(size, contender, list(measured(size, contender, chosen.repeat))))
    return 0


def report(size: int, contender: str, pairs: Sequence[Pair]) -> str:
    """One line: the medians of runs side by side."""
    wall, cpu = (median(getattr(pair, name) for pair in pairs) for name in Pair._fields)
    holds = "holds" if wall <= GOAL else "DOES NOT HOLD"
    return (
        f"{size:,}, {_TITLES[contender]}: a build after one change takes {wall:.2f} of the time and"
        f" {cpu:.2f} of the processor time of a first one; goal {GOAL}: {holds}"
    )


def measured(size: int, contender: str, repetitions: int) -> Iterator[Pair]:
    """Build a generated catalog, change the name of one entry, and build it again."""
    for _ in range(repetitions):
        with tempfile.TemporaryDirectory(prefix="badgepress-again-") as name:
            folder = Path(name)
            generate(folder / "project", size)
            first = _build(contender, folder)
            file = folder / "project" / place_of(size // 2)
            text = file.read_text("utf-8")
            file.write_text(text.replace("name: ", "name: Another ", 1), "utf-8")
            second = _build(contender, folder)
            shutil.rmtree(folder / "site")
        yield Pair(second.wall / first.wall, second.cpu / first.cpu)


def _build(contender: str, folder: Path) -> Pair:
    """Seconds of one build, and processor seconds of all its processes."""
    project, site = folder / "project", folder / "site"
    line = command(contender, project, site, folder / "stages.json")
    if contender == WHOLE:
        line = [sys.executable, "-m", "badgepress", "build"]
        line += ["--project", str(project), "--site", str(site)]
    begun = time.perf_counter()
    process = subprocess.Popen(
        line,
        cwd=ROOT,
        env=environment() | {FOLDER: str(folder / "cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{_TITLES[contender]} failed")
    return Pair(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime)


if __name__ == "__main__":
    sys.exit(main())
