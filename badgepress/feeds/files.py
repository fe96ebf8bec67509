"""The files of all feeds."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.changes import Change, first_home
from badgepress.documents.jsontext import to_json
from badgepress.feeds.atom import atom
from badgepress.feeds.feed import Feed, Item, moment
from badgepress.feeds.jsonfeed import json_feed
from badgepress.feeds.selection import Selection
from badgepress.feeds.sentences import text, title
from badgepress.kinds import ISSUER, RECOGNIZER

EPOCH = date(1970, 1, 1)
"""When a feed without entries changed last, if the site has published nothing at all: any fixed
day will do, since a clock's would make a new feed of each build."""


def feed_files(catalog: Catalog, site_name: str) -> Iterator[tuple[str, str]]:
    """Path and text of each feed; a recognizer's former ids have them as well."""
    selection = Selection(catalog)
    about = "What is new, changed, retired and recognized in this catalog."
    made = _made(catalog, selection, selection.of_site())
    yield from _both("", replace(made, title=site_name, about=about, author=site_name))
    for recognizer in catalog.recognizers.values():
        name = recognizer.data.name
        folders = [
            urls.page(RECOGNIZER.address, each)
            for each in (*recognizer.data.formerly, recognizer.id)
        ]
        made = _made(catalog, selection, selection.of_recognizer(recognizer))
        feed = replace(
            made,
            home=made.home + folders[-1],
            first_home=made.first_home + folders[0],
            title=f"{name} — {site_name}",
            about=f"What {name} recognizes, and what changes in it.",
            author=name,
        )
        for folder in folders:
            yield from _both(folder, feed)


def _both(folder: str, feed: Feed) -> Iterator[tuple[str, str]]:
    yield folder + urls.FEED_ATOM, atom(feed)
    yield folder + urls.FEED_JSON, to_json(json_feed(feed))


def _made(catalog: Catalog, selection: Selection, found: Sequence[Change]) -> Feed:
    """A feed of these changes, not named yet."""
    homes = catalog.published.homes
    since = homes.homes[0].since if homes else EPOCH
    return Feed(
        home=catalog.settings.base_url,
        first_home=first_home(catalog),
        updated=moment(selection.updated(found) or since),
        items=tuple(_item(catalog, change) for change in found),
    )


def _item(catalog: Catalog, change: Change) -> Item:
    return Item(
        change=change,
        title=title(change),
        text=text(catalog, change),
        url=catalog.settings.base_url + change.path,
        author=_author(catalog, change),
    )


def _author(catalog: Catalog, change: Change) -> str:
    """Who made the change."""
    if change.recognizer:
        return change.recognizer.data.name
    data = change.entry.data
    return data.name if change.kind is ISSUER else catalog.issuer_of(data).data.name
