"""Validation of stores, of single reports, and what is kept of it between builds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from facts import GOVERNMENT, PROGRAM, example
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store
from rdflib import RDF, RDFS, SH, BNode, URIRef

import kg
from kg.graph.mapping import map_report
from kg.graph.run import new_run
from kg.graph.shapes import SHAPES, Result
from kg.graph.validation import ValidationReport, contradictions, validate, validate_nquads, write_validation
from kg.pipeline import retract_reports
from kg.resolution.model import ReportFacts
from kg.vocabulary.concepts import load_vocabulary

GOV = "https://w3id.org/govkg/ontology#"
BASE = "https://w3id.org/govkg/id/"


def result(report: str = "", focus: str = "https://example.org/x", **more: str) -> Result:
    given = {"path": f"{GOV}value", "value": '"1"', "component": "MaxCountConstraintComponent", "severity": "Violation"}
    given |= more
    messages = (("en", "one value"), ("zh", "一个值"))
    return Result(f"{SHAPES}Observation-value", focus, messages=messages, label="名称", report=report, **given)


def turtle(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle")


def test_a_fault_is_found_in_the_report_that_has_it() -> None:
    graph = kg.from_facts(example(), example(year=2021))
    reports = sorted(graph.reports)
    node = NamedNode(f"{BASE}observation/360103-2021-1")
    graph.store.add(Quad(node, NamedNode(f"{GOV}value"), Literal("7"), NamedNode(reports[1])))
    report = validate(graph.store)
    assert {(r.shape, r.report, r.component) for r in report.results} == {
        (f"{SHAPES}Observation-value", reports[1], "MaxCountConstraintComponent"),
        (f"{SHAPES}Observation-value", reports[1], "DatatypeConstraintComponent"),
    }
    assert not report.conforms


def otherwise_named(year: int) -> ReportFacts:
    """A report that calls the government by another name."""
    facts = example(year=year)
    other = tuple(
        replace(entity, label="西湖区政府") if entity.id == GOVERNMENT else entity for entity in facts.entities
    )
    return replace(facts, entities=other)


def test_what_two_reports_say_differently_of_one_body_is_a_contradiction() -> None:
    report = validate(kg.from_facts(example(), otherwise_named(2021)).store)
    assert [(r.shape, r.focus) for r in report.results] == [(f"{SHAPES}Body-prefLabel", f"{BASE}{GOVERNMENT}")]


def test_contradictions_are_found_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    store = kg.from_facts(example(), otherwise_named(2021)).store
    found = contradictions(store)
    monkeypatch.setattr("kg.graph.validation._BATCH", 1)
    assert contradictions(store) == found
    (one,) = found
    assert (one.component, one.report) == ("MaxCountConstraintComponent", "")
    assert one.label in ("西湖区政府", "西湖区人民政府")


def test_what_comes_in_and_what_goes_out_contradicts_or_no_longer_does(tmp_path: Path) -> None:
    directory = tmp_path / "out"

    def held() -> bool:
        written = rdflib.Graph().parse(directory / "validation.ttl")
        return written.value(URIRef(f"{BASE}validation"), SH.conforms) == rdflib.Literal(True)

    kg.from_facts(example()).save(directory, html=False)
    assert held()
    other = kg.from_facts(otherwise_named(2021))
    other.save(directory, html=False)
    assert not held()
    # a report on something else does not mend it
    kg.from_facts(example(area="place/360104", area_label="青云谱区")).save(directory, html=False)
    assert not held()
    retract_reports(directory, list(other.reports), html=False)
    assert held()


def test_a_program_may_be_planned_in_one_report_and_under_way_in_the_next() -> None:
    first, second = example(), example(year=2021)
    planned = tuple(
        replace(
            entity,
            concepts=tuple(("modality", "modality/planned") if n == "modality" else (n, c) for n, c in entity.concepts),
        )
        if entity.id == PROGRAM
        else entity
        for entity in first.entities
    )
    assert validate(kg.from_facts(replace(first, entities=planned), second).store).results == ()


def test_one_report_in_its_nquads() -> None:
    vocabulary = load_vocabulary()
    facts = example()
    good = map_report(facts, vocabulary, new_run(vocabulary))
    assert validate_nquads(good.nquads, good.iri) == []
    bad = tuple(replace(o, bound="roughly") if o.id.endswith("-1") else o for o in facts.observations)
    wrong = map_report(replace(facts, observations=bad), vocabulary, new_run(vocabulary))
    found = validate_nquads(wrong.nquads, wrong.iri)
    assert {r.shape.removeprefix(SHAPES) for r in found} == {"Observation-bound", "Concept-known"}
    assert {r.report for r in found} == {wrong.iri}
    # other graphs in the same N-Quads are not looked at
    assert validate_nquads(wrong.nquads, "https://example.org/other") == []


def test_an_empty_store_conforms() -> None:
    assert validate(Store()) == ValidationReport((), 1)


def test_a_blank_node_is_a_fault_and_is_named_in_the_report() -> None:
    graph = rdflib.Graph()
    node = BNode()
    graph.add((node, RDF.type, URIRef(f"{GOV}Honour")))
    report = validate(graph)
    assert f"{SHAPES}Honour" in {r.shape for r in report.results}
    written = turtle(report.to_turtle())
    assert not any(isinstance(term, BNode) for triple in written for term in triple)


def test_the_report_as_rdf() -> None:
    report = ValidationReport((result(f"{BASE}report/1"), result(path="", value="<https://example.org/y>")), 2)
    written = turtle(report.to_turtle())
    top = URIRef(f"{BASE}validation")
    assert written.value(top, SH.conforms) == rdflib.Literal(False)
    assert len(list(written.objects(top, SH.result))) == 2
    assert not any(isinstance(term, BNode) for triple in written for term in triple)
    one = next(written.subjects(URIRef(f"{GOV}reportedIn"), URIRef(f"{BASE}report/1")))
    assert written.value(one, SH.resultPath) == URIRef(f"{GOV}value")
    assert written.value(one, SH.sourceConstraintComponent) == SH.MaxCountConstraintComponent
    assert written.value(one, SH.resultSeverity) == SH.Violation
    assert written.value(one, RDFS.label) == rdflib.Literal("名称")
    assert {m.language for m in written.objects(one, SH.resultMessage)} == {"zh", "en"}
    assert report.to_turtle() == report.to_turtle()


def test_the_report_to_read() -> None:
    many = tuple(result(f"{BASE}report/1", f"https://example.org/{n}") for n in range(7))
    report = ValidationReport((*many, result(severity="Warning", focus="https://example.org/w")), 3)
    text = report.text("zh")
    assert text.startswith("不合格：7 处违反，另有 1 处提醒；共检查 3 份报告的图。")
    assert "shape:Observation-value  违反 7 处" in text
    assert "一个值" in text and "…… 另有 2 处" in text
    assert text.index("违反 7 处") < text.index("警告 1 处")
    english = report.text("en", None)
    assert all(f"https://example.org/{n}" in english for n in range(7))
    assert "more" not in english
    assert ValidationReport(()).text("en") == "Conforms: graphs of 1 reports satisfy all shapes.\n"
    assert ValidationReport((result(severity="Warning"),)).text("zh").startswith("合格")


def test_control_characters_of_a_label_do_not_reach_the_terminal() -> None:
    text = ValidationReport((replace(result(), label="名\x1b[31m称\n二"),)).text("en")
    assert "\x1b" not in text and "名 [31m称 二" in text


def test_what_is_known_of_other_reports_is_kept(tmp_path: Path) -> None:
    path, second = tmp_path / "validation.ttl", tmp_path / "second.ttl"
    old, gone = f"{BASE}report/old", f"{BASE}report/gone"
    write_validation(path, [result(old, path=f"^{GOV}value"), result(gone)], BASE)
    new = result(f"{BASE}report/new", severity="Warning")
    write_validation(second, [new], BASE, before=path, unchanged=[old])
    graph = rdflib.Graph().parse(second)
    assert {str(o).rsplit("/", 1)[1] for o in graph.objects(None, URIRef(f"{GOV}reportedIn"))} == {"old", "new"}
    assert graph.value(URIRef(f"{BASE}validation"), SH.conforms) == rdflib.Literal(False)
    assert len(list(graph.subject_objects(SH.inversePath))) == 1
    write_validation(path, [new], BASE, before=second, unchanged=[])
    assert rdflib.Graph().parse(path).value(URIRef(f"{BASE}validation"), SH.conforms) == rdflib.Literal(True)
    second.write_text("@damaged", "utf-8")
    write_validation(path, [], BASE, before=second, unchanged=[old])
    assert len(rdflib.Graph().parse(path)) == 2


@pytest.mark.parametrize("year", [2020, 2021])
def test_a_saved_graph_has_its_validation(tmp_path: Path, year: int) -> None:
    directory = kg.from_facts(example(year=year)).save(tmp_path / "out", html=False)
    graph = rdflib.Graph().parse(directory / "validation.ttl")
    assert graph.value(URIRef(f"{BASE}validation"), SH.conforms) == rdflib.Literal(True)


def test_a_store_with_one_plain_graph_is_checked_as_a_whole() -> None:
    store = Store()
    node, kind = NamedNode("https://example.org/x"), NamedNode(f"{GOV}Place")
    store.add(Quad(node, NamedNode(str(RDF.type)), kind, DefaultGraph()))
    assert {r.shape.removeprefix(SHAPES) for r in validate(store).results} == {"Place", "Place-prefLabel"}
