"""Hugo makes the site that badgepress makes: else the benchmark would compare different things."""

import json
import re
import subprocess
from collections import Counter
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.bench import contenders
from tests.bench.generate import generate

SIZE = 50
"""One of them is retired."""
USES = re.compile('<h2 id="uses">.*?</dl>', re.DOTALL)
"""Who uses a term is known from links in texts, which Hugo cannot make."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same project, built by badgepress without a search index, and by Hugo."""
    folder = tmp_path_factory.mktemp("hugo")
    generate(folder / "project", SIZE)
    for name in (contenders.BARE, contenders.HUGO):
        command = contenders.command(
            name, folder / "project", folder / name, folder / "result.json"
        )
        done = subprocess.run(
            command,
            cwd=contenders.ROOT,
            env=contenders.environment(),
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / contenders.BARE, folder / contenders.HUGO


def test_the_same_files(sites: tuple[Path, Path]) -> None:
    """The lists of files are equal but for those that are left out for a reason."""
    ours, hugo = map(_files, sites)
    assert hugo - ours == set()
    patterns = {re.compile(f"(.*/)?({each})") for each in contenders.LEFT_OUT}
    left = {path: [p for p in patterns if p.fullmatch(path)] for path in ours - hugo}
    assert [path for path, found in left.items() if not found] == []
    never = patterns - {found for each in left.values() for found in each}
    # Neither of the two has made an index here.
    assert [pattern.pattern for pattern in never] == ["(.*/)?(pagefind/.*)"]


def test_the_same_documents(sites: tuple[Path, Path]) -> None:
    """Badge classes, achievements, profiles, the API and feeds say the same, parsed or as text."""
    shared = {path for path in _shared(sites) if not path.endswith((".html", "sitemap.xml"))}
    assert [
        path for path in sorted(shared) if _document(sites[0], path) != _document(sites[1], path)
    ] == []
    names = Counter(Path(path).name for path in shared)
    assert names["badgeclass.json"] == names["achievement.json"] == SIZE + 2
    assert names["checklist.md"] == names["checklist.csv"] == SIZE
    assert names["feed.xml"] == names["feed.json"] == 4
    assert sum(path.startswith("api/v1/") for path in shared) == 9


def test_the_same_words(sites: tuple[Path, Path]) -> None:
    """Pages have nine of ten words of the other way's, either way; cards for other sites all."""
    pages = {path for path in _shared(sites) if path.endswith(".html")} - {"index.html", "404.html"}
    assert len(pages) > 5 * SIZE
    assert [path for path in sorted(pages) if _difference(path, sites) > 0.1] == []


def _difference(path: str, sites: tuple[Path, Path]) -> float:
    """Share of words that one of two pages does not have; 1 where cards differ at all."""
    one, two = (_words((site / path).read_text("utf-8")) for site in sites)
    if path.startswith("embed/"):
        return float(one != two)
    return max((a - b).total() / a.total() for a, b in ((one, two), (two, one)))


def _words(text: str) -> Counter[str]:
    article = re.search("<(article|main).*</(article|main)>", USES.sub("", text), re.DOTALL)
    assert article
    unseen = re.compile(
        "<nav class=.bp-crumbs.*?</nav>|<svg.*?</svg>|<script.*?</script>|<[^>]*>", re.DOTALL
    )
    return Counter(re.findall(r"\w+", unescape(unseen.sub(" ", article[0]))))


def _document(site: Path, path: str) -> Any:
    """What a file says; of the digests in the API's index, whether they are those of the files."""
    text = (site / path).read_text("utf-8")
    if not path.endswith(".json"):
        return text.rstrip("\n")
    document = json.loads(text)
    if path == "api/v1/index.json":
        for item in document["items"]:
            folder = site / item["address"].removeprefix("https://badges.example.org/")
            found = item["digests"].items()
            item["digests"] = [
                (n, sha256((folder / n).read_bytes()).hexdigest() == d) for n, d in found
            ]
            assert all(same for _, same in item["digests"])
            item["digests"].sort()
    return document


def _shared(sites: tuple[Path, Path]) -> set[str]:
    return {path for path in _files(sites[0]) & _files(sites[1]) if not path.startswith("assets/")}


def _files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
