"""The page of all terms, and one page a term."""

from collections.abc import Iterator
from functools import partial

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.documents import schema_org
from badgepress.load import Entry
from badgepress.model import Term
from badgepress.pages.page import Crumb, GeneratedPage
from badgepress.pages.render import Renderer
from badgepress.pages.search import TERM
from badgepress.pages.views import GlossaryView, TermLink, TermView

_LEAD = (
    "The words of micro-credentialing, each with its source. Every term has an address"
    " that does not change: link it, and quote it."
)


def glossary_pages(catalog: Catalog, renderer: Renderer) -> Iterator[GeneratedPage]:
    """The page of all terms first."""
    ordered = sorted(catalog.terms.values(), key=lambda entry: entry.data.term.casefold())
    views = tuple(_view(catalog, entry) for entry in ordered)
    letters: dict[str, str] = {}
    for view in views:
        letters.setdefault(view.term.term[0].upper(), view.term.id)
    html = renderer.render(
        "glossary.html", urls.GLOSSARY, view=GlossaryView(views, letters), lead=_LEAD
    )
    source = ordered[0].file.name if ordered else None
    base_url = catalog.settings.base_url
    yield GeneratedPage(
        urls.GLOSSARY,
        "Glossary",
        _LEAD,
        html,
        source=source,
        searchable=False,
        about=partial(schema_org.glossary, base_url, ordered),
    )
    for entry, view in zip(ordered, views, strict=True):
        yield GeneratedPage(
            path=view.path,
            title=view.term.term,
            description=view.term.definition,
            html=renderer.render("term.html", view.path, view=view),
            crumbs=(Crumb("Glossary", urls.GLOSSARY),),
            source=source,
            marks=TERM,
            words=", ".join(filter(None, (entry.data.abbreviation, *entry.data.also))),
            about=partial(schema_org.term, base_url, entry),
        )


def _view(catalog: Catalog, entry: Entry[Term]) -> TermView:
    term = entry.data
    related = {target: catalog.terms[target] for target in term.see}
    related |= {other.id: other for other in catalog.seen_from.get(entry.id, ())}
    return TermView(
        term=term,
        path=urls.term(entry.id),
        see=tuple(sorted(_link(other) for other in related.values())),
        replaced_by=tuple(_link(catalog.terms[target]) for target in term.replaced_by),
    )


def _link(entry: Entry[Term]) -> TermLink:
    return TermLink(entry.data.term, urls.term(entry.id))
