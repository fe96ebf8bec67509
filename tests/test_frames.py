"""Frames that are filled give the bytes that templates give, whatever templates and hooks do."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import FULL, SMALL, MakeProject
from jinja2 import DictLoader, Environment
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils.templates import script_tag_filter, url_filter

from badgepress import mkdocs_adapter, tracing
from tests.bench.generate import generate

EXPRESSIONS = (
    "{% if 'stack' in page.title | lower %}a stack{% endif %}",
    "{% if page.title == 'Lesson <b>2</b>' %}this very one{% endif %}",
    "{% if 'Lesson' != page.title %}another{% endif %}",
    "{% if page.title | length > 7 %}long{% endif %}",
    "{% if page.content %}{{ page.content }}{% else %}empty{% endif %}",
    "{% if '<h1' not in page.content %}{{ page.title | striptags }}{% endif %}",
    "{{ page.title }} {{ page.title | e }} {{ page.title | striptags | e }}",
    "{{ page.title[:5] }} {{ page.title | upper }} {{ page.title | urlencode }}",
    "{{ page.title | tojson }}",
    "{{ page.meta.title | replace('e', 'o') }}",
    "{{ 'x' ~ page.title }} {{ page.title + 'y' }} {{ '%s!' | format(page.title) }}",
    "{{ {'Stacks': 1}.get(page.title, 2) }} {{ [page.title, 'B'] | sort | join }}",
    "{{ page.title.split() | length }} {{ page.title is string }} {{ page.title > 'M' }}",
    "{{ page.file.src_uri }}",
    "{{ page.url }} {{ page.canonical_url or 'none' }} {{ 'catalog/x1/' | url }}",
    "{{ ('catalog/' ~ seen) | url }} {{ (page.url ~ 'x/') | url }}",
    "{{ seen }} {{ nothing | default('none') }} {{ page.toc | length }}",
    "{% for entry in page.toc %}{{ entry.title | truncate(6, true) }}{{ entry.url }}{% endfor %}",
    "{% for entry in page.toc %}{{ entry.url | url }}{{ entry.children | length }}{% endfor %}",
    "{% if 'toc' in page.meta.hide %}hidden{% endif %}{{ page.meta.hide | join(' ') }}",
    "{% for number in deep.of %}{{ number }}{% endfor %}{{ deep }}",
)
TEMPLATE = """{% extends "base.html" %}
{% block extrahead %}{{ super() }}{% if page %}<meta name="asked" content="EXPRESSION">{% endif %}
{% endblock %}
"""
HOOK = """
def on_page_context(context, *, page, config, nav):
    context["seen"] = page.url[-4:].strip("/")
    context["deep"] = {"of": [page.title, None, 3, True]}
    return context


def on_post_page(output, *, page, config):
    return output + f"<!-- {page.url} {len(page.content)} -->"
"""
ASKING = {
    "theme/main.html": TEMPLATE.replace("EXPRESSION", "".join(EXPRESSIONS)),
    "other.py": HOOK,
    "mkdocs.yml": (SMALL / "mkdocs.yml")
    .read_text("utf-8")
    .replace("- build_hooks.py", "- build_hooks.py\n  - other.py")
    .replace("name: material", "name: material\n  custom_dir: theme"),
}


def _built(root: Path, name: str) -> dict[str, bytes]:
    """Address and bytes of every file of a site; drafts are shown, which makes more pages."""
    site = root.parent / name
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build(config)
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[tracing.Frames]:
    """The frames of each build from now on."""
    made: list[tracing.Frames] = []

    class Kept(tracing.Frames):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            made.append(self)

    monkeypatch.setattr(mkdocs_adapter, "Frames", Kept)
    return made


@pytest.mark.parametrize(
    ("example", "files"),
    [(SMALL, {}), (FULL, {}), (SMALL, ASKING)],
    ids=["small", "full", "templates and hooks that ask"],
)
def test_filled_frames_are_what_templates_give(
    project: MakeProject,
    monkeypatch: pytest.MonkeyPatch,
    filled: list[tracing.Frames],
    example: Path,
    files: dict[str, str],
) -> None:
    """Every page of a site has the same bytes, be its frame filled or rendered."""
    root = project(files, example)
    fast = _built(root, "fast")
    monkeypatch.setattr(mkdocs_adapter, "Frames", lambda *_: None)
    slow = _built(root, "slow")
    assert sorted(fast) == sorted(slow)
    assert [path for path in fast if fast[path] != slow[path]] == []
    assert filled


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_a_template_may_do_anything_with_a_text(expression: str) -> None:
    """Each page gets what the template says of it, though a frame was made for another one."""
    environment = Environment(loader=DictLoader({"main.html": expression}))  # noqa: S701
    environment.filters |= {"url": url_filter, "script_tag": script_tag_filter}
    slow = environment.get_template("main.html")
    tracing.Frames(environment, lambda page: True)
    fast = environment.get_template("main.html")
    for number in range(3):
        for title in ("Lesson", "Stacks", "Lesson <b>2</b>", "Q &amp; A 'x'", "", "Ünter &lt;"):
            context = _context(number, title)
            assert fast.render(context) == slow.render(context)


def _context(number: int, title: str) -> dict[str, Any]:
    url = f"{('catalog', 'stacks')[number % 2]}/{title[:1]}{number}/"
    page = SimpleNamespace(
        **dict.fromkeys(tracing._PAGE_CONSTANTS),
        title=title,
        meta={"title": title, "hide": ["toc"] if number else []},
        content=f"<h1>{title}</h1>" if number else title,
        canonical_url=f"https://example.org/{url}" if number else None,
        abs_url=f"/{url}",
        edit_url=None,
        url=url,
        toc=[AnchorLink(title, f"a{number}", 2), AnchorLink("Last", "last", 2)],
        file=SimpleNamespace(src_uri=f"{url}index.md"),
    )
    fixed = {"base_url": "../..", "extra_css": [], "extra_javascript": [], "config": {}}
    return {**fixed, "page": page, "seen": f"x{number}", "deep": {"of": [title, None, 3, True]}}


def test_pages_that_differ_in_texts_alone_share_a_frame(
    tmp_path: Path, filled: list[tracing.Frames]
) -> None:
    """Most pages of a large catalog need no rendering of the whole frame."""
    generate(tmp_path / "project", 60)
    site = _built(tmp_path / "project", "site")
    kinds = filled[0]._kinds.values()
    pages = sum(path.endswith("index.html") for path in site)
    assert 0 < sum(len(kind.frames) for kind in kinds) < pages / 3
    assert not any(kind.given_up for kind in kinds)
