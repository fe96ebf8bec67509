"""A project's folder as a whole: read it, check it, and give the catalog or the problems."""

from pathlib import Path
from typing import Any

from badgepress import yamlfile
from badgepress.addresses import check_addresses
from badgepress.catalog import Catalog, make_catalog
from badgepress.check import check
from badgepress.load import CONFIG_FILE, Documents, load
from badgepress.pictures import check_pictures
from badgepress.problems import CatalogError, Problems


def inspect(
    root: Path, settings: Any = None, pages_folder: Path | None = None
) -> tuple[Documents, Problems]:
    """Read and check everything; all problems are collected, none is raised.

    `settings` is the content of `extra.badgepress`, and `pages_folder` MkDocs' `docs_dir`, where
    MkDocs has read them already; without them, mkdocs.yml is read.
    """
    problems = Problems()
    documents = load(root, problems, settings)
    check(documents, problems)
    check_pictures(documents, problems)
    if not problems.errors:
        pages = pages_folder or root / _docs_dir(root)
        check_addresses(documents, make_catalog(documents, drafts=True), pages, problems)
    return documents, problems


def open_catalog(
    root: Path,
    settings: Any = None,
    pages_folder: Path | None = None,
    *,
    drafts: bool = False,
) -> tuple[Catalog, Problems]:
    """The catalog of a project in which nothing is wrong, with the warnings about it.

    Raises `CatalogError` with all problems if there is an error.
    """
    documents, problems = inspect(root, settings, pages_folder)
    if problems.errors:
        raise CatalogError(problems.sorted())
    return make_catalog(documents, drafts=drafts), problems


def _docs_dir(root: Path) -> str:
    name = yamlfile.read(root / CONFIG_FILE, root).data.get("docs_dir", "docs")
    return name if isinstance(name, str) else "docs"
