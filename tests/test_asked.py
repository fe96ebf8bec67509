"""What a catalog was asked for an entry tells whether the entry's files would be the same."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest
from probing import changed, full_catalog

from badgepress.asked import Asked, Questions, as_data
from badgepress.catalog import Catalog
from badgepress.kinds import FRAMEWORK, ISSUER, MICRO_CREDENTIAL, RECOGNIZER, STACK, Kind
from badgepress.load import Entry
from badgepress.model.walk import leaf_fields
from badgepress.outputs import entry_files, page_paths
from badgepress.pages import Renderer
from badgepress.pages.embeds import cards_of
from badgepress.pages.offers import offer_outlines
from badgepress.pages.use import use_outlines

TABLES = {
    MICRO_CREDENTIAL: "micro_credentials",
    STACK: "stacks",
    ISSUER: "issuers",
    RECOGNIZER: "recognizers",
    FRAMEWORK: "frameworks",
}
CATALOG, RENDERER = full_catalog(), Renderer()
Files = dict[str, Any]
Heard = dict[tuple[str, str], tuple[Questions, Files]]
"""Kind's name and id of what is offered → what was asked for it, and what was made."""


@pytest.fixture(autouse=True)
def blank(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every picture is the text that it is made of: rasterizing would take minutes."""
    monkeypatch.setattr("badgepress.rasters.png_of", lambda svg, size=0: svg.encode())
    monkeypatch.setattr("badgepress.artwork.rasterize", lambda svg, size=0: svg.encode())


class _Makers:
    """Makes all files of an entry, and what the rest of the site takes from them."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        outlines = (*offer_outlines(catalog, RENDERER), *use_outlines(catalog, RENDERER))
        self._outlines = {page.path: page for page in outlines}

    def files(self, kind: Kind, entry: Entry[Any]) -> Files:
        made: Files = {}
        for path in page_paths(self._catalog, kind, entry):
            if outline := self._outlines.get(path):
                page = outline.finished()
                about = page.about and page.about()
                made[path] = (dataclasses.replace(page, about=None, make=None), about)
        made |= {each.path: each.content for each in entry_files(self._catalog, kind, entry)}
        cards = cards_of(self._catalog, RENDERER, kind, entry)
        return made | {card.path: card.html for card in cards}


def _heard(asked: Asked) -> Heard:
    makers, found = _Makers(asked), {}
    for kind, entry in asked.offered():
        with asked.listen() as heard:
            files = makers.files(kind, entry)
        found[kind.name, entry.id] = (as_data(heard), files)
    return found


@pytest.fixture(scope="module")
def before() -> tuple[Asked, Heard]:
    """The full example, with what was asked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("badgepress.rasters.png_of", lambda svg, size=0: svg.encode())
        patch.setattr("badgepress.artwork.rasterize", lambda svg, size=0: svg.encode())
        asked = Asked(CATALOG)
        return asked, _heard(asked)


def _wrongly_kept(before: tuple[Asked, Heard], catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Entries whose answers are the same in a changed catalog, though a file is not."""
    asked = Asked(catalog)
    try:
        makers = _Makers(asked)
    except Exception:
        return  # the check would have refused it, and nothing is built
    for kind, entry in asked.offered():
        questions, files = before[1].get((kind.name, entry.id), ({}, {}))
        if files and asked.answers(questions) == before[0].answers(questions):
            try:
                same = makers.files(kind, entry) == files
            except Exception:  # what cannot be made is not the same either
                same = False
            if not same:
                yield kind.name, entry.id


def _with(kind: Kind, change: Callable[[Mapping[str, Entry[Any]]], Any]) -> Catalog:
    entries = change(getattr(CATALOG, TABLES[kind]))
    return dataclasses.replace(CATALOG, **{TABLES[kind]: MappingProxyType(entries)})


def _changes(kind: Kind, field: str) -> Iterator[Catalog]:
    for entry in getattr(CATALOG, TABLES[kind]).values():
        other = dataclasses.replace(entry, data=changed(entry.data, field, field))
        if other.data != entry.data:
            yield _with(kind, lambda entries, other=other: {**entries, other.id: other})


FIELDS = [(kind, field) for kind in TABLES for field in leaf_fields(kind.model)]


@pytest.mark.parametrize(("kind", "field"), FIELDS, ids=[f"{k.name}-{f}" for k, f in FIELDS])
def test_change_of_a_field_is_seen_by_all_that_show_it(
    before: tuple[Asked, Heard], kind: Kind, field: str
) -> None:
    """Whatever a field of whatever file says: no page or document is taken for today's."""
    for catalog in _changes(kind, field):
        assert list(_wrongly_kept(before, catalog)) == []


def test_what_was_made_for_another_entry_is_asked_all_the_same() -> None:
    """What many pages share is made once, and each of them depends on what it was made from."""
    asked = Asked(CATALOG)

    def heard() -> Questions:
        with asked.listen() as questions:
            asked.recall("sort", "name", CATALOG, lambda: asked.unlocks.get("old-one"))
        return as_data(questions)

    assert heard() == heard() == {"unlocks": ["old-one"]}


def test_table_that_is_walked_through_is_asked_for_as_a_whole() -> None:
    """Who looks at all entries depends on each, and on how many there are."""
    asked = Asked(CATALOG)
    for walk in (list, len, dict, lambda table: list(table.items())):
        with asked.listen() as questions:
            walk(asked.stacks)
        assert ("stacks", None) in questions
    fewer = Asked(dataclasses.replace(CATALOG, stacks=dict(list(CATALOG.stacks.items())[1:])))
    whole: Questions = {"stacks": [None]}
    assert asked.answers(whole) != fewer.answers(whole)


def test_value_of_an_unknown_type_is_refused() -> None:
    """What cannot be seen whole is never taken for the same."""
    with pytest.raises(TypeError, match="object has no fingerprint"):
        Asked(CATALOG).prints([object()])
