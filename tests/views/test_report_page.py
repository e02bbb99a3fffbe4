"""The annotated report, as a file and in a browser."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from facts import example
from hostile import BREAKOUT, LINK, hostile

from kg.language.spans import Span
from kg.library import from_facts
from kg.resolution.model import Entity, EntityClass, Evidence
from kg.views import ViewError, write_report_page

IRI = "https://w3id.org/govkg/id/report/360103-2020-law-based-government"


def data_of(path: Path) -> dict[str, Any]:
    found = re.search(r'id="page-data">(.*?)</script>', path.read_text("utf-8"), re.DOTALL)
    assert found
    data = json.loads(found[1])
    assert isinstance(data, dict)
    return data


@pytest.fixture
def report(tmp_path: Path, open_page: Any) -> Any:
    """The example of 2020, opened."""
    write_report_page(from_facts(example(), example(year=2021)).store, IRI, tmp_path / "report.html")
    return open_page(tmp_path / "report.html")


def mark(opened: Any, words: str) -> Any:
    return opened.page.locator("#text .a", has_text=re.compile(f"^{re.escape(words)}$")).first


def test_every_mention_is_marked_in_its_place(tmp_path: Path) -> None:
    facts = example()
    summary = write_report_page(from_facts(facts, example(year=2021)).store, IRI, tmp_path / "report.html")
    data = data_of(tmp_path / "report.html")
    assert data["text"] == facts.report.text
    said = {(data["text"][begin:end], data["nodes"][node]["l"]) for begin, end, node, _ in data["marks"]}
    expected = {(evidence.span.of(facts.report.text), one.label) for one in facts.entities for evidence in one.evidence}
    expected |= {(one.evidence.span.of(facts.report.text), one.label) for one in facts.observations}
    assert said == expected
    assert (summary.marks, summary.observations) == (len(data["marks"]), 4)


def test_which_report_must_be_clear(tmp_path: Path) -> None:
    store = from_facts(example(), example(year=2021)).store
    with pytest.raises(ViewError, match=r"the graph: 2 reports; give the title or the IRI of one: .*2020.*2021"):
        write_report_page(store, "", tmp_path / "r.html")
    with pytest.raises(ViewError, match="1999: no report with this title"):
        write_report_page(store, "1999", tmp_path / "r.html")
    write_report_page(store, "", tmp_path / "r.html", year=2021)
    assert data_of(tmp_path / "r.html")["year"] == 2021


def test_without_evidence_there_is_no_text_to_show(tmp_path: Path) -> None:
    with pytest.raises(ViewError, match="build it again without --no-provenance"):
        write_report_page(from_facts(example(), provenance=False).store, IRI, tmp_path / "r.html")


def test_the_text_reads_as_it_is(report: Any) -> None:
    facts = example()
    words = report.page.evaluate(
        "() => { const c = document.getElementById('text').cloneNode(true);"
        " c.querySelectorAll('.turn').forEach((n) => n.remove());"
        " return [...c.querySelectorAll('.p')].map((n) => n.textContent); }"
    )
    assert words == facts.report.text.split("\n")


def test_a_click_opens_the_card(report: Any) -> None:
    mark(report, "《西湖区优化营商环境实施方案》").click()
    assert report.text("#content .card h2") == "西湖区优化营商环境实施方案"
    assert "西府发〔2020〕3号" in report.text("#content .facts")
    assert "由…印发 南昌市西湖区人民政府" in report.text("#content .list")
    assert report.page.locator("#text .a.lit").all_inner_texts() == ["《西湖区优化营商环境实施方案》"]


def test_marks_lie_inside_and_across_one_another(tmp_path: Path, open_page: Any) -> None:
    facts = example()
    begin = facts.report.text.index("区政府印发")
    across = Entity(
        "program/across",
        EntityClass.PROGRAM,
        "印发西湖区",
        (),
        (),
        (),
        (Evidence(Span(begin + 3, begin + 9), "t", 0.8),),
    )
    inside = Entity(
        "place/inside", EntityClass.PLACE, "里面", (), (), (), (Evidence(Span(begin + 6, begin + 9), "t", 0.7),)
    )
    entities = tuple(sorted((*facts.entities, across, inside), key=lambda entity: entity.id))
    write_report_page(from_facts(replace(facts, entities=entities)).store, IRI, tmp_path / "report.html")
    opened = open_page(tmp_path / "report.html")
    pieces = opened.page.locator("#text .p", has_text="印发").locator(".a").all_inner_texts()
    assert pieces[:5] == ["区政府", "印发", "《", "西湖区", "优化营商环境实施方案》"]
    opened.page.locator("#text .p", has_text="印发").locator(".a").nth(3).click()
    shown = opened.page.locator("#content .card h2").all_inner_texts()
    assert set(shown) == {"里面", "印发西湖区", "西湖区优化营商环境实施方案"}
    assert shown[0] == "里面"


def test_all_metrics_with_their_sentences_and_places(report: Any) -> None:
    report.page.click("#tab-metrics")
    rows = report.page.locator("#content .metrics tbody")
    assert rows.count() == 4
    assert [cell.replace("\u2009", " ") for cell in report.page.locator("#content .metrics .value").all_inner_texts()][
        1:
    ] == [
        "1,200 人次",
        "38 件",
        "不低于 98.5%",
        "99%",
    ]
    assert report.page.locator("#content .metrics mark").all_inner_texts()[1] == "行政复议申请38件"
    assert "目标" in rows.nth(3).inner_text()
    rows.nth(1).click()
    assert report.text("#content .card h2") == "行政复议收案数：38件"
    assert report.page.locator("#text .a.flash").count() >= 1


def test_problems_and_plans(report: Any) -> None:
    report.page.click("#tab-clauses")
    assert report.page.locator("#content .list button").all_inner_texts() == [
        "执法力量仍显薄弱",
        "推进执法协调监督工作体系建设",
    ]


def test_what_a_section_tells_of_can_be_seen(report: Any) -> None:
    band = "n => getComputedStyle(n).getPropertyValue('--band')"
    achieved = report.page.locator("#text .p", has_text="区政府印发").evaluate(band)
    planned = report.page.locator("#text .p", has_text="下一步").evaluate(band)
    assert achieved != planned


def test_what_was_not_taken_can_be_seen(tmp_path: Path, open_page: Any) -> None:
    facts = example()
    bare = replace(
        facts, observations=(), entities=tuple(e for e in facts.entities if e.cls is not EntityClass.INDICATOR)
    )
    write_report_page(from_facts(bare).store, IRI, tmp_path / "report.html")
    opened = open_page(tmp_path / "report.html")
    assert opened.page.locator("#text .none").all_inner_texts() == ["全年收到行政复议申请38件，办结率达98.5%以上。"]
    assert opened.page.locator("#text .number").all_inner_texts()[:3] == ["1200", "38", "98.5%"]


def test_legend_hides_a_class(report: Any) -> None:
    assert mark(report, "《西湖区优化营商环境实施方案》").count() == 1
    report.page.locator("#legend input[data-class=Policy]").uncheck()
    assert mark(report, "《西湖区优化营商环境实施方案》").count() == 0


def test_the_language_switches(report: Any) -> None:
    report.page.click("#language")
    assert report.text("#tab-metrics").startswith("Figures")
    assert "Bodies" in report.text("#legend")


def test_a_phone_can_show_it(tmp_path: Path, open_page: Any) -> None:
    write_report_page(from_facts(example()).store, IRI, tmp_path / "report.html")
    phone = open_page(tmp_path / "report.html", 390, 780)
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 390
    mark(phone, "“法律明白人”培养工程").click()
    box = phone.page.locator("#panel").bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert mark(phone, "“法律明白人”培养工程").bounding_box()["y"] < box["y"]


def test_markup_in_a_report_stays_text(tmp_path: Path, open_page: Any) -> None:
    write_report_page(from_facts(hostile()).store, IRI, tmp_path / "report.html")
    assert "<script>window" not in (tmp_path / "report.html").read_text("utf-8")
    opened = open_page(tmp_path / "report.html")
    mark(opened, LINK).click()
    assert opened.text("#content .card h2") == LINK
    assert BREAKOUT in opened.text("#text")
    assert opened.page.evaluate("window.broken") is None
    assert opened.page.locator("#text img, #text a, #content a").count() == 0
