"""Pictures of a project: what the check says about banners and images of the owner's."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SMALL, MakeProject

from badgepress import pictures
from badgepress.project import inspect

CARD = "catalog/safe-online.yaml"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h5v5z"/></svg>'


def _card(artwork: str, name: str = CARD) -> str:
    text = (SMALL / name).read_text("utf-8")
    head, _, rest = text.partition("\nartwork:")
    return f"{head}\nartwork: {artwork}\n{rest.partition(chr(10))[2]}"


def _found(root: Path) -> list[str]:
    return [str(problem) for problem in inspect(root)[1].sorted()]


@pytest.mark.parametrize("banner", ["W" * 18, "w" * 18, "MEDIA COORDINATORS"])
def test_banner_that_nobody_can_read_is_refused(project: MakeProject, banner: str) -> None:
    """Letters that would be too small on a badge of 90 pixels are a problem of the banner."""
    (line,) = _found(project({CARD: _card(f"{{shape: hexagon, banner: {banner}}}")}))
    assert "artwork.banner: the banner is too long to be read on a badge of 90 pixels" in line
    assert line.endswith(" — shorten it, to a word or two, or use narrower letters")


@pytest.mark.parametrize("banner", ["Teachers", "Example Agency", "i" * 18])
def test_banner_that_can_be_read_passes(project: MakeProject, banner: str) -> None:
    """The letters' height counts and not their number."""
    assert _found(project({CARD: _card(f"{{shape: hexagon, banner: {banner}}}")})) == []


def _loop(file: Path) -> None:
    file.symlink_to(file.name)


def _missing(file: Path) -> None:
    file.symlink_to("nothing.svg")


def _outside(file: Path) -> None:
    file.symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (_loop, "there is no file 'own.svg'"),
        (_missing, "there is no file 'own.svg'"),
        (_outside, "'own.svg' leads out of the project's folder"),
    ],
)
def test_image_that_is_a_bad_link_is_a_problem(
    project: MakeProject, make: Callable[[Path], None], expected: str
) -> None:
    """A link to itself, to nothing or to the outside is told like any other mistake."""
    root = project({CARD: _card("{image: own.svg}")})
    make(root / "catalog" / "own.svg")
    (line,) = _found(root)
    assert f"artwork.image: {expected}" in line


def test_image_with_an_impossible_name_is_a_problem(project: MakeProject) -> None:
    """A name that the disk refuses is told like any other mistake."""
    (line,) = _found(project({CARD: _card(f"{{image: {'n' * 300}.svg}}")}))
    assert "artwork.image:" in line


def test_image_is_inspected_once(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """An image on two badges is looked at once, and again when the file has changed."""
    seen: list[bytes] = []

    def look(data: bytes, name: str) -> list[str]:
        seen.append(data)
        return []

    monkeypatch.setattr(pictures.artwork, "inspect_image", look)
    other = "catalog/naming-sources.yaml"
    root = project(
        {
            CARD: _card("{image: own.svg}"),
            other: _card("{image: own.svg}", other),
            "catalog/own.svg": SQUARE,
        }
    )
    assert _found(root) == []
    assert _found(root) == []
    assert len(seen) == 1
    (root / "catalog" / "own.svg").write_text(SQUARE.replace("h5", "h4"), "utf-8")
    os.utime(root / "catalog" / "own.svg", ns=(1, 1))
    assert _found(root) == []
    assert len(seen) == 2


def test_check_draws_nothing(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing is the build's business; the check only measures the banner."""

    def draw(*_: object) -> str:
        raise AssertionError("something was drawn")

    monkeypatch.setattr(pictures.artwork, "draw", draw)
    monkeypatch.setattr(pictures.artwork, "rasterize", draw)
    assert _found(project({CARD: _card("{shape: hexagon, banner: Media}")})) == []
