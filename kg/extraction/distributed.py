"""Labels of numbers in a row: as many names before them, or as many numbers before those."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.extraction.document import Clause
from kg.extraction.label_words import (
    ADDED,
    CHANGE_ONLY,
    FUNCTION_ONLY,
    LEAD,
    OF_RATE,
    TAIL,
    TOTAL,
    condensed,
    head_noun,
    joined,
    without_change,
    words_before,
)
from kg.extraction.model import ObservationFact
from kg.extraction.segments import Measured

_NAMES = re.compile(r"[、及]|(?<!参)与|和(?!解|谐|平)|以及|两级$|三级$")
# the measure with which a name ends
_MEASURES = re.compile(
    r"(?:[\u4e00-\u9fff]{2}率|[占比]重|比例|品牌价值|面积|收入|金额|(?:参保|参合|缴存|受益|在校|就业|从业)?人数|人次|标准|产值|价格|支出|总额|余额|浓度|时[限间长]|投资|增加值"
    r"|(?:用电|用水|发电|吞吐|周转|交易|运输|业务总|排放|客流|出栏|存栏|[^质])量)$"
)
_DIVISION_FIRST = re.compile(r"[\u4e00-\u9fff]{1,10}?[县市区旗州镇乡](?=[\u4e00-\u9fff]{2})")


def distributed_labels(
    text: str, clause: Clause, accepted: list[Measured], earlier: list[ObservationFact]
) -> list[str] | None:
    """Labels of A、B、C分别增长9.1%、6.9%、3.1%: as many names as numbers, in order; or of the numbers before them."""
    if len(accepted) < 2:
        return None
    head = text[clause.span.begin : accepted[0].quantity.span.begin]
    position = head.rfind("分别")
    if position < 0:
        return _side_by_side(text, clause, head, accepted, earlier)
    subject = without_change(LEAD.sub("", head[:position]))
    names = [part for part in _NAMES.split(subject) if part]
    if len(accepted) == 2 and len(names) == 1 and "城乡" in subject:
        # 城乡居民人均可支配收入分别达到4.2万元和2.1万元
        names = [subject.replace("城乡", "城镇", 1), subject.replace("城乡", "农村", 1)]
    total = TOTAL.fullmatch(subject)
    share = len(names) == 1 and subject.startswith("占")
    # 办理建议83件、提案97件，…，满意率分别达98.8%、99%
    counted = [fact.label for fact in earlier if fact.sentence == clause.sentence and fact.measure_kind == "level"]
    if len(names) == 1 and OF_RATE.fullmatch(names[0].removeprefix("群众")) and len(counted) >= len(accepted):
        return [condensed(joined(head_noun(label), names[0])) for label in counted[-len(accepted) :]]
    if not names or total or share:
        before = [
            fact.label
            for fact in earlier
            if fact.sentence == clause.sentence and fact.measure_kind in ("level", "ratio")
        ]
        if share and len(before) < len(accepted):  # 甲、乙增加值分别增长9%、8%，占工业比重分别为21%、33%
            before = [fact.label for fact in earlier if fact.sentence == clause.sentence]
        if len(before) < len(accepted):
            return None
        before = before[-len(accepted) :]
        if share:
            return [condensed(label + subject) for label in before]
        return [condensed(ADDED.sub("", label) + total.group(1)) for label in before] if total else before
    if len(names) < len(accepted):
        return None
    names = names[-len(accepted) :]
    shared = _shared_noun(names)
    said = without_change(TAIL.sub("", head[position + 2 :]))
    tail = "" if FUNCTION_ONLY.match(said) or CHANGE_ONLY.match(said) else said
    return [condensed((name if name.endswith(shared) else name + shared) + tail) for name in names]


def _side_by_side(
    text: str, clause: Clause, head: str, accepted: list[Measured], earlier: list[ObservationFact]
) -> list[str] | None:
    """Labels of 甲和乙保持在90%和98%以上: exactly as many names before as numbers in a row."""
    for one, following in pairwise(accepted):
        between = text[one.quantity.span.end : following.quantity.span.begin]
        if between not in ("、", "和", "及") or one.quantity.unit != following.quantity.unit:
            return None
    if not without_change(LEAD.sub("", head)):  # 甲、乙分别为27小时、1小时，压缩74%和91%
        before = earlier[-len(accepted) :]
        apart = len({fact.label for fact in before}) == len(accepted)
        if apart and all(
            fact.rule == "observation/distributed" and fact.sentence == clause.sentence for fact in before
        ):
            return [fact.label for fact in before]
    names = [name for name in _NAMES.split(words_before(head, "", named_after=False)) if name]
    if len(names) != len(accepted) or not _MEASURES.search(names[-1]):
        return None
    shared = _shared_noun(names)
    return [condensed(name if name.endswith(shared) else name + shared) for name in names]


def _shared_noun(names: list[str]) -> str:
    """What the last of several names says for all: 水稻、甘蔗机械化率 → 机械化率, 养老保险和医疗保险参保率 → 参保率."""
    division = _DIVISION_FIRST.match(names[-1])
    if division and all(name[-1] == division.group()[-1] for name in names[:-1]):
        return names[-1][division.end() :]
    lengths = {len(name) for name in names[:-1]}
    (length,) = lengths if len(lengths) == 1 else (0,)
    if 0 < length <= 3 and len(names[-1]) >= length + 2:
        return names[-1][length:]
    ending = _MEASURES.search(names[-1])
    if ending is None or len(ending.group()) + 2 > len(names[-1]):
        return ""
    return "" if any(_MEASURES.search(name) or name[-1] == "数" for name in names[:-1]) else ending.group()
