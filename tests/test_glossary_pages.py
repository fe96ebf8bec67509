"""The glossary's pages: what they show, how they are quoted, and what stays of a term for ever."""

from pathlib import Path

import pytest
from conftest import FULL, SMALL, MakeProject
from lxml import html

from badgepress.addresses import permanent_addresses
from badgepress.catalog import Catalog
from badgepress.languages import messages
from badgepress.outputs import make_embeds, make_pages
from badgepress.pages import Renderer
from badgepress.pages.glossary import glossary_pages
from badgepress.pages.glossary_terms import MOST_USES, letter_of
from badgepress.pages.page import GeneratedPage
from badgepress.project import open_catalog
from badgepress.translations import ENGLISH, LANGUAGES, digest_of

HOME = "https://badges.example.org/"
SPANISH = """    translations:
      es:
        of: {of}
        source: Nobody in particular
        term: conjunto
        definition: Un conjunto organizado de microcredenciales.
"""


def _pages(
    catalog: Catalog, uses: dict[str, list[tuple[str, str]]] | None = None
) -> dict[str, GeneratedPage]:
    return {page.path: page for page in glossary_pages(catalog, Renderer(), uses or {})}


def _text(page: GeneratedPage) -> str:
    return " ".join(html.fromstring(page.html).text_content().split())


def _small() -> Catalog:
    return open_catalog(SMALL)[0]


def _translated(project: MakeProject, of: str | None = None) -> Path:
    of = of or digest_of(_small().terms["stack"].data)
    text = (SMALL / "glossary.yaml").read_text("utf-8")
    text = text.replace("    see: [badge]\n", "    see: [badge]\n" + SPANISH.format(of=of))
    return project({"glossary.yaml": text})


def test_term_is_quoted_in_five_forms() -> None:
    """Address, HTML, Markdown, text with source and citation are those of the public home."""
    page = html.fromstring(_pages(_small())["glossary/stack/"].html)
    address = f"{HOME}glossary/stack/"
    told = {e.get("id"): e.text for e in page.xpath("//pre")}
    assert {name: told[f"quote-{name}"] for name in ("address", "html", "markdown", "text")} == {
        "address": address,
        "html": f'<a href="{address}">stack</a>',
        "markdown": f"[stack]({address})",
        "text": (
            "stack: “An organized set of micro-credentials.” (The agency's glossary, March 1,"
            f" 2016) {address}"
        ),
    }
    assert told["quote-citation"] == (
        f"The agency's glossary. (2016-03-01). stack [definition]. {address} Quoted from"
        " https://agency.example.org/glossary"
    )


def test_quotes_of_odd_words_stay_what_they_are() -> None:
    """Words with HTML and Markdown in them are escaped in each form as it needs it."""
    page = html.fromstring(_pages(open_catalog(FULL)[0])["glossary/every-field/"].html)
    told = {e.get("id"): e.text for e in page.xpath("//pre")}
    assert "Every &amp; &lt;b&gt;Field&lt;/b&gt;</a>" in told["quote-html"]
    assert told["quote-markdown"].startswith(r"[Every & \<b\>Field\</b\>](")
    snippet = html.fromstring(told["quote-snippet"])
    assert snippet.tag == "blockquote"
    assert {e.tag for e in snippet.iter()} == {"blockquote", "p", "strong", "footer", "cite", "a"}
    assert 'A *word* that is "shown" <b onx>as it is</b>' in snippet.text_content()


def test_page_of_a_term_tells_earlier_wordings() -> None:
    """Each earlier wording stands there with its time and source, the newest first."""
    text = _text(_pages(open_catalog(FULL)[0])["glossary/every-field/"])
    later = text.index("January 1, 2014 to February 29, 2016 A *word* & <i>little</i> more.")
    assert later < text.index("January 1, 2010 to December 31, 2013 Hardly a word.")
    assert "https://example.org/older?a=1&b=2" in text


def test_page_of_a_retired_term_shows_the_way_on() -> None:
    """Whoever follows an old link to a retired term is led to what takes its place."""
    page = html.fromstring(_pages(open_catalog(FULL)[0])["glossary/old/"].html)
    (status,) = page.find_class("bp-status")
    assert " ".join(status.text_content().split()) == "Retired; now plain, Every & <b>Field</b>."
    assert [a.get("href") for a in status.iter("a")] == ["../plain/", "../every-field/"]


def test_merged_term_keeps_page_anchor_and_card(project: MakeProject) -> None:
    """A term that was merged into another one is found at its page, its anchor and its card."""
    text = (SMALL / "glossary.yaml").read_text("utf-8")
    text = text.replace("    forms: [badges]\n", "    forms: [badges]\n    formerly: [token]\n")
    catalog = open_catalog(project({"glossary.yaml": text}))[0]
    pages = {page.path: page for page in make_pages(catalog, [])}
    assert pages["glossary/token/"].redirect == "glossary/badge/"
    assert 'id="token"' in pages["glossary/"].html
    cards = {card.path: card.content for card in make_embeds(catalog, [])}
    assert "A digital picture" in str(cards["embed/glossary/token/index.html"])
    assert {"glossary/token/", "glossary/#token", "embed/glossary/token/"} <= {
        *permanent_addresses(catalog)
    }


def test_page_of_a_term_tells_where_it_is_used() -> None:
    """Pages are grouped and sorted; of many, the first are named and the rest is counted."""
    many = [(f"Page {n:02}", f"about/{n}/") for n in range(MOST_USES + 3)]
    uses = {
        "stack": [
            ("Media", "catalog/media/"),
            ("Basics", "stacks/basics/"),
            *reversed(many),
            ("Media", "catalog/media/"),
            ("stack", "glossary/stack/"),
        ]
    }
    page = html.fromstring(_pages(_small(), uses)["glossary/stack/"].html)
    (groups,) = page.find_class("bp-uses")
    told = {
        group.findtext("dt"): [li.text_content() for li in group.iter("li")] for group in groups
    }
    assert told["Micro-credentials"] == ["Media"]
    assert told["Stacks"] == ["Basics"]
    assert told["Pages"] == [*(title for title, _ in many[:MOST_USES]), "and 3 more"]
    assert groups.xpath(".//a/@href")[:2] == ["../../catalog/media/", "../../stacks/basics/"]
    assert "Terms" not in told
    # The search goes on where the list ends.
    assert groups.xpath(".//a[starts-with(text(), 'and ')]/@href") == ["../../catalog/?q=stack"]


def test_term_without_known_uses_says_nothing_of_them() -> None:
    """Where nobody has looked, the page does not say that nothing uses the term."""
    assert 'id="uses"' not in _pages(_small())["glossary/stack/"].html


def test_correction_names_the_term_its_field_and_its_text() -> None:
    """A reader's e-mail arrives with the term's id, the field and the present text."""
    page = html.fromstring(_pages(open_catalog(FULL)[0])["glossary/plain/"].html)
    (link,) = page.xpath("//a[starts-with(@href, 'mailto:')]/@href")
    assert "terms%5B3%5D.definition" in link
    assert "Without%20anything." in link
    assert "%28plain%29" in link


def test_letters_lead_to_terms() -> None:
    """The bar has each letter, those without a term as text, and each link leads to a term."""
    page = html.fromstring(_pages(_small())["glossary/"].html)
    (bar,) = page.find_class("bp-letters")
    assert [e.text for e in bar] == list("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert {a.text: a.get("href") for a in bar.iter("a")} == {
        "B": "#badge",
        "C": "#education-unit",
        "S": "#stack",
    }


@pytest.mark.parametrize(
    ("word", "letter"),
    [("Áncora", "A"), ("Ñandú", "Ñ"), ("«Eco»", "E"), ("stack", "S"), ("¿Qué?", "Q"), ("כל", "כ")],
)
def test_word_is_found_under_its_letter(word: str, letter: str) -> None:
    """Accents do not matter to the alphabet, but ñ is a letter of its own."""
    assert letter_of(word) == letter


def test_translated_term_has_its_own_page(project: MakeProject) -> None:
    """A term in Spanish stands at its own address, in Spanish words, and leads to the English."""
    catalog, problems = open_catalog(_translated(project))
    assert "translation-stale" not in {problem.rule for problem in problems.remarks}
    pages = _pages(catalog)
    page = pages["es/glossary/stack/"]
    assert (page.title, page.language) == ("conjunto", "es")
    assert [tuple(each) for each in page.languages] == [
        ("en", "glossary/stack/"),
        ("es", "es/glossary/stack/"),
    ]
    assert pages["glossary/stack/"].languages == page.languages
    text = _text(page)
    assert "Un conjunto organizado de microcredenciales." in text
    assert "1 de marzo de 2016" in text
    assert "Traducción no oficial" in text
    assert "Nobody in particular" in text
    assert "Anterior al texto en inglés" not in text
    quotes = {e.get("id"): e.text for e in html.fromstring(page.html).xpath("//pre")}
    for name in ("text", "citation", "snippet"):
        assert "traducción no oficial" in quotes[f"quote-{name}"], name
    assert "Traducción no oficial" in _text(pages["es/glossary/"])
    assert "es/glossary/badge/" not in pages
    assert 'href="../../../glossary/badge/"' in page.html


def test_translated_addresses_are_permanent(project: MakeProject) -> None:
    """Whatever is published in Spanish is in the list of what answers for ever."""
    catalog, _ = open_catalog(_translated(project))
    added = {*permanent_addresses(catalog)} - {*permanent_addresses(_small())}
    assert added == {
        "es/glossary/",
        "es/glossary/stack/",
        "es/glossary/#stack",
        "embed/es/glossary/",
        "embed/es/glossary/stack/",
    }


def test_stale_translation_is_marked_and_told(project: MakeProject) -> None:
    """When the English text changes, the page says so, and the check tells what to write."""
    root = _translated(project)
    path = root / "glossary.yaml"
    text = path.read_text("utf-8").replace("An organized set", "A well organized set")
    path.write_text(text, "utf-8")
    catalog, problems = open_catalog(root)
    now = digest_of(catalog.terms["stack"].data)
    (told,) = [str(p) for p in problems.remarks if p.rule == "translation-stale"]
    assert told == (
        "glossary.yaml:18:13: warning: terms[2].translations.es.of: the English text was changed"
        f" since this was translated — bring the translation up to it, then write 'of: {now}'"
    )
    page = _pages(catalog)["es/glossary/stack/"]
    assert "Anterior al texto en inglés" in _text(page)
    assert "Anterior al texto en inglés: stack" in _text(_pages(catalog)["es/glossary/"])
    path.write_text(
        path.read_text("utf-8").replace(catalog.terms["stack"].data.translations.es.of, now),
        "utf-8",
    )
    assert "Anterior al texto" not in _text(_pages(open_catalog(root)[0])["es/glossary/stack/"])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    forms: [stacks, stacked]\n", "    forms: [stacks]\n"),
        (
            "since: 2016-03-01\n    status: current\n  - id: education",
            "since: 2017-01-01\n    status: current\n  - id: education",
        ),
    ],
)
def test_what_is_not_translated_makes_nothing_stale(
    project: MakeProject, old: str, new: str
) -> None:
    """A change that no translator reads leaves translations as they are."""
    root = _translated(project)
    path = root / "glossary.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert "translation-stale" not in {p.rule for p in open_catalog(root)[1].remarks}


def test_remark_that_is_not_translated_is_marked_as_english() -> None:
    """A screen reader speaks an untranslated remark in English, within the Spanish page."""
    page = html.fromstring(_pages(open_catalog(FULL)[0])["es/glossary/half/"].html)
    assert page.xpath("//span[@lang='en']/text()") == ["This remark is not translated."]


def test_translated_micro_credential_marks_what_is_english() -> None:
    """Translated fields are in Spanish, the others marked as English, and the way back is there."""
    pages = {page.path: page for page in make_pages(open_catalog(FULL)[0], [])}
    page = pages["es/catalog/every-field/"]
    tree = html.fromstring(page.html)
    assert page.title == "Un nombre & <b>más</b>"
    english = {" ".join(e.text_content().split()) for e in tree.xpath("//*[@lang='en']")}
    assert {"Artifact", "Make something.", "ثانيا", "Row two", "Enough"} <= english
    cells = [cell.text_content() for cell in tree.xpath("//td[not(@lang)]")]
    assert cells == ["Todo & <b>más</b>.", "Bien."]
    assert not tree.xpath("//script")
    assert "../../../catalog/every-field/" in tree.xpath("//a/@href")
    assert pages["catalog/every-field/"].languages == page.languages
    assert pages["es/catalog/some-fields/"].redirect == "es/catalog/every-field/"
    assert pages["catalog/every-field/v3/"].languages == ()


def test_every_language_says_everything() -> None:
    """Each language has the messages of the English one, with the same blanks."""
    english = messages(ENGLISH)
    for language in LANGUAGES:
        other = messages(language)
        assert list(other) == list(english)
        for name, text in english.items():
            blanks = {part.partition("}")[0] for part in text.split("{")[1:]}
            assert blanks == {part.partition("}")[0] for part in other[name].split("{")[1:]}, name


def test_starter_glossary_is_complete_in_spanish() -> None:
    """Every term of this catalog has a Spanish page, marked as unofficial, none out of date."""
    catalog, problems = open_catalog(Path(__file__).parent.parent)
    assert "translation-stale" not in {problem.rule for problem in problems.remarks}
    for term in catalog.terms.values():
        assert term.data.translations, term.id
        assert term.data.translations.es, term.id
        assert term.data.translations.es.unofficial
        assert bool(term.data.note) == bool(term.data.translations.es.note)


def test_hand_written_page_cannot_take_the_builders_address(project: MakeProject) -> None:
    """Neither a page nor a term can stand where cards are put together."""
    root = project({"pages/glossary/embed.md": "# Mine\n"})
    with pytest.raises(Exception, match=r"pages/glossary/embed.md:1:1: .*/glossary/embed/"):
        open_catalog(root)
