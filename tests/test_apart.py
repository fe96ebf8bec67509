"""Pages made in other processes are the same bytes as those that MkDocs makes one by one."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from badgepress import bundles, workers
from badgepress import mkdocs_apart as apart
from badgepress.mkdocs_build import build_site
from badgepress.terms.site import SiteTerms
from tests.bench.generate import _micro_credential, generate, id_of

SIZE = 24
FIRST, SECOND = id_of(0), id_of(1)
VERSION = f"{FIRST}/v{_micro_credential(0)['version']}"
OTHER_HOOK = """
def on_post_page(output, *, page, config):
    return output + f"<!-- {page.url} -->"
"""
Change = Callable[[Path], None]


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project that is large enough, with a page that links what is made apart."""
    monkeypatch.setattr(apart, "WORTH", SIZE)
    monkeypatch.setattr(bundles, "AT_ONCE", 1000)  # files of this size come in many pieces
    # Browsers and servers of tests before leave threads that wait; a build of one's own has none.
    monkeypatch.setattr(workers.threading, "active_count", lambda: 1)
    monkeypatch.setattr("badgepress.mkdocs_adapter.make_index", lambda *_: None)
    root = tmp_path / "project"
    generate(root, SIZE)
    (root / "pages" / "about" / "index.md").write_text(
        f"# About\n\nSee [one](../catalog/{FIRST}.md), [a version](../catalog/{VERSION}.md),"
        f" [its badge class](../catalog/{VERSION}/badgeclass.json), [its badge]"
        f"(../catalog/{VERSION}/badge.png), [a stack](../stacks/path-0.md) and"
        " [all](../catalog/index.md). Every rubric and every earner is a term.\n",
        "utf-8",
    )
    return root


def _config(root: Path, **changes: Any) -> None:
    file = root / "mkdocs.yml"
    file.write_text(yaml.safe_dump(yaml.safe_load(file.read_text("utf-8")) | changes), "utf-8")


def _built(root: Path, monkeypatch: pytest.MonkeyPatch, processes: int) -> dict[str, bytes]:
    monkeypatch.setenv(workers.PROCESSES, str(processes))
    site = root.parent / f"site-{processes}"
    assert build_site(root / "mkdocs.yml", site) == []
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


def _same(root: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The site, after finding that two processes make what one makes."""
    two = _built(root, monkeypatch, 2)
    one = _built(root, monkeypatch, 1)
    assert sorted(two) == sorted(one)
    assert [path for path in one if one[path] != two[path]] == []
    return one


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each build has made pages apart."""
    answers: list[bool] = []

    def works_apart(*arguments: Any, **options: Any) -> bool:
        answers.append(apart.works_apart(*arguments, **options))
        return answers[-1]

    monkeypatch.setattr("badgepress.mkdocs_adapter.works_apart", works_apart)
    return answers


def test_many_processes_make_the_same_site(
    many: Path, monkeypatch: pytest.MonkeyPatch, seen: list[bool]
) -> None:
    """Every file: pages, versions, documents, cards, the index with its digests, who uses terms."""
    site = _same(many, monkeypatch)
    assert seen == [True, False]
    assert f"catalog/{VERSION}/badgeclass.json" in site
    assert b"digests" in site["api/v1/index.json"]
    assert FIRST.encode() in site["glossary/rubric/index.html"]
    assert f'href="../catalog/{VERSION}/badge.png"'.encode() in site["about/index.html"]


def _hook(root: Path) -> None:
    (root / "other.py").write_text(OTHER_HOOK)
    config = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    _config(root, hooks=[*config["hooks"], "other.py"])


def _own_nav(root: Path) -> None:
    _config(root, nav=[{"Home": "index.md"}, {"One": f"catalog/{SECOND}.md"}])


def _list_of_pages(root: Path) -> None:
    (root / "theme").mkdir()
    (root / "theme" / "main.html").write_text(
        '{% extends "base.html" %}{% block footer %}{{ pages | length }}{% endblock %}'
    )
    config = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    _config(root, theme=config["theme"] | {"custom_dir": "theme"})


@pytest.mark.parametrize("change", [_hook, _own_nav, _list_of_pages])
def test_who_must_see_all_pages_sees_them(
    many: Path, monkeypatch: pytest.MonkeyPatch, seen: list[bool], change: Change
) -> None:
    """Another hook, an entry in the navigation or a template that lists pages: one by one."""
    change(many)
    site = _same(many, monkeypatch)
    assert seen == [False, False]
    if change is _hook:
        assert site[f"catalog/{FIRST}/index.html"].endswith(f"<!-- catalog/{FIRST}/ -->".encode())


def test_lists_may_stand_in_the_navigation_or_not(
    many: Path, monkeypatch: pytest.MonkeyPatch, seen: list[bool]
) -> None:
    """Without the lists in its navigation, a site is made apart as well."""
    _config(many, nav=[{"Home": "index.md"}, {"About": "about/index.md"}])
    _same(many, monkeypatch)
    assert seen == [True, False]


@pytest.mark.parametrize(
    "name", [f"catalog/{FIRST}.md", f"catalog/{VERSION}/badge.png", f"catalog/{FIRST}/keep/qr.svg"]
)
def test_own_file_at_the_same_address_is_refused(
    many: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    name: str,
) -> None:
    """Whatever makes the page, nobody's file is replaced without a word."""
    file = many / "pages" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("# Mine\n")
    told = _faults(many, monkeypatch, caplog)
    assert told[0] == told[1]
    assert f"{name}:1:1: " in told[0]
    assert "the same address" in told[0]


def _faults(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> list[str]:
    """What is said when nothing is built, by two processes and by one."""
    told = []
    for processes in (2, 1):
        caplog.clear()
        monkeypatch.setenv(workers.PROCESSES, str(processes))
        assert build_site(root / "mkdocs.yml", root.parent / "site") != []
        told.append(caplog.messages[-1])
    return told


def test_process_that_dies_costs_nothing_but_time(
    many: Path, monkeypatch: pytest.MonkeyPatch, seen: list[bool]
) -> None:
    """What a killed process has not made is made by the others."""
    here, link = os.getpid(), SiteTerms.of_page

    def of_page(self: SiteTerms, page: Any) -> Any:
        if os.getpid() != here and page.path == f"catalog/{SECOND}/":
            os.kill(os.getpid(), signal.SIGKILL)
        return link(self, page)

    monkeypatch.setattr(SiteTerms, "of_page", of_page)
    _same(many, monkeypatch)
    assert seen == [True, False]


def test_mistake_in_a_template_is_a_sentence(
    many: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What fails in another process is told as ever, with file and line."""
    folder = many / "theme" / "pages"
    folder.mkdir(parents=True)
    (folder / "micro_credential.html").write_text("<h1>\n{{ view.nothing }}</h1>")
    config = yaml.safe_load((many / "mkdocs.yml").read_text("utf-8"))
    _config(many, theme=config["theme"] | {"custom_dir": "theme"})
    told = _faults(many, monkeypatch, caplog)
    assert told[0] == told[1]
    assert "theme/pages/micro_credential.html:2: " in told[0]
