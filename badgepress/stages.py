"""Where the time of a build goes: its stages by name, and a clock that knows which one runs."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from functools import wraps
from types import TracebackType
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Stage(StrEnum):
    """The stages of a build, in their order; a value is how people read it."""

    READING = "reading YAML"
    CHECKING = "checking"
    CATALOG = "catalog"
    RENDERING = "page bodies"
    TERMS = "links to terms"
    DOCUMENTS = "documents and bulk data"
    ARTWORK = "artwork"
    MKDOCS = "MkDocs: navigation, own pages, writing"
    FRAME = "frames around pages"
    SELF_CHECK = "self-check"
    WAITING = "waiting for other processes"
    SEARCH = "search index"
    REST = "start and all else"


class Clock(threading.local):
    """Seconds by stage; a stage that runs inside another one is taken from that one's time.

    Each thread has its own: what others do beside it is not counted.
    """

    def __init__(self) -> None:
        self.begun = self._since = time.perf_counter()
        self.seconds: dict[Stage, float] = dict.fromkeys(Stage, 0.0)
        self.elsewhere: dict[Stage, float] = dict.fromkeys(Stage, 0.0)
        """Those of other processes."""
        self._running: list[Stage] = []

    def restart(self) -> None:
        """Begin anew: a preview builds many times in one process."""
        self.__init__()  # type: ignore[misc]

    @contextmanager
    def apart(self) -> Iterator[dict[Stage, float]]:
        """What the block takes is counted by itself, as if another process had run it."""
        kept = dict(vars(self))
        self.restart()
        try:
            yield self.seconds
        finally:
            vars(self).update(kept, _since=time.perf_counter())

    def add_elsewhere(self, seconds: Mapping[Stage, float]) -> None:
        """Add what another process has spent."""
        for stage, spent in seconds.items():
            self.elsewhere[stage] += spent

    def enter(self, stage: Stage) -> None:
        """A stage begins; the one around it waits."""
        self._count()
        self._running.append(stage)

    def leave(self) -> None:
        """The stage that began last ends."""
        self._count()
        self._running.pop()

    def table(self) -> str:
        """Seconds and share of each stage that ran, as lines of text.

        What ran in other processes stands beside it: seconds of all of them together.
        """
        whole = time.perf_counter() - self.begun
        seconds = dict(self.seconds)
        seconds[Stage.REST] += whole - sum(seconds.values())
        rows = [
            (stage.value, seconds[stage], self.elsewhere[stage])
            for stage in Stage
            if seconds[stage] > 0 or self.elsewhere[stage] > 0
        ]
        apart = sum(self.elsewhere.values())
        width = max(len(name) for name, _, _ in rows)
        lines = [f"{'stage':{width}}  seconds  share" + "  in other processes" * bool(apart)]
        for name, spent, other in (*rows, ("in all", whole, apart)):
            line = f"{name:{width}}  {spent:7.2f}  {spent / whole:5.0%}"
            lines.append(f"{line}  {other:18.2f}" if apart else line)
        return "\n".join(lines)

    def _count(self) -> None:
        now = time.perf_counter()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now


clock = Clock()
"""That of this process, and of whichever thread asks."""


class during:
    """While the block or the function runs, its time is that of the stage."""

    __slots__ = ("_stage",)

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def __enter__(self) -> None:
        clock.enter(self._stage)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        clock.leave()

    def __call__(self, function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def timed(*args: P.args, **kwargs: P.kwargs) -> T:
            with self:
                return function(*args, **kwargs)

        return timed


def steps(stage: Stage, items: Iterator[T]) -> Iterator[T]:
    """The same items; what it takes to make each is the stage's time."""
    while True:
        with during(stage):
            item = next(items, _END)
        if item is _END:
            return
        yield item  # type: ignore[misc]


_END = object()
