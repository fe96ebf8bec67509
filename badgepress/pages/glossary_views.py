"""What the templates of the glossary receive; a contract with themes, as `views.py` is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from badgepress.model import Term, Wording
from badgepress.quotes import Quote

Uses = Mapping[str, Sequence[tuple[str, str]]]
"""Term's id → title and path of each page whose text uses it."""


class TermLink(NamedTuple):
    """A term or another page as a link."""

    name: str
    path: str


class UseView(NamedTuple):
    """Pages of one kind that use a term."""

    kind: str
    """What the group is called: `uses-catalog` and so on, a name of a message."""
    links: tuple[TermLink, ...]
    """The first ones, by title."""
    more: int
    """How many there are besides."""


class TranslationView(NamedTuple):
    """What a translated page says of itself."""

    unofficial: bool
    source: str | None
    """Who translated it."""
    stale: bool
    """Whether the English text was changed since."""
    original: TermLink
    """The page in English."""


@dataclass(frozen=True, slots=True)
class TermView:
    """One term, on its own page and among all."""

    term: Term
    """In the page's language."""
    path: str
    see: tuple[TermLink, ...]
    """What it refers to, and what refers to it."""
    replaced_by: tuple[TermLink, ...]
    history: tuple[Wording, ...]
    """Earlier wordings, the newest first; in English."""
    uses: tuple[UseView, ...]
    """Where the site uses it."""
    quotes: tuple[Quote, ...]
    """How it is quoted."""
    embeds: tuple[Quote, ...]
    """How it is shown in another site."""
    correction: str | None
    """Where a correction is proposed."""
    letter: str
    """First letter, by which it is found among all."""
    translation: TranslationView | None = None
    """What the translation says of itself; none in English."""
    untranslated: frozenset[str] = frozenset()
    """Names of the term's fields that are shown in English though the page is not."""


class Download(NamedTuple):
    """A file of the whole glossary."""

    path: str
    name: str
    """The ending, in capitals."""
    about: str
    """What it is good for: the name of a message."""


class Letter(NamedTuple):
    """A letter of the bar."""

    letter: str
    anchor: str | None
    """Its first term; none where no term begins with it."""


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The page of all terms."""

    path: str
    terms: tuple[TermView, ...]
    letters: tuple[Letter, ...]
    downloads: tuple[Download, ...]
    translated: str
    """What the translation is, `unofficial` or `official`: a message's name; empty in English."""
    builder: str
    """The page on which a card for another site is put together."""


@dataclass(frozen=True, slots=True)
class BuilderView:
    """The page on which a card for another site is put together."""

    path: str
    choices: tuple[TermLink, ...]
    """The whole glossary, then each term; the address is that of its page."""
    embeds: tuple[Quote, ...]
    """How the whole glossary is shown in another site."""
