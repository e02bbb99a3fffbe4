"""The network page in a browser."""

from __future__ import annotations

import html as markup
import re
from pathlib import Path
from typing import Any

import pytest
from facts import example
from hostile import BREAKOUT, IMAGE, LINK, hostile
from synthetic import synthetic_store

from kg.library import from_facts
from kg.views import write_graph_page
from kg.views.graph_page import render_graph_page
from kg.views.model import Edge, GraphView, Node
from kg.views.view import graph_view

ISSUED = "这一年，区政府印发《西湖区优化营商环境实施方案》，由区司法局牵头落实。"


@pytest.fixture
def graph(tmp_path: Path, open_page: Any) -> Any:
    """The example over two years, opened."""
    write_graph_page(from_facts(example(), example(year=2021, cases=44)).store, tmp_path / "graph.html")
    return open_page(tmp_path / "graph.html")


def shown(page: Any) -> dict[str, int]:
    found = page.evaluate("govkgPage.shown()")
    assert isinstance(found, dict)
    return found


def number_of(page: Any, label: str) -> int:
    """The number of the node with this label."""
    found = page.evaluate(
        "label => JSON.parse(document.getElementById('page-data').textContent).nodes.findIndex(n => n.l === label)",
        label,
    )
    assert found >= 0
    return int(found)


def click_edge(page: Any, source: str, target: str) -> None:
    """Click the middle of the line between two nodes."""
    spot = page.evaluate(
        """([a, b]) => {
          const p = govkgPage.network.getPositions([a, b]);
          return govkgPage.network.canvasToDOM({ x: (p[a].x + p[b].x) / 2, y: (p[a].y + p[b].y) / 2 });
        }""",
        [number_of(page, source), number_of(page, target)],
    )
    box = page.locator("#network").bounding_box()
    page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])


def test_what_is_drawn_is_what_the_page_holds(graph: Any) -> None:
    view = graph_view(from_facts(example(), example(year=2021, cases=44)).store)
    assert graph.page.evaluate("govkgPage.data()") == {"nodes": len(view.nodes), "edges": len(view.edges)}
    default = {"Place", "Body", "Person", "Policy", "Program", "Honour", "Event", "Report"}
    drawn = [number for number, node in enumerate(view.nodes) if node.cls in default]
    lines = [edge for edge in view.edges if edge.source in drawn and edge.target in drawn]
    now = shown(graph.page)
    assert (now["nodes"], now["edges"]) == (len(drawn), len(lines))
    assert graph.text("#counts") == f"{len(view.nodes)} 个节点 · {len(view.edges)} 条关系 · 2 篇报告"
    # ticking every class draws everything
    while (box := graph.page.locator(".legend input:not(:checked)")).count():
        box.first.check()
    now = shown(graph.page)
    assert (now["nodes"], now["edges"]) == (len(view.nodes), len(view.edges))


def test_search_finds_by_name_and_short_name(graph: Any) -> None:
    graph.page.fill("#search", "区司法")
    assert graph.page.locator("#found li").all_inner_texts()[0].startswith("南昌市西湖区司法局")
    graph.page.press("#search", "Enter")
    assert graph.text("#panel h2") == "南昌市西湖区司法局"
    assert "又称：区司法局" in graph.text("#panel .also")
    graph.page.fill("#search", "没有这个名字")
    assert graph.text("#found") == "没有找到“没有这个名字”"


def test_search_finds_what_is_not_drawn_and_draws_it(graph: Any) -> None:
    before = shown(graph.page)["nodes"]
    graph.page.fill("#search", "培训骨干")
    graph.page.press("#search", "Enter")
    assert graph.text("#panel h2") == "培训骨干"
    assert shown(graph.page)["nodes"] == before + 1


def test_filters_hide_and_reset_brings_back(graph: Any) -> None:
    before = shown(graph.page)
    policy = graph.page.locator(".legend label", has_text="法规文件")
    policy.locator("input").uncheck()
    after = shown(graph.page)
    assert (after["nodes"], after["edges"]) == (before["nodes"] - 1, before["edges"] - 1)
    assert "off" in policy.get_attribute("class")
    graph.page.select_option("#year", "2021")
    # the event of 2020 and the report on 2020 go
    assert shown(graph.page)["nodes"] == after["nodes"] - 2
    graph.page.click("#reset")
    assert shown(graph.page) == before


def test_confidence_hides_what_is_less_sure(graph: Any) -> None:
    before = shown(graph.page)["edges"]
    graph.page.locator("#confidence").fill("0.9")
    graph.page.locator("#confidence").dispatch_event("change")
    # the two events' participants (.6) and the program's body (.85) are less sure
    assert shown(graph.page)["edges"] == before - 3
    graph.page.locator("#confidence").fill("1")
    graph.page.locator("#confidence").dispatch_event("change")
    graph.page.locator(".legend label", has_text="报告").locator("input").uncheck()
    graph.page.locator(".legend label", has_text="地区").locator("input").uncheck()
    assert graph.text("#nothing").startswith("没有符合条件的节点")


def test_modality_hides_plans(graph: Any) -> None:
    graph.page.locator(".legend label", has_text="计划").locator("input").check()
    before = shown(graph.page)["nodes"]
    graph.page.locator(".checks label", has_text="计划").locator("input").uncheck()
    assert shown(graph.page)["nodes"] == before - 2


def test_a_click_on_an_edge_shows_the_sentence_that_says_it(graph: Any) -> None:
    click_edge(graph.page, "西湖区优化营商环境实施方案", "南昌市西湖区人民政府")
    assert graph.text("#panel .triple").split("\n") == [
        "西湖区优化营商环境实施方案",
        "↓ 由…印发",
        "南昌市西湖区人民政府",
    ]
    assert graph.page.locator("#panel .sentence").all_inner_texts() == [ISSUED, ISSUED]
    assert graph.text("#panel .sentence mark") == "区政府印发《西湖区优化营商环境实施方案》"
    assert "2020年" in graph.text("#panel .sentences .where")


def test_an_edge_from_a_table_says_that_no_sentence_says_it(graph: Any) -> None:
    click_edge(graph.page, "南昌市西湖区", "江西省南昌市")
    assert "不是从某一句话读出的" in graph.text("#panel .quiet")


def test_a_click_on_a_node_shows_its_figures_and_sentences(graph: Any) -> None:
    page = graph.page
    spot = page.evaluate(
        "id => govkgPage.network.canvasToDOM(govkgPage.network.getPosition(id))",
        number_of(page, "“法律明白人”培养工程"),
    )
    box = page.locator("#network").bounding_box()
    page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    assert graph.text("#panel h2") == "“法律明白人”培养工程"
    rows = [row.split("\t") for row in page.locator("#panel .figures tbody tr").all_inner_texts()]
    assert [[cell.replace("\u2009", " ") for cell in row] for row in rows] == [
        ["培训骨干", "1,200 人次", "2021"],
        ["", "1,200 人次", "2020"],
    ]
    assert page.locator("#panel .sentences mark").all_inner_texts() == ["“法律明白人”培养工程"] * 2


def test_indicators_open_on_demand(graph: Any) -> None:
    before = shown(graph.page)["nodes"]
    graph.page.evaluate("id => govkgPage.show('node', id)", number_of(graph.page, "南昌市西湖区"))
    assert graph.text("#draw-indicators") == "画出 2 个指标"
    graph.page.click("#draw-indicators")
    assert shown(graph.page)["nodes"] == before + 2


def test_the_surroundings_of_a_node_alone(graph: Any) -> None:
    before = shown(graph.page)["nodes"]
    graph.page.evaluate("id => govkgPage.show('node', id)", number_of(graph.page, "西湖区优化营商环境实施方案"))
    graph.page.click("#around")
    assert shown(graph.page)["nodes"] == 2
    graph.page.click("#note button")
    assert shown(graph.page)["nodes"] == before


def test_hovering_shows_label_class_and_sentence(graph: Any) -> None:
    page = graph.page
    spot = page.evaluate(
        "id => govkgPage.network.canvasToDOM(govkgPage.network.getPosition(id))",
        number_of(page, "西湖区优化营商环境实施方案"),
    )
    box = page.locator("#network").bounding_box()
    page.mouse.move(box["x"] + spot["x"] - 60, box["y"] + spot["y"] - 60)
    page.mouse.move(box["x"] + spot["x"], box["y"] + spot["y"], steps=4)
    page.wait_for_selector("#tip:not([hidden])")
    words = graph.text("#tip")
    assert "西湖区优化营商环境实施方案" in words
    assert "法规文件 · " in words
    assert ISSUED in words


def test_the_keyboard_reaches_everything(graph: Any) -> None:
    page = graph.page
    page.keyboard.press("/")
    page.keyboard.type("西湖区")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert graph.text("#panel h2") == "南昌市西湖区"
    page.locator("#panel .relations .to").first.focus()
    page.keyboard.press("Enter")
    assert graph.text("#panel h2") != "南昌市西湖区"
    page.keyboard.press("Escape")
    assert graph.text("#panel h2") == "概览"
    page.locator("#network").focus()
    before = page.evaluate("govkgPage.network.getViewPosition().x")
    page.keyboard.down("ArrowRight")
    page.wait_for_function("before => govkgPage.network.getViewPosition().x !== before", arg=before)
    page.keyboard.up("ArrowRight")


def test_the_language_switches(graph: Any) -> None:
    assert graph.page.evaluate("document.documentElement.lang") == "zh"
    graph.page.click("#language")
    assert graph.page.evaluate("document.documentElement.lang") == "en"
    assert graph.text("#reset") == "Reset"
    assert "Bodies" in graph.text(".legend")
    graph.page.evaluate("id => govkgPage.show('node', id)", number_of(graph.page, "西湖区优化营商环境实施方案"))
    assert "Policies · " in graph.text("#panel .kind")
    assert "issued by" in graph.text("#panel .relations")
    graph.page.click("#language")
    assert graph.text("#reset") == "重置"


def test_the_picture_can_be_saved(graph: Any) -> None:
    address = graph.page.evaluate("govkgPage.picture()")
    assert address.startswith("data:image/png;base64,")
    assert len(address) > 10_000
    with graph.page.expect_download() as download:
        graph.page.click("#png")
    assert download.value.suggested_filename.endswith(".png")


def test_a_phone_can_show_it(tmp_path: Path, open_page: Any) -> None:
    write_graph_page(from_facts(example()).store, tmp_path / "graph.html")
    phone = open_page(tmp_path / "graph.html", 390, 780)
    page = phone.page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("#network canvas").bounding_box()["width"] == 390
    assert not page.locator("#filters").is_visible()
    page.click("#open-filters")
    assert page.locator(".legend label", has_text="机构").is_visible()
    page.click("#open-filters")
    page.fill("#search", "司法局")
    page.press("#search", "Enter")
    box = page.locator("#panel").bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] > 250
    assert box["y"] + box["height"] <= 780
    page.click("#panel .close")
    assert not page.locator("#panel").is_visible()
    for selector in ("#reset", "#png", "#language", "#open-filters", "#search"):
        inside = page.locator(selector).bounding_box()
        assert 0 <= inside["x"] < inside["x"] + inside["width"] <= 390


def test_markup_in_a_report_stays_text(tmp_path: Path, open_page: Any) -> None:
    write_graph_page(from_facts(hostile()).store, tmp_path / "graph.html")
    opened = open_page(tmp_path / "graph.html")
    page = opened.page
    assert opened.text("h1") == f"{BREAKOUT}{IMAGE}报告（2020）"
    page.fill("#search", "办法")
    page.press("#search", "Enter")
    assert opened.text("#panel h2") == LINK
    assert IMAGE in opened.text("#panel .facts")
    # code points, not UTF-16 units: the sentence has letters beyond the BMP
    assert opened.text("#panel .sentence mark") == LINK
    page.click("#panel .proof")
    assert opened.text("#panel .sentence mark") == f"{BREAKOUT}印发{LINK}"
    page.click("#language")
    assert page.evaluate("window.broken") is None
    assert page.locator("#panel img, #panel a, h1 img").count() == 0


def test_labels_do_not_lie_on_one_another(tmp_path: Path, open_page: Any) -> None:
    write_graph_page(synthetic_store(500), tmp_path / "graph.html")
    page = open_page(tmp_path / "graph.html").page
    for factor in (1, 2, 0.4):
        page.evaluate("factor => govkgPage.network.moveTo({ scale: govkgPage.network.getScale() * factor })", factor)
        page.wait_for_timeout(150)
        boxes = page.evaluate("govkgPage.labels()")
        assert len(boxes) > 8
        for at, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[:at]:
                assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def large_view(count: int) -> GraphView:
    """A hub with many bodies around it."""

    def body(number: int) -> Node:
        label = "中心" if number == 0 else f"第{number}局"
        return Node(f"https://example.org/{number}", "Body", label, None, (), None, (), None, None, (), (), 0)

    nodes = tuple(body(number) for number in range(count))
    edges = tuple(Edge(number, number // 40, "subOrganizationOf") for number in range(1, count))
    return GraphView(nodes, edges, (), (), {}, count, False)


def test_a_large_graph_opens_with_its_core_and_grows(tmp_path: Path, open_page: Any) -> None:
    html, first = render_graph_page(large_view(3200), title="大图")
    (tmp_path / "graph.html").write_text(html, "utf-8")
    opened = open_page(tmp_path / "graph.html")
    assert first == shown(opened.page)["nodes"] == 1500
    assert opened.text("#note") == "图中共 3,200 个节点，先显示联系最多的 1,500 个。搜索能找到其余的。再显示 1,000 个"
    opened.page.click("#more")
    assert shown(opened.page)["nodes"] == 2500
    opened.page.fill("#search", "第3199局")
    opened.page.press("#search", "Enter")
    assert shown(opened.page)["nodes"] == 2501
    opened.page.click("#more")
    assert shown(opened.page)["nodes"] == 3200
    assert not opened.page.locator("#note").is_visible()


def test_it_works_inside_a_notebook_frame(tmp_path: Path, browser: Any) -> None:
    html, _ = render_graph_page(graph_view(from_facts(example()).store))
    frame = f'<iframe srcdoc="{markup.escape(html)}" width="900" height="600"></iframe>'
    (tmp_path / "notebook.html").write_text(f'<!DOCTYPE html><meta charset="utf-8">{frame}', "utf-8")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((tmp_path / "notebook.html").resolve().as_uri())
    inside = page.frame_locator("iframe")
    inside.locator("html[data-ready]").wait_for(state="attached")
    assert re.match(r"\d+ 个节点", inside.locator("#counts").inner_text())
    page.close()
    assert complaints == []
