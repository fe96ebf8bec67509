"""Files that are made together, known by their addresses before anybody makes them."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

Content = str | bytes


class Bundle(NamedTuple):
    """One or several published files."""

    paths: tuple[str, ...]
    """Addresses relative to `base_url`."""
    make: Callable[[], Iterable[tuple[str, Content]]]
    """Gives all of them, path and content."""

    @classmethod
    def single(cls, path: str, make: Callable[[], Content]) -> "Bundle":
        """One file, with what makes its content."""
        return cls((path,), partial(_single, path, make))


def _single(path: str, make: Callable[[], Content]) -> Iterable[tuple[str, Content]]:
    yield path, make()
