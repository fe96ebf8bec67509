"""Ids for what was found: its own, or one from its name; never one that is in use for another."""

import re
import unicodedata
from collections.abc import Mapping

from badgepress.ids import MAX_ID, id_problem
from badgepress.importing.fetch import host_of
from badgepress.importing.found import Found
from badgepress.kinds import ENTITY_KINDS, Kind
from badgepress.load import Documents
from badgepress.todo import TODO


class Names:
    """Gives each thing an id, the same one whenever it is imported."""

    def __init__(self, documents: Documents) -> None:
        self._used: Mapping[str, dict[str, str]] = {
            kind.name: {
                **dict.fromkeys(documents.known_ids.get(kind.name, ()), ""),
                **{entry.id: str(entry.data.name or "") for entry in documents.all_of(kind.name)},
            }
            for kind in ENTITY_KINDS
        }
        self._given: dict[tuple[str, str], Found] = {}

    def give(self, found: Found) -> tuple[str, bool]:
        """An id, and whether a document of it is there already.

        The id of its own, or else one made from its name: that of a document of the same name,
        or a free one.
        """
        used = self._used[found.kind.name]
        if found.id and not id_problem(found.id):
            self._given.setdefault((found.kind.name, found.id), found)
            return found.id, found.id in used
        base = _base(found)
        name = str(found.values.get("name", TODO))
        number = 1
        while True:
            entity_id = base if number == 1 else f"{base[: MAX_ID - 5].rstrip('-')}-{number}"
            free = (found.kind.name, entity_id) not in self._given
            if free and (entity_id not in used or used[entity_id] == name):
                self._given[found.kind.name, entity_id] = found
                return entity_id, entity_id in used
            number += 1

    def is_given(self, kind: Kind, entity_id: str) -> bool:
        """Whether something of this import has the id."""
        return (kind.name, entity_id) in self._given


def _base(found: Found) -> str:
    last = re.sub(r"\.\w+$", "", found.address.split("?")[0].rstrip("/").rpartition("/")[2])
    host = host_of(str(found.values.get("url", "")))
    for text in (str(found.values.get("name", "")), last, host):
        if slug := _slug(text):
            return slug
    return f"imported-{found.kind.name}"


def _slug(text: str) -> str:
    """An id from a text; a word behind it where the word alone is kept for addresses."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub("[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if len(slug) > MAX_ID:
        slug = slug[: MAX_ID + 1].rpartition("-")[0] or slug[:MAX_ID]
    if slug and id_problem(slug):
        slug = f"{slug[: MAX_ID - 6]}-badge"
    return "" if id_problem(slug) else slug
