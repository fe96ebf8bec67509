"""Pages of former ids: what was renamed is found where it was, and the reader is led on."""

from collections.abc import Iterator

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import ENTITY_KINDS
from badgepress.pages.glossary_terms import at, pages_of
from badgepress.pages.page import GeneratedPage
from badgepress.pages.render import Renderer
from badgepress.pages.translated import editions_of
from badgepress.pages.views import RedirectView


def former_pages(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Former address, address of today, and the name of today; addresses end with `/`."""
    for kind in ENTITY_KINDS:
        for entry in catalog.entries(kind).values():
            for former in entry.data.formerly:
                now = urls.page(kind.address, entry.id)
                yield urls.page(kind.address, former), now, entry.data.name
                for page in editions_of(entry)[1:]:
                    path = urls.page(kind.address, former)
                    yield at(page.language, path), page.path, entry.data.name
    for term in catalog.terms.values():
        for former in term.data.formerly:
            for page in pages_of(term):
                yield at(page.language, urls.term(former)), page.path, term.data.term


def redirect_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """A page for each former id; it works on hosts that cannot redirect, too."""
    for path, now, name in former_pages(catalog):
        former = path.rstrip("/").rpartition("/")[2]
        view = RedirectView(former, name, now)
        yield GeneratedPage(
            path=path,
            title=name,
            description=f"{name} is found at another address now.",
            html=renderer.render("redirect.html", path, view=view),
            searchable=False,
            listed=False,
            redirect=now,
        )
