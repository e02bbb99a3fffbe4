"""Files of a graph: readable, the same bytes each time, and the same graph to every reader."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
from facts import example
from pyoxigraph import RdfFormat, parse

import kg
from kg.graph.serialise import FORMATS, SHIPPED_GRAPHS

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")

SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from facts import example
import kg
graph = kg.from_facts(example(), example(year=2021))
for name in ("ttl", "nt", "nq", "trig", "jsonld"):
    graph.export(f"{sys.argv[2]}/graph.{name}")
"""


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.from_facts(example(), example(year=2021, cases=44))


def test_equal_bytes_from_two_processes(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for number, folder in enumerate(folders):
        folder.mkdir()
        environment = {"SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": str(number), "PATH": ""}
        arguments = [sys.executable, "-c", SCRIPT, str(Path(__file__).parents[1]), str(folder)]
        subprocess.run(arguments, check=True, env=environment)
    for name in FORMATS:
        assert (folders[0] / f"graph.{name}").read_bytes() == (folders[1] / f"graph.{name}").read_bytes(), name


def test_all_readers_count_the_same_triples(graph: kg.Graph, tmp_path: Path) -> None:
    turtle = graph.export(tmp_path / "graph.ttl")
    with_rdflib = len(rdflib.Graph().parse(turtle))
    with_oxigraph = len(set(parse(path=turtle, format=RdfFormat.TURTLE)))
    assert with_rdflib == with_oxigraph == len(graph.rdf)
    assert len(rdflib.Graph().parse(graph.export(tmp_path / "graph.nt"))) == with_rdflib
    assert len(rdflib.Graph().parse(graph.export(tmp_path / "graph.jsonld"))) == with_rdflib


def test_rapper_agrees(graph: kg.Graph, tmp_path: Path) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper (Debian package raptor2-utils) is not installed")
    turtle = graph.export(tmp_path / "graph.ttl")
    said = subprocess.run([rapper, "-i", "turtle", "-c", str(turtle)], capture_output=True, text=True, check=True)
    assert f"Parsing returned {len(graph.rdf)} triples" in said.stderr


def test_turtle_is_the_same_graph_as_quads_merged(graph: kg.Graph, tmp_path: Path) -> None:
    quads = rdflib.Dataset(default_union=True).parse(graph.export(tmp_path / "graph.nq"), format="nquads")
    merged = {triple[:3] for triple in quads.quads((None, None, None, None))}
    assert merged == set(rdflib.Graph().parse(graph.export(tmp_path / "graph.ttl")))


def test_turtle_has_all_that_is_in_the_store(graph: kg.Graph, tmp_path: Path) -> None:
    def plain(triples: Iterable[object]) -> set[str]:
        # the store keeps indices as xsd:integer, Turtle has the type that NIF asks for
        return {str(triple).replace("#nonNegativeInteger>", "#integer>") for triple in triples}

    stored = plain(quad.triple for quad in graph.store if quad.graph_name not in SHIPPED_GRAPHS)
    turtle = graph.export(tmp_path / "graph.ttl")
    assert plain(quad.triple for quad in parse(path=turtle, format=RdfFormat.TURTLE)) == stored


def test_trig_and_quads_are_the_same_dataset(graph: kg.Graph, tmp_path: Path) -> None:
    trig = set(parse(path=graph.export(tmp_path / "graph.trig"), format=RdfFormat.TRIG))
    assert trig == set(parse(path=graph.export(tmp_path / "graph.nq"), format=RdfFormat.N_QUADS))
    assert len({quad.graph_name for quad in trig}) == 3


def test_turtle_groups_entities_with_labels_first(graph: kg.Graph, tmp_path: Path) -> None:
    lines = graph.export(tmp_path / "graph.ttl").read_text("utf-8").splitlines()
    assert lines[0].startswith("@prefix ")
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes, key=lambda line: line.split(":")[0])
    heads = [line.split(" ")[2] for line in lines if " a " in line and not line.startswith("\t")]
    order = [head for number, head in enumerate(heads) if number == 0 or heads[number - 1] != head]
    assert order[:7] == [
        "gov:Report",
        "gov:Place",
        "gov:Body",
        "gov:Policy",
        "gov:Program",
        "gov:Honour",
        "gov:Event",
    ]
    at = next(number for number, line in enumerate(lines) if line.startswith("body:360103-justice a gov:Body"))
    assert lines[at + 1] == '\tskos:prefLabel "南昌市西湖区司法局"@zh ;'
    assert "\torg:classification body-kind:department ;" in lines[at : at + 10]


def test_without_provenance_no_evidence_is_written(graph: kg.Graph, tmp_path: Path) -> None:
    for name in FORMATS:
        path = graph.export(tmp_path / f"facts.{name}", provenance=False)
        text = path.read_text("utf-8")
        if text.startswith("{"):  # the context of JSON-LD names every term, used or not
            text = json.dumps(json.loads(text)["@graph"], ensure_ascii=False)
        assert "司法局" in text or "\\u" in text
        assert "anchorOf" not in text and "wasDerivedFrom" not in text, name


def test_index_types_survive_the_store(graph: kg.Graph, tmp_path: Path) -> None:
    text = graph.export(tmp_path / "graph.nt").read_text("utf-8")
    assert text.count("#beginIndex>") == text.count("#endIndex>") > 0
    assert '#beginIndex> "0"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> .' in text
