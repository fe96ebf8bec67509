"""One build by MkDocs, from its configuration to a site that was checked."""

from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError

from badgepress.mkdocs_adapter import STARTED
from badgepress.mkdocs_again import kept_site
from badgepress.mkdocs_apart import Elsewhere
from badgepress.stages import Stage, during

_NO_HOOK = "There would be no catalog in the site — add 'hooks: [build_hooks.py]' to mkdocs.yml"


def build_site(
    config_file: Path,
    site_folder: Path,
    elsewhere: Elsewhere | None = None,
    *,
    last: Path | None = None,
) -> list[str]:
    """Build strictly into a folder and check the result, when every hook has done its work.

    With `elsewhere`, pages of single entries are made there; without, what is the same is taken
    from the `last` site. Returns what went wrong, a line each, or nothing.
    """
    STARTED.clear()
    try:
        config = load_config(str(config_file), strict=True, site_dir=str(site_folder))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            if not STARTED:
                return [_NO_HOOK]
            STARTED[0].checked_by_caller = True
            STARTED[0].kept = kept_site(config, last, site_folder) if last else None
            if elsewhere:
                STARTED[0].elsewhere = elsewhere
                elsewhere.begin(config)
            with during(Stage.MKDOCS):
                mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    except (BuildError, ConfigurationError, Abort) as error:
        return str(error).splitlines() or ["the build was stopped"]
    # A hook file that hands over nothing but the start would leave the catalog out as well.
    return STARTED[0].faults(site_folder).splitlines() if STARTED[0].catalog else [_NO_HOOK]
