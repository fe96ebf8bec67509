"""What MkDocs' events do: one process and many builds, plain MkDocs, drafts, collisions."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import SMALL, MakeProject
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from badgepress.mkdocs_adapter import Adapter
from badgepress.mkdocs_build import build_site

PAGE = "catalog/safe-online/index.html"


def _example(name: str) -> str:
    return (SMALL / name).read_text("utf-8")


def _mkdocs(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs itself, without the engine's command."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=120,
    )


def _preview(project: Path, site: Path) -> None:
    """Build as `serve` does, which shows drafts, without serving."""
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build(config)


def test_plain_mkdocs_builds_and_checks_the_site(project: MakeProject) -> None:
    """`mkdocs build --strict` alone makes the whole site, badge documents included."""
    root = project()
    finished = _mkdocs(root, "build", "--strict")
    assert finished.returncode == 0, finished.stderr
    assert (root / "site" / PAGE).is_file()
    assert (root / "site" / "catalog" / "safe-online" / "v1" / "badgeclass.json").is_file()


def test_plain_mkdocs_fails_when_another_hook_damages_a_badge(project: MakeProject) -> None:
    """The self-check runs in plain MkDocs, too, and its faults are no traceback."""
    hook = (
        "def on_post_page(output, *, page, config):\n    return output.replace('Safe', 'Unsafe')\n"
    )
    config = _example("mkdocs.yml").replace("- build_hooks.py", "- other.py\n  - build_hooks.py")
    root = project({"mkdocs.yml": config, "other.py": hook})
    finished = _mkdocs(root, "build")
    assert finished.returncode == 1
    assert "catalog/safe-online/v1/badgeclass.json:1:1: criteria.id:" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_bad_catalog_leaves_the_old_site(project: MakeProject) -> None:
    """Plain MkDocs reports every problem before it touches what it built last."""
    root = project()
    site = root / "site"
    assert build_site(root / "mkdocs.yml", site) == []
    before = {file: file.read_bytes() for file in site.rglob("*") if file.is_file()}
    card = root / "catalog" / "safe-online.yaml"
    text = card.read_text("utf-8")
    card.write_text(text.replace("hours: 15", "hours: much").replace("stars: 1", "stars: 9"))
    finished = _mkdocs(root, "build")
    assert finished.returncode == 1
    assert "catalog/safe-online.yaml:10:8: hours:" in finished.stderr
    assert "catalog/safe-online.yaml:34:34: artwork.stars:" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert {file: file.read_bytes() for file in site.rglob("*") if file.is_file()} == before


def test_second_build_in_one_process_starts_afresh(project: MakeProject) -> None:
    """Nothing of an earlier build is left: changed text changes, a removed entry goes."""
    root = project()
    site = root / "site"
    assert build_site(root / "mkdocs.yml", site) == []
    glossary = root / "glossary.yaml"
    text = glossary.read_text("utf-8")
    term = text.split("id: ")[1].split()[0]
    assert (site / "glossary" / term / "index.html").is_file()
    card = root / "catalog" / "safe-online.yaml"
    card.write_text(card.read_text("utf-8").replace("stay safe online", "stay wise online"))
    glossary.unlink()
    index = root / "pages" / "index.md"
    index.write_text("# Only This\n\nNo glossary any more.\n", "utf-8")
    assert build_site(root / "mkdocs.yml", site) == []
    assert "stay wise online" in (site / PAGE).read_text("utf-8")
    assert not (site / "glossary" / term).exists()


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("catalog/index.md", "/catalog/"),
        ("catalog/safe-online.md", "/catalog/safe-online/"),
        ("catalog/safe-online/index.md", "/catalog/safe-online/"),
        ("catalog/Safe-Online.md", "/catalog/safe-online/"),
        ("catalog/safe-online/v1.md", "/catalog/safe-online/v1/"),
        ("glossary/README.md", "/glossary/"),
        ("catalog/safe-online/v1/badgeclass.json", "/catalog/safe-online/v1/badgeclass.json"),
        ("issuers/small-agency/issuer.json", "/issuers/small-agency/issuer.json"),
        ("assets/badgepress/areas.css", "/assets/badgepress/areas.css"),
        ("sitemap.xml", "/sitemap.xml"),
    ],
)
def test_hand_written_page_takes_no_generated_address(
    project: MakeProject, caplog: pytest.LogCaptureFixture, page: str, address: str
) -> None:
    """A collision is refused with the page's name and the address, and no page is written."""
    root = project({f"pages/{page}": "# Mine\n"})
    assert build_site(root / "mkdocs.yml", root / "out")
    assert page in caplog.text
    assert "has the same address as" in caplog.text
    assert address in caplog.text.lower()
    assert list(root.glob("out/**/*")) == []


def test_drafts_are_only_in_the_preview(project: MakeProject, tmp_path: Path) -> None:
    """A draft and everything about it appears in `serve`, and in no build."""
    draft = _example("catalog/safe-online.yaml").replace("status: active", "status: draft")
    draft = draft.replace("name: Safe Online", "name: Not Yet Online")
    root = project({"catalog/not-yet.yaml": draft})
    assert build_site(root / "mkdocs.yml", tmp_path / "built") == []
    _preview(root, tmp_path / "preview")
    for folder, expected in (("built", False), ("preview", True)):
        texts = [
            file.read_text("utf-8")
            for file in (tmp_path / folder).rglob("*")
            if file.suffix in (".html", ".json", ".xml")
        ]
        assert any("Not Yet Online" in text for text in texts) is expected
        version = tmp_path / folder / "catalog" / "not-yet" / "v1"
        assert (version / "badgeclass.json").exists() is expected


def test_generated_page_offers_its_yaml_for_editing(project: MakeProject, tmp_path: Path) -> None:
    """The edit button of a generated page opens the file that it was made from."""
    config = _example("mkdocs.yml") + (
        "repo_url: https://github.com/example/badges\nedit_uri: edit/main/pages/\n"
    )
    config = config.replace(
        "  name: material\n", "  name: material\n  features: [content.action.edit]\n"
    )
    root = project({"mkdocs.yml": config})
    assert build_site(root / "mkdocs.yml", tmp_path / "site") == []
    text = (tmp_path / "site" / PAGE).read_text("utf-8")
    edit = text.partition('class="md-content__button')[0].rpartition('href="')[2].partition('"')[0]
    assert edit in (
        "https://github.com/example/badges/edit/main/catalog/safe-online.yaml",
        "https://github.com/example/badges/edit/main/pages/../catalog/safe-online.yaml",
    )


def test_own_template_comes_before_the_engines(project: MakeProject, tmp_path: Path) -> None:
    """A template of the same name in the site's theme folder replaces the engine's, frames too."""
    config = _example("mkdocs.yml").replace(
        "  name: material\n", "  name: material\n  custom_dir: theme\n"
    )
    template = "<h1>{{ view.data.name }}</h1><p>{{ view.data.summary }} OVERRIDDEN</p>"
    frame = '{% extends "base.html" %}{% block footer %}OWN FOOTER{% endblock %}'
    own = {"theme/pages/micro_credential.html": template, "theme/main.html": frame}
    root = project({"mkdocs.yml": config, **own})
    assert build_site(root / "mkdocs.yml", tmp_path / "site") == []
    text = (tmp_path / "site" / PAGE).read_text("utf-8")
    assert "OVERRIDDEN" in text
    assert "OWN FOOTER" in text
    assert not (tmp_path / "site" / "pages").exists()


def test_flat_addresses_are_refused(project: MakeProject, caplog: pytest.LogCaptureFixture) -> None:
    """`use_directory_urls: false` would break every permanent address, so it is refused."""
    root = project({"mkdocs.yml": _example("mkdocs.yml") + "use_directory_urls: false\n"})
    assert build_site(root / "mkdocs.yml", root / "out")
    assert "use_directory_urls: true" in caplog.text
    assert not (root / "out").exists()


def test_problems_reach_mkdocs_as_its_own_error(project: MakeProject) -> None:
    """The hook raises what MkDocs prints without a traceback, with all problems in it."""
    root = project()
    (root / "catalog" / "safe-online.yaml").write_text("nam: x\n", "utf-8")
    config = load_config(str(root / "mkdocs.yml"))
    with pytest.raises(PluginError) as raised:
        Adapter().on_config(config)
    assert raised.value.__suppress_context__
    lines = str(raised.value).splitlines()
    assert len(lines) > 2
    assert any(line.startswith("catalog/safe-online.yaml:1:1: nam: ") for line in lines)


THEMED = _example("mkdocs.yml").replace(
    "  name: material\n", "  name: material\n  custom_dir: theme\n"
)


@pytest.mark.parametrize(
    ("template", "content", "expected"),
    [
        ("pages/issuer.html", b"\n\n{{ nothing.here }}", ":3: 'nothing' is undefined"),
        ("pages/issuer.html", b"\n{{ 1 + 'a' }}", ":2: unsupported operand type"),
        ("pages/issuer.html", b"{% if %}", ":1: Expected an expression"),
        ("pages/issuer.html", b"caf\xe9", ":1: the template is not UTF-8 text"),
        ("pages/home.html", b"\n{{ view.nothing.here }}", ":2: "),
        ("main.html", b"\n{{ 1 + 'a' }}", ":2: unsupported operand type"),
        ("main.html", b"{{ nothing.here }}", ":1: 'nothing' is undefined"),
        ("main.html", b"\n\n{% block %}", ":3: "),
        ("main.html", b"\n{% include 'none.html' %}", ":2: there is no template 'none.html'"),
        ("pages/issuer.html", b"{% include 'x' %}", ":1: there is no template 'x'"),
        ("main.html", b"caf\xe9", ":1: the template is not UTF-8 text"),
    ],
)
def test_mistake_in_a_template_is_no_traceback(
    project: MakeProject, template: str, content: bytes, expected: str
) -> None:
    """Plain MkDocs names the file and line of a template's mistake, in bodies and in frames."""
    home = "---\nlayout: home\n---\n# Home\n"
    root = project({"mkdocs.yml": THEMED, f"theme/{template}": content, "pages/index.md": home})
    finished = _mkdocs(root, "build")
    assert finished.returncode == 1
    assert f"{root / 'theme' / template}{expected}" in finished.stderr
    assert "Traceback" not in finished.stderr


@pytest.mark.parametrize(
    ("hero", "expected"),
    [
        ("hero: text", "hero: it is no group of fields"),
        ("hero: [1]", "hero: it is no group of fields"),
        ("hero: {headline: [1]}", "hero.headline: it is no plain text"),
        ("hero: {lead: 2026-01-01}", "hero.lead: it is no plain text"),
        ("description: {a: b}", "description: it is no plain text"),
    ],
)
def test_wrong_front_matter_of_the_home_page_is_named(
    project: MakeProject, hero: str, expected: str
) -> None:
    """A hero that is no group of texts is a sentence with the page's name."""
    root = project({"pages/index.md": f"---\nlayout: home\n{hero}\n---\n# Home\n"})
    finished = _mkdocs(root, "build")
    assert finished.returncode == 1
    assert f"pages/index.md:1:1: {expected}" in finished.stderr
    assert "Traceback" not in finished.stderr


def test_home_page_without_hero_takes_its_title(project: MakeProject, tmp_path: Path) -> None:
    """An empty hero and an empty description are the same as none."""
    text = "---\nlayout: home\nhero:\n  headline:\ndescription:\n---\n# My Title\n"
    root = project({"pages/index.md": text})
    assert build_site(root / "mkdocs.yml", tmp_path / "site") == []
    html = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "<h1>My Title</h1>" in html
    assert '<p class="bp-lead"></p>' in html


def test_title_of_a_hand_written_page_is_escaped_once(project: MakeProject, tmp_path: Path) -> None:
    """An ampersand in a heading, in a section's name and in the home page's headline is itself."""
    config = _example("mkdocs.yml") + (
        "nav:\n  - index.md\n  - Q & A:\n    - a/index.md\n    - a/c-and-d.md\n"
    )
    root = project(
        {
            "mkdocs.yml": config,
            "pages/index.md": "---\nlayout: home\n---\n# A & B\n",
            "pages/a/index.md": "# Q & A\n",
            "pages/a/c-and-d.md": "# C & D\n",
        }
    )
    assert build_site(root / "mkdocs.yml", tmp_path / "site") == []
    for page, expected in {
        "index.html": "<h1>A &amp; B</h1>",
        "a/c-and-d/index.html": '<li aria-current="page">C &amp; D</li>',
    }.items():
        text = (tmp_path / "site" / page).read_text("utf-8")
        assert expected in text
        assert "&amp;amp;" not in text.partition("<main")[2]


@pytest.mark.parametrize("where", ["linked", "outside", "site-packages"])
def test_own_templates_are_used_wherever_they_lie(
    project: MakeProject, tmp_path: Path, where: str
) -> None:
    """A theme folder counts through a link to the project, outside of it, whatever its name."""
    folder = {"linked": "theme", "outside": "../look", "site-packages": "site-packages/look"}[where]
    config = THEMED.replace("custom_dir: theme", f"custom_dir: {folder}")
    root = project({"mkdocs.yml": config, f"{folder}/pages/term.html": "OVERRIDDEN"})
    (tmp_path / "link").symlink_to(root)
    start = tmp_path / "link" if where == "linked" else root
    finished = _mkdocs(tmp_path, "build", "--strict", "-f", str(start / "mkdocs.yml"))
    assert finished.returncode == 0, finished.stderr
    terms = [root / "site" / "glossary" / name / "index.html" for name in ("badge", "stack")]
    assert all("OVERRIDDEN" in term.read_text("utf-8") for term in terms)


def test_collision_is_named_through_a_link_to_the_project(
    project: MakeProject, tmp_path: Path
) -> None:
    """A project that MkDocs reaches by a link gets the same messages."""
    root = project({"pages/catalog/safe-online.md": "# Mine\n"})
    (tmp_path / "link").symlink_to(root)
    finished = _mkdocs(tmp_path, "build", "-f", str(tmp_path / "link" / "mkdocs.yml"))
    assert finished.returncode == 1
    assert "pages/catalog/safe-online.md:1:1: it has the same address as" in finished.stderr
