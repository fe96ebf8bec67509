"""Values completed to what the model asks for, by placeholders that say why they stand there."""

from collections.abc import Mapping
from typing import Any

from badgepress.artwork import SHAPES
from badgepress.importing.found import Found
from badgepress.kinds import MICRO_CREDENTIAL, STACK
from badgepress.load import Documents
from badgepress.model import Issuer, Status
from badgepress.schema import schema_of
from badgepress.skeleton import fill
from badgepress.todo import TODO, Marked

NOT_SAID = "not in the source"
_LEVELS = {"passing": "Passing", "developing": "Developing"}
_PASS = "every part at passing"  # noqa: S105
_REVIEW_DAYS = 10


def complete(
    found: Found, documents: Documents, guide: Mapping[str, Any] | None, *, reviewed: bool
) -> dict[str, Any]:
    """The values of a whole document.

    `guide` is the scoring guide of its issuer and `reviewed` says whether the issuer tells how it
    reviews; what it does not tell, the document has to.
    """

    def mark(name: str, value: Any) -> Any:
        return Marked(value, found.reasons.get(name, NOT_SAID))

    given = dict(found.values)
    if found.kind in (MICRO_CREDENTIAL, STACK):
        given.setdefault("version", 1)
        given.setdefault("status", Status.DRAFT.value)
    if found.kind is MICRO_CREDENTIAL:
        _micro_credential(given, documents, guide, reviewed, mark)
    awards = found.kind is STACK and given.get("awards", "none") != "none"
    if "artwork" not in given and (awards or found.kind is MICRO_CREDENTIAL):
        given["artwork"] = {"shape": mark("artwork", SHAPES[0])}
    schema = schema_of(found.kind)
    return fill(schema, schema, given, mark)


def levels_of(guide: Mapping[str, Any] | None) -> list[str]:
    """Ids of a scoring guide's levels."""
    levels = (guide or {}).get("levels") or [{"id": level} for level in _LEVELS]
    return [str(level.get("id")) for level in levels]


def guide_of(issuer: Issuer | None) -> dict[str, Any] | None:
    """An issuer's scoring guide as YAML has it."""
    if issuer is None or issuer.scoring_guide is None:
        return None
    return issuer.scoring_guide.model_dump(mode="json", by_alias=True)


def _guide(mark: Any) -> dict[str, Any]:
    levels = [{"id": id_, "name": mark("name", name)} for id_, name in _LEVELS.items()]
    return {"levels": levels, "pass": mark("pass", _PASS)}


def _micro_credential(
    given: dict[str, Any],
    documents: Documents,
    guide: Mapping[str, Any] | None,
    reviewed: bool,
    mark: Any,
) -> None:
    roles = documents.settings.roles if documents.settings else ()
    if not (given.get("audience") or {}).get("roles"):
        role = mark("audience", next(iter(roles), TODO))
        given["audience"] = {**given.get("audience", {}), "roles": [role]}
    if guide is None and "scoring_guide" not in given:
        given["scoring_guide"] = _guide(mark)
    if not reviewed and "review" not in given:
        given["review"] = {"days": mark("days", _REVIEW_DAYS)}
    levels = levels_of(given.get("scoring_guide") or guide)
    if "parts" not in given:
        given["parts"] = [{}]
    given["parts"] = [_part(part, levels, mark) for part in given["parts"]]


def _part(part: Mapping[str, Any], levels: list[str], mark: Any) -> dict[str, Any]:
    completed = dict(part)
    if "rubric" not in completed and "criteria" not in completed:
        completed["rubric"] = {level: mark("rubric", TODO) for level in levels}
    return completed
