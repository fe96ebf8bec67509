"""What stands around an entry on its page: places in stacks, neighbors, promises, sharing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from badgepress import urls
from badgepress.catalog import Catalog, has_badge
from badgepress.corrections import Place as Passage
from badgepress.corrections import correction_link
from badgepress.kinds import MICRO_CREDENTIAL, STACK, Kind
from badgepress.load import Entry
from badgepress.model import MicroCredential, Stack
from badgepress.pages.around_views import (
    Around,
    Correction,
    Place,
    Share,
    StripStep,
    Through,
)
from badgepress.pages.cards import AWARD_WORDS, area_of, card
from badgepress.pages.facets import is_offered
from badgepress.pages.promises import promises_of
from badgepress.versions import Version
from badgepress.words import number
from badgepress.yamlfile import FieldPath, field_name

DRAWN = 6
"""Stacks of which a page draws the steps; more are counted."""
CARD_HEIGHT = 190
"""Of a card's frame; on a narrow page the card itself scrolls."""


@dataclass(frozen=True)
class Surroundings:
    """Finds what stands around each entry of a catalog."""

    catalog: Catalog
    related: Mapping[tuple[str, str], tuple[Entry[Any], ...]]
    """Kind's name and id → neighbors."""

    def of(self, version: Version, *, versioned: bool) -> Around:
        """For a version on its entry's page or, if `versioned`, on its own.

        A version's own page says for ever what was required; what changes with the catalog stands
        on the entry's page alone.
        """
        kind, head = version.kind, version.head
        in_stacks = self.catalog.in_stacks.get((kind.name, head.id), ())
        stacks = [] if versioned else list(dict.fromkeys(s.id for s in in_stacks if is_offered(s)))
        entries = [self.catalog.stacks[each] for each in stacks]
        related = () if versioned else self.related[kind.name, head.id]
        path = version.path if versioned else urls.page(kind.address, head.id)
        return Around(
            places=tuple(self._place(stack, kind, head.id) for stack in entries[:DRAWN]),
            more_places=max(0, len(entries) - DRAWN),
            through=tuple(self._through(entries)),
            related=tuple(card(self.catalog, kind, other) for other in related),
            promises=promises_of(self.catalog, version) if has_badge(version.entry.data) else (),
            corrections=() if versioned else tuple(self._corrections(version, path)),
            share=self._share(version, path, versioned),
        )

    def _place(self, stack: Entry[Stack], kind: Kind, entity_id: str) -> Place:
        steps: list[StripStep] = []
        words = ""
        for position, step in enumerate(stack.data.steps, 1):
            options = self.catalog.options_of(step)
            here = any((o.kind, o.entry.id) == (kind, entity_id) for o in options)
            choice = len(options) > 1
            name = f"Any {number(step.at_least)} of {number(len(options))}"
            if len(options) == step.at_least:
                name = f"All {number(len(options))}"
            steps.append(StripStep(position, name if choice else options[0].entry.data.name, here))
            if here and not words:
                words = f"Step {position} of {len(stack.data.steps)}"
                words += f": {name[0].lower()}{name[1:]}" if choice else ""
        return Place(
            stack.data.name,
            urls.page(STACK.address, stack.id),
            AWARD_WORDS[stack.data.awards],
            words,
            area_of(self.catalog, stack),
            tuple(steps),
        )

    def _through(self, stacks: list[Entry[Stack]]) -> Iterator[Through]:
        for stack in stacks:
            found = {
                (each.recognizer.data.name, urls.page("recognizers", each.recognizer.id)): None
                for each in self.catalog.recognized(STACK, stack)
                if each.recognition.stack
            }
            if found:
                path = urls.page(STACK.address, stack.id)
                yield Through(stack.data.name, path, tuple(found))

    def _corrections(self, version: Version, path: str) -> Iterator[Correction]:
        """The fields that readers meet first; a published version shows what the file may not."""
        settings, data = self.catalog.settings, version.head.data
        for name, field, text in _fields(data):
            place = Passage(
                data.name,
                settings.base_url + path,
                version.head.file.name,
                field_name(field),
                text,
            )
            if link := correction_link(settings, place):
                yield Correction(name, link)

    def _share(self, version: Version, path: str, versioned: bool) -> Share:
        home = self.catalog.settings.base_url
        shown = urls.page(version.kind.address, version.head.id)
        frame = home + urls.embed(shown)
        snippet = (
            f'<iframe src="{escape(frame)}" title="{escape(version.head.data.name)}" width="100%"'
            f' height="{CARD_HEIGHT}" loading="lazy" style="border:0;max-width:34rem"></iframe>'
        )
        checklists: tuple[tuple[str, str], ...] = ()
        if version.kind is MICRO_CREDENTIAL and not versioned:
            checklists = (
                ("Evidence checklist (Markdown)", shown + urls.CHECKLIST_MD),
                ("Evidence checklist (CSV)", shown + urls.CHECKLIST_CSV),
            )
        return Share(
            address=home + path,
            code=None if versioned else shown + urls.QR_CODE,
            card=urls.embed(shown),
            snippet=snippet,
            height=CARD_HEIGHT,
            checklists=checklists,
        )


def _fields(data: MicroCredential | Stack) -> Iterator[tuple[str, FieldPath, str]]:
    """Name, path and text of what readers may correct."""
    yield "Name", ("name",), data.name
    yield "Summary", ("summary",), data.summary
    if isinstance(data, Stack):
        if data.description:
            yield "Description", ("description",), data.description
        return
    yield "Competency", ("competency",), data.competency
    yield "Method", ("method", "key"), data.method.key
    for index, part in enumerate(data.parts):
        yield f"Part {index + 1}: {part.name}", ("parts", index, "prompt"), part.prompt
