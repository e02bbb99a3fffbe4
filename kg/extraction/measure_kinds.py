"""Whether a number is a level, a ratio, a change or a duration, and against what."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from kg.extraction.document import Document
from kg.extraction.words import Words
from kg.language.quantities import Quantity

# 高于全省平均水平, 较法定时限缩短: not against the year before
_THAN_OTHERS = re.compile(r"[高低优好]于全[国省市区县]|[较比](?:法定|承诺|规定)的?[\u4e00-\u9fff]{0,4}[限间期]")
_BELOW = re.compile(r"(?:低于|少于|落后于?)[^，,]{0,14}$")
_GROWTH_TAIL = r"(?:了|幅度?|率)?(?:分别|各|均)?(?:达到?|为|超过?|约|近|至少|不低于|均?超过?|了|将近|高达|接近)*$"
_LEVEL_AFTER_CHANGE = re.compile(
    r"(?:增至|升至|降至|增加至|减少至|[提上下增减压缩精扩整调拓优][\u4e00-\u9fff]{0,2}[到至为])(?:了)?$|(?:从|由)[^，,]{1,20}$"
)
_IMPROVED = re.compile(
    r"(?:改造|优化|整治|更新|扩容|建设|修缮|维修|完善|亮化|绿化|提质)(?:提升|提高|扩大|压缩)$"
)  # 改造提升143公里
_CUT = re.compile(r"[减压][少缩]?(?:材料|时限|时间|环节|跑动|跑腿|成本|费用|流程|次数|事项|证明)$")  # 减材料61%
_BETTERED = re.compile(r"(?:改善|好转|优化)(?:了|幅度|率)?(?:达到?|为|约|超过?)*$")
_LESS_IS_BETTER = re.compile(r"PM|浓度|污染|排放|能耗|发案|事故|失业|指数同比改善")
_YEAR_ON_YEAR = re.compile(r"同比|[较比](?:上年|去年|上一年|20\d{2}年)|与(?:上年|去年)相比|年均|同期")
_PERIOD_ON_PERIOD = re.compile(r"环比|[较比]上(?:个?月|季度|半年)")
MORE_DAYS = re.compile(
    r"(?:[比较](?:上年|去年|20\d{2}年)(?:同期)?(?:增加|减少|多|少)|同比(?:增加|减少|增长|下降))了?$"
)  # 优良天数205天，比上年增加20天
_SHORTENED_BY = re.compile(
    r"(?:时限|时间|时长|周期|工期|用时|期限)[^，,]{0,6}(?:缩短|压缩|压减|缩减|减少|延长|增加)了?(?:近|约|超过?)?$"
)


class _ChangeWords(NamedTuple):
    """The words of growth and fall, before a number and after one (连续七年下降)."""

    rises: re.Pattern[str]
    falls: re.Pattern[str]
    then_rises: re.Pattern[str]
    then_falls: re.Pattern[str]


@lru_cache(maxsize=4)
def _change_words(words: Words) -> _ChangeWords:
    return _ChangeWords(
        re.compile(rf"(?<![稳保促控])(?:{words.growth}){_GROWTH_TAIL}"),
        re.compile(rf"(?:{words.fall}){_GROWTH_TAIL}"),
        re.compile(rf"[^，,。]{{0,8}}(?:{words.growth})"),
        re.compile(rf"[^，,。]{{0,8}}(?:{words.fall})"),
    )


def measure_kind(
    document: Document, quantity: Quantity, left: str, right: str, distributed: bool, before: str
) -> tuple[str, str, str]:
    """Measure kind (level, ratio, change, duration), direction ("up", "down" or "") and baseline of a number.

    `left` and `right` are its own words; `before` are those before a row of numbers when it is `distributed`.
    """
    family = document.words.unit_family.get(quantity.unit, "count")
    words = _change_words(document.words)
    own = words.rises.search(left) or words.falls.search(left)  # 分别增长18.8%和下降7.1%
    context = (before if distributed and not own else left).rstrip()
    direction = ""
    rises, falls = words.rises.search(context), words.falls.search(context)
    if falls and (not rises or falls.start() > rises.start()):
        direction = "down"
    elif rises:
        direction = "up"
    baseline = (
        "previous-year"
        if _YEAR_ON_YEAR.search(context)
        else "previous-period"
        if _PERIOD_ON_PERIOD.search(context)
        else ""
    )
    before_year = "" if _THAN_OTHERS.search(context) else "previous-year"
    if not direction and quantity.unit == "percent" and _CUT.search(context):
        direction = "down"
    if not direction and family in ("ratio", "concentration") and _BETTERED.search(context):
        direction = "down" if _LESS_IS_BETTER.search(context) else "up"
    if quantity.unit == "percentage-point":
        return "change", direction or ("down" if _BELOW.search(context) else "up"), baseline or before_year
    if family == "time":
        if words.then_falls.match(right):
            direction = "down"
        elif words.then_rises.match(right):
            direction = "up"
        if _SHORTENED_BY.search(left):  # 办案时间平均缩短12天
            return "change", direction, baseline
        return ("change", direction, baseline) if MORE_DAYS.search(left) else ("duration", direction, "")
    if _LEVEL_AFTER_CHANGE.search(context) or (family not in ("ratio", "money", "score") and _IMPROVED.search(context)):
        direction = ""
    elif direction and (family in ("ratio",) or not context.endswith(("新增", "新增加"))):
        return "change", direction, baseline or (before_year if family == "ratio" else "")
    if family == "ratio":
        if quantity.unit == "times" and not direction:
            return "ratio", "", baseline
        return "ratio", "", ""
    if family == "score":
        return "ratio", "", ""
    return "level", "", ""
