"""Translations: what they are of, whether the English text changed since, and what is wrong."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from badgepress.kinds import MICRO_CREDENTIAL
from badgepress.load import Documents, Entry
from badgepress.model import MicroCredential, MicroCredentialTranslation, Term
from badgepress.model.translations import TermTranslation, TermTranslations, Translated
from badgepress.model.walk import models_in
from badgepress.problems import Problem
from badgepress.yamlfile import FieldPath

ENGLISH = "en"
"""The language of everything that is no translation."""
LANGUAGES = tuple(TermTranslations.model_fields)
"""The languages that a text may be translated into; each has its words for pages."""
_DIGITS = 12

Found = Iterator[Problem]


def translation_of(data: Any, language: str) -> Any:
    """A term's or a micro-credential's translation; `None` where there is none."""
    return getattr(data.translations, language, None) if data.translations else None


def languages_of(terms: Iterable[Entry[Term]]) -> tuple[str, ...]:
    """English, and each language into which one of the terms is translated."""
    known = tuple(term.data for term in terms)
    return (ENGLISH, *(each for each in LANGUAGES if any(translation_of(t, each) for t in known)))


def digest_of(data: Any) -> str:
    """The digest of what a translator reads: the English text of every field that is translated.

    `en-` and the first 12 hexadecimal digits of a SHA-256.
    """
    model = MicroCredentialTranslation if isinstance(data, MicroCredential) else TermTranslation
    text = json.dumps(_texts(model, data), ensure_ascii=True, sort_keys=True)
    return f"{ENGLISH}-{hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]}"


def is_stale(data: Any, translation: Translated) -> bool:
    """Whether the English text is another one than was translated."""
    return translation.of != digest_of(data)


def _texts(model: type[BaseModel], data: Any) -> dict[str, Any]:
    """The values that a model of translations has a place for."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in Translated.model_fields:
            continue
        value = getattr(data, name)
        inner = next(models_in(field.annotation), None)
        if inner and isinstance(value, tuple):
            value = [_texts(inner, item) for item in value]
        elif inner and value is not None:
            value = _texts(inner, value)
        if value:
            found[name] = value
    return found


def translations_fit(documents: Documents) -> Found:
    """A translation says of which text it is, and has no more parts and levels than that."""
    for entry, language, translation in _all(documents):
        here: FieldPath = ("translations", language)
        if translation.of is None:
            message = "nothing says of which English text this is a translation"
            advice = f"read it against the English text, then write 'of: {digest_of(entry.data)}'"
            yield entry.problem(here, message, advice, "translation")
        if isinstance(translation, MicroCredentialTranslation):
            yield from _shape(entry, here, translation)


def translated_terms_are_distinct(documents: Documents) -> Found:
    """In each language a word stands for one term alone."""
    owner: dict[tuple[str, str], str] = {}
    for entry, language, translation in _all(documents):
        if not isinstance(translation, TermTranslation):
            continue
        for name in ("term", "abbreviation"):
            word = getattr(translation, name)
            if word is None:
                continue
            first = owner.setdefault((language, word.casefold()), entry.id)
            if first != entry.id:
                path = ("translations", language, name)
                message = f"'{word}' stands for the term '{first}' already"
                advice = "find another word for one of the two terms"
                yield entry.problem(path, message, advice, "ambiguous-term")


def translations_are_new(documents: Documents) -> Found:
    """Remarks on translations whose English text changed since; their pages say so as well."""
    for entry, language, translation in _all(documents):
        if translation.of and is_stale(entry.data, translation):
            path = ("translations", language, "of")
            message = "the English text was changed since this was translated"
            advice = f"bring the translation up to it, then write 'of: {digest_of(entry.data)}'"
            yield entry.problem(path, message, advice, "translation-stale")


def _all(documents: Documents) -> Iterator[tuple[Entry[Any], str, Any]]:
    """Every translation, with what it is of and its language."""
    micro_credentials = documents.entries[MICRO_CREDENTIAL.name]
    for entry in (*documents.terms.values(), *micro_credentials.values()):
        for language in LANGUAGES:
            if translation := translation_of(entry.data, language):
                yield entry, language, translation


def _shape(
    entry: Entry[MicroCredential], here: FieldPath, translation: MicroCredentialTranslation
) -> Found:
    for path, ours, theirs in _lists(translation, entry.data):
        if len(ours) > len(theirs):
            message = f"there are {len(ours)} here, but the English text has {len(theirs)}"
            place = (*here, *path, len(theirs))
            yield entry.problem(place, message, "remove what is too much", "translation")
    for path, texts, levels in _rubrics(translation, entry.data):
        for level in texts:
            if level not in levels:
                message = f"the English text has no level '{level}' here"
                advice = f"use {', '.join(levels)}" if levels else "remove it"
                place = (*here, *path, level)
                yield entry.problem(place, message, advice, "translation", at_key=True)


def _lists(
    translation: MicroCredentialTranslation, data: MicroCredential
) -> Iterator[tuple[FieldPath, Sequence[object], Sequence[object]]]:
    """Each list of a translation with the one that it is laid over."""
    if translation.method:
        path = ("method", "components")
        yield path, translation.method.components, data.method.components
    yield ("parts",), translation.parts, data.parts
    for index, (ours, theirs) in enumerate(zip(translation.parts, data.parts, strict=False)):
        yield ("parts", index, "criteria"), ours.criteria, theirs.criteria


def _rubrics(
    translation: MicroCredentialTranslation, data: MicroCredential
) -> Iterator[tuple[FieldPath, Mapping[str, str], Mapping[str, str]]]:
    """Each rubric of a translation with the one that it is laid over."""
    for index, (ours, theirs) in enumerate(zip(translation.parts, data.parts, strict=False)):
        yield ("parts", index, "rubric"), ours.rubric, theirs.rubric or {}
        for row, (mine, english) in enumerate(zip(ours.criteria, theirs.criteria, strict=False)):
            yield ("parts", index, "criteria", row, "rubric"), mine.rubric, english.rubric
