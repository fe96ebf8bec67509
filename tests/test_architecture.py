"""Rules about the engine's own source that no type checker knows."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ENGINE = Path(__file__).parent.parent / "badgepress"
FILES = sorted(ENGINE.rglob("*.py"))
NETWORK = (
    "urllib.request", "urllib.error", "http", "socket", "socketserver", "ssl", "ftplib", "smtplib",
    "requests", "urllib3", "httpx", "aiohttp", "asyncio", "webbrowser", "xmlrpc", "distributed",
)  # fmt: skip
CONNECTED = ("importing/fetch.py", "cluster.py")
CODE_FROM_DATA = ("pickle", "marshal", "shelve", "dill", "code", "runpy")
# Results of a pool's own processes, in a folder that nobody else can open.
FROM_OWN_PROCESSES = ("parcels.py",)
# Elements may be named; what reads foreign XML is defusedxml's.
XML_READERS = (
    "xml.dom", "xml.sax.make_parser", "xml.sax.parse", "xml.sax.expatreader", "xml.parsers",
    *(f"xml.etree.ElementTree.{name}" for name in
      ("XML", "XMLID", "XMLParser", "XMLPullParser", "fromstring", "iterparse", "parse")),
)  # fmt: skip
UNSAFE_CALLS = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "yaml.load_all",
    "yaml.unsafe_load", "yaml.unsafe_load_all", "yaml.full_load", "yaml.full_load_all",
}  # fmt: skip


def _imports(tree: ast.AST) -> Iterator[str]:
    """Every module that is imported anywhere in a file, inside functions, too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _calls(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def _found(names: Iterator[str], modules: tuple[str, ...]) -> set[str]:
    return {n for n in names if any(n == m or n.startswith(m + ".") for m in modules)}


def _name(file: Path) -> str:
    return file.relative_to(ENGINE).as_posix()


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_source_keeps_the_rules(file: Path) -> None:
    """A module opens no connection, runs no data as code, and leaves MkDocs to the adapter.

    Only `verify/`, which asks a live site, what fetches for an import, and what employs a cluster
    that was named may open connections.
    """
    tree = ast.parse(file.read_text("utf-8"))
    forbidden: tuple[str, ...] = XML_READERS
    if _name(file) not in FROM_OWN_PROCESSES:
        forbidden += CODE_FROM_DATA
    if not _name(file).startswith("verify/") and _name(file) not in CONNECTED:
        forbidden += NETWORK
    if not _name(file).startswith("mkdocs_"):
        forbidden += ("mkdocs", "material")
    assert _found(_imports(tree), forbidden) == set()
    assert set(_calls(tree)) & UNSAFE_CALLS == set()


def test_the_rules_see_a_breach() -> None:
    """The walk finds imports of each form, those inside functions included."""
    tree = ast.parse(
        "import mkdocs.plugins as p\n"
        "def f():\n"
        "    from http import client\n"
        "    from urllib import request\n"
        "    yaml.load(x)\n"
    )
    found = _found(_imports(tree), (*NETWORK, "mkdocs"))
    assert {"mkdocs.plugins", "http.client", "urllib.request"} <= found
    assert set(_calls(tree)) & UNSAFE_CALLS == {"yaml.load"}


def test_building_loads_nothing_that_opens_connections() -> None:
    """Whoever checks, builds or prints a configuration has not even loaded the parts that ask."""
    code = (
        "import sys, badgepress.cli, badgepress.project, badgepress.build\n"
        "import badgepress.mkdocs_adapter, badgepress.hosting.nginx, badgepress.hosting.s3\n"
        "import badgepress.mkdocs_elsewhere\n"
        "parts = ('badgepress.verify.', 'badgepress.cluster', 'distributed')\n"
        "print([name for name in sys.modules if name.startswith(parts)])"
    )
    finished = subprocess.run(
        [sys.executable, "-c", code], cwd=ENGINE.parent, capture_output=True, text=True, check=True
    )
    assert finished.stdout == "['badgepress.verify.command']\n"


def test_hook_only_hands_over() -> None:
    """`build_hooks.py` holds one statement a function: whatever is thought, the engine thinks."""
    tree = ast.parse((ENGINE.parent / "build_hooks.py").read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert functions
    assert [f.name for f in functions if len(f.body) != 1] == []
    assert _found(_imports(tree), ("mkdocs", "material")) == set()


def test_no_file_depends_on_the_engines_tests() -> None:
    """The engine works without the folder of its tests."""
    for file in FILES:
        names = _imports(ast.parse(file.read_text("utf-8")))
        assert _found(names, ("tests", "conftest", "pytest", "hypothesis")) == set(), file
