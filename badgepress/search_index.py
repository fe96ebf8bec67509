"""The search index of a built site, made by Pagefind from its pages."""

import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

from pagefind.service import get_executable

from badgepress import urls
from badgepress.pages.page import GeneratedPage, Hit
from badgepress.search_bundle import rework
from badgepress.stages import Stage, during

EXCLUDED = (
    ".bp-crumbs",
    ".bp-jump",
    ".bp-cards",
    ".bp-by",
    ".bp-ticks",
    ".bp-through",
    ".bp-places",
    ".bp-promises",
    ".bp-related",
    ".bp-share",
    ".bp-corrections",
    ".bp-embed",
    ".bp-path",
    ".bp-step__facts",
    ".bp-heat",
    ".bp-uses",
    ".bp-term dt",
    ".bp-languages",
    ".bp-formats",
    ".bp-versions",
    ".bp-address",
    ".bp-glance",
    ".bp-facts",
    ".bp-recognized",
    ".bp-recognitions",
    ".bp-part__kind",
    ".bp-rubric thead",
    ".bp-rubric caption",
    ".headerlink",
    ".md-content__button",
    ".md-source-file",
)
"""Parts that say something of other pages, or the same on every page: no reason to find one."""
_PATIENCE = 3600
"""Seconds; ten thousand micro-credentials take some ten."""


class IndexFault(Exception):
    """There is no index; the text says why."""


def hits_of(pages: Iterable[GeneratedPage]) -> dict[str, Hit]:
    """The pages that are shown as cards, by address."""
    return {page.path: page.hit for page in pages if page.hit}


@during(Stage.SEARCH)
def make_index(site: Path, hits: Mapping[str, Hit]) -> None:
    """Index a built site, into its folder `pagefind`; `hits` are shown as cards, by page.

    The same pages give the same bytes. Raises `IndexFault`.
    """
    target = site / urls.SEARCH_INDEX
    shutil.rmtree(target, ignore_errors=True)
    try:
        done = subprocess.run(  # noqa: S603 - a program of a dependency, and folders
            _command(site, target),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            env=_environment(),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _fault(str(error)) from None
    if done.returncode:
        raise _fault((done.stderr or done.stdout).strip())
    try:
        rework(target, hits)
    except (OSError, ValueError, KeyError) as error:
        raise _fault(str(error)) from None


class BackgroundIndex:
    """The index of a preview: made aside, given up when a newer site comes, never in the way."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def start(self, site: Path, hits: Mapping[str, Hit]) -> None:
        """Begin, in place of what runs; without Pagefind, the preview has no search."""
        self.cancel()
        aside = Path(tempfile.mkdtemp(prefix="badgepress-index-"))
        try:
            running = subprocess.Popen(  # noqa: S603 - a program of a dependency, and folders
                _command(site, aside / "index"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
            )
        except (OSError, IndexFault):
            shutil.rmtree(aside, ignore_errors=True)
            return
        with self._lock:
            self._running = running
        waiting = threading.Thread(
            target=self._finish, args=(running, aside, site, hits), daemon=True
        )
        waiting.start()

    def cancel(self) -> None:
        """Give up what runs: the site that it reads is about to be emptied."""
        with self._lock:
            running, self._running = self._running, None
        if running:
            running.kill()

    def _finish(
        self,
        running: "subprocess.Popen[bytes]",
        aside: Path,
        site: Path,
        hits: Mapping[str, Hit],
    ) -> None:
        try:
            if running.wait() == 0:
                rework(aside / "index", hits)
                with self._lock:
                    if self._running is running:
                        target = site / urls.SEARCH_INDEX
                        shutil.rmtree(target, ignore_errors=True)
                        shutil.move(aside / "index", target)
        except (OSError, ValueError, KeyError):
            pass  # the preview has just ended, or its folder was emptied: nobody waits for it
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _command(site: Path, target: Path) -> list[str]:
    executable = get_executable()
    if executable is None:
        raise _fault("Pagefind's program is not there; install 'pagefind[bin]'")
    options = {
        "--site": site,
        "--output-path": target,
        "--exclude-selectors": ",".join(EXCLUDED),
    }
    return [str(executable), "--silent", *(str(x) for option in options.items() for x in option)]


def _environment() -> dict[str, str]:
    """Without settings of Pagefind's from outside: the same pages give the same index."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}


def _fault(reason: str) -> IndexFault:
    return IndexFault(f"The search index could not be made: {reason}")
