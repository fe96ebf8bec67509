"""Published examples, made by the real commands: what tests need to look at a catalog's past."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from badgepress.outputs import all_files, make_embeds, make_pages
from badgepress.project import inspect, open_catalog
from badgepress.published import publish as publishing
from badgepress.published import revise as revising
from badgepress.published.amend import amend as record_amendment
from badgepress.published.publish import Publication
from badgepress.published.texts import to_yaml

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
    publishing.publish(at_home(root), today=today)
    return root


def publish_again(root: Path, today: date) -> Publication:
    """Publish what is new."""
    return publishing.publish(root, today=today)


def publish(root: Path, day: str) -> Publication:
    """Publish what is new as on that day, under an example's home, too."""
    with _any_home():
        return publishing.publish(root, today=date.fromisoformat(day))


def amend(root: Path, file: str, day: str, reason: str, changes: Mapping[str, Any]) -> None:
    """Correct fields of a file and of what was published of it."""
    edit(root, file, changes)
    record_amendment(root, Path(file).stem, reason, today=date.fromisoformat(day))


def edit(root: Path, file: str, changes: Mapping[str, Any]) -> None:
    """Set fields of a YAML file; `None` removes one."""
    values = {**yaml.safe_load((root / file).read_text("utf-8")), **changes}
    kept = {name: value for name, value in values.items() if value is not None}
    (root / file).write_text(to_yaml(kept), "utf-8")


def move(root: Path, new: str, day: str) -> None:
    """Give the site another home from that day on."""
    with _any_home():
        revising.move(root, new, today=date.fromisoformat(day))


@contextmanager
def _any_home() -> Iterator[None]:
    """Let things be published under the homes of examples."""
    with (
        patch.object(publishing, "refused", return_value=None),
        patch.object(revising, "refused", return_value=None),
    ):
        yield


def replace_in(root: Path, name: str, old: str, new: str) -> None:
    """Change a text that stands once in a file, as an owner does in an editor."""
    text = (root / name).read_bytes().decode("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    (root / name).write_bytes(text.replace(old, new).encode())


def found(root: Path) -> list[str]:
    """Every line that the check says, remarks last."""
    _, problems = inspect(root)
    return [str(problem) for problem in (*problems.sorted(), *problems.remarks)]


def errors(root: Path) -> list[str]:
    """The lines of the check that stop a build."""
    return [str(problem) for problem in inspect(root)[1].errors]


def files_below(folder: Path) -> dict[str, bytes]:
    """Every file by its path; nothing where the folder is not there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def served(root: Path) -> dict[str, bytes]:
    """Everything that a build puts beside the pages, by address."""
    catalog = open_catalog(root)[0]
    outputs = (*all_files(catalog), *make_embeds(catalog, ()))
    contents = ((output.path.removesuffix("index.html"), output.content) for output in outputs)
    return {path: text.encode() if isinstance(text, str) else text for path, text in contents}


def pages_of(root: Path, *, drafts: bool = False) -> dict[str, str]:
    """The body of every page that is made from YAML, by address."""
    return {page.path: page.html for page in make_pages(open_catalog(root, drafts=drafts)[0], ())}
