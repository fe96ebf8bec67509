"""Pages and files of which there are many: made in copies of this process, straight into the site.

What MkDocs does for a page (its events, the frame, the file) is done there as well. It never holds
these pages, but finds them where a hand-written page links one.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from badgepress import frame, rasters, urls
from badgepress.bundles import Bundle
from badgepress.catalog import Catalog
from badgepress.kinds import Kind
from badgepress.load import Entry
from badgepress.messages import Record, recorded
from badgepress.mkdocs_alone import nobody_asks
from badgepress.mkdocs_parts import EnginePage, file_of, page_file
from badgepress.mkdocs_writer import Writer
from badgepress.outputs import (
    LateOutput,
    Output,
    digest_of,
    entry_files,
    entry_paths,
    is_document,
    shared_bundles,
    wanted_of,
)
from badgepress.pages import all_outlines
from badgepress.pages.embeds import card_paths, cards_of, other_cards
from badgepress.pages.glossary import glossary_pages
from badgepress.pages.page import GeneratedPage, Hit
from badgepress.pages.render import Renderer
from badgepress.stages import Stage, clock, during
from badgepress.terms.site import SiteTerms, Uses
from badgepress.workers import can_fork, forked, processes

WORTH = 100
"""Entries from which on the work is spread."""
PARTS = 8
"""Parts of the work for each process: the last ones end at about the same time."""

Offer = tuple[Kind, Entry[Any]]


class Part(NamedTuple):
    """What one process makes in one go."""

    pages: Sequence[GeneratedPage]
    offers: Sequence[Offer]


class Made(NamedTuple):
    """What the others must know of it."""

    digests: dict[str, str]
    hits: dict[str, Hit]
    uses: Uses
    records: list[Record]
    seconds: dict[Stage, float]


class Elsewhere(Protocol):
    """Who makes parts where nothing of this process is known."""

    worth: int
    """Entries from which on they are asked."""

    def begin(self, config: MkDocsConfig) -> None:
        """A build begins; nothing of the project was read yet."""

    def made(self, apart: "Apart", env: Any, files: Files) -> Iterator[Made]:
        """Make all parts; what is given tells of each, in their order."""


def works_apart(
    catalog: Catalog, config: MkDocsConfig, way: "type[Apart]", elsewhere: Elsewhere | None = None
) -> bool:
    """Whether nobody else needs to see the pages, and they are many enough."""
    number = len(catalog.micro_credentials) + len(catalog.stacks)
    return (
        number >= (elsewhere.worth if elsewhere else WORTH)
        and (elsewhere is not None or way.is_possible())
        and nobody_asks(config)
    )


class Apart:
    """What is made apart, and what of it the rest must know."""

    writes: type[Writer] = Writer
    """How its pages and files get into the site."""

    def __init__(
        self, catalog: Catalog, config: MkDocsConfig, renderer: Renderer, terms: SiteTerms
    ) -> None:
        self._catalog, self._config, self._renderer = catalog, config, renderer
        self._terms = terms
        with during(Stage.RENDERING):
            self.outlines = list(all_outlines(catalog, renderer))
        self._apart = {page.path: page for page in self.outlines if self._is_apart(page)}
        self._pages = {frame.source_name(path): path for path in self._apart}
        self._files = dict(self._file_paths())
        self._known: dict[str, File] = {}
        self._known_digests: dict[str, str] = {}
        self.writer = self.writes(config)

    @classmethod
    def is_possible(cls) -> bool:
        """Whether the work can be spread."""
        return processes() > 1 and can_fork()

    @property
    def others(self) -> list[GeneratedPage]:
        """The pages that MkDocs makes."""
        return [page for page in self.outlines if page.path not in self._apart]

    @cached_property
    def bundles(self) -> Mapping[str, Bundle]:
        """Files of no single entry, by address: most tell of all, so they are large."""
        bundles = shared_bundles(self._catalog, self._digests)
        return {path: bundle for bundle in bundles for path in bundle.paths}

    def _digests(self) -> Mapping[str, str]:
        """Those of the documents, which are made by then."""
        return self._known_digests

    @property
    def catalog(self) -> Catalog:
        """What it is made from."""
        return self._catalog

    def other_cards(self) -> list[Output]:
        """Cards for other sites, but those of what is offered."""
        cards = other_cards(self._catalog, self._renderer)
        return [Output(card.path + "index.html", card.html) for card in cards]

    def addresses(self) -> Iterator[str]:
        """Where everything stands that is made apart."""
        yield from self._files
        yield from self.bundles
        for path in self._apart:
            yield f"{path}index.html"

    def file(self, name: str) -> File | None:
        """The file by which hand-written pages link something that is made apart."""
        if name not in self._known:
            if path := self._pages.get(name):
                self._known[name] = page_file(self._apart[path], self._config)
            elif name in self._files or name in self.bundles:
                self._known[name] = file_of(self._config, Output(name, b""))
        return self._known.get(name)

    def take_back(self, page: EnginePage, files: Files) -> None:
        """A page that stands in the navigation is MkDocs' own business."""
        if self._apart.pop(page.generated.path, None):
            self._pages.pop(page.file.src_uri, None)
            page.take(page.generated.finished())
            files.append(page.file)

    def make(self, env: Any, files: Files, elsewhere: Elsewhere | None = None) -> dict[str, Hit]:
        """Make all of it, and finish the pages that tell of it; returns the search's cards."""
        hits: dict[str, Hit] = {}
        parts = elsewhere.made(self, env, files) if elsewhere else self._in_copies(env, files)
        for made in parts:
            self._known_digests |= made.digests
            hits |= made.hits
            self._terms.add(made.uses)
            _tell(made.records, made.seconds)
        self._make_bundles()
        self._finish(files)
        return hits

    def _make_bundles(self) -> None:
        """Make the large files, none of which this process need hold."""
        bundles = list(dict.fromkeys(self.bundles.values()))
        count = PARTS * processes()
        for told in forked(lambda number: self._bundled(bundles[number::count]), count):
            _tell(*told)

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

    def _prepare(self, env: Any, files: Files) -> None:
        """Read templates and make frames, which each of the other processes would do for itself."""
        pages, offers = self._whole
        with self._terms.apart(), recorded(), during(Stage.RENDERING):
            for outline in (*pages[:2], *pages[-2:]):
                self.writer.html(self._terms.of_page(outline.finished()), env, files)
            for kind, entry in offers[:1]:
                list(cards_of(self._catalog, self._renderer, kind, entry))

    def _in_copies(self, env: Any, files: Files) -> Iterator[Made]:
        count = PARTS * processes()
        with during(Stage.ARTWORK):
            rasters.draw(forked(lambda number: self._missing(self._part(number, count)), count))
            rasters.finish()
        self._prepare(env, files)
        yield from forked(lambda number: self.part(number, count, env, files), count)

    # In the other processes

    def _missing(self, part: Part) -> dict[bytes, rasters.Wanted]:
        return rasters.missing(wanted_of(self._catalog, part.offers))

    def part(self, number: int, of: int, env: Any, files: Files) -> Made:
        """Make one of several parts."""
        return self.made_of(self._part(number, of), env, files)

    def made_of(self, part: Part, env: Any, files: Files) -> Made:
        """Make these pages, and all files of what is offered."""
        with clock.apart() as seconds, self._terms.apart() as uses, recorded() as records:
            made = Made({}, {}, uses, records, seconds)
            with during(Stage.RENDERING):
                for outline in part.pages:
                    page = self._terms.of_page(outline.finished())
                    if page.hit:
                        made.hits[page.path] = page.hit
                    self.writer.page(page, env, files)
            with during(Stage.DOCUMENTS):
                for kind, entry in part.offers:
                    for output in self._outputs(kind, entry):
                        if is_document(output.path):
                            made.digests[output.path] = digest_of(output)
                        self._write(output)
        return made

    def _bundled(self, bundles: Iterable[Bundle]) -> tuple[list[Record], dict[Stage, float]]:
        with clock.apart() as seconds, recorded() as records, during(Stage.DOCUMENTS):
            for bundle in bundles:
                self.writer.put_all(bundle.pieces())
            rasters.finish()
        return records, seconds

    def _outputs(self, kind: Kind, entry: Entry[Any]) -> Iterator[Output | LateOutput]:
        for card in cards_of(self._catalog, self._renderer, kind, entry):
            yield Output(card.path + "index.html", card.html)
        yield from entry_files(self._catalog, kind, entry)

    def _write(self, output: Output | LateOutput) -> None:
        content = output.content
        self.put(output.path, content if isinstance(content, bytes) else content.encode())

    def put(self, name: str, content: bytes) -> None:
        """Write a file of the site that is made apart."""
        page = name.removesuffix("index.html")
        if page not in self._apart and name not in self._files and name not in self.bundles:
            raise AssertionError(f"{name} was not announced")
        self.writer.put(name, content)

    # What there is to do

    def _is_apart(self, outline: GeneratedPage) -> bool:
        return outline.make is not None

    def _file_paths(self) -> Iterator[tuple[str, Offer]]:
        for kind, entry in self._catalog.offered():
            offer = (kind, entry)
            for path in entry_paths(self._catalog, kind, entry):
                yield path, offer
            for path in card_paths(kind, entry):
                yield f"{path}index.html", offer

    def _part(self, number: int, of: int) -> Part:
        # Pages of one entry belong to one part, so that what they share is made once.
        kinds: tuple[list[GeneratedPage], list[GeneratedPage]] = [], []
        for page in self._whole.pages:
            kinds[page.path.startswith(urls.USE)].append(page)
        pages = [page for kind in kinds for page in share(kind, number, of)]
        return Part(pages, share(self._whole.offers, number, of))

    @cached_property
    def _whole(self) -> Part:
        return Part(list(self._apart.values()), list(self._catalog.offered()))


def _tell(records: Iterable[Record], seconds: Mapping[Stage, float]) -> None:
    """What another process has logged, and spent."""
    for name, level, message in records:
        logging.getLogger(name).log(level, "%s", message)
    clock.add_elsewhere(seconds)


def share(items: Sequence[Any], number: int, of: int) -> Sequence[Any]:
    """One of several parts of about the same length, in order."""
    return items[len(items) * number // of : len(items) * (number + 1) // of]
