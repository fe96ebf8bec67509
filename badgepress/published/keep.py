"""Rules for addresses: what was published answers for ever, and what is public gets published."""

import re
from collections.abc import Container, Iterator

from badgepress import urls
from badgepress.addresses import permanent_addresses
from badgepress.badge_files import FROZEN
from badgepress.catalog import Catalog, has_badge
from badgepress.folder import of_file
from badgepress.kinds import (
    ENTITY_KINDS,
    GLOSSARY,
    GLOSSARY_FILE,
    ISSUER,
    MICRO_CREDENTIAL,
    STACK,
)
from badgepress.load import SETTINGS_PATH, Documents
from badgepress.model import Status
from badgepress.problems import Problem, one_of
from badgepress.published.folder import FOLDER, version_folders
from badgepress.published.homes import refused
from badgepress.published.store import ADDRESSES, RECORD, SOURCE
from badgepress.versions import Version

_VERSION = re.compile(r"(?P<area>catalog|stacks)/(?P<id>[^/]+)/v(?P<number>[0-9]{1,4})/")
_ENTITY = re.compile(r"(?P<area>[a-z]+)/#?(?P<id>[^/]+)/?.*")
_SHOWN = 5
"""So many names stand in one warning."""

Found = Iterator[Problem]


def frozen_versions_stay(documents: Documents) -> Found:
    """Every version in the list of permanent addresses has its folder."""
    there = {
        (kind.address, folder.parent.name, number)
        for kind in (MICRO_CREDENTIAL, STACK)
        for folder, number in version_folders(documents.root, kind)
    }
    for address, line in documents.published.addresses.items():
        match = _VERSION.fullmatch(address)
        if match and (match["area"], match["id"], int(match["number"])) not in there:
            name = f"{FOLDER}/{address.rstrip('/')}"
            message = f"{name}/ is missing, in which version {match['number']} was published"
            yield Problem(ADDRESSES, line, 1, "", message, _git(name), "published-file")


def records_are_whole(documents: Documents) -> Found:
    """Every version's record names all of its files, and its issuer's home is written down."""
    for versions in documents.published.versions.values():
        for frozen in versions.values():
            files = {SOURCE, *(FROZEN if has_badge(frozen.data) else ())}
            if missing := sorted(files - set(frozen.record.digests)):
                name = f"{frozen.source.name.rpartition('/')[0]}/{RECORD}"
                message = f"it has no digest of {', '.join(missing)}"
                yield of_file(name, message, _git(name), "published-file")
            issuer = frozen.data.issuer
            if issuer not in documents.published.issuers:
                name = f"{FOLDER}/{ISSUER.address}/{issuer}/{RECORD}"
                message = f"the file is missing, in which the home of '{issuer}' stands"
                yield of_file(name, message, _git(name), "published-file")


def _git(name: str) -> str:
    return f"restore it: git checkout HEAD -- {name}"


def addresses_stay(documents: Documents, catalog: Catalog) -> Found:
    """Every address that was published still answers."""
    answered = set(permanent_addresses(catalog))
    told: set[tuple[str, str]] = set()
    cards = urls.embed("")
    # Of everything that is lost with an entry, its page is what an owner knows.
    addresses = sorted(documents.published.addresses.items(), key=lambda x: x[0].startswith(cards))
    for address, line in addresses:
        match = _ENTITY.fullmatch(address.removeprefix(cards))
        area, entity_id = (match["area"], match["id"]) if match else ("", address)
        if address in answered or (area, entity_id) in told:
            continue
        told.add((area, entity_id))
        message = f"/{address} was published, but nothing would answer there"
        advice = _restore(area, entity_id)
        yield Problem(ADDRESSES, line, 1, "", message, advice, "published-address")


def lasting_addresses(catalog: Catalog, chosen: Container[Version] = ()) -> list[str]:
    """The addresses that are for ever once the chosen versions are published, too.

    Left out are those of versions that stay unpublished, and of things of which no version is.
    """
    left: set[str] = set()
    for kind, entry in catalog.offered():
        versions = catalog.versions_of(kind, entry)
        unpublished = [v for v in versions if v.frozen is None and v not in chosen]
        left.update(version.path for version in unpublished)
        if len(unpublished) == len(versions):
            for each in (entry.id, *entry.data.formerly):
                page = urls.page(kind.address, each)
                left.update((page, urls.embed(page)))
    return [a for a in permanent_addresses(catalog) if a[: a.rfind("/") + 1] not in left]


def _restore(area: str, entity_id: str) -> str:
    if area == GLOSSARY.address:
        return (
            f"restore the term '{entity_id}' in {GLOSSARY_FILE} ('status: retired' if it is out of"
            f" use), or write 'formerly: [{entity_id}]' in the term that it became"
        )
    kind = next((kind for kind in ENTITY_KINDS if kind.address == area), None)
    if kind is None:
        return "restore what made it; a published address is never taken away"
    return (
        f"restore what {kind.file_of(entity_id)} said, or write 'formerly: [{entity_id}]' in the"
        " file that it became"
    )


def what_is_public_is_published(documents: Documents, catalog: Catalog) -> Found:
    """Active versions and permanent addresses are frozen before anybody relies on them."""
    file = documents.settings_file
    if file is None:
        return
    waiting = [
        f"{version.entry.id} (version {version.number})"
        for version in catalog.versions()
        if version.frozen is None and version.entry.data.status is not Status.DRAFT
    ]
    if waiting:
        number = len(waiting)
        are = "version is" if number == 1 else "versions are"
        message = (
            f"{number} {are} not published yet and may still change: {one_of(waiting, _SHOWN)}"
        )
    elif set(permanent_addresses(catalog)) - set(documents.published.addresses):
        message = "there are public addresses that are not in the list of permanent ones yet"
    else:
        return
    reason = refused(catalog.settings.base_url)
    advice = f"{reason[1]}, then run 'badgepress publish'" if reason else "run 'badgepress publish'"
    yield file.problem((*SETTINGS_PATH, "base_url"), message, advice, "not-published")
