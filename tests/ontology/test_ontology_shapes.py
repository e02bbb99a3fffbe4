"""The shapes: a good graph satisfies them, and each wrong graph is rejected by its shape and by no other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyshacl
import pytest
import rdflib
from facts import example
from pyoxigraph import DefaultGraph, RdfFormat, Store
from rdflib import RDF, SH
from wrong import SAMPLE, WRONG, wrong_graph

import kg
from kg.graph.shape_reader import load_shapes
from kg.graph.shapes import SHACL, SHAPES, Result, ShapesError
from kg.graph.validation import validate
from kg.reports import example_path
from kg.vocabulary.files import ontology_dir

SHAPES_FILE = ontology_dir() / "shapes.ttl"


@pytest.fixture(scope="module")
def shapes_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(SHAPES_FILE)


@pytest.fixture(scope="module")
def core_shapes() -> rdflib.Graph:
    """Without the SPARQL constraints, which pySHACL takes long over."""
    graph = rdflib.Graph().parse(SHAPES_FILE)
    graph.remove((None, SH.sparql, None))
    return graph


def rdflib_graph(store: Store) -> rdflib.Graph:
    data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    assert data is not None
    return rdflib.Graph().parse(data=data, format="nt")


def sources(results: tuple[Result, ...]) -> set[str]:
    return {(result.constraint or result.shape).removeprefix(SHAPES) for result in results}


def test_the_sample_conforms() -> None:
    report = validate(rdflib.Graph().parse(SAMPLE))
    assert report.results == ()


@pytest.mark.parametrize(("shape", "change"), WRONG, ids=[f"{shape}-{n}" for n, (shape, _) in enumerate(WRONG)])
def test_a_wrong_graph_is_rejected_by_its_shape_and_no_other(shape: str, change: str) -> None:
    report = validate(wrong_graph(change))
    assert sources(report.results) == {shape}
    warnings = {"Report-reportingYearKnown", "Observation-areaKnown", "Honour-awardedTo"}
    assert report.conforms == (shape in warnings)
    for result in report.results:
        assert {language for language, _ in result.messages} == {"zh", "en"}
        for language in ("zh", "en"):
            assert result.focus in report.text(language)
            assert result.message(language) in report.text(language)


def test_every_shape_has_its_wrong_graph(shapes_graph: rdflib.Graph) -> None:
    declared = {
        str(shape).removeprefix(SHAPES)
        for kind in (SH.NodeShape, SH.PropertyShape, SH.SPARQLConstraint)
        for shape in shapes_graph.subjects(RDF.type, kind)
        if (shape, SH.message, None) in shapes_graph
    }
    assert {shape for shape, _ in WRONG} == declared


def test_every_shape_has_its_messages(shapes_graph: rdflib.Graph) -> None:
    for shape in shapes_graph.objects(None, SH.property):
        languages = {message.language for message in shapes_graph.objects(shape, SH.message)}
        assert languages == {"zh", "en"}, shape


def by_pyshacl(graph: rdflib.Graph, shapes: rdflib.Graph) -> Counter[tuple[str, str, str]]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", allow_warnings=True)
    assert isinstance(report, rdflib.Graph)
    top = set(report.objects(None, SH.result))
    return Counter(
        tuple(
            "_:" if isinstance(term, rdflib.BNode) else str(term)
            for term in (
                report.value(result, SH.sourceShape),
                report.value(result, SH.focusNode),
                report.value(result, SH.sourceConstraintComponent),
            )
        )
        for result in top
    )


def by_us(results: tuple[Result, ...]) -> Counter[tuple[str, str, str]]:
    return Counter((r.shape, "_:" if r.focus.startswith("_:") else r.focus, SHACL + r.component) for r in results)


# rdflib takes any text for a gYear or a gYearMonth
BEYOND_RDFLIB = ('"21"^^xsd:gYear', '"2020-13"^^xsd:gYearMonth')
COMPARED = [(shape, change) for shape, change in WRONG if not change.endswith(BEYOND_RDFLIB)]


@pytest.mark.parametrize(("shape", "change"), COMPARED, ids=[f"{s}-{n}" for n, (s, _) in enumerate(COMPARED)])
def test_pyshacl_finds_the_same(shape: str, change: str, core_shapes: rdflib.Graph, shapes_graph: rdflib.Graph) -> None:
    graph = rdflib_graph(wrong_graph(change))
    full = shape in ("String-words", "Statement-asserted")
    assert by_us(validate(graph).results) == by_pyshacl(graph, shapes_graph if full else core_shapes)


def test_pyshacl_finds_the_same_of_many_faults_at_once(shapes_graph: rdflib.Graph) -> None:
    graph = rdflib.Graph()
    for number, (_, change) in enumerate(COMPARED):
        # rdflib's SUBSTR breaks off at an index that is no integer
        if number % 5 == 0 and not change.endswith("nif:beginIndex 0.0"):
            text = wrong_graph(change).dump(format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
            assert text is not None
            graph.parse(data=text.replace(b"govkg/id/", f"govkg/id/{number}/".encode()), format="nt")
    found = by_us(validate(graph).results)
    assert len(found) > 20
    assert found == by_pyshacl(graph, shapes_graph)


def test_what_the_builder_makes_conforms() -> None:
    graph = kg.from_facts(example(), example(year=2021), example(area="place/110101", area_label="东城区"))
    report = validate(graph.store)
    assert (report.results, report.graphs) == ((), 3)
    # the merged Turtle conforms as well, for whoever has no named graphs
    assert validate(graph.rdf).results == ()


def test_a_graph_without_provenance_conforms() -> None:
    graph = kg.from_facts(example(), provenance=False)
    assert validate(graph.store).results == ()


def test_the_example_that_ships_conforms() -> None:
    graph = kg.build(example_path())
    assert validate(graph.store).results == ()


SHARED = Path(__file__).parents[2].parent / "shared" / "reports"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the real reports are not beside the repository")
def test_the_real_reports_built_together_conform() -> None:
    report = validate(kg.build(SHARED, force=True).store)
    assert report.conforms, report.text("en")


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        ("@prefix", "is not valid Turtle"),
        ("s:A sh:targetClass s:B ; sh:closed true .", "sh:closed, which kg does not know here"),
        ("s:A sh:targetClass s:B ; sh:property [ sh:minCount 1 ] .", "has no sh:path"),
        ("s:A sh:targetClass s:B ; sh:property [ sh:path [ sh:zeroOrMorePath s:p ] ] .", "has a path other than"),
        ("s:A sh:targetClass s:B ; sh:sparql s:C .", "is a SPARQL constraint of your own"),
        ("s:A sh:targetClass s:B ; sh:datatype s:mine .", "asks for the datatype"),
    ],
)
def test_shapes_that_cannot_be_used(tmp_path: Path, shapes: str, message: str) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(f"@prefix sh: <{SHACL}> . @prefix s: <https://example.org/> . {shapes}", "utf-8")
    with pytest.raises(ShapesError, match=message) as caught:
        load_shapes(path)
    assert str(path) in str(caught.value)
    with pytest.raises(ShapesError, match="cannot be read"):
        load_shapes(tmp_path / "none.ttl")


def test_shapes_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        f"""@prefix sh: <{SHACL}> . @prefix s: <https://example.org/> .
        @prefix gov: <https://w3id.org/govkg/ontology#> .
        s:Large a sh:NodeShape ; sh:targetClass gov:Observation ;
          sh:property [ sh:path gov:value ; sh:minInclusive 1000 ; sh:message "few"@en ] .""",
        "utf-8",
    )
    report = validate(kg.from_facts(example()).store, path)
    assert sorted(str(result.value).split("^")[0] for result in report.results) == ['"38"', '"98.5"', '"99"']
    assert "few" in report.text("en")
