"""Cells that a spreadsheet would run, made text, and back.

A spreadsheet that opens a CSV file runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a
carriage return (OWASP, *CSV Injection*). Such a text gets an apostrophe before it, and so does one
that begins with apostrophes and then goes on like that, so that taking one away gives back exactly
what was there. Cells of workbooks know that they are text and need none.
"""

import re

# The last four are full-width =, +, - and @: in East Asian languages Excel runs them as well.
_RUN = re.compile("'*\\s*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """A text as a cell of a CSV file."""
    return f"'{text}" if _RUN.match(text) else text


def unguarded(cell: str) -> str:
    """The text that a cell of a CSV file stands for; of files by other programs, the cell."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell[1:]) else cell
