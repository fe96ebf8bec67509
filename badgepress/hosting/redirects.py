"""Addresses that moved."""

from badgepress.catalog import Catalog
from badgepress.pages.redirects import former_pages


def redirects(catalog: Catalog) -> list[tuple[str, str]]:
    """Old and new address of each page that moved, both relative to `base_url`, sorted."""
    return sorted((former, now) for former, now, _ in former_pages(catalog))
