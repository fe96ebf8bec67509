"""JSON of any shape, read with patience: lists where texts belong, and texts where objects do."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from badgepress.importing.found import Found, SourceError

Document = Mapping[str, Any]
MAX_DEPTH = 60
"""So deep JSON may be nested; real documents have about six levels."""


def items_of(value: Any) -> list[Any]:
    """A list as it is, one value as a list of it, and nothing as an empty one."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def text_of(value: Any) -> str:
    """A text: of a list its first, of a map of languages English or its first; else empty."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    if isinstance(value, list | tuple):
        return next(filter(None, map(text_of, value)), "")
    if isinstance(value, Mapping):
        for key in ("@value", "value", "en", "en-US", "en-us", "en-GB"):
            if text := text_of(value.get(key)):
                return text
        if all(isinstance(key, str) and 2 <= len(key.split("-")[0]) <= 3 for key in value):
            return next(filter(None, map(text_of, value.values())), "")
    return ""


def texts_of(value: Any) -> list[str]:
    """Every text of a list or a map of languages; each once, in its order."""
    if isinstance(value, Mapping):
        value = [each for inner in value.values() for each in items_of(inner)]
    return list(dict.fromkeys(filter(None, (text_of(item).strip() for item in items_of(value)))))


def reference_of(value: Any) -> str:
    """The address that something is named by: a text, or the `id` of an object."""
    for item in items_of(value):
        if isinstance(item, str):
            return item.strip()
        if isinstance(item, Mapping):
            for key in ("id", "@id", "url", "openBadgeId"):
                if isinstance(item.get(key), str):
                    return str(item[key]).strip()
    return ""


def types_of(document: Document) -> set[str]:
    """Names of its types without prefix: `{"BadgeClass"}`."""
    named = (*items_of(document.get("type")), *items_of(document.get("@type")))
    texts = [each for each in named if isinstance(each, str)]
    return {text.rpartition("#")[2].rpartition("/")[2].rpartition(":")[2] for text in texts}


def parse_json(content: bytes, at: str) -> Any:
    """What JSON says, whatever Unicode it is written in. Raises `SourceError`."""
    try:
        return json.loads(content.decode(json.detect_encoding(content)), parse_constant=_no_number)
    except RecursionError:
        message, advice = "the JSON is nested too deep", "give the badge's own document"
    except (ValueError, OverflowError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        message = f"it is no JSON{where}"
        advice = "save the document again as its platform gives it"
    raise SourceError(message, advice, at)


def _no_number(name: str) -> Any:
    return None  # NaN and the infinities are none in JSON


def is_too_deep(value: Any) -> bool:
    """Whether JSON is nested deeper than any real document, so that nothing needs to recurse."""
    level = [value]
    for _ in range(MAX_DEPTH):
        below: list[Any] = []
        for each in level:
            if isinstance(each, Mapping):
                below.extend(each.values())
            elif isinstance(each, list):
                below.extend(each)
        if not below:
            return False
        level = below
    return True


class Fields:
    """A document whose fields are taken one by one; what is left over becomes notes."""

    def __init__(self, document: Document, found: Found, prefix: str = "") -> None:
        self.document = document
        self.found = found
        self._prefix = prefix
        self._taken: set[str] = set()

    def take(self, *names: str) -> Any:
        """The first of these fields that holds something; the others stay for the notes."""
        for name in names:
            value = self.document.get(name)
            if value not in (None, "", [], {}):
                self._taken.add(name)
                return value
            self._taken.add(name)
        return None

    def text(self, *names: str) -> str:
        """The same as a text; what else stands there is noted."""
        for name in names:
            value = self.take(name)
            if text := text_of(value).strip():
                others = [other for other in texts_of(value) if other != text]
                self.found.note(self._prefix + name, others, "only one can be taken")
                return text
            self.found.note(self._prefix + name, value)
        return ""

    def skip(self, *names: str) -> None:
        """Leave out what says nothing of the thing itself."""
        self._taken.update(names)

    def drop(self, *names: str) -> None:
        """Leave out what is about a person, and remember that."""
        self.found.drop(*(name for name in names if self.document.get(name)))
        self._taken.update(names)

    def note(self, name: str, why: str = "") -> None:
        """Note a field as it is."""
        self._taken.add(name)
        self.found.note(self._prefix + name, self.document.get(name), why)

    def rest(self) -> None:
        """Note every field that was not taken."""
        for name in self._left():
            self.found.note(self._prefix + str(name), self.document[name])

    def _left(self) -> Iterator[str]:
        return (name for name in self.document if name not in self._taken)
