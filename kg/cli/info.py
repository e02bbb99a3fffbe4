"""``kg info``."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import Directory, console, guarded


@guarded
def info(
    directory: Directory,
    top: Annotated[int, typer.Option(help="How many of the best connected to name.", min=0)] = 10,
) -> None:
    """Say what the graph in DIR holds, and how its network of bodies, policies and programs hangs together.

    \b
      kg info out
      kg info out --top 25
    """
    from rich.table import Table

    from kg.cli.build import CLASSES
    from kg.library import open_graph
    from kg.views.network import measure, network

    graph = open_graph(directory)
    out = console()
    counts = Table(box=None, pad_edge=False, show_header=False)
    totals = graph.counts
    for cls, (name, chinese) in CLASSES.items():
        if totals.get(cls):
            counts.add_row(name, chinese, str(totals[cls]))
    out.print(counts)

    reports = Table("Report", "Year", "Bodies", "Policies", "Programs", "Observations", box=None, pad_edge=False)
    for row in graph.query(_PER_REPORT):
        reports.add_row(*(str(row[name] if row[name] is not None else "") for name in _COLUMNS))
    out.print()
    out.print(reports)

    measures = measure(network(graph.store, observations=False))
    out.print()
    out.print(
        f"Network of bodies, policies and programs: {measures.nodes} nodes, {measures.edges} edges, "
        f"{measures.components} components, the largest with {measures.largest} nodes"
    )
    best = Table("Best connected", "Class", "Degree", "Betweenness", box=None, pad_edge=False)
    for node in measures.ranked[:top]:
        best.add_row(node.label, node.cls, str(node.degree), f"{node.betweenness:.3f}")
    out.print(best)


_COLUMNS = ("title", "year", "bodies", "policies", "programs", "observations")
_PER_REPORT = """
SELECT ?title ?year (SUM(?b) AS ?bodies) (SUM(?p) AS ?policies) (SUM(?g) AS ?programs) (SUM(?o) AS ?observations) {
  ?report a gov:Report ; dcterms:title ?title .
  OPTIONAL { ?report gov:reportingYear ?year }
  OPTIONAL {
    ?thing gov:reportedIn ?report ; a ?class .
    BIND(IF(?class = gov:Body, 1, 0) AS ?b)
    BIND(IF(?class = gov:Policy, 1, 0) AS ?p)
    BIND(IF(?class = gov:Program, 1, 0) AS ?g)
    BIND(IF(?class = gov:Observation, 1, 0) AS ?o)
  }
} GROUP BY ?report ?title ?year ORDER BY ?year ?title
"""
