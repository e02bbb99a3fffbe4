"""Work done, problems and plans: how a text turns from one to the other, and what only looks like it."""

from __future__ import annotations

import json

import pytest
from documents import SHARED, needs_shared

from kg.reports import Modality, Report, read_report
from kg.reports.modality import heading_modality, turn

ACHIEVED, PROBLEM, PLANNED = Modality.ACHIEVED, Modality.PROBLEM, Modality.PLANNED


@pytest.mark.parametrize(
    "heading",
    [
        "存在的问题",
        "主要问题",
        "存在的主要问题及改进情况",
        "面临的困难和挑战",
        "困难与不足",
        "差距和短板",
        "薄弱环节和不足",
        "存在问题及下一步打算",
        "存在的不足和2025年工作打算",
        "当前存在的短板弱项",
        "工作中存在的不足和原因",
        "需要改进的问题",
    ],
)
def test_headings_of_problems(heading: str) -> None:
    assert heading_modality(heading, 2024) is PROBLEM


@pytest.mark.parametrize(
    "heading",
    [
        "下一步工作",
        "下步打算",
        "下一阶段工作思路",
        "明年工作思路",
        "2025年工作计划",
        "2025年重点工作",
        "2024年工作安排",
        "今后工作方向",
        "2025年度推进法治政府建设的主要安排",
        "总体要求和政策取向",
        "主要目标和任务",
        "2024年主要工作建议",
        "下半年工作打算",
        "改进措施",
        "工作思路",
        "下一步打算及需要解决的问题",
    ],
)
def test_headings_of_plans(heading: str) -> None:
    assert heading_modality(heading, 2024) is PLANNED


@pytest.mark.parametrize(
    "heading",
    [
        "2024年工作情况",
        "工作计划完成情况",
        "2024年主要举措",
        "2024年重点工作",
        "问题整改情况",
        "上年度存在问题整改情况",
        "聚焦突出问题强化整治",
        "坚持问题导向",
        "解决群众急难愁盼问题",
        "补齐民生短板",
        "扶持困难群众",
        "制定年度工作计划",
        "落实整改措施",
        "未来产业加快布局",
        "地下步行街建设",
        "主要举措和成效",
        "2025年度第一季度任务完成情况",
    ],
)
def test_headings_of_work_done(heading: str) -> None:
    assert heading_modality(heading, 2024) in (None, ACHIEVED)


@pytest.mark.parametrize(
    "sentence",
    [
        "对照上级要求，我区法治政府建设还有不足，主要是执法力量不够。",
        "但与新形势新要求相比还有差距：一是能力不强。",
        "街道法治工作与群众期盼相比还有差距，主要表现在：力量薄弱。",
        "同时，我们也清醒看到，发展中还存在不少困难。",
        "在肯定成绩的同时，我们也清醒认识到，发展不平衡、不充分的问题依然存在。",
        "我局工作还存在以下问题：",
        "存在的主要问题：一是人员不足。",
        "虽然取得了一定成绩，但仍存在一些薄弱环节。",
        "工作中还有一些困难，主要是经费不足。",
        "公共服务仍有不少短板。",
    ],
)
def test_sentences_that_admit_shortcomings(sentence: str) -> None:
    assert turn(sentence, ACHIEVED, 2024) is PROBLEM


@pytest.mark.parametrize(
    "sentence",
    [
        "下一步，将继续推进改革。",
        "下一步我们将重点做好以下工作：",
        "今后，我们将继续努力。",
        "2025年，我局将丰富解读形式。",
        "新的一年，我们将全力稳增长。",
        "我镇将继续加强培训。",
        "明年是规划收官之年。",
        "为此，我局将进一步加大力度。",
    ],
)
def test_sentences_that_plan(sentence: str) -> None:
    assert turn(sentence, ACHIEVED, 2024) is PLANNED
    assert turn(sentence, PROBLEM, 2024) is PLANNED


@pytest.mark.parametrize(
    "sentence",
    [
        "查处作风问题122个，处理189人。",
        "解决群众反映的突出问题35个。",
        "认真整改存在的问题，政风明显好转。",
        "对仍有困难的家庭给予救助。",
        "还有问题线索3条正在办理。",
        "公平竞争审查没有发现存在排除竞争的问题。",
        "我局高度重视审计指出的问题，已全部整改到位。",
        "干部深刻认识到法治建设的重要性，着力破解难点问题。",
        "我局会同市场监管局开展检查。",
        "我县将深化改革作为首要任务。",
        "2024年，我局将法治建设纳入考核。",
        "未来社区建设扎实推进。",
        "下半年，全市新开工项目30个。",
        "为下一步高质量发展奠定了基础。",
        "各部门针对存在的问题，逐一整改。",
        "企业成本、行政成本同步下降。",
    ],
)
def test_sentences_that_do_not_turn(sentence: str) -> None:
    assert turn(sentence, ACHIEVED, 2024) is None


@pytest.mark.parametrize(
    "sentence",
    ["对此，我们将采取有力措施，切实加以解决。", "针对这些问题，我们要找准症结。", "我们一定直面问题和挑战。"],
)
def test_answers_to_problems_are_plans(sentence: str) -> None:
    assert turn(sentence, PROBLEM, 2024) is PLANNED


def modalities(report: Report) -> list[tuple[str, Modality]]:
    return [(s.span.of(report.text)[:4], s.modality) for s in report.sentences]


def test_a_mixed_section_turns_where_the_text_turns_and_hands_down() -> None:
    report = read_report(
        (
            "2020年，我区依法行政。\n一、2020年工作情况\n办结案件38件。\n二、存在问题及明年工作思路\n队伍专业化水平不高。下一步，将抓好以下工作：\n"
            "1、深入学习。准确把握要求。\n2、完善机制。\n"
        ).encode()
    )
    assert [s.modality for s in report.sections] == [ACHIEVED, ACHIEVED, PROBLEM, PLANNED, PLANNED]
    assert modalities(report)[-6:] == [
        ("二、存在", PROBLEM),
        ("队伍专业", PROBLEM),
        ("下一步，", PLANNED),
        ("1、深入", PLANNED),
        ("准确把握", PLANNED),
        ("2、完善", PLANNED),
    ]


def test_a_turn_inside_a_paragraph_of_work_done_ends_with_the_paragraph() -> None:
    report = read_report(
        "2020年，我区依法行政。\n一、工作情况\n改造小区25个。下一步将再改造10个。\n新增就业3000人。\n二、其他工作\n接待群众658人次。\n".encode()
    )
    assert [m for _, m in modalities(report)] == [ACHIEVED, ACHIEVED, ACHIEVED, PLANNED, ACHIEVED, ACHIEVED, ACHIEVED]


def test_a_paragraph_that_begins_with_a_turn_turns_the_rest_of_the_section() -> None:
    report = read_report(
        "2020年，我区依法行政。\n一、工作情况\n改造小区25个。\n下一步，我区将继续努力。\n完善机制，压实责任。\n二、其他工作\n接待群众658人次。\n".encode()
    )
    assert [m for _, m in modalities(report)] == [ACHIEVED, ACHIEVED, ACHIEVED, PLANNED, PLANNED, ACHIEVED, ACHIEVED]


def test_the_opening_hands_nothing_down() -> None:
    report = read_report(
        "2020年，工作取得成效，但仍存在不足。现将情况报告如下：\n一、主要工作\n办结案件38件。\n".encode()
    )
    assert [m for _, m in modalities(report)] == [ACHIEVED if i else PROBLEM for i in range(4)]


@needs_shared
def test_problems_and_commitments_of_the_gold_reports() -> None:
    wrong = []
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        folder = "gold" if (SHARED / "gold" / gold["report"]["file"]).exists() else "reports"
        report = read_report(SHARED / folder / gold["report"]["file"])
        for kind, modality in (("problems", PROBLEM), ("commitments", PLANNED)):
            for item in gold.get(kind, []):
                at = report.text.find(item["quote"])
                held = {s.modality for s in report.sentences if s.span.begin <= at < s.span.end}
                if modality not in held and not item.get("optional"):
                    wrong.append((path.name, kind, item["quote"]))
        for metric in gold["metrics"]:
            held = {s.modality for s in report.sentences if s.span.begin <= metric["at"] < s.span.end}
            if held != {ACHIEVED}:
                wrong.append((path.name, "metrics", metric["quote"]))
    assert wrong == []
