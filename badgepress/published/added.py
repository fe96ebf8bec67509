"""Versions that were published since a commit: each is what its source makes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from badgepress.assemble import make_catalog
from badgepress.badge_files import made_documents
from badgepress.catalog import has_badge
from badgepress.load import Documents
from badgepress.problems import Problem
from badgepress.published.store import Frozen
from badgepress.renames import follow

_RULE = "published-forged"


def added_versions_are_made(documents: Documents, before: Mapping[str, bytes]) -> Iterator[Problem]:
    """No version is slipped in before another, and none says what its source does not make.

    `before` are the names of all published files of the earlier commit. The documents have no
    error.
    """
    catalog = make_catalog(documents)
    for versions in documents.published.versions.values():
        old = [
            number for number, frozen in versions.items() if _file(frozen, "source.yaml") in before
        ]
        for number, frozen in versions.items():
            if number in old:
                continue
            if number < max(old, default=0):
                message = f"version {number} was added after version {max(old)} was published"
                yield _problem(frozen, "record.yaml", "", message, "remove it")
            if not has_badge(frozen.data):
                continue
            head = catalog.head_of(frozen.kind, frozen.id)
            entry = replace(head, id=frozen.id, data=follow(frozen.data, catalog.renames))
            for name, content in made_documents(catalog, frozen.kind, entry):
                yield from _compared(frozen, name, content)


def _compared(frozen: Frozen, name: str, content: bytes) -> Iterator[Problem]:
    written, made = json.loads(frozen.content(name)), json.loads(content)
    for key in sorted(written.keys() | made.keys()):
        if written.get(key) != made.get(key):
            message = "it is not what the version's source makes"
            advice = "remove the version's folder and run 'badgepress publish' again"
            yield _problem(frozen, name, key, message, advice)


def _file(frozen: Frozen, name: str) -> str:
    return f"{frozen.source.name.rpartition('/')[0]}/{name}"


def _problem(frozen: Frozen, name: str, field: str, message: str, advice: str) -> Problem:
    return Problem(_file(frozen, name), 1, 1, field, message, advice, _RULE)
