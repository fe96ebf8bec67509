"""The process behind a preview: makes the pages that the search finds, and their index.

    python -m badgepress.mkdocs_behind CONFIG_FILE FOLDER PROCESS

It ends when PROCESS, the preview, is no more.
"""

import logging
import sys
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from badgepress import mkdocs_adapter
from badgepress.behind import leave, modest, site_in
from badgepress.messages import recorded
from badgepress.mkdocs_apart import Apart, Part
from badgepress.search_index import make_index
from badgepress.search_pagefind import IndexFault


class Searched(Apart):
    """Of the pages of single entries those that the search finds, and no files."""

    @classmethod
    def is_possible(cls) -> bool:
        """Always: nobody waits for it."""
        return True

    def _make_bundles(self) -> None:
        """None: the preview has them."""

    def _part(self, number: int, of: int) -> Part:
        return Part([page for page in super()._part(number, of).pages if page.searchable], ())


def main(config_file: str, folder: Path) -> str:
    """Build into a folder below this one, and leave there what the preview takes.

    Returns what went wrong, if anything did.
    """
    with recorded() as records:
        fault = _make(config_file, folder)
    told = [message for _, level, message in records if level >= logging.ERROR]
    return (told or [fault])[-1] if fault else ""


def _make(config_file: str, folder: Path) -> str:
    site = site_in(folder)
    try:
        config = load_config(config_file, site_dir=str(site))
        config.plugins.on_startup(command="serve", dirty=False)
        adapter = mkdocs_adapter.STARTED[0]
        adapter.way, adapter.checked_by_caller, adapter.memory = Searched, True, None
        mkdocs_build(config)
        make_index(site, *adapter.findable())
    except (BuildError, ConfigurationError, Abort, IndexFault, OSError) as error:
        return str(error)
    assert adapter.terms  # noqa: S101 - on_config has made it
    leave(folder, adapter.terms.uses)
    return ""


if __name__ == "__main__":
    _folder = Path(sys.argv[2])
    with modest(_folder, int(sys.argv[3])):
        _fault = main(sys.argv[1], _folder)
    sys.exit(_fault or None)
