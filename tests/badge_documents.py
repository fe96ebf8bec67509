"""Badge documents that the engine makes of a project."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from badgepress import urls
from badgepress.outputs import all_files
from badgepress.project import open_catalog

STANDARDS = {
    "openbadges2": (urls.BADGE_CLASS, urls.ISSUER_PROFILE),
    "openbadges3": (urls.ACHIEVEMENT, urls.PROFILE),
}
"""Standard → names of its two documents, the badge's and the issuer's."""


def typed_nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a JSON-LD document that has a type, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from typed_nodes(item)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in value.values():
            yield from typed_nodes(item)


def hosted_documents(project: Path, standard: str = "openbadges2") -> dict[str, str]:
    """A standard's documents by their path."""
    catalog, _ = open_catalog(project)
    return {
        output.path: output.content if isinstance(output.content, str) else output.content.decode()
        for output in all_files(catalog)
        if output.path.endswith(tuple(f"/{name}" for name in STANDARDS[standard]))
    }
