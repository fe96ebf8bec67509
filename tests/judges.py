"""Third-party validators, each in an environment of its own that `make test` makes."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
_SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def judge_open_badges_2(
    addresses: Sequence[str],
    site: Path | None = None,
    base: str = "",
    others: Mapping[str, Path] | None = None,
) -> list[dict[str, Any]]:
    """What 1EdTech's validator says of each hosted badge class or award.

    Addresses below `base` are answered from the folder `site`; without one, over sockets. `others`
    are further homes with their folders.
    """
    python = ROOT / ".validators" / "openbadges2" / _SCRIPTS / "python"
    if not python.exists():
        pytest.skip("1EdTech's validator is not installed; `make test` installs it")
    homes = {base: site, **(others or {})} if site else {}
    folders = [word for home, folder in homes.items() for word in ("--site", home, str(folder))]
    script = ROOT / "tests" / "validators" / "openbadges2" / "judge.py"
    finished = subprocess.run(
        [str(python), str(script), *folders, *addresses],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    verdicts: list[dict[str, Any]] = json.loads(finished.stdout)
    assert [verdict["address"] for verdict in verdicts] == list(addresses)
    return verdicts
