"""YAML that is written for ever: the same value always gives the same bytes."""

import re
from typing import Any

import yaml
from pydantic import BaseModel

from badgepress.yamlscalars import resolve_plain


def plain(model: BaseModel) -> dict[str, Any]:
    """A document's values as an author would write them, defaults included, without empty lists."""
    values: dict[str, Any] = _filled(model.model_dump(mode="json", by_alias=True))
    return values


def to_yaml(values: dict[str, Any]) -> str:
    """Values as YAML with a line for each, so that git shows and merges changes line by line."""
    return yaml.dump(values, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        # Most values are plain: they are not worth a call.
        pairs = (
            (name, _filled(inner) if isinstance(inner, dict | list) else inner)
            for name, inner in value.items()
        )
        return {name: inner for name, inner in pairs if inner is not None and inner != []}
    return [_filled(item) if isinstance(item, dict | list) else item for item in value]


_SEPARATOR = re.compile("[\x85\u2028\u2029]")
"""Line breaks to YAML 1.1 and none to 1.2; escaped, they are the same to everybody."""


class _Dumper(yaml.SafeDumper):
    """Indents the items of lists, and repeats a value rather than naming it by an alias."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    if type(resolve_plain(value)) is not str:
        style = "'"
    if _SEPARATOR.search(value):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)
