"""What was derived once is kept between builds: bytes by key, in the user's cache folder.

It lies outside of the project, so that nobody's pull request brings one along, and holds data
alone, never code. Whatever is wrong with it, a build gives the same bytes without it.
"""

import hashlib
import logging
import os
import sqlite3
from pathlib import Path

import platformdirs

from badgepress.messages import REMARKS

FOLDER = "BADGEPRESS_CACHE"
"""Variable of the environment that names another folder; empty, nothing is kept."""
_MAX_BYTES = 2_000_000_000
_CHECK = 16
"""Bytes before each value by which it is known that the disk has kept it."""
_SECONDS = 5
"""So long a build waits for another one that writes."""
_PENDING = 16_000_000
_log = logging.getLogger(REMARKS)


class Cache:
    """One file of values; none is ever wrong, but each may be missing at any time."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        """`folder` is that of the environment or the user; the file is made when it is needed."""
        folder = folder or _folder()
        self._file = folder / f"{name}.sqlite3" if folder else None
        self._opened: sqlite3.Connection | None = None
        self._owner = 0
        self._pending: dict[bytes, bytes] = {}
        self._waiting = 0

    @property
    def usable(self) -> bool:
        """Whether what is put may be there later."""
        return self._file is not None

    def get(self, key: bytes) -> bytes | None:
        """The value that was put under a key, if it is there and whole."""
        if (waiting := self._pending.get(key)) is not None:
            return waiting
        try:
            connection = self._connection()
            found = (
                connection
                and connection.execute("SELECT value FROM kept WHERE key = ?", (key,)).fetchone()
            )
        except sqlite3.Error as error:
            self._fail(error)
            return None
        if not found or not isinstance(found[0], bytes):
            return None
        check, value = found[0][:_CHECK], found[0][_CHECK:]
        return value if check == _check(key, value) else None

    def __contains__(self, key: bytes) -> bool:
        """Whether there seems to be a value; `get` may still find it damaged."""
        return self.get(key) is not None

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value; it is written with many others."""
        if self._file is None:
            return
        self._pending[key] = value
        self._waiting += len(value)
        if self._waiting > _PENDING:
            self.write()

    def write(self) -> None:
        """Write what waits; what cannot be written is forgotten, and said once."""
        pending, self._pending, self._waiting = self._pending, {}, 0
        if not pending:
            return
        rows = [(key, _check(key, value) + value) for key, value in pending.items()]
        try:
            if connection := self._connection(make=True):
                with connection:
                    connection.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
        except sqlite3.Error as error:
            self._fail(error)

    def _connection(self, *, make: bool = False) -> sqlite3.Connection | None:
        """The open file; one that another process has opened is not used by its children."""
        if self._opened is not None and self._owner == os.getpid():
            return self._opened
        if self._file is None or not (make or self._file.exists()):
            return None
        if make:
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise sqlite3.OperationalError(error.strerror) from None
        self._opened, self._owner = self._open(self._file, make=make), os.getpid()
        return self._opened

    def _open(self, file: Path, *, make: bool) -> sqlite3.Connection:
        # A check before each value makes up for what is not waited for here.
        mode = "rwc" if make else "rw" if os.access(file, os.W_OK) else "ro"
        uri = f"{file.resolve().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=_SECONDS)
        connection.text_factory = bytes
        connection.execute("PRAGMA synchronous = OFF")
        if mode != "ro":
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS kept (key BLOB PRIMARY KEY, value BLOB)"
                )
                if file.stat().st_size > _MAX_BYTES:
                    middle = "(SELECT (min(rowid) + max(rowid)) / 2 FROM kept)"
                    connection.execute(f"DELETE FROM kept WHERE rowid <= {middle}")  # noqa: S608
        return connection

    def _fail(self, error: sqlite3.Error) -> None:
        """Go on without; a file that is none of ours is made anew."""
        if self._opened is not None and self._owner == os.getpid():
            self._opened.close()
        self._opened = None
        operational = isinstance(error, sqlite3.OperationalError)
        if not operational and self._file is not None:
            try:
                self._file.unlink(missing_ok=True)
                return
            except OSError as cannot:
                error = sqlite3.OperationalError(cannot.strerror)
        file, self._file = self._file, None
        if file is not None and "locked" not in str(error):
            _say(
                f"{file.parent}: the cache cannot be used ({error}): this build is right, but slow"
                f" — mend it, or name another folder by the variable {FOLDER}"
            )


def keys(*parts: str | bytes) -> "hashlib._Hash":
    """The beginning of a key; what follows is added to a copy of it."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big") + content)
    return digest


def _check(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, key=key[:64], digest_size=_CHECK).digest()


def _folder() -> Path | None:
    named = os.environ.get(FOLDER)
    if named is None:
        return Path(platformdirs.user_cache_dir("badgepress", appauthor=False))
    return Path(named) if named else None


_said: set[str] = set()


def _say(sentence: str) -> None:
    if sentence not in _said:
        _said.add(sentence)
        _log.warning("%s", sentence)
