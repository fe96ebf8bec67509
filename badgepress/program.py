"""The program that runs: the engine's own files, Python, and all that is installed with it.

What another program has made is never taken for what this one would make.
"""

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from badgepress.fingerprint import combined, of_files


@cache
def engine() -> bytes:
    """A digest of the engine's own files."""
    folder = Path(__file__).parent
    return of_files((str(file.relative_to(folder)), file.read_bytes()) for file in below(folder))


@cache
def program() -> bytes:
    """A digest of the engine, of Python, and of the versions of all that is installed."""
    installed = sorted(
        name
        for place in dict.fromkeys(sys.path)
        if os.path.isdir(place)
        for name in os.listdir(place)
        if name.endswith((".dist-info", ".egg-info"))
    )
    return combined(
        engine(), sys.version.encode(), sys.platform.encode(), *map(str.encode, installed)
    )


def below(folder: Path) -> Iterator[Path]:
    """All files in a folder, in a fixed order, but for what Python compiles."""
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (Path(top, name) for name in sorted(names))
