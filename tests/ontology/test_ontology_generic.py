"""Tools that know the well-known vocabularies and not ours understand the graphs."""

from __future__ import annotations

import json
from pathlib import Path

import rdflib
from facts import example
from pyoxigraph import Literal, QuerySolutions, RdfFormat, Store

import kg
from kg.vocabulary.files import ontology_dir

PREFIXES = """
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
PREFIX schema: <https://schema.org/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
BODIES = """SELECT ?name ?kind ?words WHERE {
  ?body a org:Organization ; skos:prefLabel ?name ; org:classification/skos:prefLabel ?kind .
  ?body prov:wasDerivedFrom/nif:anchorOf ?words . FILTER(LANG(?kind) = "en")
}"""
POLICIES = """SELECT ?title ?kind ?words WHERE {
  ?policy a eli:LegalResource ; skos:prefLabel ?title ; eli:type_document/skos:prefLabel ?kind .
  ?policy prov:wasDerivedFrom/nif:anchorOf ?words . FILTER(LANG(?kind) = "zh")
}"""
OBSERVATIONS = """SELECT ?what ?value ?unit ?words ?begin WHERE {
  ?observation a schema:Observation ; schema:value ?value ; schema:unitText ?unit .
  ?observation schema:variableMeasured/skos:prefLabel ?what ; prov:wasDerivedFrom ?phrase .
  ?phrase nif:anchorOf ?words ; nif:beginIndex ?begin . FILTER(LANG(?what) = "zh")
}"""


def rows(query: str) -> set[tuple[str, ...]]:
    assert "govkg" not in PREFIXES + query
    store = Store()
    store.load(kg.from_facts(example()).rdf.serialize(format="nt").encode(), RdfFormat.N_TRIPLES)
    solutions = store.query(PREFIXES + query)
    assert isinstance(solutions, QuerySolutions)
    return {tuple(value.value for value in solution if isinstance(value, Literal)) for solution in solutions}


def test_bodies_with_their_kind_and_evidence() -> None:
    assert rows(BODIES) == {
        ("南昌市西湖区人民政府", "Government", "西湖区人民政府"),
        ("南昌市西湖区人民政府", "Government", "区政府"),
        ("南昌市西湖区司法局", "Department", "区司法局"),
    }


def test_policies_with_their_kind_and_evidence() -> None:
    assert rows(POLICIES) == {("西湖区优化营商环境实施方案", "规划方案", "《西湖区优化营商环境实施方案》")}


def test_observations_with_their_values_and_the_words_that_say_so() -> None:
    text = example().report.text
    found = rows(OBSERVATIONS)
    assert {row[:4] for row in found} >= {
        ("办结率", "98.5", "%", "办结率达98.5%以上"),
        ("培训骨干", "1200", "人次", "培训骨干1200人次"),
        ("办结率", "99", "%", "复议办结率达到99%"),
    }
    assert len(found) == 4
    for *_, words, begin in found:
        assert text[int(begin) :].startswith(words)


def test_json_ld_is_pleasant_and_loses_nothing(tmp_path: Path) -> None:
    graph = kg.from_facts(example())
    path = graph.export(tmp_path / "graph.jsonld")
    assert set(rdflib.Graph().parse(path)) == set(graph.rdf)
    nodes = {node["id"]: node for node in json.loads(path.read_text("utf-8"))["@graph"]}
    base = "https://w3id.org/govkg/id/"
    body = nodes[f"{base}body/360103-justice"]
    assert body["type"] == ["Body", "org:Organization"]
    assert body["name"] == {"zh": "南昌市西湖区司法局"}
    assert body["subOrganizationOf"] == f"{base}body/360103-government"
    observation = nodes[f"{base}observation/360103-2020-3"]
    assert (observation["value"], observation["unitText"]) == ("1200", "人次")
    assert observation["modality"] == "https://w3id.org/govkg/vocab/modality/achieved"
    assert list(nodes) == sorted(nodes)


def test_the_context_names_every_property_of_ours() -> None:
    context = json.loads((ontology_dir() / "context.jsonld").read_text("utf-8"))["@context"]
    named = {entry["@id"] if isinstance(entry, dict) else entry for entry in context.values()}
    used = {
        str(predicate).replace("https://w3id.org/govkg/ontology#", "gov:")
        for predicate in kg.from_facts(example()).rdf.predicates()
        if "govkg" in predicate
    }
    assert used <= named
