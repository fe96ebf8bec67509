"""What the template of a translated micro-credential receives; a contract as `views.py` is."""

from dataclasses import dataclass
from typing import NamedTuple

from badgepress.model import MicroCredential, PartKind
from badgepress.pages.glossary_views import TranslationView


class Words(NamedTuple):
    """A text in the page's language, or in English where it is not translated."""

    text: str
    lang: str | None = None
    """`en` where it is not translated."""


class RowView(NamedTuple):
    """A row of a rubric."""

    name: Words | None
    """What it looks at, where the rubric has several rows."""
    cells: tuple[Words, ...]
    """A text for each level."""


class PartView(NamedTuple):
    """A part of what is submitted."""

    kind: PartKind
    name: Words
    prompt: Words
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class TranslatedView:
    """A micro-credential in another language."""

    data: MicroCredential
    """The English one."""
    path: str
    image: str
    """Address of the badge's SVG."""
    translation: TranslationView
    name: Words
    summary: Words
    competency: Words
    rationale: Words | None
    method: Words
    components: tuple[tuple[Words, Words], ...]
    """Name and description of each."""
    levels: tuple[str, ...]
    """Names of the scoring guide's levels; in English."""
    parts: tuple[PartView, ...]
    correction: str | None
    """Where a correction is proposed."""

    @property
    def partly(self) -> bool:
        """Whether anything is not translated."""
        found = [self.name, self.summary, self.competency, self.rationale, self.method]
        found += [words for pair in self.components for words in pair]
        for part in self.parts:
            found += [part.name, part.prompt]
            found += [words for row in part.rows for words in (row.name, *row.cells)]
        return any(words is not None and words.lang for words in found)
