"""The network page as a file: what is in it and what cannot be."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from facts import example
from hostile import BREAKOUT, hostile
from synthetic import synthetic_store

from kg.library import from_facts
from kg.views import ViewError, write_graph_page
from kg.views.graph_page import render_graph_page
from kg.views.labels import CLASSES
from kg.views.model import GraphView
from kg.views.view import graph_view

BASE = "https://w3id.org/govkg/id/"


def two_years() -> GraphView:
    return graph_view(from_facts(example(), example(year=2021, cases=44)).store)


def embedded(html: str, name: str) -> dict[str, object]:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert isinstance(data, dict)
    return data


def named(view: GraphView, label: str, cls: str | None = None) -> int:
    return next(n for n, node in enumerate(view.nodes) if node.label == label and cls in (None, node.cls))


def test_a_relation_has_the_words_that_say_it() -> None:
    view = two_years()
    plan, government = named(view, "西湖区优化营商环境实施方案"), named(view, "南昌市西湖区人民政府")
    edge = next(e for e in view.edges if (e.source, e.target, e.relation) == (plan, government, "issuedBy"))
    said = [view.sentences[mention.sentence] for mention in edge.mentions]
    assert [one.text[m.begin : m.end] for one, m in zip(said, edge.mentions, strict=True)] == [
        "区政府印发《西湖区优化营商环境实施方案》"
    ] * 2
    assert said[0].text == "这一年，区政府印发《西湖区优化营商环境实施方案》，由区司法局牵头落实。"
    assert [view.reports[one.report].year for one in said] == [2020, 2021]
    assert {mention.confidence for mention in edge.mentions} == {0.9}


def test_a_relation_from_a_table_has_no_words() -> None:
    view = two_years()
    place, city = named(view, "南昌市西湖区"), named(view, "江西省南昌市")
    edge = next(e for e in view.edges if (e.source, e.target) == (place, city))
    assert (edge.relation, edge.mentions) == ("containedInPlace", ())


def test_observations_hang_on_what_they_measure() -> None:
    view = two_years()
    program, trained = named(view, "“法律明白人”培养工程"), named(view, "培训骨干")
    figures = [node.measured for node in view.nodes if node.measured and node.measured.indicator == trained]
    assert [(figure.value, figure.unit, figure.period, figure.about) for figure in figures] == [
        ("1200", "人次", "2020", (program,)),
        ("1200", "人次", "2021", (program,)),
    ]
    measured = [edge for edge in view.edges if edge.relation == "measuredFor" and edge.source == trained]
    assert [edge.target for edge in measured] == [program]
    assert len(measured[0].mentions) == 2


def test_what_no_relation_joins_hangs_on_its_report() -> None:
    facts = example()
    lonely = replace(facts, statements=tuple(s for s in facts.statements if s.predicate != "issuedBy"))
    view = graph_view(from_facts(lonely).store)
    plan, report = named(view, "西湖区优化营商环境实施方案"), named(view, facts.title, "Report")
    assert [(e.target, e.relation) for e in view.edges if e.source == plan] == [(report, "reportedIn")]


def test_names_kinds_and_properties_are_there() -> None:
    view = two_years()
    body = view.nodes[named(view, "南昌市西湖区人民政府")]
    assert body.names == ("区政府", "西湖区人民政府")
    assert view.concepts[body.kind or ""] == ("政府", "Government")
    plan = view.nodes[named(view, "西湖区优化营商环境实施方案")]
    assert ("documentNumber", "西府发〔2020〕3号", False) in plan.properties
    target = next(node for node in view.nodes if node.label == "办结率：99%")
    assert target.modality == "target"


def test_a_graph_without_evidence_still_shows_its_things() -> None:
    view = graph_view(from_facts(example(), provenance=False).store)
    assert not view.evidence
    assert all(not node.mentions for node in view.nodes)
    assert "西湖区优化营商环境实施方案" in {node.label for node in view.nodes}
    render_graph_page(view)


def test_focus_takes_what_lies_around_a_name() -> None:
    store = from_facts(example()).store
    near = {node.label for node in graph_view(store, focus="全省法治建设先进区", hops=1).nodes}
    assert near == {"全省法治建设先进区", "南昌市西湖区"}
    assert near == {node.label for node in graph_view(store, focus=f"{BASE}honour/360103-honour", hops=1).nodes}
    alone = graph_view(store, focus="区司法局", hops=0)
    assert [node.label for node in alone.nodes] == ["南昌市西湖区司法局"]


def test_a_page_with_a_focus_opens_on_it(tmp_path: Path) -> None:
    write_graph_page(from_facts(example()).store, tmp_path / "graph.html", focus="法律明白人", hops=1)
    page = embedded((tmp_path / "graph.html").read_text("utf-8"), "page-data")
    assert page["title"] == "“法律明白人”培养工程及其周围"
    assert page["nodes"][page["start"]]["l"] == "“法律明白人”培养工程"  # type: ignore[index]


def test_focus_that_is_unclear_or_unknown_says_so() -> None:
    store = from_facts(example(), example(area="place/330106", area_label="杭州市西湖区")).store
    with pytest.raises(ViewError, match=r"区司法局: 2 things have this name.*杭州市西湖区司法局.*南昌市西湖区司法局"):
        graph_view(store, focus="区司法局")
    with pytest.raises(ViewError, match="水利局: nothing in the graph has this name"):
        graph_view(store, focus="水利局")


def test_classes_reports_and_years_restrict() -> None:
    store = from_facts(example(), example(year=2021)).store
    assert {node.cls for node in graph_view(store, classes=["body", "Policy"]).nodes} == {"Body", "Policy"}
    assert {info.year for info in graph_view(store, year=2021).reports} == {2021}
    assert [info.year for info in graph_view(store, report="2020年法治").reports] == [2020]
    only = graph_view(store, report=f"{BASE}report/360103-2021-law-based-government")
    assert "宪法宣传周" in " ".join(node.label for node in only.nodes)
    assert {sentence.report for sentence in only.sentences} == {0}
    with pytest.raises(ViewError, match="Bodies: is no class; there are Place, Body"):
        graph_view(store, classes=["Bodies"])
    with pytest.raises(ViewError, match=r"1999: no report .* the graph has 2: .*2020"):
        graph_view(store, year=1999)


def test_a_limit_keeps_the_best_connected() -> None:
    view = graph_view(from_facts(example()).store, limit=3)
    assert {node.label for node in view.nodes} == {"南昌市西湖区", "南昌市西湖区人民政府", "南昌市西湖区司法局"}
    assert view.total > 3


def test_the_page_holds_all_nodes_and_edges_of_the_view(tmp_path: Path) -> None:
    store = from_facts(example(), example(year=2021)).store
    view = graph_view(store)
    summary = write_graph_page(store, tmp_path / "graph.html")
    html = (tmp_path / "graph.html").read_text("utf-8")
    page, network = embedded(html, "page-data"), embedded(html, "network-data")
    assert (summary.nodes, summary.edges) == (len(view.nodes), len(view.edges))
    for key in ("nodes", "edges"):
        assert len(page[key]) == len(network[key]) == getattr(summary, key)  # type: ignore[arg-type]
    assert summary.bytes == (tmp_path / "graph.html").stat().st_size


def test_the_page_is_the_same_from_run_to_run(tmp_path: Path) -> None:
    store = synthetic_store(400)
    for name in ("one.html", "two.html"):
        write_graph_page(store, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_the_page_names_no_other_host(tmp_path: Path) -> None:
    write_graph_page(from_facts(example()).store, tmp_path / "graph.html")
    html = (tmp_path / "graph.html").read_text("utf-8")
    assert not re.findall(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"']?(?!data:)[^\"'>]+", html)
    assert not re.findall(r"@import|url\((?![\"']?data:)", re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))
    assert "sourceMappingURL" not in html


def test_markup_in_a_report_stays_text(tmp_path: Path) -> None:
    write_graph_page(from_facts(hostile()).store, tmp_path / "graph.html")
    html = (tmp_path / "graph.html").read_text("utf-8")
    assert "<script>window" not in html
    assert "<img" not in html
    write_graph_page(from_facts(example()).store, tmp_path / "harmless.html")
    harmless = (tmp_path / "harmless.html").read_text("utf-8")
    for tag in ("<script", "</script>", "<a "):
        assert html.count(tag) == harmless.count(tag)
    labels = [node["l"] for node in embedded(html, "page-data")["nodes"]]  # type: ignore[index, attr-defined]
    assert BREAKOUT in labels


def test_the_page_is_written_under_any_locale(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[2:]; from facts import example; from kg.library import from_facts;"
        "from kg.views import write_graph_page; write_graph_page(from_facts(example()).store, sys.argv[1])"
    )
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    tests = str(Path(__file__).parents[1])
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "g.html"), tests], env=environment, check=True)
    assert "南昌市西湖区" in (tmp_path / "g.html").read_text("utf-8")


def test_an_empty_graph_is_an_error_that_says_so() -> None:
    with pytest.raises(ViewError, match="the graph has nothing"):
        graph_view(from_facts().store)


def test_the_title_can_be_given_and_else_comes_from_the_reports() -> None:
    one = graph_view(from_facts(example()).store)
    assert "<h1>南昌市西湖区人民政府2020年法治政府建设情况报告</h1>" in render_graph_page(one)[0]
    assert "<h1>2 篇报告的知识图谱（2020–2021）</h1>" in render_graph_page(two_years())[0]
    assert "<h1>A &amp; B</h1>" in render_graph_page(one, title="A & B")[0]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", CLASSES)
def test_inks_can_be_read(name: str) -> None:
    style = CLASSES[name]
    fill = [int(style.fill[at : at + 2], 16) for at in (1, 3, 5)]
    tint = "#" + "".join(f"{round(0.16 * part + 0.84 * 255):02x}" for part in fill)
    for ground in ("#ffffff", tint):
        light, dark = sorted((luminance(ground), luminance(style.ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5
