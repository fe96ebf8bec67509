"""Views of the glossary's terms, in each language."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.corrections import Place, correction_link
from badgepress.documents.glossary.entries import related
from badgepress.languages import speech
from badgepress.load import Entry
from badgepress.model import Term, TermTranslation
from badgepress.pages.glossary_views import TermLink, TermView, TranslationView, Uses, UseView
from badgepress.pages.page import Translation
from badgepress.quotes import Quoted, embeds_of, quotes_of
from badgepress.translations import ENGLISH, LANGUAGES, is_stale, translation_of
from badgepress.yamlfile import field_name

MOST_USES = 12
"""So many pages of one kind are named; of more, the number is told."""
_TRANSLATED = ("term", "abbreviation", "definition", "note", "also")
_USES = {
    urls.CATALOG: "uses-catalog",
    urls.STACKS: "uses-stacks",
    urls.GLOSSARY: "uses-glossary",
    "": "uses-pages",
}
"""Beginning of a page's address → name of its group; the first that fits."""


@dataclass(frozen=True, slots=True)
class Said:
    """A term in one language."""

    entry: Entry[Term]
    term: Term
    """Its texts in that language."""
    language: str
    path: str

    def quoted(self, base_url: str) -> Quoted:
        """What others quote."""
        translation = translation_of(self.entry.data, self.language)
        standing = standing_of(translation, self.language).lower() if translation else ""
        return Quoted(self.term, base_url, self.path, self.language, standing)


def standing_of(translation: TermTranslation, language: str) -> str:
    """Whether a translation is official, in words of its language."""
    return speech(language)("unofficial" if translation.unofficial else "official")


def at(language: str, path: str) -> str:
    """The address of a page in a language."""
    return path if language == ENGLISH else urls.translated(language, path)


def said_in(catalog: Catalog, language: str) -> tuple[Said, ...]:
    """Every term that is there in a language, in its alphabet's order."""
    found = (say(entry, language) for entry in catalog.terms.values())
    return tuple(sorted(filter(None, found), key=lambda said: (_folded(said.term.term), said.path)))


def say(entry: Entry[Term], language: str) -> Said | None:
    """A term in a language; `None` where it is not translated."""
    path = at(language, urls.term(entry.id))
    if language == ENGLISH:
        return Said(entry, entry.data, language, path)
    translation = translation_of(entry.data, language)
    if translation is None:
        return None
    texts = {name: getattr(translation, name) for name in _TRANSLATED}
    texts["note"] = texts["note"] or entry.data.note
    return Said(entry, entry.data.model_copy(update=texts), language, path)


def pages_of(entry: Entry[Term]) -> tuple[Translation, ...]:
    """The pages of a term in its languages."""
    there = (each for each in (ENGLISH, *LANGUAGES) if say(entry, each))
    return tuple(Translation(each, at(each, urls.term(entry.id))) for each in there)


def view_of(catalog: Catalog, said: Said, uses: Uses) -> TermView:
    """Everything that a term's page shows."""
    entry, quoted = said.entry, said.quoted(catalog.settings.base_url)
    translation = translation_of(entry.data, said.language)
    left = translation and entry.data.note and not translation.note
    return TermView(
        term=said.term,
        path=said.path,
        see=tuple(sorted(_links(catalog, related(catalog, entry.id), said.language))),
        replaced_by=tuple(_links(catalog, entry.data.replaced_by, said.language)),
        history=tuple(sorted(entry.data.history, key=lambda w: (w.until, w.since), reverse=True)),
        uses=tuple(_used(uses.get(entry.id, ()), said.path)),
        quotes=quotes_of(quoted),
        embeds=embeds_of(quoted),
        correction=_correction(catalog, said),
        letter=letter_of(said.term.term),
        translation=TranslationView(
            unofficial=translation.unofficial,
            source=translation.source,
            stale=is_stale(entry.data, translation),
            original=TermLink(entry.data.term, urls.term(entry.id)),
        )
        if translation
        else None,
        untranslated=frozenset({"note"} if left else ()),
    )


def _links(catalog: Catalog, ids: Iterable[str], language: str) -> Iterator[TermLink]:
    """Terms in this language, or in English where they are not translated."""
    for term_id in ids:
        entry = catalog.terms[term_id]
        said = say(entry, language)
        path = said.path if said else urls.term(term_id)
        yield TermLink(said.term.term if said else entry.data.term, path)


def _used(pages: Sequence[tuple[str, str]], own: str) -> Iterator[UseView]:
    groups: Mapping[str, list[TermLink]] = {name: [] for name in _USES.values()}
    for title, path in dict.fromkeys(map(tuple, pages)):
        if path != own:
            kind = next(name for start, name in _USES.items() if path.startswith(start))
            groups[kind].append(TermLink(title, path))
    for kind, links in groups.items():
        if links:
            links.sort()
            yield UseView(kind, tuple(links[:MOST_USES]), max(0, len(links) - MOST_USES))


def _correction(catalog: Catalog, said: Said) -> str | None:
    entry = said.entry
    below = () if said.language == ENGLISH else ("translations", said.language)
    place = Place(
        title=f"{said.term.term} ({entry.id})",
        page=catalog.settings.base_url + said.path,
        file=entry.file.name,
        field=field_name((*entry.below, *below, "definition")),
        text=said.term.definition,
    )
    return correction_link(catalog.settings, place)


def letter_of(word: str) -> str:
    """The letter under which a word is found."""
    return _folded(word)[0].upper()


def _folded(word: str) -> str:
    """A word for sorting: without case and accents, but with the tilde that makes ñ a letter."""
    parts = unicodedata.normalize("NFKD", word.casefold().lstrip("¿¡\"'“‘«"))
    kept = (c for c in parts if not unicodedata.combining(c) or c == "\u0303")
    return unicodedata.normalize("NFC", "".join(kept)) or word
