"""JSON as text that is the same bytes everywhere."""

import json
from typing import Any


def to_json(document: dict[str, Any]) -> str:
    """Fixed key order (as built), ASCII only, a newline at the end (RFC 8259)."""
    return json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"
