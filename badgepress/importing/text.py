"""The text of an imported file: what is known, what is to be filled in, and what has no field."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from badgepress.importing.complete import known_schema
from badgepress.importing.found import Found, Note
from badgepress.importing.texts import tidy
from badgepress.schema import schema_line
from badgepress.skeleton import Writer, comment
from badgepress.todo import TODO, TODO_EMAIL, TODO_URL
from badgepress.yamlfile import TODO_REMARK, FieldPath, field_name, places_of

MAX_NOTE = 20_000
"""Longest comment on one thing, in characters; so long a text no field takes either."""
MAX_NOTES = 400_000
_PLACEHOLDER = re.compile(
    rf"^(?P<before>\s*(?:- )?(?:[\w-]+|\"[^\"]*\"): (?:\[?{TODO}\]?|{re.escape(TODO_URL)}"
    rf"|\"{re.escape(TODO_EMAIL)}\")  # )(?P<reason>.*)$"
)


@dataclass(frozen=True, slots=True)
class Open:
    """A line that a person has to fill in."""

    line: int
    field: str
    reason: str


def document_text(found: Found, values: dict[str, Any], path: PurePosixPath) -> str:
    """A whole YAML file."""
    schema = known_schema(found.kind)
    body = Writer(schema, everything=False).document(values)
    lines = [schema_line(found.kind, path), *_head(found, "\n".join(body)), *body]
    if found.notes:
        lines += ["", *comment("What the source says besides, and no field takes:", 0)]
        lines += _notes(found.notes)
    return "\n".join(lines) + "\n"


def open_fields(text: str) -> Iterator[Open]:
    """Every placeholder of a file, line by line, each with its whole path."""
    reasons = dict(_reasons(text))
    if not reasons:
        return
    paths: dict[int, FieldPath] = {}
    for path, place in places_of(text).items():
        # The innermost of those that begin in a line; a list in brackets is meant as a whole.
        if place.single and not (path and isinstance(path[-1], int)):
            paths[place.key.line] = path
        elif path:
            paths.setdefault(place.key.line, path)
    for line, reason in reasons.items():
        yield Open(line, field_name(paths.get(line, ())), reason)


def _reasons(text: str) -> Iterator[tuple[int, str]]:
    """Lines with placeholders, each with what is said behind it."""
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _PLACEHOLDER.match(line):
            yield number, match["reason"]
            continue
        before, sign, reason = line.rpartition(TODO_REMARK)
        if sign and not before.lstrip().startswith("#"):
            yield number, reason


def imported_from(path: Path) -> str:
    """What a file's first lines say it was imported from; empty if nothing."""
    lines: list[str] = []
    try:
        with path.open(encoding="utf-8") as stream:
            for line in islice(stream, 1, 40):
                if not line.startswith("# "):
                    break
                lines.append(line.removeprefix("# ").strip())
    except (OSError, ValueError):
        return ""
    match = re.match(r"Imported from (.*?) \([^()]*\)\.(?: |$)", " ".join(lines))
    return match[1] if match else ""


def _head(found: Found, body: str) -> Iterator[str]:
    yield from comment(f"Imported from {_one_line(found.at)} ({_one_line(found.form)}).", 0)
    if TODO in body or TODO_URL in body or TODO_EMAIL in body:
        text = f"{TODO} stands wherever the source does not say what is needed: fill it in."
        yield from comment(text, 0)
    if found.dropped:
        names = ", ".join(_one_line(name) for name in found.dropped)
        yield from comment(f"What is about somebody who earned it was left out: {names}.", 0)


def _notes(notes: list[Note]) -> Iterator[str]:
    left = MAX_NOTES
    for note in notes:
        text = _said(note.value)
        shown = text[: min(MAX_NOTE, left)]
        left -= len(shown)
        why = f" ({_one_line(note.why)})" if note.why else ""
        if len(shown) < len(text):
            why += f" (the first {len(shown)} of {len(text)} characters)"
        path = _one_line(note.path)
        lines = shown.split("\n")
        if len(lines) == 1 and len(path) + len(shown) + len(why) < 90:
            yield from comment(f"{path}{why}: {shown}", 0, "#   ")
            continue
        yield from comment(f"{path}{why}:", 0, "#   ")
        for line in lines:
            yield from list(comment(line, 0, "#     ")) or ["#"]


def _said(value: Any) -> str:
    """What a source says, as text that ends in no comment's line."""
    if isinstance(value, str):
        return _without_data(tidy(value)).strip()
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        return "\n".join(f"- {_one_line(_without_data(each))}" for each in value)
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = "(too deep to be shown)"
    return _without_data(tidy(text))


def _without_data(text: str) -> str:
    """Pictures in `data:` addresses are no text to be read."""
    return re.sub(
        r"(data:[\w/+.-]*(?:;[\w=-]+)*,)[\w+/=%-]{80,}",
        lambda match: f"{match[1]}… ({len(match[0])} characters)",
        text,
    )


def _one_line(text: str) -> str:
    return " ".join(tidy(text).split())
