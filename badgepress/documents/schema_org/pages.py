"""Pages, lists and breadcrumbs (schema.org WebPage, ItemList, BreadcrumbList, WebSite)."""

from collections.abc import Iterable, Sequence
from typing import Any

from badgepress import urls

Node = dict[str, Any]
"""A JSON-LD node."""

CONTEXT = "https://schema.org"
LISTED = ("ItemList", "DefinedTermSet")
"""Types of which a page that is about one is a collection."""


def page_graph(
    base_url: str,
    path: str,
    title: str,
    description: str,
    crumbs: Sequence[tuple[str, str]],
    about: Sequence[Node],
    language: str = "",
    home: str = "Home",
) -> Node:
    """All that a page says of itself: the page, the way to it, and what it is about.

    `path` and those of `crumbs`, the steps from below home to the page's parent, are relative to
    `base_url`; the first node of `about` is what the page is about. `language` is said where it is
    not that of the site.
    """
    url = base_url + path
    page: Node = {"@type": "WebPage", "@id": url, "url": url, "name": title}
    if description:
        page["description"] = description
    if language:
        page["inLanguage"] = language
    page["isPartOf"] = {"@id": _website_id(base_url)}
    graph = [page]
    if path != urls.HOME:
        steps = [(home, urls.HOME), *crumbs, (title, path)]
        trail = _breadcrumbs(base_url, steps, f"{url}#breadcrumbs")
        page["breadcrumb"] = {"@id": trail["@id"]}
        graph.append(trail)
    if about:
        page["mainEntity"] = {"@id": about[0]["@id"]}
        if about[0]["@type"] in LISTED:
            page["@type"] = "CollectionPage"
    return {"@context": CONTEXT, "@graph": [*graph, *about]}


def website(base_url: str, name: str, description: str) -> Node:
    """The site as a whole, which its home page is about."""
    found = {"@type": "WebSite", "@id": _website_id(base_url), "url": base_url, "name": name}
    return found | ({"description": description} if description else {})


def item_list(base_url: str, path: str, items: Iterable[tuple[str, str]], first: int = 1) -> Node:
    """The entries that a page lists, as names and paths; `first` is the first one's position."""
    return {
        "@type": "ItemList",
        "@id": f"{base_url}{path}#list",
        "itemListElement": _items(base_url, items, "url", first),
    }


def _breadcrumbs(base_url: str, steps: Iterable[tuple[str, str]], node_id: str) -> Node:
    return {
        "@type": "BreadcrumbList",
        "@id": node_id,
        "itemListElement": _items(base_url, steps, "item", 1),
    }


def _items(base_url: str, items: Iterable[tuple[str, str]], link: str, first: int) -> list[Node]:
    return [
        {"@type": "ListItem", "position": position, "name": name, link: base_url + path}
        for position, (name, path) in enumerate(items, start=first)
    ]


def _website_id(base_url: str) -> str:
    return f"{base_url}#website"
