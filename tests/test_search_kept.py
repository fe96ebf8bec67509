"""A search index for which only new pages are read has the bytes of one made from scratch."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import cbor2
import pytest

from badgepress import search_index, search_kept
from badgepress.cache import FOLDER
from badgepress.kept_site import KeptSite
from badgepress.pages.page import Hit
from badgepress.search_index import make_index
from badgepress.search_pagefind import Pagefind

SIZE = 24
Pages = dict[str, str]
WORDS = [
    "earner",
    "reviewer",
    "rubric",
    "evidence",
    "café",
    "stack",
    "glossary",
    "resubmit",
    "district",
    "hours",
]


def _page(number: int, *more: str, language: str = "en") -> str:
    words = [WORDS[(number * step) % len(WORDS)] for step in (1, 3, 7)]
    return (
        f'<!doctype html><html lang="{language}"><title>Page {number}</title>'
        f'<main data-pagefind-body><h1 data-pagefind-filter="kind:page">Page {number}</h1>'
        f"<p>{' '.join((*words, *more))} word{number}</p></main></html>"
    )


class Indexed:
    """A site with an index, made again and again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site = folder, folder / "site"
        self.pages = {f"catalog/page-{number}/": _page(number) for number in range(SIZE)}
        self.names = {address: f"Name {address}" for address in list(self.pages)[: SIZE // 2]}
        """Of those that are shown as cards."""
        self.read: list[str] = []
        """What Pagefind has read the last time."""

    def holds(self) -> int:
        """Whether the index is one from scratch; returns how many pages were read for it."""
        made = self._made(self.folder / "new", KeptSite(self.site, self.folder / "new"))
        read = len(self.read)
        shutil.rmtree(self.site, ignore_errors=True)
        (self.folder / "new").rename(self.site)
        assert made == self._made(self.folder / "other", None)
        shutil.rmtree(self.folder / "other")
        return read

    def _made(self, site: Path, kept: KeptSite | None) -> dict[str, bytes]:
        for address, html in self.pages.items():
            (site / address).mkdir(parents=True)
            (site / address / "index.html").write_text(html, "utf-8")
        hits = {address: Hit(name, f"<b>{name}</b>", 1, 0) for address, name in self.names.items()}
        self.read.clear()
        make_index(site, hits, kept=kept)
        assert [path.name for path in site.iterdir() if "pagefind." in path.name] == []
        bundle = site / "pagefind"
        files = (file for file in bundle.rglob("*") if file.is_file())
        return {file.relative_to(bundle).as_posix(): file.read_bytes() for file in files}


@pytest.fixture
def indexed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Indexed:
    """A site that was indexed once."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "cache"))
    found = Indexed(tmp_path)
    read = Pagefind.read

    def counted(self: Pagefind, folders: Mapping[Path, Path]) -> None:
        own = f"{len(found.pages)}.html"  # stands beside the pages of each run
        found.read += [f.name for folder in folders for f in folder.iterdir() if f.name != own]
        read(self, folders)

    monkeypatch.setattr(Pagefind, "read", counted)
    assert found.holds() == SIZE
    return found


def test_nothing_is_read_while_nothing_changes(indexed: Indexed) -> None:
    """The last index is taken; where somebody has damaged it, it is made of what was read."""
    assert indexed.holds() == 0
    for file in (indexed.site / "pagefind").glob("*.pf_meta"):
        file.write_bytes(b"damaged")
    assert indexed.holds() == 0


def test_only_what_is_new_is_read(indexed: Indexed) -> None:
    """Pages that change, come, go, or get another place or kind: nothing else is read again."""
    first, second, *_, last = indexed.pages
    indexed.pages[first] = _page(0, "another", "café", "cafe")
    assert indexed.holds() == 1
    indexed.pages["about/"] = _page(99, "unheard")
    del indexed.pages[last]
    assert indexed.holds() == 2
    indexed.names[second] = "Zebra"  # its row, and so the numbers of others, move
    del indexed.names[first]
    assert indexed.holds() == 2
    del indexed.pages["about/"]
    indexed.pages[first] = _page(0)
    assert indexed.holds() == 0


def test_languages_come_and_go(indexed: Indexed) -> None:
    """Pages in another language have an index of their own, while there are any."""
    first = next(iter(indexed.pages))
    for language in ("es", "en"):
        indexed.pages[first] = _page(0, "vidrio", language=language)
        assert indexed.holds() == 1
    foreign = {address: _page(7, address, language="es") for address in list(indexed.pages)[:7]}
    indexed.pages |= foreign
    assert indexed.holds() == SIZE
    indexed.pages |= {address: _page(7, address) for address in list(foreign)[:5]}
    assert indexed.holds() == 5
    del indexed.pages[list(foreign)[5]], indexed.pages[list(foreign)[6]]
    assert indexed.holds() == 5  # no page is left in it


def test_what_others_in_the_folder_would_change_is_the_same(indexed: Indexed) -> None:
    """A page without a language, or without the mark, is taken as it is among all others."""
    for number, (language, mark) in enumerate((('lang="en"', ""), ("", "data-pagefind-body"))):
        indexed.pages[f"raw/{number}/"] = (
            f"<!doctype html><html {language}><p>data-pagefind-body</p>"
            f"<main {mark}>Raw running runs</main></html>"
        )
        assert indexed.holds() == number + 1
    indexed.pages["raw/3/"] = "<main data-pagefind-body>Raw runner"
    assert indexed.holds() == 3


def test_settings_of_pagefind_that_lie_about_decide_nothing(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a build is started, the index is the same."""
    (indexed.folder / "elsewhere").mkdir()
    (indexed.folder / "elsewhere" / "pagefind.toml").write_text('root_selector = "h1"\n')
    monkeypatch.chdir(indexed.folder / "elsewhere")
    indexed.pages["about/"] = _page(99)
    made = indexed.holds()
    monkeypatch.chdir(indexed.folder)
    bundle = {file.name: file.read_bytes() for file in (indexed.site / "pagefind").glob("*/*")}
    indexed.pages["about/"] = _page(98)
    indexed.holds()
    indexed.pages["about/"] = _page(99)
    assert indexed.holds() == made == 1
    again = {file.name: file.read_bytes() for file in (indexed.site / "pagefind").glob("*/*")}
    assert again == bundle


def test_much_that_is_new_is_read_with_all_the_rest(indexed: Indexed) -> None:
    """What was read is given up when little of it is of use; the next index has it anew."""
    for number, address in enumerate(list(indexed.pages)[:7]):
        indexed.pages[address] = _page(number, "changed")
    assert indexed.holds() == SIZE
    indexed.pages["about/"] = _page(99)
    assert indexed.holds() == 1


def test_parts_of_a_large_index_are_kept_apart(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of several indexes, each is made of what was read for it."""
    monkeypatch.setattr(search_index, "LARGEST", SIZE // 3)
    indexed.pages["catalog/page-5/"] = _page(5, "changed")
    assert indexed.holds() == 1
    indexed.names["catalog/page-1/"] = "Zebra"  # all rows after it move into other parts
    assert indexed.holds() == 1
    indexed.pages["about/"] = _page(99)  # one more part
    assert indexed.holds() == 2
    del indexed.pages["catalog/page-2/"]
    assert indexed.holds() == 2


def test_what_would_be_joined_too_often_is_read(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where all parts need the words of all runs, reading all pages anew is less work."""
    monkeypatch.setattr(search_index, "LARGEST", 4)
    indexed.pages["catalog/page-5/"] = _page(5, "changed")
    assert indexed.holds() == SIZE


def test_what_another_program_has_read_is_not_used(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new engine or a new Pagefind reads everything."""
    monkeypatch.setattr(search_kept, "program", lambda: b"another")
    assert indexed.holds() == SIZE


Change = Callable[[list[Any]], Any]


def _forged(change: Change) -> Callable[[bytes], bytes]:
    return lambda kept: cbor2.dumps(change(cbor2.loads(kept)))


def _with_files(files: Mapping[str, bytes]) -> Callable[[bytes], bytes]:
    return _forged(lambda run: [run[0], {**run[1], **files}])


WRONG = {
    "no data": lambda kept: b"\xff" + kept,
    "cut": lambda kept: kept[:-100],
    "another shape": _forged(lambda run: [1, "two"]),
    "no list": _forged(lambda run: {"a": 1}),
    "pages that are none": _forged(lambda run: [{"x": 1}, run[1]]),
    "a page without a number": _forged(lambda run: [{**run[0], "x": ["a", b"b"]}, run[1]]),
    "no file": _forged(lambda run: [run[0], {}]),
    "no index": _with_files({"pagefind-entry.json": b"[]"}),
    "a path outside": _with_files({"../../../../victim": b"new"}),
    "a full path": _with_files({"/tmp/victim": b"new"}),  # noqa: S108
    "a folder": _with_files({"index/..": b"new"}),
    "a file for a folder": _with_files({"index": b"new"}),
    "a name that no disk takes": _with_files({"a" * 300: b"new"}),
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_whatever_is_wrong_with_what_was_kept_the_index_is_right(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch, wrong: Callable[[bytes], bytes]
) -> None:
    """It is read anew, and nothing is written outside of the site."""
    victim = indexed.folder / "victim"
    victim.write_text("precious")
    get = search_kept.Cache.get

    def forged(self: search_kept.Cache, key: bytes) -> bytes | None:
        kept = get(self, key)
        searches = self._file is not None and self._file.stem == "searches"
        return wrong(kept) if kept and searches else kept

    monkeypatch.setattr(search_kept.Cache, "get", forged)
    indexed.pages["catalog/page-5/"] = _page(5, "changed")
    assert indexed.holds() >= SIZE
    assert victim.read_text() == "precious"
    assert sorted(path.name for path in indexed.folder.iterdir()) == ["cache", "site", "victim"]


def test_page_that_stands_in_two_runs_is_found_once(
    indexed: Indexed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was kept twice is not taken at all."""
    get, found = search_kept.Cache.get, list[bytes]()

    def twice(self: search_kept.Cache, key: bytes) -> bytes | None:
        kept = get(self, key)
        if self._file is None or self._file.stem != "searches":
            return kept
        found.extend([kept] if kept else [])
        return kept or (found.pop() if found else None)

    monkeypatch.setattr(search_kept.Cache, "get", twice)
    indexed.pages["catalog/page-5/"] = _page(5, "changed")
    assert indexed.holds() > SIZE
