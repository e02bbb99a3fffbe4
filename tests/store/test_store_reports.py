"""Reports in a store are added, replaced and retracted, and the merged facts follow."""

from __future__ import annotations

from pathlib import Path

import pytest
from facts import example
from pyoxigraph import DefaultGraph, NamedNode, Store

import kg
from kg.graph.namespaces import DEFAULT_BASE
from kg.graph.serialise import SHIPPED_GRAPHS, report_graphs
from kg.store.reports import count_by_class, load, load_files, report_nquads, retract


@pytest.fixture(autouse=True)
def _same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


def content(store: Store) -> set[str]:
    return {str(quad) for quad in store if quad.graph_name not in SHIPPED_GRAPHS}


def facts(store: Store) -> set[str]:
    return {str(quad.triple) for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}


def report_iri(year: int) -> str:
    return f"{DEFAULT_BASE}report/360103-{year}-law-based-government"


def test_merged_facts_are_the_union_of_what_the_reports_say() -> None:
    both = facts(kg.from_facts(example(), example(year=2021)).store)
    assert both == facts(kg.from_facts(example()).store) | facts(kg.from_facts(example(year=2021)).store)


def test_retracting_a_report_leaves_what_the_others_say() -> None:
    store = kg.from_facts(example(), example(year=2021)).store
    gone = retract(store, report_iri(2020))
    alone = kg.from_facts(example(year=2021)).store
    assert content(store) == content(alone)
    assert gone > 0
    assert report_graphs(store) == [NamedNode(report_iri(2021))]


def test_retracting_the_last_report_leaves_nothing() -> None:
    store = kg.from_facts(example()).store
    retract(store, report_iri(2020))
    assert content(store) == set()
    assert count_by_class(store) == {}


def test_a_replaced_report_leaves_no_trace_of_its_old_figures() -> None:
    store = kg.from_facts(example(cases=38), example(year=2021)).store
    retract(store, report_iri(2020))
    load(store, report_nquads(kg.from_facts(example(cases=83)).store, report_iri(2020)))
    assert content(store) == content(kg.from_facts(example(cases=83), example(year=2021)).store)
    assert "38" not in {row["v"] for row in kg.from_facts(example(cases=83)).query("SELECT ?v { ?o gov:value ?v }")}


def test_a_report_leaves_a_store_as_it_came_into_it() -> None:
    store = kg.from_facts(example(), example(year=2021)).store
    copy = Store()
    load(copy, report_nquads(store, report_iri(2020)))
    assert content(copy) == content(kg.from_facts(example()).store)


def test_adding_the_same_report_twice_changes_nothing() -> None:
    store = kg.from_facts(example()).store
    before = content(store)
    load(store, report_nquads(store, report_iri(2020)))
    assert content(store) == before


def test_two_places_of_one_name_stay_apart() -> None:
    graph = kg.from_facts(example(), example(area="place/330106", area_label="杭州市西湖区"))
    names = {row["n"] for row in graph.query("SELECT ?n { ?b a gov:Body ; skos:prefLabel ?n }")}
    assert names == {"南昌市西湖区人民政府", "南昌市西湖区司法局", "杭州市西湖区人民政府", "杭州市西湖区司法局"}


def test_counts_are_of_distinct_things() -> None:
    counts = count_by_class(kg.from_facts(example(), example(year=2021)).store)
    assert counts == {
        "Report": 2,
        "Place": 2,
        "Body": 2,
        "Policy": 1,
        "Program": 1,
        "Honour": 1,
        "Event": 2,
        "Observation": 8,
        "Indicator": 3,
        "Problem": 2,
        "Commitment": 2,
    }


def test_shipped_vocabularies_are_there_for_queries_and_no_part_of_what_is_said() -> None:
    graph = kg.from_facts(example())
    asked = "ASK { GRAPH govv: { <https://w3id.org/govkg/vocab/policy-kind/law> skos:prefLabel '法律'@zh } }"
    assert graph.query(asked)
    assert not graph.query("ASK { <https://w3id.org/govkg/vocab/policy-kind/law> ?p ?o }")


def test_files_are_loaded_so_many_at_once_as_memory_allows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, together = [], Store()
    for year in (2018, 2019, 2020):
        graph = kg.from_facts(example(year=year))
        nquads = report_nquads(graph.store, report_iri(year))
        load(together, nquads)
        files.append(tmp_path / f"{year}.nq")
        files[-1].write_bytes(nquads)
    for limit in (1, files[0].stat().st_size * 2 + 1000, 1_000_000_000):
        monkeypatch.setattr("kg.store.reports._AT_ONCE", limit)
        store = Store()
        load_files(store, files)
        assert content(store) == content(together)
    load_files(store, [])
    assert content(store) == content(together)
