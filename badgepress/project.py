"""A project's folder as a whole: read it, check it, and give the catalog or the problems."""

from pathlib import Path
from typing import Any

from badgepress import yamlfile
from badgepress.addresses import check_addresses
from badgepress.assemble import make_catalog
from badgepress.catalog import Catalog
from badgepress.check import check
from badgepress.links import check_links
from badgepress.load import CONFIG_FILE, Documents, load
from badgepress.memory import Memory
from badgepress.pictures import check_pictures
from badgepress.problems import CatalogError, Problems
from badgepress.published.keep import addresses_stay, what_is_public_is_published
from badgepress.refusal import Refusal
from badgepress.stages import Stage, during
from badgepress.terms.check import check_forced


@during(Stage.CHECKING)
def inspect(
    root: Path,
    settings: Any = None,
    pages_folder: Path | None = None,
    *,
    drafts: bool = False,
    memory: Memory | None = None,
) -> tuple[Documents, Problems]:
    """Read and check everything; all problems are collected, none is raised.

    `settings` is the content of `extra.badgepress`, and `pages_folder` MkDocs' `docs_dir`, where
    MkDocs has read them already; without them, mkdocs.yml is read. With `drafts`, hand-written
    pages may link drafts, which only the preview shows; with a `memory`, files that nobody has
    written since are not read again.
    """
    problems = Problems()
    documents = load(root, problems, settings, memory)
    check(documents, problems)
    check_pictures(documents, problems)
    _check_flat(documents, problems)
    if not problems.errors:
        pages = pages_folder or root / _docs_dir(root)
        check_addresses(documents, make_catalog(documents, drafts=True), pages, problems)
        catalog = make_catalog(documents, drafts=drafts)
        # MkDocs knows what other plugins add; alone, the check can only warn of such links.
        check_links(root, catalog, pages, problems, everywhere=settings is None)
        check_forced(root, documents, pages, problems)
        problems.extend(addresses_stay(documents, catalog))
        for remark in what_is_public_is_published(documents, catalog):
            problems.remark(remark)
    return documents, problems


def open_catalog(
    root: Path,
    settings: Any = None,
    pages_folder: Path | None = None,
    *,
    drafts: bool = False,
    memory: Memory | None = None,
) -> tuple[Catalog, Problems]:
    """The catalog of a project in which nothing is wrong, with the warnings about it.

    Raises `CatalogError` with all problems if there is an error.
    """
    documents, problems = inspect(root, settings, pages_folder, drafts=drafts, memory=memory)
    if problems.errors:
        raise CatalogError(problems.sorted())
    return make_catalog(documents, drafts=drafts), problems


def open_or_refuse(root: Path) -> Catalog:
    """The catalog of a project for a command that needs it whole.

    Raises `Refusal` with all problems if there is an error.
    """
    try:
        return open_catalog(root)[0]
    except CatalogError as error:
        raise Refusal(str(error)) from None


def _check_flat(documents: Documents, problems: Problems) -> None:
    file = documents.settings_file
    if file and file.data.get("use_directory_urls") is False:
        message = "without folders as addresses, no address of a badge would be right"
        advice = "delete the line, or write 'use_directory_urls: true'"
        problems.add(file.problem(("use_directory_urls",), message, advice, "value"))


def _docs_dir(root: Path) -> str:
    name = yamlfile.read(root / CONFIG_FILE, root).data.get("docs_dir", "docs")
    return name if isinstance(name, str) else "docs"
