"""What `badgepress new` leaves to be written, and the warning about it in what is published."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from badgepress.kinds import TERM
from badgepress.load import Documents, Entry
from badgepress.model import Status
from badgepress.model.fields import short
from badgepress.problems import Problem, Severity
from badgepress.yamlfile import FieldPath

TODO = "TODO"
"""Stands wherever the owner has to write something."""
TODO_URL = "https://www.example.org/todo"
TODO_EMAIL = "todo@example.org"


@dataclass(frozen=True, slots=True)
class Marked:
    """A placeholder, and why it stands there."""

    value: Any
    reason: str


def nothing_is_left_to_write(documents: Documents) -> Iterator[Problem]:
    """No placeholder is published; drafts may have any."""
    kinds = {**documents.entries, TERM: documents.terms}
    for entry in (entry for entries in kinds.values() for entry in entries.values()):
        if getattr(entry.data, "status", None) is Status.DRAFT:
            continue
        for (line, column), said in entry.file.remarks:
            message = f"a placeholder is left here ({short(said)})"
            advice = "write what is true, and delete the remark"
            yield Problem(
                entry.file.name, line, column, "", message, advice, "todo", Severity.WARNING
            )
        for path, text in odd_texts(documents, entry):
            if _is_placeholder(text):
                message = f"'{short(text)}' is a placeholder, which everybody would see"
                problem = entry.problem(
                    written_path(entry.data, path), message, "replace it", "todo"
                )
                yield replace(problem, severity=Severity.WARNING)


def may_hold(document: BaseModel, *words: str) -> bool:
    """Whether one of these is anywhere in a document, as JSON has it; nearly all hold none."""
    text = document.__pydantic_serializer__.to_json(document)
    return any(word.encode() in text for word in words)


def odd_texts(documents: Documents, entry: Entry[Any]) -> list[tuple[FieldPath, str]]:
    """The texts of a document that rules look at: placeholders, and those with `[[`."""
    name = ("odd texts", entry.file.name, entry.id)
    return documents.memory.recall(name, entry.data, lambda: _odd_texts(entry.data))


def _odd_texts(data: BaseModel) -> list[tuple[FieldPath, str]]:
    if not may_hold(data, "[[", f'"{TODO}', TODO_URL, TODO_EMAIL):
        return []
    return [(path, text) for path, text in texts_of(data) if "[[" in text or _is_placeholder(text)]


def _is_placeholder(text: str) -> bool:
    return text.startswith(TODO) or text in (TODO_URL, TODO_EMAIL)


def texts_of(value: Any, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Every text of a document, however deep, with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, inner in value.__dict__.items():
            if inner:
                yield from texts_of(inner, (*path, name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts_of(inner, (*path, name))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from texts_of(inner, (*path, index))


def written_path(model: BaseModel, path: FieldPath) -> FieldPath:
    """The path with fields named as in the file."""
    written: list[str | int] = []
    value: Any = model
    for step in path:
        name = step
        if isinstance(value, BaseModel):
            name = type(value).model_fields[str(step)].alias or step
            value = getattr(value, str(step))
        else:
            value = value[step]
        written.append(name)
    return tuple(written)
