"""The JSON Schema of each kind of document, for editors; derived from the model."""

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from badgepress.artwork import SHAPES
from badgepress.documents.jsontext import to_json
from badgepress.kinds import DOCUMENT_KINDS, Kind
from badgepress.model import Artwork

FOLDER = "badgepress/schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_NAMED = ("properties", "patternProperties", "$defs")
"""Keywords whose keys are names of the owner's, not keywords."""
_NULL = {"type": "null"}


def schema_path(kind: Kind) -> str:
    """Where a kind's schema lies in the project's folder."""
    return f"{FOLDER}/{kind.name}.schema.json"


def schema_line(kind: Kind, file: PurePosixPath) -> str:
    """The first line of a YAML file, which tells editors its schema by a relative path."""
    link = os.path.relpath(schema_path(kind), file.parent).replace(os.sep, "/")
    return f"# yaml-language-server: $schema={link}"


def schema_files() -> dict[str, str]:
    """Path and text of every kind's schema."""
    return {schema_path(kind): to_json(schema_of(kind)) for kind in DOCUMENT_KINDS}


def schema_of(kind: Kind) -> Schema:
    """The schema of one kind.

    It has no `$id`: a relative one would change with the place of the file, and editors need none.
    """
    return {
        "$schema": DIALECT,
        "title": kind.name.capitalize(),
        **model_schema(kind.model),
    }


def model_schema(model: type[BaseModel]) -> Schema:
    """A model's schema as people write it: what is left out is never `null`."""
    return _with_shapes(_simple(model.model_json_schema(by_alias=True)))


def model_schemas(models: Sequence[type[BaseModel]], below: str) -> dict[str, Schema]:
    """Schemas of several models and of everything in them, by name, each once.

    They refer to each other below `below`, such as `#/components/schemas/`.
    """
    pairs = [(model, "validation") for model in models]
    _, whole = models_json_schema(pairs, by_alias=True, ref_template=f"{below}{{model}}")  # type: ignore[arg-type]
    schemas: dict[str, Schema] = _with_shapes(_simple(whole))["$defs"]
    return schemas


def _with_shapes(schema: Schema) -> Schema:
    if drawn := schema.get("$defs", {}).get(Artwork.__name__):
        # The model takes any shape, so that the check can name the right ones in its own words.
        drawn["properties"]["shape"]["enum"] = list(SHAPES)
    return schema


def resolve(node: Mapping[str, Any], schema: Schema) -> Schema:
    """A node with what it refers to; its own keywords come first."""
    reference = node.get("$ref")
    if reference is None:
        return dict(node)
    target: Schema = schema["$defs"][reference.rpartition("/")[2]]
    return {**target, **{key: value for key, value in node.items() if key != "$ref"}}


def _simple(node: Any) -> Any:
    """A node without titles, null alternatives and empty defaults."""
    if isinstance(node, list):
        return [_simple(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept: Schema = {}
    for key, value in _without_null(node).items():
        if key in _NAMED:
            kept[key] = {name: _simple(inner) for name, inner in value.items()}
        elif key == "pattern":
            # Editors read patterns as JavaScript does, which spells named groups otherwise.
            kept[key] = re.sub(r"\(\?P<\w+>", "(", value)
        elif key != "title" and (key, value) not in (("default", None), ("default", [])):
            kept[key] = _simple(value)
    return kept


def _without_null(node: Schema) -> Schema:
    choices = [choice for choice in node.get("anyOf", ()) if choice != _NULL]
    if len(choices) != 1:
        return node
    rest = {key: value for key, value in node.items() if key != "anyOf"}
    return {**choices[0], **rest}
