"""The graph as a network: a networkx MultiDiGraph with typed attributes, and figures about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import networkx
from pyoxigraph import NamedNode, QuerySolutions, Store

from kg.graph.namespaces import DEFAULT_BASE, prefixes_for
from kg.store.query import to_python
from kg.views.nodes import CLASSES, Node, local_name, nodes

_EVIDENCE = """
SELECT ?s ?p ?o ?confidence ?report ?quote ?sentence {
  GRAPH ?report {
    ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
      gov:confidence ?confidence ; prov:wasDerivedFrom ?phrase .
    ?phrase nif:anchorOf ?quote .
    OPTIONAL { ?phrase nif:sentence/nif:anchorOf ?sentence }
  }
}
"""
# The kind of a thing stands in another property for each class.
_KINDS = ("classification", "type_document", "programKind", "genre")


def network(store: Store, *, observations: bool = True) -> networkx.MultiDiGraph[str]:
    """Things as nodes (key: IRI), relations as edges (key: the property's name).

    Nodes have `label`, `cls` (Body, Policy …), `kind`, `names`, and what is known of them as typed values: numbers as
    int or float, days as date. Edges have `predicate`, and where the text says them `confidence`, `quote`, `sentence`
    and `report` of the surest reading. Without `observations`, indicators and their values are left out.
    """
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    found: list[Node] = []
    for cls in CLASSES:
        if observations or cls not in ("Observation", "Indicator"):
            for node in nodes(store, cls):
                found.append(node)
                graph.add_node(node.iri, **_attributes(node))
    evidence = _evidence(store)
    for node in found:
        for name, targets in sorted(node.links.items()):
            for target in targets:
                if target in graph:
                    said = evidence.get((node.iri, name, target), {})
                    graph.add_edge(node.iri, target, key=name, predicate=name, **said)
    return graph


def _attributes(node: Node) -> dict[str, Any]:
    attributes: dict[str, Any] = {"label": node.label, "cls": node.cls}
    names = node.literals.get("altLabel", [])
    if names:
        attributes["names"] = "；".join(str(name) for name in names)
    for name in node.concepts:
        if name not in ("inScheme", "broader") and (key := node.concept(name)):
            attributes["kind" if name in _KINDS else name] = key
    for name, values in node.literals.items():
        if name not in ("altLabel", "language", "sha256", "title"):
            value = values[0]
            # Gephi and GraphML know int and double, no decimals
            attributes[name] = float(value) if type(value).__name__ == "Decimal" else value  # type: ignore[arg-type]
    return attributes


def _evidence(store: Store) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The surest reading of each relation, by subject, property name and object."""
    results = store.query(_EVIDENCE, prefixes=prefixes_for(DEFAULT_BASE))
    assert isinstance(results, QuerySolutions)
    best: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in results:
        ends = (row["s"], row["p"], row["o"])
        subject, relation, target = (term.value if isinstance(term, NamedNode) else "" for term in ends)
        quote, sentence, report = (str(to_python(row[name]) or "") for name in ("quote", "sentence", "report"))
        said = {
            "confidence": float(str(to_python(row["confidence"]))),
            "quote": quote,
            "sentence": sentence or quote,
            "report": report,
        }
        key = (subject, local_name(relation), target)
        if key not in best or _rank(said) > _rank(best[key]):
            best[key] = said
    return best


def _rank(said: dict[str, Any]) -> tuple[float, str, str]:
    return (said["confidence"], said["report"], said["quote"])


@dataclass(frozen=True, slots=True)
class Ranked:
    """A node and how central it is: `degree` counts edges, `betweenness` is 0…1."""

    iri: str
    label: str
    cls: str
    degree: int
    betweenness: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures about a network: its size, its weakly connected components, its nodes from the best connected down."""

    nodes: int
    edges: int
    components: int
    largest: int
    ranked: tuple[Ranked, ...]


def measure(graph: networkx.MultiDiGraph[str], classes: tuple[str, ...] = ("Body", "Policy", "Program")) -> Measures:
    """Figures about the part of `graph` with these classes.

    Above 1,000 nodes betweenness is estimated from 200 of them, always the same ones.
    """
    part = graph.subgraph([node for node, data in graph.nodes(data=True) if data["cls"] in classes])
    components = [len(component) for component in networkx.weakly_connected_components(part)]
    simple = networkx.Graph(part)
    sample = 200 if len(simple) > 1000 else None
    between = networkx.betweenness_centrality(simple, k=sample, seed=1)
    ranked = [
        Ranked(node, data["label"], data["cls"], part.degree(node), between[node])
        for node, data in part.nodes(data=True)
    ]
    ranked.sort(key=lambda node: (-node.degree, -node.betweenness, node.iri))
    return Measures(len(part), part.number_of_edges(), len(components), max(components, default=0), tuple(ranked))
