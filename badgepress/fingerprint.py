"""Short digests of values, by which it is known that something is the same as in another build.

A value of a type that is not known here is refused: what cannot be seen whole must not be taken
for the same.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any

from pydantic import BaseModel

SIZE = 16
"""Bytes of a digest: so many that two different values never share one."""
Views = Mapping[type, Callable[[Any], Any]]
"""Type → what to take the digest of, for a value of that type."""


class Fingerprints:
    """Digests of values by what they hold; each document is read once, however often it occurs."""

    def __init__(self, views: Views) -> None:
        """`views` say what values hold; a dataclass of which they say nothing holds its fields."""
        self._views = views
        self._known: dict[int, tuple[Any, bytes]] = {}

    def of(self, value: Any) -> bytes:
        """Its digest. Raises `TypeError` where it holds something of a type that is not known."""
        if value is None or isinstance(value, str | bool | int | float | date | PurePath):
            # Enumerations of words are words, too.
            return combined(b"plain", str(value).encode("utf-8", "surrogatepass"), _type(value))
        if isinstance(value, BaseModel) or type(value) in self._views or is_dataclass(value):
            return self._kept(value)
        if isinstance(value, Mapping):
            return combined(b"mapping", *(self.of(each) for pair in value.items() for each in pair))
        if isinstance(value, tuple | list):
            return combined(b"list", *map(self.of, value))
        if isinstance(value, Enum):
            return combined(b"plain", value.name.encode(), _type(value))
        raise TypeError(f"{type(value).__qualname__} has no fingerprint")

    def _kept(self, value: Any) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            if isinstance(value, BaseModel):
                text = value.__pydantic_serializer__.to_json(value)
                found = combined(b"document", text, _type(value))
            else:
                view: Callable[[Any], Any] = self._views.get(type(value), _fields)
                found = combined(_type(value), self.of(view(value)))
            # The value is held as well, so that its number stays its own.
            known = self._known[id(value)] = (value, found)
        return known[1]


def combined(*parts: bytes) -> bytes:
    """One digest of several byte strings, in their order."""
    digest = hashlib.blake2b(digest_size=SIZE)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


def of_files(files: Iterable[tuple[str, bytes]]) -> bytes:
    """One digest of several files, by name and bytes."""
    return combined(*(part for name, content in files for part in (name.encode(), content)))


def _fields(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, field.name) for field in fields(value))


def _type(value: Any) -> bytes:
    return type(value).__qualname__.encode()
