"""The tools' documents as files, each small and none permanent."""

from collections.abc import Iterator

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents.jsontext import to_line
from badgepress.planning.comparison import comparison_documents
from badgepress.planning.entries import plan_documents
from badgepress.planning.shards import shard_count, sharded


def planning_files(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Path → content. Each file says of how many it is one, so that a page which was loaded before
    the site changed notices it."""
    for folder, documents in (
        (urls.PLAN, plan_documents(catalog)),
        (urls.COMPARE, comparison_documents(catalog)),
    ):
        shards = shard_count(len(documents))
        for number, entries in enumerate(sharded(documents, shards)):
            text = to_line({"of": shards, "entries": entries})
            yield urls.tool_entries(folder, number), text
