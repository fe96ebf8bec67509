"""MkDocs' messages, shown the way the rest of badgepress speaks."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

_OWN = "mkdocs.plugins.badgepress"
REMARKS = "badgepress"
"""Logger of warnings that stop no build: MkDocs' strict mode counts only those of its own."""
_ALL = ("mkdocs", REMARKS)
Record = tuple[str, int, str]
"""A logger's name, a level and a message."""


@contextmanager
def mkdocs_messages(level: int = logging.WARNING) -> Iterator[None]:
    """While the block runs, show what MkDocs logs at this level or above on standard error."""
    # Material for MkDocs greets every build with a notice about MkDocs 2.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    handler = logging.StreamHandler()
    handler.setFormatter(_Plain())
    loggers = [logging.getLogger(name) for name in _ALL]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(level)
    try:
        yield
    finally:
        for logger, old in zip(loggers, before, strict=True):
            logger.removeHandler(handler)
            logger.setLevel(old)


class _Plain(logging.Formatter):
    """The message alone; a warning says that it is one, as those of badgepress do already."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        named = record.levelno != logging.WARNING or record.name in (_OWN, REMARKS)
        return text if named else f"warning: {text}"


class _Records(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[Record] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.kept.append((record.name, record.levelno, record.getMessage()))


@contextmanager
def recorded() -> Iterator[list[Record]]:
    """What the block logs is kept, for the process that counts and shows it."""
    records = _Records()
    loggers = [logging.getLogger(name) for name in _ALL]
    kept = [(logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [records], False
    try:
        yield records.kept
    finally:
        for logger, (handlers, propagate) in zip(loggers, kept, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
