"""The sitemap for search engines (sitemaps.org protocol 0.9)."""

from collections.abc import Iterable
from xml.sax.saxutils import escape


def sitemap(base_url: str, paths: Iterable[str]) -> str:
    """All pages by full address, sorted; no dates, because none would come from the data."""
    lines = [f"  <url><loc>{escape(base_url + path)}</loc></url>" for path in sorted(set(paths))]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lines,
            "</urlset>",
            "",
        ]
    )
