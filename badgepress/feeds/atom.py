"""Atom feeds (RFC 4287)."""

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from badgepress import urls
from badgepress.documents.openbadges2 import LANGUAGE
from badgepress.feeds.feed import Feed, Item

NAMESPACE = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped (section 2.2, Char)."""


def atom(feed: Feed) -> str:
    """The feed as XML (RFC 4287, section 4.1.1)."""
    root = Element("feed", {"xmlns": NAMESPACE, _LANGUAGE: LANGUAGE})
    _text(root, "id", feed.first_home + urls.FEED_ATOM)
    _text(root, "title", feed.title)
    _text(root, "subtitle", feed.about)
    _text(root, "updated", feed.updated)
    _person(root, feed.author)
    SubElement(root, "link", rel="self", href=feed.home + urls.FEED_ATOM)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.home)
    for item in feed.items:
        _entry(root, item)
    indent(root)
    body: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(root: Element, item: Item) -> None:
    entry = SubElement(root, "entry")
    _text(entry, "id", item.change.id)
    _text(entry, "title", item.title)
    _text(entry, "updated", item.moment)
    _text(entry, "published", item.moment)
    _person(entry, item.author)
    SubElement(entry, "link", rel="alternate", type="text/html", href=item.url)
    SubElement(entry, "category", term=item.change.type)
    _text(entry, "content", item.text)


def _person(parent: Element, name: str) -> None:
    _text(SubElement(parent, "author"), "name", name)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
