"""A term as machines receive it: what its YAML says, with addresses and relations both ways."""

from typing import Annotated

from pydantic import Field

from badgepress import urls
from badgepress.catalog import Catalog
from badgepress.model import Term
from badgepress.model.fields import Id, Url


class TermEntry(Term):
    """A term of the glossary with all that its page says."""

    address: Url
    """Its page, for ever."""
    anchor: Url
    """Its place among all terms, for ever; the id of the concept in RDF."""
    see: Annotated[tuple[Id, ...], Field()] = ()
    """Ids of related terms: those that it refers to, and those that refer to it."""


def term_entries(catalog: Catalog) -> tuple[TermEntry, ...]:
    """All terms by id."""
    base_url = catalog.settings.base_url
    return tuple(
        TermEntry.model_construct(
            **{name: getattr(entry.data, name) for name in Term.model_fields if name != "see"},
            see=related(catalog, entry.id),
            address=base_url + urls.term(entry.id),
            anchor=base_url + urls.term_anchor(entry.id),
        )
        for entry in catalog.terms.values()
    )


def related(catalog: Catalog, term_id: str) -> tuple[str, ...]:
    """Ids of the terms that one refers to or is referred to by, sorted."""
    seen_from = (other.id for other in catalog.seen_from.get(term_id, ()))
    return tuple(sorted({*catalog.terms[term_id].data.see, *seen_from}))
