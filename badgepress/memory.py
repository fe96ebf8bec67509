"""What a preview keeps of its last build: from what is the same, the same is made."""

import os
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """Results by name, each with what it was made from; what a build does not ask for is lost."""

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[Any, Any]] = {}
        self._asked: dict[Hashable, tuple[Any, Any]] = {}
        self._stamp: Any = None

    def begin(self, programs: Iterable[Path]) -> None:
        """A build begins; if a file below these folders has changed, nothing is kept."""
        stamp = sorted(_stamps(programs))
        same = stamp == self._stamp
        self._kept, self._asked, self._stamp = self._asked if same else {}, {}, stamp

    def recall(self, name: Hashable, given: Any, make: Callable[[], T]) -> T:
        """What `make` gives for `given`, by which alone it must be decided."""
        found = self._asked.get(name) or self._kept.get(name)
        if found is None or found[0] != given:
            found = (given, make())
        self._asked[name] = found
        result: T = found[1]
        return result


def recall(memory: Memory | None, name: Hashable, given: Any, make: Callable[[], T]) -> T:
    """The same, where there may be no memory."""
    return memory.recall(name, given, make) if memory else make()


def _stamps(folders: Iterable[Path]) -> Iterable[tuple[str, int, int]]:
    for folder in folders:
        for top, _, names in os.walk(folder):
            for name in names:
                status = os.stat(os.path.join(top, name))
                yield os.path.join(top, name), status.st_mtime_ns, status.st_size
