"""Ids for what was found: its own, or one from its name; never one that is in use for another."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from badgepress.ids import MAX_ID, id_problem
from badgepress.importing.fetch import host_of
from badgepress.importing.fit import unmarked
from badgepress.importing.found import Found
from badgepress.importing.text import imported_from
from badgepress.kinds import ENTITY_KINDS, MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Documents, Entry
from badgepress.todo import TODO


class Names:
    """Gives each thing an id, the same one whenever it is imported."""

    def __init__(self, documents: Documents) -> None:
        self._used: Mapping[str, Mapping[str, Entry[Any] | None]] = {
            kind.name: {
                **dict.fromkeys(documents.known_ids.get(kind.name, ())),
                **{entry.id: entry for entry in documents.all_of(kind.name)},
            }
            for kind in ENTITY_KINDS
        }
        self._given: dict[tuple[str, str], Found] = {}

    def give(self, found: Found) -> tuple[str, bool]:
        """An id, and whether a document of it is there already.

        The id of its own, or else one made from its name: that of a document made from the same
        source, or a free one. No id is given twice.
        """
        used = self._used[found.kind.name]
        base = found.id if found.id and not id_problem(found.id) else _base(found)
        if base == found.id and self._given.setdefault((found.kind.name, base), found) is found:
            return base, base in used
        number = 1
        while True:
            entity_id = base if number == 1 else f"{base[: MAX_ID - 5].rstrip('-')}-{number}"
            free = (found.kind.name, entity_id) not in self._given
            if free and (entity_id not in used or _is_from(used[entity_id], found)):
                self._given[found.kind.name, entity_id] = found
                return entity_id, entity_id in used
            number += 1

    def is_given(self, kind: Kind, entity_id: str) -> bool:
        """Whether something of this import has the id."""
        return (kind.name, entity_id) in self._given


def _is_from(known: Entry[Any] | None, found: Found) -> bool:
    """Whether a document of the project was made from what was found.

    Its first lines name the same address; or it has the same name and issuer, and the same summary.
    """
    if known is None or str(known.data.name or "") != str(found.values.get("name", TODO)):
        return False
    if host_of(found.at) and imported_from(known.file.path) == found.at:
        return True
    if found.kind not in (MICRO_CREDENTIAL, STACK):
        return True
    same = str(known.data.issuer) == str(unmarked(found.values.get("issuer")))
    same = same or imported_from(known.file.path) == found.at
    return same and found.values.get("summary") in (None, str(known.data.summary))


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
