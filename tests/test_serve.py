"""The preview, as an owner uses it: started once, then edited."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from conftest import SMALL, MakeProject

Wait: TypeAlias = Callable[..., None]
PATIENCE = 60
"""Seconds; a rebuild takes about two."""


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


class Preview:
    """A running `badgepress serve`."""

    def __init__(self, root: Path, log: Path) -> None:
        self.root = root
        self.log = log
        self.address = f"127.0.0.1:{_free_port()}"
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "badgepress", "serve", "--address", self.address],
                cwd=root,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def page(self, path: str) -> str:
        """A page as it is now; empty while nobody answers."""
        try:
            with urlopen(f"http://{self.address}/{path}", timeout=10) as answer:
                text: str = answer.read().decode("utf-8")
                return text
        except (URLError, OSError):
            return ""

    def messages(self) -> str:
        return self.log.read_text("utf-8", errors="replace")

    def wait_for(self, what: str, source: Callable[[], str]) -> None:
        """Wait until a text is there; fails with what the server said."""
        end = time.monotonic() + PATIENCE
        while what not in source():
            assert self.process.poll() is None, self.messages()
            assert time.monotonic() < end, f"{what!r} is not there:\n{self.messages()}"
            time.sleep(0.1)

    def edit(self, name: str, old: str, new: str) -> None:
        file = self.root / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def preview(project: MakeProject, tmp_path: Path) -> Iterator[Preview]:
    """A preview of the small example with a template of its own."""
    config = (SMALL / "mkdocs.yml").read_text("utf-8")
    config = config.replace("  name: material\n", "  name: material\n  custom_dir: theme\n")
    template = "<h1>{{ view.term.term }}</h1><p>Template one.</p>"
    frame = '{% extends "base.html" %}{% block footer %}FRAME{% endblock %}'
    own = {"theme/pages/term.html": template, "theme/main.html": frame}
    root = project({"mkdocs.yml": config, **own})
    served = Preview(root, tmp_path / "log")
    yield served
    served.process.send_signal(signal.SIGINT)
    try:
        served.process.wait(20)
    finally:
        served.process.kill()


def test_preview_follows_every_edit_and_survives_mistakes(preview: Preview) -> None:
    """Edits of YAML, glossary, template and page are shown; a mistake is told, then mended."""
    card = "catalog/safe-online/"
    term = (preview.root / "glossary.yaml").read_text("utf-8").split("id: ")[1].split()[0]
    preview.wait_for("stay safe online", lambda: preview.page(card))

    preview.edit("catalog/safe-online.yaml", "stay safe online", "stay wise online")
    preview.wait_for("stay wise online", lambda: preview.page(card))

    preview.edit("theme/pages/term.html", "Template one.", "Template two.")
    preview.wait_for("Template two.", lambda: preview.page(f"glossary/{term}/"))

    preview.edit("theme/pages/term.html", "Template two.", "{{ 1 + 'a' }}")
    preview.wait_for("theme/pages/term.html:1: unsupported operand", preview.messages)
    preview.edit("theme/pages/term.html", "{{ 1 + 'a' }}", "Template three.")
    preview.wait_for("Template three.", lambda: preview.page(f"glossary/{term}/"))

    preview.edit("theme/main.html", "FRAME", "{{ nothing.here }}")
    preview.wait_for("theme/main.html:1: 'nothing' is undefined", preview.messages)
    preview.edit("theme/main.html", "{{ nothing.here }}", "FRAME TWO")
    preview.wait_for("FRAME TWO", lambda: preview.page(card))

    preview.edit("pages/index.md", "A small agency", "A very small agency")
    preview.wait_for("A very small agency", lambda: preview.page(""))

    preview.edit("catalog/safe-online.yaml", "hours: 15", "hours: many")
    preview.wait_for("catalog/safe-online.yaml:10:8: hours:", preview.messages)

    preview.edit("catalog/safe-online.yaml", "hours: many", "hours: 15")
    preview.edit("catalog/safe-online.yaml", "stay wise online", "stay calm online")
    preview.wait_for("stay calm online", lambda: preview.page(card))

    preview.edit("glossary.yaml", "definition: ", "definition: Newly said. ")
    preview.wait_for("Newly said.", lambda: preview.page("glossary/"))
    assert "Traceback" not in preview.messages()


def test_taken_address_is_one_clear_sentence(project: MakeProject) -> None:
    """A second preview at one address says so, and how to choose another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = subprocess.run(
            [sys.executable, "-m", "badgepress", "serve", "--address", address],
            cwd=project(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
    assert done.returncode == 1
    advice = "stop the other preview, or name another address with --address"
    assert f"{address} is in use — {advice}, such as 127.0.0.1:8001" in done.stderr
    assert "Traceback" not in done.stderr
