"""MkDocs' messages, shown the way the rest of badgepress speaks."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

_OWN = "mkdocs.plugins.badgepress"


@contextmanager
def mkdocs_messages(level: int = logging.WARNING) -> Iterator[None]:
    """While the block runs, show what MkDocs logs at this level or above on standard error."""
    # Material for MkDocs greets every build with a notice about MkDocs 2.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    logger = logging.getLogger("mkdocs")
    handler = logging.StreamHandler()
    handler.setFormatter(_Plain())
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


class _Plain(logging.Formatter):
    """The message alone; a warning says that it is one, as those of badgepress do already."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        named = record.levelno != logging.WARNING or record.name == _OWN
        return text if named else f"warning: {text}"
