"""Values fitted to the model: what a field does not take becomes a comment, never a lost word."""

import copy
from typing import Any

from pydantic import BaseModel, ValidationError

from badgepress.importing.found import Found
from badgepress.importing.texts import tidy
from badgepress.todo import Marked
from badgepress.yamlnodes import field_name

_ROUNDS = 60
Path = tuple[str | int, ...]


def fit(found: Found, model: type[BaseModel], error: ValidationError | None = None) -> None:
    """Remove from the values what the model refuses, and note it with the reason.

    What is missing stays so: placeholders will stand there. `error` is one of the whole document
    with its placeholders, for what the model judges only where nothing is missing.
    """
    found.values = _cleaned(found.values)
    if error is not None:
        _remove(found, error)
        return
    for _ in range(_ROUNDS):
        try:
            model.model_validate(unmarked(found.values))
        except ValidationError as wrong:
            if not _remove(found, wrong):
                return
        else:
            return


def unmarked(value: Any) -> Any:
    """Values with placeholders as they will be read."""
    if isinstance(value, Marked):
        return value.value
    if isinstance(value, dict):
        return {name: unmarked(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [unmarked(item) for item in value]
    return value


def _remove(found: Found, error: ValidationError) -> bool:
    """Take out what is wrong; `False` if nothing but missing fields is."""
    errors = error.errors(include_url=False)
    wrong = [each for each in errors if each["type"] != "missing"]
    removed = False
    # From the end, so that the places of others in the same list stay right.
    for item in sorted(wrong, key=lambda each: _order(each["loc"]), reverse=True):
        loc: Path = tuple(step for step in item["loc"] if step != "[key]")
        context = item.get("ctx", {})
        why = f"{context['message']}" if "message" in context else item["msg"].lower()
        path = (*loc, *context.get("at", ()))
        while path and not _is_there(found.values, path):
            path = path[:-1]
        if not path or (item["type"] == "too_short" and not _at(found.values, path)):
            continue
        found.note(field_name(path), copy.deepcopy(_at(found.values, path)), why)
        if len(path) == 1:
            found.reasons.setdefault(str(path[0]), "what the source says does not fit: see below")
        _delete(found.values, path)
        removed = True
    return removed


def _order(loc: Path) -> list[tuple[bool, int, str]]:
    """What places are sorted by: numbers as numbers."""
    return [(False, step, "") if isinstance(step, int) else (True, 0, str(step)) for step in loc]


def _cleaned(value: Any) -> Any:
    """Values without invisible characters, empty groups and empty lists."""
    if isinstance(value, str):
        return tidy(value).strip()
    if isinstance(value, dict):
        inner = {str(name): _cleaned(each) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [each for each in map(_cleaned, value) if each not in (None, "", [], {})]
    return value


def _at(values: Any, path: Path) -> Any:
    for step in path:
        values = values[step]
    return values


def _is_there(values: Any, path: Path) -> bool:
    try:
        _at(values, path)
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _delete(values: Any, path: Path) -> None:
    *above, last = path
    group = _at(values, tuple(above))
    del group[last]
    # A group or list without content is no field any more.
    if not group and above:
        _delete(values, tuple(above))
