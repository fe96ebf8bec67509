"""Values completed to what the model asks for, by placeholders that say why they stand there."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from badgepress.artwork import SHAPES
from badgepress.importing.found import Found
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.load import Documents
from badgepress.model import Issuer, Status
from badgepress.schema import schema_of
from badgepress.skeleton import fill
from badgepress.todo import TODO, Marked

known_schema = cache(schema_of)
"""A kind's schema, made once for all that an import finds."""
NOT_SAID = "not in the source"
INHERITED = ("scoring_guide", "review")
"""What an issuer may say for all of its micro-credentials."""
_LEVELS = {"passing": "Passing", "developing": "Developing"}
_PASS = "every part at passing"  # noqa: S105
_REVIEW_DAYS = 10


def complete(found: Found, documents: Documents, told: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a whole document; `told` is what its issuer says for it."""

    def mark(name: str, value: Any) -> Any:
        return Marked(value, found.reasons.get(name, NOT_SAID))

    given = dict(found.values)
    if found.kind in (MICRO_CREDENTIAL, STACK):
        given.setdefault("version", 1)
        given.setdefault("status", Status.DRAFT.value)
    if found.kind is MICRO_CREDENTIAL:
        _micro_credential(given, documents, told, mark)
    awards = found.kind is STACK and given.get("awards", "none") != "none"
    if "artwork" not in given and (awards or found.kind is MICRO_CREDENTIAL):
        given["artwork"] = {"shape": mark("artwork", SHAPES[0])}
    schema = known_schema(found.kind)
    return fill(schema, schema, given, mark)


def told_by(issuer: Issuer) -> dict[str, Any]:
    """What an issuer says for its micro-credentials, as YAML has it."""
    groups = {name: getattr(issuer, name) for name in INHERITED}
    return {
        name: group.model_dump(mode="json", by_alias=True, exclude_none=True)
        for name, group in groups.items()
        if group is not None
    }


def _guide(mark: Any) -> dict[str, Any]:
    levels = [{"id": id_, "name": mark("name", name)} for id_, name in _LEVELS.items()]
    return {"levels": levels, "pass": mark("pass", _PASS)}


def _micro_credential(
    given: dict[str, Any], documents: Documents, told: Mapping[str, Any], mark: Any
) -> None:
    roles = documents.settings.roles if documents.settings else ()
    if not (given.get("audience") or {}).get("roles"):
        role = mark("audience", next(iter(roles), TODO))
        given["audience"] = {**given.get("audience", {}), "roles": [role]}
    if "scoring_guide" not in {**told, **given}:
        given["scoring_guide"] = _guide(mark)
    if "review" not in {**told, **given}:
        given["review"] = {"days": mark("days", _REVIEW_DAYS)}
    guide = given.get("scoring_guide") or told["scoring_guide"]
    levels = [str(level.get("id")) for level in guide.get("levels", ())]
    if "parts" not in given:
        given["parts"] = [{}]
    given["parts"] = [_part(part, levels, mark) for part in given["parts"]]


def _part(part: Mapping[str, Any], levels: list[str], mark: Any) -> dict[str, Any]:
    completed = dict(part)
    if "rubric" not in completed and "criteria" not in completed:
        completed["rubric"] = {level: mark("rubric", TODO) for level in levels}
    return completed
