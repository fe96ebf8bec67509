"""What documents that were filled in alike have in common is held once.

Pydantic keeps beside each model, however small, a set of the fields that were filled in: a third
of all that a large catalog needs. Most of these sets are equal, and nothing changes one of a model
that is frozen.
"""

from typing import Any, TypeVar

from pydantic import BaseModel

M = TypeVar("M", bound=BaseModel)
_SETS: dict[frozenset[str], set[str]] = {}


def held_once(model: M) -> M:
    """The model, with its sets and those of all models in it shared with models before it."""
    _share(model)
    return model


def _share(value: Any) -> None:
    if isinstance(value, str):  # most of them are
        return
    if isinstance(value, tuple | list):
        for inner in value:
            _share(inner)
    elif isinstance(value, dict):
        for inner in value.values():
            _share(inner)
    elif isinstance(value, BaseModel):
        filled = value.model_fields_set
        shared = _SETS.setdefault(frozenset(filled), filled)
        object.__setattr__(value, "__pydantic_fields_set__", shared)
        for inner in value.__dict__.values():
            _share(inner)
