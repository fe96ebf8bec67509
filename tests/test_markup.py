"""The limits of Markdown fields: whatever they take is rendered in no time."""

import time

import pytest

from badgepress.markdown import to_html
from badgepress.model.fields import MAX_PROSE
from badgepress.model.markup import markup_problem

SECONDS = 3
"""The worst takes a fifth of a second; slow machines have theirs."""
PATTERNS = (
    *("[", "[a](b ", "[a][", "[a](https://b.example) ", "[\\\\", "![", "](", "(", "&", "&#", "\\"),
    *("*", "**a ", "***a", "_a__", "`", "``a`", "<", "<http://", "a@b.c<", "'", '"', "\n", "|"),
    *("> ", ">a\n", "- ", "- a\n", "+ ", "1. ", "# a\n", "a\n=\n", "a|b\n", "    a\n", "- a\n\n"),
)


@pytest.mark.parametrize("tail", ["", "a ", "'", "|-", "\\"])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_what_is_taken_is_rendered_quickly(pattern: str, tail: str) -> None:
    """Of any pattern the most that a field takes is rendered at once; more is refused."""
    number = MAX_PROSE // len(pattern)
    text = pattern * number
    start = time.perf_counter()
    while number and markup_problem(text):
        number = number * 3 // 4
        text = pattern * number + tail * ((MAX_PROSE - number * len(pattern)) // max(1, len(tail)))
    to_html(text)
    assert time.perf_counter() - start < SECONDS
