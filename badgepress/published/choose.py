"""What an owner means by an id on the command line."""

from collections.abc import Iterable

from badgepress.kinds import Kind
from badgepress.refusal import Refusal


def choose(text: str, known: Iterable[tuple[Kind, str]]) -> tuple[Kind, str] | None:
    """The kind and id that `ID`, `catalog/ID` or `stacks/ID` names among the known ones, if any.

    Raises `Refusal` where a micro-credential and a stack have that id.
    """
    area, _, entity_id = text.rpartition("/")
    found = [(kind, each) for kind, each in known if each == entity_id]
    found = [(kind, each) for kind, each in found if area in ("", kind.address)]
    if len(found) > 1:
        choices = " or ".join(f"{kind.address}/{entity_id}" for kind, _ in found)
        names = " and a ".join(kind.name for kind, _ in found)
        raise Refusal(f"There are a {names} named '{entity_id}' — write {choices}", 2)
    return found[0] if found else None
