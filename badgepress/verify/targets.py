"""What a live site has to answer: what was published, or else what the catalog would publish."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from badgepress import urls
from badgepress.addresses import permanent_addresses
from badgepress.load import load
from badgepress.problems import Problems
from badgepress.project import open_or_refuse
from badgepress.published.folder import FOLDER
from badgepress.published.store import ADDRESSES, read_addresses
from badgepress.refusal import Refusal

_SERVED = (".json", ".svg", ".png")
"""Endings of frozen files that visitors get; the others are the project's own record."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address to ask for."""

    path: str
    """Relative to the home, without a fragment."""
    fragments: tuple[str, ...] = ()
    """Places that the page must have."""
    frozen: Path | None = None
    """The file whose bytes must come back."""

    @property
    def is_page(self) -> bool:
        """Whether people read it, not programs."""
        return self.path.endswith("/") or not self.path


@dataclass(frozen=True, slots=True)
class Expected:
    """What a project says about its live site."""

    base_url: str
    targets: list[Target]
    """Sorted by path, each once; the home is the first."""
    published: bool
    """Whether anything is frozen; else the addresses are those that the catalog would have."""


def expected_of(root: Path) -> Expected:
    """Everything that should answer. Raises `Refusal` where the project does not tell."""
    frozen = dict(_frozen(root / FOLDER))
    listed = list(_listed(root))
    if frozen or listed:
        base_url = _base_url(root)
        pages = {folder for path in frozen for folder in _folders(path)}
        return Expected(base_url, _targets([*listed, *pages, *frozen], frozen), True)
    catalog = open_or_refuse(root)
    paths = list(permanent_addresses(catalog))
    return Expected(catalog.settings.base_url, _targets(paths, {}), False)


def _targets(paths: list[str], frozen: dict[str, Path]) -> list[Target]:
    fragments: dict[str, set[str]] = {urls.HOME: set()}
    for path in paths:
        address, _, fragment = path.partition("#")
        fragments.setdefault(address, set()).update([fragment] if fragment else [])
    return [
        Target(path, tuple(sorted(names)), frozen.get(path))
        for path, names in sorted(fragments.items())
    ]


def _frozen(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        hidden = any(part.startswith(".") for part in path.parts)
        if file.is_file() and file.suffix in _SERVED and not hidden:
            yield path.as_posix(), file


def _folders(path: str) -> Iterator[str]:
    """The pages of a frozen document: that of its version, and that of the thing itself."""
    version = PurePosixPath(path).parent
    yield f"{version}/"
    yield f"{version.parent}/"


def _listed(root: Path) -> Iterator[str]:
    """The lines of the list of permanent addresses."""
    try:
        text = (root / ADDRESSES).read_text("utf-8")
    except FileNotFoundError:
        return
    except UnicodeDecodeError:
        message = f"{ADDRESSES}:1:1: this is not UTF-8 text — restore the file from git"
        raise Refusal(message) from None
    for path, number in read_addresses(text).items():
        parts = path.partition("#")[0].split("/")
        if ":" in path or ".." in parts or " " in path:
            raise Refusal(
                f"{ADDRESSES}:{number}:1: '{path}' is no address below the site's home"
                " — restore the file from git"
            )
        yield path


def _base_url(root: Path) -> str:
    """The home by the settings alone: a mistake elsewhere in the YAML does not matter here."""
    problems = Problems()
    settings = load(root, problems).settings
    if settings is None:
        raise Refusal("\n".join(str(p) for p in problems.errors if p.file == "mkdocs.yml"))
    return settings.base_url
