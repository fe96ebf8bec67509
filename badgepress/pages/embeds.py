"""Small cards for other sites: whole documents without the site's frame and without scripts."""

from collections.abc import Callable, Iterator

from badgepress.catalog import Catalog
from badgepress.pages.embedding import Embed, embed
from badgepress.pages.glossary_embeds import glossary_cards
from badgepress.pages.render import Renderer

__all__ = ["PROVIDERS", "Embed", "all_embeds", "embed"]


def all_embeds(catalog: Catalog, renderer: Renderer) -> Iterator[Embed]:
    """Every card, each beside the page that it stands for."""
    for cards in PROVIDERS:
        yield from cards(catalog, renderer)


PROVIDERS: tuple[Callable[[Catalog, Renderer], Iterator[Embed]], ...] = (glossary_cards,)
"""What makes cards, one for each kind of page."""
