"""`badgepress amend`: records a correction that changes nothing of what was earned."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from badgepress import urls
from badgepress.assemble import make_catalog
from badgepress.badge_files import made_documents
from badgepress.catalog import Catalog, has_badge
from badgepress.documents.jsontext import to_json
from badgepress.kinds import Kind
from badgepress.load import Documents, Entry
from badgepress.model import Bearing
from badgepress.model.fields import Text
from badgepress.pictures import picture
from badgepress.problems import as_text
from badgepress.project import inspect
from badgepress.published import writing
from badgepress.published.agree import bearing_of, changes_of, picture_differs, published_today
from badgepress.published.choose import choose
from badgepress.published.publish import source_bytes
from badgepress.published.records import Amendment
from badgepress.published.store import SOURCE, Frozen
from badgepress.published.telling import old_and_new
from badgepress.refusal import Refusal
from badgepress.renames import follow


class Amended(NamedTuple):
    """What was corrected."""

    amendment: Amendment
    texts: tuple[tuple[str, str], ...]
    """Each text before and after, from where on they differ."""


def amend(root: Path, entity_id: str, reason: str, *, today: date) -> Amended:
    """Bring the corrections of a YAML file into what was published, and record them.

    Raises `Refusal` where something is wrong or nothing was corrected, and `OSError`.
    """
    _refuse_reason(reason)
    writing.recover(root)
    documents, problems = inspect(root)
    if problems.errors:
        raise Refusal(as_text(problems.sorted()))
    kind, entry, frozen = _published(documents, entity_id)
    fields = corrected_fields(documents, kind, entry, frozen)
    earlier = frozen.record.amendments[-1].date if frozen.record.amendments else None
    if today < (earlier or frozen.record.published):
        raise Refusal(
            f"{today} is before {earlier or frozen.record.published}, when it was published or last"
            " amended — give the day of the correction",
            2,
        )
    if not fields:
        raise Refusal(
            f"Nothing of '{entity_id}' differs from what was published"
            " — correct its YAML file first, then run this again"
        )
    catalog = make_catalog(documents)
    names = [n for n, f in type(entry.data).model_fields.items() if (f.alias or n) in fields]
    corrected = {name: getattr(entry.data, name) for name in names}
    data = frozen.data.model_copy(update=corrected)
    files = _files(catalog, kind, replace(entry, data=data), frozen, "artwork" in fields)
    before = {name: frozen.content(name) for name in files}
    changed = [name for name in files if files[name] != before[name]]
    amendment = Amendment(
        date=today,
        reason=reason,
        fields=fields,
        before=writing.digests_of({name: before[name] for name in changed}),
        after=writing.digests_of({name: files[name] for name in changed}),
    )
    record = frozen.record.model_copy(
        update={
            "digests": writing.digests_of(files),
            "amendments": (*frozen.record.amendments, amendment),
        }
    )
    writing.stage(root, frozen.path, files, record)
    writing.put(root, frozen.path)
    writing.clear_stage(root)
    changes = changes_of(documents, frozen, entry)
    return Amended(amendment, tuple(old_and_new(change) for change in changes))


def _refuse_reason(reason: str) -> None:
    """Raise `Refusal` unless the reason is a text that a page can show."""
    try:
        TypeAdapter(Text).validate_python(reason)
    except ValidationError as error:
        context = error.errors()[0].get("ctx", {})
        what = context.get("message", "the text has more than 1000 characters")
        raise Refusal(f"--reason: {what} — say in one sentence why it was corrected", 2) from None


def corrected_fields(
    documents: Documents, kind: Kind, entry: Entry[Any], frozen: Frozen
) -> tuple[str, ...]:
    """The fields whose correction is not recorded yet."""
    found = [
        change.field
        for change in changes_of(documents, frozen, entry)
        if bearing_of(kind, change) is Bearing.AMENDABLE
    ]
    if picture_differs(frozen, entry):
        found.append("artwork")
    return tuple(dict.fromkeys(found))


def _published(documents: Documents, entity_id: str) -> tuple[Kind, Entry[Any], Frozen]:
    """What an id stands for, if its YAML holds a published version. Raises `Refusal`."""
    today = {(kind, entry.id): frozen for kind, entry, frozen in published_today(documents)}
    if found := choose(entity_id, today):
        return found[0], documents.entries[found[0].name][found[1]], today[found]
    raise Refusal(
        f"There is no published version of '{entity_id}' in the YAML of today"
        " — what is not published yet needs no amendment",
        2,
    )


def _files(
    catalog: Catalog, kind: Kind, entry: Entry[Any], frozen: Frozen, new_picture: bool
) -> dict[str, bytes]:
    """All files of the corrected version; what the correction does not touch stays as it is."""
    files = {SOURCE: source_bytes(entry.data)}
    if not has_badge(entry.data):
        return files
    # What it names may have been renamed since; only what differs between the two gets in.
    was, now = (
        replace(entry, data=follow(data, catalog.renames)) for data in (frozen.data, entry.data)
    )
    old, new = (dict(made_documents(catalog, kind, each)) for each in (was, now))
    for name in old:
        files[name] = _patched(frozen.content(name), old[name], new[name])
    files[urls.BADGE_SVG] = (
        picture(catalog, now).svg.encode() if new_picture else frozen.content(urls.BADGE_SVG)
    )
    return files


def _patched(content: bytes, old: bytes, new: bytes) -> bytes:
    """A frozen document in which only what differs between two derived ones is replaced.

    The engine may derive documents otherwise today; nothing of that gets in.
    """
    if old == new:
        return content
    document: dict[str, Any] = json.loads(content)
    earlier: Mapping[str, Any] = json.loads(old)
    later: Mapping[str, Any] = json.loads(new)
    for key in later.keys() | earlier.keys():
        if earlier.get(key) != later.get(key):
            document.pop(key, None) if key not in later else document.update({key: later[key]})
    ordered = {key: document[key] for key in (*later, *document) if key in document}
    return to_json(ordered).encode()
