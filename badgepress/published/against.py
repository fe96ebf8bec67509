"""`badgepress check --against REF`: what git's history says of `published/`."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from badgepress.documents.mapping import keys_of
from badgepress.documents.mapping.rows import OPEN_BADGES_2, OPEN_BADGES_3
from badgepress.folder import of_file
from badgepress.kinds import MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Documents
from badgepress.model import Bearing, bears
from badgepress.problems import Problem, one_of
from badgepress.published.added import added_versions_are_made
from badgepress.published.differences import differences
from badgepress.published.folder import FOLDER
from badgepress.published.records import Homes, Record, digest
from badgepress.published.store import ADDRESSES, HOMES, RECORD, SOURCE, read_addresses
from badgepress.refusal import Refusal
from badgepress.yamlnodes import Composer, TooManyProblems

Found = Iterator[Problem]


def check_against(root: Path, reference: str, documents: Documents | None) -> list[Problem]:
    """Nothing in `published/` was removed since a commit, nor altered but by an amendment.

    What was added since is what its source makes, which is looked at if `documents` are given: the
    project's, in which no error was found. `reference` is a commit, branch or tag of git. Raises
    `Refusal` if git does not know it.
    """
    before = _files_at(root, reference)
    found = list(added_versions_are_made(documents, before)) if documents else []
    versions: dict[str, dict[str, bytes]] = {}
    for name, content in before.items():
        path = root / name
        if not path.is_file() or path.is_symlink():
            advice = f"restore it: git checkout {reference} -- {name}"
            found.append(_problem(name, f"it was published, and is gone since {reference}", advice))
        elif name == ADDRESSES:
            found += _addresses(content, path.read_bytes(), reference)
        elif path.read_bytes() != content:
            folder, _, file = name.rpartition("/")
            versions.setdefault(folder, {})[file] = content
    for folder, files in versions.items():
        everything = {
            name.rpartition("/")[2]: content
            for name, content in before.items()
            if name.rpartition("/")[0] == folder
        }
        found += _changed(root, folder, files, everything, reference)
    return sorted(found)


def _files_at(root: Path, reference: str) -> dict[str, bytes]:
    """Name (from the project's folder) and bytes of every published file of a commit."""
    commit = _git(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}"
    )
    listing = _git(root, "ls-tree", "-r", "-z", commit.decode().strip(), "--", f"{FOLDER}/")
    entries = [entry.split(b"\t", 1) for entry in listing.split(b"\0") if entry]
    files = [(os.fsdecode(name), meta.split()) for meta, name in entries]
    names = {name: meta[2].decode() for name, meta in files if meta[1] == b"blob"}
    asked = "".join(f"{digest_}\n" for digest_ in names.values())
    answer = _git(root, "cat-file", "--batch", input=asked.encode())
    contents: dict[str, bytes] = {}
    position = 0
    for name in names:
        end = answer.index(b"\n", position)
        size = int(answer[position:end].split()[2])
        contents[name] = answer[end + 1 : end + 1 + size]
        position = end + size + 2
    return contents


def _git(root: Path, *arguments: str, input: bytes = b"") -> bytes:
    program = shutil.which("git")
    if program is None:
        raise Refusal("git is not installed, so nothing can be compared with an earlier commit", 2)
    done = subprocess.run(  # noqa: S603 - arguments are constant but for a reference, kept apart
        [program, *arguments], cwd=root, input=input, capture_output=True, check=False
    )
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        what = reason[-1] if reason else "it does not know that commit (a shallow clone has few)"
        raise Refusal(f"git cannot compare: {what}", 2)
    return done.stdout


def _addresses(before: bytes, after: bytes, reference: str) -> Found:
    now = read_addresses(after.decode("utf-8", "replace"))
    for address, line in read_addresses(before.decode("utf-8", "replace")).items():
        if address not in now:
            message = f"/{address} (line {line} in {reference}) was taken out of the list"
            advice = "put the line back; the list of permanent addresses only grows"
            yield _problem(ADDRESSES, message, advice)


def _changed(
    root: Path,
    folder: str,
    changed: Mapping[str, bytes],
    before: Mapping[str, bytes],
    reference: str,
) -> Found:
    """What is wrong with the changes in one folder."""
    if f"{folder}/{HOMES.rpartition('/')[2]}" == HOMES:
        yield from _homes(root, changed, reference)
        return
    kind = next(
        (k for k in (MICRO_CREDENTIAL, STACK) if folder.startswith(f"{FOLDER}/{k.address}/")), None
    )
    # What is gone is reported already.
    after = {n: path.read_bytes() for n in before if (path := root / folder / n).is_file()}
    old, new = (_read(files.get(RECORD, b""), Record) for files in (before, after))
    if kind is None or old is None or new is None:
        for name in changed:
            yield _altered(f"{folder}/{name}", reference)
        return
    yield from _record(folder, old, new, reference)
    told = new.amendments[len(old.amendments) :]
    for name in sorted(changed):
        if name == RECORD:
            continue
        recorded = _recorded(name, before[name], after[name], old, new)
        if not told or not recorded:
            yield _altered(f"{folder}/{name}", reference)
        else:
            fields = {field for amendment in told for field in amendment.fields}
            place = f"{folder}/{name}"
            yield from _meaning(kind, place, before[name], after[name], fields, reference)


def _homes(root: Path, changed: Mapping[str, bytes], reference: str) -> Found:
    for name, content in changed.items():
        file = f"{FOLDER}/{name}"
        old, new = _read(content, Homes), _read((root / file).read_bytes(), Homes)
        if name != HOMES.rpartition("/")[2]:
            yield _altered(file, reference)
        elif old and (new is None or new.homes[: len(old.homes)] != old.homes):
            message = f"a home that stood here in {reference} was changed or taken out"
            yield _problem(file, message, "put it back; the list of homes only grows")


def _record(folder: str, old: Record, new: Record, reference: str) -> Found:
    if (old.published, old.base_url) != (new.published, new.base_url):
        yield _altered(f"{folder}/{RECORD}", reference)
    elif new.amendments[: len(old.amendments)] != old.amendments:
        message = f"an amendment that was recorded in {reference} was changed or taken out"
        advice = f"restore it: git checkout {reference} -- {folder}"
        yield _problem(f"{folder}/{RECORD}", message, advice)
    elif new.amendments == old.amendments and new.digests != old.digests:
        yield _altered(f"{folder}/{RECORD}", reference)


def _recorded(name: str, before: bytes, after: bytes, old: Record, new: Record) -> bool:
    """Whether the new amendments lead from the old bytes to the new ones."""
    current = digest(before)
    for amendment in new.amendments[len(old.amendments) :]:
        if name in amendment.before:
            if amendment.before[name] != current:
                return False
            current = amendment.after.get(name, "")
    return current == digest(after)


def _meaning(
    kind: Kind, name: str, before: bytes, after: bytes, fields: Set[str], reference: str
) -> Found:
    """An amendment changes what it says that it does, and no field of meaning."""
    told = fields & _amendable(kind)
    if name.endswith(f"/{SOURCE}"):
        old, new = _read(before, kind.model), _read(after, kind.model)
        if old is None or new is None:
            yield _altered(name, reference)
            return
        touched = {found.field for found in differences(old, new)} - told
    elif name.endswith(".json"):
        touched = _keys_changed(before, after) - {
            key
            for field in told
            for standard in (OPEN_BADGES_2, OPEN_BADGES_3)
            for key in keys_of(kind.name, field, standard)
        }
    else:
        touched = set() if "artwork" in told else {"artwork"}
    if touched:
        named = ", ".join(f"'{each}'" for each in sorted(touched))
        message = f"an amendment of {one_of(sorted(fields))} changed {named}, too"
        advice = f"restore it: git checkout {reference} -- {name.rpartition('/')[0]}"
        yield _problem(name, message, advice)


def _amendable(kind: Kind) -> set[str]:
    return {
        field.alias or name
        for name, field in kind.model.model_fields.items()
        if bears(kind.model, name).bearing is Bearing.AMENDABLE
    }


def _keys_changed(before: bytes, after: bytes) -> set[str]:
    try:
        old, new = (json.loads(each, object_pairs_hook=_once) for each in (before, after))
    except (ValueError, RecursionError):
        return {"everything"}
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return {"everything"}
    return {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no key stands twice: readers differ in which of the two they take."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _read(content: bytes, model: type[BaseModel]) -> Any:
    """A document of an earlier or later state, or `None` if it is none."""
    try:
        return model.model_validate(Composer("").compose(content.decode("utf-8")))
    except (UnicodeDecodeError, ValidationError, yaml.YAMLError, TooManyProblems):
        return None


def _altered(name: str, reference: str) -> Problem:
    message = f"it was published, and was changed since {reference} without an amendment"
    return _problem(name, message, f"restore it: git checkout {reference} -- {name}")


def _problem(name: str, message: str, advice: str) -> Problem:
    return of_file(name, message, advice, "published-file")
