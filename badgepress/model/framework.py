"""A competency framework that micro-credentials align to."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from badgepress.model.common import Source
from badgepress.model.fields import Authored, Color, FormerIds, Id, Markdown, Text, Url, wrong


class Competency(Authored):
    """One competency statement."""

    id: Id
    """Unique within the framework; alignments name it as `framework/id`."""
    name: Text
    """The statement or its short name."""
    description: Text | None = None
    """The statement's full words."""
    code: Text | None = None
    """The framework's own code for it."""
    url: Url | None = None
    """Where the framework says so; left out, the framework's address."""


class FocusArea(Competency):
    """A group of competencies; micro-credentials may align to it as a whole."""

    color: Color
    """Color of its badges and marks; dark enough for white text, such as `"#1f6f8b"`."""
    competencies: tuple[Competency, ...] = ()
    """Its competency statements."""


class Framework(Authored):
    """A competency framework."""

    name: Text
    """Its full name."""
    abbreviation: Text | None = None
    """A short name."""
    publisher: Text
    """Who published it."""
    url: Url
    """Its home page."""
    description: Markdown | None = None
    """What it is, and how this catalog uses it."""
    source: Source | None = None
    """Where its words here were taken from."""
    focus_areas: Annotated[tuple[FocusArea, ...], Field(min_length=1)]
    """Its focus areas, in its own order."""
    formerly: FormerIds = ()
    """Ids that it had before it was renamed; their addresses keep working."""

    def items(self) -> Iterator[tuple[FocusArea, Competency]]:
        """Every focus area and every competency, each with the focus area it belongs to."""
        for area in self.focus_areas:
            yield area, area
            for competency in area.competencies:
                yield area, competency

    @model_validator(mode="after")
    def _unique_ids(self) -> Self:
        seen: set[str] = set()
        for place, item in self._places():
            if item.id in seen:
                raise wrong(
                    "duplicate-id",
                    f"two items have the id '{item.id}'",
                    "give one of them another id",
                    at=("focus_areas", *place, "id"),
                )
            seen.add(item.id)
        return self

    def _places(self) -> Iterator[tuple[tuple[str | int, ...], Competency]]:
        for index, area in enumerate(self.focus_areas):
            yield (index,), area
            for position, competency in enumerate(area.competencies):
                yield (index, "competencies", position), competency
