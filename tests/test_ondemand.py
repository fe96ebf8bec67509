"""What a preview makes when it is asked is what a whole preview has made before."""

import os
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from badgepress import bundles, mkdocs_adapter
from badgepress import mkdocs_apart as apart
from badgepress.behind import Behind
from badgepress.mkdocs_ondemand import OnDemand
from tests.bench.generate import generate, id_of

SIZE = 24


def _built(root: Path, site: Path) -> mkdocs_adapter.Adapter:
    """The adapter of a preview after its first build."""
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    adapter = mkdocs_adapter.STARTED[0]
    mkdocs_build(config)
    return adapter


def _files(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose hand-written page links what is made later."""
    monkeypatch.setattr(mkdocs_adapter.BackgroundIndex, "start", lambda *_: None)
    monkeypatch.setattr(bundles, "AT_ONCE", 1000)  # files of this size come in many pieces
    root = tmp_path / "project"
    generate(root, SIZE)
    (root / "pages" / "about" / "index.md").write_text(
        f"# About\n\nSee [one](../catalog/{id_of(0)}.md), [a list](../api/v1/stacks.json),"
        f" [nothing](../api/v1/nothing.json) and [a part](../catalog/{id_of(0)}.md#criteria).\n",
        "utf-8",
    )
    return root


def test_everything_that_is_asked_for_is_that_of_a_whole_preview(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Every byte of every page and file, once it is known who uses which term."""
    whole = tmp_path / "whole"
    assert _built(root, whole).apart is None
    warned = [record.getMessage() for record in caplog.records if "nothing.json" in record.message]
    caplog.clear()

    monkeypatch.setattr(apart, "WORTH", SIZE)
    site = tmp_path / "site"
    adapter = _built(root, site)
    assert isinstance(adapter.apart, OnDemand)
    assert [r.getMessage() for r in caplog.records if "nothing.json" in r.message] == warned != []
    few = len(_files(site))
    thread = adapter.served._behind._thread
    assert thread is not None
    thread.join()
    for path in adapter.apart.addresses():
        assert adapter.served._bring(path)
    lazy, eager = _files(site), _files(whole)
    lazy = {path: data for path, data in lazy.items() if not path.startswith("pagefind/")}
    assert few < len(eager) / 3
    assert sorted(lazy) == sorted(eager)
    assert [path for path in eager if lazy[path] != eager[path]] == []
    assert b"bp-uses" in lazy["glossary/rubric/index.html"]
    assert (site / "pagefind" / "pagefind-entry.json").is_file()
    assert [name for name in os.listdir(site) if name.startswith(".badgepress")] == []


def test_what_nobody_has_is_not_made(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that leads nowhere, or out of the site, stays one."""
    monkeypatch.setattr(apart, "WORTH", SIZE)
    monkeypatch.setattr(Behind, "start", lambda *_: None)
    served = _built(root, tmp_path / "site").served
    for path in ("catalog/nothing/index.html", "catalog/nothing", "../project/mkdocs.yml", ""):
        assert not served._bring(path)


def test_users_of_a_term_are_not_those_that_somebody_has_opened(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until all are known, its page tells of none."""
    monkeypatch.setattr(apart, "WORTH", SIZE)
    monkeypatch.setattr(Behind, "start", lambda *_: None)
    site = tmp_path / "site"
    served = _built(root, site).served
    for path in (f"catalog/{id_of(0)}/index.html", "glossary/rubric/index.html"):
        assert served._bring(path)
    assert 'href="../../glossary/rubric/"' in (site / f"catalog/{id_of(0)}/index.html").read_text()
    assert "bp-uses" not in (site / "glossary/rubric/index.html").read_text()


def test_behind_a_preview_a_failure_is_a_sentence(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A page that cannot be made is told even before somebody opens it."""
    monkeypatch.setattr(apart, "WORTH", SIZE)
    start = Behind.start
    monkeypatch.setattr(Behind, "start", lambda *_: None)
    adapter = _built(root, tmp_path / "site")
    (root / "glossary.yaml").write_text("terms: 3\n", "utf-8")
    start(adapter.served._behind, root / "mkdocs.yml", tmp_path / "site", lambda found: None)
    thread = adapter.served._behind._thread
    assert thread is not None
    thread.join()
    assert "There is no new search index yet: glossary.yaml:1:8: terms:" in caplog.text
    assert "Traceback" not in caplog.text
