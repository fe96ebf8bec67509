"""Addresses that would clash, or be too long to last."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.kinds import FRAMEWORK, ISSUER, RECOGNIZER, Kind
from badgepress.load import Documents, Entry
from badgepress.problems import Problem, Problems

_LISTS = (
    urls.CATALOG, urls.STACKS, urls.ISSUERS, urls.RECOGNIZERS, urls.FRAMEWORKS, urls.GLOSSARY,
)  # fmt: skip


def check_addresses(
    documents: Documents, catalog: Catalog, pages_folder: Path, problems: Problems
) -> None:
    """No address is longer than old backpacks can store, and no hand-written page takes one."""
    base = catalog.settings.base_url
    taken: dict[str, str] = dict.fromkeys(_LISTS, "a list of the catalog")
    for entry, path, longest in entity_addresses(catalog):
        taken[path] = entry.file.name
        length = len(base + path + longest)
        if length > urls.MAX_LENGTH:
            problems.add(
                entry.problem(
                    (),
                    f"its longest address would have {length} characters; at most"
                    f" {urls.MAX_LENGTH} are allowed",
                    "shorten the id, or the base_url in mkdocs.yml",
                    "address-length",
                )
            )
    problems.extend(_collisions(documents.root, pages_folder, taken))


def entity_addresses(catalog: Catalog) -> Iterator[tuple[Entry[Any], str, str]]:
    """Every entity with its page's address, and the longest that follows below it."""
    for kind, entry in catalog.offered():
        path = urls.page(kind.address, entry.id)
        name = urls.BADGE_CLASS if has_badge(entry.data) else ""
        yield entry, path, f"v{entry.data.version}/{name}"
    parties: tuple[tuple[Kind, Mapping[str, Entry[Any]]], ...] = (
        (ISSUER, catalog.issuers),
        (RECOGNIZER, catalog.recognizers),
        (FRAMEWORK, catalog.frameworks),
    )
    for kind, entries in parties:
        for other in entries.values():
            last = urls.ISSUER_PROFILE if kind is ISSUER else ""
            yield other, urls.page(kind.address, other.id), last
    for term in catalog.terms.values():
        yield term, urls.term(term.id), ""


def _collisions(root: Path, pages_folder: Path, taken: dict[str, str]) -> Iterator[Problem]:
    # Hosts such as S3 or a Mac's disk tell letter cases apart or not: neither may matter.
    owners = {path.rstrip("/").lower(): owner for path, owner in taken.items()}
    for top, _, names in os.walk(pages_folder):
        for name in sorted(names):
            file = Path(top, name)
            address = _address_of(PurePosixPath(file.relative_to(pages_folder).as_posix()))
            versioned = address.rsplit("/v", 1)[0]
            owner = owners.get(address) or (owners.get(versioned) if address != versioned else None)
            if owner:
                yield Problem(
                    file.relative_to(root).as_posix(), 1, 1, "",
                    f"the page has the same address as {owner}: /{address}/",
                    "rename or move the hand-written page", "duplicate-address",
                )  # fmt: skip


def _address_of(page: PurePosixPath) -> str:
    path = page.with_suffix("") if page.suffix in (".md", ".html") else page
    if path.name in ("index", "README"):
        path = path.parent
    return path.as_posix().lower()
