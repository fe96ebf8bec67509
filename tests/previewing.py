"""A preview as an owner runs it: a process, asked by a browser."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

PATIENCE = 60
"""Seconds; a rebuild takes about two."""
SERVE = ("badgepress", "serve", "--address")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class Preview:
    """A running `badgepress serve`."""

    def __init__(
        self,
        root: Path,
        log: Path,
        command: Sequence[str] = SERVE,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.root = root
        self.log = log
        self.address = f"127.0.0.1:{free_port()}"
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command, self.address],
                cwd=root,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def page(self, path: str) -> str:
        """A page as it is now; empty while nobody answers, or where there is none."""
        status, content = self.answer(path)
        return content.decode("utf-8") if status == 200 else ""

    def answer(self, path: str) -> tuple[int, bytes]:
        """Status and content of what stands at an address; status 0 while nobody answers."""
        try:
            with urlopen(f"http://{self.address}/{path}", timeout=20) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.read()
        except (URLError, OSError):
            return 0, b""

    def end(self, how: int = signal.SIGINT) -> None:
        """End it by a signal; kill it if it does not end."""
        self.process.send_signal(how)
        try:
            self.process.wait(20)
        finally:
            self.process.kill()

    def messages(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def wait_for(self, what: str, source: Callable[[], str], patience: int = PATIENCE) -> None:
        """Wait until a text is there; fails with what the server said."""
        end = time.monotonic() + patience
        while what not in source():
            assert self.process.poll() is None, self.messages()
            assert time.monotonic() < end, f"{what!r} is not there:\n{self.messages()}"
            time.sleep(0.1)

    def edit(self, name: str, old: str, new: str) -> None:
        file = self.root / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
