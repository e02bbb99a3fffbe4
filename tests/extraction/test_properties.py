"""Extraction holds on any mix of the genre's fragments: it does not raise, and every span is the text it says."""

from __future__ import annotations

from dataclasses import fields
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extraction import Extraction, extract
from kg.language.spans import Span
from kg.pipeline import facts_of
from kg.reports import Metadata, Report, read_report
from kg.vocabulary.concepts import Vocabulary, load_vocabulary

_FRAGMENTS = [
    "区委、区政府", "市司法局", "我局", "局党组会议", "党中央、国务院", "县人大常委会", "省厅",
    "各街道", "原市工商局", "镇党委", "印发", "审议通过", "联合出台", "根据", "由", "会同", "荣获",
    "被评为", "成立", "开展", "深化", "推行", "分别", "其中", "同比", "增长", "下降", "较上年", "连续",
    "力争", "下一步", "将", "存在的问题：", "一是", "二是", "截至10月底", "上半年", "2023年", "5月9日",
    "《", "》", "〈", "〉", "“", "”", '"', "‘", "（", "）", "(", ")", "【", "〔2023〕5号", "<<", ">>",
    "《优化营商环境条例》", "《关于印发〈行政调解办法〉的通知》", "《工作要点", "民法典", "行政处罚法",
    "“放管服”改革", "“双随机、一公开”", "扫黑除恶专项斗争", "专项整治", "平台", "机制", "活动",
    "示范区", "先进集体", "12345热线", "“三项制度”", "十四五", "1+8", "案件", "法律援助", "办结率",
    "满意率", "执法人员", "万人", "件", "人次", "万元", "%", "个百分点", "余", "以上", "多", "近",
    "不低于", "1", "38", "2.1万", "1,852", "８", "百分之五", "三分之一", "两千余", "数十", "第3",
    "八成以上", "5至10个", "100%", "0", "亿", "万", "千", "，", "。", "；", "、", "：", ",", ";", ".",
    "\n", "\n\n", " ", "\u3000", "\t", "一、", "（二）", "1.", "①", "工作打算", "不足", "有待加强",
    "\u200b", "\ufeff", "𠮷", "—", "-", "%。", "……", "a", "GB/T", "PM2.5", "5G",
]  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_FRAGMENTS), min_size=1, max_size=40).map("".join)
_TITLES = st.sampled_from(
    ["", "合肥市蜀山区2024年法治政府建设情况报告\n\n", "嵩县公安局2023年工作报告\n", "政府工作报告\n"]
)


@cache
def _vocabulary() -> Vocabulary:
    return load_vocabulary()


def _report(text: str) -> Report:
    return read_report(text.encode(), name="mixed.txt", given=Metadata(area="340104", year=2024))


def _check_span(span: Span, text: str) -> None:
    assert 0 <= span.begin < span.end <= len(text)


def _check(report: Report, found: Extraction) -> None:
    text = report.written  # in one form of digits and marks, of the same length
    for field in fields(found):
        for fact in getattr(found, field.name):
            _check_span(fact.span, text)
            assert fact.rule
            assert 0 < fact.confidence <= 1
    for body in found.bodies:
        assert body.span.of(report.written) == body.surface
    for clause in found.clauses:
        assert clause.span.of(report.written) == clause.label
    for event in found.events:
        assert event.span.of(report.written) == event.label
    for observation in found.observations:
        assert observation.span.begin <= observation.at < observation.span.end
        assert text[observation.at].isnumeric() or text[observation.at] in "两数几百千万亿"
        assert observation.label
        assert 0 <= observation.sentence < len(report.sentences)
    for honour in found.honours:
        assert honour.name
        if honour.recipient is not None:
            _check_span(honour.recipient, text)
    for policy in found.policies:
        assert policy.title
        parent = None if policy.parent is None else found.policies[policy.parent]
        if parent is not None and not parent.rule.endswith("unclosed"):
            assert parent.span.covers(policy.span)
    lists = {"body": found.bodies, "policy": found.policies, "program": found.programs}
    lists |= {"observation": found.observations, "honour": found.honours}
    for relation in found.relations:
        for end in (relation.subject, relation.object):
            if end is not None:
                assert 0 <= end.index < len(lists[end.kind])


@settings(max_examples=300, deadline=None)
@given(_TITLES, _TEXTS)
def test_any_mix_of_fragments_is_read_with_true_spans(title: str, text: str) -> None:
    report = _report(title + "。" + text)
    _check(report, extract(report, _vocabulary()))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=120))
def test_any_text_is_read_with_true_spans(text: str) -> None:
    report = _report("法治政府建设情况报告\n\n" + text)
    _check(report, extract(report, _vocabulary()))


@settings(max_examples=50, deadline=None)
@given(_TEXTS)
def test_the_same_text_gives_the_same_facts(text: str) -> None:
    assert extract(_report("。" + text), _vocabulary()) == extract(_report("。" + text), _vocabulary())


@settings(max_examples=100, deadline=None)
@given(
    st.integers(min_value=2, max_value=99_999),
    st.sampled_from(["件", "人次", "场", "户", "家次", "万元", "公里"]),
    st.sampled_from(["办理法律援助", "开展巡回宣讲", "检查餐饮企业", "落实帮扶资金"]),
    st.sampled_from([("", "exact"), ("余", "more-than")]),
)
def test_a_plain_count_is_read_exactly(number: int, unit: str, verb: str, more: tuple[str, str]) -> None:
    word, bound = more
    report = _report(f"合肥市蜀山区2024年法治政府建设情况报告\n\n全年{verb}{number}{word}{unit}。")
    (found,) = extract(report, _vocabulary()).observations
    factor = 10_000 if unit == "万元" else 1
    assert (found.value, found.bound, found.measure_kind) == (number * factor, bound, "level")
    assert found.unit_text == unit.removeprefix("万")
    assert report.text[found.at :].startswith(str(number))


@settings(max_examples=200, deadline=None)
@given(_TITLES, _TEXTS)
def test_whatever_is_read_can_be_resolved(title: str, text: str) -> None:
    report = _report(title + "。" + text)
    facts = facts_of(report, _vocabulary())
    known = {entity.id for entity in facts.entities}
    assert len(known) == len(facts.entities)
    for entity in facts.entities:
        assert entity.id.isascii()
        assert entity.label.strip()
        for evidence in entity.evidence:
            _check_span(evidence.span, report.text)
    for observation in facts.observations:
        assert observation.id.isascii()
        assert observation.indicator in known
        assert set(observation.about) <= known
        _check_span(observation.evidence.span, report.text)
    about = known | {observation.id for observation in facts.observations} | {facts.id}
    for statement in facts.statements:
        assert {statement.subject, statement.object} <= about
