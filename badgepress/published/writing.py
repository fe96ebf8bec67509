"""Writing below `published/` so that a command that is killed leaves everything as it was."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic import BaseModel

from badgepress.published.folder import FOLDER, aside, folders_aside
from badgepress.published.records import Homes, IssuerRecord, Record, digest
from badgepress.published.store import ADDRESSES, HOMES, RECORD, read_addresses
from badgepress.published.texts import plain, to_yaml
from badgepress.yamledit import replace_file

_STAGE = ".new"
_ABOUT = (
    "# Written by badgepress; not to be changed by hand: badges that people hold depend on it.\n"
)


def stage(root: Path, address: str, files: Mapping[str, bytes], record: Record) -> Path:
    """Write a version's files aside; returns the folder. Raises `OSError`."""
    folder = root / FOLDER / _STAGE / address
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    (folder / RECORD).write_bytes(yaml_bytes(record))
    return folder


def put(root: Path, address: str) -> None:
    """Put a staged version in its place; an earlier state of it is kept until that is done."""
    staged, target = root / FOLDER / _STAGE / address, root / FOLDER / address
    old = aside(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        target.rename(old)
    staged.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def recover(root: Path) -> None:
    """Take back what a killed command has left half done. Raises `OSError`."""
    for old, target in folders_aside(root):
        if target.exists():
            shutil.rmtree(old)
        else:
            old.rename(target)
    clear_stage(root)


def clear_stage(root: Path) -> None:
    """Remove what was staged; what was put in its place stays there."""
    shutil.rmtree(root / FOLDER / _STAGE, ignore_errors=True)  # follows no link


def write_issuer(root: Path, issuer_home: str, record: IssuerRecord) -> None:
    """Write down under which home an issuer was first published."""
    _write(root / FOLDER / issuer_home / RECORD, yaml_bytes(record))


def write_homes(root: Path, homes: Homes) -> None:
    """Write the list of all public homes."""
    _write(root / HOMES, yaml_bytes(homes))


def add_addresses(root: Path, addresses: Iterable[str]) -> int:
    """Add addresses to the list of permanent ones; returns how many are new."""
    path = root / ADDRESSES
    known = set(read_addresses(path.read_text("utf-8"))) if path.exists() else set()
    every = known | set(addresses)
    if every != known or not path.exists():
        _write(path, "".join(f"{address or '/'}\n" for address in sorted(every)).encode())
    return len(every - known)


def yaml_bytes(model: BaseModel) -> bytes:
    """A record's or a document's YAML, with the remark that it is not to be edited."""
    return (_ABOUT + to_yaml(plain(model))).encode()


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """SHA-256 of each file."""
    return {name: digest(content) for name, content in files.items()}


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, content)
