"""The API described for programs (OpenAPI 3.1)."""

from typing import Any

from badgepress import urls
from badgepress.api.endpoints import LISTS, RECOGNITIONS, Table
from badgepress.api.history import PROMISE, VERSION
from badgepress.api.tables import columns
from badgepress.kinds import RECOGNIZER
from badgepress.model.fields import ID_PATTERN
from badgepress.schema import Schema, model_schemas

OPENAPI = "3.1.0"
SCHEMAS = "#/components/schemas/"
JSON, CSV = "application/json", "text/csv"


def openapi(base_url: str) -> dict[str, Any]:
    """The description of every address of the API (OpenAPI Specification 3.1.0)."""
    return {
        "openapi": OPENAPI,
        "info": {
            "title": "Micro-credential catalog: bulk data",
            "version": VERSION,
            "description": "\n\n".join(PROMISE),
        },
        "servers": [{"url": base_url.rstrip("/")}],
        "paths": _paths(),
        "components": {"schemas": _open(model_schemas([each.shape for each in LISTS], SCHEMAS))},
    }


def _paths() -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for each in LISTS:
        about = " ".join((each.shape.__doc__ or "").split())
        schema = {"$ref": SCHEMAS + each.shape.__name__}
        paths[f"/{each.path}"] = _get(each.path, about, JSON, schema)
        if each.table:
            paths[f"/{each.table.path}"] = _table(each.table.path, each.table.about, each.table)
    own = urls.page(RECOGNIZER.address, "{id}") + urls.RECOGNIZED
    paths[f"/{own}"] = {
        "parameters": [
            {
                "name": "id",
                "in": "path",
                "required": True,
                "description": "Id of the recognizer.",
                "schema": {"type": "string", "pattern": ID_PATTERN},
            }
        ],
        **_table(own, "What one recognizer recognizes, a row for each recognition.", RECOGNITIONS),
    }
    about = "This description (OpenAPI)."
    paths[f"/{urls.API_DESCRIPTION}"] = _get(urls.API_DESCRIPTION, about, JSON, {"type": "object"})
    return paths


def _table(path: str, about: str, table: Table) -> dict[str, Any]:
    described = f"{about} UTF-8 with a byte order mark. Columns: {', '.join(columns(table.row))}."
    return _get(path, about, CSV, {"type": "string"}, described)


def _get(
    path: str, about: str, media_type: str, schema: Schema, described: str = ""
) -> dict[str, Any]:
    name = path.rpartition("/")[2].replace(".", "-")
    return {
        "get": {
            "operationId": name,
            "summary": about,
            "responses": {
                "200": {
                    "description": described or about,
                    "content": {media_type: {"schema": schema}},
                }
            },
        }
    }


def _open(node: Any) -> Any:
    """Schemas that let unknown fields pass, because the API may add some."""
    if isinstance(node, list):
        return [_open(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: _open(value)
        for key, value in node.items()
        if (key, value) != ("additionalProperties", False)
    }
