"""What is right in a document that is not, so that its references are checked all the same."""

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, TypeAdapter, ValidationError


def partial(model: type[BaseModel], data: Mapping[str, Any]) -> Any:
    """The document with its valid fields; each other one has its default, `None` or `()`.

    Items keep their places in lists: a wrong one is an empty text or an object without values.
    """
    hints = get_type_hints(model, include_extras=True)
    values: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        key = field.alias or name
        empty = () if _is_list(hints[name]) else None
        if key in data:
            values[name] = _valid(hints[name], data[key], empty)
        else:
            values[name] = empty if field.is_required() else field.get_default()
    return model.model_construct(**values)


def _valid(hint: Any, value: Any, empty: Any) -> Any:
    try:
        return TypeAdapter(hint).validate_python(value)
    except ValidationError:
        inner = _inner(hint)
    if _is_list(inner) and isinstance(value, list):
        item = get_args(inner)[0]
        return tuple(_valid(item, each, "") for each in value)
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return partial(inner, value if isinstance(value, dict) else {})
    return empty


def _inner(hint: Any) -> Any:
    """A type without its annotations and without `None`."""
    if get_origin(hint) is Annotated:
        return _inner(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        return _inner(next(each for each in get_args(hint) if each is not type(None)))
    return hint


def _is_list(hint: Any) -> bool:
    return get_origin(_inner(hint)) is tuple
