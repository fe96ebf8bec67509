"""The benchmark measures what it says; how long anything takes decides no test."""

import json
import re
import threading
import time
from collections import Counter
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml

from badgepress import stages
from badgepress.project import inspect
from badgepress.stages import Stage
from tests.bench import contenders, edits, report, run, search
from tests.bench.generate import SMALLEST, generate, place_of
from tests.bench.measure import Bench, Run
from tests.bench.words import TERMS

SIZE = 30


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The folder of one run with all contenders, and its figures."""
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
    """About 350 words, a term in each field, markup in a third; a larger one begins alike."""
    generate(tmp_path / "small", SIZE)
    generate(tmp_path / "large", 2 * SIZE)
    texts = [(tmp_path / "small" / place_of(n)).read_text("utf-8") for n in range(SIZE)]
    assert texts == [(tmp_path / "large" / place_of(n)).read_text("utf-8") for n in range(SIZE)]
    documents = [yaml.safe_load(text) for text in texts]
    assert 300 < sum(map(_length, documents)) / SIZE < 400
    prose = [text for document in documents for text in _prose(document)]
    assert len(prose) > 15 * SIZE
    assert [text for text in prose if not any(term in text for term in TERMS)] == []
    assert 0.25 < sum(bool(re.search(r"\*|`|\]\(|\n- ", text)) for text in prose) / len(prose) < 0.4
    assert sum(not document["name"].isascii() for document in documents) > SIZE / 4
    assert sum(bool(document["prerequisites"]) for document in documents) > SIZE / 4


def test_generated_stacks_are_made_of_stacks(tmp_path: Path) -> None:
    """Every fourth is made of two others, and every sixteenth of such ones."""
    generate(tmp_path, 320)
    steps = {
        file.stem: [
            step["stack"]
            for step in yaml.safe_load(file.read_text("utf-8"))["steps"]
            if "stack" in step
        ]
        for file in (tmp_path / "stacks").iterdir()
    }
    made = {name for name, inner in steps.items() if inner}
    assert len(made) == len(steps) / 4
    assert {name for name in made if made.issuperset(steps[name])} == {"path-15"}


def _prose(value: Any, name: str = "") -> list[str]:
    """The texts of the fields that are sentences, but for the summary, which takes no markup."""
    if isinstance(value, str):
        return [value] if name in _PROSE else []
    inner = (
        value.items()
        if isinstance(value, dict)
        else ((name, each) for each in value)
        if isinstance(value, list)
        else ()
    )
    return [text for key, each in inner for text in _prose(each, key)]


_PROSE = {
    "competency",
    "rationale",
    "key",
    "description",
    "prompt",
    "passing",
    "basic",
    "developing",
}


def _length(value: Any) -> int:
    """Words of all sentences in a document."""
    if isinstance(value, str):
        return len(value.split()) if " " in value else 0
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(_length, inner))


def test_every_stage_is_measured(measured: tuple[Path, dict[str, Any]]) -> None:
    """A stage without time would be one whose functions have moved."""
    ours = measured[1]["runs"][str(SIZE)][contenders.OURS][0]
    assert ours["finished"]
    assert list(ours["stages"]) == [stage.value for stage in Stage]
    assert all(ours["stages"][stage] > 0 for stage in Stage if stage is not Stage.WAITING)
    assert ours["peak_mb"] > 20
    assert ours["cpu"] > 0


def test_plain_way_makes_the_same_pages(measured: tuple[Path, dict[str, Any]]) -> None:
    """Same addresses, same words: nine of ten at least, and breadcrumbs are not counted."""
    ours, plain = (measured[0] / f"{SIZE}-{name}" for name in (contenders.OURS, contenders.PLAIN))
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
    return words_of(page.read_text("utf-8"))


def words_of(text: str) -> Counter[str]:
    """The words of a page's article."""
    article = re.search("<article.*?</article>", text, re.DOTALL)
    assert article
    # Definitions for tooltips are data, which nobody reads among the words.
    unseen = "<nav class=.bp-crumbs.*?</nav>|<svg.*?</svg>|<script.*?</script>|<[^>]*>"
    marks = re.compile(unseen, re.DOTALL)
    return Counter(re.findall(r"\w+", unescape(marks.sub(" ", article[0]))))


def test_report_compares(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """The tables name all contenders and ratios, what was left out, and which goals hold."""
    text = report.report(_measured_before())
    assert "badgepress, from 100 to 1,000 (10 times as many): 2.0 times the time, " in text
    assert "> 24.0" in text
    assert "faster than the plain way. Measured: 12.0 times. The goal holds." in text
    goal = "no slower than Hugo, without a search index. Measured: 2.00 times its time."
    assert f"{goal} The goal DOES NOT HOLD." in text
    assert "At 10,000, at most 600 MB for any single process. Measured: 1 MB." in text
    assert "100.0 ms to rasterize" in text
    assert capsys.readouterr().out == ""


def test_docs_take_the_figures(tmp_path: Path) -> None:
    """The page keeps what people wrote; the plot is the same for the same figures."""
    page, chart = tmp_path / "speed.md", tmp_path / "assets" / "speed.svg"
    begin, end = "<!-- builds: made by the benchmark -->", "<!-- end of builds -->"
    page.write_text(f"Before.\n\n{begin}\nold figures\n{end}\n\nAfter.\n")
    report.write_docs(_measured_before(), page, chart)
    first = page.read_text(), chart.read_bytes()
    assert first[0].startswith(f"Before.\n\n{begin}\n")
    assert first[0].endswith(f"{end}\n\nAfter.\n")
    assert "old figures" not in first[0]
    assert "### 10,000 micro-credentials" in first[0]
    assert first[1].startswith(b"<?xml")
    report.write_docs(_measured_before(), page, chart)
    assert (page.read_text(), chart.read_bytes()) == first


def test_readers_goals() -> None:
    """Each figure stands beside its goal, and what is more than that is said."""
    good = search.Measured(1_000, page="catalog/", page_bytes=20_000)
    good.searches = {
        words: Counter({"js": 100_000, "badges' pictures": 900_000}) for words in search.WORDS
    }
    good.first, good.further, good.filters = [190.0, 100.0, 400.0], [120.0], [30.0]
    text = search.report([good])
    assert "100 of 160" in text
    assert "190, at most 400" in text
    assert text.endswith("All goals hold.")
    bad = search.Measured(
        10_000, {w: Counter({"pf": 301_000}) for w in search.WORDS}, [201.0], [1], [1]
    )
    bad.page, bad.page_bytes = "browse/2/", 30_001
    assert [*search.faults_of(bad)] == [
        "a first search transfers 301 kB, more than 300.",
        "the first search is answered within 201 ms, more than 200.",
        "browse/2/ has 30.0 kB, more than 30.",
    ]


def test_edits_are_measured(tmp_path: Path) -> None:
    """Each kind of edit, from the saved file to the page that shows it; the project stays alike."""
    generate(tmp_path, SMALLEST)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    found = edits.measure(tmp_path, 1)
    assert found.size == SMALLEST
    assert [len(seconds) for seconds in found.edits.values()] == [1, 1, 1]
    assert found.slowest() > 0
    assert all(0 < seconds <= found.slowest() for [seconds] in found.edits.values())
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}


def test_edits_goals() -> None:
    """The slowest kind decides, by its median."""
    kinds = ("a summary", "a name", "a term's definition")
    good = edits.Edited(1_000, 3.0, {kind: [1.0, 1.5, 9.0] for kind in kinds}, [0.5])
    bad = edits.Edited(10_000, 30.0, good.edits | {"a name": [10.5, 11.0, 1.0]}, [4.0])
    text = edits.report([good, bad])
    assert "| 1.5, at most 9.0 | " in text
    assert "- Holds: at 1,000, an edit is shown within 1.5 s; the goal is 2 s." in text
    assert "- DOES NOT HOLD: at 10,000, an edit is shown within 10.5 s; the goal is 10 s." in text


def _measured_before() -> Bench:
    """Three sizes; the plain way was stopped at the second one."""
    art = {"rasterize": 100.0, "draw": 0.5, "qr": 2.0}
    bench = Bench(Path(), 60, keep=True, artwork=art)
    for number, size in enumerate((100, 1_000, 10_000)):
        ours, hugo = Run(2**number, 1, 1, True), Run(2**number / 2, 1, 1, True)
        bench.runs[size] = {
            contenders.OURS: [ours],
            contenders.BARE: [ours],
            contenders.HUGO: [hugo],
            contenders.SEARCHED: [ours],
        }
        if size <= report.PLAIN_SIZE:
            slow = Run(12 * 2**number, 1, 1, finished=size == 100)
            bench.runs[size][contenders.PLAIN] = [slow]
    return bench


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


def test_what_others_do_beside_a_build_is_not_counted() -> None:
    """The clock tells of the thread that builds, whatever a preview makes aside."""
    before = dict(stages.clock.seconds)

    def aside() -> None:
        with stages.during(Stage.SEARCH):
            time.sleep(0.01)

    with stages.during(Stage.CATALOG):
        thread = threading.Thread(target=aside)
        thread.start()
        thread.join()
    assert stages.clock.seconds[Stage.SEARCH] == before[Stage.SEARCH]
    assert stages.clock.seconds[Stage.CATALOG] > before[Stage.CATALOG]
