"""Small cards for other sites: whole documents without the site's frame and without scripts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import RECOGNIZER
from badgepress.pages.parties import recognition_rows
from badgepress.pages.render import Renderer

MOST_ROWS = 60
"""So many rows of a recognizer's table stay below ten kilobytes; its page has the rest."""


@dataclass(frozen=True, slots=True)
class Embed:
    """A finished card; any site may show it in an iframe."""

    path: str
    """Address relative to `base_url`; it ends with `/`."""
    html: str
    """The whole document."""


def embed(renderer: Renderer, template: str, page: str, title: str, **variables: object) -> Embed:
    """The card of the page at `page`, from `embed/TEMPLATE`, which extends
    `pages/embed/base.html`.

    Templates receive `url`, `path`, `page` (the page's own address), `title` and the variables.
    Links of a card open outside of the frame. Raises `TemplateFault`.
    """
    path = urls.embed(page)
    html = renderer.render(f"embed/{template}", path, title=title, page=page, **variables)
    return Embed(path, html)


def all_embeds(catalog: Catalog, renderer: Renderer) -> Iterator[Embed]:
    """Every card, each beside the page that it stands for."""
    for cards in PROVIDERS:
        yield from cards(catalog, renderer)


def recognizer_tables(catalog: Catalog, renderer: Renderer) -> Iterator[Embed]:
    """What each recognizer recognizes, as a table for its own site.

    It stands under former ids as well: other sites keep the address that they frame.
    """
    for entry in catalog.recognizers.values():
        rows = recognition_rows(catalog, entry)
        for entity_id in (entry.id, *entry.data.formerly):
            yield embed(
                renderer,
                "recognizer.html",
                urls.page(RECOGNIZER.address, entity_id),
                f"What {entry.data.name} recognizes",
                recognizer=entry.data,
                rows=rows[:MOST_ROWS],
                total=len(rows),
                home=urls.page(RECOGNIZER.address, entry.id),
            )


PROVIDERS: tuple[Callable[[Catalog, Renderer], Iterator[Embed]], ...] = (recognizer_tables,)
"""What makes cards, one for each kind of page."""
