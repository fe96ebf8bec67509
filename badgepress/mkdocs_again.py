"""Pages and files of which there are many, where the last site has most of them already.

What is the same is taken from there; what is not is made as ever, and noted for the next build.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from badgepress import rasters
from badgepress.asked import Asked
from badgepress.given import given_to_all
from badgepress.kept_site import KeptSite, Note, Noted, Piece
from badgepress.mkdocs_alone import others
from badgepress.mkdocs_apart import PARTS, Apart, Made, Part, share
from badgepress.outputs import page_paths, wanted_of
from badgepress.pages.render import Renderer
from badgepress.stages import Stage, during
from badgepress.terms.site import SiteTerms
from badgepress.workers import forked, processes

_LAST = ("post_build", "build_error", "shutdown")
"""Events by which others may change files of a finished site."""
_WORTH = 8
"""Pieces that are worth a process."""
_PAGE = "page"
"""What a piece is that belongs to no entry: a page of a list."""


class _Done(NamedTuple):
    """What one process has made, of each piece in their order."""

    made: list[Made]
    notes: list[Note | None]


class Again(Apart):
    """What is made apart, but for what is taken from the last site."""

    def __init__(
        self,
        asked: Asked,
        config: MkDocsConfig,
        renderer: Renderer,
        terms: SiteTerms,
        kept: KeptSite,
    ) -> None:
        super().__init__(asked, config, renderer, terms)
        self._asked, self._kept = asked, kept
        self._given = b""
        self._offers = {(kind.name, entry.id): (kind, entry) for kind, entry in asked.offered()}
        self._others: dict[Piece, list[str]] = {}
        for path, (kind, entry) in self._files.items():
            self._others.setdefault((kind.name, entry.id), []).append(path)

    def _in_copies(self, env: Any, files: Files) -> Iterator[Made]:
        self._given = given_to_all(self._asked, self._config, self.writer.nav)
        pieces = self._pieces()
        taken = self._kept.taken(pieces, self._given, self._asked, self._paths)
        left = [piece for piece in pieces if piece not in taken]
        known = {piece: Made(*noted, {}) for piece, noted in taken.items()}
        known.update(zip(left, self._made(left, env, files), strict=True))
        self._kept.finish()
        yield from (known[piece] for piece in pieces)

    def _made(self, pieces: Sequence[Piece], env: Any, files: Files) -> Iterator[Made]:
        count = min(PARTS * processes(), -(-len(pieces) // _WORTH))
        parts = [share(pieces, number, count) for number in range(count)]
        with during(Stage.ARTWORK):
            rasters.draw(forked(lambda number: self._wanted(parts[number]), count))
            rasters.finish()
        if count == PARTS * processes():
            self._prepare(env, files)
        done = forked(lambda number: self._of_part(parts[number], env, files), count)
        for part, each in zip(parts, done, strict=True):
            for piece, note in zip(part, each.notes, strict=True):
                if note:
                    self._kept.keep(piece, note)
            yield from each.made

    # In the other processes

    def _wanted(self, part: Sequence[Piece]) -> dict[bytes, rasters.Wanted]:
        offers = (self._offers[piece] for piece in part if piece in self._offers)
        return rasters.missing(wanted_of(self._catalog, offers))

    def _of_part(self, pieces: Sequence[Piece], env: Any, files: Files) -> _Done:
        done = _Done([], [])
        for piece in pieces:
            with self._asked.listen() as heard:
                made = self.made_of(self._part_of(piece), env, files)
            noted = Noted(made.digests, made.hits, made.uses, made.records)
            paths, note = self._paths(piece), None
            with suppress(OSError):  # a template has left a page empty, so there is no file
                note = self._kept.note(heard, self._given, self._asked, paths, noted)
            done.made.append(made)
            done.notes.append(note)
        return done

    # What there is to do

    def _pieces(self) -> list[Piece]:
        """Pages of lists, each by itself, and what is offered with all its pages and files."""
        of_offers = {path for offer in self._offers for path in self._page_paths(offer)}
        lists = [(_PAGE, path) for path in self._apart if path not in of_offers]
        return [*lists, *self._offers]

    def _part_of(self, piece: Piece) -> Part:
        pages = [self._apart[path] for path in self._page_paths(piece)]
        return Part(pages, [self._offers[piece]] if piece in self._offers else [])

    def _page_paths(self, piece: Piece) -> Iterator[str]:
        if piece not in self._offers:
            return iter(piece[1:])
        paths = page_paths(self._catalog, *self._offers[piece])
        return (path for path in paths if path in self._apart)

    def _paths(self, piece: Piece) -> Iterator[str]:
        """Every file of a piece."""
        yield from (f"{path}index.html" for path in self._page_paths(piece))
        yield from self._others.get(piece, ())


def kept_site(config: MkDocsConfig, last: Path, new: Path) -> KeptSite | None:
    """The last site, if anything is kept."""
    # Who changes files of the finished site must not change those of the last one.
    kept = KeptSite(last, new, copied=any(others(config, _LAST)))
    return kept if kept.usable else None
