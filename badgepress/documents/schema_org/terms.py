"""The glossary (schema.org DefinedTermSet, DefinedTerm)."""

from collections.abc import Iterable

from badgepress import urls
from badgepress.documents.schema_org.pages import CONTEXT, Node
from badgepress.documents.schema_org.parties import work
from badgepress.languages import speech
from badgepress.load import Entry
from badgepress.model import Term, TermTranslation
from badgepress.translations import ENGLISH, LANGUAGES, translation_of


def glossaries(base_url: str, entries: Iterable[Entry[Term]]) -> Node:
    """The whole glossary in each of its languages, as a document of its own."""
    known = list(entries)
    translated = (translated_glossary(base_url, known, language) for language in LANGUAGES)
    sets = [found for found in translated if found["hasDefinedTerm"]]
    return {"@context": CONTEXT, "@graph": [glossary(base_url, known), *sets]}


def translated_glossary(base_url: str, entries: Iterable[Entry[Term]], language: str) -> Node:
    """Every term that is translated, as a set."""
    terms = [
        _translated(base_url, entry, translation, language)
        for entry in entries
        if (translation := translation_of(entry.data, language))
    ]
    return _translated_set(base_url, language) | {"hasDefinedTerm": terms}


def translated_term(base_url: str, entry: Entry[Term], language: str) -> Node:
    """One term in another language, with the set it belongs to."""
    node = _translated(base_url, entry, translation_of(entry.data, language), language)
    return node | {"inDefinedTermSet": _translated_set(base_url, language)}


def _translated_set(base_url: str, language: str) -> Node:
    address = base_url + urls.translated(language, urls.GLOSSARY)
    return {
        "@type": "DefinedTermSet",
        "@id": f"{address}#glossary",
        "name": speech(language)("glossary"),
        "url": address,
        "inLanguage": language,
        "translationOfWork": {"@id": _set(base_url)["@id"]},
    }


def _translated(
    base_url: str, entry: Entry[Term], translation: TermTranslation, language: str
) -> Node:
    node: Node = {
        "@type": "DefinedTerm",
        "@id": base_url + urls.translated(language, urls.term_anchor(entry.id)),
        "name": translation.term,
        "description": translation.definition,
        "termCode": entry.id,
        "url": base_url + urls.translated(language, urls.term(entry.id)),
        "sameAs": f"{base_url}{urls.term_anchor(entry.id)}",
    }
    if names := _alternatives(translation):
        node["alternateName"] = names
    return node


def _alternatives(data: Term | TermTranslation) -> list[str]:
    return [*([data.abbreviation] if data.abbreviation else ()), *data.also]


def glossary(base_url: str, entries: Iterable[Entry[Term]]) -> Node:
    """All terms as a set."""
    return _set(base_url) | {"hasDefinedTerm": [_term(base_url, entry) for entry in entries]}


def term(base_url: str, entry: Entry[Term]) -> Node:
    """One term, with the set it belongs to."""
    return _term(base_url, entry) | {"inDefinedTermSet": _set(base_url)}


def _set(base_url: str) -> Node:
    address = base_url + urls.GLOSSARY
    # No term has this id: the word is kept for the site's own addresses.
    return {
        "@type": "DefinedTermSet",
        "@id": f"{address}#glossary",
        "name": "Glossary",
        "url": address,
        "inLanguage": ENGLISH,
    }


def _term(base_url: str, entry: Entry[Term]) -> Node:
    data = entry.data
    node: Node = {
        "@type": "DefinedTerm",
        "@id": f"{base_url}{urls.GLOSSARY}#{entry.id}",
        "name": data.term,
        "description": data.definition,
        "termCode": entry.id,
        "url": base_url + urls.term(entry.id),
    }
    if names := _alternatives(data):
        node["alternateName"] = names
    node["subjectOf"] = work(data.source) | {"datePublished": data.since.isoformat()}
    return node
