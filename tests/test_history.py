"""A catalog's life of 200 steps: after each, everything ever published answers with its meaning."""

import functools
import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import MakeProject
from life import MOVES, Life
from markupsafe import escape
from publishing import published

from badgepress import outputs, pictures, urls
from badgepress.assemble import make_catalog
from badgepress.catalog import Catalog
from badgepress.cli import main
from badgepress.outputs import all_files, make_embeds, make_feeds
from badgepress.pages import Renderer, all_pages
from badgepress.project import inspect
from badgepress.published.store import ADDRESSES, read_addresses

STEPS = 200
SEEDS = [int(seed) for seed in os.environ.get("BADGEPRESS_SEEDS", "20261122").split(",")]
"""Which lives are lived; others can be tried: BADGEPRESS_SEEDS=1,2,3."""
BUILT_AT = (100, STEPS)
DOCUMENTS = (urls.BADGE_CLASS, urls.ACHIEVEMENT)


@dataclass
class Memory:
    """What the world remembers of it: badges in backpacks, and printed addresses."""

    documents: dict[str, bytes] = field(default_factory=dict)
    """Full address of a document or a picture → its bytes."""
    pages: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Full address of a version's page → words that it says."""
    profiles: set[str] = field(default_factory=set)
    """Full addresses of the profiles that badges name as their issuers."""
    addresses: set[str] = field(default_factory=set)
    """Relative permanent addresses."""


@dataclass
class Answers:
    """What the present site's host, and the old hosts that redirect, answer."""

    catalog: Catalog
    redirects: list[tuple[str, str]]
    renderer: Renderer
    files: dict[str, bytes] = field(init=False)
    pages: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        feeds, embeds = make_feeds(self.catalog, "Badges"), make_embeds(self.catalog, ())
        made = [*all_files(self.catalog), *feeds, *embeds]
        contents = ((output.path.removesuffix("index.html"), output.content) for output in made)
        self.files = {p: c.encode() if isinstance(c, str) else c for p, c in contents}
        self.pages = {page.path: page.html for page in all_pages(self.catalog, self.renderer)}

    def at(self, address: str) -> bytes | str | None:
        """What a full address answers at last, old or new."""
        for before, after in self.redirects:
            if address.startswith(before):
                address = after + address.removeprefix(before)
                break
        path = address.removeprefix(self._home)
        return self.files.get(path, self.pages.get(path))

    @property
    def _home(self) -> str:
        return self.catalog.settings.base_url

    def answers(self, path: str) -> bool:
        """Whether a relative address leads anywhere, to its anchor if it has one."""
        page, _, anchor = path.partition("#")
        if anchor:
            return f'id="{anchor}"' in self.pages.get(page, "")
        return page in self.files or page in self.pages or page == urls.HOME


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """One PNG for all badges, one API description a home: they are slow, and not the point."""
    png = pictures.artwork.rasterize(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 600"><circle r="300"/></svg>'
    )
    monkeypatch.setattr(pictures.rasters, "png_of", lambda svg, size=0: png)
    monkeypatch.setattr(pictures.rasters, "prepare", list)
    monkeypatch.setattr(outputs, "openapi", functools.cache(outputs.openapi))


@pytest.mark.parametrize("seed", SEEDS)
def test_everything_ever_published_answers_with_its_meaning(
    project: MakeProject,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    quick: None,
    seed: int,
) -> None:
    """Whatever happens to data, engine and domain, every address answers with what it meant."""
    root = published(project())
    life, memory, renderer = Life(root, seed, monkeypatch), Memory(), Renderer(())
    done: list[str] = []
    _hold(root, life, memory, renderer)
    for number in range(1, STEPS + 1):
        place = f"seed {seed}, step {number}"
        try:
            done.append(life.step(number))
            _hold(root, life, memory, renderer)
            if number in BUILT_AT:
                assert main(["build", "--project", str(root)]) == 0, capsys.readouterr()
        except BaseException as error:
            error.add_note(f"{place}; the last steps: {'; '.join(done[-6:])}")
            raise
    _lived(done, memory)


def _hold(root: Path, life: Life, memory: Memory, renderer: Renderer) -> None:
    """Check the project, hold the site to what the world remembers, and let it remember more."""
    documents, problems = inspect(root)
    assert [str(problem) for problem in problems.errors] == []
    life.documents = documents
    catalog = make_catalog(documents)
    answers = Answers(catalog, life.redirects, renderer)
    if life.amended:
        _allow(memory, life, catalog, answers)
    for address, content in memory.documents.items():
        assert answers.at(address) == content, address
    for address, words in memory.pages.items():
        page = answers.at(address)
        assert isinstance(page, str), address
        assert [word for word in words if word not in page] == [], address
    for address in memory.profiles:
        profile = answers.at(address)
        assert isinstance(profile, bytes), address
        assert json.loads(profile)["id"] == address
    memory.addresses |= set(read_addresses((root / ADDRESSES).read_text("utf-8")))
    assert [path for path in sorted(memory.addresses) if not answers.answers(path)] == []
    _remember(memory, catalog, answers)


def _allow(memory: Memory, life: Life, catalog: Catalog, answers: Answers) -> None:
    """An amendment may change other bytes of that one version than those that bear its meaning."""
    assert life.amended is not None
    kind, entity_id = life.amended
    entry = catalog.entries(kind)[entity_id]
    frozen = catalog.frozen(kind, entry)
    assert frozen is not None
    for name in urls.BADGE_FILES:
        address = frozen.address + name
        if address not in memory.documents:
            continue
        content = answers.at(address)
        assert isinstance(content, bytes), address
        if name in DOCUMENTS:
            old, new = json.loads(memory.documents[address]), json.loads(content)
            for key in {*old, *new} - {"description", "tags", "tag"}:
                assert old.get(key) == new.get(key), f"{address}: {key}"
        memory.documents[address] = content


def _remember(memory: Memory, catalog: Catalog, answers: Answers) -> None:
    for versions in catalog.published.versions.values():
        for frozen in versions.values():
            if frozen.address in memory.pages:
                continue
            said = (frozen.data.name, getattr(frozen.data, "competency", frozen.data.name))
            memory.pages[frozen.address] = tuple(str(escape(text)) for text in said)
            for name in urls.BADGE_FILES:
                content = answers.at(frozen.address + name)
                if isinstance(content, bytes):
                    memory.documents[frozen.address + name] = content
            _identity(frozen.address, memory, answers)


def _identity(address: str, memory: Memory, answers: Answers) -> None:
    """What is published says its own address, and names what answers."""
    if address + urls.BADGE_CLASS not in memory.documents:
        return
    document: dict[str, Any] = json.loads(memory.documents[address + urls.BADGE_CLASS])
    assert document["id"] == address + urls.BADGE_CLASS
    assert document["criteria"]["id"] == address
    achievement = json.loads(memory.documents[address + urls.ACHIEVEMENT])
    memory.profiles |= {document["issuer"], achievement["creator"]["id"]}
    assert answers.at(document["image"]), document["image"]
    for other in document["related"]:
        assert answers.at(other["id"]), other["id"]


def _lived(done: list[str], memory: Memory) -> None:
    """The life was one: each thing that can happen has happened, so the test can fail."""
    happened = " ".join(done)
    for word in ("publish", "killed", "amend", "revise", "rename", "retire", "split", "merge"):
        assert word in happened, word
    assert happened.count("move to") == len(MOVES)
    homes = {address.partition("catalog/")[0].partition("stacks/")[0] for address in memory.pages}
    assert len(homes) == len(MOVES) + 1
    assert len(memory.pages) > 60
