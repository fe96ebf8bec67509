"""The full example: every field of the model, with data that could do harm."""

from collections.abc import Iterator
from typing import Any

from conftest import FULL, MakeProject
from pydantic import BaseModel

from badgepress import model
from badgepress.load import Documents
from badgepress.project import inspect

HOSTILE = (
    "<script>alert(1)</script>",
    "(javascript:alert(1))",
    "{{ 7*7 }}",
    "<b>",
    "&",
    '"',
    "*_[]",
    "|",
    "\u05e2",
)


def _models_in(value: Any) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _models_in(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from _models_in(item)


def _everything(documents: Documents) -> Iterator[BaseModel]:
    yield from _models_in(documents.settings)
    for entries in (*documents.entries.values(), documents.terms):
        for entry in entries.values():
            yield from _models_in(entry.data)


def test_full_example_uses_every_field(project: MakeProject) -> None:
    """Each field of each model is filled in somewhere in the full example."""
    documents, problems = inspect(project(example=FULL))
    assert problems.sorted() == []
    used = {(type(m), name) for m in _everything(documents) for name in m.model_fields_set}
    named = (getattr(model, name) for name in model.__all__)
    classes = [each for each in named if isinstance(each, type)]
    wanted = {
        (cls, name)
        for cls in classes
        if issubclass(cls, BaseModel) and cls not in (model.Authored, model.Offered, model.Glossary)
        for name in cls.model_fields
    }
    assert {f"{cls.__name__}.{name}" for cls, name in wanted - used} == set()


def test_full_example_uses_every_choice(project: MakeProject) -> None:
    """Each status, level of retirement, award and kind of part stands in the full example."""
    documents, _ = inspect(project(example=FULL))
    seen = {
        value
        for found in _everything(documents)
        for name in type(found).model_fields
        if isinstance(value := getattr(found, name), model.Status | model.Awards | model.PartKind)
    }
    assert seen == {*model.Status, *model.Awards, *model.PartKind}


def test_full_example_is_hostile() -> None:
    """The full example holds every kind of text that a careless page would run or break on."""
    text = "".join(path.read_text("utf-8") for path in sorted(FULL.rglob("*.yaml")))
    assert [part for part in HOSTILE if part not in text] == []


def test_full_example_keeps_text_as_written(project: MakeProject) -> None:
    """Hostile text arrives in the model character by character: escaping is the pages' part."""
    documents, _ = inspect(project(example=FULL))
    data = documents.entries["micro-credential"]["every-field"].data
    assert len(data.name) == 200
    assert "<script>alert(1)</script> and {{ 7*7 }}" in data.summary
    assert "[no link] (javascript:alert(1))" in data.competency
    assert documents.entries["issuer"]["other-agency"].data.name == "另一个机构"
