"""A build that takes what is the same from the last site gives the bytes of one from scratch."""

import hashlib
import logging
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from badgepress import kept_site, program, search_index, workers
from badgepress import mkdocs_apart as apart
from badgepress.artwork import rasterize
from badgepress.build import build
from badgepress.cache import FOLDER
from badgepress.cli import main
from badgepress.fingerprint import SIZE as SIZE_OF_DIGEST
from tests.bench.generate import _micro_credential, generate, id_of, place_of

SIZE = 20
FIRST, SECOND, THIRD = id_of(0), id_of(1), id_of(2)
OTHER_HOOK = """
from pathlib import Path

def on_post_build(config):
    for page in Path(config.site_dir).glob("catalog/*/index.html"):
        with page.open("a") as file:
            file.write("<!-- seen -->")
"""


class Project:
    """A project, its site, and what the builds of it have made anew."""

    def __init__(self, root: Path, made: list[str]) -> None:
        self.root, self.made = root, made
        self.site, self.other = root.parent / "site", root.parent / "other"
        self.before: dict[str, bytes] | None = None
        """The site's files, while no source has changed."""

    def document(self, file_name: str, /, **changes: Any) -> None:
        """Change fields of a YAML file."""
        file = self.root / file_name
        data = yaml.safe_load(file.read_text("utf-8")) | changes
        file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")

    def built(self) -> dict[str, bytes]:
        """The site after a build that may take from the last one."""
        self.made.clear()
        build(self.root, self.site)
        return _bytes(self.site)

    def is_as_before(self) -> None:
        """What is built now is what was built from scratch."""
        _same(self.built(), self.before or {})

    def holds(self) -> None:
        """What is built now is what is built from scratch."""
        warm = self.built()
        made = list(self.made)
        build(self.root, self.other, fresh=True)
        _same(warm, _bytes(self.other))
        self.made[:] = made


def _same(one: dict[str, bytes], other: dict[str, bytes]) -> None:
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []


def _bytes(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _quick(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Builds of a small catalog are made apart, without pictures and without an index."""
    patch.setattr(apart, "WORTH", SIZE)
    # Browsers and servers of tests before leave threads that wait; a build of one's own has none.
    patch.setattr(workers.threading, "active_count", lambda: 1)
    patch.setattr("badgepress.mkdocs_adapter.make_index", lambda *_: None)
    patch.setattr("badgepress.rasters.png_of", lambda svg, size=0: BLANK)
    patch.setattr("badgepress.rasters.missing", lambda wanted: {})
    patch.setenv(workers.PROCESSES, "2")
    patch.setenv(FOLDER, str(folder / "cache"))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder with a project that was built once, and the site's files."""
    folder = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        _quick(patch, folder / "now")
        generate(folder / "now" / "project", SIZE)
        build(folder / "now" / "project", folder / "now" / "site")
    shutil.copytree(folder / "now", folder / "first")
    return folder, _bytes(folder / "first" / "site")


@pytest.fixture
def kept(first: tuple[Path, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project that is large enough, built once; notes tell where its site lies."""
    folder, before = first
    shutil.rmtree(folder / "now")
    shutil.copytree(folder / "first", folder / "now")
    _quick(monkeypatch, folder / "now")
    project = Project(folder / "now" / "project", [])
    project.before = before
    keep = kept_site.KeptSite.keep

    def counted(self: Any, piece: Any, note: Any) -> None:
        project.made.append(piece[1])
        keep(self, piece, note)

    monkeypatch.setattr(kept_site.KeptSite, "keep", counted)
    return project


def _blank() -> bytes:
    return rasterize('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"></svg>')


BLANK = _blank()


def _file(number: int) -> str:
    return place_of(number)


def test_nothing_has_changed(kept: Project) -> None:
    """Nothing of any entry is made anew; the files of the last site are those of the new one."""
    page = kept.site / "catalog" / FIRST / "index.html"
    before = page.stat().st_ino
    kept.is_as_before()
    assert kept.made == []
    assert page.stat().st_ino == before
    assert page.stat().st_nlink == 1


def test_one_process_makes_the_same(kept: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who remembers what was asked makes the same site as who makes page after page."""
    monkeypatch.setenv(workers.PROCESSES, "1")
    build(kept.root, kept.other)
    _same(_bytes(kept.other), kept.before or {})


def test_fresh_build_takes_nothing(kept: Project) -> None:
    """An owner can have every file made anew."""
    page = kept.site / "catalog" / FIRST / "index.html"
    before = page.stat().st_ino
    build(kept.root, kept.site, fresh=True)
    assert page.stat().st_ino != before


def test_changes_one_after_the_other(kept: Project) -> None:
    """Whatever owners do to entries, each build gives the bytes of one from scratch."""
    kept.document(_file(0), summary="It says something else of every rubric.")
    kept.holds()
    assert FIRST in kept.made
    assert len([name for name in kept.made if "/" not in name]) < SIZE
    kept.document(_file(1), name="A Name That Comes Last", level="advanced")
    kept.holds()
    kept.document("catalog/recognizers/district-0.yaml", name="Renamed District")
    kept.holds()
    kept.document("stacks/path-0.yaml", name="Renamed Path")
    kept.holds()
    kept.document("catalog/issuers/agency-0.yaml", email="new@example.org")
    kept.holds()
    new = _micro_credential(0) | {"name": "Quite New", "prerequisites": [THIRD]}
    (kept.root / "catalog/quite-new.yaml").write_text(yaml.safe_dump(new), "utf-8")
    kept.holds()
    assert {"quite-new", THIRD} <= set(kept.made)
    (kept.root / "catalog/quite-new.yaml").unlink()
    kept.holds()
    (kept.root / _file(0)).rename(kept.root / "catalog/another-id.yaml")
    kept.document("catalog/another-id.yaml", formerly=[FIRST])
    kept.holds()
    assert "another-id" in kept.made


def _glossary(project: Project) -> None:
    project.document("glossary.yaml", **_other_terms(project))


def _setting(project: Project) -> None:
    config = yaml.safe_load((project.root / "mkdocs.yml").read_text("utf-8"))
    config["extra"]["badgepress"]["notice"] = "A catalog that is tested."
    project.document("mkdocs.yml", **config)


def _template(project: Project) -> None:
    folder = project.root / "theme" / "pages"
    folder.mkdir(parents=True)
    own = Path(kept_site.__file__).parent / "theme" / "pages" / "use.html"
    (folder / "use.html").write_text(own.read_text("utf-8") + "<p>Ours</p>", "utf-8")
    _theme(project)


def _frame(project: Project) -> None:
    (project.root / "theme").mkdir()
    (project.root / "theme" / "main.html").write_text(
        '{% extends "base.html" %}{% block footer %}{{ nav.items[-1].content }}{% endblock %}'
    )
    _theme(project)


def _theme(project: Project) -> None:
    config = yaml.safe_load((project.root / "mkdocs.yml").read_text("utf-8"))
    project.document("mkdocs.yml", theme=config["theme"] | {"custom_dir": "theme"})


def _nav(project: Project) -> None:
    project.document("mkdocs.yml", nav=[{"Start": "index.md"}, {"Us": "about/index.md"}])


def _front_matter(project: Project) -> None:
    project.document("mkdocs.yml", nav=["index.md", "about/index.md"])
    project.holds()
    (project.root / "pages/about/index.md").write_text("---\nstatus: new\n---\n# Another title\n")


@pytest.mark.parametrize("change", [_glossary, _setting, _template, _frame, _nav, _front_matter])
def test_what_is_on_all_pages_changes(kept: Project, change: Callable[[Project], None]) -> None:
    """The glossary, a setting, a template, the menu: every page shows it."""
    change(kept)
    kept.holds()
    assert len(kept.made) > SIZE


def test_page_that_a_frame_shows_changes(kept: Project) -> None:
    """Where the owner's own frame may show any page, each change of any page is seen."""
    _frame(kept)
    kept.holds()
    (kept.root / "pages/about/index.md").write_text("# About\n\nNew words.\n")
    kept.holds()


def test_text_of_a_written_page_changes_no_other(kept: Project) -> None:
    """A hand-written page is read anew, and nothing else is made."""
    (kept.root / "pages/about/index.md").write_text("# About\n\nA rubric and an earner.\n")
    kept.holds()
    assert kept.made == []


def test_publications(kept: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What is published, corrected and revised shows on every page that tells of it."""

    config = (kept.root / "mkdocs.yml").read_text("utf-8")
    home = config.replace("badges.example.org", "badges.district.edu")
    (kept.root / "mkdocs.yml").write_text(home, "utf-8")

    def run(*command: str) -> None:
        assert main([*command, "--project", str(kept.root)]) == 0, capsys.readouterr()
        kept.holds()

    run("publish")
    kept.document(_file(0), summary="A corrected sentence.")
    run("amend", FIRST, "--reason", "A word was wrong.")
    assert 0 < len([name for name in kept.made if "/" not in name]) < SIZE
    run("revise", FIRST)
    kept.document(_file(0), status="active", hours=99, ceu=9.9)
    kept.holds()
    run("publish")


def test_another_engine_makes_everything_anew(
    kept: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that another version of the engine or of a library has made is taken."""
    monkeypatch.setattr("badgepress.given.program", lambda: b"another")
    kept.is_as_before()
    assert len(kept.made) > SIZE


def test_program_is_all_of_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change of any file of the engine, or of any library's version, is another program."""
    engine = tmp_path / "engine"
    (engine / "theme").mkdir(parents=True)
    (engine / "program.py").write_text("one")
    (engine / "theme" / "page.html").write_text("two")
    (tmp_path / "jinja2-1.0.dist-info").mkdir()
    monkeypatch.setattr(program, "__file__", str(engine / "program.py"))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    def now() -> bytes:
        program.engine.cache_clear()
        program.program.cache_clear()
        return program.program()

    found = [now(), now()]
    assert found[0] == found[1]
    (engine / "theme" / "page.html").write_text("three")
    found.append(now())
    (tmp_path / "jinja2-1.0.dist-info").rename(tmp_path / "jinja2-1.1.dist-info")
    found.append(now())
    assert len(set(found)) == 3
    program.engine.cache_clear()
    program.program.cache_clear()


def test_search_index_is_made_when_a_page_of_it_changes(
    kept: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While no page that the search finds has changed, the last site's index is taken."""
    made: list[Path] = []

    def make_index(site: Path, *given: Any) -> None:
        made.append(site)
        (site / "pagefind").mkdir()
        (site / "pagefind" / "entry.json").write_text("{}")

    monkeypatch.setattr(search_index, "_make_index", make_index)
    monkeypatch.setattr("badgepress.mkdocs_adapter.make_index", search_index.make_index)
    for times in (1, 1):
        assert kept.built()["pagefind/entry.json"] == b"{}"
        assert len(made) == times
    (kept.site / "pagefind" / "entry.json").write_text("damaged")
    assert kept.built()["pagefind/entry.json"] == b"{}"
    assert len(made) == 2
    kept.document(_file(0), summary="It says something else of every rubric.")
    kept.built()
    assert len(made) == 3


# What may be wrong with the last site, and with the cache


def _edited(site: Path) -> None:
    (site / "catalog" / FIRST / "index.html").write_text("mine")


def _cut(site: Path) -> None:
    file = site / "use" / "catalog" / FIRST / "index.html"
    file.write_bytes(file.read_bytes()[:-1])


def _missing(site: Path) -> None:
    (site / "catalog" / FIRST / "keep" / "qr.svg").unlink()


def _folder(site: Path) -> None:
    (site / "catalog" / FIRST / "keep" / "qr.svg").unlink()
    (site / "catalog" / FIRST / "keep" / "qr.svg").mkdir()


def _link(site: Path) -> None:
    file = site / "catalog" / FIRST / "index.html"
    file.rename(site / "elsewhere.html")
    file.symlink_to(site / "elsewhere.html")


@pytest.mark.parametrize("damage", [_edited, _cut, _missing, _folder, _link])
def test_damaged_site_is_mended(kept: Project, damage: Callable[[Path], None]) -> None:
    """A file that is not as it was made is made anew, with what belongs to its entry."""
    damage(kept.site)
    kept.is_as_before()
    assert kept.made == [FIRST]


def test_site_that_is_gone_is_made(kept: Project) -> None:
    """Without the last site, notes about it are worth nothing."""
    shutil.rmtree(kept.site)
    kept.is_as_before()
    assert len(kept.made) > SIZE


def test_files_of_a_hook_are_no_files_of_ours(kept: Project) -> None:
    """What another hook does to the finished site, it does once; the last site stays as it was."""
    (kept.root / "other.py").write_text(OTHER_HOOK)
    config = yaml.safe_load((kept.root / "mkdocs.yml").read_text("utf-8"))
    kept.document("mkdocs.yml", hooks=[*config["hooks"], "other.py"])
    kept.holds()
    kept.holds()
    page = kept.site / "catalog" / FIRST / "index.html"
    assert page.read_text("utf-8").count("<!-- seen -->") == 1


def _rows(folder: Path, statement: str) -> None:
    with sqlite3.connect(folder / "sites.sqlite3") as connection:
        connection.execute(statement)


def _cut_values(folder: Path) -> None:
    _rows(folder, "UPDATE kept SET value = CAST(substr(value, 1, 99) AS BLOB)")


def _no_database(folder: Path) -> None:
    (folder / "sites.sqlite3").write_bytes(b"no database" * 999)


def _half(folder: Path) -> None:
    file = folder / "sites.sqlite3"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _other_table(folder: Path) -> None:
    _rows(folder, "DROP TABLE kept")
    _rows(folder, "CREATE TABLE kept (other INTEGER)")


@pytest.mark.parametrize("damage", [_cut_values, _no_database, _half, _other_table])
def test_damaged_cache_is_not_trusted(kept: Project, damage: Callable[[Path], None]) -> None:
    """Whatever is wrong with the notes, the bytes are right."""
    damage(kept.root.parent / "cache")
    kept.is_as_before()
    assert kept.made


@pytest.mark.parametrize(
    "note",
    [
        b"",
        b"[]",
        b"null",
        b"\xff{",
        b'["GIVEN", "", {"no_table": ["x"]}, "", [{}, {}, {}, []]]',
        b'["GIVEN", "", {"related": [""]}, "", [{}, {}, {}, []]]',
        b'["GIVEN", "", {"related": [3]}, "", [{}, {}, {}, []]]',
    ],
)
def test_notes_of_other_forms_are_not_read(
    kept: Project, monkeypatch: pytest.MonkeyPatch, note: bytes
) -> None:
    """A note that is no note, or asks for what there is not, is as good as none."""
    monkeypatch.setattr("badgepress.mkdocs_again.given_to_all", lambda *_: b"given")
    told = note.replace(b"GIVEN", b"given".hex().encode())
    monkeypatch.setattr(kept_site.Cache, "get", lambda self, key: told)
    kept.is_as_before()
    assert len(kept.made) > SIZE


@pytest.mark.parametrize("name", ["/victim", "../victim", "index/../../victim", "other/file"])
def test_notes_lead_nowhere_else(tmp_path: Path, name: str) -> None:
    """A note in the cache that names files outside of its folder is as good as none."""
    old, new = tmp_path / "old", tmp_path / "new"
    for place in (old, new, old / "index", old / "other"):
        place.mkdir(exist_ok=True)
    victim = tmp_path / "victim"
    for file in (victim, old / "other" / "file"):
        file.write_text("precious", "utf-8")
    name = str(victim) if name == "/victim" else name
    site = kept_site.KeptSite(old, new)
    digest = hashlib.blake2b(f"{name}\0{8}\0precious".encode(), digest_size=SIZE_OF_DIGEST)
    note = kept_site.FolderNote(b"key".hex(), [name], digest.hexdigest())
    site._cache.get = lambda key: kept_site._FOLDERS.dump_json(note)  # type: ignore[method-assign]
    assert not site.take_folder("index", b"key")
    assert victim.read_text("utf-8") == "precious"
    assert sorted(new.rglob("*")) == []


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What was said of the cache."""
    caplog.set_level(logging.WARNING)
    return lambda: [each for each in caplog.messages if "the cache cannot be used" in each]


def test_full_disk_for_the_cache(
    kept: Project, monkeypatch: pytest.MonkeyPatch, told: Callable[[], list[str]]
) -> None:
    """Where notes cannot be written, one line says so, and the site is right."""
    connect = sqlite3.connect

    class Full(sqlite3.Connection):
        def executemany(self, *arguments: Any) -> Any:
            raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(
        "badgepress.cache.sqlite3.connect", lambda *a, **o: connect(*a, **o, factory=Full)
    )
    monkeypatch.setattr("badgepress.cache._said", set())
    kept.document(_file(0), summary="It says something else of every rubric.")
    kept.holds()
    assert len(told()) == 1
    assert "(database or disk is full): this build is right, but slow" in told()[0]


def test_cache_that_may_only_be_read(kept: Project) -> None:
    """Notes that can be read are used, though none can be written."""
    folder = kept.root.parent / "cache"
    folder.chmod(0o500)
    (folder / "sites.sqlite3").chmod(0o400)
    kept.document(_file(0), summary="It says something else of every rubric.")
    kept.holds()
    folder.chmod(0o700)


def test_without_a_cache_nothing_is_taken(kept: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who keeps nothing gets everything anew."""
    monkeypatch.setenv(FOLDER, "")
    page = kept.site / "catalog" / FIRST / "index.html"
    before = page.stat().st_ino
    kept.is_as_before()
    assert page.stat().st_ino != before
    assert kept.made == []


def test_file_systems_without_links(kept: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one file cannot stand in two folders, it is copied."""

    def link(*arguments: Any, **options: Any) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    kept.is_as_before()
    assert kept.made == []


def test_disk_that_fills_while_files_are_taken(
    kept: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An entry of which only a part could be taken is made, and the last site stays as it was."""
    before = _bytes(kept.site)

    def full_for(put: Callable[..., Any]) -> Callable[..., Any]:
        def failing(source: Any, target: Any, **options: Any) -> Any:
            if str(source).endswith(f"{FIRST}/keep/qr.svg"):
                raise OSError(28, "No space left on device")
            return put(source, target, **options)

        return failing

    monkeypatch.setattr(os, "link", full_for(os.link))
    monkeypatch.setattr(shutil, "copyfile", full_for(shutil.copyfile))
    make = apart.Apart._write

    def stopped(self: Any, output: Any) -> None:
        assert _bytes(kept.site) == before
        make(self, output)

    monkeypatch.setattr(apart.Apart, "_write", stopped)
    kept.is_as_before()
    assert kept.made == [FIRST]


# Who dies in the middle, or builds at the same time

ELSEWHERE = """
import sys
from pathlib import Path
from badgepress import build, mkdocs_adapter, mkdocs_apart, rasters

mkdocs_adapter.make_index = lambda site, *given: None
mkdocs_apart.WORTH = 20
rasters.missing = lambda wanted: {}
blank = bytes.fromhex(sys.argv[1])
rasters.png_of = lambda svg, size=0: blank
build.build(Path(sys.argv[2]), Path(sys.argv[3]))
"""
"""A build in a process of its own."""


def _elsewhere(kept: Project, site: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", ELSEWHERE, BLANK.hex(), str(kept.root), str(site)]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)


def test_process_that_dies_while_it_takes_files(
    kept: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed process has taken or not is taken again, and the last site is left alone."""
    here, put = os.getpid(), kept_site.KeptSite._put

    def dying(self: Any, source: str, target: str) -> None:
        put(self, source, target)
        if os.getpid() != here and source.endswith(f"{SECOND}/keep/qr.svg"):
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(kept_site.KeptSite, "_put", dying)
    monkeypatch.setattr(kept_site, "_WORTH", 4)
    kept.is_as_before()
    assert kept.made == []


def test_process_that_dies_while_it_makes_files(
    kept: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a killed process has made in part is made again, and can be taken the next time."""
    here, write = os.getpid(), apart.Apart._write
    shutil.rmtree(kept.site / "embed")

    def dying(self: Any, output: Any) -> None:
        write(self, output)
        if os.getpid() != here and output.path.endswith(f"{SECOND}/keep/qr.svg"):
            os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(apart.Apart, "_write", dying)
    kept.is_as_before()
    assert len(kept.made) > SIZE
    kept.is_as_before()
    assert kept.made == []


@pytest.mark.parametrize("waited_for", ["catalog", "glossary"])
def test_build_that_is_killed_half_way(kept: Project, waited_for: str) -> None:
    """The last site is as it was, and the next build is right."""
    kept.document("glossary.yaml", **_other_terms(kept))
    new = kept.site.with_name(".site.new")
    running = _elsewhere(kept, kept.site)
    while not any((new / waited_for).glob("*/index.html")) and running.poll() is None:
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    assert new.exists()
    _same(_bytes(kept.site), kept.before or {})
    kept.holds()


def test_two_builds_at_once_with_one_cache(kept: Project) -> None:
    """Builds of one project into two folders share a cache, and both sites are right."""
    kept.document(_file(0), summary="It says something else of every rubric.")
    running = [_elsewhere(kept, site) for site in (kept.site, kept.other)]
    said = [each.communicate()[1] for each in running]
    assert [each.returncode for each in running] == [0, 0]
    assert [text.count("\n") for text in said] == [1, 1]  # that nothing is published yet
    _same(_bytes(kept.site), _bytes(kept.other))
    kept.holds()


def _other_terms(project: Project) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((project.root / "glossary.yaml").read_text("utf-8"))
    data["terms"][0]["definition"] = "It means something else now."
    return data
