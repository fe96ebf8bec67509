"""Where bytes come from: an address of the web, a file, or a folder of files."""

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from badgepress.importing.fetch import Fetcher, PublicClient, host_of
from badgepress.importing.found import Findings, SourceError
from badgepress.verify.client import Client

MAX_FILE = 64 * 1024 * 1024
"""The largest file, in bytes: a course's backup may be large."""
MAX_FILES = 2_000
"""So many files of a folder are read."""
MAX_FOLDER = 256 * 1024 * 1024
"""All files of a folder together, in bytes."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes, and where they came from."""

    content: bytes
    at: str
    """Its address, or its path below the folder that was named."""

    @property
    def is_web(self) -> bool:
        """Whether it was fetched."""
        return self.at.startswith(("http://", "https://"))


class Source(Protocol):
    """Gives what was named, and what that refers to."""

    def start(self) -> Iterator[Blob]:
        """What was named. Raises `SourceError`."""

    def follow(self, reference: str, base: str) -> Blob | None:
        """What something refers to; `None`, with a remark, where it is not read.

        `base` is the address or path of the document that refers. Raises `SourceError`.
        """

    def close(self) -> None:
        """Let go of whatever is open."""


class WebSource:
    """One address, and what it refers to on the same host."""

    def __init__(self, address: str, findings: Findings, client: Client | None = None) -> None:
        self._address = address
        self._findings = findings
        self._client = client or PublicClient()
        self._fetcher = Fetcher(self._client, address)

    def start(self) -> Iterator[Blob]:
        """The address itself."""
        yield Blob(self._fetcher.get(self._address).body, self._address)

    def follow(self, reference: str, base: str) -> Blob | None:
        """A document on the same host."""
        address = absolute(reference, base if host_of(base) else self._address)
        if not host_of(address):
            self._findings.remark(short(reference), "it is no address", "look for it by hand")
            return None
        if not self._fetcher.is_here(address):
            self._findings.remark(
                address,
                "it lies on another host and was not fetched",
                "save it, and import it from a folder with the rest",
            )
            return None
        return Blob(self._fetcher.get(address).body, address)

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()


class FileSource:
    """A file or a folder; nothing is fetched."""

    def __init__(self, path: Path, findings: Findings) -> None:
        self._path = path
        self._findings = findings
        self._root = path if path.is_dir() else path.parent
        self.is_folder = path.is_dir()
        self.by_id: dict[str, Blob] = {}
        """Documents of the folder by the address that they give as their own."""
        self._homes: dict[str, None] = {}
        """Where the folder was hosted, as its documents' addresses and places tell."""

    def start(self) -> Iterator[Blob]:
        """The file, or every file of the folder, sorted."""
        if not self.is_folder:
            yield Blob(_read(self._path), self._path.name)
            return
        total = 0
        for number, path in enumerate(self._files()):
            total += path.stat().st_size
            if number >= MAX_FILES or total > MAX_FOLDER:
                message = f"the folder has more than {MAX_FILES} files, or too large ones"
                raise SourceError(message, "import its folders one by one", str(self._path))
            yield Blob(_read(path), path.relative_to(self._root).as_posix())

    def keep(self, address: str, blob: Blob) -> None:
        """Remember a document by its own address."""
        self.by_id.setdefault(address, blob)
        if host_of(address) and address.endswith("/" + blob.at):
            self._homes.setdefault(address.removesuffix(blob.at))

    def _hosted(self, address: str) -> Blob | None:
        """What lay at an address, if the folder is a copy of what was hosted there."""
        for home in self._homes:
            path = self._root / address.removeprefix(home)
            if address.startswith(home) and _is_inside(path, self._root) and _is_file(path):
                return Blob(_read(path), path.relative_to(self._root).as_posix())
        return None

    def follow(self, reference: str, base: str) -> Blob | None:
        """A document of the same folder, by its own address or by its path from there."""
        full = absolute(reference, base) if host_of(base) else reference
        for wanted in (reference, full, full.partition("#")[0]):
            if wanted in self.by_id:
                return self.by_id[wanted]
        if hosted := self._hosted(full.partition("#")[0].partition("?")[0]):
            return hosted
        own = self.by_id[base].at if base in self.by_id else base
        if re.match("[A-Za-z][A-Za-z0-9+.-]*:", reference) or host_of(own):
            self._findings.remark(
                short(full),
                "it is not in the files, and nothing is fetched for files",
                "save it into the folder and import the folder, or import its address",
            )
            return None
        path = (self._root / own).parent / reference.partition("#")[0]
        inside = _is_inside(path, self._root)
        if not inside or not _is_file(path):
            what = "it is not in the folder" if inside else "it lies outside of the folder"
            self._findings.remark(short(reference), what, "put it into the folder")
            return None
        return Blob(_read(path), path.relative_to(self._root).as_posix())

    def close(self) -> None:
        """Nothing is open."""

    def _files(self) -> Iterator[Path]:
        for top, folders, names in os.walk(self._root):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(names):
                path = Path(top, name)
                if not name.startswith(".") and not path.is_symlink() and path.is_file():
                    yield path


def open_source(named: str, findings: Findings, client: Client | None = None) -> Source:
    """The source that an owner named. Raises `SourceError`."""
    if re.match(r"https?://", named, re.IGNORECASE):
        if not host_of(named):
            raise SourceError("it is no address", "copy it from the browser", _public(named))
        if "@" in urlsplit(named).netloc:
            advice = "leave it out: only what is public is read"
            raise SourceError("it holds a user's name or password", advice, _public(named))
        return WebSource(named, findings, client)
    if match := re.match(r"([A-Za-z][A-Za-z0-9+.-]+)://", named):
        advice = "give an address with https:// or a file"
        raise SourceError(f"addresses with {match[1]}:// are not read", advice, _public(named))
    path = Path(named)
    try:
        there = path.exists()
    except (OSError, ValueError):
        there = False
    if not there:
        advice = "check its name, or write the address with https://"
        raise SourceError("there is no such file or folder", advice, named)
    return FileSource(path, findings)


def _public(address: str) -> str:
    """An address for messages, without a user's name and password."""
    return re.sub("://.*@", "://…@", address)


def absolute(reference: str, base: str) -> str:
    """A reference completed by the address that it stands in; as it is where that is none."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def short(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= 100 else text[:99] + "…"


def _read(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError("it is no file", "name a file or a folder", str(path))
        if status.st_size > MAX_FILE:
            message = f"the file has {status.st_size // 1024 // 1024} MB"
            advice = f"at most {MAX_FILE // 1024 // 1024} MB are read; make it smaller"
            raise SourceError(message, advice, str(path))
        return path.read_bytes()
    except OSError as error:
        message = f"it cannot be read ({error.strerror})"
        raise SourceError(message, "check that it may be opened", str(path)) from None


def _is_file(path: Path) -> bool:
    """Whether there is a file of that name, not a link."""
    try:
        return path.is_file() and not path.is_symlink()
    except (OSError, ValueError):
        return False


def _is_inside(path: Path, root: Path) -> bool:
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
    except (OSError, ValueError):
        return False
