"""The ontology: complete, labelled in two languages, OWL 2 DL, consistent with the vocabularies and the graphs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import owlrl
import pytest
import rdflib
from facts import example
from pyoxigraph import DefaultGraph, RdfFormat
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef
from rdflib.term import _toPythonMapping
from wrong import SAMPLE, wrong_graph

import kg
from kg.reports import example_path
from kg.vocabulary.files import ontology_dir

GOV = rdflib.Namespace("https://w3id.org/govkg/ontology#")
VOCABULARIES = sorted((ontology_dir() / "vocabularies").glob("*.ttl"))
PROPERTY_KINDS = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}

# The terms of the data contract.
CLASSES = {
    *("Report", "Body", "Policy", "Program", "Indicator", "Observation", "Honour", "Event", "Problem", "Commitment"),
    *("Place", "Person"),
}
PROPERTIES = {
    *(
        "genre",
        "reportingYear",
        "area",
        "sha256",
        "text",
        "explanation",
        "reportedIn",
        "confidence",
        "rule",
        "modality",
    ),
    *("supervisedBy", "ledBy", "holdsOffice", "issuedBy", "adoptedBy", "documentNumber", "programKind"),
    *("implementedBy", "status", "startDate", "endDate", "defaultUnit", "indicator", "value", "unit", "unitText"),
    *("bound", "measureKind", "direction", "baseline", "period", "about", "awardedTo", "awardedBy", "level", "year"),
    *("date", "participant", "place", "topic", "dueBy", "adminCode"),
}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ontology_dir() / "govkg.ttl")


def own(graph: rdflib.Graph, kind: URIRef) -> set[URIRef]:
    return {term for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef) and term in GOV}


def test_the_header(ontology: rdflib.Graph) -> None:
    iri = URIRef("https://w3id.org/govkg/ontology")
    assert (iri, RDF.type, OWL.Ontology) in ontology
    version = ontology.value(iri, OWL.versionInfo)
    assert ontology.value(iri, OWL.versionIRI) == URIRef(f"{iri}/{version}")
    assert ontology.value(iri, DCTERMS.license) == URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    assert any(str(version) in note for note in ontology.objects(iri, SKOS.changeNote))


def test_every_term_of_the_contract_is_declared(ontology: rdflib.Graph) -> None:
    assert {GOV[name] for name in CLASSES} <= own(ontology, OWL.Class)
    declared = own(ontology, OWL.ObjectProperty) | own(ontology, OWL.DatatypeProperty)
    assert {GOV[name] for name in PROPERTIES} <= declared


def test_every_term_is_labelled_and_defined_in_both_languages(ontology: rdflib.Graph) -> None:
    terms = own(ontology, OWL.Class) | own(ontology, OWL.ObjectProperty) | own(ontology, OWL.DatatypeProperty)
    assert len(terms) > 80
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition):
            texts = {text.language: text for text in ontology.objects(term, predicate) if isinstance(text, Literal)}
            assert set(texts) == {"zh", "en"}, (term, predicate)
            assert all(texts.values()), (term, predicate)
            assert re.search(r"[\u4e00-\u9fff]", texts["zh"]) or predicate == RDFS.label, term
        assert ontology.value(term, RDFS.isDefinedBy) == URIRef("https://w3id.org/govkg/ontology")


def test_every_term_in_use_is_declared(ontology: rdflib.Graph) -> None:
    declared = {str(term) for term in ontology.subjects() if isinstance(term, URIRef)}
    graph = kg.from_facts(example()).rdf + kg.build(example_path()).rdf + rdflib.Graph().parse(SAMPLE)
    for path in (*VOCABULARIES, ontology_dir() / "shapes.ttl"):
        graph.parse(path)
    used = {str(term) for triple in graph for term in triple if isinstance(term, URIRef) and term in GOV}
    for path in (ontology_dir() / "queries").glob("*.rq"):
        used |= {str(GOV[name]) for name in re.findall(r"\bgov:(\w+)", path.read_text("utf-8"))}
    assert used <= declared


def test_standard_terms_are_above_ours(ontology: rdflib.Graph) -> None:
    """What graphs say beside our terms is what the ontology says follows from them."""
    graph = kg.from_facts(example()).rdf
    for cls in own(ontology, OWL.Class):
        above = {parent for parent in ontology.objects(cls, RDFS.subClassOf) if isinstance(parent, URIRef)}
        for node in graph.subjects(RDF.type, cls):
            beside = {kind for kind in graph.objects(node, RDF.type) if kind not in GOV}
            assert beside <= above, cls
            if cls in (GOV.Body, GOV.Policy, GOV.Program, GOV.Observation, GOV.Event, GOV.Place, GOV.Report):
                assert beside, cls


# --- OWL 2 DL


def profile_violations(graph: rdflib.Graph) -> list[str]:
    """What an OWL 2 DL ontology may not have, as far as it can be seen in the triples."""
    found: list[str] = []
    kinds = {term: set(graph.objects(term, RDF.type)) for term in set(graph.subjects(RDF.type, None))}
    for term, types in kinds.items():
        if len(types & PROPERTY_KINDS) > 1:
            found.append(f"{term} is properties of two kinds")
        if OWL.Class in types and RDFS.Datatype in types:
            found.append(f"{term} is a class and a datatype")
    reserved = tuple(str(namespace) for namespace in (RDF, RDFS, OWL, XSD))
    for subject, predicate, value in graph:
        for term in (subject, value) if predicate not in (RDF.first, RDF.rest) else ():
            if isinstance(term, URIRef) and str(term).startswith(reserved) and predicate != RDF.type:
                allowed = {XSD.decimal, XSD.string, XSD.boolean, XSD.nonNegativeInteger, RDF.nil, OWL.Thing}
                if term not in allowed:
                    found.append(f"{term} is reserved")
        if not str(predicate).startswith(reserved) and not kinds.get(predicate, set()) & PROPERTY_KINDS:
            found.append(f"{predicate} is not declared")
        if isinstance(value, Literal) and value.datatype not in (None, XSD.decimal, XSD.nonNegativeInteger):
            found.append(f"{value.n3()} has a datatype outside the OWL 2 map")
        mixed = kinds.get(subject, set()) & PROPERTY_KINDS != kinds.get(value, set()) & PROPERTY_KINDS
        if predicate in (RDFS.subPropertyOf, OWL.inverseOf) and mixed:
            found.append(f"{subject} and {value} are properties of different kinds")
        if predicate in (RDFS.subClassOf, RDFS.domain, OWL.someValuesFrom, OWL.allValuesFrom, OWL.disjointWith):
            types = kinds.get(value, set()) | ({RDFS.Datatype} if value in XSD else set())
            if not types & {OWL.Class, OWL.Restriction, RDFS.Datatype}:
                found.append(f"{value} is no declared class")
    for node in {subject for subject in graph.subjects() if isinstance(subject, BNode)}:
        axiom = kinds.get(node, set()) & {OWL.AllDisjointClasses, OWL.AllDifferent}
        if len(list(graph.subject_predicates(node))) != (0 if axiom else 1):
            found.append(f"a blank node is used more or less than once: {list(graph.predicate_objects(node))}")
    # properties with chains are not simple: no counting of them or of what is above them
    composite = set(graph.subjects(OWL.propertyChainAxiom, None))
    while more := {up for one in composite for up in graph.objects(one, RDFS.subPropertyOf)} - composite:
        composite |= more
    for term in composite:
        limits = any((node, OWL.onProperty, term) in graph for node in graph.subjects(OWL.maxCardinality, None))
        if limits or OWL.FunctionalProperty in kinds.get(term, set()):
            found.append(f"{term} is not simple and is counted")
    return found


def test_the_profile(ontology: rdflib.Graph) -> None:
    assert profile_violations(ontology) == []


@pytest.mark.parametrize(
    "turtle",
    [
        "gov:value a owl:ObjectProperty .",
        "gov:date rdfs:range xsd:date .",
        "gov:issuedBy rdfs:subPropertyOf gov:value .",
        "gov:Body rdfs:subClassOf gov:Undeclared .",
        'gov:Body gov:undeclared "x" .',
        "gov:holdsOffice a owl:FunctionalProperty .",
        '<https://w3id.org/govkg/ontology> dcterms:issued "2020-01-01"^^xsd:date .',
    ],
)
def test_the_profile_check_sees_violations(ontology: rdflib.Graph, turtle: str) -> None:
    graph = rdflib.Graph() + ontology
    prefixes = f"@prefix gov: <{GOV}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> ."
    graph.parse(data=f"{prefixes} @prefix dcterms: <{DCTERMS}> . {turtle}", format="turtle")
    assert profile_violations(graph)


def hermit_jar() -> Path | None:
    """The reasoner that owlready2 brings along, with the OWL API in it."""
    owlready = pytest.importorskip("owlready2")
    jar = Path(owlready.__file__).parent / "hermit" / "HermiT.jar"
    return jar if jar.is_file() else None


def reasoned(graph: rdflib.Graph, folder: Path) -> list[str]:
    """What the OWL API and HermiT say of `graph`; see Profile.java."""
    jar = hermit_jar()
    if shutil.which("javac") is None or jar is None:
        pytest.skip("no Java compiler, or no HermiT: the reasoner cannot run")
    path = folder / "ontology.owl"
    graph.serialize(path, format="xml")
    command = ["java", "-cp", str(jar), str(Path(__file__).with_name("Profile.java")), str(path)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.stdout.startswith("axioms "), result.stderr
    return result.stdout.splitlines()


def test_the_reasoner_finds_it_consistent_and_in_the_profile(ontology: rdflib.Graph, tmp_path: Path) -> None:
    first, *rest = reasoned(ontology, tmp_path)
    assert int(first.removeprefix("axioms ")) > 250
    assert rest == ["consistent true"]


@pytest.mark.parametrize(
    ("turtle", "finding"),
    [
        ("gov:Both a owl:Class ; rdfs:subClassOf gov:Body , gov:Place .", f"unsatisfiable {GOV.Both}"),
        ("gov:holdsOffice a owl:FunctionalProperty .", "violation "),
        ("gov:x a owl:NamedIndividual , gov:Problem ; gov:modality modality:achieved .", "consistent false"),
        ("gov:x a owl:NamedIndividual , gov:Commitment ; gov:modality modality:achieved .", "consistent false"),
        (
            "gov:x a owl:NamedIndividual , gov:Observation ; gov:modality modality:achieved , modality:planned .",
            "consistent false",
        ),
    ],
)
def test_the_reasoner_sees_faults(ontology: rdflib.Graph, tmp_path: Path, turtle: str, finding: str) -> None:
    graph = rdflib.Graph() + ontology
    prefixes = f"@prefix gov: <{GOV}> . @prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . @prefix xsd: <{XSD}> ."
    modality = "@prefix modality: <https://w3id.org/govkg/vocab/modality/> ."
    graph.parse(data=f"{prefixes} {modality} {turtle}", format="turtle")
    assert any(line.startswith(finding) for line in reasoned(graph, tmp_path))


# --- OWL RL over everything

ERRORS = rdflib.Namespace("http://www.daml.org/2002/03/agents/agent-ont#")


def contradictions(graph: rdflib.Graph) -> list[str]:
    # owlrl changes how rdflib reads literals, for the whole process and for good
    conversions = dict(_toPythonMapping)
    try:
        owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    finally:
        _toPythonMapping.clear()
        _toPythonMapping.update(conversions)
    return [str(message) for message in graph.objects(None, ERRORS.error)]


def test_ontology_vocabularies_and_a_graph_do_not_contradict_each_other(ontology: rdflib.Graph) -> None:
    graph = rdflib.Graph() + ontology
    for path in (SAMPLE, *VOCABULARIES):
        graph.parse(path)
    graph += kg.from_facts(example()).rdf
    assert contradictions(graph) == []
    report = URIRef("https://w3id.org/govkg/id/report/1")
    assert (report, RDF.type, PROV.Entity) in graph
    place = URIRef("https://w3id.org/govkg/id/place/360102")
    assert (place, RDF.type, DCTERMS.Location) in graph
    person = URIRef("https://w3id.org/govkg/id/person/1")
    assert (person, ORG.memberOf, URIRef("https://w3id.org/govkg/id/body/justice")) in graph


@pytest.mark.parametrize(
    "change",
    [
        ":commitment/1 gov:modality v:modality/achieved",
        ":observation/1 gov:modality v:modality/target",
        ":problem/1 a gov:Commitment",
        ":body/justice a gov:Place",
    ],
)
def test_a_contradiction_is_found(ontology: rdflib.Graph, change: str) -> None:
    data = wrong_graph(change).dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    graph = (rdflib.Graph() + ontology).parse(data=data, format="nt")
    assert contradictions(graph)
