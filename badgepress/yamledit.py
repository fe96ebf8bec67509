"""Changing one value of a file that an owner wrote, and no other byte of it."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from badgepress.refusal import Refusal
from badgepress.yamlfile import FieldPath, YamlFile, field_name

_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")


def set_values(file: YamlFile, values: Mapping[FieldPath, str]) -> None:
    """Write new single values in the place of those that stand there.

    Raises `Refusal`, without writing, where a value is not written in one line, and `OSError`.
    """
    lines = file.path.read_bytes().decode("utf-8").splitlines(keepends=True)
    for path, value in values.items():
        line, column = file.value_mark(path)
        # A byte order mark is a character of the first line, but no column of it.
        start = column - 1 + (line == 1 and lines[0].startswith("\ufeff"))
        end = _end(lines[line - 1], start, file.plain(path))
        if end is None:
            raise Refusal(
                f"{file.name}:{line}:{column}: {field_name(path)}: it cannot be changed by itself"
                f" — write '{path[-1]}: {value}' there"
            )
        lines[line - 1] = lines[line - 1][:start] + value + lines[line - 1][end:]
    replace_file(file.path, "".join(lines).encode())


def replace_file(path: Path, content: bytes) -> None:
    """Write a file so that it is the old one or the new one, whenever that is interrupted.

    Raises `OSError`.
    """
    path = path.resolve()  # a link stays one
    aside = path.with_name(f".{path.name}.new")
    aside.write_bytes(content)
    if path.exists():
        shutil.copymode(path, aside)
    os.replace(aside, path)


def _end(line: str, start: int, plain: str | None) -> int | None:
    """Where a value ends that begins in a line, or `None` if it does not end there."""
    if plain is not None:
        return start + len(plain) if line.startswith(plain, start) else None
    quoted = _QUOTED.match(line, start)
    return quoted.end() if quoted else None
