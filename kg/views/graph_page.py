"""The network as one HTML file, by pyvis: its network and its vis-network bundle, our template around them.

What pyvis does in time that grows with the square of the graph (looking nodes up in lists) or unsafely (its template,
its tooltips, its way of writing files) is left out; what it knows of vis-network is used.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from kg.views.data import edge_data, node_data, words
from kg.views.labels import CLASSES
from kg.views.markup import TEMPLATES, asset, content_policy, json_for_script, network_library
from kg.views.model import GraphView, Node
from kg.views.view import graph_view

OPENS_WITH_ALL = 3_000
"""Up to how many things a page opens with all of them."""
_FIRST = 1_500
_MANY = 800
# Relations that give the picture its frame step back behind those that a report tells.
_FRAME = frozenset({"area", "containedInPlace", "reportedIn"})


@dataclass(frozen=True, slots=True)
class PageSummary:
    """What a page holds: `nodes` and `edges` in its data, `drawn` nodes when it opens, `total` things in the graph."""

    path: Path
    nodes: int
    edges: int
    drawn: int
    total: int
    bytes: int


def write_graph_page(
    store: Store,
    path: Path | str,
    *,
    title: str | None = None,
    focus: str | None = None,
    hops: int = 2,
    classes: Sequence[str] | None = None,
    report: str | None = None,
    year: int | None = None,
    limit: int = 20_000,
) -> PageSummary:
    """Write the network of `store`, or the part of it that `graph_view` describes, as one HTML file in UTF-8.

    The file asks no other host for anything and runs no script but its own. `title` stands above the picture; without
    one the reports give it. Raises ViewError when there is nothing of what is asked for.
    """
    view = graph_view(store, focus=focus, hops=hops, classes=classes, report=report, year=year, limit=limit)
    start = None
    if focus is not None:
        # what was taken for its name, or for a part of it; a limit may have left it out
        exact = (n for n, node in enumerate(view.nodes) if focus in _names(node))
        partly = (n for n, node in enumerate(view.nodes) if any(focus in name for name in _names(node)))
        start = next(exact, next(partly, None))
    if start is not None:
        title = title or f"{view.nodes[start].label}及其周围"
    html, drawn = render_graph_page(view, title=title, start=start)
    target = Path(path)
    target.write_text(html, encoding="utf-8", newline="\n")
    return PageSummary(target, len(view.nodes), len(view.edges), drawn, view.total, len(html.encode("utf-8")))


def _names(node: Node) -> tuple[str, ...]:
    return (node.iri, node.label, node.label_en or "", *node.names)


def render_graph_page(view: GraphView, *, title: str | None = None, start: int | None = None) -> tuple[str, int]:
    """The page's HTML and how many nodes are drawn when it opens; `start` is the node selected at first."""
    # both bring heavy libraries with them
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node as Dot

    from kg.views.layout import place, spacing

    every = bool(view.nodes) and not any(CLASSES[node.cls].shown for node in view.nodes)
    shown = [every or CLASSES[node.cls].shown for node in view.nodes]
    drawn = [number for number, is_shown in enumerate(shown) if is_shown]
    degree: Counter[int] = Counter()
    for edge in view.edges:
        if shown[edge.source] and shown[edge.target]:
            degree[edge.source] += 1
            degree[edge.target] += 1
    points = place(
        len(view.nodes),
        [(edge.source, edge.target) for edge in view.edges],
        drawn,
        [(list(CLASSES).index(node.cls), node.label) for node in view.nodes],
    )
    room = spacing(min(len(drawn), OPENS_WITH_ALL))
    network = Network(directed=True, cdn_resources="in_line")
    for number, node in enumerate(view.nodes):
        style = CLASSES[node.cls]
        size = _size(degree[number], node.cls, room)
        x, y = points[number]
        dot = Dot(number, style.shape, node.label, group=node.cls, size=size, x=round(x), y=round(y))
        network.nodes.append(dot.options)
        network.node_map[number] = dot.options
    network.node_ids = list(range(len(view.nodes)))
    first = len(drawn) if len(drawn) <= OPENS_WITH_ALL else _FIRST
    faint = 0.35 if first > _MANY else 0.75
    lanes: Counter[tuple[int, int]] = Counter()
    for number, edge in enumerate(view.edges):
        ends = (min(edge.source, edge.target), max(edge.source, edge.target))
        options: dict[str, Any] = {"id": number}
        if edge.relation in _FRAME:
            options |= {"arrows": "", "color": {"color": "#b4bdc8", "opacity": faint}}
        elif first > _MANY and math.dist(points[edge.source], points[edge.target]) > 14 * room:
            # long lines across a large picture are many and grey out what they cross
            options["color"] = {"color": "#8793a1", "opacity": 0.1}
        if lanes[ends]:
            # a second relation of the same two things bends aside, so that both can be seen and clicked
            roundness = 0.16 * ((lanes[ends] + 1) // 2)
            clockwise = (lanes[ends] % 2 == 1) == (edge.source < edge.target)
            options["smooth"] = {
                "enabled": True,
                "type": "curvedCW" if clockwise else "curvedCCW",
                "roundness": round(roundness, 2),
            }
        lanes[ends] += 1
        network.edges.append(Edge(edge.source, edge.target, True, **options).options)
    network.set_options(json.dumps(_options(first)))
    network.heading = title or _title(view)
    library, common, script = network_library(), asset("common.js"), asset("graph.js")
    network.set_template_dir(str(TEMPLATES), "graph.html")
    network.templateEnv.autoescape = True
    network.templateEnv.filters["script_json"] = json_for_script
    network.templateEnv.globals.update(
        page=_data(view, shown, first, start, network.heading),
        library=library,
        common=common,
        script=script,
        style=asset("common.css") + asset("graph.css"),
        policy=content_policy(library, common, script),
    )
    return str(network.generate_html()), first


def _size(degree: int, cls: str, room: float) -> float:
    """The radius of a thing with so many relations where the nearest is `room` away."""
    if cls in ("Observation", "Indicator"):
        return round(room * (0.13 if cls == "Observation" else 0.17), 1)
    return round(min(room * 0.75, room * 0.17 + room * 0.055 * math.sqrt(degree)), 1)


def _title(view: GraphView) -> str:
    if len(view.reports) == 1:
        return view.reports[0].title
    years = sorted({report.year for report in view.reports if report.year is not None})
    if not years:
        return "知识图谱"
    span = f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])
    return f"{len(view.reports)} 篇报告的知识图谱（{span}）"


def _options(drawn: int) -> dict[str, Any]:
    """Options of vis-network: nothing moves by itself, and what costs time is left out of large pictures."""
    many = drawn > _MANY
    line = {"color": "#8793a1", "highlight": "#2b323c", "hover": "#2b323c", "opacity": 0.3 if many else 0.6}
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "groups": {
            cls: {
                "shape": style.shape,
                "borderWidth": 1,
                "color": {
                    "background": style.fill,
                    "border": style.fill,
                    "highlight": {"background": style.fill, "border": style.ink},
                    "hover": {"background": style.fill, "border": style.ink},
                },
            }
            for cls, style in CLASSES.items()
        },
        "nodes": {"borderWidthSelected": 3},
        "edges": {
            "smooth": {"enabled": False},
            "width": 1,
            "hoverWidth": 0.6,
            "selectionWidth": 1.6,
            "color": line,
            "arrows": {"to": {"scaleFactor": 0.42}},
        },
        "interaction": {
            "hover": True,
            "hideEdgesOnDrag": many,
            "hideEdgesOnZoom": many,
            "multiselect": False,
            "zoomSpeed": 0.7,
        },
    }


def _data(view: GraphView, shown: list[bool], first: int, start: int | None, title: str) -> dict[str, Any]:
    return words(view) | {
        "title": title,
        "first": first,
        "start": start,
        "total": view.total,
        "evidence": view.evidence,
        "shown": [
            any(is_shown for is_shown, node in zip(shown, view.nodes, strict=True) if node.cls == key)
            for key in CLASSES
        ],
        "reports": [
            {"title": report.title, "year": report.year, "node": report.node, "source": report.source}
            for report in view.reports
        ],
        "sentences": [[one.report, one.text, int(one.cut)] for one in view.sentences],
        "nodes": [node_data(node) for node in view.nodes],
        "edges": [edge_data(edge) for edge in view.edges],
    }
