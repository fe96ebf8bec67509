"""Addresses that would clash, or be too long to last."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.folder import of_file
from badgepress.kinds import FRAMEWORK, ISSUER, MICRO_CREDENTIAL, RECOGNIZER
from badgepress.load import Documents, Entry
from badgepress.problems import Problem, Problems
from badgepress.translations import LANGUAGES, languages_of, translation_of

FIXED = (
    urls.HOME,
    *urls.LISTS,
    *urls.API_FILES,
    *urls.FEEDS,
    *urls.GLOSSARY_FILES,
    urls.PLAN,
    urls.COMPARE,
    urls.embed(urls.GLOSSARY),
)
"""Permanent addresses of every site, whatever its content; home is the first."""
_OWN_FOLDERS = {
    path.split("/")[0]: (path, "what badgepress makes")
    for path in (
        "browse/",
        urls.USE,
        urls.API,
        f"{urls.SEARCH_INDEX}/",
        urls.PLAN,
        urls.COMPARE,
        urls.embed(""),
    )
}


def check_addresses(
    documents: Documents, catalog: Catalog, pages_folder: Path, problems: Problems
) -> None:
    """No address is longer than old backpacks can store, and no hand-written file takes one."""
    base = catalog.settings.base_url
    made = (*FIXED[1:], *builder_pages(catalog), urls.AREA_STYLES, urls.SITEMAP)
    taken: dict[str, str] = dict.fromkeys(made, "what badgepress makes")
    longest: dict[tuple[str, str], tuple[int, Entry[Any]]] = {}
    for entry, path in entity_addresses(catalog):
        taken[path] = entry.file.name
        own = (entry.file.name, entry.id)
        known = longest.get(own, (0, entry))
        longest[own] = max(known, (len(base + path), entry), key=lambda item: item[0])
    problems.extend(
        _too_long(entry, length) for length, entry in longest.values() if length > urls.MAX_LENGTH
    )
    problems.extend(_collisions(documents.root, pages_folder, taken))


def entity_addresses(catalog: Catalog) -> Iterator[tuple[Entry[Any], str]]:
    """Every permanent address that is made from YAML, with what it belongs to."""
    for kind, entry in catalog.offered():
        for entity_id in (entry.id, *entry.data.formerly):
            page = urls.page(kind.address, entity_id)
            yield entry, page
            yield entry, urls.embed(page)
    for version in catalog.versions():
        yield version.head, version.path
        for name in urls.BADGE_FILES if has_badge(version.entry.data) else ():
            yield version.head, version.path + name
    for issuer in catalog.issuers.values():
        logo = (urls.LOGO_SVG, urls.LOGO_PNG) if issuer.data.artwork else ()
        for entity_id in (issuer.id, *issuer.data.formerly):
            home = urls.page(ISSUER.address, entity_id)
            for name in ("", *urls.ISSUER_FILES, *logo):
                yield issuer, home + name
    for recognizer in catalog.recognizers.values():
        for entity_id in (recognizer.id, *recognizer.data.formerly):
            page = urls.page(RECOGNIZER.address, entity_id)
            yield recognizer, urls.embed(page)
            for name in ("", *urls.RECOGNIZER_FILES):
                yield recognizer, page + name
    for framework in catalog.frameworks.values():
        for entity_id in (framework.id, *framework.data.formerly):
            yield framework, urls.page(FRAMEWORK.address, entity_id)
    for term in catalog.terms.values():
        for term_id in (term.id, *term.data.formerly):
            yield term, urls.term(term_id)
            yield term, urls.embed(urls.term(term_id))
    yield from _translated_addresses(catalog)


def _translated_addresses(catalog: Catalog) -> Iterator[tuple[Entry[Any], str]]:
    """Permanent addresses of translations, and of the cards of terms in other languages."""
    for language in LANGUAGES:
        terms = catalog.terms.values()
        translated = [term for term in terms if translation_of(term.data, language)]
        home = urls.translated(language, urls.GLOSSARY)
        for term in translated:
            for term_id in (term.id, *term.data.formerly):
                page = urls.translated(language, urls.term(term_id))
                yield term, page
                yield term, urls.embed(page)
        if translated:
            yield translated[0], home
            yield translated[0], urls.embed(home)
        for entry in catalog.micro_credentials.values():
            if translation_of(entry.data, language):
                for entity_id in (entry.id, *entry.data.formerly):
                    page = urls.page(MICRO_CREDENTIAL.address, entity_id)
                    yield entry, urls.translated(language, page)


def builder_pages(catalog: Catalog) -> Iterator[str]:
    """The page in each language on which a card of the glossary is put together."""
    yield urls.GLOSSARY_EMBED
    for language in languages_of(catalog.terms.values())[1:]:
        yield urls.translated(language, urls.GLOSSARY_EMBED)


def permanent_addresses(catalog: Catalog) -> Iterator[str]:
    """Everything that answers for ever once it is published, anchors of terms included."""
    yield from FIXED
    for _, path in entity_addresses(catalog):
        yield path
    for term in catalog.terms.values():
        for term_id in (term.id, *term.data.formerly):
            yield urls.term_anchor(term_id)
            for language in LANGUAGES:
                if translation_of(term.data, language):
                    yield urls.translated(language, urls.term_anchor(term_id))


def _too_long(entry: Entry[Any], length: int) -> Problem:
    message = f"its longest address would have {length} characters; at most {urls.MAX_LENGTH} are"
    advice = "shorten the id, or the base_url in mkdocs.yml"
    return entry.problem((), f"{message} allowed", advice, "address-length")


def _collisions(root: Path, pages_folder: Path, taken: dict[str, str]) -> Iterator[Problem]:
    # Some hosts and disks tell letter cases apart, others do not: neither may matter.
    owners = {path.rstrip("/").lower(): (path, owner) for path, owner in taken.items()}
    for top, folders, names in os.walk(pages_folder):
        folders.sort()
        for name in sorted(names):
            file = Path(top, name)
            address = _address_of(PurePosixPath(file.relative_to(pages_folder).as_posix()))
            # Whatever begins like this is the catalog's own: lists that may change, and bulk data.
            found = _OWN_FOLDERS.get(address.split("/")[0]) or owners.get(address)
            if found:
                path, owner = found
                yield of_file(
                    file.relative_to(root).as_posix(),
                    f"it has the same address as {owner}: /{path}",
                    "rename it, or move it elsewhere",
                    "duplicate-address",
                )


def _address_of(page: PurePosixPath) -> str:
    path = page.with_suffix("") if page.suffix in (".md", ".html") else page
    if path.name in ("index", "README"):
        path = path.parent
    return path.as_posix().lower()
