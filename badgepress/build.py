"""The build: aside, checked, then swapped in, so that a failure never costs the last good site."""

import gc
import logging
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from badgepress import yamlfile
from badgepress.kinds import ENTITY_KINDS
from badgepress.load import CONFIG_FILE
from badgepress.messages import REMARKS, mkdocs_messages
from badgepress.parcels import left_in
from badgepress.problems import as_text
from badgepress.refusal import Refusal
from badgepress.words import count
from badgepress.workers import Crew, own_crew

BADGE_CLASS = "badgeclass.json"
_SOURCES = ("badgepress", "published", "tests", ".git")
"""Folders of a project that are no site, besides those that the settings name."""
_BUILT = ("sitemap.xml", "404.html")
"""Files by which a built site is known."""
_WORTH = 300
"""Entries from which on processes are started that read the project for themselves."""
_ALONE = (
    "The workers were not asked for anything: the catalog is small, or the navigation, a template,"
    " another hook or a plugin needs every page here"
)
_KEPT = ".git"
"""Stays where it is: the site's folder may be a checkout of the branch that is published."""

_NEW_OBJECTS = 20_000
"""So many come before Python looks for cycles among them: a build makes few, and looking after 700,
as it does by itself, takes a tenth of the time."""

_log = logging.getLogger(REMARKS)


class Built(NamedTuple):
    """What a build has made."""

    site: Path
    pages: int
    badge_classes: int

    def __str__(self) -> str:
        badge_classes = count(self.badge_classes, "badge class", "badge classes")
        return f"Built {self.site.name}/: {count(self.pages, 'page')}, {badge_classes}."


def build(
    root: Path, site: Path | None = None, crew: Crew | None = None, *, fresh: bool = False
) -> Built:
    """Build strictly into a folder aside, check the result, and put it in the site's place.

    `site` is the folder to publish; left out, the `site_dir` of mkdocs.yml. With a `crew`, its
    processes make most pages and files of a site that is large enough. Without one, what is the
    same as in the site that lies there is taken from it, unless everything is to be made `fresh`.
    Whatever goes wrong, and whenever the build is killed, the old site is there as it was, or comes
    back with the next start. Raises `Refusal` when there is no new site, and `OSError` where a
    folder cannot be written.
    """
    root = root.resolve()
    config = _config(root)
    site = (site or root / _site_dir(config)).resolve()
    _refuse_sources(root, config, site)
    new, old = (site.with_name(f".{site.name}.{word}") for word in ("new", "old"))
    _finish(site, old)
    _remove(new)
    try:
        with _few_collections(), left_in(new):
            _build_aside(root, new, crew, None if fresh else site)
        built = Built(site, *_counted(new))
        _swap(site, new, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return built


@contextmanager
def _few_collections() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _config(root: Path) -> dict[str, Any]:
    """What mkdocs.yml says; MkDocs' own tags in it are none of our business."""
    file = yamlfile.read(root / CONFIG_FILE, root)
    if not file.readable:
        raise Refusal(as_text(file.problems))
    return file.data


def _site_dir(config: dict[str, Any]) -> str:
    name = config.get("site_dir", "site")
    if not isinstance(name, str):
        raise Refusal(f"{CONFIG_FILE}: site_dir is no plain text; name the folder with --site")
    return name


def _refuse_sources(root: Path, config: dict[str, Any], site: Path) -> None:
    """Raise `Refusal` where putting the site there would delete anything else."""
    theme = config.get("theme")
    named = [
        config.get("docs_dir", "docs"),
        theme.get("custom_dir") if isinstance(theme, dict) else 0,
    ]
    names = {kind.folder.partition("/")[0] for kind in ENTITY_KINDS} | set(_SOURCES)
    sources = [root / name for name in (*sorted(names), *named) if isinstance(name, str)]
    reason = ""
    if root.is_relative_to(site):
        reason = "the project itself lies there"
    for source in (*sources, Path(__file__).parent):
        folder = source.resolve()
        if site.is_relative_to(folder) or folder.is_relative_to(site):
            reason = reason or f"it would replace files of {source.name}/"
    if site.is_file():
        reason = "it is a file"
    elif site.is_dir() and any(site.iterdir()) and not any((site / n).exists() for n in _BUILT):
        reason = reason or "it holds files, but no built site"
    if reason:
        raise Refusal(f"The site cannot be built into {site}: {reason} — choose another folder", 2)


def _build_aside(root: Path, new: Path, crew: Crew | None, last: Path | None) -> None:
    """Let MkDocs write the new site; raises `Refusal` if it did not, after showing why."""
    with mkdocs_messages():
        from badgepress.mkdocs_build import build_site  # not needed by any other command

        if not (employed := crew or own_crew()):
            reasons = build_site(root / CONFIG_FILE, new, last=last)
        else:
            from badgepress.mkdocs_elsewhere import Crewed

            crewed = Crewed(employed) if crew else Crewed(employed, _WORTH)
            reasons = build_site(root / CONFIG_FILE, new, crewed)
            if crew and not crewed.was_asked and not reasons:
                _log.warning("%s", _ALONE)
    if reasons:
        raise Refusal(_own_words("\n".join(reasons)))


def _own_words(reason: str) -> str:
    """What to say about MkDocs' last word; what led to it was shown already."""
    if re.fullmatch("Aborted with a BuildError!", reason):
        return ""
    if re.search("strict mode", reason):
        return "The site was not built: a build takes no warnings. Mend what they name."
    return reason


def _counted(site: Path) -> tuple[int, int]:
    """How many pages and badge classes a built site holds."""
    pages = badge_classes = 0
    for _, _, names in os.walk(site):
        pages += "index.html" in names
        badge_classes += BADGE_CLASS in names
    return pages, badge_classes


def _swap(site: Path, new: Path, old: Path) -> None:
    """Put the new site in the old one's place; two renames, so that it takes no time."""
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        _finish(site, old)
        raise
    _finish(site, old)


def _finish(site: Path, old: Path) -> None:
    """Complete or take back a swap, wherever it was interrupted."""
    if not old.exists():
        return
    if not site.exists():
        old.rename(site)
        return
    if (old / _KEPT).exists() and not (site / _KEPT).exists():
        (old / _KEPT).rename(site / _KEPT)
    _remove(old)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
