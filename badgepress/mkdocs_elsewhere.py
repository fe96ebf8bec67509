"""Pages and files of which there are many, made by processes that know nothing of this one.

They may run on other machines, which see the project's folder at the same place. Each opens the
project by itself, once, makes parts of the site in a folder of its own, and sends the bytes.
"""

import os
import platform
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.config_options import Hooks
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files

from badgepress import rasters
from badgepress.catalog import Catalog
from badgepress.inputs import Prints, difference, engine_prints, file_prints, made_prints
from badgepress.messages import recorded
from badgepress.mkdocs_adapter import STARTED
from badgepress.mkdocs_apart import WORTH, Apart, Made
from badgepress.mkdocs_parts import own_theme_folders, root_of
from badgepress.refusal import Refusal
from badgepress.stages import Stage, clock, during
from badgepress.workers import Crew, employed

_PART = 8
"""Entries in a part: a second's work at most, and some two megabytes to send."""

engine_prints()  # now, when they are those of the modules that were loaded


class Spec(NamedTuple):
    """A build, for whoever makes parts of it."""

    config_file: str
    parts: int
    prints: Prints
    """What everybody must find."""
    process: tuple[str, int]
    """Machine and number of the process that asks."""


class Sent(NamedTuple):
    """A part."""

    made: Made
    files: list[tuple[str, int]]
    """Path below the site's folder, and number of bytes."""
    packed: bytes
    """All bytes of them, compressed: ten times less to send."""

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of each file."""
        rest = memoryview(zlib.decompress(self.packed))
        for name, size in self.files:
            yield name, bytes(rest[:size])
            rest = rest[size:]


class Crewed:
    """A build whose parts are made by a crew; see `mkdocs_apart.Elsewhere`."""

    def __init__(self, crew: Crew, worth: int | None = None) -> None:
        """`worth`: entries from which on it is employed; left out, as for copies of the process."""
        self._crew = crew
        self.worth = WORTH if worth is None else worth
        self.was_asked = False
        self._config: MkDocsConfig | None = None
        self._files: Prints = {}

    def begin(self, config: MkDocsConfig) -> None:
        """Note what the project's files are, before they are read."""
        self._config, self._files = config, _files_of(config)

    def made(self, apart: Apart, env: Any, files: Files) -> Iterator[Made]:
        """Have all parts made, and write them as they come. Raises `Refusal`."""
        self.was_asked = True
        count = -(-len(list(apart.catalog.offered())) // _PART)
        spec = self._spec(count, apart.catalog)

        parts: dict[int, Made] = {}
        for number, sent in employed(self._crew, partial(make_part, spec), count):
            if sent is None:
                parts[number] = apart.part(number, count, env, files)
                continue
            parts[number] = sent.made
            with during(Stage.MKDOCS):
                for name, content in sent.contents():
                    apart.put(name, content)
        for number in range(count):
            yield parts[number]

    def _spec(self, parts: int, catalog: Catalog) -> Spec:
        assert self._config is not None  # noqa: S101 - it has begun
        prints = {**engine_prints(), **self._files, **made_prints(self._config, catalog)}
        return Spec(str(self._config.config_file_path), parts, prints, _process())


# In the other processes


class _Opened(BaseException):
    """A project as it is when its parts can be made; ends MkDocs' build, and no hook sees it."""

    def __init__(self, apart: Apart, env: Any, files: Files) -> None:
        super().__init__()
        self.apart, self.env, self.files = apart, env, files


class _Opening:
    """In the place of a crew, it stops where the parts would be made."""

    worth = 0

    def begin(self, config: MkDocsConfig) -> None: ...

    def made(self, apart: Apart, env: Any, files: Files) -> NoReturn:
        raise _Opened(apart, env, files)


_kept: list[tuple[Spec, _Opened, tempfile.TemporaryDirectory[str]]] = []
"""The project that this process has opened last."""
_thread = ThreadPoolExecutor(1)
"""Does it all: neither MkDocs nor the engine is made for several threads, nor is the cache."""


def make_part(spec: Spec, number: int) -> Sent | None:
    """Make one part of a build; nothing if this is the very process that asks.

    Raises `Refusal` where this process would make something else than that one.
    """
    if spec.process == _process():
        return None  # threads of its own, which share what it has opened already
    return _thread.submit(_make_part, spec, number).result()


def _make_part(spec: Spec, number: int) -> Sent:
    with clock.apart() as seconds:
        opened, site = _opened(spec)
        shutil.rmtree(site)
        site.mkdir()
    made = opened.apart.part(number, spec.parts, opened.env, opened.files)
    rasters.finish()
    for stage, spent in seconds.items():
        made.seconds[stage] += spent
    return _sent(made, site)


def _sent(made: Made, folder: Path) -> Sent:
    packer, packed, files = zlib.compressobj(1), [], []
    for top, _, names in os.walk(folder):
        for name in names:
            content = Path(top, name).read_bytes()
            files.append((Path(top, name).relative_to(folder).as_posix(), len(content)))
            packed.append(packer.compress(content))
    return Sent(made, files, b"".join((*packed, packer.flush())))


def _opened(spec: Spec) -> tuple[_Opened, Path]:
    if not _kept or _kept[0][0] != spec:
        while _kept:
            _kept.pop()[-1].cleanup()
        folder = tempfile.TemporaryDirectory(prefix="badgepress-", ignore_cleanup_errors=True)
        try:
            _kept.append((spec, _open(spec, Path(folder.name)), folder))
        finally:
            if not _kept:
                folder.cleanup()
    return _kept[0][1], Path(_kept[0][2].name)


def _open(spec: Spec, site: Path) -> _Opened:
    """Let MkDocs build up to where parts are made. Raises `Refusal`."""
    _refuse_other(spec, engine_prints())
    if not Path(spec.config_file).is_file():
        raise _refusal(f"does not find {spec.config_file}")
    with recorded() as records:  # what they warn of, the process that asks says as well
        Hooks._load_hook.cache_clear()  # it may have changed since another build
        try:
            config = load_config(spec.config_file, strict=True, site_dir=str(site))
            _refuse_other(spec, _files_of(config))
            opened = _built_until_opened(config)
        except (MkDocsException, SystemExit) as error:
            said = [str(error), *(message for _, _, message in records)]
            raise _refusal(f"cannot open the project ({said[-1]})") from None
    # Once more: someone may have written while it was read.
    _refuse_other(spec, {**_files_of(config), **made_prints(config, opened.apart.catalog)})
    return opened


def _built_until_opened(config: MkDocsConfig) -> _Opened:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        STARTED[0].elsewhere = _Opening()
        mkdocs_build(config)
    except _Opened as opened:
        return opened.with_traceback(None)
    finally:
        config.plugins.on_shutdown()
    raise _refusal("would not make parts of this site")


def _refuse_other(spec: Spec, found: Prints) -> None:
    """Raise `Refusal` where something is not what the build began with."""
    if other := difference({name: spec.prints.get(name, "") for name in found}, found):
        raise _refusal(f"differs from this build in {other}")


def _refusal(what: str) -> Refusal:
    host, number = _process()
    return Refusal(
        f"A worker on {host} (process {number}) {what} — give all machines the same project at the"
        " same place and the same badgepress, start the workers anew, and build again"
    )


# In both


def _files_of(config: MkDocsConfig) -> Prints:
    # Named relative to mkdocs.yml, wherever the process was started.
    hooks = (Path(str(hook.__file__)) for hook in config["hooks"].values())
    return file_prints(root_of(config), [Path(config.docs_dir), *own_theme_folders(config), *hooks])


def _process() -> tuple[str, int]:
    return platform.node(), os.getpid()
