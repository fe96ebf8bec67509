"""Bulk data for programs and spreadsheets: the whole catalog at a few permanent addresses.

`shapes` says what there is, as models that add to those of YAML; `entries` fills them from the
catalog; `endpoints` lists the addresses; `openapi` describes them, and `reference` tells people.
"""

from badgepress.api.endpoints import api_bundles
from badgepress.api.openapi import openapi

__all__ = ["api_bundles", "openapi"]
