"""JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/"""

from typing import Any

from badgepress import urls
from badgepress.documents.openbadges2 import LANGUAGE
from badgepress.feeds.feed import Feed, Item

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> dict[str, Any]:
    """The feed as JSON (JSON Feed 1.1, Top-level)."""
    return {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.home + urls.FEED_JSON,
        "description": feed.about,
        "authors": [{"name": feed.author}],
        "language": LANGUAGE,
        "items": [_item(item) for item in feed.items],
    }


def _item(item: Item) -> dict[str, Any]:
    """An entry (JSON Feed 1.1, Items), with the change for programs under `_change`."""
    change = item.change
    own: dict[str, Any] = {
        "type": change.type,
        "date": change.date.isoformat(),
        "kind": change.kind.name,
        "id": change.entry.id,
    }
    if change.version:
        own["version"] = change.version
    if change.amendment:
        own["fields"] = list(change.amendment.fields)
    if change.recognizer:
        own["recognizer"] = change.recognizer.id
    return {
        "id": change.id,
        "url": item.url,
        "title": item.title,
        "content_text": item.text,
        "date_published": item.moment,
        "date_modified": item.moment,
        "authors": [{"name": item.author}],
        "tags": [change.type],
        "_change": own,
    }
