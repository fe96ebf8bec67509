"""Reading one YAML file: safe, UTF-8, no duplicate keys, and every value's place known.

The values are plain Python: `dict`, `list`, `str`, `int`, `float`, `bool`, and `Look` for text
that YAML programs disagree about. Empty values, tags, anchors and aliases are refused, so nothing
in a file can construct an object, explode in memory or quietly mean "left out".
"""

import contextlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from badgepress.problems import Problem
from badgepress.yamlnodes import (
    UNREADABLE,
    Composer,
    FieldPath,
    Mark,
    Place,
    TooManyProblems,
    Unreadable,
    field_name,
)
from badgepress.yamlscalars import Look, resolve_plain
from badgepress.yamlsyntax import syntax_problem

__all__ = [
    "UNREADABLE",
    "FieldPath",
    "Look",
    "Mark",
    "Unreadable",
    "YamlFile",
    "field_name",
    "read",
    "resolve_plain",
]

MAX_BYTES = 2_000_000

# What YAML 1.2 §5.1 does not count among the printable characters.
_CONTROL = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

TODO_REMARK = "  # TODO: "
"""Stands behind a value that is a placeholder, but does not look like one."""
_CONFLICT = re.compile("^<{7} ", re.MULTILINE)


@dataclass(slots=True)
class YamlFile:
    """A file that was read, and where everything in it stands."""

    path: Path
    name: str
    """Path relative to the project's folder, always with `/`; messages use it."""
    data: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unreadable: list[FieldPath] = field(default_factory=list)
    """Paths below which validation would only repeat what is reported already."""
    readable: bool = False
    """Whether `data` is there at all."""
    remarks: list[tuple[Mark, str]] = field(default_factory=list)
    """What `# TODO: …` behind a value says, and where."""
    _places: dict[FieldPath, Place] | None = None

    def value_mark(self, path: FieldPath) -> Mark:
        """Where a value begins, or the nearest thing around it that exists."""
        place, found = self._nearest(path)
        # A missing field is reported at the key of what should hold it.
        return place.value if found else place.key

    def key_mark(self, path: FieldPath) -> Mark:
        """Where a value's key begins (for an item of a list: the item)."""
        return self._nearest(path)[0].key

    def plain(self, path: FieldPath) -> str | None:
        """A value's text as it is written, if it is there and has no quotes."""
        place, found = self._nearest(path)
        return place.plain if found else None

    def problem(
        self, path: FieldPath, message: str, advice: str, rule: str, *, at_key: bool = False
    ) -> Problem:
        """A problem of this file at a field: at its value, or at its name.

        A list or a group as a whole is best found by its name, even without `at_key`.
        """
        place, found = self._nearest(path)
        line, column = place.value if found and place.single and not at_key else place.key
        return Problem(self.name, line, column, field_name(path), message, advice, rule)

    def _nearest(self, path: FieldPath) -> tuple[Place, bool]:
        # Places are wanted only when something is wrong, so they are found by a second reading.
        if self._places is None:
            self._places = _read_places(self.path)
        for end in range(len(path), -1, -1):
            if found := self._places.get(path[:end]):
                return found, end == len(path)
        return Place(Mark(), Mark(), False, None), False


def read(path: Path, root: Path) -> YamlFile:
    """Read one YAML file; what is wrong with it is in its `problems`, nothing is raised."""
    file = YamlFile(path, path.relative_to(root).as_posix())
    text = _read_text(file)
    if text is not None:
        _compose(file, text)
        if TODO_REMARK in text:
            file.remarks = list(_remarks(text))
    return file


def _remarks(text: str) -> Iterator[tuple[Mark, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        before, sign, said = line.rpartition(TODO_REMARK)
        if sign and ":" in before and not before.lstrip().startswith("#"):
            yield Mark(number, len(before) + 3), said.strip()


def _compose(file: YamlFile, text: str) -> None:
    conflict = _CONFLICT.search(text)
    if conflict and "\n>>>>>>> " in text:
        message = "git has left two versions of these lines here, because both were changed"
        advice = "keep the right lines, and delete those with <<<<<<<, ======= and >>>>>>>"
        if file.name.startswith("published/"):
            advice = (
                f"keep one side whole (git checkout --ours -- {file.name}, or --theirs), then run"
                " the command again by which the other side was made"
            )
        _report(file, message, advice, "conflict-marker", _end_of(text[: conflict.start()]))
        return
    composer = Composer(file.name)
    try:
        data = composer.compose(text)
    except yaml.YAMLError as error:
        file.problems.append(syntax_problem(file.name, text, error))
        return
    except TooManyProblems:
        _report(file, "there are more problems in this file", "mend the others first", "more")
        return
    finally:
        file.problems.extend(composer.problems)
        file.unreadable.extend(composer.unreadable)
    if isinstance(data, dict):
        file.data, file.readable = data, True
    elif data is None and not file.problems:
        _empty(file)
    elif data is not None and data is not UNREADABLE:
        shape = "a list" if isinstance(data, list) else "a single value"
        message = f"the file holds {shape}, not named fields"
        advice = "begin each line with a field's name and a colon, such as 'name: …'"
        _report(file, message, advice, "yaml-shape")


def _read_text(file: YamlFile) -> str | None:
    """The file's text, or `None` if it is reported as unfit."""
    try:
        status = os.stat(file.path)
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "a device or a pipe"
            _report(file, f"this is {what}, not a file", "rename or remove it", "file-read")
            return None
        if status.st_size > MAX_BYTES:
            size, most = f"{status.st_size / 1e6:.1f}", f"{MAX_BYTES / 1e6:.0f}"
            message = f"the file has {size} MB; at most {most} MB are read"
            _report(file, message, "split it or shorten it", "file-size")
            return None
        content = file.path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read ({error.strerror})"
        _report(file, message, "check that it is there and may be opened", "file-read")
        return None
    if not content.strip():
        _empty(file)
        return None
    return _decode(file, content)


def _decode(file: YamlFile, content: bytes) -> str | None:
    try:
        if b"\0" in content[:2]:  # UTF-16 without a byte order mark
            raise UnicodeDecodeError("utf-8", content, 0, 1, "UTF-16")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace").removeprefix("\ufeff")
        advice = "save it with the encoding UTF-8 (in the editor's 'Save as')"
        _report(file, "the file is not UTF-8 text", advice, "utf-8", _end_of(before))
        return None
    if control := _CONTROL.search(text):
        message = f"there is an invisible control character (U+{ord(control[0]):04X})"
        advice = "delete it and type the text again"
        _report(file, message, advice, "control-character", _end_of(text[: control.start()]))
        return None
    return text


def _end_of(text: str) -> Mark:
    """The place right behind a text."""
    lines = re.split("\r\n|\r|\n", text)
    return Mark(len(lines), len(lines[-1]) + 1)


def _empty(file: YamlFile) -> None:
    advice = "fill it in ('badgepress new' writes a skeleton) or delete it"
    _report(file, "the file is empty", advice, "empty-file")


def _report(file: YamlFile, message: str, advice: str, rule: str, mark: Mark | None = None) -> None:
    line, column = mark or Mark()
    file.problems.append(Problem(file.name, line, column, "", message, advice, rule))


def _read_places(path: Path) -> dict[FieldPath, Place]:
    # If the file changed since it was read, its own problems come with the next reading.
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return places_of(path.read_bytes().decode("utf-8-sig"))
    return {}


def places_of(text: str) -> dict[FieldPath, Place]:
    """Where everything in a text of YAML stands, as far as it can be read; outer things first."""
    places: dict[FieldPath, Place] = {}
    with contextlib.suppress(yaml.YAMLError, TooManyProblems):
        Composer("", places).compose(text)
    return places
