"""Ending a command at any moment, as Ctrl-C or a power cut would."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest


class Killed(BaseException):
    """Nobody catches this, so nothing is tidied up."""


class Killer:
    """Counts what a command does to the disk, and ends it before or within the n-th deed."""

    def __init__(self, patch: pytest.MonkeyPatch, last: int) -> None:
        self.deeds = 0
        self._last = last
        for owner, name in (
            (os, "rename"),
            (os, "replace"),
            (os, "mkdir"),
            (shutil, "rmtree"),
            (Path, "write_bytes"),
        ):
            patch.setattr(owner, name, self._watched(getattr(owner, name), name))

    def _watched(self, deed: Callable[..., Any], name: str) -> Callable[..., Any]:
        def watched(*arguments: Any, **options: Any) -> Any:
            self.deeds += 1
            if self.deeds < self._last:
                return deed(*arguments, **options)
            if self.deeds == self._last:
                self._half(deed, name, arguments)
            raise Killed

        return watched

    def _half(self, deed: Callable[..., Any], name: str, arguments: tuple[Any, ...]) -> None:
        """What takes several steps is left in the middle of them."""
        if name == "write_bytes":
            path, content = arguments
            deed(path, content[: len(content) // 2])
        elif name == "rmtree":
            files = [path for path in Path(arguments[0]).rglob("*") if path.is_file()]
            for path in files[: (len(files) + 1) // 2]:
                path.unlink()


@contextmanager
def killed_at(last: int) -> Iterator[Killer]:
    """Within, the n-th deed on the disk is the last one, and is left half done."""
    with pytest.MonkeyPatch.context() as patch:
        yield Killer(patch, last)
