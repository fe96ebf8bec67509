"""Pages of translated micro-credentials: to read them; what is binding is the page in English."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.corrections import Place, correction_link
from badgepress.kinds import MICRO_CREDENTIAL
from badgepress.languages import speech
from badgepress.load import Entry
from badgepress.model import (
    Criterion,
    Method,
    MicroCredential,
    MicroCredentialTranslation,
    Part,
)
from badgepress.model.translations import (
    CriterionTranslation,
    MethodTranslation,
    PartTranslation,
)
from badgepress.pages.facets import is_offered
from badgepress.pages.glossary import spoken
from badgepress.pages.glossary_terms import at
from badgepress.pages.glossary_views import TermLink, TranslationView
from badgepress.pages.page import Crumb, GeneratedPage, Translation
from badgepress.pages.render import Renderer
from badgepress.pages.translated_views import PartView, RowView, TranslatedView, Words
from badgepress.translations import ENGLISH, LANGUAGES, is_stale, translation_of
from badgepress.yamlfile import field_name


def translated_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """The page of each micro-credential in each language into which it is translated."""
    for entry in catalog.micro_credentials.values():
        for language in LANGUAGES:
            if translation := translation_of(entry.data, language):
                yield _page(catalog, renderer, entry, language, translation)


def editions_of(entry: Entry[Any]) -> tuple[Translation, ...]:
    """The page of a micro-credential in each of its languages; of a stack, none besides."""
    page = urls.page(MICRO_CREDENTIAL.address, entry.id)
    if not isinstance(entry.data, MicroCredential):
        return ()
    there = (each for each in LANGUAGES if translation_of(entry.data, each))
    return tuple(Translation(each, at(each, page)) for each in (ENGLISH, *there))


def _page(
    catalog: Catalog,
    renderer: Renderer,
    entry: Entry[MicroCredential],
    language: str,
    translation: MicroCredentialTranslation,
) -> GeneratedPage:
    view = _view(catalog, entry, language, translation)
    catalog_page = Crumb(speech(language)("catalog"), urls.CATALOG)
    return GeneratedPage(
        path=view.path,
        title=view.name.text,
        description=view.summary.text,
        html=renderer.render("translated.html", view.path, view=view, **spoken(language)),
        crumbs=(catalog_page,),
        source=entry.file.name,
        searchable=is_offered(entry),
        language=language,
        languages=editions_of(entry),
    )


def _view(
    catalog: Catalog,
    entry: Entry[MicroCredential],
    language: str,
    translation: MicroCredentialTranslation,
) -> TranslatedView:
    data = entry.data
    page = urls.page(MICRO_CREDENTIAL.address, entry.id)
    version = urls.version(MICRO_CREDENTIAL.address, entry.id, data.version)
    method = translation.method or MethodTranslation()
    guide = catalog.scoring_guide_of(data)
    levels = [level.id for level in guide.levels]
    parts = zip_longest(data.parts, translation.parts[: len(data.parts)])
    return TranslatedView(
        data=data,
        path=at(language, page),
        image=version + urls.BADGE_SVG,
        translation=TranslationView(
            unofficial=translation.unofficial,
            source=translation.source,
            stale=is_stale(data, translation),
            original=TermLink(data.name, page),
        ),
        name=Words(translation.name),
        summary=_words(translation.summary, data.summary),
        competency=_words(translation.competency, data.competency),
        rationale=_words(translation.rationale, data.rationale) if data.rationale else None,
        method=_words(method.key, data.method.key),
        components=tuple(_components(data.method, method)),
        levels=tuple(level.name for level in guide.levels),
        parts=tuple(_part(part, ours or PartTranslation(), levels) for part, ours in parts),
        correction=_correction(catalog, entry, language, translation),
    )


def _words(translated: str | None, english: str) -> Words:
    return Words(english, ENGLISH) if translated is None else Words(translated)


def _components(method: Method, translated: MethodTranslation) -> Iterator[tuple[Words, Words]]:
    for english, ours in zip_longest(method.components, translated.components):
        yield (
            _words(ours.name if ours else None, english.name),
            _words(ours.description if ours else None, english.description),
        )


def _part(part: Part, ours: PartTranslation, levels: Sequence[str]) -> PartView:
    rows = [
        RowView(
            _words(row.name, english.name) if part.criteria else None,
            _cells(english.rubric, row.rubric, levels),
        )
        for english, row in zip_longest(part.rows, _rows(part, ours))
    ]
    name, prompt = _words(ours.name, part.name), _words(ours.prompt, part.prompt)
    return PartView(part.kind, name, prompt, tuple(rows))


def _rows(part: Part, ours: PartTranslation) -> Iterator[CriterionTranslation]:
    """A row of the translation for each English one."""
    if not part.criteria:
        yield CriterionTranslation(rubric=ours.rubric)
        return
    row: CriterionTranslation | None
    _: Criterion
    for _, row in zip_longest(part.criteria, ours.criteria):
        yield row or CriterionTranslation()


def _cells(
    english: Mapping[str, str], ours: Mapping[str, str], levels: Sequence[str]
) -> tuple[Words, ...]:
    return tuple(_words(ours.get(level), english[level]) for level in levels)


def _correction(
    catalog: Catalog,
    entry: Entry[MicroCredential],
    language: str,
    translation: MicroCredentialTranslation,
) -> str | None:
    page = at(language, urls.page(MICRO_CREDENTIAL.address, entry.id))
    place = Place(
        title=f"{translation.name} ({entry.id})",
        page=catalog.settings.base_url + page,
        file=entry.file.name,
        field=field_name(("translations", language)),
        text=translation.summary or translation.name,
    )
    return correction_link(catalog.settings, place)
