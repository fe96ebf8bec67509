"""What decides on every page and file alike: the program, the settings, the frame, the glossary.

Whatever a template can reach besides the catalog's tables is a part of it.
"""

import os
import re
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from badgepress.asked import Asked
from badgepress.fingerprint import SIZE, combined, of_files
from badgepress.program import below, program

_ADDRESS = re.compile(" at 0x[0-9a-fA-F]+")
_PLACES = ("site_dir", "config_file_path")
"""Settings that leave no trace in pages."""
_SHOWN = ("title", "url", "canonical_url", "edit_url", "is_index", "is_homepage", "encrypted")
"""What the frame's own templates show of another page, besides its front matter."""


def given_to_all(asked: Asked, config: Any, nav: Any) -> bytes:
    """A digest of it; `config` and `nav` are MkDocs' settings and navigation.

    Raises `OSError` where a file of the theme cannot be read.
    """
    own = [folder for folder in map(Path, config.theme.dirs) if not _is_installed(folder)]
    frames = [file for folder in own for file in below(folder)]
    # A frame of the owner's may show anything of any page, and the time of the build.
    shows_all = any(_is_frame(file, own) for file in frames)
    if any(b"build_date_utc" in file.read_bytes() for file in frames if file.suffix == ".html"):
        return os.urandom(SIZE)
    settings = Path(config.config_file_path)
    pages = list(below(Path(config.docs_dir))) if shows_all else []
    return combined(
        program(),
        asked.prints((asked.settings, asked.published.homes, tuple(asked.terms.values()))),
        of_files((str(file), file.read_bytes()) for file in (settings, *frames, *pages)),
        *_data({name: config[name] for name in config if name not in _PLACES}),
        *(part for item in nav for part in _item(item)),
    )


def _is_installed(folder: Path) -> bool:
    """Whether `program` knows a folder: it is the engine's, or of a package with a version."""
    engine = Path(__file__).parent
    places = (engine, *(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")))
    return any(folder.resolve().is_relative_to(place.resolve()) for place in places)


def _is_frame(file: Path, folders: Iterable[Path]) -> bool:
    """Whether it is a template, and none of a page's body."""
    parts = next(file.relative_to(each).parts for each in folders if file.is_relative_to(each))
    return file.suffix == ".html" and parts[0] != "pages"


def _item(item: Any) -> Iterator[bytes]:
    """What the frame shows of an item of the navigation."""
    yield type(item).__qualname__.encode()
    yield from _data({name: getattr(item, name, None) for name in _SHOWN})
    yield from _data(getattr(item, "meta", None))
    children = getattr(item, "children", None) or ()
    yield from _data(len(children))
    for child in children:
        yield from _item(child)


def _data(value: Any) -> Iterator[bytes]:
    """Settings as byte strings; what is no data gives its type and what it holds."""
    if isinstance(value, Mapping):
        yield b"mapping %d" % len(value)
        for key in value:
            yield from (*_data(key), *_data(value[key]))
    elif isinstance(value, list | tuple):
        yield b"list %d" % len(value)
        for item in value:
            yield from _data(item)
    elif isinstance(value, set | frozenset):
        yield from _data(sorted(value, key=repr))
    elif value is None or isinstance(value, str | bool | int | float | Path):
        yield f"{type(value).__name__} {value}".encode("utf-8", "surrogatepass")
    elif named := getattr(value, "__file__", None):
        yield Path(named).read_bytes()  # a hook
    else:
        # Programs are known by their versions; an address would be another one each time.
        told = "" if _ADDRESS.search(repr(value)) else repr(value)
        yield f"{type(value).__qualname__} {getattr(value, '__qualname__', told)}".encode()
        yield from _data(getattr(value, "config", None))  # a plugin
