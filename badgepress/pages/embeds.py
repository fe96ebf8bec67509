"""Small cards for other sites: whole documents without the site's frame and without scripts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.pages.cards import card
from badgepress.pages.render import Renderer


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


def offer_cards(catalog: Catalog, renderer: Renderer) -> Iterator[Embed]:
    """A card for each micro-credential and each stack, as it is offered today."""
    for kind, entry in catalog.offered():
        item = card(catalog, kind, entry)
        issuer = catalog.issuer_of(entry.data).data.name
        # Other sites keep the address that they frame, also when it was renamed since.
        for entity_id in (entry.id, *entry.data.formerly):
            page = urls.page(kind.address, entity_id)
            yield embed(renderer, "offer.html", page, item.name, item=item, issuer=issuer)


PROVIDERS: tuple[Callable[[Catalog, Renderer], Iterator[Embed]], ...] = (offer_cards,)
"""What makes cards, one for each kind of page."""
