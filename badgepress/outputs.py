"""Everything that the engine publishes, as an ordered list of outputs, unique by path.

Writing them is the adapter's business.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from badgepress import urls
from badgepress.api import api_files, openapi
from badgepress.badge_files import badge_files
from badgepress.catalog import Catalog, has_badge
from badgepress.documents import openbadges2, openbadges3
from badgepress.documents.jsontext import to_json
from badgepress.documents.sitemap import sitemap
from badgepress.feeds import feed_files
from badgepress.hosting import site_files
from badgepress.kinds import ISSUER
from badgepress.load import Entry
from badgepress.model import Issuer
from badgepress.pages import GeneratedPage, Renderer, all_pages
from badgepress.pages.embeds import all_embeds
from badgepress.pages.styles import area_styles
from badgepress.pictures import picture
from badgepress.platforms import ctdl, moodle
from badgepress.platforms.badge import Badge
from badgepress.published.records import digest
from badgepress.versions import Version


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
    """Badge documents, profiles, pictures, bulk data and styles."""
    digests: dict[str, str] = {}
    for version in catalog.versions():
        if has_badge(version.entry.data):
            yield from _of_version(catalog, version, digests)
    for path, document in ctdl.documents(catalog):
        yield Output(path, to_json(document))
    for issuer in catalog.issuers.values():
        for entity_id in (issuer.id, *issuer.data.formerly):
            yield from _issuer_files(catalog, replace(issuer, id=entity_id))
    for path, text in api_files(catalog, digests):
        yield Output(path, text)
    yield Output(urls.API_DESCRIPTION, to_json(openapi(catalog.settings.base_url)))
    yield Output(urls.AREA_STYLES, area_styles(catalog))


def _of_version(
    catalog: Catalog, version: Version, digests: dict[str, str]
) -> Iterator[Output | LateOutput]:
    """A version's documents and pictures; for the current one, Moodle's backup as well."""
    kind, entry = version.kind, version.entry
    files = dict(badge_files(catalog, kind, entry))
    for name, content in files.items():
        if name.endswith(".json"):
            digests[version.path + name] = digest(content)
        yield Output(version.path + name, content)
    if version.is_current:
        badge = Badge(catalog, kind, entry, files[urls.BADGE_PNG])
        make = partial(moodle.backup, [badge], entry.id)
        yield LateOutput(urls.use(kind.address, entry.id) + urls.MOODLE_BACKUP, make)


def _issuer_files(catalog: Catalog, issuer: Entry[Issuer]) -> Iterator[Output]:
    """Profile and logo under one of an issuer's ids; a former one is still its id to backpacks."""
    home = urls.page(ISSUER.address, issuer.id)
    yield Output(home + urls.ISSUER_PROFILE, to_json(openbadges2.profile(catalog, issuer)))
    yield Output(home + urls.PROFILE, to_json(openbadges3.profile(catalog, issuer)))
    if issuer.data.artwork:
        logo = picture(catalog, issuer)
        yield Output(home + urls.LOGO_SVG, logo.svg)
        yield Output(home + urls.LOGO_PNG, logo.png)


def host_files(catalog: Catalog) -> Iterator[Output]:
    """What web hosts read; an owner's own file of the same name takes its place."""
    for name, text in site_files(catalog).items():
        yield Output(name, text)


def make_feeds(catalog: Catalog, site_name: str) -> Iterator[Output]:
    """Feeds of what changed, for the whole site and for each recognizer."""
    for path, text in feed_files(catalog, site_name):
        yield Output(path, text)


def make_pages(catalog: Catalog, theme_folders: Sequence[Path]) -> list[GeneratedPage]:
    """All pages made from YAML; templates in the site's own theme folders come first."""
    return list(all_pages(catalog, Renderer(theme_folders)))


def make_embeds(catalog: Catalog, theme_folders: Sequence[Path]) -> Iterator[Output]:
    """Small cards for other sites."""
    for card in all_embeds(catalog, Renderer(theme_folders)):
        yield Output(card.path + "index.html", card.html)


def make_sitemap(catalog: Catalog, paths: Sequence[str]) -> Output:
    """The sitemap of all pages, the hand-written ones included."""
    return Output(urls.SITEMAP, sitemap(catalog.settings.base_url, paths))
