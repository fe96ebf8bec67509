"""Third-party validators, each in an environment of its own that `make test` makes."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
_SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def judge_open_badges_2(
    addresses: Sequence[str], site: Path | None = None, base: str = ""
) -> list[dict[str, Any]]:
    """What 1EdTech's validator says of each hosted badge class.

    Addresses below `base` are answered from the folder `site`; without one, over sockets.
    """
    python = ROOT / ".validators" / "openbadges2" / _SCRIPTS / "python"
    if not python.exists():
        pytest.skip("1EdTech's validator is not installed; `make test` installs it")
    folder = ["--site", str(site), "--base", base] if site else []
    script = ROOT / "tests" / "validators" / "openbadges2" / "judge.py"
    finished = subprocess.run(
        [str(python), str(script), *folder, *addresses],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    verdicts: list[dict[str, Any]] = json.loads(finished.stdout)
    assert [verdict["address"] for verdict in verdicts] == list(addresses)
    return verdicts
