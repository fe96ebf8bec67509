"""The preview of a large catalog: made when a browser asks, and the same as a whole one."""

import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from previewing import SERVE, Preview

from tests.bench.generate import generate, id_of, place_of

SIZE = 100
"""Pages are made so from there on; see `mkdocs_apart.WORTH`."""
FIRST = id_of(0)
LONG = 300
"""Seconds until everything is indexed, on a machine that has other work."""


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a theme of its own, in which an owner may change things."""
    root = tmp_path_factory.mktemp("many") / "project"
    generate(root, SIZE)
    config = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))
    config["theme"]["custom_dir"] = "theme"
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    (root / "theme" / "pages").mkdir(parents=True)
    return root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the preview keeps what it makes."""
    found = tmp_path / "temporary"
    found.mkdir()
    return found


def _preview(root: Path, folder: Path, command: tuple[str, ...] = SERVE) -> Preview:
    return Preview(root, folder.parent / "log", command, {"TMPDIR": str(folder)})


@pytest.fixture
def preview(generated: Path, folder: Path) -> Iterator[Preview]:
    """A preview of it."""
    served = _preview(generated, folder)
    yield served
    if served.process.poll() is None:
        served.end()


def _change(root: Path, place: str, **fields: object) -> None:
    file = root / place
    document = yaml.safe_load(file.read_text("utf-8")) | fields
    file.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), "utf-8")


def test_preview_follows_every_edit_and_survives_mistakes(preview: Preview) -> None:
    """Edits, drafts and deleted files are shown; mistakes in YAML and templates are told."""
    page, place = f"catalog/{FIRST}/", place_of(0)
    preview.wait_for("livereload(", lambda: preview.page(page))
    old = (preview.root / place).read_text("utf-8")

    _change(preview.root, place, name="Seen at once", summary="Seen at once.")
    preview.wait_for("Seen at once.", lambda: preview.page(page))
    assert b"Seen at once." in preview.answer(f"catalog/{FIRST}/v2/badgeclass.json")[1]
    assert "Seen at once." in preview.page("api/v1/micro-credentials.json")
    assert "Seen at once" in preview.page(f"embed/catalog/{FIRST}/")
    assert "Seen at once." in preview.page(f"catalog/{FIRST}")  # led to the address with its slash

    draft = Path(place).with_name("only-a-draft.yaml").as_posix()
    (preview.root / draft).write_text(old, "utf-8")
    _change(preview.root, draft, name="Only a draft", status="draft", version=1)
    preview.wait_for("Only a draft", lambda: preview.page("catalog/only-a-draft/"))
    (preview.root / draft).unlink()
    preview.wait_for("404", lambda: str(preview.answer("catalog/only-a-draft/")[0]))

    _change(preview.root, place, hours="many")
    preview.wait_for(f"{place}:", preview.messages)
    (preview.root / place).write_text(old, "utf-8")
    _change(preview.root, place, summary="Mended.")
    preview.wait_for("Mended.", lambda: preview.page(page))

    template = preview.root / "theme" / "pages" / "micro_credential.html"
    template.write_text("<h1>\n{{ view.nothing }}</h1>", "utf-8")
    fault = "theme/pages/micro_credential.html:2: "
    preview.wait_for(fault, lambda: preview.answer(page)[1].decode())
    status, text = preview.answer(page)
    assert status == 500
    assert b"livereload(" in text
    assert fault in preview.messages()
    template.write_text("<h1>{{ view.data.name }}</h1> Own layout.", "utf-8")
    preview.wait_for("Own layout.", lambda: preview.page(page))
    template.unlink()
    (preview.root / place).write_text(old, "utf-8")
    assert "Traceback" not in preview.messages()


def test_what_needs_all_pages_comes_in_the_end(preview: Preview) -> None:
    """The search index, and on a term's page who uses it, which then reloads by itself."""
    term = "glossary/rubric/"
    preview.wait_for("livereload(", lambda: preview.page(term))
    first = preview.page(term)
    assert "bp-uses" not in first
    preview.wait_for("version", lambda: preview.page("pagefind/pagefind-entry.json"), LONG)
    preview.wait_for("bp-uses", lambda: preview.page(term))
    assert "../catalog/" in preview.page(term).partition("bp-uses")[2]
    before, after = (
        int(re.findall(r"^livereload\((\d+),", text, re.M)[0])
        for text in (first, preview.page(term))
    )
    assert after > before
    # The next edit keeps what was found, until there is something newer.
    _change(preview.root, place_of(0), summary="Another edit.")
    preview.wait_for("Another edit.", lambda: preview.page(f"catalog/{FIRST}/"))
    assert preview.answer("pagefind/pagefind-entry.json")[0] == 200
    assert "bp-uses" in preview.page(term)


def _left(folder: Path) -> list[str]:
    """Processes that know of a folder, and what is in it."""
    found = [path.name for path in folder.iterdir()]
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in command:
            found.append(command.replace(b"\0", b" ").decode())
    return found


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_end_of_the_preview_leaves_nothing_behind(
    preview: Preview, folder: Path, how: signal.Signals
) -> None:
    """Neither process nor folder, though the index is being made."""
    preview.wait_for("mkdocs_behind", lambda: " ".join(_left(folder)))
    preview.end(how)
    assert _left(folder) == []


def test_killed_preview_leaves_no_process_behind(preview: Preview, folder: Path) -> None:
    """What works behind it sees that nobody waits any more, and takes its own folder away."""
    preview.wait_for("mkdocs_behind", lambda: " ".join(_left(folder)))
    preview.end(signal.SIGKILL)
    end = time.monotonic() + 30
    while any("mkdocs_behind" in each for each in _left(folder)):
        assert time.monotonic() < end
        time.sleep(0.1)
    assert list(folder.glob("mkdocs_*/.badgepress-*")) == []


@pytest.mark.parametrize(
    "options", [(), ("--no-livereload",), ("--dirty",)], ids=["follows", "no-livereload", "dirty"]
)
def test_mkdocs_own_command_shows_every_page(
    generated: Path, folder: Path, options: tuple[str, ...]
) -> None:
    """Whether or not its server can make what is missing."""
    served = _preview(generated, folder, ("mkdocs", "serve", *options, "-a"))
    try:
        served.wait_for("</html>", lambda: served.page(f"catalog/{FIRST}/"))
        assert served.answer(f"catalog/{FIRST}/v2/badgeclass.json")[0] == 200
    finally:
        served.end()
