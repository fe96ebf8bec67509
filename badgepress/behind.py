"""What a preview finds out behind its server's back: the search index, and who uses which term.

Both need all pages, so another process makes them, with what the machine has to spare. A newer
edit ends it, and so does the end of the preview, however it comes.
"""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from badgepress import urls
from badgepress.parcels import left_in
from badgepress.terms.site import Uses

log = logging.getLogger("mkdocs.plugins.badgepress")
_USES = "uses.json"
_NICE = 10
_EACH = 1.0
"""Seconds between two looks for the process that waits for this one."""


class Found(NamedTuple):
    """What the other process has left."""

    folder: Path
    """Deleted after it was taken."""
    search: Path
    """The index, in the folder."""
    uses: Uses


class Behind:
    """The other process: at most one at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._thread: threading.Thread | None = None

    def start(self, config_file: Path, folder: Path, take: Callable[[Found], None]) -> None:
        """Begin for the project as it is now; `take` gets what was found, in a thread.

        `folder` is where a hidden folder is made for as long as it takes.
        """
        try:
            own = Path(tempfile.mkdtemp(prefix=".badgepress-behind-", dir=folder))
            process = _started(config_file, own)
        except OSError as error:
            log.warning("There is no search: %s", error)
            return
        with self._lock:
            self._process = process
            self._thread = threading.Thread(
                target=self._wait, args=(process, own, take), daemon=True
            )
            self._thread.start()

    def cancel(self, *, wait: bool = False) -> None:
        """End what runs: something newer is about to be there."""
        with self._lock:
            process, self._process = self._process, None
            thread = self._thread
            if process and process.returncode is None:  # else its number may be another one's
                _kill(process)
        if wait and thread:
            thread.join()

    def _wait(
        self, process: "subprocess.Popen[str]", own: Path, take: Callable[[Found], None]
    ) -> None:
        try:
            _, said = process.communicate()
            with self._lock:
                current = process is self._process
                if current:
                    self._process = None
            if not current:
                return
            if process.returncode:
                log.warning("There is no new search index yet: %s", said.strip())
                return
            found = json.loads((own / _USES).read_text("utf-8"))
            uses = {term: [(title, path) for title, path in of] for term, of in found.items()}
            take(Found(own, site_in(own) / urls.SEARCH_INDEX, uses))
        except (OSError, ValueError, KeyError):
            pass  # the preview has just ended, or its folder was emptied: nobody waits for it
        finally:
            shutil.rmtree(own, ignore_errors=True)


def site_in(folder: Path) -> Path:
    """Where the other process builds."""
    return folder / "site"


@contextmanager
def modest(folder: Path, waiting: int) -> Iterator[None]:
    """In the other process: leave the machine to others, and end with the process that waits."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    if hasattr(signal, "setitimer"):  # a thread would keep the process from being copied
        signal.signal(signal.SIGALRM, lambda *_: _end_with(waiting, folder))
        signal.setitimer(signal.ITIMER_REAL, _EACH, _EACH)
    try:
        with left_in(folder):
            yield
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)  # Python's end would take its handler away


def leave(folder: Path, uses: Uses) -> None:
    """In the other process: who uses which term."""
    (folder / _USES).write_text(json.dumps(uses), "utf-8")


def _started(config_file: Path, own: Path) -> "subprocess.Popen[str]":
    """The other process, on its way. Raises `OSError`, and then its folder is gone."""
    given = [str(config_file), str(own), str(os.getpid())]
    try:
        return subprocess.Popen(  # noqa: S603 - this Python, and paths
            [sys.executable, "-m", "badgepress.mkdocs_behind", *given],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=_environment(),
            start_new_session=True,
        )
    except OSError:
        shutil.rmtree(own, ignore_errors=True)
        raise


def _end_with(waiting: int, folder: Path) -> None:
    """End, and leave nothing behind, if that process is gone."""
    if os.getppid() == waiting:
        return
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)  # its own copies, and Pagefind
    time.sleep(_EACH / 4)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def _kill(process: "subprocess.Popen[str]") -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # a session of its own: with its copies
    else:
        process.kill()


def _environment() -> dict[str, str]:
    """With this very package, wherever the preview was started."""
    package = str(Path(__file__).parent.parent)
    others = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (package, others)))}
