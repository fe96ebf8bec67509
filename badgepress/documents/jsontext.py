"""JSON as text that is the same bytes everywhere."""

import json
from typing import Any


def to_json(document: dict[str, Any]) -> str:
    """Fixed key order (as built), ASCII only, a newline at the end (RFC 8259)."""
    return json.dumps(document, indent=2, ensure_ascii=True, allow_nan=False) + "\n"


def to_script(document: dict[str, Any]) -> str:
    """The same in one line, for a page's `<script>`: no text in it can close the element.

    Nor can one open a comment in it (HTML Standard, section 4.12.1.3).
    """
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return "".join(f"\\u{ord(sign):04x}" if sign in "<>&" else sign for sign in text)
