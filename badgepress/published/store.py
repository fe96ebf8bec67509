"""Reading `published/`: every frozen version with its record, and the permanent addresses."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from badgepress import kept_reading, urls, yamlfile
from badgepress.explain import explain
from badgepress.folder import of_file
from badgepress.kinds import ISSUER, MICRO_CREDENTIAL, STACK, Kind
from badgepress.problems import Problem, Problems
from badgepress.published.folder import FOLDER, links, strays, version_folders
from badgepress.published.records import Homes, IssuerRecord, Record, digest
from badgepress.yamlfile import YamlFile

ADDRESSES = f"{FOLDER}/addresses.txt"
HOMES = f"{FOLDER}/base_urls.yaml"
SOURCE = "source.yaml"
RECORD = "record.yaml"
_FILE = re.compile("[a-z]+[.](?:json|svg|yaml)")
"""What may stand beside a record: no folder, and nothing hidden."""

M = TypeVar("M", bound=BaseModel)
_Reading = Callable[[Path, Path, Any, Problems], tuple[Any, YamlFile | None]]


@dataclass(frozen=True, slots=True)
class Frozen:
    """A version as it was published."""

    kind: Kind
    id: str
    number: int
    data: Any
    """The document (`MicroCredential` or `Stack`) that it was made from, of that day."""
    source: YamlFile
    record: Record
    folder: Path

    @property
    def path(self) -> str:
        """Its address, relative to the site's home."""
        return urls.version(self.kind.address, self.id, self.number)

    @property
    def address(self) -> str:
        """Its full address, which ids are made from."""
        return self.record.base_url + self.path

    def content(self, name: str) -> bytes:
        """The bytes of one of its files. Raises `OSError`."""
        return (self.folder / name).read_bytes()


@dataclass(slots=True)
class Published:
    """Everything below `published/`."""

    versions: dict[tuple[str, str], dict[int, Frozen]] = field(default_factory=dict)
    """Kind's name and id → number → version, ascending."""
    issuers: dict[str, IssuerRecord] = field(default_factory=dict)
    """Issuer's id → where it was first published."""
    addresses: dict[str, int] = field(default_factory=dict)
    """Permanent address, relative to the home → its line in the list."""
    homes: Homes | None = None
    homes_file: YamlFile | None = None

    def of(self, kind: str, entity_id: str) -> Mapping[int, Frozen]:
        """The published versions of one id by number, ascending."""
        return self.versions.get((kind, entity_id), {})

    def latest(self, kind: str, entity_id: str) -> Frozen | None:
        """The last published version of one id."""
        versions = self.of(kind, entity_id)
        return versions[max(versions)] if versions else None

    def __bool__(self) -> bool:
        return bool(self.versions or self.addresses or self.homes)


def read_published(root: Path, problems: Problems) -> Published:
    """Read and verify everything that was published; what is wrong is added to `problems`."""
    published = Published()
    if (root / FOLDER).exists() and not (root / FOLDER).is_dir():
        message = "this is a file, where what is published belongs into a folder"
        problems.add(of_file(FOLDER, message, "rename or remove it", "file-read"))
        return published
    if found := list(links(root)):
        problems.extend(found)
        return published
    known, unread = {ADDRESSES, HOMES}, set()
    for path in sorted((root / FOLDER / ISSUER.address).glob(f"*/{RECORD}")):
        known.add(path.relative_to(root).as_posix())
        record, _ = _read(root, path, IssuerRecord, problems)
        if record:
            published.issuers[path.parent.name] = record
    for kind in (MICRO_CREDENTIAL, STACK):
        folders = list(version_folders(root, kind))
        read = _kept if len(folders) >= kept_reading.WORTH else _read
        for folder, number in folders:
            name = folder.relative_to(root).as_posix()
            if frozen := _read_version(root, kind, folder, number, problems, read):
                versions = published.versions.setdefault((kind.name, frozen.id), {})
                versions[number] = frozen
                known.update(f"{name}/{each}" for each in (RECORD, *frozen.record.digests))
            else:
                unread.add(name)
    _read_lists(root, published, problems, something=len(known) + len(unread) > 2)
    problems.extend(strays(root, known, unread))
    return published


def _read_lists(root: Path, published: Published, problems: Problems, *, something: bool) -> None:
    """Read the addresses and the homes.

    The first publication writes an empty list of addresses, then the homes, then everything else:
    if it is killed before there is `something` else, nothing was published.
    """
    if something or (root / HOMES).exists() or (root / ADDRESSES).exists():
        published.addresses = _read_addresses(root, problems)
    if something or (root / HOMES).exists() or published.addresses:
        published.homes, published.homes_file = _read(root, root / HOMES, Homes, problems)


def read_addresses(text: str) -> dict[str, int]:
    """Addresses of the list with their lines; home is empty, order and repetition do not matter."""
    return dict(_lines(text))


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """What each line says, with its number."""
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        if line.strip():
            yield line.strip().lstrip("/"), number


def _read_addresses(root: Path, problems: Problems) -> dict[str, int]:
    path = root / ADDRESSES
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        advice = f"restore it: git checkout HEAD -- {ADDRESSES}"
        problems.add(_lost(ADDRESSES, "the list of all permanent addresses is missing", advice))
        return {}
    except (OSError, UnicodeDecodeError):
        advice = f"restore it: git checkout HEAD -- {ADDRESSES}"
        problems.add(_lost(ADDRESSES, "the list of all permanent addresses is unreadable", advice))
        return {}
    found = {}
    for address, line in _lines(text):
        if re.match(r"<{7}|\|{7}|={7}|>{7}", address):
            message = "git has left two versions of these lines here, because both were changed"
            advice = (
                "keep all addresses, and delete only the lines with <<<<<<<, ======= and >>>>>>>"
            )
            problems.add(Problem(ADDRESSES, line, 1, "", message, advice, "conflict-marker"))
        else:
            found[address] = line
    return found


def _lost(name: str, message: str, advice: str) -> Problem:
    return of_file(name, message, advice, "published-file")


def _restore(root: Path, path: Path) -> str:
    name = path.relative_to(root).as_posix()
    return f"restore it: git checkout HEAD -- {name}"


def _read(
    root: Path, path: Path, model: type[M], problems: Problems
) -> tuple[M | None, YamlFile | None]:
    name = path.relative_to(root).as_posix()
    if not path.exists():
        problems.add(_lost(name, "the file is missing", _restore(root, path)))
        return None, None
    file = yamlfile.read(path, root)
    problems.extend(file.problems)
    if not file.readable:
        return None, file
    data, file.data = file.data, {}
    try:
        return model.model_validate(data), file
    except ValidationError as error:
        problems.extend(explain(error, model, file))
        return None, file


def _kept(
    root: Path, path: Path, model: type[M], problems: Problems
) -> tuple[M | None, YamlFile | None]:
    """The same; a file of which nothing was to be said need not be read again."""
    kept = kept_reading.Kept(path, model)
    if (document := kept.document()) is not None:
        return document, YamlFile(path, path.relative_to(root).as_posix(), readable=True)
    document, file = _read(root, path, model, problems)
    if document is not None and file and not file.problems and not file.remarks:
        kept.keep(document)
    return document, file


def _read_version(
    root: Path, kind: Kind, folder: Path, number: int, problems: Problems, read: _Reading
) -> Frozen | None:
    record, file = read(root, folder / RECORD, Record, problems)
    if record is None or file is None:
        return None
    odd = [name for name in record.digests if not _FILE.fullmatch(name)]
    for name in odd:
        message = f"'{name}' is not the name of a published file"
        advice = _restore(root, file.path)
        problems.add(
            file.problem(("digests", name), message, advice, "published-file", at_key=True)
        )
    if odd:
        return None
    altered = list(_altered(root, folder, record))
    problems.extend(altered)
    if any(problem.file.endswith(f"/{SOURCE}") for problem in altered):
        return None
    data, source = read(root, folder / SOURCE, kind.model, problems)
    if data is None or source is None:
        return None
    return Frozen(kind, folder.parent.name, number, data, source, record, folder)


def _altered(root: Path, folder: Path, record: Record) -> Iterator[Problem]:
    """Files that are not the ones that were published."""
    for name, expected in record.digests.items():
        path = folder / name
        relative = path.relative_to(root).as_posix()
        if not path.is_file():
            yield _lost(relative, "this published file is missing", _restore(root, path))
        elif digest(path.read_bytes()) != expected:
            message = "this file was changed after it was published"
            entity = folder.parent.name
            advice = f"{_restore(root, path)}; to correct a text, edit its YAML and run"
            yield _lost(relative, message, f"{advice} 'badgepress amend {entity} --reason …'")
