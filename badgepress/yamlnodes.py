"""From YAML text to plain values, without tags, anchors, aliases or duplicate keys."""

import contextlib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import yaml

from badgepress.problems import Problem
from badgepress.yamlscalars import resolve_plain
from badgepress.yamlsyntax import TooDeep

MAX_DEPTH = 40
MAX_PROBLEMS = 500
"""So many of one file are reported; more would help nobody."""
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

FieldPath = tuple[str | int, ...]
"""Where in a document: keys and positions (the first is 0), from the outside in."""


class Mark(NamedTuple):
    """A place in a file; the first line and the first column are 1."""

    line: int = 1
    column: int = 1


class Place(NamedTuple):
    """Where a value stands, and how it is written."""

    key: Mark
    """Where its key begins; for an item of a list, the item itself."""
    value: Mark
    single: bool
    """Whether it is neither a list nor a group."""
    plain: str | None
    """Its text as written, if that has no quotes."""


class Unreadable:
    """Stands where a value could not be read; its problem is reported already."""


UNREADABLE = Unreadable()


class TooManyProblems(Exception):
    """Reading on would only lengthen the list."""


def field_name(path: FieldPath) -> str:
    """A path as owners read it, counted from 1: `parts[2].rubric.passing`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step + 1}]"
        else:
            name = step if len(step) <= 60 else step[:59] + "…"
            text += f".{name or repr('')}" if text else name or repr("")
    return text


class Composer:
    """Turns libyaml's events into values; collects what is wrong, and the places if asked to."""

    def __init__(self, name: str, places: dict[FieldPath, Place] | None = None) -> None:
        self.problems: list[Problem] = []
        self.unreadable: list[FieldPath] = []
        self._name = name
        self._places = places
        self._events: Iterator[Any] = iter(())
        self._lines: list[str] = []

    def compose(self, text: str) -> Any:
        """The first document's value; raises YAMLError and TooManyProblems."""
        if self._places is None:
            # Nearly every file holds nothing that needs to be looked at twice.
            with contextlib.suppress(_Unusual, yaml.YAMLError):
                return _composed(text)
        return self._compose(text)

    def _compose(self, text: str) -> Any:
        self._lines = text.splitlines()
        self._events = yaml.parse(text, Loader=_LOADER)
        data: Any = None
        documents = 0
        for event in self._events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            documents += 1
            if documents == 2:
                message = "the file holds more than one document"
                advice = "remove the line '---' between them, or make two files"
                self._refuse(event, (), message, advice, "yaml-documents")
                self._unreadable(())
                break
            data = self._node(next(self._events), (), 0, None)
        return data

    def _node(self, event: Any, path: FieldPath, depth: int, key: Any) -> Any:
        self._keep_place(event, path, key)
        kind = type(event)
        if kind is yaml.AliasEvent:
            message = f"'*{event.anchor}' repeats another value by an alias"
            self._refuse(event, path, message, "write the value out", "yaml-alias")
            return self._unreadable(path)
        tagged = self._has_properties(event, path)
        if kind is yaml.ScalarEvent:
            if tagged:
                return UNREADABLE
            value = event.value if event.style or event.tag else resolve_plain(event.value)
            return self._nothing(key or event, path) if value is None and path else value
        if depth >= MAX_DEPTH:
            raise TooDeep(event.start_mark)
        if kind is yaml.SequenceStartEvent:
            return self._sequence(path, depth)
        return self._mapping(path, depth)

    def _keep_place(self, event: Any, path: FieldPath, key: Any) -> None:
        if self._places is not None:
            value_mark = _mark(event)
            single = isinstance(event, yaml.ScalarEvent)
            plain = event.value if single and not event.style else None
            place = Place(_mark(key) if key else value_mark, value_mark, single, plain)
            self._places.setdefault(path, place)

    def _has_properties(self, event: Any, path: FieldPath) -> bool:
        """Refuse an anchor or a tag before a value or a name."""
        if event.anchor is not None:
            message = f"'&{event.anchor}' is an anchor, which is not allowed here"
            advice = "remove it, or put the text in quotes"
            self._refuse(event, path, message, advice, "yaml-anchor")
        # '!' alone only says "not something else than text".
        if event.tag is not None and event.tag != "!":
            message = f"'{_short_tag(event.tag)}' is a tag, which is not allowed here"
            advice = "remove it, or put the text in quotes"
            self._refuse(event, path, message, advice, "yaml-tag")
            self._unreadable(path)
            return True
        return False

    def _nothing(self, place: Any, path: FieldPath) -> Unreadable:
        advice = "fill it in, or remove the " + ("line" if isinstance(path[-1], int) else "field")
        line = self._lines[place.start_mark.line][place.start_mark.column :]
        if re.match(r"[^#]*\s#", line):
            advice = "put text that begins with # in quotes, or it is a comment"
        self._refuse(place, path, "there is nothing here", advice, "empty-field")
        return self._unreadable(path)

    def _sequence(self, path: FieldPath, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := next(self._events)) is not yaml.SequenceEndEvent:
            items.append(self._node(event, (*path, len(items)), depth + 1, None))
        return items

    def _mapping(self, path: FieldPath, depth: int) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        while type(key := next(self._events)) is not yaml.MappingEndEvent:
            if type(key) is not yaml.ScalarEvent:
                self._no_name(key, path, depth)
                continue
            name = key.value
            here = (*path, name)
            if name == "<<" and not key.style:
                message = "'<<' merges other fields into this group, which is not allowed here"
                self._refuse(key, here, message, "write the fields out", "yaml-merge")
                self._skip(next(self._events))
                self._unreadable(path)
            elif name in mapping:
                message = f"the field stands here twice (first in line {first_lines[name]})"
                self._refuse(key, here, message, "keep one of the two", "duplicate-key")
                self._node(next(self._events), (*path, f"{name} (again)"), depth + 1, key)
                continue
            else:
                self._has_properties(key, here)
                first_lines[name] = _mark(key).line
                mapping[name] = self._node(next(self._events), here, depth + 1, key)
        return mapping

    def _no_name(self, key: Any, path: FieldPath, depth: int) -> None:
        advice = "write 'name: value'; put quotes around text that begins with [ { * & or ?"
        self._refuse(key, path, "a field's name must be plain text", advice, "yaml-key")
        if path:
            self._unreadable(path)
        self._skip(key)
        self._skip(next(self._events))

    def _skip(self, event: Any) -> None:
        """Leave out a value whose place is refused already."""
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return
            event = next(self._events)

    def _refuse(self, event: Any, path: FieldPath, message: str, advice: str, rule: str) -> None:
        line, column = _mark(event)
        self.problems.append(
            Problem(self._name, line, column, field_name(path), message, advice, rule)
        )
        if len(self.problems) >= MAX_PROBLEMS:
            raise TooManyProblems

    def _unreadable(self, path: FieldPath) -> Unreadable:
        self.unreadable.append(path)
        return UNREADABLE


class _Unusual(Exception):
    """There is something in the text that the composer has a word for."""


def _composed(text: str) -> Any:
    """A document's value; raises `_Unusual` and YAMLError where there may be anything to say."""
    loader = _LOADER(text)
    try:
        take = loader.get_event
        take()  # the stream begins
        if type(take()) is not yaml.DocumentStartEvent:
            raise _Unusual
        value = _value(take, take(), 0)
        take()  # the document ends
        if type(take()) is not yaml.StreamEndEvent:
            raise _Unusual
    finally:
        loader.dispose()
    return value


def _value(take: Callable[[], Any], event: Any, depth: int) -> Any:
    if type(event) is yaml.ScalarEvent:
        if event.anchor is not None or event.tag is not None:
            raise _Unusual
        if event.style:
            return event.value
        if (value := resolve_plain(event.value)) is None:
            raise _Unusual
        return value
    if type(event) is yaml.AliasEvent or event.anchor is not None or event.tag is not None:
        raise _Unusual
    if depth >= MAX_DEPTH:
        raise _Unusual
    depth += 1
    if type(event) is yaml.SequenceStartEvent:
        items = []
        while type(event := take()) is not yaml.SequenceEndEvent:
            items.append(_value(take, event, depth))
        return items
    mapping: dict[str, Any] = {}
    while type(key := take()) is not yaml.MappingEndEvent:
        if type(key) is not yaml.ScalarEvent or key.anchor is not None or key.tag is not None:
            raise _Unusual
        name = key.value
        if name in mapping or name == "<<":
            raise _Unusual
        mapping[name] = _value(take, take(), depth)
    return mapping


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)
