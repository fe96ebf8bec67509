"""The glossary for machines, judged by programs of others, and read back into the same terms."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import FULL, SMALL
from pyld import jsonld
from pyshacl import validate
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, OWL

from badgepress.api.tables import columns
from badgepress.catalog import Catalog
from badgepress.documents.glossary import TermEntry, glossary_files, term_entries
from badgepress.hosting.rules import content_type
from badgepress.project import open_catalog
from badgepress.published.texts import plain

PAV = Namespace("http://purl.org/pav/")
SCHEMA = Namespace("https://schema.org/")
ROOT = Path(__file__).parent.parent
SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://shapes.example.org/> .
:Scheme a sh:NodeShape ; sh:targetClass skos:ConceptScheme ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:uniqueLang true ] ;
  sh:property [ sh:path skos:hasTopConcept ; sh:minCount 1 ; sh:class skos:Concept ] .
:Concept a sh:NodeShape ; sh:targetClass skos:Concept ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:uniqueLang true ;
    sh:datatype rdf:langString ; sh:disjoint skos:altLabel ] ;
  sh:property [ sh:path skos:altLabel ; sh:disjoint skos:hiddenLabel ;
    sh:datatype rdf:langString ] ;
  sh:property [ sh:path skos:hiddenLabel ; sh:disjoint skos:prefLabel ;
    sh:datatype rdf:langString ] ;
  sh:property [ sh:path skos:definition ; sh:minCount 1 ; sh:uniqueLang true ;
    sh:datatype rdf:langString ] ;
  sh:property [ sh:path skos:notation ; sh:minCount 1 ; sh:maxCount 1 ] ;
  sh:property [ sh:path skos:inScheme ; sh:minCount 1 ; sh:class skos:ConceptScheme ] ;
  sh:property [ sh:path skos:related ; sh:class skos:Concept ] ;
  sh:property [ sh:path dct:isReplacedBy ; sh:class skos:Concept ] ;
  sh:property [ sh:path dct:issued ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ] ;
  sh:property [ sh:path foaf:page ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ;
  sh:property [ sh:path dct:source ; sh:minCount 1 ; sh:class dct:BibliographicResource ] .
:NoBlank a sh:NodeShape ; sh:targetObjectsOf dct:source ; sh:nodeKind sh:IRI .
"""


@pytest.fixture(params=[ROOT, FULL, SMALL], ids=["starter", "full", "small"])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    """Each catalog's glossary."""
    return open_catalog(request.param)[0]


def _file(catalog: Catalog, ending: str) -> str:
    files = dict(glossary_files(catalog))
    return files[f"glossary/glossary.{ending}"]


def _graph(catalog: Catalog) -> Graph:
    return Graph().parse(data=_file(catalog, "ttl"), format="turtle")


def test_skos_is_valid_by_its_shape(catalog: Catalog) -> None:
    """A validator of others finds a concept scheme that keeps SKOS' integrity conditions."""
    conforms, _, report = validate(_graph(catalog), shacl_graph=Graph().parse(data=SHAPE))
    assert conforms, report


def test_the_shape_sees_a_breach() -> None:
    """The judge refuses a label that is preferred and alternative, and a term without a source."""
    graph = _graph(open_catalog(SMALL)[0])
    concept = URIRef("https://badges.example.org/glossary/#stack")
    graph.add((concept, SKOS.altLabel, Literal("stack", lang="en")))
    graph.remove((concept, DCTERMS.source, None))
    conforms, _, report = validate(graph, shacl_graph=Graph().parse(data=SHAPE))
    assert not conforms
    assert "Results (2)" in report


def test_relations_of_skos_go_both_ways(catalog: Catalog) -> None:
    """What is related to a term is related to by it, as SKOS says (S23)."""
    graph = _graph(catalog)
    pairs = set(graph.subject_objects(SKOS.related))
    assert pairs == {(b, a) for a, b in pairs}


def test_skos_read_back_gives_the_same_terms(catalog: Catalog) -> None:
    """Whoever loads the Turtle has every word, source, date, relation, wording and translation."""
    graph = _graph(catalog)
    read = {str(graph.value(c, SKOS.notation)): _term(graph, c) for c in _concepts(graph)}
    assert read == {entry.id: _kept(plain(entry)) for entry in term_entries(catalog)}


def _concepts(graph: Graph) -> list[Any]:
    return list(graph.subjects(RDF.type, SKOS.Concept))


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    """A term's values as far as RDF says them: lists without order, labels once each."""
    short = [values["abbreviation"]] if "abbreviation" in values else []
    alternative = {*short, *values.get("also", ())} - {values["term"]}
    kept = {
        name: values[name]
        for name in ("id", "definition", "since", "status", "address", "anchor", "term")
    }
    kept |= {name: values.get(name) for name in ("note", "abbreviation")}
    kept |= {name: set(values.get(name, ())) for name in ("see", "replaced_by", "formerly")}
    kept["also"] = alternative
    kept["forms"] = set(values.get("forms", ())) - alternative - {values["term"]}
    kept["source"] = values["source"]
    kept["history"] = {json.dumps(w, sort_keys=True) for w in values.get("history", ())}
    spanish = values.get("translations", {}).get("es", {})
    kept["es"] = {
        name: spanish.get(name) for name in ("term", "definition", "note", "abbreviation")
    }
    return kept


def _term(graph: Graph, concept: Any) -> dict[str, Any]:
    def said(predicate: Any, language: str = "en") -> Any:
        found = {str(o) for o in graph.objects(concept, predicate) if o.language == language}
        return found.pop() if found else None

    def ids(objects: Any) -> set[str]:
        return {str(each).partition("#")[2] for each in objects}

    def labels(predicate: Any) -> set[str]:
        return {str(o) for o in graph.objects(concept, predicate) if o.language == "en"}

    former = graph.subjects(DCTERMS.isReplacedBy, concept)
    return {
        "id": str(graph.value(concept, SKOS.notation)),
        "term": said(SKOS.prefLabel),
        "definition": said(SKOS.definition),
        "note": said(SKOS.scopeNote),
        "abbreviation": said(DCTERMS.alternative),
        "also": labels(SKOS.altLabel),
        "forms": labels(SKOS.hiddenLabel),
        "since": str(graph.value(concept, DCTERMS.issued)),
        "status": str(graph.value(concept, SCHEMA.creativeWorkStatus)),
        "address": str(graph.value(concept, FOAF.page)),
        "anchor": str(concept),
        "see": ids(graph.objects(concept, SKOS.related)),
        "replaced_by": ids(graph.objects(concept, DCTERMS.isReplacedBy)),
        "formerly": ids(c for c in former if (c, RDF.type, SKOS.Concept) not in graph),
        "source": _source(graph, concept),
        "history": {_wording(graph, node) for node in graph.objects(concept, SKOS.historyNote)},
        "es": {
            "term": said(SKOS.prefLabel, "es"),
            "definition": said(SKOS.definition, "es"),
            "note": said(SKOS.scopeNote, "es"),
            "abbreviation": said(DCTERMS.alternative, "es"),
        },
    }


def _source(graph: Graph, thing: Any) -> dict[str, str]:
    node = graph.value(thing, DCTERMS.source)
    names = {"title": DCTERMS.title, "url": FOAF.page, "retrieved": PAV.sourceAccessedOn}
    found = {name: graph.value(node, predicate) for name, predicate in names.items()}
    return {name: str(value) for name, value in found.items() if value is not None}


def _wording(graph: Graph, node: Any) -> str:
    wording = {
        "definition": str(graph.value(node, RDF.value)),
        "since": str(graph.value(node, DCTERMS.issued)),
        "until": str(graph.value(node, SCHEMA.expires)),
        "source": _source(graph, node),
    }
    return json.dumps(wording, sort_keys=True)


def test_retired_term_says_what_replaces_it() -> None:
    """A program that follows a retired concept finds what takes its place, as does a former id."""
    graph = _graph(open_catalog(FULL)[0])
    home = "https://badges.example.org/all/of/it/glossary/#"
    old, former = URIRef(f"{home}old"), URIRef(f"{home}some-fields")
    assert {str(o) for o in graph.objects(old, DCTERMS.isReplacedBy)} == {
        f"{home}plain",
        f"{home}every-field",
    }
    assert str(graph.value(former, DCTERMS.isReplacedBy)) == f"{home}every-field"
    assert (old, OWL.deprecated, Literal(True)) in graph
    assert (former, OWL.deprecated, Literal(True)) in graph


def test_json_is_the_terms_themselves(catalog: Catalog) -> None:
    """The JSON read back into the model is what it was made from, a term in each line."""
    text = _file(catalog, "json")
    read = json.loads(text)
    entries = term_entries(catalog)
    assert [TermEntry.model_validate(item) for item in read["items"]] == [
        TermEntry.model_validate(plain(entry)) for entry in entries
    ]
    assert read["address"] == f"{catalog.settings.base_url}glossary/"
    assert len(text.splitlines()) == len(entries) + 2


def test_json_ld_expands(catalog: Catalog) -> None:
    """A JSON-LD processor finds a set for each language, with every term of it once."""
    document = json.loads(_file(catalog, "jsonld"))
    assert document["@context"] == "https://schema.org"
    document["@context"] = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}
    sets = jsonld.expand(document)
    spanish = [entry for entry in catalog.terms.values() if entry.data.translations]
    assert [len(s["https://schema.org/hasDefinedTerm"]) for s in sets] == [
        len(catalog.terms),
        *([len(spanish)] if spanish else []),
    ]
    for each in sets:
        assert each["@type"] == ["https://schema.org/DefinedTermSet"]
        for term in each["https://schema.org/hasDefinedTerm"]:
            assert term["@id"].startswith(catalog.settings.base_url)
            assert term["https://schema.org/description"][0]["@value"]


def test_table_opens_in_a_program_for_data(catalog: Catalog, tmp_path: Path) -> None:
    """A program that is told nothing of separators and types finds every column and value."""
    path = tmp_path / "glossary.csv"
    path.write_bytes(_file(catalog, "csv").encode())
    table = duckdb.read_csv(str(path))
    assert table.columns == columns(TermEntry)
    rows = table.select("id", "term", "definition", "since").fetchall()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        again = list(csv.DictReader(stream))
    for found, row, entry in zip(rows, again, term_entries(catalog), strict=True):
        assert found[0] == row["id"] == entry.id
        assert found[1] == entry.term
        assert found[2] == entry.definition
        assert str(found[3]) == row["since"] == entry.since.isoformat()


def test_files_are_the_same_bytes_every_time() -> None:
    """Two builds give the same files, whatever order a set has in one of them."""
    code = (
        "import sys, hashlib; from pathlib import Path\n"
        "from badgepress.project import open_catalog\n"
        "from badgepress.documents.glossary import glossary_files\n"
        "text = repr(list(glossary_files(open_catalog(Path(sys.argv[1]))[0])))\n"
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code, str(FULL)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1


def test_host_sends_each_type() -> None:
    """Every file of the glossary is sent as what it is."""
    assert content_type("glossary/glossary.jsonld") == "application/ld+json"
    assert content_type("glossary/glossary.ttl") == "text/turtle"
    assert content_type("glossary/glossary.csv") == "text/csv; charset=utf-8"
