"""What readers take along from a page: its QR code, and a checklist for collecting evidence."""

import re
from collections.abc import Iterator
from typing import Any

import segno

from badgepress import urls
from badgepress.api.tables import write_table
from badgepress.catalog import Catalog
from badgepress.kinds import MICRO_CREDENTIAL, Kind
from badgepress.load import Entry
from badgepress.model import MicroCredential, Part
from badgepress.pages.facets import is_offered
from badgepress.words import count, passing_rule, word_limits

_QUIET = 4
_DARK = re.compile(b"\x01+")
_MASK = 3
"""Trying all eight masks (ISO/IEC 18004, 7.8) takes four times as long, and readers take any."""

_TASK = ("Done", "Part", "Kind", "Name", "Prompt")
CHECKLIST_HEADINGS = (*_TASK, "Least words", "Most words", "Criterion")
"""How every checklist's table begins; names of levels follow."""


def handouts_of(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[tuple[str, str]]:
    """Path and text of what stands beside the page of something offered."""
    page = urls.page(kind.address, entry.id)
    yield page + urls.QR_CODE, qr_code(catalog.settings.base_url + page)
    if kind is MICRO_CREDENTIAL:
        yield page + urls.CHECKLIST_MD, checklist_markdown(catalog, entry)
        yield page + urls.CHECKLIST_CSV, checklist_csv(catalog, entry)


def handout_paths(kind: Kind, entry: Entry[Any]) -> Iterator[str]:
    """Where they stand."""
    page = urls.page(kind.address, entry.id)
    yield page + urls.QR_CODE
    if kind is MICRO_CREDENTIAL:
        yield page + urls.CHECKLIST_MD
        yield page + urls.CHECKLIST_CSV


def qr_code(address: str) -> str:
    """An SVG that leads to an address: dark on white, whatever the page is, with the quiet zone of
    four modules that readers need."""
    rows = segno.make_qr(address, error="m", mask=_MASK, boost_error=False).matrix
    # What segno's own writer gives, which takes as long as half of the making.
    x, y, moves = 0, 0, []
    for row, modules in enumerate(rows):
        for dark in _DARK.finditer(modules):
            moves.append(f"m{dark.start() - x} {row - y}h{dark.end() - dark.start()}")
            x, y = dark.end(), row
    _, _, lines = "".join(moves).partition("h")
    size = len(rows) + 2 * _QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}">'
        f'<path fill="#fff" d="M0 0h{size}v{size}h-{size}z"/>'
        # The first module is always dark (ISO/IEC 18004, 6.3.3); a line is drawn along its middle.
        f'<path stroke="#000" d="M{_QUIET} {_QUIET}.5h{lines}"/></svg>\n'
    )


def checklist_markdown(catalog: Catalog, entry: Entry[MicroCredential]) -> str:
    """Every part as a task, with its limits and what each level of its rubric asks."""
    data, guide = entry.data, catalog.scoring_guide_of(entry.data)
    address = catalog.settings.base_url + urls.page(MICRO_CREDENTIAL.address, entry.id)
    lines = [f"# Evidence checklist: {data.name}", "", f"Version {data.version} · {address}", ""]
    if not is_offered(entry):
        lines += ["Retired: it is no longer offered.", ""]
    lines += [f"{count(len(data.parts), 'part')}. To pass: {passing_rule(guide)}.", ""]
    for position, part in enumerate(data.parts, 1):
        limits = f", {word_limits(part.words)}" if part.words else ""
        lines += [f"## Part {position}: {part.name}", "", f"{part.kind.capitalize()}{limits}", ""]
        lines += [f"> {line}".rstrip() for line in part.prompt.splitlines()]
        lines += ["", "- [ ] Written or made"]
        lines += [f"- [ ] Within the limits: {word_limits(part.words)}"] if part.words else []
        lines += ["", "The rubric:", ""]
        for row in part.rows:
            lines += [f"- {row.name}"] if part.criteria else []
            indent = "  " if part.criteria else ""
            lines += [f"{indent}- {lv.name}: {row.rubric[lv.id]}" for lv in guide.levels]
        lines.append("")
    return "\n".join(lines)


def checklist_csv(catalog: Catalog, entry: Entry[MicroCredential]) -> str:
    """The same as a table: a row for each row of each part's rubric."""
    guide = catalog.scoring_guide_of(entry.data)
    # Columns need names of their own; those of levels are the owner's, and two may be alike.
    names = [*CHECKLIST_HEADINGS, *(level.name for level in guide.levels)]
    levels = [
        f"{name} (level {place})" if names.count(name) > 1 else name
        for place, name in enumerate(names[len(CHECKLIST_HEADINGS) :], 1)
    ]
    return write_table(
        [*CHECKLIST_HEADINGS, *levels],
        (
            [*_of_part(position, part), row.name, *(row.rubric[lv.id] for lv in guide.levels)]
            for position, part in enumerate(entry.data.parts, 1)
            for row in part.rows
        ),
    )


def _of_part(position: int, part: Part) -> list[object]:
    least, most = (part.words.min, part.words.max) if part.words else (None, None)
    return ["", position, part.kind.value, part.name, part.prompt, least, most]
