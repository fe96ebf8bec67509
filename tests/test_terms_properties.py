"""What holds of automatic links whatever a page is made of."""

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from test_terms import GLOSSARY, PAGE, matcher_of

from badgepress.terms.linking import link_terms
from badgepress.terms.matcher import Matcher

BITS = (
    "badge", "badges", "digital", "stack", "micro", "-", "credential", "CEU", "continuing",
    "education", "unit", "R", "&amp;", "&", "D", " ", " ", " ", "\n", ".", ",", "'s", "’", "/", "x",
    "\u00a0", "&nbsp;", "\u00ad", "&shy;", "é", "e\u0301", "ß", "İ", "\ufffc", "<", ">", '"', "'",
    "<em>", "</em>", "<b>", "</b>", "<p>", "</p>", "<br>", "<wbr>", "<code>", "</code>",
    "<h2>", "</h2>", "<a href='x'>", '<a href="../../glossary/badge/">', "</a>", "<!--", "-->",
    '<p class="no-glossary">', "<span lang=es>", "</span>", "<pre>", "</pre>", "<script>",
    "</script>", "<td>", "<th>", "</table>", "<li>", "</ul>", "<a b='", "<svg>", "</svg>", "</",
    "&#8209;", "&#x", "&lt;", "C++", "@", "<sup>", "</sup>",
)  # fmt: skip
"""What the first pages with mistakes were made of."""
PAGES = st.one_of(
    st.lists(st.sampled_from(BITS), max_size=40).map("".join),
    st.text(max_size=60),
)
OURS = re.compile(r'<a class="bp-word" href="[^"]*">(.*?)</a>', re.DOTALL)


class _Reader(HTMLParser):
    """The text of a page, as another parser reads it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def _text_of(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text


@given(PAGES)
@settings(max_examples=500, deadline=None)
def test_without_its_links_a_page_is_as_it_was(html: str) -> None:
    """Taking the links out gives the page back, byte for byte."""
    assert OURS.sub(r"\1", link_terms(html, GLOSSARY, PAGE).html) == html


@given(PAGES)
@settings(max_examples=500, deadline=None)
def test_a_second_pass_changes_nothing(html: str) -> None:
    """A page that is linked stays as it is."""
    once = link_terms(html, GLOSSARY, PAGE).html
    assert link_terms(once, GLOSSARY, PAGE).html == once


@given(st.lists(st.sampled_from(BITS[:36]), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_readers_read_the_same_text(html: str) -> None:
    """Another parser finds the same text before and after."""
    html = html.replace("<", "&lt;")
    assert _text_of(link_terms(html, GLOSSARY, PAGE).html) == _text_of(html)


@given(PAGES)
@settings(max_examples=300, deadline=None)
def test_no_link_holds_a_link(html: str) -> None:
    """What is linked holds no link, no heading and no piece of a tag."""
    for inner in OURS.findall(link_terms(html, GLOSSARY, PAGE).html):
        assert not re.search(r"<(?!/?(?:em|b|wbr|span lang=es)>|!--)", inner), inner


def _steps(matcher: Matcher, text: str) -> int:
    before = matcher.steps
    list(matcher.find(text))
    return matcher.steps - before


def test_work_grows_with_the_text() -> None:
    """Twice the text is twice the work, also where every word begins a term."""
    for text in ("badge of a stack ", "continuing education " * 3, "micro-", "<a b='", "digital "):
        once, ten_times = _steps(GLOSSARY, text * 200), _steps(GLOSSARY, text * 2000)
        assert ten_times <= 10 * once + 10, text


def test_work_does_not_grow_with_the_glossary() -> None:
    """Among 5,000 terms that begin alike, a text is read with as many steps as among five."""
    text = "digital number 7 and more digital words of number 7 " * 50
    few, many = (
        matcher_of(*({"id": f"t{n}", "term": f"digital number {n}"} for n in range(size)))
        for size in (8, 5000)
    )
    assert _steps(few, text) == _steps(many, text)
