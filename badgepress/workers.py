"""Work that is spread over processes, above a size that is worth them."""

import gc
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from badgepress.parcels import parcels
from badgepress.stages import Stage, during

T = TypeVar("T")
R = TypeVar("R")

PROCESSES = "BADGEPRESS_PROCESSES"
"""Variable of the environment that says over how many processes work is spread; 1: over none."""
_COPIES = sys.platform == "linux"
"""Whether a process can be copied with all that it knows, safely."""
_STRANGERS = 4
"""So many processes that know nothing are started at most: each reads the project by itself."""
_AT_ONCE = 64
"""Pieces of work that are with others at a time: so many results wait at most to be taken."""
_PATIENCE = 1.0
"""Seconds after which it is asked again whether anybody works."""


class Crew(NamedTuple):
    """Processes that know nothing of this one, perhaps on other machines."""

    open: Callable[[], AbstractContextManager[Executor]]
    """Begins to employ them; any executor, which the end of its block shuts down."""
    watch: Callable[[], None] = lambda: None
    """Asked again and again while others work; raises whatever ends the waiting."""


def spread(
    work: Callable[[T], R], items: Sequence[T], worth: int, executor: Executor | None = None
) -> Iterator[R]:
    """`work` of each item, in their order; with fewer than `worth` items in this process alone.

    `work` and what it takes and gives must be picklable, and it must give the same wherever it
    runs. `executor` is any; left out, it is a pool of one process for each processor. What a
    process that died has not done is done in this one.
    """
    chosen = executor or (_pool(processes()) if processes() > 1 else None)
    if chosen is None or len(items) < worth:
        yield from map(work, items)
        return
    futures: list[Future[Any] | None] = []
    with parcels(work) as sent:
        for item in items:
            try:
                futures.append(sent.submit(chosen, item))
            except BrokenProcessPool:
                _pool.cache_clear()
                futures.append(None)
        for item, future in zip(items, futures, strict=True):
            try:
                done = work(item) if future is None else sent.result(future)
            except BrokenProcessPool:
                _pool.cache_clear()
                done = work(item)
            yield done


def employed(crew: Crew, work: Callable[[int], R], count: int) -> Iterator[tuple[int, R | None]]:
    """Number and result of `work(0)` to `work(count - 1)`, as they come from a crew.

    `work` and its results must be picklable. Few of them wait at a time, whatever their number.
    What an executor that broke has not done comes last, without a result.
    """
    numbers, lost = iter(range(count)), []
    waiting: dict[Future[Any], int] = {}
    watched = time.monotonic()
    with crew.open() as executor, parcels(work) as sent:
        try:
            while True:
                while len(waiting) < _AT_ONCE and (number := next(numbers, None)) is not None:
                    try:
                        waiting[sent.submit(executor, number)] = number
                    except BrokenExecutor:
                        lost.append(number)
                if not waiting:
                    break
                with during(Stage.WAITING):
                    done = wait(waiting, _PATIENCE, FIRST_COMPLETED).done
                    if time.monotonic() > watched + _PATIENCE:
                        crew.watch()
                        watched = time.monotonic()
                while done:
                    future = done.pop()
                    number = waiting.pop(future)
                    try:
                        yield number, sent.result(future)
                    except BrokenExecutor:
                        lost.append(number)
        finally:
            for future in waiting:
                future.cancel()
    for number in lost:
        yield number, None


def own_crew() -> Crew | None:
    """Processes of this machine, where a system makes no copies of one; none where it does."""
    number = min(processes(), _STRANGERS)
    if _COPIES or number < 2:
        return None
    context = multiprocessing.get_context("spawn")
    return Crew(partial(ProcessPoolExecutor, number, context, _end_with_parent))


def forked(work: Callable[[int], R], count: int) -> Iterator[R]:
    """`work(0)` to `work(count - 1)`, in their order, each in a copy of this process.

    Copies know everything that this process knows, so nothing but the results is sent, which must
    be picklable. What a copy that died has not done is done in this process.
    """
    if count < 2 or processes() < 2 or not can_fork():
        yield from map(work, range(count))
        return
    global _inherited
    _inherited = work
    gc.freeze()  # or the collector would copy all memory into each process
    try:
        context = multiprocessing.get_context("fork")
        size = min(count, processes())
        with (
            ProcessPoolExecutor(size, context, _end_with_parent) as pool,
            parcels(_inherit) as sent,
        ):
            futures = [sent.submit(pool, number) for number in range(count)]
            for number, future in enumerate(futures):
                try:
                    with during(Stage.WAITING):
                        done = sent.result(future)
                except BrokenProcessPool:
                    done = work(number)
                yield done
    finally:
        gc.unfreeze()
        _inherited = None


_inherited: Callable[[int], Any] | None = None


def _inherit(number: int) -> Any:
    assert _inherited is not None  # noqa: S101 - set before this process was made
    return _inherited(number)


def can_fork() -> bool:
    """Whether copies of this process can be made: on Linux, and while it has no other thread."""
    if _pool.cache_info().currsize:
        _pool(processes()).shutdown()
        _pool.cache_clear()
    return _COPIES and threading.active_count() == 1


def processes() -> int:
    """Over how many processes work is spread."""
    named = os.environ.get(PROCESSES, "")
    if named.isdecimal() and int(named) > 0:
        return int(named)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@cache
def _pool(size: int) -> ProcessPoolExecutor:
    # A preview has threads, which a fork of this process would not survive.
    forked = "forkserver" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if forked else "spawn")
    return ProcessPoolExecutor(size, mp_context=context, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """End when the process that has work to give was killed; a pool would wait for ever."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
