"""Whatever is written into a file, problems are collected and nothing is raised."""

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import yaml
from conftest import FULL, SMALL
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from badgepress import artwork
from badgepress.problems import as_github, as_json, as_text
from badgepress.project import inspect

FILES = [path.relative_to(SMALL).as_posix() for path in sorted(SMALL.rglob("*.y*ml"))]
Inspect: TypeAlias = Callable[[str, bytes], None]

MANY = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

_words = st.sampled_from(
    [
        *("name", "version", "status", "issuer", "parts", "rubric", "terms", "id", "steps", "any"),
        *("extra", "badgepress", "base_url", "docs_dir", "image", "artwork", "<<", "small-agency"),
        *("no", "010", "1.10", "2026-08-01", "~", "true", ".inf", "12:30", "1_0", "", " ", "\n"),
        *(
            "*a",
            "&a",
            "!!str",
            "!x",
            "- ",
            "? ",
            ": ",
            "#",
            "{",
            "}",
            "[",
            "]",
            "'",
            '"',
            "|",
            ">-",
        ),
        *("\t", "\r", "\0", "\u2028", "\ufeff", "\x85", "\ud7ff", "../..", "/dev/zero", "a" * 300),
        *("digital/sources", "naming-sources@2", "stacks/media-basics", "every part at passing"),
    ]
)
_scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.text(max_size=30)
    | _words
)
_values = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(_words | st.text(max_size=9), inner, max_size=5)
    ),
    max_leaves=12,
)


@pytest.fixture
def inspect_with(tmp_path: Path) -> Inspect:
    """A function that lays one file over the small example and prints what is wrong, anyhow."""
    root = tmp_path / "project"
    shutil.copytree(SMALL, root)

    def inspect_with(name: str, content: bytes) -> None:
        (root / name).write_bytes(content)
        try:
            _report(root)
        finally:
            shutil.copy(SMALL / name, root / name)

    return inspect_with


def _report(root: Path) -> None:
    problems = inspect(root)[1].sorted()
    for problem in problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert problem.message
        assert "\n" not in str(problem)
        str(problem).encode("utf-8")
    as_text(problems), as_github(problems).encode("utf-8"), as_json(problems)


@MANY
@given(name=st.sampled_from(FILES), content=st.binary(max_size=200))
def test_bytes_never_raise(inspect_with: Inspect, name: str, content: bytes) -> None:
    """Any bytes in any file are answered with problems."""
    inspect_with(name, content)


@MANY
@given(name=st.sampled_from(FILES), parts=st.lists(_words, max_size=25))
def test_yaml_signs_never_raise(inspect_with: Inspect, name: str, parts: list[str]) -> None:
    """Any jumble of the signs that mean something to YAML is answered with problems."""
    inspect_with(name, "".join(parts).encode("utf-8", "surrogatepass"))


@MANY
@given(name=st.sampled_from(FILES), value=_values)
def test_structures_never_raise(inspect_with: Inspect, name: str, value: Any) -> None:
    """Any structure of lists, groups and values in any file is answered with problems."""
    inspect_with(name, _dump(value))


@MANY
@given(
    name=st.sampled_from(FILES), data=st.data(), text=st.text(max_size=5) | _words | st.just("\n")
)
def test_typing_errors_never_raise(
    inspect_with: Inspect, name: str, data: st.DataObject, text: str
) -> None:
    """Any characters typed at any place of a good file are answered with problems."""
    good = (SMALL / name).read_text("utf-8")
    start = data.draw(st.integers(0, len(good)))
    end = data.draw(st.integers(start, min(len(good), start + 10)))
    inspect_with(name, (good[:start] + text + good[end:]).encode("utf-8", "surrogatepass"))


@pytest.fixture(scope="module", autouse=True)
def _images_once() -> Iterator[None]:
    """Each own image is tried once: trying one starts a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(artwork, "inspect_image", cache(artwork.inspect_image))
        yield


@pytest.mark.parametrize("file", sorted(FULL.rglob("*.yaml")), ids=lambda path: path.stem)
def test_any_kind_of_value_at_any_place_never_raises(tmp_path: Path, file: Path) -> None:
    """Each value of the full example may be replaced by values of other kinds."""
    root = tmp_path / "project"
    name = file.relative_to(FULL)
    (root / name).parent.mkdir(parents=True)
    shutil.copy(FULL / "mkdocs.yml", root)
    good = yaml.safe_load(file.read_text("utf-8"))
    for number, path in enumerate(_paths(good)):
        for wrong in _WRONG[number % 3 :: 3]:
            (root / name).write_bytes(_dump(_replaced(good, path, wrong)))
            _report(root)


_WRONG: tuple[Any, ...] = (
    *(None, True, -1, 10**30, 0.5, float("nan"), float("inf"), "", "text", "a\0\n\x1b", "é" * 600),
    *([], [1], [[]], ["text"], {}, {"text": "text"}, {"name": []}),
)


@MANY
@given(data=st.data(), value=_values)
def test_any_mutation_never_raises(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, value: Any
) -> None:
    """Any single value of the full example may become anything at all."""
    file = data.draw(st.sampled_from(sorted(FULL.rglob("*.yaml"))))
    good = yaml.safe_load(file.read_text("utf-8"))
    path = data.draw(st.sampled_from(list(_paths(good))))
    root = tmp_path_factory.getbasetemp() / "mutated"
    shutil.copytree(FULL, root, dirs_exist_ok=True)
    (root / file.relative_to(FULL)).write_bytes(_dump(_replaced(good, path, value)))
    _report(root)


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _paths(inner, (*path, key))


def _replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = _replaced(value[path[0]], path[1:], new)
    return copy


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def _dump(value: Any) -> bytes:
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True)
    return str(text).encode("utf-8", "surrogatepass")
