"""Pagefind's program: it reads pages, and tells which words stand where."""

import os
import subprocess
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pagefind.service import get_executable

from badgepress.workers import processes

EXCLUDED = (
    ".bp-crumbs",
    ".bp-jump",
    ".bp-cards",
    ".bp-by",
    ".bp-ticks",
    ".bp-through",
    ".bp-places",
    ".bp-promises",
    ".bp-related",
    ".bp-share",
    ".bp-corrections",
    ".bp-embed",
    ".bp-path",
    ".bp-step__facts",
    ".bp-heat",
    ".bp-uses",
    ".bp-term dt",
    ".bp-languages",
    ".bp-formats",
    ".bp-versions",
    ".bp-address",
    ".bp-glance",
    ".bp-facts",
    ".bp-recognized",
    ".bp-recognitions",
    ".bp-part__kind",
    ".bp-rubric thead",
    ".bp-rubric caption",
    ".headerlink",
    ".md-content__button",
    ".md-source-file",
)
"""Parts that say something of other pages, or the same on every page: no reason to find one."""
_PATIENCE = 3600
"""Seconds; a thousand pages take some three."""


class IndexFault(Exception):
    """There is no index; the text says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The search index could not be made: {reason}")


class Pagefind:
    """Runs of Pagefind, several at a time, which may be given up."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[str]] = set()
        self._given_up = False

    def read(self, folders: Mapping[Path, Path]) -> None:
        """Make an index of the pages in each folder: folder → where its index goes.

        Raises `IndexFault`, also when it is given up.
        """
        with ThreadPoolExecutor(processes()) as threads:
            list(threads.map(self._run, folders.keys(), folders.values()))

    def give_up(self) -> None:
        """Stop what runs, and begin nothing more."""
        with self._lock:
            self._given_up = True
            for running in self._running:
                running.kill()

    def _run(self, folder: Path, target: Path) -> None:
        with self._lock:
            if self._given_up:
                raise IndexFault("it was given up")
            running = subprocess.Popen(  # noqa: S603 - a program of a dependency, and folders
                command(folder, target),
                cwd=folder,  # it takes settings from a file in the current one
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                encoding="utf-8",
                errors="replace",
                env=_environment(),
            )
            self._running.add(running)
        try:
            said, _ = running.communicate(timeout=_PATIENCE)
        except subprocess.TimeoutExpired as error:
            raise IndexFault(str(error)) from None
        finally:
            with self._lock:
                self._running.discard(running)
            running.kill()
        if running.returncode:
            raise IndexFault(said.strip())


def command(site: Path, target: Path, *more: str) -> list[str]:
    """Pagefind's command over the pages of a folder; raises `IndexFault` where it is missing."""
    executable = get_executable()
    if executable is None:
        raise IndexFault("Pagefind's program is not there; install 'pagefind[bin]'")
    options = {
        "--site": site,
        "--output-path": target,
        "--exclude-selectors": ",".join(EXCLUDED),
    }
    named = (str(each) for option in options.items() for each in option)
    return [str(executable), "--silent", *named, *more]


def _environment() -> dict[str, str]:
    """Without settings of Pagefind's from outside: the same pages give the same index."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
