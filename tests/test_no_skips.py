"""The plugin by which `.ci/run` allows no skip."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = """
import pytest

def test_passes():
    pass

@pytest.mark.xfail
def test_is_expected_to_fail():
    assert False

@pytest.mark.skip(reason="by a mark")
def test_of_a_mark():
    pass

def test_of_a_call():
    pytest.skip("by a call")
"""
MODULE = "import pytest\npytest.importorskip('no_such_module_at_all')\n"


def _pytest(folder: Path, *options: str) -> str:
    finished = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            folder,
            *options,
            folder,
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return finished.stdout.splitlines()[-1]


def test_skips_fail_where_none_is_allowed(tmp_path: Path) -> None:
    """Skipped tests and skipped files fail with the plugin; expected failures do not."""
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -p no:cacheprovider\n")
    (tmp_path / "test_some.py").write_text(TESTS)
    assert "1 passed, 2 skipped, 1 xfailed" in _pytest(tmp_path)
    assert "1 failed, 1 passed, 1 xfailed, 1 error" in _pytest(tmp_path, "-p", "tests.no_skips")
    (tmp_path / "test_some.py").write_text(MODULE)
    assert "1 skipped" in _pytest(tmp_path)
    assert "1 error" in _pytest(tmp_path, "-p", "tests.no_skips")
