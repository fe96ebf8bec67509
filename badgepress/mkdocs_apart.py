"""Pages and files of which there are many: made in copies of this process, straight into the site.

What MkDocs does for a page (its events, the frame, the file) is done there as well, by its own
functions. It never holds these pages, but finds them where a hand-written page links one.
"""

import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from badgepress import frame, rasters, urls
from badgepress.api import index_file
from badgepress.asked import Asked
from badgepress.catalog import Catalog
from badgepress.given import given_to_all
from badgepress.kept_site import KeptSite, Made, Note, Piece
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.messages import recorded
from badgepress.mkdocs_parts import EnginePage, file_of, hang, page_file
from badgepress.outputs import (
    LateOutput,
    Output,
    digest_of,
    entry_files,
    entry_paths,
    is_document,
    page_paths,
    svgs_of,
)
from badgepress.pages import all_outlines
from badgepress.pages.embeds import card_paths, cards_of, other_cards
from badgepress.pages.glossary import glossary_pages
from badgepress.pages.page import GeneratedPage, Hit
from badgepress.pages.render import Renderer
from badgepress.stages import Stage, clock, during
from badgepress.terms.site import SiteTerms
from badgepress.workers import can_fork, forked, processes

WORTH = 100
"""Entries from which on the work is spread."""
_PAGE = "page"
_PARTS = 8
"""Parts of the work for each process: the last ones end at about the same time."""
_EVENTS = (
    "pre_template", "template_context", "post_template", "files", "nav", "env", "pre_page",
    "page_read_source", "page_markdown", "page_content", "page_context", "post_page",
)  # fmt: skip
"""Events whose listeners may want to see every page or every file."""


class _Part(NamedTuple):
    """What one process has made in one go."""

    made: list[tuple[Made, Note | None]]
    """Of each piece, in their order."""
    seconds: dict[Stage, float]


def works_apart(catalog: Catalog, config: MkDocsConfig, *, preview: bool) -> bool:
    """Whether nobody else needs to see the pages, and they are many enough."""
    number = len(catalog.micro_credentials) + len(catalog.stacks)
    return (
        not preview
        and number >= WORTH
        and processes() > 1
        and can_fork()
        and not any(_others(config))
        and not any(_named_in(config.nav or []))
        and not _asks_for_pages(config)
    )


class Apart:
    """What is made apart, and what of it the rest must know."""

    def __init__(
        self,
        catalog: Catalog,
        config: MkDocsConfig,
        renderer: Renderer,
        terms: SiteTerms,
        kept: KeptSite | None = None,
    ) -> None:
        """With a site that was `kept`, what is the same is taken from there."""
        self._kept = kept
        self._catalog, self._config, self._renderer = catalog, config, renderer
        self._terms = terms
        with during(Stage.RENDERING):
            self.outlines = list(all_outlines(catalog, renderer))
        self.nav: Navigation | None = None
        self.lists: Mapping[str, EnginePage] = {}
        self._apart = {page.path: page for page in self.outlines if page.make}
        self._pages = {frame.source_name(path): path for path in self._apart}
        self._offers = {(kind.name, entry.id): (kind, entry) for kind, entry in catalog.offered()}
        self._files = {path for o in self._offers.values() for path in self._other_paths(*o)}
        self._known: dict[str, File] = {}

    def other_cards(self) -> list[Output]:
        """Cards for other sites, but those of what is offered."""
        cards = other_cards(self._catalog, self._renderer)
        return [Output(card.path + "index.html", card.html) for card in cards]

    def addresses(self) -> Iterator[str]:
        """Where everything stands that is made apart."""
        yield from self._files
        for path in self._apart:
            yield f"{path}index.html"

    def file(self, name: str) -> File | None:
        """The file by which hand-written pages link something that is made apart."""
        if name not in self._known:
            if path := self._pages.get(name):
                self._known[name] = page_file(self._apart[path], self._config)
            elif name in self._files:
                self._known[name] = file_of(self._config, Output(name, b""))
        return self._known.get(name)

    def take_back(self, page: EnginePage, files: Files) -> None:
        """A page that stands in the navigation is MkDocs' own business."""
        if self._apart.pop(page.generated.path, None):
            self._pages.pop(page.file.src_uri, None)
            page.take(page.generated.finished())
            files.append(page.file)

    def make(self, env: Any, files: Files) -> dict[str, Hit]:
        """Make all of it, and finish the pages that tell of it; returns the search's cards."""
        pieces = self._pieces()
        known = self._taken(pieces)
        parts = self._parts([piece for piece in pieces if piece not in known])
        with during(Stage.ARTWORK):
            rasters.draw(forked(lambda number: self._missing(parts[number]), len(parts)))
            rasters.finish()
        for part, done in zip(
            parts,
            forked(lambda number: self._made(parts[number], env, files), len(parts)),
            strict=True,
        ):
            for piece, (made, note) in zip(part, done.made, strict=True):
                known[piece] = made
                if self._kept and note:
                    self._kept.keep(piece, note)
            clock.add_elsewhere(done.seconds)
        if self._kept:
            self._kept.finish()
        digests: dict[str, str] = {}
        hits: dict[str, Hit] = {}
        for piece in pieces:
            made = known[piece]
            digests |= made.digests
            hits |= made.hits
            self._terms.add(made.uses)
            for name, level, message in made.records:
                logging.getLogger(name).log(level, "%s", message)
        index = files.get_file_from_path(urls.API_INDEX)
        assert index is not None  # noqa: S101 - on_files has put it there
        index.content_string = index_file(self._catalog, digests)
        self._finish(files)
        return hits

    def _finish(self, files: Files) -> None:
        """The pages of which there are few get their links; the glossary knows who uses it."""
        pages = [p for f in files.documentation_pages() if isinstance(p := f.page, EnginePage)]
        order = {page.path: number for number, page in enumerate(self.outlines)}
        fresh: dict[str, GeneratedPage] | None = None
        with during(Stage.RENDERING):
            for page in sorted(pages, key=lambda page: order[page.generated.path]):
                path = page.generated.path
                if fresh is None and urls.GLOSSARY in path:
                    uses = self._terms.uses
                    made = glossary_pages(self._catalog, self._renderer, uses)
                    fresh = {each.path: each for each in made}
                whole = (fresh or {}).get(path, page.generated)
                page.take(self._terms.of_page(whole))
                page.render(self._config, files)

    # In the other processes

    def _missing(self, part: Sequence[Piece]) -> dict[bytes, str]:
        offers = (self._offers[piece] for piece in part if piece in self._offers)
        return rasters.missing(svgs_of(self._catalog, offers))

    def _made(self, part: Sequence[Piece], env: Any, files: Files) -> _Part:
        with clock.apart() as seconds:
            return _Part([self._noted(piece, env, files) for piece in part], seconds)

    def _noted(self, piece: Piece, env: Any, files: Files) -> tuple[Made, Note | None]:
        kept, catalog = self._kept, self._catalog
        if kept is None or not isinstance(catalog, Asked):
            return self._make(piece, env, files), None
        with catalog.listen() as heard:
            made = self._make(piece, env, files)
        return made, kept.note(heard, self._given, catalog, self._paths(piece), made)

    def _make(self, piece: Piece, env: Any, files: Files) -> Made:
        with self._terms.apart() as uses, recorded() as records:
            made = Made({}, {}, uses, records)
            with during(Stage.RENDERING):
                for path in self._page_paths(piece):
                    page = self._terms.of_page(self._apart[path].finished())
                    if page.hit:
                        made.hits[page.path] = page.hit
                    self._write_page(page, env, files)
            with during(Stage.DOCUMENTS):
                for output in self._outputs(piece):
                    if is_document(output.path):
                        made.digests[output.path] = digest_of(output)
                    self._write(output)
        return made

    def _write_page(self, page: GeneratedPage, env: Any, files: Files) -> None:
        assert self.nav is not None  # noqa: S101 - on_nav came before
        found = page_file(page, self._config).page
        assert isinstance(found, EnginePage)  # noqa: S101 - made in the line above
        hang(found, self.lists)
        _populate_page(found, self._config, files)
        with during(Stage.FRAME):
            _build_page(found, self._config, [], self.nav, env)

    def _outputs(self, piece: Piece) -> Iterator[Output | LateOutput]:
        if piece not in self._offers:
            return
        kind, entry = self._offers[piece]
        yield from entry_files(self._catalog, kind, entry)
        for card in cards_of(self._catalog, self._renderer, kind, entry):
            yield Output(card.path + "index.html", card.html)

    def _write(self, output: Output | LateOutput) -> None:
        if output.path not in self._files:
            raise AssertionError(f"{output.path} was not announced")
        content = output.content
        path = os.path.join(self._config.site_dir, output.path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    # What there is to do

    def _taken(self, pieces: Sequence[Piece]) -> dict[Piece, Made]:
        """What the last site has already."""
        assert self.nav is not None  # noqa: S101 - on_nav came before
        if self._kept is None or not isinstance(self._catalog, Asked):
            return {}
        self._given = given_to_all(self._catalog, self._config, self.nav)
        return self._kept.taken(pieces, self._given, self._catalog, self._paths)

    def _pieces(self) -> list[Piece]:
        """Pages of lists, each by itself, and what is offered with all its pages and files."""
        of_offers = {path for offer in self._offers for path in self._page_paths(offer)}
        lists = [(_PAGE, path) for path in self._apart if path not in of_offers]
        return [*lists, *self._offers]

    def _page_paths(self, piece: Piece) -> Iterator[str]:
        if piece not in self._offers:
            return iter(piece[1:])
        paths = page_paths(self._catalog, *self._offers[piece])
        return (path for path in paths if path in self._apart)

    def _paths(self, piece: Piece) -> Iterator[str]:
        """Every file of a piece."""
        yield from (f"{path}index.html" for path in self._page_paths(piece))
        if piece in self._offers:
            yield from self._other_paths(*self._offers[piece])

    def _other_paths(self, kind: Kind, entry: Entry[Any]) -> Iterator[str]:
        """Files of something offered that are no pages."""
        yield from entry_paths(self._catalog, kind, entry)
        yield from (f"{path}index.html" for path in card_paths(kind, entry))

    def _parts(self, pieces: Sequence[Piece]) -> list[Sequence[Piece]]:
        """What is left to do, in shares of about the same length."""
        number = min(_PARTS * processes(), len(pieces))
        return [_share(pieces, n, number) for n in range(number)]


def _share(items: Sequence[Any], number: int, of: int) -> Sequence[Any]:
    """One of several parts of about the same length, in order."""
    return items[len(items) * number // of : len(items) * (number + 1) // of]


def _others(config: MkDocsConfig) -> Iterator[Any]:
    """Listeners that are not ours."""
    for event in _EVENTS:
        for method in config.plugins.events[event]:
            plugin = getattr(method, "__self__", None)
            ours = getattr(method, "__code__", None)
            if ours and ours.co_names == ("_adapter", method.__name__):
                continue  # a function of build_hooks.py as it was delivered
            off = getattr(plugin, "config", {}).get("enabled") is False
            if not off or not type(plugin).__module__.startswith("material.plugins.search"):
                yield method


def _named_in(nav: Any) -> Iterator[str]:
    """Pages of single entries that an owner has put into the navigation."""
    if isinstance(nav, str) and re.match(r"/?(catalog|stacks)/(?!index\.md$)", nav):
        yield nav
    elif isinstance(nav, dict | list):
        for inner in nav.values() if isinstance(nav, dict) else nav:
            yield from _named_in(inner)


def _asks_for_pages(config: MkDocsConfig) -> bool:
    """Whether a template of the owner's asks for the list of all pages."""
    folder = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    return folder is not None and any(
        re.search(r"\{[{%][^}]*\bpages\b", template.read_text("utf-8", "replace"))
        for template in folder.rglob("*.html")
        if template.relative_to(folder).parts[0] != "pages"
    )
