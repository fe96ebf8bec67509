"""From documents in which nothing is wrong to the catalog."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from badgepress.catalog import Catalog
from badgepress.kinds import FRAMEWORK, ISSUER, MICRO_CREDENTIAL, RECOGNIZER, STACK, Kind
from badgepress.load import Documents, Entry
from badgepress.renames import follow
from badgepress.stages import Stage, during
from badgepress.versions import as_offered


@during(Stage.CATALOG)
def make_catalog(documents: Documents, *, drafts: bool = False) -> Catalog:
    """Freeze documents in which nothing is wrong.

    With `drafts`, everything is as it stands in YAML, drafts included, for the preview.
    """
    assert documents.settings is not None  # noqa: S101 - documents without settings have problems
    renames = documents.renames

    def followed(entries: Iterable[Entry[Any]]) -> Mapping[str, Entry[Any]]:
        entries = (replace(e, data=follow(e.data, renames)) if renames else e for e in entries)
        return MappingProxyType({entry.id: entry for entry in entries})

    def kept(kind: Kind) -> Mapping[str, Entry[Any]]:
        return followed(documents.entries[kind.name].values())

    def offered(kind: Kind) -> Mapping[str, Entry[Any]]:
        live = documents.entries[kind.name].values()
        shown = (as_offered(documents, kind, entry, drafts=drafts) for entry in live)
        return followed(entry for entry in shown if entry)

    return Catalog(
        settings=documents.settings,
        micro_credentials=offered(MICRO_CREDENTIAL),
        stacks=offered(STACK),
        issuers=kept(ISSUER),
        recognizers=kept(RECOGNIZER),
        frameworks=kept(FRAMEWORK),
        terms=followed(documents.terms.values()),
        published=documents.published,
        renames=MappingProxyType(renames),
    )
