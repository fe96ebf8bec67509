"""What documents that were filled in alike have in common is held once, and nobody notices."""

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from conftest import FULL, MakeProject
from pydantic import BaseModel

from badgepress import kept_reading
from badgepress.load import Entry, load
from badgepress.problems import Problems


def _models(value: Any) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        value = vars(value)
    if isinstance(value, dict):
        value = tuple(value.values())
    for inner in value if isinstance(value, tuple) else ():
        yield from _models(inner)


def _entries(project: MakeProject) -> list[Entry[Any]]:
    documents = load(project(example=FULL), Problems())
    return [entry for entries in documents.entries.values() for entry in entries.values()]


def test_sets_of_fields_are_shared(project: MakeProject) -> None:
    """A large catalog needs a third less memory: where the same is filled in, there is one set."""
    sets = [model.model_fields_set for e in _entries(project) for model in _models(e.data)]
    assert len({id(each) for each in sets}) == len(set(map(frozenset, sets))) < len(sets)


def test_kept_documents_share_as_well(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents that come from the cache are as small."""
    monkeypatch.setattr(kept_reading, "WORTH", 1)
    _entries(project)
    test_sets_of_fields_are_shared(project)


def test_each_document_says_what_its_file_says(project: MakeProject) -> None:
    """Sharing changes no document: it equals one that was made of its file alone."""
    for entry in _entries(project):
        written = yaml.safe_load(entry.file.path.read_text("utf-8"))
        assert entry.data == type(entry.data).model_validate(written)


def test_change_of_a_copy_stays_there(project: MakeProject) -> None:
    """A model that is copied with a field more shares nothing with the others anymore."""
    one, other = (entry.data for entry in _entries(project) if entry.id in ("old-one", "short-one"))
    other.model_copy(update={"ctid": "ce-1"})
    assert "ctid" not in one.model_fields_set | other.model_fields_set
