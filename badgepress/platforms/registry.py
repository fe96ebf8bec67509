"""All platforms, those that were closed included, and what `badgepress export` writes for each."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from badgepress.catalog import Catalog
from badgepress.documents.jsontext import to_json
from badgepress.platforms import canvas, credly, ctdl, moodle, openbadges1
from badgepress.platforms.badge import Badge
from badgepress.platforms.form import CopySheet, Platform, fill_in
from badgepress.platforms.sheets_only import BLACKBOARD, HAIKU, OPENBADGES_ME, SCHOOLOGY
from badgepress.platforms.spreadsheet.catalog import catalog_tables
from badgepress.platforms.spreadsheet.files import csv_files, workbook

PLATFORMS: tuple[Platform, ...] = (
    canvas.PLATFORM,
    moodle.PLATFORM,
    credly.PLATFORM,
    BLACKBOARD,
    SCHOOLOGY,
    HAIKU,
    OPENBADGES_ME,
)
"""Platforms with a copy sheet, in the order in which pages show them."""

File = tuple[str, bytes]
"""Path below the folder of the export, and content."""


class Export(NamedTuple):
    """One word that `badgepress export` takes."""

    name: str
    about: str
    """What is written, in a sentence."""
    files: Callable[[Catalog, Sequence[Badge]], Iterator[File]]
    """Raises `OSError` for an own image that vanished."""
    platform: Platform | None = None
    """The platform whose limits the badges are held to."""
    takes_ids: bool = True
    """Whether single entries can be named; otherwise it is always the whole catalog."""


def sheet_name(badge: Badge, ending: str) -> str:
    """Name of a badge's own file: `catalog/ID.txt`, `stacks/ID.json`."""
    return f"{badge.kind.address}/{badge.entry.id}{ending}"


def copy_sheets(platform: Platform, badges: Sequence[Badge]) -> Iterator[CopySheet]:
    """A platform's form, filled in for each badge."""
    return (fill_in(platform, badge) for badge in badges)


def _sheets(platform: Platform) -> Callable[[Catalog, Sequence[Badge]], Iterator[File]]:
    """Copy sheets as text, each with its picture."""

    def files(catalog: Catalog, badges: Sequence[Badge]) -> Iterator[File]:
        for sheet in copy_sheets(platform, badges):
            yield sheet_name(sheet.badge, ".txt"), sheet.text.encode()
            yield sheet_name(sheet.badge, ".png"), sheet.badge.png

    return files


def _canvas(catalog: Catalog, badges: Sequence[Badge]) -> Iterator[File]:
    addresses = "".join(f"{badge.address}\n" for badge in badges)
    yield "import-badge-addresses.txt", addresses.encode()
    for badge in badges:
        yield sheet_name(badge, ".json"), to_json(canvas.payload(badge)).encode()


def _credly(catalog: Catalog, badges: Sequence[Badge]) -> Iterator[File]:
    for badge in badges:
        yield sheet_name(badge, ".json"), to_json(credly.payload(badge)).encode()
    yield from _sheets(credly.PLATFORM)(catalog, badges)


def _moodle(catalog: Catalog, badges: Sequence[Badge]) -> Iterator[File]:
    if badges:
        name = badges[0].entry.id if len(badges) == 1 else "badges"
        yield f"{name}.mbz", moodle.backup(badges, name)
    yield from _sheets(moodle.PLATFORM)(catalog, badges)


def _openbadges1(catalog: Catalog, badges: Sequence[Badge]) -> Iterator[File]:
    for path, document in openbadges1.documents(badges):
        yield path, to_json(document).encode()


def _registry(catalog: Catalog, badges: Sequence[Badge]) -> Iterator[File]:
    for path, document in ctdl.documents(catalog):
        yield path, to_json(document).encode()


def _csv(catalog: Catalog, badges: Sequence[Badge]) -> Iterator[File]:
    yield from csv_files(catalog_tables(catalog))


def _xlsx(catalog: Catalog, badges: Sequence[Badge]) -> Iterator[File]:
    yield "catalog.xlsx", workbook(catalog_tables(catalog))


EXPORTS: tuple[Export, ...] = (
    Export(
        "canvas",
        "addresses for Import Badge, and the bodies of requests that create badge classes",
        _canvas,
        canvas.PLATFORM,
    ),
    Export(
        "moodle",
        "a course backup (.mbz) that brings the badges along, and copy sheets for a site's badges",
        _moodle,
        moodle.PLATFORM,
    ),
    Export(
        "credly",
        "the bodies of requests that create badge templates, and copy sheets",
        _credly,
        credly.PLATFORM,
    ),
    *(
        Export(platform.id, "copy sheets and pictures", _sheets(platform), platform)
        for platform in (BLACKBOARD, SCHOOLOGY, HAIKU, OPENBADGES_ME)
    ),
    Export(
        "openbadges-1.1",
        "badge classes and issuers for what reads no newer Open Badges; they must answer below the"
        " site's home, so copy the folder into pages/",
        _openbadges1,
    ),
    Export("csv", "the whole catalog as tables, a CSV file for each", _csv, takes_ids=False),
    Export("xlsx", "the whole catalog as a workbook", _xlsx, takes_ids=False),
    Export(
        "registry",
        "what has a CTID in CTDL, for the Credential Registry; the site has the same files",
        _registry,
        takes_ids=False,
    ),
)


def export_named(name: str) -> Export:
    """The export of that name. Raises `KeyError`."""
    return {each.name: each for each in EXPORTS}[name]
