"""A catalog that remembers what it was asked, so that a later build can ask the same again.

What is made of an entry is decided by the answers that the catalog gave meanwhile. If all answers
are the same as in an earlier build, so is everything that was made then. That holds by
construction: the tables of a catalog, and those that are derived of it, are the only way to what
other files say, and here each look into one of them is a question.
"""

import json
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from badgepress.catalog import Catalog
from badgepress.fingerprint import Fingerprints, combined
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.model import Offered
from badgepress.pictures import image_of
from badgepress.published.store import Frozen
from badgepress.totals import Total
from badgepress.yamlfile import YamlFile

T = TypeVar("T")

Question = tuple[str, Any]
"""A table, and a key of it; None stands for the whole table."""
Questions = dict[str, list[Any]]
"""The same as data: table → keys."""
_PUBLISHED = ("versions", "issuers", "addresses")
_SHARED = ("settings",)
"""What is no table: whoever compares two builds compares it as a whole."""
_NO_TABLE = ("_kept",)
"""What `recall` keeps, with the questions that it took."""
_NOTHING = combined(b"nothing")


class Asked(Catalog):
    """The same catalog; in the block of `listen`, all questions to it are remembered."""

    _catalog: Catalog
    _tables: dict[str, Mapping[Any, Any]]
    _heard: dict[Question, None] | None
    _answers: dict[Question, bytes]
    _prints: Fingerprints

    def __init__(self, catalog: Catalog) -> None:
        """Nothing is derived before it is asked for."""
        self.__dict__.update(_catalog=catalog, _tables={}, _heard=None, _answers={})
        self.__dict__["_prints"] = Fingerprints(self._views())
        for field in fields(Catalog):
            value = getattr(catalog, field.name)
            if isinstance(value, Mapping):
                value = self.watched(field.name, value)
            elif field.name == "published":
                tables = {
                    name: self.watched(f"published.{name}", getattr(value, name))
                    for name in _PUBLISHED
                }
                value = replace(value, **tables)
            elif field.name not in _SHARED:
                raise TypeError(f"{field.name} of a catalog is no table")
            self.__dict__[field.name] = value

    def watched(self, name: str, table: Mapping[Any, Any]) -> Mapping[Any, Any]:
        """See `Catalog.watched`."""
        self._tables[name] = table
        return _Table(self, name, table)

    @contextmanager
    def listen(self) -> Iterator[dict[Question, None]]:
        """What is asked in the block, in the order of the first time."""
        outside, heard = self._heard, dict[Question, None]()
        self.__dict__["_heard"] = heard
        try:
            yield heard
        finally:
            self.__dict__["_heard"] = outside

    def hear(self, name: str, key: Any) -> None:
        """A table is asked for a key."""
        if self._heard is not None:
            self._heard[name, key] = None

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """What is asked in the block is a part of an answer."""
        heard, self.__dict__["_heard"] = self._heard, None
        try:
            yield
        finally:
            self.__dict__["_heard"] = heard

    def recall(self, what: str, name: Hashable, of: object, make: Callable[[], T]) -> T:
        """See `Catalog.recall`: who is given what was made for another has asked the same."""

        def listened() -> tuple[T, dict[Question, None]]:
            with self.listen() as heard:
                return make(), heard

        found, heard = super().recall(what, name, of, listened)
        if self._heard is not None:
            self._heard.update(heard)
        return found

    def answers(self, questions: Questions) -> bytes:
        """A digest of what the catalog answers today.

        Raises `KeyError` where there is no such table, and `TypeError` where a key of it cannot be
        one, or an answer has no fingerprint.
        """
        asked = ((name, _key(key)) for name, keys in questions.items() for key in keys)
        return combined(*(self._answer(name, key) for name, key in asked))

    def prints(self, value: Any) -> bytes:
        """A digest of something that this catalog holds; see `Fingerprints.of`."""
        return self._prints.of(value)

    def _answer(self, name: str, key: Any) -> bytes:
        known: bytes | None = self._answers.get((name, key))
        if known is None:
            if name not in self._tables and name in _DERIVED:
                getattr(self, name)  # not yet asked for
            table = self._tables[name]
            if key is None:
                known = self._prints.of(table)
            else:
                known = self._prints.of(table[key]) if key in table else _NOTHING
            self._answers[name, key] = known
        return known

    def _views(self) -> dict[type, Callable[[Any], Any]]:
        return {
            Entry: self._entry,
            Frozen: lambda frozen: (frozen.path, frozen.record, frozen.source, frozen.data),
            Kind: lambda kind: kind.name,
            Total: lambda total: (*total[:3], [" ".join(sorted(way)) for way in total.ways]),
            YamlFile: lambda file: file.name,
        }

    def _entry(self, entry: Entry[Any]) -> Any:
        """What it says, the image that it names, and what a card of it tells besides."""
        own = (entry.id, entry.data, entry.file, entry.below, image_of(entry))
        if not isinstance(entry.data, Offered):
            return own
        catalog = self._catalog
        return (*own, catalog.area_of(entry), catalog.hours_of(entry), catalog.ceu_of(entry))


class _Table(Mapping[Any, Any]):
    """A table of a catalog that tells what it is asked."""

    __slots__ = ("_asked", "_name", "table")

    def __init__(self, asked: Asked, name: str, table: Mapping[Any, Any]) -> None:
        self._asked, self._name, self.table = asked, name, table

    def __getitem__(self, key: Any) -> Any:
        self._asked.hear(self._name, key)
        if isinstance(self.table, dict | MappingProxyType):
            return self.table[key]
        with self._asked.deaf():
            return self.table[key]

    def get(self, key: Any, default: Any = None) -> Any:
        self._asked.hear(self._name, key)
        return self.table.get(key, default)

    def __contains__(self, key: Any) -> bool:
        self._asked.hear(self._name, key)
        return key in self.table

    def __iter__(self) -> Iterator[Any]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())

    def keys(self) -> Any:
        return self._whole().keys()

    def values(self) -> Any:
        return self._whole().values()

    def items(self) -> Any:
        return self._whole().items()

    def _whole(self) -> Mapping[Any, Any]:
        self._asked.hear(self._name, None)
        return self.table


def _derived(name: str) -> Any:
    def find(asked: Asked) -> Mapping[Any, Any]:
        return asked.watched(name, getattr(asked._catalog, name))

    found = cached_property(find)
    found.__set_name__(Asked, name)
    return found


_DERIVED = [
    name
    for name, value in vars(Catalog).items()
    if isinstance(value, cached_property) and name not in _NO_TABLE
]
for _name in _DERIVED:
    setattr(Asked, _name, _derived(_name))


def as_data(heard: Mapping[Question, None]) -> Questions:
    """Questions as JSON can hold them, by table."""
    found: Questions = {}
    for name, key in heard:
        found.setdefault(name, []).append(key)
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


def _key(key: Any) -> Any:
    return tuple(map(_key, key)) if isinstance(key, list) else key
