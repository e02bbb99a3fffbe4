"""Resolved facts become exactly these triples."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from facts import CASES, COMMITMENT, GOVERNMENT, JUSTICE, PLAN, example
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, parse
from rdflib import RDF, RDFS, Dataset, Namespace, URIRef
from rdflib import Graph as RdfGraph
from rdflib import Literal as L

from kg.graph.mapping import ReportGraph, confident, decimal_text, map_report
from kg.graph.namespaces import DEFAULT_BASE, BaseError, checked_base
from kg.graph.ontology import CLASSES, properties
from kg.graph.run import Run
from kg.graph.terms import TermError, date_like, iri, string
from kg.language.spans import Span
from kg.resolution.model import Entity, EntityClass, Evidence, ReportFacts
from kg.vocabulary.concepts import Concept, Vocabulary
from kg.vocabulary.files import ontology_dir

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

GOV = Namespace("https://w3id.org/govkg/ontology#")
GOVV = Namespace("https://w3id.org/govkg/vocab/")
ID = Namespace(DEFAULT_BASE)
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
PROV = Namespace("http://www.w3.org/ns/prov#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
REPORT = ID["report/360103-2020-law-based-government"]
RUN = Run(datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC), "1.2", (("words.ttl", "ab" * 32),))


def concept(scheme: str, key: str, zh: str, en: str, broader: tuple[str, ...] = ()) -> Concept:
    return Concept(scheme, key, zh, en, (), (), broader, {})


VOCABULARY = Vocabulary(
    [
        concept("bound", "at-least", "至少", "at least"),
        concept("indicator", "reconsideration-cases", "行政复议收案", "cases", ("reconsideration",)),
        concept("indicator", "reconsideration", "行政复议", "administrative reconsideration"),
    ],
    (),
)


def mapped(facts: ReportFacts, provenance: bool = True) -> ReportGraph:
    return map_report(facts, VOCABULARY, RUN, provenance=provenance)


def dataset(facts: ReportFacts, provenance: bool = True) -> Dataset:
    return Dataset(default_union=False).parse(data=mapped(facts, provenance).nquads.decode(), format="nquads")


def triples(data: Dataset, subject: URIRef, graph: URIRef | None = None) -> set[tuple[str, str]]:
    """Predicate (local name) and object (N3) of all triples of `subject`, in the default graph or a named one."""
    where = data.default_graph if graph is None else data.graph(graph)
    return {
        (str(p).replace("#", "/").rsplit("/", 1)[-1], o.n3().replace(str(ID), "id:").replace(str(GOVV), "govv:"))
        for p, o in where.predicate_objects(subject)
    }


def test_a_report() -> None:
    facts = example()
    assert triples(dataset(facts), REPORT) == {
        ("type", "<https://w3id.org/govkg/ontology#Report>"),
        ("type", "<https://schema.org/Report>"),
        ("type", "<http://www.w3.org/ns/prov#Entity>"),
        ("title", '"南昌市西湖区人民政府2020年法治政府建设情况报告"@zh'),
        ("label", '"南昌市西湖区人民政府2020年法治政府建设情况报告"@zh'),
        ("genre", "<govv:genre/rule-of-law>"),
        ("sha256", f'"{facts.report.sha256}"'),
        ("source", '"example-360103-2020.txt"'),
        ("language", '"zh"'),
        ("reportingYear", '"2020"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("publisher", "<id:body/360103-government>"),
        ("area", "<id:place/360103>"),
    }


def test_a_body_and_its_evidence() -> None:
    data = dataset(example())
    body = ID[JUSTICE]
    facts = {
        ("type", "<https://w3id.org/govkg/ontology#Body>"),
        ("type", "<http://www.w3.org/ns/org#Organization>"),
        ("prefLabel", '"南昌市西湖区司法局"@zh'),
        ("altLabel", '"区司法局"@zh'),
        ("classification", "<govv:body-kind/department>"),
        ("area", "<id:place/360103>"),
        ("subOrganizationOf", f"<id:{GOVERNMENT}>"),
        ("reportedIn", "<id:report/360103-2020-law-based-government>"),
    }
    assert triples(data, body) == facts
    phrase = "<id:report/360103-2020-law-based-government/text#char=49,53>"
    assert triples(data, body, REPORT) == facts | {("wasDerivedFrom", phrase)}


def test_a_policy_has_the_standard_terms_beside_ours() -> None:
    assert triples(dataset(example()), ID[PLAN]) == {
        ("type", "<https://w3id.org/govkg/ontology#Policy>"),
        ("type", "<http://data.europa.eu/eli/ontology#LegalResource>"),
        ("prefLabel", '"西湖区优化营商环境实施方案"@zh'),
        ("type_document", "<govv:policy-kind/plan>"),
        ("documentNumber", '"西府发〔2020〕3号"'),
        ("id_local", '"西府发〔2020〕3号"'),
        ("date_document", '"2020"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("issuedBy", f"<id:{GOVERNMENT}>"),
        ("publisher", f"<id:{GOVERNMENT}>"),
        ("reportedIn", "<id:report/360103-2020-law-based-government>"),
    }


def test_an_observation() -> None:
    data = dataset(example())
    node = ID["observation/360103-2020-2"]
    facts = {
        ("type", "<https://w3id.org/govkg/ontology#Observation>"),
        ("type", "<http://purl.org/linked-data/cube#Observation>"),
        ("type", "<https://schema.org/Observation>"),
        ("label", '"办结率：98.5%以上"@zh'),
        ("dataSet", "<id:report/360103-2020-law-based-government/observations>"),
        ("indicator", "<id:indicator/rate>"),
        ("variableMeasured", "<id:indicator/rate>"),
        ("value", '"98.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("unit", "<govv:unit/percent>"),
        ("unitText", '"%"'),
        ("bound", "<govv:bound/at-least>"),
        ("measureKind", "<govv:measure-kind/ratio>"),
        ("modality", "<govv:modality/achieved>"),
        ("period", "<id:period/2020>"),
        ("area", "<id:place/360103>"),
        ("reportedIn", "<id:report/360103-2020-law-based-government>"),
    }
    assert triples(data, node) == facts
    schema = "https://schema.org/"
    assert [str(o) for p in ("value", "unitText") for o in data.default_graph.objects(node, URIRef(schema + p))] == [
        "98.5",
        "%",
    ]
    assert triples(data, node, REPORT) - facts == {
        ("wasDerivedFrom", "<id:report/360103-2020-law-based-government/text#char=103,114>"),
        ("rule", '"quantity"'),
        ("confidence", '"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    }


def test_a_target_is_not_achieved() -> None:
    node = ID["observation/360103-2020-4"]
    said = {value for name, value in triples(dataset(example()), node) if name == "modality"}
    assert said == {"<govv:modality/target>"}


def test_a_period_is_an_interval_of_days() -> None:
    data = dataset(example())
    assert triples(data, ID["period/2020"]) == {
        ("type", "<http://www.w3.org/2006/time#Interval>"),
        ("type", "<http://www.w3.org/2006/time#ProperInterval>"),
        ("label", '"2020"'),
        ("hasBeginning", "<id:instant/2020-01-01>"),
        ("hasEnd", "<id:instant/2020-12-31>"),
    }
    assert ("inXSDDate", '"2020-12-31"^^<http://www.w3.org/2001/XMLSchema#date>') in triples(
        data, ID["instant/2020-12-31"]
    )


def test_known_indicators_and_concepts_carry_their_labels_and_what_is_above_them() -> None:
    data = dataset(example())
    assert triples(data, GOVV["indicator/reconsideration-cases"]) == {
        ("type", "<http://www.w3.org/2004/02/skos/core#Concept>"),
        ("type", "<https://w3id.org/govkg/ontology#Indicator>"),
        ("prefLabel", '"行政复议收案"@zh'),
        ("prefLabel", '"cases"@en'),
        ("inScheme", "<govv:indicator>"),
        ("broader", "<govv:indicator/reconsideration>"),
        ("reportedIn", "<id:report/360103-2020-law-based-government>"),
    }
    assert ("prefLabel", '"行政复议"@zh') in triples(data, GOVV["indicator/reconsideration"])
    assert ("prefLabel", '"at least"@en') in triples(data, GOVV["bound/at-least"])
    own = triples(data, ID["indicator/rate"])
    assert ("inScheme", "<id:report/360103-2020-law-based-government/indicators>") in own


def test_every_phrase_is_its_words_in_the_text() -> None:
    facts = example()
    graph = dataset(facts).graph(REPORT)
    phrases = set(graph.subjects(RDF.type, NIF.Phrase))
    assert len(phrases) == 20
    for phrase in phrases:
        begin, end = graph.value(phrase, NIF.beginIndex), graph.value(phrase, NIF.endIndex)
        assert begin is not None and end is not None
        assert begin.datatype == XSD.nonNegativeInteger
        assert str(graph.value(phrase, NIF.anchorOf)) == facts.report.text[int(begin) : int(end)]
        assert graph.value(phrase, NIF.referenceContext) == URIRef(f"{REPORT}/text")
        sentence = graph.value(phrase, NIF.sentence)
        assert sentence is None or str(graph.value(phrase, NIF.anchorOf)) in str(graph.value(sentence, NIF.anchorOf))
    assert str(graph.value(URIRef(f"{REPORT}/text"), NIF.isString)) == facts.report.text


def test_every_entity_with_evidence_and_every_observation_is_derived_from_a_phrase() -> None:
    facts = example()
    graph = dataset(facts).graph(REPORT)
    ids = [e.id for e in facts.entities if e.evidence or e.id == CASES] + [o.id for o in facts.observations]
    for name in ids:
        node = GOVV[name[5:]] if name.startswith("govv:") else ID[name]
        sources = set(graph.objects(node, PROV.wasDerivedFrom))
        assert sources and all((source, RDF.type, NIF.Phrase) in graph for source in sources), name
        assert (node, GOV.reportedIn, REPORT) in graph


def test_a_relation_read_from_the_text_is_reified_and_one_from_tables_is_not() -> None:
    graph = dataset(example()).graph(REPORT)
    found = {
        (str(graph.value(s, RDF.subject)), str(graph.value(s, RDF.predicate)), str(graph.value(s, RDF.object))): s
        for s in graph.subjects(RDF.type, RDF.Statement)
    }
    assert len(found) == 4
    node = found[str(ID[PLAN]), str(GOV.issuedBy), str(ID[GOVERNMENT])]
    assert graph.value(node, GOV.confidence) == L("0.9", datatype=XSD.decimal)
    assert graph.value(node, GOV.rule) == L("issue")
    phrase = graph.value(node, PROV.wasDerivedFrom)
    assert str(graph.value(phrase, NIF.anchorOf)) == "区政府印发《西湖区优化营商环境实施方案》"


def test_facts_stand_in_both_graphs_and_evidence_only_in_the_reports_own() -> None:
    graph = mapped(example())
    quads = set(parse(graph.nquads, format=RdfFormat.N_QUADS))
    default = {quad.triple for quad in quads if quad.graph_name == DefaultGraph()}
    own = {quad.triple for quad in quads if quad.graph_name == NamedNode(graph.iri)}
    assert len(default) + len(own) == len(quads) == graph.nquads.count(b"\n")
    assert default < own
    assert not any(quad.predicate.value.startswith(str(NIF)) for quad in default)
    assert not any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_without_provenance_there_are_only_facts() -> None:
    graph = mapped(example(), provenance=False)
    quads = list(parse(graph.nquads, format=RdfFormat.N_QUADS))
    default, own = ({q.triple for q in quads if (q.graph_name == DefaultGraph()) is facts} for facts in (True, False))
    assert default == own
    with_proof = parse(mapped(example()).nquads, format=RdfFormat.N_QUADS)
    assert default == {quad.triple for quad in with_proof if quad.graph_name == DefaultGraph()}


def test_only_the_run_differs_between_two_runs() -> None:
    later = replace(RUN, started=datetime(2025, 1, 1, tzinfo=UTC))
    one, two = mapped(example()), map_report(example(), VOCABULARY, later)
    assert one.digest == two.digest
    same = set(two.nquads.splitlines())
    lines = [line.decode() for line in one.nquads.splitlines() if line not in same]
    assert lines and all(line.startswith(f"<{DEFAULT_BASE}run/20240102T030405Z> ") for line in lines)
    assert sum('"2024-01-02T03:04:05Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>' in line for line in lines) == 1


def test_the_digest_follows_what_is_said_and_not_the_files_name() -> None:
    facts = example()
    renamed = replace(facts, report=replace(facts.report, source="other.txt"))
    assert mapped(renamed).digest == mapped(facts).digest
    assert mapped(example(cases=39)).digest != mapped(facts).digest


def test_another_base_moves_the_ids_and_nothing_else() -> None:
    there = map_report(example(), VOCABULARY, RUN, base="https://example.org/data/")
    assert there.iri == "https://example.org/data/report/360103-2020-law-based-government"
    assert DEFAULT_BASE.encode() not in there.nquads
    moved = there.nquads.replace(b"https://example.org/data/", DEFAULT_BASE.encode())
    # the ids of statements are digests of ids without their base
    assert moved == mapped(example()).nquads


@pytest.mark.parametrize("base", ["", "id/", "https://example.org/data", "https://exa mple.org/", "https://例.cn/"])
def test_a_base_that_would_not_give_iris_is_refused(base: str) -> None:
    with pytest.raises(BaseError, match="is no base"):
        checked_base(base)


def test_hostile_text_stays_a_literal() -> None:
    words = 'x" . <http://a> <http://b> <http://c> .\n\\"<script>'
    facts = example()
    entity = Entity("body/1", EntityClass.BODY, words, (), (), (), (Evidence(Span(0, 3), words, 0.5),))
    data = dataset(replace(facts, entities=(entity,), statements=(), observations=()))
    assert data.default_graph.value(ID["body/1"], SKOS.prefLabel) == L(words, lang="zh")
    assert (URIRef("http://a"), None, None) not in data.graph(REPORT)


@pytest.mark.parametrize("identifier", ["body/司法局", "body/a b", "body/<a>", 'body/"a"', "body/a\n"])
def test_an_id_that_is_no_iri_is_refused(identifier: str) -> None:
    with pytest.raises(TermError, match="cannot be an IRI"):
        iri(identifier, DEFAULT_BASE)


@pytest.mark.parametrize(
    ("lexical", "datatype"),
    [
        ("2020", "gYear"),
        ("2020-11", "gYearMonth"),
        ("2020-11-30", "date"),
        ("2020-13", "string"),
        ("2020年", "string"),
    ],
)
def test_dates_by_their_length(lexical: str, datatype: str) -> None:
    triple = f"<http://a> <http://b> {date_like(lexical)} ."  # a byte a character
    quad = next(parse(triple.encode("latin-1"), format=RdfFormat.N_TRIPLES))
    assert isinstance(quad.object, Literal)
    assert (quad.object.value, quad.object.datatype.value) == (lexical, str(XSD[datatype]))


@pytest.mark.parametrize(
    ("value", "text"),
    [("21000", "21000"), ("2.10", "2.1"), ("8.043E+7", "80430000"), ("-0.0", "0"), ("0.3333", "0.3333")],
)
def test_decimals_in_canonical_form(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


def test_strings_are_escaped() -> None:
    assert string('a"b\\c\nd\re') == '"a\\"b\\\\c\\nd\\re"'
    assert string("中").encode("latin-1").decode() == '"中"'


def test_confident_drops_what_is_less_sure_and_what_hangs_on_it() -> None:
    facts = example()
    kept = confident(facts, 0.88)
    ids = {entity.id for entity in kept.entities}
    assert COMMITMENT.format(year=2020) not in ids
    assert {statement.predicate for statement in kept.statements if statement.evidence} == {"issuedBy", "awardedTo"}
    assert len(kept.observations) == 4
    assert confident(facts, 0.0) == facts
    nothing = confident(facts, 1.0)
    assert not nothing.observations
    assert nothing.publisher in {entity.id for entity in nothing.entities}


def test_the_terms_are_declared_in_the_ontology() -> None:
    ontology = RdfGraph().parse(ontology_dir() / "govkg.ttl")
    declared = {str(subject) for subject in ontology.subjects()}
    graph = dataset(example()).graph(REPORT)
    terms = {str(p) for p in graph.predicates()} | {str(c) for c in graph.objects(None, RDF.type)}
    assert {term for term in terms if term.startswith(str(GOV))} <= declared
    above = {(str(s), str(o)) for p in (RDFS.subPropertyOf, RDFS.subClassOf) for s, o in ontology.subject_objects(p)}
    for cls, (own, *standard) in CLASSES.items():
        assert all((own, name) in above for name in standard), cls
    for name in ("issuedBy", "adoptedBy", "documentNumber"):
        own, *standard = properties(name)
        assert standard and all((own, above_it) in above for above_it in standard), name
    for name in ("value", "unitText"):
        assert (f"{GOV}{name}", f"https://schema.org/{name}") in above
