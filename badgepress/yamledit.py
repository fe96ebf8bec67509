"""Changing one value of a file that an owner wrote, and no other byte of it."""

import re
from collections.abc import Mapping

from badgepress.refusal import Refusal
from badgepress.yamlfile import FieldPath, YamlFile, field_name

_SCALAR = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^\s#'"\[{|>&*!](?:[^#\n]|(?<!\s)#)*""")


def set_values(file: YamlFile, values: Mapping[FieldPath, str]) -> None:
    """Write new single values in the place of those that stand there.

    Raises `Refusal`, without writing, where a value is not written in one line, and `OSError`.
    """
    lines = file.path.read_bytes().decode("utf-8").splitlines(keepends=True)
    for path, value in values.items():
        line, column = file.value_mark(path)
        # A byte order mark is a character of the first line, but no column of it.
        start = column - 1 + (line == 1 and lines[0].startswith("\ufeff"))
        found = _SCALAR.match(lines[line - 1], start)
        if not found or (file.plain(path) is None and found[0][0] not in "'\""):
            raise Refusal(
                f"{file.name}:{line}:{column}: {field_name(path)}: it cannot be changed by itself"
                f" — write '{path[-1]}: {value}' there"
            )
        written = found[0].rstrip()
        lines[line - 1] = lines[line - 1][:start] + value + lines[line - 1][start + len(written) :]
    file.path.write_bytes("".join(lines).encode())
