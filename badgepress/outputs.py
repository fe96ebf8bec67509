"""Everything that the engine publishes, as an ordered list of outputs, unique by path.

Writing them is the adapter's business.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from badgepress import rasters, urls
from badgepress.api import api_bundles, openapi
from badgepress.badge_files import badge_documents, badge_files, badge_svg
from badgepress.bundles import Bundle
from badgepress.catalog import Catalog, has_badge
from badgepress.documents import openbadges2, openbadges3
from badgepress.documents.glossary import glossary_files
from badgepress.documents.jsontext import to_json
from badgepress.documents.sitemap import sitemap
from badgepress.feeds import feed_files
from badgepress.handouts import handout_paths, handouts_of
from badgepress.hosting import site_files
from badgepress.kinds import ISSUER, Kind
from badgepress.load import Entry
from badgepress.memory import Memory
from badgepress.model import Issuer
from badgepress.pages import GeneratedPage, Renderer, all_pages
from badgepress.pages.embeds import all_embeds
from badgepress.pages.styles import area_styles
from badgepress.pictures import holds_png, picture, prepare_pictures, svg_of
from badgepress.planning import planning_bundles
from badgepress.platforms import ctdl, moodle
from badgepress.platforms.badge import Badge
from badgepress.published.records import digest
from badgepress.stages import Stage, during, steps
from badgepress.terms.site import SiteTerms
from badgepress.versions import Version
from badgepress.vocabulary import vocabulary_json

_DOCUMENTS = (f"/{urls.BADGE_CLASS}", f"/{urls.ACHIEVEMENT}")
_AT_ONCE = 256
"""Entries whose pictures are made together: enough for all processors, few enough for memory."""


@dataclass(frozen=True, slots=True)
class Output:
    """One published file that is no page."""

    path: str
    """Address relative to `base_url`, which is also its place in the site's folder."""
    content: str | bytes


@dataclass(frozen=True, slots=True)
class LateOutput:
    """One published file that is large and soon made, so that nobody keeps its content."""

    path: str
    """As in `Output`."""
    make: Callable[[], bytes]

    @property
    def content(self) -> bytes:
        """Made anew each time."""
        return self.make()


def all_files(catalog: Catalog) -> Iterator[Output | LateOutput]:
    """Badge documents, profiles, pictures, handouts, bulk data and styles."""
    return steps(Stage.DOCUMENTS, _all_files(catalog))


def _all_files(catalog: Catalog) -> Iterator[Output | LateOutput]:
    digests: dict[str, str] = {}
    offered = catalog.offered()
    while batch := list(islice(offered, _AT_ONCE)):
        prepare_pictures(wanted_of(catalog, batch))
        for kind, entry in batch:
            for output in entry_files(catalog, kind, entry):
                if is_document(output.path):
                    digests[output.path] = digest_of(output)
                yield output
    yield from shared_files(catalog, digests)
    rasters.finish()


def entry_files(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[Output | LateOutput]:
    """What stands beside the pages of something offered: what readers and other systems take along,
    and of each version that has a badge its documents and pictures, which take the longest.
    """
    for path, text in handouts_of(catalog, kind, entry):
        yield Output(path, text)
    for version in catalog.versions_of(kind, entry):
        if has_badge(version.entry.data):
            yield from _of_version(catalog, version)


def entry_paths(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[str]:
    """Where `entry_files` stand, without making them."""
    for version in catalog.versions_of(kind, entry):
        if has_badge(version.entry.data):
            yield from (version.path + name for name in urls.BADGE_FILES)
            if version.is_current:
                yield urls.use(kind.address, version.entry.id) + urls.MOODLE_BACKUP
    yield from handout_paths(kind, entry)


def page_paths(catalog: Catalog, kind: Kind, entry: Entry[Any]) -> Iterator[str]:
    """Where the pages of something offered stand."""
    yield urls.page(kind.address, entry.id)
    yield from (version.path for version in catalog.versions_of(kind, entry))
    yield urls.use(kind.address, entry.id)


def _of_version(catalog: Catalog, version: Version) -> Iterator[Output | LateOutput]:
    """A version's documents and pictures; for the current one, Moodle's backup as well."""
    kind, entry = version.kind, version.entry
    content = b""
    for name, content in badge_files(catalog, kind, entry):
        yield Output(version.path + name, content)
    if version.is_current:
        badge = Badge(catalog, kind, entry, content)  # the picture as PNG comes last
        make = partial(moodle.backup, [badge], entry.id)
        yield LateOutput(urls.use(kind.address, entry.id) + urls.MOODLE_BACKUP, make)


def is_document(path: str) -> bool:
    """Whether a file of `entry_files` is a hosted document, which the index has a digest of."""
    return path.endswith(_DOCUMENTS)


def digest_of(output: Output | LateOutput) -> str:
    """SHA-256 of the file's bytes."""
    content = output.content
    return digest(content if isinstance(content, bytes) else content.encode())


def wanted_of(
    catalog: Catalog, offered: Iterable[tuple[Kind, Entry[Any]]]
) -> Iterator[rasters.Wanted]:
    """The pictures that must be drawn for all versions that have a badge."""
    for kind, entry in offered:
        for version in catalog.versions_of(kind, entry):
            if has_badge(version.entry.data):
                svg = badge_svg(catalog, kind, version.entry)
                if not holds_png(svg):
                    yield rasters.Wanted(svg)
                if version.is_current:
                    yield from (rasters.Wanted(svg, size) for size in moodle.SIZES.values())


def shared_files(catalog: Catalog, digests: Mapping[str, str]) -> Iterator[Output]:
    """Everything else; `digests` are those of the documents, by path."""
    for bundle in shared_bundles(catalog, lambda: digests):
        for path, content in bundle.files():
            yield Output(path, content)


def shared_bundles(catalog: Catalog, digests: Callable[[], Mapping[str, str]]) -> Iterator[Bundle]:
    """The same, not made yet; `digests` are asked for when the index is made."""
    for path, document in ctdl.makers(catalog):
        yield Bundle.single(path, partial(_json, document))
    for issuer in catalog.issuers.values():
        for entity_id in (issuer.id, *issuer.data.formerly):
            yield from _issuer_files(catalog, replace(issuer, id=entity_id))
    yield from api_bundles(catalog, digests)
    yield Bundle(urls.GLOSSARY_FILES, lambda: glossary_files(catalog))
    base_url = catalog.settings.base_url
    yield Bundle.single(urls.API_DESCRIPTION, lambda: to_json(openapi(base_url)))
    yield from planning_bundles(catalog)
    yield Bundle.single(urls.AREA_STYLES, lambda: area_styles(catalog))
    yield Bundle.single(urls.VOCABULARY, lambda: vocabulary_json(catalog))


def _issuer_files(catalog: Catalog, issuer: Entry[Issuer]) -> Iterator[Bundle]:
    """Profile and logo under one of an issuer's ids; a former one is still its id to backpacks."""
    home = urls.page(ISSUER.address, issuer.id)
    for name, standard in ((urls.ISSUER_PROFILE, openbadges2), (urls.PROFILE, openbadges3)):
        yield Bundle.single(home + name, partial(_json, partial(standard.profile, catalog, issuer)))
    if issuer.data.artwork:
        yield Bundle.single(home + urls.LOGO_SVG, lambda: svg_of(catalog, issuer))
        yield Bundle.single(home + urls.LOGO_PNG, lambda: picture(catalog, issuer).png)


def _json(document: Callable[[], dict[str, Any]]) -> str:
    return to_json(document())


def document_digests(catalog: Catalog) -> dict[str, str]:
    """SHA-256 of each hosted document, by path. Raises `OSError`."""
    return {
        version.path + name: digest(content)
        for version in catalog.versions()
        if has_badge(version.entry.data)
        for name, content in badge_documents(catalog, version.kind, version.entry)
    }


def host_files(catalog: Catalog) -> Iterator[Output]:
    """What web hosts read; an owner's own file of the same name takes its place."""
    for name, text in site_files(catalog).items():
        yield Output(name, text)


def make_feeds(catalog: Catalog, site_name: str) -> Iterator[Output]:
    """Feeds of what changed, for the whole site and for each recognizer."""
    for path, text in feed_files(catalog, site_name):
        yield Output(path, text)


@during(Stage.RENDERING)
def make_pages(
    catalog: Catalog,
    theme_folders: Sequence[Path],
    terms: SiteTerms | None = None,
    memory: Memory | None = None,
) -> list[GeneratedPage]:
    """All pages made from YAML; templates in the site's own theme folders come first.

    Each page gets its links to terms before the next one is made: when the glossary's pages are,
    `terms` knows who uses them.
    """
    terms = terms or SiteTerms(catalog)
    # Pages are linked one by one, so the uses are complete when the glossary comes.
    pages = all_pages(catalog, Renderer(theme_folders, memory), terms.uses)
    return [terms.of_page(page) for page in pages]


def make_embeds(catalog: Catalog, theme_folders: Sequence[Path]) -> Iterator[Output]:
    """Small cards for other sites."""
    for card in all_embeds(catalog, Renderer(theme_folders)):
        yield Output(card.path + "index.html", card.html)


def make_sitemap(catalog: Catalog, paths: Sequence[str]) -> Output:
    """The sitemap of all pages, the hand-written ones included."""
    return Output(urls.SITEMAP, sitemap(catalog.settings.base_url, paths))
