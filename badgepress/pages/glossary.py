"""The page of all terms, one page a term, and the page for cards, in each language."""

import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents import schema_org
from badgepress.languages import day_in, speech
from badgepress.model import Term
from badgepress.pages.glossary_terms import Said, at, pages_of, said_in, view_of
from badgepress.pages.glossary_views import (
    BuilderView,
    Download,
    GlossaryView,
    Letter,
    TermLink,
    TermView,
    Uses,
)
from badgepress.pages.page import Alternate, Crumb, GeneratedPage, Translation
from badgepress.pages.render import Renderer
from badgepress.pages.search import TERM
from badgepress.quotes import glossary_embeds_of
from badgepress.translations import ENGLISH, languages_of

NO_USES: Uses = MappingProxyType({})


def glossary_pages(
    catalog: Catalog, renderer: Renderer, uses: Uses = NO_USES
) -> Iterator[GeneratedPage]:
    """In each language the page of all terms first; `uses` says where the site uses them."""
    for language in languages_of(catalog.terms.values()):
        yield from _Pages(catalog, renderer, language, uses).all()


def spoken(language: str) -> dict[str, Any]:
    """What templates of pages in several languages receive besides."""
    return {"say": speech(language), "language": language, "day": partial(day_in, language)}


class _Pages:
    """The glossary's pages in one language."""

    def __init__(self, catalog: Catalog, renderer: Renderer, language: str, uses: Uses) -> None:
        self._catalog, self._renderer, self._language = catalog, renderer, language
        self._terms = said_in(catalog, language)
        self._views = tuple(view_of(catalog, said, uses) for said in self._terms)
        self._say = speech(language)
        self._home = at(language, urls.GLOSSARY)
        self._crumb = Crumb(self._say("glossary"), self._home)

    def all(self) -> Iterator[GeneratedPage]:
        """The page of all terms, one page a term, the page for cards."""
        yield self._of_all()
        for said, view in zip(self._terms, self._views, strict=True):
            yield self._of_one(said, view)
        yield self._builder()

    def _of_all(self) -> GeneratedPage:
        entries = [said.entry for said in self._terms]
        base_url = self._catalog.settings.base_url
        about: Callable[[], dict[str, Any]] = partial(schema_org.glossary, base_url, entries)
        if self._language != ENGLISH:
            about = partial(schema_org.translated_glossary, base_url, entries, self._language)
        lead = self._say("glossary-lead")
        view = GlossaryView(
            path=self._home,
            terms=self._views,
            letters=tuple(_letters(self._views)),
            downloads=tuple(_downloads()),
            translated=translated_as(self._views),
            builder=at(self._language, urls.GLOSSARY_EMBED),
        )
        return GeneratedPage(
            self._home,
            self._crumb.title,
            lead,
            self._render("glossary.html", self._home, view=view, lead=lead),
            source=entries[0].file.name if entries else None,
            searchable=False,
            alternates=tuple(
                Alternate(path, kind, f"{self._crumb.title} ({kind})")
                for path, kind in urls.GLOSSARY_TYPES.items()
            ),
            language=self._language,
            languages=self._everywhere(urls.GLOSSARY),
            about=about,
        )

    def _of_one(self, said: Said, view: TermView) -> GeneratedPage:
        base_url = self._catalog.settings.base_url
        about: Callable[[], dict[str, Any]] = partial(schema_org.term, base_url, said.entry)
        if self._language != ENGLISH:
            about = partial(schema_org.translated_term, base_url, said.entry, self._language)
        return GeneratedPage(
            path=view.path,
            title=view.term.term,
            description=view.term.definition,
            html=self._render("term.html", view.path, view=view),
            crumbs=(self._crumb,),
            source=said.entry.file.name,
            language=self._language,
            languages=pages_of(said.entry),
            marks=TERM,
            words=", ".join(filter(None, _other_words(view.term, self._language))),
            about=about,
        )

    def _builder(self) -> GeneratedPage:
        base_url, path = self._catalog.settings.base_url, at(self._language, urls.GLOSSARY_EMBED)
        quoted = [said.quoted(base_url) for said in self._terms]
        title = self._say("build-title")
        view = BuilderView(
            path=path,
            choices=(
                TermLink(self._say("whole"), self._home),
                *(TermLink(said.term.term, said.path) for said in self._terms),
            ),
            embeds=glossary_embeds_of(base_url, self._home, self._crumb.title, quoted),
        )
        return GeneratedPage(
            path=path,
            title=title,
            description=self._say("build-lead"),
            html=self._render("glossary_embed.html", path, view=view),
            crumbs=(self._crumb,),
            searchable=False,
            language=self._language,
            languages=self._everywhere(urls.GLOSSARY_EMBED),
        )

    def _everywhere(self, path: str) -> tuple[Translation, ...]:
        return tuple(
            Translation(each, at(each, path)) for each in languages_of(self._catalog.terms.values())
        )

    def _render(self, template: str, path: str, **variables: object) -> str:
        return self._renderer.render(template, path, **variables, **spoken(self._language))


def _other_words(term: Term, language: str) -> Iterator[str | None]:
    """What a term is called besides; its forms are those of the English word."""
    yield term.abbreviation
    yield from term.also
    if language == ENGLISH:
        yield from term.forms


def translated_as(views: Iterable[TermView]) -> str:
    """`unofficial` where one of the terms is translated so, else `official`; empty in English."""
    standing = {view.translation.unofficial for view in views if view.translation}
    if not standing:
        return ""
    return "unofficial" if True in standing else "official"


def _letters(views: tuple[TermView, ...]) -> Iterator[Letter]:
    """A to Z, and what else terms begin with, each with its first term."""
    first: Mapping[str, str] = {view.letter: view.term.id for view in reversed(views)}
    for letter in sorted({*string.ascii_uppercase, *first}):
        yield Letter(letter, first.get(letter))


def _downloads() -> Iterator[Download]:
    for path in urls.GLOSSARY_FILES:
        ending = path.rpartition(".")[2]
        name = {"jsonld": "JSON-LD", "ttl": "SKOS (Turtle)"}.get(ending, ending.upper())
        yield Download(path, name, f"download-{ending}")
