"""The build: a new site only when all is well, and the old one in every other case."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SMALL, MakeProject, without_remarks

from badgepress.build import build
from badgepress.cli import main
from badgepress.refusal import Refusal
from badgepress.stages import Stage

ROOT = Path(__file__).parent.parent
ISSUER = "catalog/issuers/small-agency.yaml"
SETTINGS = (SMALL / "mkdocs.yml").read_text("utf-8")
OLD_SITE = {"site/index.html": "the old site", "site/sitemap.xml": "<urlset/>"}
BADGE = "site/catalog/safe-online/v1/badge.png"
BREAKING_HOOK = """\
from pathlib import Path
def on_post_build(config):
    Path(config.site_dir, "catalog/safe-online/v1/badge.png").unlink()
"""


def run(command: str, root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a command as owners do, with a time limit."""
    return subprocess.run(
        [sys.executable, "-m", "badgepress", command, "--project", str(root), *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def left_over(root: Path) -> list[str]:
    """What a build has left beside the site."""
    return sorted(path.name for path in root.glob(".site*"))


def test_build_puts_the_new_site_in_the_old_ones_place(project: MakeProject) -> None:
    """The site is whole, nothing of the old one is left, and one line says what was built."""
    root = project({**OLD_SITE, "site/old.html": "gone"})
    built = run("build", root)
    assert built.returncode == 0, built.stderr
    pages = len(list((root / "site").rglob("index.html")))
    badges = len(list((root / "site").rglob("badgeclass.json")))
    assert badges > 0
    assert built.stdout == f"Built site/: {pages} pages, {badges} badge classes.\n"
    assert without_remarks(built.stderr) == ""
    assert (root / BADGE).read_bytes().startswith(b"\x89PNG")
    assert "the old site" not in (root / "site/index.html").read_text("utf-8")
    assert not (root / "site/old.html").exists()
    assert left_over(root) == []


def test_bad_yaml_prints_the_problems_alone_and_keeps_the_old_site(project: MakeProject) -> None:
    """A build says exactly what the check says, and does not touch the site."""
    text = (SMALL / ISSUER).read_text("utf-8").replace("email:", "emial:")
    root = project({**OLD_SITE, ISSUER: text})
    built, checked = run("build", root), run("check", root)
    assert built.returncode == 1
    assert built.stderr == checked.stdout
    assert built.stdout == ""
    assert (root / "site/index.html").read_text("utf-8") == "the old site"
    assert left_over(root) == []


def test_unreadable_settings_are_a_problem_like_others(project: MakeProject) -> None:
    """Where mkdocs.yml is no YAML, the line is named and the old site stays."""
    root = project({**OLD_SITE, "mkdocs.yml": "site_name: [\n"})
    built = run("build", root)
    assert built.returncode == 1
    assert "mkdocs.yml:2:1: this is not valid YAML" in built.stderr
    assert "Traceback" not in built.stderr
    assert (root / "site/index.html").read_text("utf-8") == "the old site"


def test_broken_promise_of_a_badge_keeps_the_old_site(project: MakeProject) -> None:
    """When the built site lacks a badge's picture, it does not become the site."""
    settings = SETTINGS.replace("hooks:\n", "hooks:\n  - breaking.py\n")
    root = project({**OLD_SITE, "mkdocs.yml": settings, "breaking.py": BREAKING_HOOK})
    built = run("build", root)
    assert built.returncode == 1
    assert "catalog/safe-online/v1/badgeclass.json:1:1: image: the picture" in built.stderr
    assert "Traceback" not in built.stderr
    assert (root / "site/index.html").read_text("utf-8") == "the old site"
    assert left_over(root) == []


def test_broken_link_in_a_page_keeps_the_old_site(project: MakeProject) -> None:
    """A build is strict: MkDocs' warning is shown and stops it."""
    root = project({**OLD_SITE, "pages/index.md": "# Home\n\n[x](nowhere.md)\n"})
    built = run("build", root)
    assert built.returncode == 1
    told = without_remarks(built.stderr)
    assert told.startswith("warning: Doc file 'index.md' contains a link 'nowhere.md'")
    assert built.stderr.endswith("a build takes no warnings. Mend what they name.\n")
    assert (root / "site/index.html").read_text("utf-8") == "the old site"


@pytest.mark.parametrize(
    "files",
    [
        {"mkdocs.yml": SETTINGS.replace("hooks:\n  - build_hooks.py\n", "")},
        {"build_hooks.py": "def on_startup(*, command, dirty):\n    pass\n"},
        {
            "build_hooks.py": "from badgepress.mkdocs_adapter import Adapter\n"
            "def on_startup(*, command, dirty):\n    Adapter().on_startup(command)\n"
        },
    ],
    ids=["no hook", "empty hook", "half a hook"],
)
def test_build_without_the_hook_keeps_the_old_site(
    project: MakeProject, files: dict[str, str]
) -> None:
    """Where badgepress takes no part, nothing is published and the missing line is named."""
    root = project({**OLD_SITE, **files})
    built = run("build", root)
    assert built.returncode == 1
    assert built.stderr == (
        "There would be no catalog in the site — add 'hooks: [build_hooks.py]' to mkdocs.yml\n"
    )
    assert built.stdout == ""
    assert (root / "site/index.html").read_text("utf-8") == "the old site"
    assert left_over(root) == []


def test_damage_by_a_later_hook_keeps_the_old_site(project: MakeProject) -> None:
    """The site is checked when every hook has done its work, not only those before ours."""
    settings = SETTINGS.replace("- build_hooks.py\n", "- build_hooks.py\n  - breaking.py\n")
    root = project({**OLD_SITE, "mkdocs.yml": settings, "breaking.py": BREAKING_HOOK})
    built = run("build", root)
    assert built.returncode == 1
    assert "catalog/safe-online/v1/badgeclass.json:1:1: image: the picture" in built.stderr
    assert (root / "site/index.html").read_text("utf-8") == "the old site"


def test_site_is_checked_once(project: MakeProject, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build costs one self-check."""
    checked: list[Path] = []

    def check(catalog: object, site: Path) -> list[object]:
        checked.append(site)
        return []

    monkeypatch.setattr("badgepress.mkdocs_adapter.check_site", check)
    root = project()
    build(root)
    assert checked == [root / ".site.new"]


def test_broken_template_is_named_with_its_line(project: MakeProject) -> None:
    """A mistake in a template of the owner's is a line, not a traceback."""
    settings = SETTINGS.replace("  name: material\n", "  name: material\n  custom_dir: theme\n")
    root = project({"mkdocs.yml": settings, "theme/pages/issuer.html": "\n\n{{ nothing.here }}"})
    built = run("build", root)
    assert built.returncode == 1
    assert without_remarks(built.stderr) == (
        f"{root / 'theme/pages/issuer.html'}:3: 'nothing' is undefined — mend the template\n"
    )


def test_leftovers_of_a_killed_build_are_cleaned(project: MakeProject) -> None:
    """Half a new site and an old one that was not removed yet are gone after the next build."""
    leftovers = {".site.new/half.html": "x", ".site.old/index.html": "older"}
    root = project({**OLD_SITE, **leftovers, "site/.git": "gitdir: elsewhere"})
    built = run("build", root)
    assert built.returncode == 0, built.stderr
    assert left_over(root) == []
    assert not (root / "site/half.html").exists()
    assert (root / "site/.git").read_text("utf-8") == "gitdir: elsewhere"


def test_site_that_a_killed_build_had_put_aside_comes_back(project: MakeProject) -> None:
    """Killed between the two renames, the old site is put back before anything else happens."""
    text = (SMALL / ISSUER).read_text("utf-8").replace("email:", "emial:")
    root = project({".site.old/index.html": "the old site", ISSUER: text})
    with pytest.raises(Refusal):
        build(root)
    assert (root / "site/index.html").read_text("utf-8") == "the old site"
    assert left_over(root) == []


def test_site_that_cannot_be_replaced_comes_back(
    project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the new site cannot take the place, the old one returns to it."""
    root = project(OLD_SITE)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == ".site.new":
            raise PermissionError(13, "Permission denied", str(self))
        return rename(self, target)

    def made(root: Path, new: Path, *_: object) -> None:
        new.mkdir()

    monkeypatch.setattr("badgepress.build._build_aside", made)
    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(PermissionError):
        build(root)
    assert (root / "site/index.html").read_text("utf-8") == "the old site"
    assert left_over(root) == []


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        (".", "the project itself lies there"),
        ("..", "the project itself lies there"),
        ("catalog", "it would replace files of catalog/"),
        ("catalog/built", "it would replace files of catalog/"),
        ("stacks", "it would replace files of stacks/"),
        ("pages", "it would replace files of pages/"),
        ("look", "it would replace files of look/"),
        ("published", "it would replace files of published/"),
        ("badgepress", "it would replace files of badgepress/"),
        (".git", "it would replace files of .git/"),
        ("holiday", "it holds files, but no built site"),
        ("mkdocs.yml", "it is a file"),
    ],
)
@pytest.mark.parametrize("by_settings", [True, False])
def test_folder_with_anything_else_is_refused(
    folder: str, reason: str, by_settings: bool, project: MakeProject
) -> None:
    """A site never takes the place of sources or of files that are no site."""
    settings = SETTINGS.replace("  name: material\n", "  name: material\n  custom_dir: look\n")
    if by_settings:
        settings += f"site_dir: {folder}\n"
    root = project({"mkdocs.yml": settings, "holiday/photo.jpg": "x", "look/main.html": ""})
    before = sorted(root.parent.rglob("*"))
    with pytest.raises(Refusal, match=reason) as refused:
        build(root, None if by_settings else root / folder)
    assert refused.value.code == 2
    assert sorted(root.parent.rglob("*")) == before


def test_site_dir_that_is_no_text_is_refused(project: MakeProject) -> None:
    """A site_dir that only MkDocs could resolve is a sentence, not a site in the wrong place."""
    root = project({"mkdocs.yml": SETTINGS + "site_dir: !ENV [SITE_DIR, site]\n"})
    with pytest.raises(Refusal, match="name the folder with --site"):
        build(root)


def test_profile_tells_where_the_time_went(
    project: MakeProject, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--profile` prints each stage with seconds and share on standard error, and their sum."""
    assert main(["build", "--profile", "--project", str(project())]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("Built site/: ")
    table = told.err[told.err.index("stage ") :].splitlines()
    assert table[0].split()[:3] == ["stage", "seconds", "share"]
    rows = {
        match[1].strip(): (float(match[2]), int(match[3]))
        for line in table[1:]
        if (match := re.match(r"(.+?) +([0-9.]+) +([0-9]+)%", line))
    }
    assert len(rows) == len(table) - 1
    assert list(rows) == [*(s.value for s in Stage if s.value in rows), "in all"]
    for stage in (Stage.READING, Stage.RENDERING, Stage.ARTWORK, Stage.FRAME, Stage.SELF_CHECK):
        assert stage.value in rows
    whole, all_of_it = rows.pop("in all")
    assert all_of_it == 100
    assert whole == pytest.approx(sum(seconds for seconds, _ in rows.values()), abs=0.1)
