"""What holds of automatic links whatever a page is made of."""

import re
from html.parser import HTMLParser

import pytest
from conftest import FULL
from hypothesis import given, settings
from hypothesis import strategies as st
from test_terms import GLOSSARY, PAGE, matcher_of

from badgepress.outputs import make_pages
from badgepress.project import open_catalog
from badgepress.terms import linking, reading
from badgepress.terms.linking import Linked, Place, link_terms
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
BLOCKS = (
    "<p>badge</p>", "stack", "badge ", "<p>badge, stack</p>", "<ul>", "</ul>", "<li>", "</li>",
    '<ul class="no-glossary">', '<p class="no-glossary">', '<section class="a no-glossary" id="x">',
    "<section>", "</section>", "<div>", "</div>", "</p>", "<nav>", "</nav>", "<td>", "<br/>",
    "<img src='x'>", '<h2 id="badge">A stack</h2>', "<h3>x", "</h3>", '<p lang="es">', "<p hidden>",
    "<UL>", "<H2>", '<img alt="</section>">', '<p title="</ul>">', '<p title="<h2>">', "<title>",
    "</title>", "<script>badge</script>", "<script>", "</script>", "<sCript>", "<iframe>",
    "</iframe>", "<!-- <p> -->", "<!--", '<a href="../../glossary/stack/">', '<a href="../stack/">',
    '<a href="badge/">', "</a>", "[[badge]]", "<pre>", "</pre>", '<p role="status">', "<svg>",
    "</svg>", '<p class="x', "<dd data-a>", "<th>", "</th>", "<summary>",
    "</summary>", "<form >", "</form >",
)  # fmt: skip
"""What parts pages into passages, and what might be taken for it."""
PLACES = (PAGE, Place("glossary/"), Place("glossary/badge/", frozenset({"badge"})))
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


READ = reading.Reader.read


def _in_one_go(html: str, place: Place) -> Linked:
    """The page, read from its beginning to its end, whatever is known of its passages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linking, "next_passage", re.compile("(?P<words>)(?P<unsure>)").match)
        patch.setattr(reading.Reader, "read", lambda reader, _: READ(reader, len(html) + 1))
        return link_terms(html, GLOSSARY, place)


@given(st.lists(st.sampled_from(BITS + BLOCKS), max_size=30).map("".join), st.sampled_from(PLACES))
@settings(max_examples=600, deadline=None)
def test_passages_say_what_the_page_says(html: str, place: Place) -> None:
    """A page gets the same links whether its passages are known or it is read in one go."""
    whole = _in_one_go(html, place)
    assert link_terms(html, GLOSSARY, place) == whole
    assert link_terms(html, GLOSSARY, place) == whole


def test_pages_of_a_catalog_say_what_their_passages_say() -> None:
    """So do all pages that are made from YAML."""
    catalog, _ = open_catalog(FULL)
    for page in make_pages(catalog, []):
        place = Place(page.path)
        html = OURS.sub(r"\1", page.html)
        assert link_terms(html, GLOSSARY, place) == _in_one_go(html, place), page.path


def test_what_is_known_is_not_read_again() -> None:
    """What a second page says as well takes no work."""
    matcher = matcher_of({"id": "badge", "term": "badge"})
    html = '<p>A badge.</p><h2 id="x">X</h2><ul><li>One <em>badge</em> &amp; more</li></ul>'
    first = link_terms(html, matcher, PAGE)
    steps = matcher.steps
    second = link_terms(html, matcher, Place("a/b/c/"))
    assert steps == matcher.steps > 0
    assert second.html == first.html.replace("../../glossary", "../../../glossary")


def test_not_everything_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long build needs no more memory than a short one."""
    monkeypatch.setattr(linking, "_KEPT", 10)
    matcher = matcher_of({"id": "badge", "term": "badge"})
    for number in range(100):
        words = f"{number} badges of one badge"
        assert "bp-word" in link_terms(f"<p>{words}<p>{words * 100}<p>", matcher, PAGE).html
        assert len(matcher.known) <= 10
        assert words * 100 not in matcher.known


def _looked_at(html: str) -> int:
    """How many characters are looked at to find passages, and to read what they are not."""
    looked = 0

    def find(html: str, position: int) -> "re.Match[str] | None":
        nonlocal looked
        found = NEXT(html, position)
        looked += found.end() - position if found else 0
        return found

    def read(reader: reading.Reader, least: int) -> int:
        nonlocal looked
        end = READ(reader, least)
        looked += end - reader._start
        return end

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linking, "next_passage", find)
        patch.setattr(reading.Reader, "read", read)
        link_terms(html, GLOSSARY, PAGE)
    return looked


NEXT = linking.next_passage


def test_work_grows_with_the_page() -> None:
    """Twice the page is twice the work, also where nothing fits the rules of passages."""
    for unit in ("<p>", "<P>", "<b>x", "<p title='x'>", "<h2>x</h2>", "x <!-- -->", "<nav>", "<"):
        once, ten_times = (_looked_at(unit * n + "<!-- -->") for n in (200, 2000))
        assert ten_times <= 10 * once + 10, unit


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
