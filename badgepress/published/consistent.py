"""Rules for what is frozen: each publication agrees with itself, whoever wrote its files."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from badgepress import urls
from badgepress.artwork import svg_faults
from badgepress.badge_files import FROZEN
from badgepress.catalog import has_badge
from badgepress.kinds import ISSUER
from badgepress.load import Documents
from badgepress.model import Bearing, bears
from badgepress.problems import Problem
from badgepress.published.store import SOURCE, Frozen
from badgepress.yamlfile import FieldPath

Found = Iterator[Problem]
_RULE = "published-forged"
_RESTORE = "restore what git has, or remove the version if it was never published"


def versions_agree(documents: Documents) -> Found:
    """A version's documents say what its source says, and its picture holds no program."""
    for versions in documents.published.versions.values():
        for frozen in versions.values():
            yield from _files(frozen)
            yield from _amendments(frozen)


def homes_are_homes(documents: Documents) -> Found:
    """The homes are in their order, and each could be published under."""
    homes, file = documents.published.homes, documents.published.homes_file
    if homes is None or file is None:
        return
    for index, home in enumerate(homes.homes):
        if not home.base_url.startswith("https://") and len(homes.homes) > 1:
            path: FieldPath = ("homes", index, "base_url")
            message = f"{home.base_url} is not secure, so nothing was published there"
            advice = "take out what 'badgepress move' did not write"
            yield file.problem(path, message, advice, _RULE)
    for index, (earlier, later) in enumerate(pairwise(homes.homes), start=1):
        if later.since < earlier.since:
            message = f"this home is older ({later.since}) than the one before it ({earlier.since})"
            advice = "put them in their order, as 'badgepress move' writes them"
            yield file.problem(("homes", index, "since"), message, advice, _RULE)


def _files(frozen: Frozen) -> Found:
    if frozen.data.version != frozen.number:
        message = f"it says version {frozen.data.version} in the folder of v{frozen.number}"
        yield _of(frozen, SOURCE, "version", message)
    if has_badge(frozen.data) and {*FROZEN} <= frozen.record.digests.keys():
        for name in (urls.BADGE_CLASS, urls.ACHIEVEMENT):
            yield from _document(frozen, name)
        yield from _picture(frozen)


def _document(frozen: Frozen, name: str) -> Found:
    """The fields that every engine has made in the same way."""
    try:
        document = json.loads(frozen.content(name))
    except (OSError, ValueError, RecursionError):
        yield _of(frozen, name, "", "it is no JSON")
        return
    document = document if isinstance(document, dict) else {}
    data = frozen.data
    expected: dict[str, Any] = {
        "id": frozen.address + name,
        "name": data.name,
        "description": data.summary,
        "version": str(frozen.number),
        "criteria.id": frozen.address,
    }
    for field, value in expected.items():
        found = document
        for step in field.split("."):
            found = found.get(step, {}) if isinstance(found, dict) else {}
        if found != value:
            yield _of(frozen, name, field, f"it is not what {SOURCE} says ({value})")
    issuer = document.get("issuer", document.get("creator"))
    issuer = issuer.get("id") if isinstance(issuer, dict) else issuer
    if f"/{urls.page(ISSUER.address, data.issuer)}" not in str(issuer):
        yield _of(frozen, name, "issuer", f"it is not what {SOURCE} says ({data.issuer})")


def _picture(frozen: Frozen) -> Found:
    try:
        faults = svg_faults(frozen.content(urls.BADGE_SVG))
    except OSError:
        return  # reported as missing
    for fault in faults:
        yield _of(frozen, urls.BADGE_SVG, "", fault.partition(" — ")[0])


def _amendments(frozen: Frozen) -> Found:
    model = type(frozen.data)
    amendable = {
        field.alias or name
        for name, field in model.model_fields.items()
        if bears(model, name).bearing is Bearing.AMENDABLE
    }
    last, after = frozen.record.published, dict[str, str]()
    for number, each in enumerate(frozen.record.amendments, start=1):
        place = f"amendments[{number}]"
        if unknown := [name for name in each.fields if name not in amendable]:
            message = f"'{unknown[0]}' is no field that can be amended"
            yield _of(frozen, "record.yaml", f"{place}.fields", message)
        if not each.before or each.before.keys() != each.after.keys():
            message = "it does not say which files it changed"
            yield _of(frozen, "record.yaml", place, message)
        yield from _in_order(frozen, f"{place}.date", last, each.date)
        for name, digest in each.before.items():
            if after.get(name, digest) != digest:
                message = f"{name} was another one after the amendment before"
                yield _of(frozen, "record.yaml", f"{place}.before", message)
        last, after = each.date, {**after, **each.after}
    for name, digest in after.items():
        if frozen.record.digests.get(name) != digest:
            message = f"the last amendment left another {name}"
            yield _of(frozen, "record.yaml", "digests", message)


def _in_order(frozen: Frozen, field: str, earlier: date, later: date) -> Found:
    if later < earlier:
        yield _of(frozen, "record.yaml", field, f"{later} is before {earlier}")


def _of(frozen: Frozen, name: str, field: str, message: str) -> Problem:
    folder = frozen.source.name.rpartition("/")[0]
    return Problem(f"{folder}/{name}", 1, 1, field, message, _RESTORE, _RULE)
