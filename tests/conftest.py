"""What the tests share: projects in a temporary folder, laid over the small example."""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

TESTS = Path(__file__).parent
SMALL = TESTS / "examples" / "small"
FULL = TESTS / "examples" / "full"

NOT_PUBLISHED = (
    "extra.badgepress.base_url: 5 versions are not published yet and may still change:"
    " media-projects (version 1), naming-sources (version 2), safe-online (version 1),"
    " media-basics (version 1), media-teacher (version 1) — set base_url in mkdocs.yml to an"
    " address that you own and will keep, then run 'badgepress publish'"
)
"""What every check and build of the small example says, which has published nothing."""

# Neither the user's own cache nor that of an earlier run decides what a test sees.
os.environ["BADGEPRESS_CACHE"] = tempfile.mkdtemp(prefix="badgepress-cache-")

Files: TypeAlias = Mapping[str, str | bytes | None]
MakeProject: TypeAlias = Callable[..., Path]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-cases",
        action="store_true",
        help="write the problems that are found now into tests/cases; read the diff",
    )


def lay_over(folder: Path, files: Files) -> None:
    """Write files into a folder; `None` deletes one."""
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def without_remarks(text: str) -> str:
    """What a command said besides that nothing is published yet."""
    return "".join(line for line in text.splitlines(True) if NOT_PUBLISHED not in line)


@pytest.fixture
def project(tmp_path: Path) -> MakeProject:
    """A function that makes a complete valid project, with `files` laid over it."""

    def make_project(files: Files | None = None, example: Path = SMALL) -> Path:
        root = tmp_path / "project"
        shutil.copytree(example, root, dirs_exist_ok=True)
        hook = TESTS.parent / "build_hooks.py"
        if hook.exists():
            shutil.copy(hook, root)
        lay_over(root, files or {})
        return root

    return make_project


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a cluster come first.

    A browser's event loop stays open in this thread, and Dask's client would take it for its own.
    """
    items.sort(key=lambda item: "test_elsewhere" not in item.nodeid)
