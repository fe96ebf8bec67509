"""Shortcuts that spare time give what the long way gives, whatever the input."""

import json
import posixpath
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from badgepress import markdown, urls, yamlnodes
from badgepress.compact import Mold, compact
from badgepress.documents.jsontext import to_json
from badgepress.model.markup import _heavy, markup_problem
from badgepress.pages.environment import Link

TESTS = Path(__file__).parent
_MARKUP = (
    "a", "Word", "x y", ".", ", ", "**", "*", "`", "[", "](https://a.org/x/)", "](http://b.c)",
    "\n\n", "\n\n- ", "\n- ", "\n", "- ", "1. ", "! ", "!", "(", ")", ":", " ", "é", "“q”", '"',
    "'", "---", "=", "~", "//", "http://x.y", "^", "@", "x@y.z", "**b**", "*i*", "`c d`", "&", "<",
    "[l](https://a.org/)", "+ ", "  ", "_", "#", "> ", "\t", "\\", "|", "~~~", "\xa0", "*i* **b**",
)  # fmt: skip
marked_text = st.lists(st.sampled_from(_MARKUP), min_size=1, max_size=9).map("".join)
data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text() | st.dates().map(str),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=3000, deadline=None)
@given(marked_text)
@example("See [the **rubric**](https://a.org/) and `x`.\n\n- one\n- *two*")
def test_simple_markdown_is_what_the_parser_makes(text: str) -> None:
    """Words, emphasis, code, links and a list get the parser's very HTML."""
    simple = markdown._simple(text)
    assert simple is None or simple == str(markdown._parsed(text))


@pytest.mark.parametrize(
    "text",
    [
        "Words.",
        "**Each** *group* sorts `terms`; see [why](https://www.example.org/a/).",
        "A\n\n- b",
    ],
)
def test_what_everybody_writes_needs_no_parser(text: str) -> None:
    """The shortcut is taken at all."""
    assert markdown._simple(text) is not None


@settings(max_examples=500, deadline=None)
@given(marked_text | st.text())
def test_a_line_of_words_has_no_problem(text: str) -> None:
    """What the check of markup does not look at has nothing that it would find."""
    if markup_problem(text) is None:
        assert _heavy(text) is None


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(st.text(), data))
def test_indented_json_is_that_of_python(document: dict[str, Any]) -> None:
    """Every kind of value is written as the standard library writes it."""
    assert to_json(document) == json.dumps(document, indent=2, allow_nan=False) + "\n"


def test_json_without_numbers_that_are_none() -> None:
    """What is no number to JSON raises an error rather than going out."""
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_json({"a": [float("nan")]})


_FILES = sorted({*TESTS.rglob("*.yaml"), *TESTS.parent.glob("catalog/**/*.yaml")})


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.relative_to(TESTS.parent).as_posix())
def test_quick_reading_gives_the_same_values(file: Path) -> None:
    """A file is read quickly to the same values, kinds of look included, or not quickly at all."""
    _is_read_alike(file.read_text("utf-8", "replace"))


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["a", "b: ", "- ", "\n", "  ", "'x'", "yes", "1", "2026-01-01", "*a", "&a ", "!t ",
             "<<", "? ", "---\n", "...\n", "[", "]", "{", "}", ",", "# c", "|", "\n  z", '"q"', "~"]
        ),
        max_size=12,
    ).map("".join)
)  # fmt: skip
def test_quick_reading_leaves_the_unusual_alone(text: str) -> None:
    """Anchors, tags, duplicates, empty values and second documents are left to the careful way."""
    _is_read_alike(text)


def _is_read_alike(text: str) -> None:
    composer = yamlnodes.Composer("x.yaml", {})
    try:
        quick = yamlnodes._composed(text)
    except (yamlnodes._Unusual, yaml.YAMLError):
        return
    assert _with_kinds(quick) == _with_kinds(composer.compose(text))
    assert composer.problems == []


def _with_kinds(value: Any) -> Any:
    if isinstance(value, dict):
        return [(name, _with_kinds(inner)) for name, inner in value.items()]
    if isinstance(value, list):
        return [_with_kinds(inner) for inner in value]
    return type(value), value, getattr(value, "kind", "")


@given(
    st.lists(st.sampled_from(["a/", "b/", "c-d/", "v1/"]), max_size=4).map("".join),
    st.sampled_from(["", "badge.svg", "x.json"]),
    st.lists(st.sampled_from(["a/", "b/", "c-d/", "v1/"]), max_size=4).map("".join),
    st.sampled_from(["", "#place"]),
)
def test_links_are_the_relative_paths_of_posix(
    folder: str, name: str, start: str, mark: str
) -> None:
    """A link from any page to any address is what the standard library says of their paths."""
    expected = posixpath.relpath("/" + folder + name, "/" + start)
    expected = expected if name else expected.rstrip("/") + "/"
    assert urls.relative(folder + name + mark, start) == expected + mark
    assert Link(start)(folder + name + mark) == expected + mark


@given(
    st.lists(
        st.sampled_from(
            ["a", "b c", " ", "\t", "\n", "\r\n", "\xa0", "\x0b", "<pre>", "</pre>", "<p>", "  \n"]
        )
    ).map("".join)
)
def test_compact_pages_have_one_break_for_each_run(html: str) -> None:
    """White space with a line break becomes one, but not where it is a part of the text."""
    kept = re.split(r"(<pre>.*?</pre>)", html, flags=re.DOTALL)
    expected = "".join(
        part if number % 2 else re.sub(r"[ \t]*\n\s*", "\n", part)
        for number, part in enumerate(kept)
    )
    assert compact(html) == expected


_PIECES = (
    "a", "b c", " ", "\t", "\n", "\r\n", "\xa0", "  \n", "<", "pre", "<p>", "</p>",
    "<pre>", "</pre>", "<script>", "</script >", "<textarea x='", "' >", "</textarea>",
)  # fmt: skip
_BITS = st.lists(st.sampled_from(_PIECES), max_size=5).map("".join)


@given(_BITS, st.lists(st.tuples(_BITS, _BITS), max_size=4))
@example("<pre>\n ", [("x", "\n </pre>\n"), ("<p>\n</p>\n", "\n <b>")])
def test_what_fills_a_compact_frame_is_compact_too(first: str, rest: list[tuple[str, str]]) -> None:
    """A page that is filled into a frame has the same bytes as one that is made compact whole."""
    mold = Mold([first, *(piece for _, piece in rest)])
    filled = mold.filled([text for text, _ in rest]) if mold.fits else None
    assert filled in (None, compact(first + "".join(text + piece for text, piece in rest)))


def test_a_frame_is_made_compact_once() -> None:
    """White space around a text, or of the text, is one line break; in `<pre>` it stays."""
    mold = Mold(["<head>\n\n <script>", "</script>\n  ", " \n</body>\n"])
    assert mold.filled(["{\n }", "\n<p>\n  x\n</p><pre>\n  y</pre> \n"]) == (
        "<head>\n<script>{\n }</script>\n<p>\nx\n</p><pre>\n  y</pre>\n</body>\n"
    )
