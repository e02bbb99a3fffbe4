"""The heading tree, and what the title block and the closing say."""

from __future__ import annotations

import json
from datetime import date

import pytest
from documents import SHARED, needs_shared

from kg.reports import Modality, Report, read_report


def read(text: str) -> Report:
    return read_report(text.encode(), name="t.txt")


def tree(report: Report) -> list[tuple[int, str, str]]:
    return [(s.level, s.heading.number, s.heading.text) for s in report.sections if s.heading]


def headings(report: Report) -> list[str]:
    return [s.span.of(report.text) for s in report.sentences if s.is_heading]


def test_levels_follow_the_kinds_of_numbers() -> None:
    report = read(
        "青山县2023年法治政府建设情况报告\n2023年，我县依法行政。\n一、主要做法\n（一）加强领导\n1.健全机制。召开会议5次。\n"
        "2.压实责任。印发清单。\n（二）规范执法。开展评查。\n二、下一步打算\n（一）加强培训。\n（二）强化监督。\n"
    )
    assert tree(report) == [
        (1, "一、", "主要做法"),
        (2, "（一）", "加强领导"),
        (3, "1.", "健全机制"),
        (3, "2.", "压实责任"),
        (2, "（二）", "规范执法"),
        (1, "二、", "下一步打算"),
        (2, "（一）", "加强培训"),
        (2, "（二）", "强化监督"),
    ]
    # what a section says in its heading alone is an item, not a heading
    assert headings(report) == [
        "青山县2023年法治政府建设情况报告",
        "一、主要做法",
        "（一）加强领导",
        "1.健全机制。",
        "2.压实责任。",
        "（二）规范执法。",
        "二、下一步打算",
    ]
    first, second = report.sections[1], report.sections[6]
    assert first.span.end == second.span.begin
    assert second.span.end == len(report.text)
    assert [report.sections[i].parent for i in range(1, 9)] == [0, 1, 2, 2, 1, 0, 6, 6]


def test_arabic_numbers_below_chinese_ones() -> None:
    report = read("一、工作情况\n1、坚持领导。部署工作。\n2、规范审查。印发文件。\n二、打算\n继续努力。\n")
    assert [level for level, _, _ in tree(report)] == [1, 2, 2, 1]


@pytest.mark.parametrize(
    ("line", "number", "words"),
    [
        ("一、基本情况", "一、", "基本情况"),
        ("一． 基本情况", "一．", "基本情况"),
        ("十二、基本情况", "十二、", "基本情况"),
        ("(三)规范执法", "(三)", "规范执法"),
        ("㈢规范执法", "㈢", "规范执法"),
        ("3、规范执法", "3、", "规范执法"),
        ("３．规范执法", "3．", "规范执法"),
        ("（3）规范执法", "（3）", "规范执法"),
        ("3）规范执法", "3）", "规范执法"),
        ("第二部分　规范执法", "第二部分", "规范执法"),
        ("## 一、基本情况", "一、", "基本情况"),
        ("**（三）规范执法**", "（三）", "规范执法"),
    ],
)
def test_kinds_of_numbers(line: str, number: str, words: str) -> None:
    report = read(f"2023年，我县依法行政。\n{line}\n全年办理案件38件，办结率100%。\n")
    (section,) = report.sections[1:]
    assert section.heading is not None
    assert (section.heading.number, section.heading.text) == (number, words)
    assert section.heading.text_span.of(report.text) == words


@pytest.mark.parametrize(
    "line",
    [
        "2.1万件诉求得到办理。",
        "12345热线受理诉求。",
        "2023年开展检查。",
        "1+8专项行动启动。",
        "三级联动机制运行顺畅。",
        "一、二级医院全部达标。",
    ],
)
def test_numbers_that_begin_no_heading(line: str) -> None:
    assert tree(read(f"2023年，我县依法行政。\n{line}群众满意。\n")) == []


def test_items_within_a_paragraph() -> None:
    report = read(
        "一、工作情况\n（一）转变职能\n一是减少事项。取消18项。二是压缩时限。平均提速89%。\n另外，窗口服务明显改善。\n（二）强化学习\n"
        "主要做法：一是集中学，二是自学，三是讨论学。\n"
    )
    assert tree(report) == [
        (1, "一、", "工作情况"),
        (2, "（一）", "转变职能"),
        (3, "一是", "减少事项"),
        (3, "二是", "压缩时限"),
        (2, "（二）", "强化学习"),
    ]
    also = next(s for s in report.sentences if s.span.of(report.text).startswith("另外"))
    assert report.sections[also.section].heading is not None
    assert report.sections[also.section].heading.text == "转变职能"


def test_numbered_items_in_one_paragraph_and_long_items() -> None:
    report = read("三、下一步工作\n(一)规范复议工作,配强人员。(二)开展培训,提高出庭率。(三)创新宣传。\n")
    assert [n for _, n, _ in tree(report)] == ["三、", "(一)", "(二)", "(三)"]
    assert headings(report) == ["三、下一步工作"]
    report = read("一、情况\n1.全年共办理行政复议案件38件，审结37件。按期办结率100%。\n2.开展检查。\n")
    assert report.sections[2].heading is not None
    assert (report.sections[2].heading.number, report.sections[2].heading.text) == ("1.", "")
    assert headings(report) == ["一、情况"]


def test_lines_without_number() -> None:
    report = read(
        "青山县2023年政府工作情况报告\n2023年，我县依法行政。\n主要成效\n全年办理案件38件，办结率100%。\n存在的不足\n"
        "执法力量比较薄弱，培训不够经常。\n"
    )
    assert tree(report) == [(1, "", "主要成效"), (1, "", "存在的不足")]
    assert report.sections[2].modality is Modality.PROBLEM


def test_speech_with_dashes_and_salutations() -> None:
    report = read(
        "政 府 工 作 报 告\n——2023年2月2日在青山县第十八届人民代表大会第三次会议上\n"
        "青山县人民政府县长　王小明\n各位代表：\n"
        "现在，我代表县人民政府向大会报告工作，请予审议。\n一、2022年工作回顾\n——实力增强。生产总值增长4.5%。\n"
        "——民生改善。新增就业3000人。\n各位代表！成绩来之不易。\n二、2023年工作安排\n新增就业3200人以上。\n"
    )
    assert report.title == "政府工作报告"
    assert report.title_span is not None and report.title_span.of(report.text) == "政 府 工 作 报 告"
    assert (report.found.issuer, report.found.year, report.found.published) == (
        "青山县人民政府",
        2023,
        date(2023, 2, 2),
    )
    assert tree(report)[1:3] == [(2, "——", "实力增强"), (2, "——", "民生改善")]
    salute = next(s for s in report.sentences if s.span.of(report.text) == "各位代表！")
    assert report.sections[salute.section].level == 1
    assert [s.modality for s in report.sections if s.level == 1] == [Modality.ACHIEVED, Modality.PLANNED]


# title block and closing


@pytest.mark.parametrize(
    ("text", "title", "issuer", "year", "published"),
    [
        ("青山市教育局\n关于2023年法治政府建设工作情况的报告\n\n2023年，市教育局依法治教。\n",
         "青山市教育局关于2023年法治政府建设工作情况的报告", "青山市教育局", 2023, None),
        ("当前位置:首页 > 政务公开\n2020年青山区法治政府建设情况报告\n来源:司法局  发布时间:2021-03-29\n\n"
         "2020年,青山区依法行政。\n",
         "2020年青山区法治政府建设情况报告", None, 2020, date(2021, 3, 29)),
        ("青山市应急管理局关于2025年度法治政府建设情况的报告\n青应急〔2026〕11号\n\n市委、市政府:\n\n2025年以来,市应急管理局依法履职。\n",
         "青山市应急管理局关于2025年度法治政府建设情况的报告", "青山市应急管理局", 2025, None),
        ("生态事务部（原环境部）2017年法治政府建设情况\n2017年，原环境部依法行政。\n",
         "生态事务部（原环境部）2017年法治政府建设情况", "生态事务部", 2017, None),
        ("青山省卫生健康委关于2023年度法治政府建设情况的报告\n省委：\n现将情况报告如下。\n\n青山省卫生健康委\n2024年3月8日\n",
         "青山省卫生健康委关于2023年度法治政府建设情况的报告", "青山省卫生健康委", 2023, date(2024, 3, 8)),
        ("青山县2021年法治政府建设\n工作情况报告\n2021年，我县依法行政。\n",
         "青山县2021年法治政府建设工作情况报告", None, 2021, None),
        ("2024年，青山区依法行政水平稳步提高。对照《法治政府建设实施纲要（2021—2025年）》逐项落实。\n\n青山区人民政府\n二〇二五年一月二十日\n",
         "", "青山区人民政府", 2024, date(2025, 1, 20)),
        ("依照条例规定，青山市农业局编制了2024年政府信息公开工作年度报告。报告数据的统计期自2024年1月1日起，至2024年12月31日止。\n",
         "", None, 2024, None),
        ("政府工作报告——2024年3月5日在第十届人民代表大会第二次会议上国务院总理 王明\n各位代表：\n现在报告工作。\n",
         "政府工作报告", "国务院", 2024, date(2024, 3, 5)),
        ("各位代表：\n现在，我代表市人民政府，向大会报告政府工作。\n一、2023年工作回顾\n增长5%。\n二、2024年主要工作建议\n增长6%。\n",
         "", None, 2024, None),
        ("青山县发展和改革局\n青山县司法局文件\n青发〔2019〕8号\n关于加强信用建设的通知\n各乡镇：\n现将有关事项通知如下。\n",
         "关于加强信用建设的通知", "青山县发展和改革局", None, None),
    ],
)  # fmt: skip
def test_what_the_text_says_of_itself(
    text: str, title: str, issuer: str | None, year: int | None, published: date | None
) -> None:
    report = read(text)
    assert report.title == title
    assert (report.found.issuer, report.found.year, report.found.published) == (issuer, year, published)
    if title:
        assert report.title_span is not None
        assert "".join(report.title_span.of(text).split()) == title
    assert report.found.area is None


def test_signature_and_date_belong_to_no_section() -> None:
    report = read("一、情况\n办结38件。\n二、下一步打算\n继续努力。\n青山县司法局\n2024年3月8日\n")
    signature = [s for s in report.sentences if s.paragraph >= 4]
    assert [(s.section, s.modality) for s in signature] == [(0, Modality.ACHIEVED)] * 2


@needs_shared
def test_years_of_the_gold_reports() -> None:
    for path in sorted((SHARED / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))["report"]
        folder = "gold" if (SHARED / "gold" / gold["file"]).exists() else "reports"
        assert read_report(SHARED / folder / gold["file"]).found.year == gold["year"], path.name
