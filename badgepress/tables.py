"""Tables of the generated reference, as Markdown."""

from collections.abc import Iterable, Sequence


def markdown_table(headings: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A table with a heading above each column; a `|` within a cell stays one."""
    ruler = "|---" * len(headings) + "|"
    return "\n".join([_line(headings), ruler, *map(_line, rows)])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
