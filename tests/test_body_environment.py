"""Page bodies are what Jinja makes of the templates, in less time."""

from types import SimpleNamespace
from typing import Any

import pytest
from conftest import FULL, SMALL, MakeProject
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment
from markupsafe import Markup, escape

from badgepress.catalog import _KEPT
from badgepress.kinds import MICRO_CREDENTIAL
from badgepress.model import Status
from badgepress.pages import Renderer, all_pages, render
from badgepress.pages.embeds import all_embeds
from badgepress.pages.environment import BodyEnvironment, escaped
from badgepress.project import open_catalog


class Named:
    """Something that says by itself what it is in HTML."""

    def __html__(self) -> str:
        return "<i>named</i>"


@given(
    st.text(alphabet="a<>&'\"\n\xa0é", max_size=9)
    | st.integers()
    | st.floats(allow_nan=False)
    | st.sampled_from([True, None, Status.ACTIVE, Markup("<b>&amp;"), Named()])
)
def test_what_is_printed_is_escaped_as_ever(value: Any) -> None:
    """No text of an owner's becomes markup, and no markup of ours text."""
    assert str(escaped(value)) == str(escape(value))


@pytest.mark.parametrize("example", [SMALL, FULL], ids=["small", "full"])
def test_bodies_are_those_of_jinja_itself(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch, example: Any
) -> None:
    """Every page and every card has the bytes that the library's own environment gives."""
    root = project(example=example)
    catalog, _ = open_catalog(root)

    def bodies() -> dict[str, str]:
        renderer = Renderer()
        made = (*all_pages(catalog, renderer), *all_embeds(catalog, renderer))
        return {page.path: page.html for page in made}

    fast = bodies()
    monkeypatch.setattr(render, "BodyEnvironment", Environment)
    monkeypatch.setattr(render, "_COMPILED", None)  # or it would have what the other one has made
    # Nothing is kept, either.
    monkeypatch.setattr(render, "Kept", lambda: lambda macro, *args: macro(*args))
    assert bodies() == fast
    assert len(fast) > 20


def test_kept_is_what_the_last_page_had_in_common() -> None:
    """A page gets what another one got for the same, and its own for anything else."""
    environment = BodyEnvironment(autoescape=True)
    environment.globals["kept"] = render.Kept()
    template = environment.from_string(
        "{% macro m(one, other) %}<b>{{ one.name }}{{ other }}</b>{% endmacro %}{{ kept(m, x, y) }}"
    )
    first, second = SimpleNamespace(name="1 & 2"), SimpleNamespace(name="3")
    assert template.render(x=first, y="a") == "<b>1 &amp; 2a</b>"
    first.name = "changed"
    assert template.render(x=first, y="a"[:1]) == "<b>1 &amp; 2a</b>"
    assert template.render(x=first, y="b") == "<b>changedb</b>"
    assert template.render(x=second, y="b") == "<b>3b</b>"
    assert template.render(x=first, y="b") == "<b>changedb</b>"


def test_a_catalog_keeps_the_last_of_what_is_made_of_it(project: MakeProject) -> None:
    """What was made of something else, or long ago, is made anew."""
    catalog, _ = open_catalog(project())
    made: list[int] = []

    def recall(name: int, of: object) -> int:
        return catalog.recall("number", name, of, lambda: made.append(name) or name)

    entry = next(iter(catalog.entries(MICRO_CREDENTIAL).values()))
    assert [recall(1, entry), recall(1, entry)] == [1, 1]
    assert made == [1]
    assert recall(1, entry.data) == 1
    assert made == [1, 1]
    for name in range(2, _KEPT + 2):
        recall(name, entry)
    assert len(made) == _KEPT + 2
    recall(1, entry.data)
    assert made[-1] == 1
