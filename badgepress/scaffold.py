"""`badgepress new`: skeletons that pass the check as they are, and never overwrite anything."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from badgepress.artwork import SHAPES
from badgepress.folder import files_of, stays_inside
from badgepress.ids import id_problem
from badgepress.kinds import (
    ENTITY_KINDS,
    GLOSSARY,
    GLOSSARY_FILE,
    ISSUER,
    MICRO_CREDENTIAL,
    RECOGNIZER,
    STACK,
    TERM,
    Kind,
)
from badgepress.load import Documents, Entry, load
from badgepress.model import Issuer, MicroCredential, Settings, Status
from badgepress.problems import Problems
from badgepress.refusal import Refusal
from badgepress.schema import schema_line, schema_of
from badgepress.skeleton import Values, Writer, comment, fill
from badgepress.todo import TODO
from badgepress.yamlnodes import Composer

_HOURS = 10
_PARTS = ("overview", "artifact", "reflection")


def make(root: Path, kind_name: str, entity_id: str, subfolder: str | None = None) -> str:
    """Write a skeleton; returns what was written and what to do next.

    Raises `Refusal` where nothing was written: a bad or used id, a folder outside of the kind's
    own, nothing yet that the skeleton could refer to. Raises `OSError` where it cannot be written.
    """
    if refused := id_problem(entity_id):
        _, message, advice = refused
        raise Refusal(f"{message} — {advice}")
    documents = load(root, Problems())
    if kind_name == TERM:
        if subfolder is not None:
            raise Refusal(f"All terms stand in {GLOSSARY_FILE} — leave out --in", 2)
        return _add_term(documents, entity_id)
    kind = next(kind for kind in ENTITY_KINDS if kind.name == kind_name)
    file = _new_file(root, kind, entity_id, subfolder)
    values = _VALUES[kind.name](documents, entity_id)
    return _write(root / file, file, kind, values)


def _new_file(root: Path, kind: Kind, entity_id: str, subfolder: str | None) -> PurePosixPath:
    """Where the skeleton goes. Raises `Refusal` if the id is in use or the folder is no place."""
    for path in files_of(root, kind.folder, _others(kind), Problems()):
        if path.stem == entity_id:
            used = path.relative_to(root).as_posix()
            raise Refusal(f"The id '{entity_id}' is in use: {used} — choose another id")
    return folder_below(root, kind, subfolder, "--in") / f"{entity_id}.yaml"


def _others(kind: Kind) -> list[str]:
    return [other.folder for other in ENTITY_KINDS if other is not kind]


def folder_below(root: Path, kind: Kind, subfolder: str | None, option: str) -> PurePosixPath:
    """A folder of the kind's own, or one below it. Raises `Refusal` if it is no place for files."""
    inner = PurePosixPath((subfolder or "").replace("\\", "/"))
    if inner.is_relative_to(kind.folder):
        inner = inner.relative_to(kind.folder)  # The whole path is what people copy.
    folder = PurePosixPath(kind.folder, inner)
    odd = any(part.startswith(".") or part.endswith((".yaml", ".yml")) for part in inner.parts)
    taken = any(folder.is_relative_to(other) for other in _others(kind) if other != "catalog")
    base = os.path.realpath(root / kind.folder)
    followed = os.path.realpath(root / folder) != os.path.join(base, *inner.parts)
    if inner.is_absolute() or odd or taken or followed:
        advice = "name another" if option == "--in" else f"name another with {option}"
        raise Refusal(f"'{subfolder}' is no folder below {kind.folder}/ for this — {advice}", 2)
    return folder


def _write(path: Path, file: PurePosixPath, kind: Kind, given: Values) -> str:
    schema = schema_of(kind)
    about = f"{schema['description']} Replace every {TODO}; delete what you do not need."
    lines = [schema_line(kind, file), *comment(about, 0)]
    lines += Writer(schema).document(fill(schema, schema, given))
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write("\n".join(lines) + "\n")
    except FileExistsError:
        raise Refusal(f"{file} is there already — choose another id") from None
    done = f"Wrote {file}. Replace every {TODO} in it"
    if "status" in schema["properties"]:
        return f"{done}, see it with 'badgepress serve', then write 'status: active'."
    return f"{done}, then run 'badgepress check'."


def _title(entity_id: str) -> str:
    return f"{TODO} {entity_id.replace('-', ' ')}"


def _issuer(documents: Documents) -> Entry[Issuer]:
    """The first issuer. Raises `Refusal` if there is none yet."""
    for entry in documents.entries[ISSUER.name].values():
        return entry
    if documents.known_ids[ISSUER.name]:
        raise Refusal("The issuer's file has problems — run 'badgepress check' and mend it first")
    raise Refusal("There is no issuer yet — make one first: badgepress new issuer ID")


def _existing(documents: Documents, *statuses: Status) -> Iterator[str]:
    """Ids of micro-credentials with one of these statuses, in the order of the statuses."""
    entries: Mapping[str, Entry[MicroCredential]] = documents.entries[MICRO_CREDENTIAL.name]
    for status in statuses:
        yield from (entry.id for entry in entries.values() if entry.data.status is status)


def _micro_credential(documents: Documents, entity_id: str) -> dict[str, Any]:
    issuer = _issuer(documents)
    settings = documents.settings or Settings(base_url="https://www.example.org/")
    given: dict[str, Any] = {
        "name": _title(entity_id),
        "status": Status.DRAFT,
        "issuer": issuer.id,
        "audience": {"roles": [next(iter(settings.roles), TODO)]},
        "hours": _HOURS,
        "ceu": round(_HOURS / settings.hours_per_ceu, 2),
        "artwork": {"shape": SHAPES[0]},
    }
    guide = issuer.data.scoring_guide
    levels = [level.id for level in guide.levels] if guide else [*_GUIDE_LEVELS]
    missing = max(len(_PARTS), (guide.passing_count or 0) if guide else 0) - len(_PARTS)
    kinds = (*_PARTS[:-1], *[_PARTS[1]] * missing, _PARTS[-1])
    given["parts"] = [{"kind": kind, "rubric": dict.fromkeys(levels, TODO)} for kind in kinds]
    if guide is None:
        given["scoring_guide"] = _GUIDE
    if issuer.data.review is None:
        given["review"] = _REVIEW
    return given


def _stack(documents: Documents, entity_id: str) -> dict[str, Any]:
    issuer = _issuer(documents)
    first = next(_existing(documents, Status.ACTIVE, Status.DRAFT, Status.RETIRED), None)
    if first is None:
        raise Refusal(
            "There is no micro-credential yet that a stack could build on"
            " — make one first: badgepress new micro-credential ID"
        )
    return {
        "name": _title(entity_id),
        "status": Status.DRAFT,
        "issuer": issuer.id,
        "steps": [{"micro_credential": first}],
    }


def _new_issuer(documents: Documents, entity_id: str) -> dict[str, Any]:
    return {"name": _title(entity_id), "scoring_guide": _GUIDE, "review": _REVIEW, "apply": {}}


def _recognizer(documents: Documents, entity_id: str) -> dict[str, Any]:
    first = next(_existing(documents, Status.ACTIVE, Status.RETIRED), None)
    recognized = {"recognizes": [{"micro_credential": first}]} if first else {}
    return {"name": _title(entity_id), **recognized}


_GUIDE_LEVELS = {"passing": "Passing", "developing": "Developing"}
_GUIDE = {
    "levels": [{"id": level, "name": name} for level, name in _GUIDE_LEVELS.items()],
    "pass": "every part at passing",
}
_REVIEW = {"days": 10}
_VALUES = {
    MICRO_CREDENTIAL.name: _micro_credential,
    STACK.name: _stack,
    ISSUER.name: _new_issuer,
    RECOGNIZER.name: _recognizer,
}


def _add_term(documents: Documents, term_id: str) -> str:
    """Append a term to the glossary, keeping every byte that is there."""
    if term_id in documents.known_ids.get(TERM, ()):
        raise Refusal(f"The id '{term_id}' is in use: {GLOSSARY_FILE} — choose another id")
    path = documents.root / GLOSSARY_FILE
    if not stays_inside(path, documents.root, Problems()):
        raise Refusal(f"{GLOSSARY_FILE} is a link to a place outside the project's folder")
    before = path.read_bytes() if path.exists() else b""
    try:
        text = before.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(f"{GLOSSARY_FILE} is not UTF-8 text — mend it first") from None
    addition = _term_text(text, term_id)
    if not _is_appended(text, addition, term_id):
        raise Refusal(
            f"{GLOSSARY_FILE} has problems, or its list of terms is not written with '- ' in lines"
            f" of their own; nothing was changed — mend it, or add this by hand:\n\n"
            + addition.strip("\r\n")
        )
    with path.open("ab") as stream:
        stream.write(addition.encode())
    return (
        f"Added the term '{term_id}' at the end of {GLOSSARY_FILE}. Replace every {TODO} in it,"
        " then run 'badgepress check'."
    )


def _term_text(text: str, term_id: str) -> str:
    """What to append to the glossary's text, with its indentation and its line endings."""
    schema = schema_of(GLOSSARY)
    node = schema["properties"]["terms"]["items"]
    given = {"id": term_id, "term": _title(term_id), "status": "current"}
    dash = re.search(r"^terms:[^\n]*\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- ", text, re.MULTILINE)
    indent = len(dash[1]) if dash else 2
    resolved = schema["$defs"][node["$ref"].rpartition("/")[2]]
    lines = ["", *Writer(schema).item(node, fill(resolved, schema, given), indent)]
    if not text.strip():
        lines = [schema_line(GLOSSARY, PurePosixPath(GLOSSARY_FILE)), "", "terms:", *lines[1:]]
    newline = "\r\n" if "\r\n" in text else "\n"
    start = newline if text.strip() and not text.endswith("\n") else ""
    return start + newline.join(lines) + newline


def _is_appended(text: str, addition: str, term_id: str) -> bool:
    """Whether the addition gives one more term and changes no other."""
    try:
        old = Composer(GLOSSARY_FILE).compose(text) if text.strip() else {"terms": []}
        composer = Composer(GLOSSARY_FILE)
        new = composer.compose(text + addition)
    except yaml.YAMLError:
        return False
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    *kept, last = new.get("terms") or [None]
    same = _trimmed({**old, "terms": kept}) == _trimmed(old)
    return same and isinstance(last, dict) and last.get("id") == term_id


def _trimmed(value: Any) -> Any:
    """A value without the ends of its lines, which loading strips from every text."""
    if isinstance(value, dict):
        return {key: _trimmed(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_trimmed(item) for item in value]
    return value.rstrip() if isinstance(value, str) else value
