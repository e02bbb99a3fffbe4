"""Which of two readings of the same characters is kept."""

from __future__ import annotations

from functools import cache
from itertools import combinations

import pytest

from kg.extraction import Extraction, extract
from kg.reports import Metadata, Report, read_report
from kg.vocabulary.concepts import load_vocabulary


@cache
def _read(text: str) -> tuple[Report, Extraction]:
    report = read_report(
        f"成都市武侯区2024年法治政府建设情况报告\n\n{text}\n".encode(),
        name="overlaps.txt",
        given=Metadata(area="510107", year=2024),
    )
    return report, extract(report, load_vocabulary())


def _surfaces(text: str) -> list[str]:
    report, found = _read(text)
    title = report.title_span
    return [b.surface for b in found.bodies if title is None or b.span.begin >= title.end]


_TEXTS = [
    "区委、区政府召开区委全面依法治区委员会办公室会议，区政府办公室印发《关于印发〈成都市武侯区人民政府工作规则〉的通知》。",
    "省委、省政府和市委、市政府先后督察，区纪委监委、区人民法院、区人民检察院参加，区委区政府主要领导出席。",
    "“双随机、一公开”监管平台与“互联网+监管”系统对接，行政执法“三项制度”全面落实，检查企业2150家次，发现隐患3400条。",
    "城镇、农村居民收入分别达到43210元和19876元，同比分别增长4.5%和6.1%，三分之一的村建成法治广场，共52个。",
    "市场监管总局、国家市场监督管理总局、市市场监督管理局武侯分局联合发布《〈广告法〉执法指南》《广告监测办法》。",
    "下一步，我区将新建法治公园12个，深化“放管服”改革，推动12345热线与110平台联动，力争满意率达到98%以上。",
]


@pytest.mark.parametrize("text", _TEXTS)
def test_mentions_of_one_class_share_no_characters(text: str) -> None:
    _, found = _read(text)
    for mentions in (found.bodies, found.programs, found.honours):
        for first, second in combinations(mentions, 2):
            assert not first.span.overlaps(second.span)


@pytest.mark.parametrize("text", _TEXTS)
def test_titles_overlap_only_when_one_is_inside_the_other(text: str) -> None:
    _, found = _read(text)
    for first, second in combinations(found.policies, 2):
        if first.span.overlaps(second.span):
            assert first.span.covers(second.span) or second.span.covers(first.span)


@pytest.mark.parametrize("text", _TEXTS)
def test_a_number_measures_one_thing(text: str) -> None:
    _, found = _read(text)
    places = [observation.at for observation in found.observations]
    assert len(places) == len(set(places))
    assert places == sorted(places)


def test_nothing_is_counted_inside_titles_and_quoted_names() -> None:
    _, found = _read("印发《支持企业发展30条政策措施》，开展“百名律师进千企”活动，启动“2024护航”专项行动。")
    assert found.observations == ()


def test_a_longer_body_wins_over_the_shorter_inside_it() -> None:
    assert _surfaces("区委全面依法治区委员会召开会议。") == ["区委全面依法治区委员会"]
    assert _surfaces("区政府办公室印发通知。") == ["区政府办公室"]
    assert _surfaces("区人大常委会听取报告。") == ["区人大常委会"]


def test_the_inner_title_knows_its_outer_one() -> None:
    _, found = _read("转发《关于印发〈行政调解工作办法〉的通知》。")
    outer, inner = found.policies
    assert (outer.title, outer.parent) == ("关于印发〈行政调解工作办法〉的通知", None)
    assert (inner.title, inner.parent) == ("行政调解工作办法", 0)
    assert outer.span.covers(inner.span)


def test_a_program_is_not_read_inside_a_title() -> None:
    _, found = _read("印发《农村假冒伪劣食品专项整治方案》。")
    assert found.programs == ()
