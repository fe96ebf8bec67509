"""The real nginx with the engine's own configuration, for tests and for what readers wait for."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from badgepress.hosting.nginx import Server, configuration
from badgepress.hosting.rules import Rule


def found_program(*names: str) -> str | None:
    """Where a program is, under the first name that is there."""
    # Debian keeps servers where only root looks.
    path = f"{os.environ['PATH']}:/usr/sbin"
    return next((found for name in names if (found := shutil.which(name, path=path))), None)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


@contextmanager
def serving(
    command: str,
    server: Server,
    rules: Sequence[Rule],
    folder: Path,
    moved: Sequence[tuple[str, str]] = (),
) -> Iterator[str]:
    """Serve a site; gives the address of its home. `folder` is for what nginx writes."""
    port, secure = free_port(), free_port()
    server = replace(server, http=f"127.0.0.1:{port}", https=f"127.0.0.1:{secure}")
    text = configuration(server, rules, moved)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.conf").write_text(text, "utf-8")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"daemon off; {user} pid {folder}/pid; error_log {folder}/error.log warn;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary} include {folder}/site.conf; }}\n",
        "utf-8",
    )
    running = subprocess.Popen(
        [command, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-e", str(folder / "error")]
    )
    try:
        _wait_for(port, running, folder)
        if server.certificates:
            _wait_for(secure, running, folder)
        scheme, number = ("https", secure) if server.certificates else ("http", port)
        yield f"{scheme}://127.0.0.1:{number}{server.home}"
        warnings = (folder / "error.log").read_text("utf-8")
        assert "[warn]" not in warnings, warnings
    finally:
        running.terminate()
        running.wait(10)


def _wait_for(port: int, running: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(100):
        if running.poll() is not None:
            said = [file.read_text("utf-8") for file in folder.glob("error*")]
            raise AssertionError(f"nginx does not start: {said}")
        with closing(socket.socket()) as trying:
            if trying.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen")
