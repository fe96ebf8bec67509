"""Which fields the model has, however deep."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel

Model = type[BaseModel]


def models_in(annotation: Any) -> Iterator[Model]:
    """Every model that a field's type names."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def leaf_fields(model: Model) -> Iterator[str]:
    """Every field that holds no group of fields, as people write it: `parts.words.min`."""
    for name, field in model.model_fields.items():
        written = field.alias or name
        inner = list(models_in(field.annotation))
        if not inner:
            yield written
        for group in inner:
            yield from (f"{written}.{leaf}" for leaf in leaf_fields(group))
