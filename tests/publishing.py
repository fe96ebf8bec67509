"""Published examples: a home that badges can live under, and everything frozen."""

from datetime import date
from pathlib import Path

from badgepress.published.publish import Publication, publish

HOME = "https://badges.northfield.education/"
"""No example's address, because nothing can be published under one; nobody ever fetches it."""
FIRST_DAY = date(2026, 3, 1)


def at_home(root: Path, home: str = HOME) -> Path:
    """Give an example a home under which things can be published."""
    config = root / "mkdocs.yml"
    old = next(line for line in config.read_text("utf-8").splitlines() if "base_url:" in line)
    new = f"{old.partition('base_url:')[0]}base_url: {home}"
    config.write_text(config.read_text("utf-8").replace(old, new), "utf-8")
    return root


def published(root: Path, today: date = FIRST_DAY) -> Path:
    """Give an example a home and publish everything in it."""
    publish(at_home(root), today=today)
    return root


def publish_again(root: Path, today: date) -> Publication:
    """Publish what is new."""
    return publish(root, today=today)
