"""The vocabularies: every concept named and defined in two languages, in a scheme, in a hierarchy without cycles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib import DCTERMS, RDF, SKOS, BNode, Literal, URIRef

from kg.reports.model import Modality
from kg.vocabulary.concepts import VOCABULARY_BASE, load_vocabulary
from kg.vocabulary.files import ontology_dir

FILES = sorted((ontology_dir() / "vocabularies").glob("*.ttl"))
BASE = rdflib.Namespace(VOCABULARY_BASE)


@pytest.fixture(scope="module")
def everything() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in FILES:
        graph.parse(path)
    return graph


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.stem)
def one(request: pytest.FixtureRequest) -> tuple[URIRef, rdflib.Graph]:
    """The scheme that a file is named after, and the file's graph."""
    path: Path = request.param
    return BASE[path.stem], rdflib.Graph().parse(path)


def texts(graph: rdflib.Graph, node: URIRef, predicate: URIRef) -> list[Literal]:
    return [value for value in graph.objects(node, predicate) if isinstance(value, Literal)]


def test_the_scheme_is_described(one: tuple[URIRef, rdflib.Graph]) -> None:
    scheme, graph = one
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    for predicate in (DCTERMS.title, DCTERMS.description):
        assert sorted(text.language or "" for text in texts(graph, scheme, predicate)) == ["en", "zh"]
    assert graph.value(scheme, DCTERMS.license) is not None


def test_concepts_are_named_and_defined(one: tuple[URIRef, rdflib.Graph]) -> None:
    scheme, graph = one
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts
    for concept in concepts:
        assert isinstance(concept, URIRef)
        assert re.fullmatch(re.escape(f"{scheme}/") + r"[A-Za-z0-9][A-Za-z0-9-]*", concept), concept
        assert list(graph.objects(concept, SKOS.inScheme)) == [scheme], concept
        for predicate in (SKOS.prefLabel, SKOS.definition):
            found = texts(graph, concept, predicate)
            assert sorted(text.language or "" for text in found) == ["en", "zh"], (concept, predicate)
            assert all(text.strip() for text in found), concept
        names = [str(text) for text in texts(graph, concept, SKOS.prefLabel) if text.language == "zh"]
        others = texts(graph, concept, SKOS.altLabel) + texts(graph, concept, SKOS.hiddenLabel)
        assert not set(names) & {str(text) for text in others if text.language == "zh"}, concept


def test_nothing_else_is_described(one: tuple[URIRef, rdflib.Graph]) -> None:
    scheme, graph = one
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert set(graph.subjects()) == {scheme, *concepts}
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)


def test_the_hierarchy(one: tuple[URIRef, rdflib.Graph]) -> None:
    scheme, graph = one
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    top = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert top == set(graph.subjects(SKOS.topConceptOf, scheme))
    assert top == {concept for concept in concepts if graph.value(concept, SKOS.broader) is None}
    for concept in concepts:
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert above <= concepts
        assert not any(concept in graph.objects(other, SKOS.broader) for other in above), f"{concept} is in a cycle"


def test_a_preferred_label_means_one_concept(one: tuple[URIRef, rdflib.Graph]) -> None:
    scheme, graph = one
    seen: dict[Literal, URIRef] = {}
    for concept, label in graph.subject_objects(SKOS.prefLabel):
        if isinstance(label, Literal) and label.language == "zh":
            assert seen.setdefault(label, concept) == concept, f"{label} is {seen[label]} and {concept}"
    assert seen, scheme


def test_references_between_schemes_lead_somewhere(everything: rdflib.Graph) -> None:
    known = set(everything.subjects(RDF.type, None))
    for subject, predicate, value in everything:
        if isinstance(value, URIRef) and value in BASE:
            assert value in known, (subject, predicate, value)


def test_what_the_code_counts_on() -> None:
    vocabulary = load_vocabulary()
    assert set(vocabulary.scheme("modality")) == set(Modality)
    assert set(vocabulary.scheme("bound")) == {"exact", "more-than", "at-least", "at-most", "about"}
    assert set(vocabulary.scheme("measure-kind")) == {"level", "ratio", "change", "duration"}
    assert set(vocabulary.scheme("direction")) == {"up", "down"}
    assert {"previous-year", "previous-period"} <= set(vocabulary.scheme("baseline"))
    assert {"national", "province", "city", "county", "town"} <= set(vocabulary.scheme("level"))
    assert {"rule-of-law", "government-work", "open-government", "other"} <= set(vocabulary.scheme("genre"))
    assert set(vocabulary.scheme("status")) == {"under-way", "planned", "completed"}
