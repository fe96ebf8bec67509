"""A Dask cluster on this machine: a scheduler and workers, each a process of its own."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from distributed.core import rpc

import badgepress

_ENGINE = Path(badgepress.__file__).parents[1]
_SECONDS = 60


class Cluster:
    """A scheduler at `address`, and its workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[bytes]] = []
        # A worker that is killed leaves its temporary folder behind.
        self._own = {"PYTHONPATH": str(_ENGINE), "TMPDIR": str(folder)}
        file = folder / "scheduler.json"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file)
        )
        until = time.monotonic() + _SECONDS
        self.address = ""
        while not self.address and time.monotonic() < until:
            time.sleep(0.1)
            # It is there before it is written.
            with suppress(FileNotFoundError, json.JSONDecodeError):
                self.address = json.loads(file.read_text())["address"]
        if not self.address:
            self.end()
            raise TimeoutError("the scheduler has not started")

    def add_worker(self, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a worker and wait until the scheduler knows it."""
        before = len(self.workers())
        options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder))
        worker = self._start("worker", self.address, *options, environment=environment)
        until = time.monotonic() + _SECONDS
        while len(self.workers()) <= before and time.monotonic() < until:
            assert worker.poll() is None
            time.sleep(0.1)
        return worker

    def workers(self) -> list[str]:
        """Addresses of the workers that the scheduler knows."""
        return list(asyncio.run(_identity(self.address))["workers"])

    def end(self) -> None:
        """End what still runs."""
        for process in self._running:
            process.kill()
            process.wait()

    def _start(
        self, kind: str, *options: str, environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        with open(self._folder / f"{kind}-{len(self._running)}.log", "wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", f"distributed.cli.dask_{kind}", *options, "--no-dashboard"],
                env={**os.environ, **self._own, **(environment or {})},
                cwd=self._folder,  # from which a module would be taken first
                stdout=log,
                stderr=log,
            )
        self._running.append(process)
        return process


async def _identity(address: str) -> Any:
    async with rpc(address) as scheduler:
        return await scheduler.identity(n_workers=-1)


@contextmanager
def cluster_in(folder: Path) -> Iterator[Cluster]:
    """A scheduler without workers, whose files and logs go into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(folder)
    try:
        yield cluster
    finally:
        cluster.end()
