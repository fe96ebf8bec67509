"""How long an edit takes to be shown: `python -m tests.bench.edits PROJECT [PROJECT …]`.

A real `badgepress serve` follows a copy of each project. Files are saved as an editor saves them,
and whoever asks again and again knows when the page shows what was saved.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import yaml

from tests.bench.contenders import environment
from tests.bench.generate import id_of, place_of
from tests.bench.report import PAGE, put, table

GOALS = {1_000: 2.0, 10_000: 10.0}
"""Micro-credentials → seconds from a saved file to the page that shows it at most."""
REPETITIONS = 5
_EDITS: Mapping[str, tuple[str, str]] = {
    "a summary": ("summary", f"catalog/{id_of(1)}/"),
    "a name": ("name", f"catalog/{id_of(1)}/"),
    "a term's definition": ("definition", "glossary/"),
}
"""What is edited → its field, and the page that shows it."""
_PATIENCE = 600
_BETWEEN = 0.02


@dataclass
class Edited:
    """What was found of one project; times are in seconds."""

    size: int
    start: float = 0
    """From the start of the preview to its first page."""
    edits: dict[str, list[float]] = field(default_factory=dict)
    """What was edited → seconds until it was shown."""
    cpu: list[float] = field(default_factory=list)
    """Seconds of a processor, of the server alone, for each of them."""

    def slowest(self) -> float:
        """The largest median of a kind of edit."""
        return max(median(seconds) for seconds in self.edits.values())


def measure(project: Path, repetitions: int = REPETITIONS) -> Edited:
    """Edits of each kind in a copy of a project."""
    with tempfile.TemporaryDirectory(prefix="badgepress-edits-") as folder:
        copy = Path(folder) / "project"
        shutil.copytree(project, copy)
        found = Edited(sum(1 for _ in (copy / "catalog").glob("*/*.yaml")) - _others(copy))
        begun = time.perf_counter()
        with _served(copy, Path(folder)) as server:
            server.wait("", lambda page: "</html>" in page)
            found.start = time.perf_counter() - begun
            for kind in _EDITS:
                found.edits[kind] = [
                    _edit(server, copy, kind, number, found) for number in range(repetitions)
                ]
    return found


def _others(project: Path) -> int:
    names = ("issuers", "recognizers", "frameworks")
    return sum(1 for name in names for _ in (project / "catalog" / name).glob("*.yaml"))


@dataclass
class _Server:
    process: "subprocess.Popen[bytes]"
    address: str
    log: Path

    def wait(self, path: str, shows: Callable[[str], bool]) -> None:
        """Until a page shows something. Raises `SystemExit`."""
        end = time.monotonic() + _PATIENCE
        while not shows(self._page(path)):
            if self.process.poll() is not None or time.monotonic() > end:
                raise SystemExit(f"/{path} does not come:\n{self.log.read_text('utf-8')}")
            time.sleep(_BETWEEN)

    def cpu(self) -> float:
        """Seconds of a processor that the server alone has used; 0 where that is not told."""
        try:
            words = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def _page(self, path: str) -> str:
        try:
            with urlopen(f"http://{self.address}/{path}", timeout=_PATIENCE) as answer:
                text: str = answer.read().decode("utf-8")
                return text
        except (URLError, OSError):
            return ""


@contextmanager
def _served(project: Path, folder: Path) -> Iterator[_Server]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{taken.getsockname()[1]}"
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "badgepress", "serve", "--address", address],
            cwd=project,
            env=environment(),
            stdout=output,
            stderr=output,
        )
    try:
        yield _Server(process, address, log)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        finally:
            process.kill()


def _edit(server: _Server, project: Path, kind: str, number: int, found: Edited) -> float:
    """Seconds until one edit is shown."""
    name, path = _EDITS[kind]
    word = f"Edited{name}{number}"
    file = project / ("glossary.yaml" if name == "definition" else place_of(1))
    document = yaml.safe_load(file.read_text("utf-8"))
    changed: dict[str, Any] = document["terms"][0] if name == "definition" else document
    changed[name] = f"{word} {changed[name]}"
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    before, begun = server.cpu(), time.perf_counter()
    file.write_text(text, "utf-8")
    server.wait(path, lambda page: word in page)
    seconds = time.perf_counter() - begun
    found.cpu.append(server.cpu() - before)
    return seconds


def report(measured: list[Edited]) -> str:
    """All figures as a table, and which goals hold."""
    rows = [["the preview's start to its first page", *(f"{m.start:.1f}" for m in measured)]]
    rows += [[f"{kind} to its page", *(_cell(m.edits[kind]) for m in measured)] for kind in _EDITS]
    rows.append(
        ["of it a processor works for the preview", *(_cell(m.cpu) for m in measured)],
    )
    lines = [
        f"- {'Holds' if m.slowest() <= goal else 'DOES NOT HOLD'}: at {m.size:,}, an edit is shown"
        f" within {m.slowest():.1f} s; the goal is {goal:g} s."
        for m in measured
        if (goal := GOALS.get(m.size))
    ]
    head = ["seconds", *(f"{m.size:,}" for m in measured)]
    return "\n\n".join(filter(None, [table(head, rows), "\n".join(lines)]))


def _cell(seconds: list[float]) -> str:
    return f"{median(seconds):.1f}, at most {max(seconds):.1f}"


def main() -> int:
    """Measure and print; returns 0, whatever the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("projects", nargs="+", type=Path, metavar="PROJECT")
    parser.add_argument("--repeat", type=int, default=REPETITIONS, metavar="N")
    parser.add_argument("--docs", action="store_true", help="write the table into the docs")
    chosen = parser.parse_args()
    text = report([measure(project, chosen.repeat) for project in chosen.projects])
    print(text)
    if chosen.docs:
        put(PAGE, "edits", text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
