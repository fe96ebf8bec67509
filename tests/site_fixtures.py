"""Sites that are built once for all tests.

What holds for any valid content is tested with them, so no test may name particular entries.
"""

import shutil
from pathlib import Path

import pytest
from built_site import ROOT, Site, copy_project, run_build

from badgepress.project import open_catalog

FULL = Path(__file__).parent / "examples" / "full"
LISTS = ("catalog", "stacks", "glossary", "recognizers", "issuers", "frameworks")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """This repository's own site."""
    folder = tmp_path_factory.mktemp("own") / "project"
    return Site(run_build(copy_project(folder)), open_catalog(ROOT)[0])


@pytest.fixture(scope="session")
def full_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the full example: every field, and text that would like to be code."""
    folder = tmp_path_factory.mktemp("full") / "project"
    shutil.copytree(FULL, folder)
    shutil.copy(ROOT / "build_hooks.py", folder)
    config = folder / "mkdocs.yml"
    # What an owner sets for a site whose lists are linked, and that asks nobody for fonts.
    text = config.read_text("utf-8").replace(
        "  name: material\n", "  name: material\n  font: false\n"
    )
    text += "site_description: Every field.\nnav:\n  - index.md\n"
    text += "".join(f"  - {name}/index.md\n" for name in LISTS)
    config.write_text(text, "utf-8")
    return Site(run_build(folder), open_catalog(folder)[0])


@pytest.fixture(params=["site", "full_site"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """Each of the sites above, one after the other."""
    built: Site = request.getfixturevalue(request.param)
    return built
