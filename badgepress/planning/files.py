"""The tools' documents as files, each small and none permanent."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from badgepress import urls
from badgepress.bundles import Bundle
from badgepress.catalog import Catalog
from badgepress.documents.jsontext import to_line
from badgepress.planning.comparison import comparison_documents
from badgepress.planning.entries import key_count, plan_documents
from badgepress.planning.shards import shard_count, sharded


def planning_bundles(catalog: Catalog) -> Iterator[Bundle]:
    """The files of each tool. Each file says of how many it is one, so that a page which was loaded
    before the site changed notices it."""
    shards = shard_count(key_count(catalog))
    for folder, documents in (
        (urls.PLAN, plan_documents),
        (urls.COMPARE, comparison_documents),
    ):
        paths = tuple(urls.tool_entries(folder, number) for number in range(shards))
        yield Bundle(paths, partial(_files, paths, catalog, documents))


def _files(
    paths: Sequence[str], catalog: Catalog, documents: Callable[[Catalog], Mapping[str, Any]]
) -> Iterator[tuple[str, str]]:
    for path, entries in zip(paths, sharded(documents(catalog), len(paths)), strict=True):
        yield path, to_line({"of": len(paths), "entries": entries})
