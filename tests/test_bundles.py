"""Files that tell of the whole catalog are made in pieces, so that no process holds them."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from badgepress import bundles
from badgepress.bundles import Bundle
from badgepress.catalog import Catalog
from badgepress.mkdocs_ondemand import WholeFiles
from badgepress.mkdocs_writer import Writer
from badgepress.outputs import shared_bundles
from badgepress.project import open_catalog
from tests.bench.generate import generate

SIZE = 200
LIST, TABLE = "api/v1/micro-credentials.json", "api/v1/micro-credentials.csv"
INDEX = "api/v1/index.json"


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """A catalog whose lists are longer than what is written at once."""
    root = tmp_path_factory.mktemp("many")
    generate(root, SIZE)
    return open_catalog(root)[0]


def _bundle(catalog: Catalog, path: str) -> Bundle:
    made = shared_bundles(catalog, dict)
    return next(bundle for bundle in made if path in bundle.paths)


@pytest.mark.parametrize(("path", "each"), [(LIST, '"version_address"'), (INDEX, '"issuer"')])
def test_piece_of_a_list_holds_one_entry(catalog: Catalog, path: str, each: str) -> None:
    """Nobody holds more of a long list than one entry of it, as JSON and as a row of the table."""
    pieces = list(_bundle(catalog, path).make())
    lines = [str(content) for name, content in pieces if name == path]
    assert {line.count(each) for line in lines} == {0, 1}
    assert sum(each in line for line in lines) >= SIZE
    rows = [str(content) for name, content in pieces if name == TABLE]
    assert {row.count("\r\n") for row in rows} == ({0, 1} if path == LIST else set())


def test_long_list_needs_little_memory(catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a list is, the process that makes it holds a few pieces of it."""
    monkeypatch.setattr(bundles, "AT_ONCE", 1 << 14)
    bundle = _bundle(catalog, LIST)
    size = sum(len(piece) for _, piece in bundle.pieces())  # now everything else is known
    tracemalloc.start()
    try:
        for _ in bundle.pieces():
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < size / 3


def test_pieces_make_the_same_files(catalog: Catalog) -> None:
    """Whether a file is made whole or piece by piece, it is the same bytes."""
    bundle = _bundle(catalog, LIST)
    joined = dict.fromkeys(bundle.paths, b"")
    for path, piece in bundle.pieces():
        joined[path] += piece
    assert joined == dict(bundle.files())


def test_nothing_is_made_that_was_not_announced() -> None:
    """A file at an address that nobody checked is a defect, and none is written."""
    bundle = Bundle(("a",), lambda: [("b", "")])
    with pytest.raises(AssertionError, match="b was not announced"):
        list(bundle.pieces())


@pytest.mark.parametrize("way", [Writer, WholeFiles])
def test_files_whose_pieces_come_by_turns_are_whole(tmp_path: Path, way: type[Writer]) -> None:
    """Each piece gets to the end of its own file; what stood there before is gone."""
    (tmp_path / "old").write_text("of before, and long")
    _writer(way, tmp_path).put_all(
        [("old", b"1"), ("new/file", b"2"), ("old", b"3"), ("new/file", b"4"), ("empty", b"")]
    )
    files = {p.relative_to(tmp_path).as_posix(): p for p in tmp_path.rglob("*") if p.is_file()}
    read = {name: file.read_text() for name, file in files.items()}
    assert read == {"old": "13", "new/file": "24", "empty": ""}


def test_file_of_a_preview_is_there_when_it_is_whole(tmp_path: Path) -> None:
    """Who asks for a file while its pieces are written does not get the first of them."""
    seen: list[bool] = []

    def pieces() -> Iterator[tuple[str, bytes]]:
        for piece in (b"1", b"2"):
            yield "file", piece
            seen.append((tmp_path / "file").exists())

    _writer(WholeFiles, tmp_path).put_all(pieces())
    assert seen == [False, False]
    assert (tmp_path / "file").read_bytes() == b"12"


def test_file_of_a_preview_that_cannot_be_made_leaves_nothing(tmp_path: Path) -> None:
    """What was written of it is gone, so that it can be made when its fault is mended."""

    def pieces() -> Iterator[tuple[str, bytes]]:
        yield "file", b"1"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        _writer(WholeFiles, tmp_path).put_all(pieces())
    assert list(tmp_path.iterdir()) == []


def _writer(way: type[Writer], site: Path) -> Writer:
    config: Any = SimpleNamespace(site_dir=str(site))
    return way(config)
