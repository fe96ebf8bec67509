"""Documents that were read and found good are kept between runs, by their file's bytes.

What is kept is what the model holds, as JSON. It comes back without the owner's rules being asked
again: they have been kept when it was put there, and nothing is put there that would not come back
as it was.
"""

from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import SchemaValidator

from badgepress.cache import Cache, keys
from badgepress.program import program

M = TypeVar("M", bound=BaseModel)

WORTH = 100
"""Files of a kind from which on they are looked up."""
_RULES = ("function-after", "function-before", "function-wrap")


class Kept(Generic[M]):
    """What may be kept of one file."""

    def __init__(self, path: Path, model: type[M]) -> None:
        self._path, self._model = path, model
        self._content = _bytes(path) if _store().usable else None

    def document(self) -> M | None:
        """The document, if it was read before and nothing was to be said of its file."""
        if self._content is None:
            return None
        kept = _store().get(self._key())
        return None if kept is None else _made(self._model, kept)

    def keep(self, document: M) -> None:
        """Keep a document of whose file nothing is to be said."""
        if self._content is None or _bytes(self._path) != self._content:
            return
        serializer = document.__pydantic_serializer__
        text = serializer.to_json(document, by_alias=True, exclude_unset=True)
        if _made(self._model, text) == document:
            _store().put(self._key(), text)

    def _key(self) -> bytes:
        key = _maker().copy()
        key.update(f"{self._model.__qualname__}\0".encode())
        key.update(self._content)
        found: bytes = key.digest()
        return found


def finish() -> None:
    """Write what was read."""
    _store().write()


def _made(model: type[M], text: bytes) -> M | None:
    try:
        return cast(M, _trusting(model).validate_json(text))
    except ValidationError:
        return None


@cache
def _trusting(model: type[BaseModel]) -> SchemaValidator:
    """Makes the model of what was one before."""
    return SchemaValidator(_without_rules(model.__pydantic_core_schema__))


def _without_rules(schema: Any) -> Any:
    """A schema of pydantic's, with types alone."""
    if isinstance(schema, list | tuple):
        return type(schema)(map(_without_rules, schema))
    if not isinstance(schema, dict):
        return schema
    if schema.get("type") in _RULES:
        named = {"ref": schema["ref"]} if "ref" in schema else {}
        return _without_rules({**schema["schema"], **named})
    as_it_is = ("metadata", "cls", "config")
    return {
        name: value if name in as_it_is else _without_rules(value)
        for name, value in schema.items()
        if name != "serialization"
    }


@cache
def _maker() -> Any:
    """Whatever else decides on what is read."""
    return keys(program())


@cache
def _store() -> Cache:
    return Cache("documents")


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None  # told by whoever reads it
