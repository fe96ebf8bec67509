"""What the tools for planning and comparing load: small documents, never the whole catalog."""

from badgepress.planning.files import planning_bundles
from badgepress.planning.shards import shard_count

__all__ = ["planning_bundles", "shard_count"]
