"""What a preview keeps of its last build spares work and changes no byte."""

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import FULL, MakeProject
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from badgepress import mkdocs_adapter
from badgepress.memory import Memory
from badgepress.pages.render import Renderer
from badgepress.terms import site as terms_site


class Preview:
    """One process of `serve`, which builds again and again."""

    def __init__(self, root: Path, site: Path) -> None:
        self.root, self.site = root, site
        self.config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
        self.config.plugins.on_startup(command="serve", dirty=False)
        self.adapter = mkdocs_adapter.STARTED[0]

    def build(self) -> dict[str, bytes]:
        """Build as MkDocs' server does, which reads the settings anew each time."""
        config = load_config(str(self.root / "mkdocs.yml"), site_dir=str(self.site))
        config.plugins = self.config.plugins
        mkdocs_build(config)
        files = (path for path in self.site.rglob("*") if path.is_file())
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(autouse=True)
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search index of a preview comes later, and is not the point."""
    monkeypatch.setattr(mkdocs_adapter.BackgroundIndex, "start", lambda *_: None)


def _first(root: Path, folder: str) -> Path:
    return sorted((root / folder).rglob("*.yaml"))[0]


@pytest.mark.parametrize("kind", ["nothing", "catalog", "stacks", "catalog/issuers", "term"])
def test_second_build_is_what_a_first_one_would_be(
    project: MakeProject, tmp_path: Path, kind: str
) -> None:
    """After each edit, every file is that of a preview that was started just now."""
    root = project({}, FULL)
    preview = Preview(root, tmp_path / "site")
    preview.build()
    if kind == "term":
        file = root / "glossary.yaml"
        text = re.sub(r"(?m)^( +definition: )(?=\w)", r"\1Anew ", file.read_text("utf-8"), count=1)
        file.write_text(text, "utf-8")
    elif kind != "nothing":
        file = _first(root, kind)
        file.write_text(re.sub(r"(?m)^name: \"?", r"\g<0>X", file.read_text("utf-8")), "utf-8")
    again = preview.build()
    fresh = Preview(root, tmp_path / "fresh").build()
    assert sorted(again) == sorted(fresh)
    assert [path for path in fresh if again[path] != fresh[path]] == []


def test_only_what_has_changed_is_made_again(
    project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a change no page is rendered or linked again; with a new template all are."""
    root = project({}, FULL)
    preview = Preview(root, tmp_path / "site")
    preview.build()
    made: list[str] = []
    render, link = Renderer._render, terms_site.link_terms

    def rendered(self: Renderer, template: str, path: str, variables: Any) -> str:
        made.append(template)
        return render(self, template, path, variables)

    def linked(html: str, matcher: Any, place: Any) -> Any:
        made.append(place.path)
        return link(html, matcher, place)

    monkeypatch.setattr(Renderer, "_render", rendered)
    monkeypatch.setattr(terms_site, "link_terms", linked)
    preview.build()
    assert [name for name in made if name in ("micro_credential.html", "stack.html")] == []
    assert [name for name in made if name.startswith(("catalog/", "stacks/"))] == []
    memory = preview.adapter.memory
    assert memory is not None
    memory._stamp = "another"
    preview.build()
    assert "micro_credential.html" in made
    assert any(name.startswith("catalog/") for name in made)


def test_what_is_not_asked_for_is_forgotten() -> None:
    """A preview that runs for days holds one build and no more."""
    memory = Memory()
    made = []
    for given in (1, 1, 2):
        memory.begin([])
        memory.recall("a", given, lambda given=given: made.append(given))
    assert made == [1, 2]
    memory.begin([])
    memory.begin([])
    memory.recall("a", 2, lambda: made.append("again"))
    assert made == [1, 2, "again"]
