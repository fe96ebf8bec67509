"""The glossary's cards for other sites: one for each term, and one of all."""

from collections.abc import Iterator

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.languages import speech
from badgepress.pages.embedding import Embed, embed
from badgepress.pages.glossary import spoken, translated_as
from badgepress.pages.glossary_terms import Said, at, said_in, view_of
from badgepress.pages.render import Renderer
from badgepress.translations import languages_of


def glossary_cards(catalog: Catalog, renderer: Renderer) -> Iterator[Embed]:
    """In each language the card of all terms first; former ids keep their cards."""
    for language in languages_of(catalog.terms.values()):
        terms = said_in(catalog, language)
        page, title = at(language, urls.GLOSSARY), speech(language)("glossary")
        views = [view_of(catalog, said, {}) for said in terms]
        template = "glossary.html"
        told = {"terms": views, "translated": translated_as(views), **spoken(language)}
        yield embed(renderer, template, page, title, **told)
        for said in terms:
            for term_id in (said.entry.id, *said.entry.data.formerly):
                yield _card(catalog, renderer, said, at(language, urls.term(term_id)))


def _card(catalog: Catalog, renderer: Renderer, said: Said, page: str) -> Embed:
    view = view_of(catalog, said, {})
    title = view.term.term
    return embed(renderer, "term.html", page, title, view=view, **spoken(said.language))
