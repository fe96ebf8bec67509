"""Setting up: what is missing is told in one sentence, and the locks install nothing unseen."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = [
    ROOT / "requirements.txt",
    *sorted((ROOT / "tests").rglob("requirements.txt")),
    *sorted((ROOT / "tests").rglob("build.txt")),
]


def _fake_python(folder: Path, version: tuple[int, int], modules: bool) -> Path:
    """A command that answers the questions of the Makefile as such a Python would."""
    python = folder / "python-of-a-test"
    major, minor = version
    python.write_text(
        "#!/bin/sh\n"
        'case "$2" in\n'
        f"  *print*) echo {major}.{minor} ;;\n"
        f"  *version_info*) exit {0 if version >= (3, 11) else 1} ;;\n"
        f"  *ensurepip*) {'exit 0' if modules else 'echo No module >&2; exit 1'} ;;\n"
        "  *) exit 3 ;;\n"
        "esac\n",
        "utf-8",
    )
    python.chmod(0o755)
    return python


def _make(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    make = shutil.which("make")
    if make is None:
        pytest.skip("there is no make here, as on Windows")
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return subprocess.run(
        [make, "--no-print-directory", "site", f"PYTHON={python}"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("version", "modules", "sentence"),
    [
        (
            (3, 9),
            True,
            "badgepress needs Python 3.11 or newer, but found Python 3.9: install one, or name it"
            " with 'make PYTHON=/path/to/python3', then try again.",
        ),
        (
            (3, 12),
            False,
            "badgepress needs Python's venv module, which {python} lacks: install it (on Debian and"
            " Ubuntu: sudo apt install python3-venv), then try again.",
        ),
    ],
    ids=["old Python", "no venv module"],
)
def test_missing_prerequisite_is_one_sentence(
    tmp_path: Path, version: tuple[int, int], modules: bool, sentence: str
) -> None:
    """A Python that will not do stops `make site` with what to install, and nothing is made."""
    python = _fake_python(tmp_path, version, modules)
    finished = _make(tmp_path, str(python))
    said = [line for line in finished.stderr.splitlines() if not line.startswith("make")]
    assert finished.returncode != 0
    assert said == [sentence.format(python=python)]
    assert finished.stdout == ""
    assert not (tmp_path / ".venv").exists()


def test_no_python_at_all_is_one_sentence(tmp_path: Path) -> None:
    """Without any Python, the sentence says which one to install."""
    finished = _make(tmp_path, "no-such-python neither-this")
    said = [line for line in finished.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1
    assert said[0].startswith("badgepress needs Python 3.11 or newer, but found none: install one")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.relative_to(ROOT).as_posix())
def test_lock_pins_everything_by_hash(lock: Path) -> None:
    """Each requirement is one exact version with hashes, and no package index is named."""
    text = lock.read_text("utf-8")
    blocks = re.split(r"\n(?=[a-zA-Z0-9])", re.sub(r"(?m)^\s*#.*\n?", "", text).strip())
    assert blocks
    for block in blocks:
        assert re.match(r"[a-zA-Z0-9._-]+==[^\s;]+", block), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block
    assert "://" not in text
    assert "index" not in text.replace("importlib-resources", "")


def test_lock_holds_what_the_project_declares() -> None:
    """Each declared dependency stands in the lock, so that `make site` installs it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    for declared, lock in (
        (project["project"]["dependencies"], "requirements.txt"),
        (project["build-system"]["requires"], "requirements.txt"),
        (project["dependency-groups"]["test"], "tests/requirements.txt"),
    ):
        locked = set(re.findall(r"(?m)^([a-z0-9-]+)==", (ROOT / lock).read_text("utf-8")))
        for requirement in declared:
            name = re.match(r"[A-Za-z0-9_.-]+", requirement)
            assert name
            assert name[0].lower().replace("_", "-") in locked, f"{requirement}: run `make lock`"
