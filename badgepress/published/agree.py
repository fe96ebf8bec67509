"""Rules that hold YAML to what was published: nothing changes its meaning, and nothing vanishes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from badgepress.kinds import ENTITY_KINDS, FRAMEWORK, ISSUER, MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import SETTINGS_PATH, Documents, Entry
from badgepress.model import Bearing, Framework, Offered, Status, bears
from badgepress.pictures import own_svg
from badgepress.problems import Problem
from badgepress.published.differences import Difference, differences, with_inherited
from badgepress.published.folder import FOLDER
from badgepress.published.store import HOMES, Frozen
from badgepress.published.telling import old_and_new
from badgepress.renames import follow
from badgepress.urls import BADGE_SVG
from badgepress.yamlfile import field_name

Found = Iterator[Problem]


def meaning_stays(documents: Documents) -> Found:
    """What was published says what it said; its meaning changes with a new version alone."""
    for kind, entry, frozen in (*published_today(documents), *renamed_today(documents)):
        for found in changes_of(documents, frozen, entry):
            if bearing_of(kind, found) is Bearing.MEANING:
                old, new = old_and_new(found)
                once = "" if frozen.id == entry.id else f" as '{frozen.id}'"
                message = (
                    f"version {frozen.number} was published{once} with {old}, but this says {new}"
                )
                advice = (
                    "set it back; if the meaning is to change, 'badgepress revise"
                    f" {entry.id}' starts version {frozen.number + 1}"
                    if not once
                    else f"set it back, or write 'version: {frozen.number + 1}'"
                )
                yield _at(entry, found, message, advice, "published-meaning")


def corrections_are_recorded(documents: Documents) -> Found:
    """Corrections of what was published are shown once they are recorded."""
    for kind, entry, frozen in published_today(documents):
        for found in changes_of(documents, frozen, entry):
            if bearing_of(kind, found) is Bearing.AMENDABLE:
                old, new = old_and_new(found)
                message = (
                    f"version {frozen.number} was published with {old}, and the site keeps showing"
                    f" that; this says {new}"
                )
                advice = f"run 'badgepress amend {entry.id} --reason …', or set it back"
                yield _at(entry, found, message, advice, "published-correction")
        if picture_differs(frozen, entry):
            message = f"the image is not the one that version {frozen.number} was published with"
            advice = f"run 'badgepress amend {entry.id} --reason …', or put the old one back"
            path = ("artwork", "image")
            yield entry.problem(path, message, advice, "published-correction")


def versions_follow(documents: Documents) -> Found:
    """Once something is published, its version is the last published one, or the next."""
    for kind in (MICRO_CREDENTIAL, STACK):
        for entry in documents.entries[kind.name].values():
            frozen = _last_published(documents, kind, entry)
            number = entry.data.version
            if frozen and number == frozen.number + 1 and entry.data.status is Status.RETIRED:
                message = f"version {number} is retired, but was never offered"
                advice = f"write 'version: {frozen.number}' to retire what was published"
                yield entry.problem(("version",), message, advice, "published-version")
            elif frozen and number not in (frozen.number, frozen.number + 1):
                message = f"it says version {number}, but {frozen.number} is the last published one"
                advice = (
                    f"write 'version: {frozen.number}', or 'version: {frozen.number + 1}' if the"
                    " meaning is to change"
                )
                yield entry.problem(("version",), message, advice, "published-version")


def published_things_stay(documents: Documents) -> Found:
    """What was published keeps its YAML file, or is named as a former id."""
    for kind_name, entity_id in documents.published.versions:
        known = documents.known_ids.get(kind_name, set())
        if entity_id not in known and (kind_name, entity_id) not in documents.renames:
            kind = next(k for k in ENTITY_KINDS if k.name == kind_name)
            name = f"{FOLDER}/{kind.address}/{entity_id}"
            message = f"the {kind_name} '{entity_id}' was published, but its YAML file is gone"
            advice = (
                f"restore {kind.folder}/…/{entity_id}.yaml ('status: retired' if it is no longer"
                f" offered), or write 'formerly: [{entity_id}]' in the file that it became"
            )
            yield Problem(name, 1, 1, "", message, advice, "published-address")


def named_things_stay(documents: Documents) -> Found:
    """What published versions name stays: their issuers, and the items that they align to."""
    issuers = documents.known_ids.get(ISSUER.name, set())
    for issuer in documents.published.issuers:
        if issuer not in issuers and (ISSUER.name, issuer) not in documents.renames:
            message = f"the issuer '{issuer}' was published, but its YAML file is gone"
            advice = (
                f"restore {ISSUER.file_of(issuer)}, or write 'formerly: [{issuer}]' in the file"
                " that it became"
            )
            name = f"{FOLDER}/{ISSUER.address}/{issuer}"
            yield Problem(name, 1, 1, "", message, advice, "published-address")
    yield from _alignments_stay(documents)


def _alignments_stay(documents: Documents) -> Found:
    frameworks: Mapping[str, Entry[Framework]] = documents.entries[FRAMEWORK.name]
    items = {(key, item.id) for key, f in frameworks.items() for _, item in f.data.items()}
    for framework, item, frozen in _alignments(documents):
        if framework not in documents.known_ids.get(FRAMEWORK.name, set()):
            message = (
                f"version {frozen.number} of '{frozen.id}' was published with the framework"
                f" '{framework}', but its YAML file is gone"
            )
            advice = (
                f"restore {FRAMEWORK.file_of(framework)}, or write 'formerly: [{framework}]' in the"
                " file that it became"
            )
            yield Problem(frozen.source.name, 1, 1, "", message, advice, "published-address")
        elif framework in frameworks and (framework, item) not in items:
            message = f"version {frozen.number} of '{frozen.id}' was published with its '{item}'"
            advice = f"restore the item '{item}'"
            entry = frameworks[framework]
            yield entry.problem(("focus_areas",), message, advice, "published-address")


def _alignments(documents: Documents) -> Iterator[tuple[str, str, Frozen]]:
    """Framework and item that each published version aligns to, each pair once."""
    seen: dict[tuple[str, str], Frozen] = {}
    for versions in documents.published.versions.values():
        for frozen in versions.values():
            data = follow(frozen.data, documents.renames)
            for alignment in getattr(data, "alignments", ()):
                framework, _, item = alignment.partition("/")
                seen.setdefault((framework, item), frozen)
    for (framework, item), frozen in seen.items():
        yield framework, item, frozen


def home_stays(documents: Documents) -> Found:
    """The site's home is the one that was published, or a move is recorded."""
    homes, file = documents.published.homes, documents.settings_file
    if homes is None or file is None or documents.settings is None:
        return
    present, now = homes.homes[-1].base_url, documents.settings.base_url
    if present != now:
        message = f"everything was published under {present}, but this says {now}"
        advice = f"set it back, or run 'badgepress move {now}', which records it in {HOMES}"
        yield file.problem((*SETTINGS_PATH, "base_url"), message, advice, "published-home")


def changes_of(documents: Documents, frozen: Frozen, entry: Entry[Any]) -> list[Difference]:
    """What of the badge differs between a publication and the YAML of today."""
    before = follow(frozen.data, documents.renames)
    return differences(before, with_inherited(follow(entry.data, documents.renames), before))


def picture_differs(frozen: Frozen, entry: Entry[Any]) -> bool:
    """Whether an image file of the owner's is another one than was published."""
    artwork = entry.data.artwork
    if artwork is None or artwork.image is None or artwork != frozen.data.artwork:
        return False
    try:
        images = own_svg(entry, artwork.image).encode(), frozen.content(BADGE_SVG)
    except (OSError, UnicodeDecodeError):
        return False  # reported with the images
    live, published = (image.replace(b"\r\n", b"\n") for image in images)
    return live != published  # git may write an owner's line ends otherwise


def bearing_of(kind: Kind, found: Difference) -> Bearing:
    """What a change means for the badge."""
    return bears(kind.model, found.field).bearing


def published_today(documents: Documents) -> Iterator[tuple[Kind, Entry[Offered], Frozen]]:
    """Everything whose YAML holds a version that was published."""
    for kind in (MICRO_CREDENTIAL, STACK):
        entries: Mapping[str, Entry[Offered]] = documents.entries[kind.name]
        for entry in entries.values():
            versions = documents.published.of(kind.name, entry.id)
            if frozen := versions.get(entry.data.version):
                yield kind, entry, frozen


def renamed_today(documents: Documents) -> Iterator[tuple[Kind, Entry[Offered], Frozen]]:
    """Everything that is renamed since its version was published, and not published again yet."""
    for kind in (MICRO_CREDENTIAL, STACK):
        entries: Mapping[str, Entry[Offered]] = documents.entries[kind.name]
        for entry in entries.values():
            frozen = _last_published(documents, kind, entry)
            if frozen and frozen.id != entry.id and frozen.number == entry.data.version:
                yield kind, entry, frozen


def _last_published(documents: Documents, kind: Kind, entry: Entry[Offered]) -> Frozen | None:
    """The last published version of a document under its id, or under the id before it."""
    ids = (entry.id, *reversed(entry.data.formerly))
    found = (documents.published.latest(kind.name, entity_id) for entity_id in ids)
    return next((frozen for frozen in found if frozen), None)


def _at(entry: Entry[Any], found: Difference, message: str, advice: str, rule: str) -> Problem:
    # What was removed has no place any more; what held it has one.
    path = found.path[:-1] if found.after is None and len(found.path) > 1 else found.path
    problem = entry.problem(path, message, advice, rule)
    return replace(problem, field=field_name((*entry.below, *found.path)))
