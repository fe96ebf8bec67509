"""Files that are derived from the engine's own code and committed beside it."""

from collections.abc import Mapping
from pathlib import Path

Texts = Mapping[str, str]
"""Path relative to the project's folder → text."""


def stale(root: Path, texts: Texts) -> list[str]:
    """Names of the files that are missing or differ; line endings do not matter."""
    return [name for name, text in texts.items() if _read(root / name) != text]


def write(root: Path, texts: Texts) -> list[str]:
    """Write the files that are stale; returns their names. Raises `OSError`."""
    changed = stale(root, texts)
    for name in changed:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[name], encoding="utf-8", newline="\n")
    return changed


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
