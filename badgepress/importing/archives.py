"""Archives that are read, never unpacked: zip and gzipped tar, bounded in number and size."""

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from badgepress.importing.found import SourceError

MAX_MEMBERS = 50_000
MAX_ALL = 512 * 1024 * 1024
"""So much an archive may hold, unpacked, in bytes."""
MAX_MEMBER = 32 * 1024 * 1024
"""So much one file in it may hold."""
MAX_DEPTH = 60
"""So deep XML may be nested."""

ZIP = b"PK\x03\x04"
GZIP = b"\x1f\x8b"
_DAMAGED = zipfile.BadZipFile, tarfile.TarError, zlib.error, OSError, EOFError, ValueError
_ALSO = NotImplementedError, RuntimeError
"""What `zipfile` raises for a packing it does not know, and for a password."""


def members(content: bytes, wanted: Callable[[str], bool], at: str) -> dict[str, bytes]:
    """The files whose names are wanted; links are none. Raises `SourceError`.

    Nothing is written anywhere, so a name such as `../x` leads nowhere.
    """
    try:
        if content.startswith(ZIP):
            return _zip(content, wanted, at)
        return _tar(content, wanted, at)
    except (*_DAMAGED, *_ALSO):
        raise SourceError(
            "the archive is damaged, or packed in another way", "export it again", at
        ) from None


def _zip(content: bytes, wanted: Callable[[str], bool], at: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        listed = archive.infolist()
        if len(listed) > MAX_MEMBERS:
            raise _too_much(at)
        for info in listed:
            if info.is_dir() or not wanted(_name(info.filename)):
                continue
            with archive.open(info) as stream:
                data = stream.read(MAX_MEMBER + 1)
            total += len(data)
            if len(data) > MAX_MEMBER or total > MAX_ALL:
                raise _too_much(at)
            found[_name(info.filename)] = data
    return found


def _tar(content: bytes, wanted: Callable[[str], bool], at: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    stream = _Bounded(gzip.GzipFile(fileobj=io.BytesIO(content)), at)
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for number, info in enumerate(archive):
            if number > MAX_MEMBERS:
                raise _too_much(at)
            if not info.isreg() or not wanted(_name(info.name)):
                continue
            if info.size > MAX_MEMBER:
                raise _too_much(at)
            member = archive.extractfile(info)
            if member is not None:
                found[_name(info.name)] = member.read()
    return found


class _Bounded(io.RawIOBase):
    """Reads on until that becomes too much."""

    def __init__(self, stream: gzip.GzipFile, at: str) -> None:
        self._stream = stream
        self._at = at
        self._left = MAX_ALL

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise _too_much(self._at)
        return data


def _name(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./")


def _too_much(at: str) -> SourceError:
    message = "the archive holds far more than badges need"
    return SourceError(message, "export the badges alone", at)


def parse_xml(content: bytes, at: str) -> Element:
    """The root of XML without document type and entities. Raises `SourceError`."""
    depth, root = 0, None
    try:
        for event, element in iterparse(
            io.BytesIO(content), events=("start", "end"), forbid_dtd=True
        ):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > MAX_DEPTH:
                raise SourceError("its XML is nested too deep", "export it again", at)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise SourceError("its XML cannot be read", "export it again", at) from None
    if not isinstance(root, Element):
        raise SourceError("its XML is empty", "export it again", at)
    return root
