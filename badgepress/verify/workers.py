"""Many checks at once, bounded in number and time, that never keep a program from ending."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_TICK = 0.1
"""How often the main thread looks around, in seconds."""


class Workers(Generic[T, R]):
    """Runs a function for each item in `jobs` threads.

    An item that takes longer than `limit` seconds is given up: its thread is left to itself and
    another one takes its place. Threads are daemons, so Ctrl-C ends the program at once.
    """

    def __init__(self, run: Callable[[T], R], jobs: int, limit: float) -> None:
        self._run = run
        self._jobs = jobs
        self.limit = limit

    def results(self, items: Sequence[T]) -> Iterator[tuple[T, R | None]]:
        """Each item with its result as it comes, or `None` where it was given up.

        Raises what the function raises.
        """
        waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
        done: queue.SimpleQueue[tuple[int, R | Exception]] = queue.SimpleQueue()
        started: dict[int, float] = {}
        for number in range(len(items)):
            waiting.put(number)

        def work() -> None:
            while True:
                try:
                    number = waiting.get_nowait()
                except queue.Empty:
                    return
                started[number] = time.monotonic()
                try:
                    done.put((number, self._run(items[number])))
                except Exception as error:  # raised again where it can be seen
                    done.put((number, error))

        for _ in range(min(self._jobs, len(items))):
            threading.Thread(target=work, daemon=True).start()
        left = set(range(len(items)))
        while left:
            try:
                number, result = done.get(timeout=_TICK)
            except queue.Empty:
                late = time.monotonic() - self.limit
                for number in [n for n, since in list(started.items()) if n in left]:
                    if started[number] < late:
                        left.discard(number)
                        threading.Thread(target=work, daemon=True).start()
                        yield items[number], None
                continue
            if number in left:
                left.discard(number)
                if isinstance(result, Exception):
                    raise result
                yield items[number], result
