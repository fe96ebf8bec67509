"""The benchmark measures what it says; how long anything takes decides no test."""

import json
import re
import time
import tomllib
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from badgepress import stages
from badgepress.project import inspect
from badgepress.stages import Stage
from tests.bench import hugo, run
from tests.bench.generate import generate, place_of
from tests.bench.words import TERMS

SIZE = 30


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of one run with both contenders, and its figures."""
    folder = tmp_path_factory.mktemp("bench")
    figures = folder / "figures.json"
    options = ["--plain", "--repeat", "1", "--keep", "--folder", str(folder / "work")]
    assert run.main([str(SIZE), *options, "--json", str(figures)]) == 0
    return folder / "work", json.loads(figures.read_text("utf-8"))


def test_generated_project_has_no_problems(tmp_path: Path) -> None:
    """Errors or warnings would be measured too."""
    generate(tmp_path, SIZE)
    documents, problems = inspect(tmp_path)
    assert problems.sorted() == []
    counts = {kind: len(entries) for kind, entries in documents.entries.items()}
    assert counts == {
        "micro-credential": SIZE,
        "stack": 2,
        "issuer": 5,
        "recognizer": 3,
        "framework": 1,
    }
    assert len(documents.terms) == 50


def test_generated_project_is_realistic(tmp_path: Path) -> None:
    """About 350 words, a glossary term in each, markup in most; a larger one begins alike."""
    generate(tmp_path / "small", SIZE)
    generate(tmp_path / "large", 2 * SIZE)
    texts = [(tmp_path / "small" / place_of(n)).read_text("utf-8") for n in range(SIZE)]
    assert texts == [(tmp_path / "large" / place_of(n)).read_text("utf-8") for n in range(SIZE)]
    assert 300 < sum(_length(yaml.safe_load(text)) for text in texts) / SIZE < 400
    assert all(any(term in text for term in TERMS) for text in texts)
    assert sum("](https" in text or "**" in text for text in texts) / SIZE > 0.5
    assert any(not text.isascii() for text in texts)


def _length(value: Any) -> int:
    """Words of all sentences in a document."""
    if isinstance(value, str):
        return len(value.split()) if " " in value else 0
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(_length, inner))


def test_every_stage_is_measured(measured: tuple[Path, dict[str, Any]]) -> None:
    """A stage without time would be one whose functions have moved."""
    ours = measured[1]["runs"][str(SIZE)][run.OURS][0]
    assert ours["finished"]
    assert list(ours["stages"]) == [stage.value for stage in Stage]
    assert all(ours["stages"][stage] > 0 for stage in Stage if stage is not Stage.WAITING)
    assert ours["peak_mb"] > 20
    assert ours["cpu"] > 0


def test_plain_way_makes_the_same_pages(measured: tuple[Path, dict[str, Any]]) -> None:
    """Same addresses, same words: nine of ten at least, and breadcrumbs are not counted."""
    ours, plain = (measured[0] / f"{SIZE}-{name}" for name in (run.OURS, run.PLAIN))
    pages = {page.relative_to(ours) for page in ours.rglob("*.html")}
    assert pages == {page.relative_to(plain) for page in plain.rglob("*.html")}
    generated = pages - {Path("index.html"), Path("404.html"), Path("about/index.html")}
    # Cards for other sites have no frame; both ways write the same ones.
    generated = {page for page in generated if page.parts[0] != "embed"}
    assert len(generated) > 2 * SIZE
    missing = {page: _missing(ours / page, plain / page) for page in generated}
    assert [page for page, share in missing.items() if share > 0.1] == []


def _missing(page: Path, other: Path) -> float:
    """Share of one page's words that another does not have."""
    said = _words(page)
    return (said - _words(other)).total() / said.total()


def _words(page: Path) -> Counter[str]:
    article = re.search("<article.*?</article>", page.read_text("utf-8"), re.DOTALL)
    assert article
    # Definitions for tooltips are data, which nobody reads among the words.
    unseen = "<nav class=.bp-crumbs.*?</nav>|<svg.*?</svg>|<script.*?</script>|<[^>]*>"
    marks = re.compile(unseen, re.DOTALL)
    return Counter(re.findall(r"\w+", unescape(marks.sub(" ", article[0]))))


def test_report_compares(
    measured: tuple[Path, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    """The tables name both contenders, the ratio, and what was left out."""
    bench = run.Bench(measured[0], 60, keep=True, artwork=measured[1]["artwork_ms"])
    for size, ratio in ((100, 1.0), (1_000, 12.0)):
        slow = run.Run(ratio, 1, 1, finished=size == 100)
        bench.runs[size] = {run.OURS: [run.Run(1, 1, 1, True)], run.PLAIN: [slow]}
    text = run.report(bench)
    assert "From 100 to 1,000 micro-credentials (10 times as many): 1.0 times the time, " in text
    assert "> 12.0" in text
    assert "The goal holds." in text
    assert "rasterizing is left out" in text
    assert capsys.readouterr().out == ""


def test_inner_stages_are_taken_from_outer_ones() -> None:
    """A second counts once, also inside a generator."""
    before = dict(stages.clock.seconds)

    def items() -> Any:
        for _ in range(3):
            with stages.during(Stage.ARTWORK):
                time.sleep(0.01)
            yield 1

    assert sum(stages.steps(Stage.DOCUMENTS, items())) == 3
    spent = {stage: stages.clock.seconds[stage] - before[stage] for stage in before}
    assert spent[Stage.ARTWORK] > 0.03
    assert 0 < spent[Stage.DOCUMENTS] < 0.02
    assert sum(spent.values()) == spent[Stage.ARTWORK] + spent[Stage.DOCUMENTS]


def test_hugo_gets_the_same_yaml_and_the_same_frame(tmp_path: Path) -> None:
    """Its project reads the generated folders, and its pages stand in badgepress' own frame."""
    generate(tmp_path / "project", SIZE)
    folder = hugo.folder_of(tmp_path / "project")
    hugo.prepare(tmp_path / "project", folder)
    config = tomllib.loads((folder / "hugo.toml").read_text("utf-8"))
    mounted = {mount["target"]: mount["source"] for mount in config["module"]["mounts"]}
    assert mounted["data/catalog"] == str(tmp_path / "project" / "catalog")
    frame = [
        (folder / "layouts" / "partials" / f"{name}.html").read_text("utf-8")
        for name in ("before", "after")
    ]
    assert "<title>{{ .Title }}</title>" in frame[0]
    assert "md-footer" in frame[1]
    assert (folder / "assets" / "badge.png").read_bytes().startswith(b"\x89PNG")
