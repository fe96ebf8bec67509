"""Results of other processes of this machine, which come as files.

A pool of processes sends results through a pipe. Where a process is killed while it sends one (the
system does that when memory ends), whoever reads waits for the rest for ever: only what is shorter
than `PIPE_BUF` is sent whole or not at all (POSIX, `write`). A file's name always is.
"""

import os
import pickle
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_PREFIX = ".badgepress-parcels-"


class Parcels(Generic[T, R]):
    """Work for an executor, whose results come as files from processes of this machine."""

    def __init__(self, work: Callable[[T], R], folder: str | None) -> None:
        """Without a folder, results come the executor's own way."""
        self._work, self._folder = work, folder
        self._sent: list[Future[Any]] = []

    def submit(self, executor: Executor, item: T) -> "Future[Any]":
        """Have the work done for an item. Raises `BrokenExecutor`."""
        if self._folder is None or not isinstance(executor, ProcessPoolExecutor):
            # Threads, or machines that see no file of this one.
            return executor.submit(self._work, item)
        future: Future[Any] = executor.submit(_packed, self._work, item, self._folder)
        self._sent.append(future)
        return future

    def result(self, future: "Future[Any]") -> R:
        """What came of it, once. Raises `BrokenExecutor`, and whatever the work raises."""
        found: Any = future.result()
        return found.opened() if isinstance(found, _Parcel) else found  # type: ignore[no-any-return]

    def end(self) -> None:
        """Have nothing more done, and wait for what was begun: it would write into the folder."""
        wait([future for future in self._sent if not future.cancel()])


@contextmanager
def parcels(work: Callable[[T], R]) -> Iterator[Parcels[T, R]]:
    """Work for executors; what was not taken when the block ends is dropped."""
    try:
        folder = tempfile.TemporaryDirectory(
            prefix=_PREFIX, dir=_place(), ignore_cleanup_errors=True
        )
    except OSError:
        yield Parcels(work, None)  # no place for files: nearly always, a pipe does as well
        return
    with folder as name:
        sent = Parcels(work, name)
        try:
            yield sent
        finally:
            sent.end()


_places: list[Path] = []


@contextmanager
def left_in(folder: Path) -> Iterator[None]:
    """While the block runs, results lie in a folder that others delete if this process cannot.

    Raises `OSError` when the block ends well, and something of them cannot be deleted.
    """
    _places.append(folder)
    try:
        yield
    finally:
        _places.pop()
    for left in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(left)  # what could not be deleted right after its use


def _place() -> Path | None:
    if not _places:
        return None  # the system's folder for what is temporary
    _places[-1].mkdir(parents=True, exist_ok=True)
    return _places[-1]


class _Parcel(NamedTuple):
    """Where a result is, or what was raised instead."""

    path: str
    raised: bool

    def opened(self) -> Any:
        content = Path(self.path).read_bytes()
        os.unlink(self.path)
        found = pickle.loads(content)  # noqa: S301 - a process of this pool wrote it
        if self.raised:
            raise found
        return found


def _packed(work: Callable[[T], R], item: T, folder: str) -> Any:
    try:
        return _written(work(item), folder, raised=False)
    except Exception as error:
        error.add_note(f"In another process:\n{traceback.format_exc()}")
        return _written(error, folder, raised=True)


def _written(found: Any, folder: str, *, raised: bool) -> Any:
    content = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)
    try:
        file, path = tempfile.mkstemp(dir=folder)
        try:
            with open(file, "wb") as opened:
                opened.write(content)
        except OSError:
            with suppress(OSError):
                os.unlink(path)
            raise
    except OSError:
        if raised:
            raise found from None
        return found  # the disk is full, for instance
    return _Parcel(path, raised)
