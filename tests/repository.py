"""Real git repositories, apart from whatever git is set up like on this machine."""

import os
import subprocess
from pathlib import Path


def git(root: Path, *words: str, code: int = 0) -> str:
    """Run git in a folder; returns what it printed."""
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    names = {f"GIT_{who}_{what}": "a@b.invalid" for who in ("AUTHOR", "COMMITTER") for what in _WHO}
    done = subprocess.run(
        ["git", *words],
        cwd=root,
        env={**os.environ, **nobody, **names},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


_WHO = ("NAME", "EMAIL")


def repository(root: Path) -> Path:
    """Make a repository of a folder, with everything in it committed on `main`."""
    git(root, "init", "--quiet", "--initial-branch=main")
    return commit(root)


def commit(root: Path, message: str = "A step") -> Path:
    """Commit everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message", message)
    return root
