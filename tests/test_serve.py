"""The preview, as an owner uses it: started once, then edited."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import SMALL, MakeProject
from previewing import PATIENCE, Preview


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
    served.end()


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
