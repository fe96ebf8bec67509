"""Results of other processes of this machine, which come as files.

A pool of processes sends results through a pipe. Where a process is killed while it sends one (the
system does that when memory ends), whoever reads waits for the rest for ever: only what is shorter
than `PIPE_BUF` is sent whole or not at all (POSIX, `write`). A file's name always is.
"""

import os
import pickle
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Parcels(Generic[T, R]):
    """Work for an executor, whose results come as files from processes of this machine."""

    def __init__(self, executor: Executor, work: Callable[[T], R], folder: str | None) -> None:
        """Without a folder, results come the executor's own way."""
        self._executor, self._work, self._folder = executor, work, folder

    def submit(self, item: T) -> "Future[Any]":
        """Have the work done for an item. Raises `BrokenExecutor`."""
        if self._folder is None:
            return self._executor.submit(self._work, item)
        return self._executor.submit(_packed, self._work, item, self._folder)

    def result(self, future: "Future[Any]") -> R:
        """What came of it, once. Raises `BrokenExecutor`, and whatever the work raises."""
        found: Any = future.result()
        return found.opened() if isinstance(found, _Parcel) else found  # type: ignore[no-any-return]


@contextmanager
def parcels(executor: Executor, work: Callable[[T], R]) -> Iterator[Parcels[T, R]]:
    """Work for an executor; what was not taken when the block ends is dropped."""
    if not isinstance(executor, ProcessPoolExecutor):
        yield Parcels(executor, work, None)  # threads, or machines that see no file of this one
        return
    with tempfile.TemporaryDirectory(prefix="badgepress-", ignore_cleanup_errors=True) as folder:
        yield Parcels(executor, work, folder)


class _Parcel(NamedTuple):
    """Where a result is."""

    path: str

    def opened(self) -> Any:
        content = Path(self.path).read_bytes()
        os.unlink(self.path)
        return pickle.loads(content)  # noqa: S301 - a process of this pool wrote it


def _packed(work: Callable[[T], R], item: T, folder: str) -> _Parcel:
    result = work(item)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        pickle.dump(result, file, pickle.HIGHEST_PROTOCOL)
    return _Parcel(file.name)
