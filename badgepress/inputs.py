"""What a site is made from, as prints: by them, machines know that they would make the same."""

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Any

from badgepress.catalog import Catalog
from badgepress.fingerprint import of_files
from badgepress.frame import watched
from badgepress.pictures import own_images
from badgepress.program import below, engine
from badgepress.published.folder import FOLDER as PUBLISHED

Prints = Mapping[str, str]
"""What it is → its version, or a digest."""

_PACKAGE = "badgepress"
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_DIGITS = 32
"""Of a digest, at least; no version is as long."""


@cache
def engine_prints() -> Prints:
    """The engine as it lies on the disk, Python, and every library that the engine needs.

    Asked for as soon as modules are loaded, these are the ones that run.
    """
    python = ".".join(map(str, sys.version_info[:2]))
    return {_PACKAGE: engine().hex(), "Python": python, **_libraries()}


def file_prints(root: Path, others: Iterable[Path]) -> Prints:
    """Everything that an owner writes: YAML, what was published, and other files and folders.

    Raises `OSError`.
    """
    found = {}
    for path in (*watched(root), root / PUBLISHED, *others):
        found[os.path.relpath(path, root)] = _of_files([path])
    return found


def made_prints(settings: Mapping[str, Any], catalog: Catalog) -> Prints:
    """What is known once everything is read: MkDocs' settings, whatever they come from, and the
    pictures that YAML names. Raises `OSError`.
    """
    offered = (entry for _, entry in catalog.offered())
    pictures = own_images((*offered, *catalog.issuers.values()))
    text = json.dumps(_plain(settings), sort_keys=True)
    return {
        "settings": hashlib.sha256(text.encode()).hexdigest(),
        "pictures": _of_files(sorted(pictures)),
    }


def difference(ours: Prints, theirs: Prints) -> str:
    """The first thing that is not the same elsewhere, or nothing."""
    for name in sorted({*ours, *theirs}):
        here, there = ours.get(name, "none"), theirs.get(name, "none")
        if here != there:
            is_version = max(len(here), len(there)) < _DIGITS
            return f"{name} ({there}, here {here})" if is_version else name
    return ""


def _libraries() -> Prints:
    found: dict[str, str] = {}
    waiting = [_PACKAGE]
    while waiting:
        name = waiting.pop()
        try:
            needed = requires(name) or ()
            known = version(name)
        except PackageNotFoundError:
            continue  # of another system, or the engine itself, started from its folder
        if name != _PACKAGE:
            found[name] = known
        names = (_NAME.match(line) for line in needed if "extra ==" not in line)
        new = {re.sub(r"[-_.]+", "-", match[0]).lower() for match in names if match}
        waiting += new - found.keys()
    return found


def _of_files(paths: Iterable[Path]) -> str:
    """A digest of files, and of all files below folders, by their places; none is none, too."""
    files = ((path, file) for path in paths for file in ([path] if path.is_file() else below(path)))
    return of_files((os.path.relpath(file, path), file.read_bytes()) for path, file in files).hex()


def _plain(value: Any) -> Any:
    """A setting as JSON; of what is no data, its type."""
    if isinstance(value, Mapping):
        kept = {str(name): _plain(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if name != "site_dir"}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, str | int | float) or value is None:
        return value
    settings = getattr(value, "config", None)
    return [type(value).__qualname__, _plain(settings) if isinstance(settings, Mapping) else None]
