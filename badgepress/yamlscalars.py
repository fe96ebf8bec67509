"""What unquoted text in YAML means."""

import re
from collections.abc import Callable
from typing import Any


class Look(str):
    """Unquoted text that some YAML programs read as something else.

    `kind` says as what: `date`, `time`, `yes/no` or `number`.
    """

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, text: str, kind: str) -> "Look":
        look = super().__new__(cls, text)
        look.kind = kind
        return look


def _looks(kind: str) -> Callable[[str], Look]:
    return lambda text: Look(text, kind)


_DAY = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_PLAIN: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile("(?:~|null|Null|NULL)?"), lambda text: None),
    (re.compile("true|True|TRUE"), lambda text: True),
    (re.compile("false|False|FALSE"), lambda text: False),
    (re.compile("[-+]?(?:0|[1-9][0-9]{0,17})"), int),
    (re.compile(r"[-+]?(?:[0-9]{1,17}\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?"), float),
    (re.compile(_DAY), _looks("date")),
    (re.compile(_DAY + r"[Tt \t]+[0-9]{1,2}:[0-9:.]+.*"), _looks("time")),
    (re.compile("yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"), _looks("yes/no")),
    (
        re.compile(
            r"[-+]?(?:0[xob]?[0-9a-fA-F_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
            r"|[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?|\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN"
        ),
        _looks("number"),
    ),
)
_SUSPICIOUS = re.compile(
    "[-+.~0-9]|[nN]ull|NULL|[tT]rue|TRUE|[fF]alse|FALSE|[yY]es|YES|[nN]o|NO|[oO]|$"
)


def resolve_plain(text: str) -> Any:
    """What unquoted text means (YAML 1.2 core schema), or a `Look` where programs disagree."""
    if not _SUSPICIOUS.match(text):
        return text
    for pattern, convert in _PLAIN:
        if pattern.fullmatch(text):
            return convert(text)
    return text
