"""What the frame around a page shows; known without the program that makes the frame."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from badgepress import urls
from badgepress.artwork.raster import SIZE
from badgepress.catalog import Catalog
from badgepress.documents import schema_org
from badgepress.documents.jsontext import to_script
from badgepress.kinds import ENTITY_KINDS, GLOSSARY_FILE
from badgepress.languages import speech
from badgepress.pages.page import Alternate, Crumb, GeneratedPage, Mark, Translation
from badgepress.pages.search import PAGE
from badgepress.translations import ENGLISH, languages_of


class FrontMatterError(ValueError):
    """A hand-written page's front matter is not what its layout needs; the text says why."""


def source_name(path: str) -> str:
    """The name by which hand-written pages link a generated one: `catalog/ID.md`."""
    name = path.rstrip("/")
    return f"{name}.md" if "/" in name else f"{name}/index.md"


def address(url: str) -> str:
    """MkDocs' address of a page as ours: the home page's is empty."""
    return "" if url == "./" else url


def plain(title: object) -> str:
    """A title as plain text; that of a hand-written page comes with escaped letters."""
    return Markup(str(title)).unescape()  # noqa: S704 - what comes out is a text again


def hero_of(meta: Mapping[str, Any], title: object) -> dict[str, str]:
    """Headline and lead of the home page, from its front matter or else its title.

    Raises `FrontMatterError`.
    """
    hero = meta.get("hero")
    hero = {} if hero is None else hero
    if not isinstance(hero, dict):
        raise FrontMatterError(
            "hero: it is no group of fields — write 'headline: …' and 'lead: …' indented below"
            " 'hero:', or remove it"
        )
    own = {name: text for name, text in hero.items() if text is not None}
    found = {"headline": plain(title), "lead": meta.get("description") or "", **own}
    for name in ("headline", "lead"):
        if not isinstance(found[name], str):
            field = f"hero.{name}" if name in own else "description"
            raise FrontMatterError(f"{field}: it is no plain text — write it between quotes")
    return {name: found[name] for name in ("headline", "lead")}


def breadcrumbs(
    crumbs: Iterable[tuple[str, str | None]], path: str, home: str
) -> list[dict[str, str | None]]:
    """The way from home to the page at `path`; a step without an address is a heading only."""
    return [
        {"title": title, "href": None if target is None else urls.relative(target, path)}
        for title, target in (Crumb(home, urls.HOME), *crumbs)
    ]


@dataclass(frozen=True, slots=True)
class Framed:
    """A page as its frame sees it, whether it was made from YAML or written by hand."""

    path: str
    title: str
    """Plain text."""
    description: str
    crumbs: Sequence[tuple[str, str | None]]
    """From below home to its parent, without an address where a step is a heading only."""
    generated: GeneratedPage | None
    tooltips: str
    """Definitions of the terms that it links, as JSON; empty without any."""
    searchable: bool = True
    """Whether the site's search finds it."""

    @property
    def language(self) -> str:
        """The language of its body."""
        return self.generated.language if self.generated else ENGLISH


def context_of(catalog: Catalog, page: Framed, site_name: str, about_site: str) -> dict[str, Any]:
    """What the frame's templates receive: breadcrumbs, alternates, feeds, JSON-LD, the notice."""
    is_home = page.path == urls.HOME
    say = speech(page.language)
    found: dict[str, Any] = {
        "notice": catalog.settings.notice,
        "tooltips": page.tooltips,
        "say": say,
        "language": page.language,
        "crumbs": [] if is_home else breadcrumbs(page.crumbs, page.path, say("home")),
        "crumb_here": page.title,
        "social": _social(catalog, page, site_name),
        "linked_data": to_script(_linked_data(catalog, page, site_name, about_site)),
    }
    if page.generated:
        target = page.generated.redirect
        found["redirect"] = None if target is None else urls.relative(target, page.path)
        found["alternates"] = links(page.generated.alternates, page.path)
        found["feeds"] = links(page.generated.feeds, page.path)
        base_url = catalog.settings.base_url
        found["languages"] = in_languages(page.generated.languages, page.path, base_url)
    if page.language != ENGLISH and page.language in languages_of(catalog.terms.values()):
        found["search_page"] = urls.translated(page.language, urls.GLOSSARY)
    if page.searchable:
        found["search_marks"] = str(_marked((page.generated and page.generated.marks) or PAGE))
        found["search_words"] = page.generated.words if page.generated else ""
    return found


def _social(catalog: Catalog, page: Framed, site_name: str) -> list[tuple[str, str]]:
    """What other sites show of a link to the page: Open Graph properties (ogp.me).

    Networks that read `twitter:card` take the rest from these.
    """
    found = {
        "og:type": "website" if page.path == urls.HOME else "article",
        "og:site_name": plain(site_name),
        "og:title": page.title,
        "og:description": page.description,
        "og:url": catalog.settings.base_url + page.path,
    }
    if page.generated and page.generated.picture:
        size = str(SIZE)
        found |= {
            "og:image": page.generated.picture,
            "og:image:type": "image/png",
            "og:image:width": size,
            "og:image:height": size,
            "og:image:alt": f"Badge of {page.title}",
        }
    return list(found.items())


def _marked(marks: Iterable[Mark]) -> Markup:
    """What the search knows of a page, as one text: pages with more of it have the same frame."""
    return Markup("\n").join(map(_marked_line, marks))


@lru_cache(maxsize=1024)
def _marked_line(mark: Mark) -> Markup:
    line = Markup('<meta name="bp-{0}" content="{1}" data-pagefind-filter="{0}[content]">')
    return line.format(mark.filter, mark.value)


def _linked_data(
    catalog: Catalog, page: Framed, site_name: str, about_site: str
) -> schema_org.Node:
    base_url = catalog.settings.base_url
    about = []
    if page.path == urls.HOME:
        about = [schema_org.website(base_url, site_name, about_site)]
    elif page.generated and page.generated.about:
        about = [page.generated.about()]
    crumbs = [(title, target) for title, target in page.crumbs if target is not None]
    language = "" if page.language == ENGLISH else page.language
    home = speech(page.language)("home")
    return schema_org.page_graph(
        base_url, page.path, page.title, page.description, crumbs, about, language, home
    )


def in_languages(
    translations: Iterable[Translation], path: str, base_url: str
) -> list[dict[str, str]]:
    """The page at `path` in each of its languages, itself included; `full` is for search engines.

    Their names are in their own languages.
    """
    return [
        {
            "language": each.language,
            "name": speech(each.language)("language"),
            "href": urls.relative(each.path, path),
            "full": base_url + each.path,
        }
        for each in translations
    ]


def links(alternates: Iterable[Alternate], path: str) -> list[dict[str, str]]:
    """Documents that say the same as the page at `path`, as its head links them."""
    return [
        {"type": item.type, "title": item.title, "href": urls.relative(item.path, path)}
        for item in alternates
    ]


def edit_address(edit_uri: str, pages_folder: str, source: str) -> str:
    """From the edit address of hand-written pages to that of a file of the project's."""
    below = edit_uri.rstrip("/").endswith(f"/{pages_folder}")
    return "../" * below + source


def head_of(page: GeneratedPage) -> dict[str, Any]:
    """A generated page's front matter; Material prints texts raw, so they are escaped here."""
    meta = {
        "title": str(escape(page.title)),
        "description": str(escape(page.description)),
        "hide": ["navigation"] if len(page.headings) > 2 else ["navigation", "toc"],
    }
    if page.language != ENGLISH:
        meta["language"] = page.language
    return meta if page.searchable else meta | {"search": {"exclude": True}}


def is_searchable(meta: Mapping[str, Any]) -> bool:
    """Whether front matter leaves a page in the search; `search: {exclude: true}` takes it out."""
    search = meta.get("search")
    return not (isinstance(search, Mapping) and search.get("exclude"))


def watched(root: Path) -> list[Path]:
    """What a preview follows besides hand-written pages: folders of YAML and the glossary."""
    names = {kind.folder.split("/")[0] for kind in ENTITY_KINDS} | {GLOSSARY_FILE}
    return [root / name for name in sorted(names) if (root / name).exists()]
