"""The shipped questions are complete, answer, and mean the same to another engine."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import rdflib
from facts import example, with_person
from pyoxigraph import Literal, Store

import kg
from kg.graph.namespaces import DEFAULT_BASE, prefixes_for
from kg.store.query import QueryError, bind
from kg.store.questions import question, questions, read_question

NAMES = sorted(questions())
# A value for every parameter that leaves some rows of the graph below.
VALUES = {
    "area": "360103",
    "year": "2020",
    "body": "南昌市西湖区司法局",
    "indicator": "办结",
    "unit": "件",
    "word": "执法",
    "level": "province",
    "thing": "南昌市西湖区司法局",
    "below": "0.88",
    "name": "何秀英",
}
OTHERS = {"policies-issued": {"body": "南昌市西湖区人民政府"}}


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    hangzhou = example(area="place/330106", area_label="杭州市西湖区")
    return kg.from_facts(with_person(example()), example(year=2021, cases=50), example(year=2022), hangzhou)


@pytest.fixture(scope="module")
def in_rdflib(graph: kg.Graph, tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    path = graph.export(tmp_path_factory.mktemp("turtle") / "graph.ttl")
    return rdflib.Graph().parse(path)


def test_there_are_enough() -> None:
    assert len(NAMES) >= 15


@pytest.mark.parametrize("name", NAMES)
def test_each_is_described_in_both_languages(name: str) -> None:
    found = question(name)
    assert set(found.title) == set(found.description) == {"zh", "en"}
    for parameter in found.parameters:
        assert set(parameter.about) == {"zh", "en"}, parameter.name
        assert f"?{parameter.name}" in found.sparql


def rows(answer: kg.library.Answer) -> Counter[tuple[str | None, ...]]:
    return Counter(
        tuple(None if term is None else getattr(term, "value", str(term)) for term in row) for row in answer.terms
    )


def rdflib_rows(graph: rdflib.Graph, text: str) -> Counter[tuple[str | None, ...]]:
    # in Turtle facts and evidence are one graph
    text = text.replace("GRAPH ?report {", "{")
    result = graph.query(text, initNs=prefixes_for("https://w3id.org/govkg/id/"))
    return Counter(tuple(None if term is None else str(term) for term in row) for row in result)


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_same_rows(graph: kg.Graph, in_rdflib: rdflib.Graph, name: str) -> None:
    found = question(name)
    assert rows(graph.ask(name)) == rdflib_rows(in_rdflib, found.sparql)
    for parameter in found.parameters:
        value = {**VALUES, **OTHERS.get(name, {})}[parameter.name]
        bindings = found.bindings({parameter.name: value}, graph.store, graph.base)
        own = rows(graph.ask(name, **{parameter.name: value}))
        assert own == rdflib_rows(in_rdflib, bind(found.sparql, bindings)), parameter.name
        if name != "growth":
            assert own and own <= rows(graph.ask(name)), parameter.name


def test_what_some_of_them_answer(graph: kg.Graph) -> None:
    metrics = graph.ask("metrics", area="360103", year=2021)
    assert [(row["indicator"], row["value"], row["modality"]) for row in metrics if row["unit"] == "件"] == [
        ("行政复议案件", 50, "achieved")
    ]
    targets = [row for row in graph.ask("targets-and-results", area="360103") if row["target_period"] == "2021"]
    assert [(float(str(row["target"])), row["period"]) for row in targets] == [(99.0, "2021"), (99.0, "2022")]
    assert [row["reports"] for row in graph.ask("programs-by-reports")] == [3, 1]
    issued = list(graph.ask("policies-issued", body="南昌市西湖区人民政府"))
    assert {row["policy"] for row in issued} == {"西湖区优化营商环境实施方案"}
    quotes = {row["quote"] for row in graph.ask("evidence", thing="id:program/360103-law-wise")}
    assert quotes == {"“法律明白人”培养工程"}


def test_unknown_names_and_parameters_name_those_there_are(graph: kg.Graph) -> None:
    with pytest.raises(QueryError, match=r"is no shipped question; there are: .*metrics"):
        graph.ask("metric")
    with pytest.raises(QueryError, match="is no shipped question"):
        question("../../pyproject")
    with pytest.raises(QueryError, match="has no parameter place; its parameters are: area, year"):
        graph.ask("metrics", place="360103")
    with pytest.raises(QueryError, match="year=last: is not a year such as 2020"):
        graph.ask("metrics", year="last")


def test_a_head_with_an_unknown_type_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("# param n: number\nSELECT ?n {}", "utf-8")
    with pytest.raises(QueryError, match=r"mine\.rq: param n: number is no type"):
        read_question(file)


def test_defaults_apply_until_a_value_is_given(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("# param code: string = 360103\nSELECT ?n { ?p gov:adminCode ?code ; skos:prefLabel ?n }", "utf-8")
    found = read_question(file)
    assert found.bindings({}, Store(), DEFAULT_BASE) == {"code": (Literal("360103"),)}
    assert found.bindings({"code": "1"}, Store(), DEFAULT_BASE) == {"code": (Literal("1"),)}


def test_a_thing_is_meant_by_name_short_name_code_or_iri(graph: kg.Graph) -> None:
    def places(area: str) -> set[object]:
        return {row["place"] for row in graph.ask("metrics", area=area)}

    assert places("南昌市西湖区") == places("360103") == places("id:place/360103") == {"南昌市西湖区"}
    assert places("https://w3id.org/govkg/id/place/360103") == {"南昌市西湖区"}
    assert places("西湖区") == {"南昌市西湖区", "杭州市西湖区"}
    with pytest.raises(QueryError, match="area=东湖区: nothing in the graph is called so"):
        places("东湖区")
