"""Ids that something had before it was renamed: references by them lead to what it is now."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from badgepress.kinds import FRAMEWORK, ISSUER, MICRO_CREDENTIAL, STACK, TERM
from badgepress.model import MicroCredential, Offered, Recognizer, Stack, Step, Term

Renames = Mapping[tuple[str, str], str]
"""Kind's name and former id → the id of today."""

M = TypeVar("M", bound=BaseModel)


def follow(data: M, renames: Renames) -> M:
    """A document that names everything by its id of today."""
    if not renames:
        return data
    changes: dict[str, Any] = {}
    if isinstance(data, Offered):
        changes = _offered(data, renames)
    elif isinstance(data, Recognizer):
        changes["recognizes"] = tuple(_each(item, renames) for item in data.recognizes)
    elif isinstance(data, Term):
        for name in ("see", "replaced_by"):
            changes[name] = _ids(TERM, getattr(data, name), renames)
    changed = {name: value for name, value in changes.items() if value != getattr(data, name)}
    return data.model_copy(update=changed) if changed else data


def _offered(data: Offered, renames: Renames) -> dict[str, Any]:
    kind = STACK.name if isinstance(data, Stack) else MICRO_CREDENTIAL.name
    changes: dict[str, Any] = {"issuer": renames.get((ISSUER.name, data.issuer), data.issuer)}
    if data.retired:
        ids = _ids(kind, data.retired.replaced_by, renames)
        changes["retired"] = data.retired.model_copy(update={"replaced_by": ids})
    if isinstance(data, MicroCredential):
        changes["prerequisites"] = _ids(kind, data.prerequisites, renames)
        changes["alignments"] = tuple(_aligned(item, renames) for item in data.alignments)
    if isinstance(data, Stack):
        changes["steps"] = tuple(_step(step, renames) for step in data.steps)
    return changes


def _ids(kind: str, ids: tuple[str, ...], renames: Renames) -> tuple[str, ...]:
    return tuple(dict.fromkeys(renames.get((kind, each), each) for each in ids))


def _aligned(alignment: str, renames: Renames) -> str:
    framework, _, item = alignment.partition("/")
    return f"{renames.get((FRAMEWORK.name, framework), framework)}/{item}"


def _each(data: M, renames: Renames) -> M:
    """A step or a recognition with the one id that it names."""
    changes: dict[str, str] = {}
    for name, kind in (
        ("micro_credential", MICRO_CREDENTIAL.name),
        ("stack", STACK.name),
        ("issuer", ISSUER.name),
    ):
        if named := getattr(data, name, None):
            changes[name] = _named(kind, named, renames)
    return data.model_copy(update=changes)


def _step(step: Step, renames: Renames) -> Step:
    if step.any is None:
        return _each(step, renames)
    options = tuple(
        f"stacks/{_named(STACK.name, option.removeprefix('stacks/'), renames)}"
        if option.startswith("stacks/")
        else _named(MICRO_CREDENTIAL.name, option, renames)
        for option in step.any.of
    )
    return step.model_copy(update={"any": step.any.model_copy(update={"of": options})})


def _named(kind: str, named: str, renames: Renames) -> str:
    """`ID` or `ID@2`; a version of an id that was renamed is a version of what it is now."""
    entity_id, at, number = named.partition("@")
    return renames.get((kind, entity_id), entity_id) + at + number
