"""What a whole report resolves to: who reports, from where, and whom its figures and honours belong to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.pipeline import facts_of
from kg.reports import read_report
from kg.resolution.model import EntityClass, ReportFacts
from kg.vocabulary.concepts import load_vocabulary


@pytest.fixture
def resolved(tmp_path: Path) -> Callable[[str], ReportFacts]:
    def resolve(text: str) -> ReportFacts:
        path = tmp_path / "report.txt"
        path.write_text(text, encoding="utf-8")
        return facts_of(read_report(path), load_vocabulary())

    return resolve


def _labels(facts: ReportFacts, cls: EntityClass) -> set[str]:
    return {entity.label for entity in facts.entities if entity.cls is cls}


def test_a_government_office_in_the_title_reports_and_not_its_government(
    resolved: Callable[[str], ReportFacts],
) -> None:
    facts = resolved("安徽省人民政府办公厅2022年政府信息公开工作年度报告\n全年主动公开信息1200条。")
    publisher = next(entity for entity in facts.entities if entity.id == facts.publisher)
    assert publisher.label == "安徽省人民政府办公厅"
    assert facts.area == "place/340000"


def test_a_figure_of_one_county_belongs_to_that_county(resolved: Callable[[str], ReportFacts]) -> None:
    facts = resolved(
        "来宾市人民政府2023年工作报告\n2023年，象州县规上工业增加值增长12.1%。全市固定资产投资增长8%。来宾市粮食产量50万吨。"
    )
    assert [(str(o.value), o.area) for o in sorted(facts.observations, key=lambda o: o.evidence.span)] == [
        ("12.1", "place/451322"),
        ("8", "place/451300"),
        ("500000", "place/451300"),
    ]


def test_a_title_that_names_only_the_genre_is_completed(resolved: Callable[[str], ReportFacts]) -> None:
    facts = resolved(
        "政府工作报告\n——2023年1月10日在南昌市西湖区第十八届人民代表大会第三次会议上\n各位代表：\n"
        "现在，我代表区人民政府向大会报告工作，请予审议。\n一、2022年工作回顾\n全区生产总值增长5%。"
    )
    assert facts.title == "南昌市西湖区人民政府2023年政府工作报告"
    assert facts.report.title == "政府工作报告"


def test_an_honour_without_a_recipient_in_the_text_is_the_reporting_place_s(
    resolved: Callable[[str], ReportFacts],
) -> None:
    facts = resolved("佛山市顺德区2021年法治政府建设年度报告\n2021年，获评全国法治政府建设示范区。")
    (honour,) = [entity for entity in facts.entities if entity.cls is EntityClass.HONOUR]
    assert [s.object for s in facts.statements if s.subject == honour.id and s.predicate == "awardedTo"] == [
        "place/440606"
    ]


def test_two_reports_on_a_district_of_a_common_name_are_told_apart(resolved: Callable[[str], ReportFacts]) -> None:
    def justice(city: str) -> str:
        facts = resolved(f"{city}西湖区2020年法治政府建设年度报告\n2020年，区司法局举办培训3次。")
        (label,) = _labels(facts, EntityClass.BODY) - {f"{city}西湖区人民政府"}
        return label

    assert justice("南昌市") == "南昌市西湖区司法局"
    assert justice("杭州市") == "杭州市西湖区司法局"


def test_nothing_of_a_glossary_is_a_fact(resolved: Callable[[str], ReportFacts]) -> None:
    body = "2023年，全市固定资产投资增长8%。" * 20
    facts = resolved(
        f"来宾市人民政府2023年工作报告\n{body}\n名词解释\n“三张清单”行动：由市司法局开展的清理行动，涉及事项300项。"
    )
    assert {str(o.value) for o in facts.observations} == {"8"}
    assert _labels(facts, EntityClass.PROGRAM) == set()


def test_years_of_the_plans_that_a_text_names_are_not_its_own(resolved: Callable[[str], ReportFacts]) -> None:
    facts = resolved("印发《临安区法治社会建设规划（2021—2025年）》，2023年建成普法长廊6处。")
    assert facts.year == 2023
    facts = resolved("印发《临安区法治社会建设规划（2021—2025年）》，建成普法长廊6处。")
    assert facts.year == 2021
    assert any("--year" in warning for warning in facts.warnings)


def test_a_community_that_is_honoured_does_not_speak_for_its_district(resolved: Callable[[str], ReportFacts]) -> None:
    facts = resolved(
        "2022年，全市建成法治公园3个，新华区天苑社区被命名为全国民主法治示范社区。市委依法治市办印发《石家庄市督察方案》，"
        "石家庄市“府院联动”机制入选全省案例，正定县设立法治驿站2处。"
    )
    assert facts.area == "place/130100"


def test_whom_a_report_is_addressed_to_does_not_report(resolved: Callable[[str], ReportFacts]) -> None:
    facts = resolved(
        "关于2012年依法行政工作情况的报告\n市政府法制办：\n我县认真推进依法行政，县政府印发《岳西县重大决策程序规定》。\n岳西县人民政府\n2012年12月20日\n"
    )
    publisher = next(entity for entity in facts.entities if entity.id == facts.publisher)
    assert publisher.label == "岳西县人民政府"


def test_a_zone_s_short_name_is_its_own_and_the_city_is_that_in_its_name(
    resolved: Callable[[str], ReportFacts],
) -> None:
    facts = resolved(
        "西安高新技术产业开发区管理委员会2021年法治政府建设年度报告\n"
        "西安高新区管委会在市委领导下开展工作，市司法局到高新区综合执法局调研2次。"
    )
    assert _labels(facts, EntityClass.BODY) == {
        "西安高新技术产业开发区管理委员会",
        "西安高新技术产业开发区综合执法局",
        "中共西安市委员会",
        "西安市司法局",
    }


def test_a_department_reports_and_not_its_party_committee(resolved: Callable[[str], ReportFacts]) -> None:
    facts = resolved("2024年，洪山区卫生健康局党委召开会议6次研究法治工作，武汉市洪山区全年无事故。我局办理案件3件。")
    publisher = next(entity for entity in facts.entities if entity.id == facts.publisher)
    assert publisher.label == "武汉市洪山区卫生健康局"


def test_any_county_s_government_is_not_how_a_city_speaks_of_itself(resolved: Callable[[str], ReportFacts]) -> None:
    facts = resolved(
        "2010年，我市制定了《牡丹江市2010年依法行政工作要点》。各县（市）区政府报备文件73件，宁安市、东宁县开展试点，"
        "穆棱市被确定为联系点。"
    )
    assert facts.area == "place/231000"
