"""Builds in processes of their own, in turn, and what each took."""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from tests.bench.contenders import (
    BARE,
    HUGO,
    OURS,
    OUT_OF_NAV,
    PLAIN,
    ROOT,
    SEARCHED,
    TITLES,
    command,
    environment,
)
from tests.bench.generate import generate
from tests.bench.words import TERMS

SEARCHABLE = {HUGO: SEARCHED}
"""Contender → the one that goes on with its site, so that nothing is built twice."""
STAGED = (OURS, BARE, PLAIN, OUT_OF_NAV)
"""Those that tell their stages."""


@dataclass(frozen=True)
class Run:
    """What one build took: seconds, megabytes, and of the largest single process its memory."""

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
    """Seconds that one build may take."""
    keep: bool
    terms: int = len(TERMS)
    runs: dict[int, dict[str, list[Run]]] = field(default_factory=dict)
    artwork: dict[str, float] = field(default_factory=dict)

    def has(self, size: int, *contenders: str) -> bool:
        """Whether all of these were measured at a size, to their end."""
        found = self.runs.get(size, {})
        return all(name in found and all(r.finished for r in found[name]) for name in contenders)

    def median(self, size: int, contender: str, name: str) -> float:
        """The median of one figure over all runs."""
        return median(getattr(run, name) for run in self.runs[size][contender])

    def ratio(self, size: int, contender: str, name: str, to: str = OURS) -> float:
        """The median of the ratios of runs side by side: how many times as much as `to` takes."""
        runs = zip(self.runs[size][contender], self.runs[size][to], strict=True)
        return median(getattr(run, name) / getattr(other, name) for run, other in runs)

    def stage(self, size: int, stage: str) -> float:
        """The median of one stage's seconds."""
        return median(run.stages.get(stage, 0) for run in self.runs[size][OURS])


def measure(
    bench: Bench,
    size: int,
    contenders: list[str],
    repetitions: int,
    visit: Callable[[Path], None] | None = None,
    edit: Callable[[Path], None] | None = None,
) -> None:
    """Generate a catalog and build it in turn by each contender.

    `visit` gets badgepress' site, `edit` the project.
    """
    project = bench.folder / f"{size}"
    say(f"{size:,}: generating ...")
    generate(project, size, bench.terms)
    found: dict[str, list[Run]] = {}
    bench.runs[size] = found
    for number in range(repetitions):
        for contender in contenders:
            turn = f"{number + 1} of {repetitions}"
            say(f"{size:,}: {TITLES[contender]}, {turn} ...")
            for name, run in _build(bench, contender, project).items():
                found.setdefault(name, []).append(run)
                end = "" if run.finished else ", and it was stopped"
                say(f"{size:,}: {TITLES[name]}, {turn}: {run.wall:.1f} s{end}", done=True)
    if visit:
        say(f"{size:,}: readers ...")
        visit(_site(project, OURS))
    if not bench.keep:
        shutil.rmtree(_site(project, OURS), ignore_errors=True)
    if edit:
        say(f"{size:,}: edits ...")
        edit(project)
    if not bench.artwork:
        say("artwork ...")
        result = bench.folder / "artwork.json"
        _child("artwork", project, project / "none", result, bench.limit)
        bench.artwork = json.loads(result.read_text())
    if not bench.keep:
        shutil.rmtree(project)
    say("")


def _build(bench: Bench, contender: str, project: Path) -> dict[str, Run]:
    """One build, and what goes on with its site."""
    site = _site(project, contender)
    result = bench.folder / "stages.json"
    shutil.rmtree(site, ignore_errors=True)
    run = _child(contender, project, site, result, bench.limit)
    if run.finished:
        run = _with(run, site, json.loads(result.read_text()) if contender in STAGED else {})
    found = {contender: run}
    if run.finished and contender in SEARCHABLE:
        more = _child(SEARCHABLE[contender], project, site, result, bench.limit)
        both = Run(
            run.wall + more.wall, run.cpu + more.cpu, max(run.peak_mb, more.peak_mb), more.finished
        )
        found[SEARCHABLE[contender]] = _with(both, site, {})
    if contender != OURS and not bench.keep:
        shutil.rmtree(site, ignore_errors=True)
    return found


def _site(project: Path, contender: str) -> Path:
    return project.with_name(f"{project.name}-{contender}")


def _with(run: Run, site: Path, stages: dict[str, float]) -> Run:
    """The run with what it has written."""
    sizes = [file.stat().st_size for file in site.rglob("*") if file.is_file()]
    return Run(run.wall, run.cpu, run.peak_mb, run.finished, len(sizes), sum(sizes) / 1e6, stages)


def _child(contender: str, project: Path, site: Path, result: Path, limit: float) -> Run:
    """One build in a fresh process; it is killed at the limit. If it fails, so does everything."""
    said = result.with_name("said.txt")
    with said.open("wb") as messages:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command(contender, project, site, result),
            cwd=ROOT,
            env=environment(),
            stdout=messages,
            stderr=messages,
        )
        killer = threading.Timer(limit, process.kill)
        killer.daemon = True
        killer.start()
        # Of processes that it has waited for, too: seconds of all, memory of the largest.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode and wall < limit:
        print(said.read_text("utf-8", "replace"), file=sys.stderr)
        raise SystemExit(f"{TITLES.get(contender, contender)} failed: see above")
    # Kilobytes, but bytes on a Mac.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, usage.ru_maxrss / unit, finished=process.returncode == 0)


def say(text: str, *, done: bool = False) -> None:
    """Progress: one line that changes on a terminal, finished steps alone in a pipe."""
    if sys.stdout.isatty():
        print(f"\r\033[K{text}", end="\n" if done else "", flush=True)
    elif done:
        print(text, flush=True)
