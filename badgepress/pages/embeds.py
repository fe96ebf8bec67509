"""Small cards for other sites: whole documents without the site's frame and without scripts."""

from collections.abc import Callable, Iterator
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.kinds import RECOGNIZER, Kind
from badgepress.load import Entry
from badgepress.pages.cards import card
from badgepress.pages.embedding import Embed, embed
from badgepress.pages.glossary_embeds import glossary_cards
from badgepress.pages.parties import recognition_rows
from badgepress.pages.render import Renderer

__all__ = ["PROVIDERS", "Embed", "all_embeds", "embed"]

MOST_ROWS = 60
"""So many rows of a recognizer's table stay below ten kilobytes; its page has the rest."""


def all_embeds(catalog: Catalog, renderer: Renderer) -> Iterator[Embed]:
    """Every card, each beside the page that it stands for."""
    for cards in PROVIDERS:
        yield from cards(catalog, renderer)


def other_cards(catalog: Catalog, renderer: Renderer) -> Iterator[Embed]:
    """Every card but those of what is offered."""
    for cards in PROVIDERS:
        if cards is not offer_cards:
            yield from cards(catalog, renderer)


def offer_cards(catalog: Catalog, renderer: Renderer) -> Iterator[Embed]:
    """A card for each micro-credential and each stack, as it is offered today."""
    for kind, entry in catalog.offered():
        yield from cards_of(catalog, renderer, kind, entry)


def cards_of(
    catalog: Catalog, renderer: Renderer, kind: Kind, entry: Entry[Any]
) -> Iterator[Embed]:
    """The card of something offered, under each id that it has had."""
    item = card(catalog, kind, entry)
    issuer = catalog.issuer_of(entry.data).data.name
    for page in _addresses(kind, entry):
        yield embed(renderer, "offer.html", page, item.name, item=item, issuer=issuer)


def card_paths(kind: Kind, entry: Entry[Any]) -> Iterator[str]:
    """Where `cards_of` stand; each ends with `/`."""
    return map(urls.embed, _addresses(kind, entry))


def _addresses(kind: Kind, entry: Entry[Any]) -> Iterator[str]:
    # Other sites keep the address that they frame, also when it was renamed since.
    return (urls.page(kind.address, each) for each in (entry.id, *entry.data.formerly))


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


PROVIDERS: tuple[Callable[[Catalog, Renderer], Iterator[Embed]], ...] = (
    offer_cards,
    recognizer_tables,
    glossary_cards,
)
"""What makes cards, one for each kind of page."""
