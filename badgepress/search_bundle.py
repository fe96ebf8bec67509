"""What the engine makes of Pagefind's files: smaller ones, with cards and orders.

Pagefind keeps the whole text of a page beside each result, for an excerpt, and its orders in a file
that every search loads. Cards have no excerpt, and few visitors choose an order: so the text is
left out, the finished card put in, and the orders become a file that is loaded when one is chosen.
"""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from badgepress.pages.page import Hit

ORDERS = "orders.json"
_MARK = b"pagefind_dcd"
"""What the files of Pagefind begin with, before the JSON."""
_KEPT = ("kind", "role", "grades", "recognized-by")
"""Filters that a card's word on how it fits is made from."""
_UNUSED = ("pagefind-*.js", "pagefind-*.css")
"""Pagefind's own user interfaces, and its worker; the engine's scripts need none of them."""


def rework(bundle: Path, hits: Mapping[str, Hit]) -> None:
    """Make a fresh bundle the engine's; `hits` are by the page's address, as `catalog/ID/`.

    Raises `OSError`, and `ValueError` where the bundle is not what Pagefind 1.5 writes.
    """
    for pattern in _UNUSED:
        for file in bundle.glob(pattern):
            file.unlink()
    found: list[tuple[str, Hit]] = []
    for file in sorted((bundle / "fragment").glob("*.pf_fragment")):
        fragment = _read(file)
        hit = hits.get(fragment["url"].lstrip("/"))
        if hit:
            found.append((file.stem, hit))
            _write(file, _slim(fragment, hit))
    found.sort(key=lambda item: (item[1].name, item[0]))
    orders = [[name, hit.hours, hit.published] for name, hit in found]
    (bundle / ORDERS).write_text(json.dumps(orders, separators=(",", ":")) + "\n", "ascii")


def _slim(fragment: dict[str, Any], hit: Hit) -> dict[str, Any]:
    filters = fragment["filters"]
    return {
        "url": fragment["url"],
        "content": "",
        "word_count": fragment["word_count"],
        "filters": {name: filters[name] for name in _KEPT if name in filters},
        "meta": {"title": fragment["meta"].get("title", ""), "card": hit.card},
        "anchors": [],
    }


def _read(file: Path) -> dict[str, Any]:
    content = gzip.decompress(file.read_bytes())
    if not content.startswith(_MARK):
        raise ValueError(f"{file.name} does not begin as expected")
    fragment: dict[str, Any] = json.loads(content[len(_MARK) :])
    return fragment


def _write(file: Path, fragment: dict[str, Any]) -> None:
    text = json.dumps(fragment, separators=(",", ":"), ensure_ascii=False)
    file.write_bytes(gzip.compress(_MARK + text.encode("utf-8"), 9, mtime=0))
