"""Feeds of what changed: Atom and JSON Feed, for the whole site and for each recognizer."""

from badgepress.feeds.files import feed_files

__all__ = ["feed_files"]
