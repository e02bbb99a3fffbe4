"""SPARQL with prefixes and parameters; errors that show their place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import rdflib
from facts import example
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

import kg
from kg.store.query import QueryError, bind, run_query, to_python, to_term

PLACES = "SELECT ?place ?name { ?place a gov:Place ; gov:adminCode ?code ; skos:prefLabel ?name }"


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.from_facts(example(), example(year=2021))


def test_rows_are_dicts_of_python_values(graph: kg.Graph) -> None:
    rows = graph.query(
        "SELECT ?v ?y ?n { ?o gov:value ?v ; gov:reportedIn ?r . ?r gov:reportingYear ?y } ORDER BY ?v ?y"
    )
    assert rows.columns == ("v", "y", "n")
    assert next(iter(rows)) == {"v": Decimal(38), "y": 2020, "n": None}
    assert len(rows) == 8


def test_rows_become_a_data_frame(graph: kg.Graph) -> None:
    frame = graph.query("SELECT ?v ?u { ?o gov:value ?v ; gov:unitText ?u } ORDER BY ?v").to_pandas()
    assert list(frame.columns) == ["v", "u"]
    assert frame.shape == (8, 2)


def test_ask_construct_and_describe(graph: kg.Graph) -> None:
    assert graph.query("ASK { ?b a gov:Body }")
    assert not graph.query("ASK { ?b a gov:Nothing }")
    answer = graph.query("CONSTRUCT { ?b rdfs:label ?n } WHERE { ?b a gov:Body ; skos:prefLabel ?n }")
    assert len(rdflib.Graph().parse(data=answer.turtle(), format="turtle")) == len(answer) == 2
    assert len(graph.query("DESCRIBE <https://w3id.org/govkg/id/place/360100>")) == 4


def test_parameters_bind_variables(graph: kg.Graph) -> None:
    assert [row["name"] for row in graph.query(PLACES, code="360103")] == ["南昌市西湖区"]
    assert len(graph.query(PLACES)) == 2
    place = rdflib.URIRef("https://w3id.org/govkg/id/place/360103")
    assert [row["name"] for row in graph.query(PLACES, place=place)] == ["南昌市西湖区"]
    assert graph.query("ASK { ?o gov:value ?v }", v=Decimal("98.50"))
    assert graph.query("SELECT ?x WHERE { ?s ?p ?o BIND(?v AS ?x) } LIMIT 1", v=date(2020, 1, 2)).terms[0][
        0
    ] == Literal("2020-01-02", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))


def test_parameters_of_construct_bind_the_where_group_not_the_template() -> None:
    text = "CONSTRUCT { ?s gov:x ?c } WHERE { ?s gov:adminCode ?c }"
    assert bind(text, {"c": (Literal("1"),)}) == (
        'CONSTRUCT { ?s gov:x ?c } WHERE { VALUES ?c { "1" }  ?s gov:adminCode ?c }'
    )
    short = "CONSTRUCT WHERE { ?s gov:adminCode ?c }"
    assert bind(short, {"c": (Literal("1"),)}).startswith('CONSTRUCT WHERE { VALUES ?c { "1" }')


def test_braces_in_comments_strings_and_iris_are_no_groups() -> None:
    text = "# { ?no\nSELECT ('{' AS ?s) ?c { ?x <http://a/{> ?c }".replace("<http://a/{>", "<http://a/#b>")
    bound = bind(text, {"c": (Literal("1"),)})
    assert bound == "# { ?no\nSELECT ('{' AS ?s) ?c { VALUES ?c { \"1\" }  ?x <http://a/#b> ?c }"
    with pytest.raises(QueryError, match="has no variable"):
        bind(text, {"no": (Literal("1"),)})


@given(st.text())
def test_no_value_is_read_as_syntax(value: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in value):
        return
    answer = run_query(Store(), "SELECT ?v WHERE { }", "https://example.org/", {"v": value})
    assert [row["v"] for row in answer] == [value]


def test_unknown_parameters_and_values_are_refused(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match=r"has no variable \?cod; it has \?code, \?name, \?place"):
        graph.query(PLACES, cod="360103")
    with pytest.raises(QueryError, match="cannot be a parameter"):
        graph.query(PLACES, code=object())


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("SELECT ?s WHERE {\n  ?s foo:bar '中' }", 2, 6, "the prefix foo: is not declared"),
        ("SELEC ?s { ?s ?p ?o }", 1, 1, "expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("INSERT DATA { <a:b> <a:b> 1 }", 1, 1, "expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("SELECT ?s { ?s a '机构' , }", 1, 26, "this is not expected here"),
    ],
)
def test_a_syntax_error_shows_its_place(graph: kg.Graph, text: str, line: int, column: int, reason: str) -> None:
    with pytest.raises(QueryError) as caught:
        graph.query(text)
    message, shown, caret = str(caught.value).split("\n")
    assert f"line {line}, column {column}: {reason}" in message
    assert shown == f"  {text.splitlines()[line - 1]}"
    assert caret.endswith("^")
    wide = sum("一" <= character <= "鿿" for character in text.splitlines()[line - 1][: column - 1])
    assert len(caret) == 2 + column + wide


def test_the_place_is_that_of_the_query_as_written(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match="line 1, column 29"):
        graph.query("SELECT ?s { ?s a ?code . ?s x:y 1 }", code="1")


def test_evidence_lies_in_the_reports_own_graphs(graph: kg.Graph) -> None:
    text = "SELECT DISTINCT ?q { ?b a gov:Body ; prov:wasDerivedFrom/nif:anchorOf ?q } ORDER BY ?q"
    assert list(graph.query(text)) == []
    named = text.replace("{ ?b", "{ GRAPH ?g { ?b").replace("?q }", "?q } }")
    assert [row["q"] for row in graph.query(named)] == ["区司法局", "区政府", "西湖区人民政府"]


def test_a_list_means_one_of_its_values(graph: kg.Graph) -> None:
    assert len(graph.query(PLACES, code=["360103", "360100", "000000"])) == 2


def test_aggregates_count_a_fact_of_two_reports_once(graph: kg.Graph) -> None:
    assert [row["n"] for row in graph.query("SELECT (COUNT(?b) AS ?n) { ?b a gov:Body }")] == [2]


@pytest.mark.parametrize("value", ["text", 3, 2.5, True, Decimal("1.5"), date(2020, 2, 29)])
def test_values_go_round(value: object) -> None:
    assert to_python(to_term(value)) == value


def test_rdflib_terms_keep_type_and_language() -> None:
    assert to_term(rdflib.Literal("区", lang="zh")) == Literal("区", language="zh")
    year = rdflib.Literal("2020", datatype=rdflib.XSD.gYear)
    assert to_term(year) == Literal("2020", datatype=NamedNode(str(rdflib.XSD.gYear)))
