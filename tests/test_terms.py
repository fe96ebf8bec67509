"""Automatic links to the glossary, on HTML of every shape."""

import re
from pathlib import Path

import pytest
import yaml
from conftest import MakeProject

from badgepress.load import Entry
from badgepress.model import Term
from badgepress.terms.linking import Linked, Place, link_terms
from badgepress.terms.matcher import Matcher
from badgepress.yamlfile import YamlFile

SOURCE = {"title": "Ourselves"}
FILE = YamlFile(Path("glossary.yaml"), "glossary.yaml")


def matcher_of(*terms: dict[str, object]) -> Matcher:
    """A matcher of terms, given as in YAML without what all have."""
    common = {"definition": "It is so.", "source": SOURCE, "since": "2026-01-01"}
    entries = []
    for fields in terms:
        term = Term.model_validate({"status": "current", **common, **fields})
        entries.append(Entry(term.id, term, FILE))
    return Matcher(entries)


GLOSSARY = matcher_of(
    {"id": "micro-credential", "term": "Micro-credential", "forms": ["micro-credentials"]},
    {"id": "credential", "term": "Credential", "forms": ["credentials"]},
    {"id": "badge", "term": "badge", "forms": ["badges", "digital badge", "digital badges"]},
    {"id": "ceu", "term": "continuing education unit", "abbreviation": "CEU", "forms": ["CEUs"]},
    {"id": "stack", "term": "stack", "also": ["cluster"], "forms": ["stacks"]},
    {
        "id": "agency",
        "term": "Parents’ Agency",
        "forms": ["badge office", "R&D", "C++", ".NET", "סוכנות", "Über"],
    },
    {"id": "old", "term": "diploma", "status": "retired", "replaced_by": ["credential"]},
    {"id": "it", "term": "IT", "case": "any", "abbreviation": "I.T."},
    {"id": "lead", "term": "Lead", "case": "exact", "forms": ["Leads"]},
)
PAGE = Place("about/page/")


def marked(html: str, place: Place = PAGE) -> str:
    """The text with its links as `⟦id:words⟧`."""
    return _marks(link_terms(html, GLOSSARY, place))


def _marks(linked: Linked) -> str:
    link = r'<a class="bp-word" href="(?:\.\./)*(?:glossary/)?([a-z-]+)/">(.*?)</a>'
    return re.sub(link, r"⟦\1:\2⟧", linked.html, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        # The longest term wins, and what is in it is not looked at again.
        ("<p>A micro-credential.</p>", "<p>A ⟦micro-credential:micro-credential⟧.</p>"),
        ("<p>A credential.</p>", "<p>A ⟦credential:credential⟧.</p>"),
        (
            "<p>Micro-credential, micro-credential, credential</p>",
            "<p>⟦micro-credential:Micro-credential⟧, micro-credential, ⟦credential:credential⟧</p>",
        ),
        ("<p>a digital badge</p>", "<p>a ⟦badge:digital badge⟧</p>"),
        ("the badge office", "the ⟦agency:badge office⟧"),
        ("the badge office-like", "the ⟦badge:badge⟧ office-like"),
        # Once a section; other forms are the same term.
        ("<p>badge, badges</p><p>badge</p>", "<p>⟦badge:badge⟧, badges</p><p>badge</p>"),
        (
            "<p>badge</p><h2>x</h2><p>badge</p><h3>y</h3>badges",
            "<p>⟦badge:badge⟧</p><h2>x</h2><p>⟦badge:badge⟧</p><h3>y</h3>⟦badge:badges⟧",
        ),
        # Letter case.
        ("CEU, ceu", "⟦ceu:CEU⟧, ceu"),
        ("ceus, CEUs", "ceus, ⟦ceu:CEUs⟧"),
        ("CONTINUING Education unit", "⟦ceu:CONTINUING Education unit⟧"),
        ("it", "⟦it:it⟧"),
        ("i.t. works", "⟦it:i.t.⟧ works"),
        ("lead, Lead, Leads", "lead, ⟦lead:Lead⟧, Leads"),
        # Whole words alone.
        ("badger, abadge, badge_x, 2badge", "badger, abadge, badge_x, 2badge"),
        ("badge-holder, e-badge", "badge-holder, e-badge"),
        ("badge–stack — badge", "⟦badge:badge⟧–⟦stack:stack⟧ — badge"),
        ("badge/stack (badge)", "⟦badge:badge⟧/⟦stack:stack⟧ (badge)"),
        ("“badge”", "“⟦badge:badge⟧”"),
        ("the badge's, badge’s", "the ⟦badge:badge⟧'s, badge’s"),
        ("<p>badges’ pictures</p>", "<p>⟦badge:badges⟧’ pictures</p>"),
        ("badge'd, d’badge", "badge'd, d’badge"),
        ("badge.", "⟦badge:badge⟧."),
        # Addresses and file names.
        ("https://badge.example.org/badge/ badge.json a@badge.org www.stack.org/stack", None),
        ("/catalog/stack/v1/", None),
        # Hyphens, apostrophes and spaces that look alike.
        ("micro\u2011credential", "⟦micro-credential:micro\u2011credential⟧"),
        ("micro\u2010credential", "⟦micro-credential:micro\u2010credential⟧"),
        ("micro-cre\u00addential", "⟦micro-credential:micro-cre\u00addential⟧"),
        ("micro&#8209;credential", "⟦micro-credential:micro&#8209;credential⟧"),
        ("digital\u00a0badge", "⟦badge:digital\u00a0badge⟧"),
        ("digital&nbsp;badge", "⟦badge:digital&nbsp;badge⟧"),
        ("digital\n  badge", "⟦badge:digital\n  badge⟧"),
        ("Parents' Agency", "⟦agency:Parents' Agency⟧"),
        ("Parents&#39; Agency", "⟦agency:Parents&#39; Agency⟧"),
        ("Parents&rsquo; Agency", "⟦agency:Parents&rsquo; Agency⟧"),
        # Entities, and words with signs.
        ("R&amp;D, R&D", "⟦agency:R&amp;D⟧, R&D"),
        ("&lt;badge&gt;", "&lt;⟦badge:badge⟧&gt;"),
        ("&notit; badge", "&notit; ⟦badge:badge⟧"),
        ("&copy badge &unknown; stack", "&copy ⟦badge:badge⟧ &unknown; ⟦stack:stack⟧"),
        ("in C++.", "in ⟦agency:C++⟧."),
        ("on .NET", "on ⟦agency:.NET⟧"),
        ("ASP.NET", None),
        # Accents in one letter or in two, and letters of other scripts.
        ("U\u0308ber", "⟦agency:U\u0308ber⟧"),
        ('<p dir="rtl">של סוכנות זו</p>', '<p dir="rtl">של ⟦agency:סוכנות⟧ זו</p>'),
        # Across inline markup: with the markup whole, or not at all.
        ("micro-<em>credential</em>", "⟦micro-credential:micro-<em>credential</em>⟧"),
        ("<b>micro</b>-credential x", "⟦micro-credential:<b>micro</b>-credential⟧ x"),
        ("<b>stack</b>s", "⟦stack:<b>stack</b>s⟧"),
        (
            "micro-<em>credential that</em> counts; credential",
            "micro-<em>credential that</em> counts; ⟦credential:credential⟧",
        ),
        ("<em>that micro</em>-credential", None),
        ("<b><i>digital</i></b> <u>badge</u>", "⟦badge:<b><i>digital</i></b> <u>badge</u>⟧"),
        ("<em>badge</em>r", "<em>badge</em>r"),
        ("<em>badge</em>", "<em>⟦badge:badge⟧</em>"),
        ("digital<!-- no --> badge", "⟦badge:digital<!-- no --> badge⟧"),
        ("digi<wbr>tal badge", "⟦badge:digi<wbr>tal badge⟧"),
        ("digital</p><p>badge", "digital</p><p>⟦badge:badge⟧"),
        ("continuing education<br>unit", None),
        ("badge<sup>1</sup>", "⟦badge:badge⟧<sup>1</sup>"),
        # What is never touched.
        ("<h1>badge</h1><h6>stack</h6>", None),
        ('<a href="/x">badge</a>', None),
        ("<code>badge</code><pre>stack</pre><kbd>CEU</kbd><samp>badge</samp>", None),
        ("<button>badge</button><label>stack</label><select><option>CEU</select>", None),
        ("<form><p>badge</p></form><textarea><b>badge</textarea>", None),
        ("<svg><text>badge</text><title>stack</title></svg>", None),
        ('<script>"<!--"</script>badge', '<script>"<!--"</script>⟦badge:badge⟧'),
        ("<script>badge < stack</script><style>.badge{}</style>", None),
        ("<template><p>badge</p></template><nav><p>stack</p></nav>", None),
        ("<table><tr><th>badge<td>stack</table>", "<table><tr><th>badge<td>⟦stack:stack⟧</table>"),
        ('<abbr title="x">CEU</abbr><cite>badge</cite><dfn>stack</dfn>', None),
        ("<details><summary>badge</summary>stack</details>",
         "<details><summary>badge</summary>⟦stack:stack⟧</details>"),
        ('<span role="button">badge</span><p aria-hidden="true">stack</p><p hidden>CEU</p>', None),
        ("<!-- badge --><!DOCTYPE badge><?badge?>", None),
        ('<img alt="badge" title=badge><p title="a > badge">x</p>', None),
        # Beside what is not touched.
        ("<a href=x>micro</a>-credential", None),
        ("<code>x</code>badge", None),
        ("<a href=x>x</a> badge", "<a href=x>x</a> ⟦badge:badge⟧"),
        # Tables, lists, terms of definition lists.
        (
            "<table><tbody><tr><td>badge</td><td>badge, stack</td></tr></tbody></table>",
            "<table><tbody><tr><td>⟦badge:badge⟧</td><td>badge, ⟦stack:stack⟧</td></tr></tbody>"
            "</table>",
        ),
        ("<ul><li>badge<li>stack</ul>", "<ul><li>⟦badge:badge⟧<li>⟦stack:stack⟧</ul>"),
        ("<dl><dt>badge</dt><dd>x</dd></dl>", "<dl><dt>⟦badge:badge⟧</dt><dd>x</dd></dl>"),
        # A term that the section links already.
        ('<a href="../../glossary/badge/">so</a> badge', None),
        ('<a href="../../glossary/#badge">so</a> badge', None),
        ('<a href="../../glossary/nothing/">so</a> badge',
         '<a href="../../glossary/nothing/">so</a> ⟦badge:badge⟧'),
        # Languages and passages that opted out.
        ('<p lang="es">badge</p>stack', '<p lang="es">badge</p>⟦stack:stack⟧'),
        ('<p lang="en-US">badge</p>', '<p lang="en-US">⟦badge:badge⟧</p>'),
        ('<span lang=de>badge</span> stack', "<span lang=de>badge</span> ⟦stack:stack⟧"),
        ('<div class="a no-glossary"><div>badge</div>badge</div>badge',
         '<div class="a no-glossary"><div>badge</div>badge</div>⟦badge:badge⟧'),
        ('<p class=no-glossary>badge<p>badge', "<p class=no-glossary>badge<p>⟦badge:badge⟧"),
        ('<ul><li class="no-glossary">badge</ul>badge',
         '<ul><li class="no-glossary">badge</ul>⟦badge:badge⟧'),
        ('<span class="no-glossary">badge</span> stack',
         '<span class="no-glossary">badge</span> ⟦stack:stack⟧'),
        ('<p title="no-glossary">badge</p>', '<p title="no-glossary">⟦badge:badge⟧</p>'),
        # Where such a passage ends, and what in it counts.
        ('<ul class="no-glossary"><li><title></ul></title>badge</ul>stack',
         '<ul class="no-glossary"><li><title></ul></title>badge</ul>⟦stack:stack⟧'),
        ('<ul class="no-glossary"><img alt="></ul>">badge</ul>stack',
         '<ul class="no-glossary"><img alt="></ul>">badge</ul>⟦stack:stack⟧'),
        ('<p class="no-glossary">x<div>badge</div></p>',
         '<p class="no-glossary">x<div>⟦badge:badge⟧</div></p>'),
        ('badge<nav><img alt="<h2>"></nav>badge', '⟦badge:badge⟧<nav><img alt="<h2>"></nav>badge'),
        ("badge<nav><h2>x</h2></nav>badge",
         "⟦badge:badge⟧<nav><h2>x</h2></nav>⟦badge:badge⟧"),
        ('<p class="no-glossary"><a href="../../glossary/badge/">x</a></p>badge', None),
        ("<img hidden>badge</img>", "<img hidden>⟦badge:badge⟧</img>"),
        # Forced links.
        ("[[badge]] badge", "⟦badge:badge⟧ badge"),
        ("badge [[badge]]", "⟦badge:badge⟧ ⟦badge:badge⟧"),
        ("[[its words|stack]] [[Cluster]]", "⟦stack:its words⟧ ⟦stack:Cluster⟧"),
        ("[[the <em>words</em>|stack]]", None),
        ("[[a &amp; b|r&amp;d]]", "⟦agency:a &amp; b⟧"),
        ("[[diploma]] diploma", "⟦old:diploma⟧ diploma"),
        ("[[unknown]] [[x|y]] [[]] [badge] \\[[stack]]",
         "[[unknown]] [[x|y]] [[]] [⟦badge:badge⟧] \\[[stack]]"),
        ('<p class="no-glossary">[[badge]] stack</p>',
         '<p class="no-glossary">⟦badge:badge⟧ stack</p>'),
        ("<code>[[badge]]</code>", None),
        # HTML that is not well.
        ("<P>badge</P><CODE>stack</CODE><H2>badge</H2><P>badge",
         "<P>⟦badge:badge⟧</P><CODE>stack</CODE><H2>badge</H2><P>⟦badge:badge⟧"),
        ("<p>badge <b>stack <i>CEU", "<p>⟦badge:badge⟧ <b>⟦stack:stack⟧ <i>⟦ceu:CEU⟧"),
        ("badge </a> stack </code> CEU", "⟦badge:badge⟧ </a> ⟦stack:stack⟧ </code> ⟦ceu:CEU⟧"),
        ("1 < 2 badge <3 stack", "1 < 2 ⟦badge:badge⟧ <3 ⟦stack:stack⟧"),
        ("badge <a href='x", "⟦badge:badge⟧ <a href='x"),
        ("badge <!-- stack", "⟦badge:badge⟧ <!-- stack"),
        ("<p class=no-glossary>badge</div>stack", "<p class=no-glossary>badge</div>⟦stack:stack⟧"),
        ("<a>badge<a>badge</a> stack", "<a>badge<a>badge</a> ⟦stack:stack⟧"),
        ("", None),
    ],
)  # fmt: skip
def test_words_are_linked_where_a_reader_needs_them(html: str, expected: str | None) -> None:
    """The first occurrence of a term in a section is a link; nothing else is changed."""
    assert marked(html) == (html if expected is None else expected)


def test_page_of_a_term_does_not_link_itself() -> None:
    """A term's own page links the others, from where it lies; a forced link is words there."""
    place = Place("glossary/badge/", frozenset({"badge"}))
    linked = link_terms("badge of a stack, [[a badge|badge]]", GLOSSARY, place)
    link = '<a class="bp-word" href="../stack/">stack</a>'
    assert linked.html == f"badge of a {link}, a badge"
    assert linked.terms == ("stack",)


def test_page_of_all_terms_links_none_in_its_own_section() -> None:
    """Among all terms, a definition links the other terms."""
    html = '<h2 id="badge">Badge</h2>badge, stack<h2 id="stack">Stack</h2>badge, stack'
    expected = (
        '<h2 id="badge">Badge</h2>badge, ⟦stack:stack⟧<h2 id="stack">Stack</h2>⟦badge:badge⟧, stack'
    )
    assert marked(html, Place("glossary/")) == expected


def test_page_that_opted_out_has_forced_links_alone() -> None:
    """With `glossary: false`, an author decides on each link."""
    assert marked("badge [[stack]]", Place("x/", automatic=False)) == "badge ⟦stack:stack⟧"


def test_links_are_relative_to_the_page() -> None:
    """A page links terms from wherever it lies, so that the site works below any address."""
    for path, start in (("", ""), ("about/", "../"), ("catalog/x/v1/", "../../../")):
        href = f'href="{start}glossary/badge/"'
        assert href in link_terms("badge", GLOSSARY, Place(path)).html


def test_terms_that_a_page_uses_are_told_once() -> None:
    """All words count, linked or not, and links that the author wrote."""
    html = '<p>badge stack</p><h2>x</h2>badges <a href="../../glossary/ceu/">them</a>'
    linked = link_terms(html, GLOSSARY, PAGE)
    assert linked.terms == ("badge", "stack", "ceu")
    assert linked.links == {"badge", "stack", "ceu"}


def test_retired_words_are_linked_by_force_alone() -> None:
    """A word of a retired term leads nobody to it who did not ask."""
    assert marked("diploma") == "diploma"


def test_the_same_word_in_two_letter_cases() -> None:
    """Where a form counts in any case, it does so although the abbreviation is exact."""
    both = matcher_of({"id": "ceu", "term": "unit", "abbreviation": "CEU", "case": "any"})
    assert [match.term for match in both.find("ceu CEU")] == ["ceu", "ceu"]


def test_words_of_yaml_are_found_as_they_are_configured(project: MakeProject) -> None:
    """`case: exact` and `case: any` in glossary.yaml reach the pages."""
    root = project()
    terms = yaml.safe_load((root / "glossary.yaml").read_text("utf-8"))["terms"]
    found = matcher_of(*({**term, "case": "exact"} for term in terms))
    assert [match.term for match in found.find("Badge badge ceu CEU")] == [
        "badge",
        "education-unit",
    ]
