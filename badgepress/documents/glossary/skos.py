"""The glossary as a SKOS concept scheme (W3C Recommendation SKOS Reference, 2009), in Turtle.

- A concept's id is its anchor on the page of all terms, and its `foaf:page` the term's own page.
- Labels are disjoint, as SKOS wants them (integrity condition S13): what is a preferred label
  is no alternative one, and what is an alternative one is not hidden.
- Nothing is a blank node: sources and earlier wordings have ids of their own, so that the same
  glossary gives the same bytes, and so that others can refer to them.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL, XSD

from badgepress import urls
from badgepress.documents.glossary.entries import TermEntry
from badgepress.model import Source, TermStatus
from badgepress.translations import ENGLISH, LANGUAGES, translation_of

PAV = Namespace("http://purl.org/pav/")
"""Provenance, Authoring and Versioning: on which day a source was read."""
SCHEMA = Namespace("https://schema.org/")
_PREFIXES = {
    "skos": SKOS,
    "dct": DCTERMS,
    "foaf": FOAF,
    "owl": OWL,
    "pav": PAV,
    "schema": SCHEMA,
    "xsd": XSD,
}


def turtle(base_url: str, entries: Sequence[TermEntry]) -> str:
    """All terms; the same entries give the same bytes."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in _PREFIXES.items():
        graph.bind(prefix, namespace)
    scheme = URIRef(base_url + urls.GLOSSARY)
    graph.add((scheme, RDF.type, SKOS.ConceptScheme))
    graph.add((scheme, DCTERMS.title, Literal("Glossary", lang=ENGLISH)))
    for entry in entries:
        concept = URIRef(entry.anchor)
        graph.add((concept, RDF.type, SKOS.Concept))
        graph.add((concept, SKOS.inScheme, scheme))
        graph.add((concept, SKOS.topConceptOf, scheme))
        graph.add((scheme, SKOS.hasTopConcept, concept))
        _says(graph, concept, entry)
        _leads(graph, concept, entry, base_url)
        _source(graph, concept, URIRef(f"{entry.address}#source"), entry.source)
        _history(graph, concept, entry)
        _translations(graph, concept, entry)
    return graph.serialize(format="turtle")


def _says(graph: Graph, concept: URIRef, entry: TermEntry) -> None:
    alternative = _but((*_given(entry.abbreviation), *entry.also), [entry.term])
    hidden = _but(entry.forms, [entry.term, *alternative])
    graph.add((concept, SKOS.notation, Literal(entry.id)))
    graph.add((concept, SKOS.prefLabel, Literal(entry.term, lang=ENGLISH)))
    graph.add((concept, SKOS.definition, Literal(entry.definition, lang=ENGLISH)))
    for label in alternative:
        graph.add((concept, SKOS.altLabel, Literal(label, lang=ENGLISH)))
    for label in hidden:
        graph.add((concept, SKOS.hiddenLabel, Literal(label, lang=ENGLISH)))
    for label in _given(entry.abbreviation):
        # Of the alternative labels, the one that is short for the term.
        graph.add((concept, DCTERMS.alternative, Literal(label, lang=ENGLISH)))
    for note in _given(entry.note):
        graph.add((concept, SKOS.scopeNote, Literal(note, lang=ENGLISH)))
    graph.add((concept, DCTERMS.issued, _day(entry.since)))
    graph.add((concept, SCHEMA.creativeWorkStatus, Literal(entry.status.value)))
    if entry.status is TermStatus.RETIRED:
        graph.add((concept, OWL.deprecated, Literal(True)))


def _leads(graph: Graph, concept: URIRef, entry: TermEntry, base_url: str) -> None:
    def other(term_id: str) -> URIRef:
        return URIRef(base_url + urls.term_anchor(term_id))

    graph.add((concept, FOAF.page, URIRef(entry.address)))
    for term_id in entry.see:
        graph.add((concept, SKOS.related, other(term_id)))
    for term_id in entry.replaced_by:
        graph.add((concept, DCTERMS.isReplacedBy, other(term_id)))
        graph.add((other(term_id), DCTERMS.replaces, concept))
    for term_id in entry.formerly:
        graph.add((other(term_id), DCTERMS.isReplacedBy, concept))
        graph.add((other(term_id), OWL.deprecated, Literal(True)))


def _source(graph: Graph, thing: URIRef, source_id: URIRef, source: Source) -> None:
    graph.add((thing, DCTERMS.source, source_id))
    graph.add((source_id, RDF.type, DCTERMS.BibliographicResource))
    graph.add((source_id, DCTERMS.title, Literal(source.title)))
    for url in _given(source.url):
        graph.add((source_id, FOAF.page, URIRef(url)))
    if source.retrieved:
        graph.add((source_id, PAV.sourceAccessedOn, _day(source.retrieved)))


def _history(graph: Graph, concept: URIRef, entry: TermEntry) -> None:
    for number, wording in enumerate(entry.history, start=1):
        node = URIRef(f"{entry.address}#wording-{number}")
        graph.add((concept, SKOS.historyNote, node))
        graph.add((node, RDF.value, Literal(wording.definition, lang=ENGLISH)))
        graph.add((node, DCTERMS.issued, _day(wording.since)))
        graph.add((node, SCHEMA.expires, _day(wording.until)))
        _source(graph, node, URIRef(f"{entry.address}#wording-{number}-source"), wording.source)


def _translations(graph: Graph, concept: URIRef, entry: TermEntry) -> None:
    for language in LANGUAGES:
        text = translation_of(entry, language)
        if text is None:
            continue
        alternative = _but((*_given(text.abbreviation), *text.also), [text.term])
        graph.add((concept, SKOS.prefLabel, Literal(text.term, lang=language)))
        graph.add((concept, SKOS.definition, Literal(text.definition, lang=language)))
        for label in alternative:
            graph.add((concept, SKOS.altLabel, Literal(label, lang=language)))
        for label in _given(text.abbreviation):
            graph.add((concept, DCTERMS.alternative, Literal(label, lang=language)))
        for note in _given(text.note):
            graph.add((concept, SKOS.scopeNote, Literal(note, lang=language)))


def _given(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)


def _but(labels: Iterable[str], others: Iterable[str]) -> list[str]:
    """Labels that are not among the others, each once."""
    taken = set(others)
    return [label for label in dict.fromkeys(labels) if label not in taken]


def _day(day: date) -> Literal:
    return Literal(day.isoformat(), datatype=XSD.date)
