"""The glossary's links on all pages of a site, and which page uses which term."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents.jsontext import to_script
from badgepress.memory import Memory, recall
from badgepress.pages.page import GeneratedPage
from badgepress.stages import Stage, during
from badgepress.terms.elements import LANGUAGE
from badgepress.terms.linking import Linked, Place, link_terms
from badgepress.terms.matcher import Matcher
from badgepress.terms.written import WrittenPage

Uses = Mapping[str, Sequence[tuple[str, str]]]
"""Term's id → title and path of each page whose text uses it."""
_LONGEST = 320
"""Characters of a definition in a tooltip; the term's page has the rest."""


class SiteTerms:
    """Links terms, page by page, and remembers who uses them."""

    def __init__(
        self,
        catalog: Catalog,
        written: Iterable[WrittenPage] = (),
        memory: Memory | None = None,
    ) -> None:
        """With a `memory`, a page that says the same is not read again."""
        self._memory = memory
        terms = [entry.data for entry in catalog.terms.values()]
        self._matcher = recall(memory, "terms", terms, lambda: Matcher(catalog.terms.values()))
        self._definitions = {id_: _short(e.data.definition) for id_, e in catalog.terms.items()}
        self._uses: dict[str, list[tuple[str, str]]] = {}
        for page in written:
            place = Place(page.path, automatic=page.automatic)
            self._used(page.title, page.path, link_terms(page.html(), self._matcher, place))

    @property
    def uses(self) -> Uses:
        """Who uses which term, of the hand-written pages and of those that `of_page` has seen.

        The glossary's own pages use all of them and are not told, nor are lists and old versions.
        """
        return self._uses

    def add(self, uses: Uses) -> None:
        """Take in who uses which term, found by another process."""
        for term, pages in uses.items():
            self._uses.setdefault(term, []).extend(pages)

    def know(self, uses: Uses) -> None:
        """Take what another process has found in the place of what is known."""
        self._uses = {term: list(pages) for term, pages in uses.items()}

    @contextmanager
    def apart(self) -> Iterator[Uses]:
        """Who uses which term in the pages of the block alone; afterwards it is forgotten."""
        kept, self._uses = self._uses, {}
        try:
            yield self._uses
        finally:
            self._uses = kept

    @during(Stage.TERMS)
    def of_page(self, page: GeneratedPage) -> GeneratedPage:
        """A page made from YAML, with its links."""
        in_other_language = page.language != LANGUAGE
        if page.redirect is not None or in_other_language:
            return page
        own = frozenset({_term_of(page.path)})
        linked = recall(
            self._memory,
            ("links", page.path),
            (page.html, self._matcher),
            lambda: link_terms(page.html, self._matcher, Place(page.path, own)),
        )
        if page.searchable and page.listed and not page.path.startswith(_NO_USERS):
            self._used(page.title, page.path, linked)
        return replace(page, html=linked.html, terms=linked.links)

    @during(Stage.TERMS)
    def of_written(self, html: str, path: str, *, automatic: bool) -> Linked:
        """A hand-written page's HTML, with its links; without `automatic`, only forced ones."""
        return link_terms(html, self._matcher, Place(path, automatic=automatic))

    def tooltips(self, terms: Iterable[str]) -> str:
        """The definitions of some terms by id, as JSON for a page's script; empty without any."""
        found = {term: self._definitions[term] for term in sorted(terms)}
        return to_script(found) if found else ""

    def _used(self, title: str, path: str, linked: Linked) -> None:
        for term in linked.terms:
            self._uses.setdefault(term, []).append((title, path))


_NO_USERS = (urls.GLOSSARY, "browse/")


def _term_of(path: str) -> str:
    """The term that a page is about; empty for any other page."""
    return path.removeprefix(urls.GLOSSARY).rstrip("/") if path.startswith(urls.GLOSSARY) else ""


def _short(definition: str) -> str:
    text = " ".join(definition.split())
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:.–—-") + " …"
