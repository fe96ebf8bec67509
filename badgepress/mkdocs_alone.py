"""Whether anybody but the engine wants to see its pages while a site is built."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

_EVENTS = (
    "pre_template", "template_context", "post_template", "files", "nav", "env", "pre_page",
    "page_read_source", "page_markdown", "page_content", "page_context", "post_page",
)  # fmt: skip
"""Events whose listeners may want to see every page or every file."""


def nobody_asks(config: MkDocsConfig) -> bool:
    """Whether no other hook or plugin, no navigation and no template needs the single pages."""
    listeners = others(config, _EVENTS)
    return not (any(listeners) or any(_named_in(config.nav or [])) or _asks_for_pages(config))


def others(config: MkDocsConfig, events: Iterable[str]) -> Iterator[Any]:
    """Listeners to events, such as `post_build`, that are not ours."""
    for event in events:
        for method in config.plugins.events[event]:
            plugin = getattr(method, "__self__", None)
            ours = getattr(method, "__code__", None)
            if ours and ours.co_names == ("_adapter", method.__name__):
                continue  # a function of build_hooks.py as it was delivered
            off = getattr(plugin, "config", {}).get("enabled") is False
            if not off or not type(plugin).__module__.startswith("material.plugins.search"):
                yield method


def _named_in(nav: Any) -> Iterator[str]:
    """Pages of single entries that an owner has put into the navigation."""
    if isinstance(nav, str) and re.match(r"/?(catalog|stacks)/(?!index\.md$)", nav):
        yield nav
    elif isinstance(nav, dict | list):
        for inner in nav.values() if isinstance(nav, dict) else nav:
            yield from _named_in(inner)


def _asks_for_pages(config: MkDocsConfig) -> bool:
    """Whether a template of the owner's asks for the list of all pages."""
    folder = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    return folder is not None and any(
        re.search(r"\{[{%][^}]*\bpages\b", template.read_text("utf-8", "replace"))
        for template in folder.rglob("*.html")
        if template.relative_to(folder).parts[0] != "pages"
    )
