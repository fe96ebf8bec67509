"""A version's documents and pictures: copied if it was published, else made from YAML."""

from collections.abc import Iterator
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.documents.jsontext import to_json
from badgepress.documents.openbadges2 import badge_class
from badgepress.documents.openbadges3 import achievement
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.pictures import finished_picture, svg_of

FROZEN = (urls.BADGE_CLASS, urls.ACHIEVEMENT, urls.BADGE_SVG)
"""Files of a version with a badge that are kept when it is published; the PNG comes of the SVG."""


def badge_files(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file beside a version's page. Raises `OSError`."""
    yield from badge_documents(catalog, kind, entry)
    svg = badge_svg(catalog, kind, entry)
    yield urls.BADGE_SVG, svg.encode()
    yield urls.BADGE_PNG, finished_picture(svg).png


def badge_documents(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[tuple[str, bytes]]:
    """Those of them that are documents. Raises `OSError`."""
    frozen = catalog.frozen(kind, entry)
    if frozen is None:
        yield from made_documents(catalog, kind, entry)
    else:
        for name in (urls.BADGE_CLASS, urls.ACHIEVEMENT):
            yield name, frozen.content(name)


def badge_svg(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> str:
    """A version's picture as SVG, as it was published or as it is drawn today. Raises `OSError`."""
    if frozen := catalog.frozen(kind, entry):
        return frozen.content(urls.BADGE_SVG).decode()
    return svg_of(catalog, entry)


def made_files(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each file that is frozen when a version is published. Raises `OSError`."""
    if has_badge(entry.data):
        yield from made_documents(catalog, kind, entry)
        yield urls.BADGE_SVG, svg_of(catalog, entry).encode()


def made_documents(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each JSON document of a version, made from what it says today."""
    yield urls.BADGE_CLASS, to_json(badge_class(catalog, kind, entry)).encode()
    yield urls.ACHIEVEMENT, to_json(achievement(catalog, kind, entry)).encode()
