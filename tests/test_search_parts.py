"""What the search's index holds, however it was made."""

import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import search_files
from built_site import Site
from playwright.sync_api import Browser

from badgepress import search_index, search_pagefind, search_rows, search_words
from badgepress.pages import Renderer, all_pages
from badgepress.pages.page import Hit
from badgepress.search_index import BackgroundIndex, Indexing, hits_of, searchable_of
from badgepress.workers import PROCESSES
from tests.bench.search import served

pytest_plugins = ["site_fixtures", "visitor_fixtures"]

MakeBundle = Callable[[], Path]


@pytest.fixture(scope="module")
def hits(site: Site) -> Mapping[str, Hit]:
    """What is shown as cards."""
    return hits_of(all_pages(site.catalog, Renderer()))


@pytest.fixture
def bundle(
    site: Site, hits: Mapping[str, Hit], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MakeBundle:
    """A function that makes the index of this repository's site; all places of words are kept."""
    monkeypatch.setattr(search_words, "FEW", 10**6)
    made: list[Path] = []

    def make_bundle() -> Path:
        made.append(tmp_path / str(len(made)))
        pages = search_index.searchable_pages(site.folder)
        Indexing().run(pages, hits, made[-1] / "parts", made[-1] / "index")
        return made[-1] / "index"

    return make_bundle


def _bytes(folder: Path) -> dict[Path, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder): file.read_bytes() for file in files}


def test_search_has_exactly_the_pages_that_may_be_found(any_site: Site) -> None:
    """No page drops out of the search: written by hand or made, in any language; and no other."""
    found = set(search_files.found(any_site.folder / "pagefind"))
    marked = {path for path, page in any_site.pages.items() if page.tree.xpath(_MARKED)}
    assert found == {path.removesuffix("index.html") for path in marked}
    made = searchable_of(all_pages(any_site.catalog, Renderer()))
    assert {path for path, searchable in made.items() if searchable} <= found
    assert not {path for path, searchable in made.items() if not searchable} & found
    assert "" in found


_MARKED = "//*[@data-pagefind-body]"


def test_pages_that_nobody_knows_are_looked_at(tmp_path: Path) -> None:
    """A page of an owner's own making is found if it has the mark; what is known is not read."""
    for name, text in {
        "own/index.html": "<main data-pagefind-body>",
        "own/other.html": "<main>",
        "catalog/one/index.html": "unread",
        "catalog/one/v1/index.html": "<main data-pagefind-body>",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    known = {"catalog/one/": True, "catalog/one/v1/": False}
    assert sorted(search_index.searchable_pages(tmp_path, known)) == ["catalog/one/", "own/"]


def test_index_is_the_same_bytes_however_many_processors_made_it(
    bundle: MakeBundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One run of Pagefind or several, the files are the same, names included."""
    monkeypatch.setenv(PROCESSES, "1")
    one = _bytes(bundle())
    monkeypatch.setenv(PROCESSES, "5")
    monkeypatch.setattr(search_index, "SMALLEST", 10)
    assert _bytes(bundle()) == one


def test_words_are_those_that_pagefind_has_read(
    bundle: MakeBundle, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words, pages and places of an index made from several are those of Pagefind's own."""
    monkeypatch.setenv(PROCESSES, "3")
    monkeypatch.setattr(search_index, "SMALLEST", 10)
    target = tmp_path / "own"
    subprocess.run(search_pagefind.command(site.folder, target), check=True)
    own = sorted(
        (word, number)
        for digest in (entry["hash"] for entry in search_files.languages(target).values())
        for word, number in search_files.counted(target, digest)
        if number
    )
    found = [(word, number) for word, _, number in search_files.words(bundle()) if number]
    assert sorted(found) == own


def test_address_of_a_picture_is_no_word(bundle: MakeBundle) -> None:
    """Words of a file's name, which nobody reads, find nothing."""
    found = search_files.words(bundle())
    assert [word for word, _, number in found if not number and "badgesvg" in word] == []


def test_large_catalog_has_several_indexes_with_the_same_words(
    bundle: MakeBundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above a size, pages stand in several indexes; words, cards and filters are the same."""
    whole = bundle()
    monkeypatch.setattr(search_index, "LARGEST", 20)
    divided = bundle()
    assert len(list(search_files.indexes(divided))) > 3
    assert sorted(search_files.words(divided)) == sorted(search_files.words(whole))
    assert search_files.found(divided) == search_files.found(whole)


def test_search_asks_all_indexes(
    bundle: MakeBundle,
    site: Site,
    tmp_path: Path,
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A visitor of a large catalog finds the same as if there were one index."""
    copy = tmp_path / "site"
    shutil.copytree(site.folder, copy)
    found = []
    for largest in (20, 10**6):
        monkeypatch.setattr(search_index, "LARGEST", largest)
        shutil.rmtree(copy / "pagefind")
        shutil.copytree(bundle(), copy / "pagefind")
        with served(copy) as home:
            page = browser.new_context().new_page()
            page.goto(f"{home}catalog/?q=students&page=9", wait_until="networkidle")
            page.locator("[data-cards] .bp-card").first.wait_for()
            found.append(sorted(page.locator("[data-cards] .bp-card__name").all_inner_texts()))
            page.context.close()
    assert found[0] == found[1]
    assert len(found[0]) > 1


def test_cards_with_the_same_digest_have_names_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two cards never share a file, and the same cards have the same names."""
    monkeypatch.setattr(search_rows, "_letters", lambda content: f"{len(content):06}")
    cards = [Hit(card, card, 1, 0) for card in ("one", "two", "one")]
    names = list(search_rows._write_cards(cards, tmp_path))
    assert names == ["000005", "000006", "000005"]
    assert (tmp_path / "000006.json").read_text("utf-8") == '"two"\n'


def test_words_on_most_pages_keep_their_first_places() -> None:
    """Of a word that tells little apart, an index keeps few places; weights stay with theirs."""
    assert search_words._few([-25, 1, 2, 3, -169, 4, 5, 6]) == [-25, 1, 2, 3, -169, 4]
    assert search_words._few([-25, 1, 2]) == [-25, 1, 2]


def test_preview_gets_its_index_a_moment_later(
    site: Site, hits: Mapping[str, Hit], tmp_path: Path
) -> None:
    """The index of a preview comes by itself, and one that is given up never does."""
    for name in ("glossary", "about"):
        shutil.copytree(site.folder / name, tmp_path / name)
    index, entry = BackgroundIndex(), tmp_path / "pagefind" / "pagefind-entry.json"
    index.start(tmp_path, hits)
    index.cancel()
    time.sleep(2)
    assert not entry.exists()
    index.start(tmp_path, hits)
    for _ in range(300):
        if entry.exists():
            break
        time.sleep(0.1)
    assert search_files.found(entry.parent)
