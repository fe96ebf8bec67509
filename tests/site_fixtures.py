"""This repository's own site, built once for all tests.

What holds for any valid content is tested with it, so no test may name particular entries.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest
from built_site import ROOT, Site, copy_project, run_build

from badgepress.catalog import Catalog
from badgepress.project import open_catalog

Build: TypeAlias = Callable[..., Path]


@pytest.fixture(scope="session")
def build_copy(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A function that builds a copy of this repository's site with other settings."""

    def build(
        settings: Mapping[str, str] | None = None, environment: Mapping[str, str] | None = None
    ) -> Path:
        folder = tmp_path_factory.mktemp("copy") / "project"
        return run_build(copy_project(folder, settings), environment)

    return build


@pytest.fixture(scope="session")
def own_catalog() -> Catalog:
    """This repository's catalog without drafts, as it is published."""
    return open_catalog(ROOT)[0]


@pytest.fixture(scope="session")
def site(build_copy: Build, own_catalog: Catalog) -> Site:
    """This repository's site, built once for all tests."""
    return Site(build_copy(), own_catalog.settings.base_url)
