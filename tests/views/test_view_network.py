"""The network has typed attributes, the words behind each edge, and opens elsewhere."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import networkx
import pytest
from facts import CASES, GOVERNMENT, HONOUR, JUSTICE, PLAN, PROGRAM, example

import kg
from kg.graph.namespaces import DEFAULT_BASE, GOVV
from kg.views.network import measure

ID = DEFAULT_BASE


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.from_facts(example(), example(year=2021))


def test_nodes_have_typed_attributes(graph: kg.Graph) -> None:
    network = graph.to_networkx()
    body = network.nodes[ID + JUSTICE]
    assert body == {"label": "南昌市西湖区司法局", "cls": "Body", "kind": "department", "names": "区司法局"}
    observation = network.nodes[f"{ID}observation/360103-2020-2"]
    assert observation["value"] == 98.5
    assert (observation["cls"], observation["bound"], observation["unitText"]) == ("Observation", "at-least", "%")
    assert network.nodes[ID + HONOUR]["level"] == "province"
    assert network.nodes[GOVV + CASES[5:]]["cls"] == "Indicator"


def test_days_are_dates(graph: kg.Graph) -> None:
    from dataclasses import replace

    facts = example()
    dated = replace(
        facts,
        entities=tuple(
            replace(entity, values=(("date", "2020-11-25"),)) if entity.cls.value == "Event" else entity
            for entity in facts.entities
        ),
    )
    network = kg.from_facts(dated).to_networkx()
    assert [data["date"] for _, data in network.nodes(data=True) if data["cls"] == "Event"] == [date(2020, 11, 25)]


def test_edges_have_the_words_that_say_them(graph: kg.Graph) -> None:
    network = graph.to_networkx()
    assert network.edges[ID + PROGRAM, ID + JUSTICE, "implementedBy"] == {
        "predicate": "implementedBy",
        "confidence": 0.85,
        "quote": "区司法局开展“法律明白人”培养工程",
        "sentence": "区司法局开展“法律明白人”培养工程，培训骨干1200人次。",
        "report": f"{ID}report/360103-2021-law-based-government",
    }
    assert network.edges[ID + JUSTICE, ID + GOVERNMENT, "subOrganizationOf"] == {"predicate": "subOrganizationOf"}
    assert set(network[ID + PLAN][ID + GOVERNMENT]) == {"issuedBy"}


def test_observations_can_be_left_out(graph: kg.Graph) -> None:
    classes = {data["cls"] for _, data in graph.to_networkx(observations=False).nodes(data=True)}
    assert classes == {"Report", "Place", "Body", "Policy", "Program", "Honour", "Event", "Problem", "Commitment"}


def test_graphml_goes_round(graph: kg.Graph, tmp_path: Path) -> None:
    network = graph.to_networkx()
    read = networkx.read_graphml(graph.export(tmp_path / "graph.graphml"), force_multigraph=True)
    assert set(read.nodes) == set(network.nodes)
    assert read.number_of_edges() == network.number_of_edges()
    for node, data in network.nodes(data=True):
        assert read.nodes[node] == {k: v.isoformat() if isinstance(v, date) else v for k, v in data.items()}


def test_gexf_goes_round_and_names_each_attribute_once(graph: kg.Graph, tmp_path: Path) -> None:
    path = graph.export(tmp_path / "graph.gexf")
    read = networkx.read_gexf(path)
    network = graph.to_networkx()
    assert (len(read), read.number_of_edges()) == (len(network), network.number_of_edges())
    assert read.nodes[f"{ID}observation/360103-2020-2"]["value"] == 98.5
    text = path.read_text("utf-8")
    for kind in ("node", "edge"):
        block = text.split(f'class="{kind}"')[1].split("</attributes>")[0]
        titles = [part.split('"')[0] for part in block.split('title="')[1:]]
        assert len(titles) == len(set(titles))


@pytest.mark.parametrize("ending", ["gexf", "graphml"])
def test_equal_graphs_give_equal_bytes_on_any_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    first = kg.from_facts(example(), example(year=2021)).export(tmp_path / f"first.{ending}")
    monkeypatch.setattr("time.strftime", lambda *arguments: "1999-12-31")
    second = kg.from_facts(example(year=2021), example()).export(tmp_path / f"second.{ending}")
    assert first.read_bytes() == second.read_bytes()


def test_control_characters_do_not_break_the_xml(tmp_path: Path) -> None:
    from dataclasses import replace

    facts = example()
    entities = tuple(replace(e, label=f"{e.label}\x0b<&") if e.id == JUSTICE else e for e in facts.entities)
    graph = kg.from_facts(replace(facts, entities=entities))
    read = networkx.read_graphml(graph.export(tmp_path / "graph.graphml"))
    assert read.nodes[ID + JUSTICE]["label"] == "南昌市西湖区司法局<&"
    assert networkx.read_gexf(graph.export(tmp_path / "graph.gexf")).nodes[ID + JUSTICE]["label"].endswith("<&")


def test_measures_of_the_network(graph: kg.Graph) -> None:
    measures = measure(graph.to_networkx())
    assert (measures.nodes, measures.edges, measures.components, measures.largest) == (4, 3, 1, 4)
    assert [(node.label, node.degree) for node in measures.ranked[:2]] == [
        ("南昌市西湖区人民政府", 2),
        ("南昌市西湖区司法局", 2),
    ]
    assert measures.ranked[0].betweenness == pytest.approx(2 / 3)


def test_measures_of_nothing() -> None:
    measures = measure(networkx.MultiDiGraph())
    assert (measures.nodes, measures.components, measures.largest, measures.ranked) == (0, 0, 0, ())
