"""Which numbers measure something, and are no names, ranks of sorts, frequencies or thresholds."""

from __future__ import annotations

import re

from kg.extraction.document import Clause, Document
from kg.extraction.measure_kinds import MORE_DAYS
from kg.extraction.segments import OF_ACTS, Measured
from kg.language.quantities import Quantity

_FAR = 240  # characters before a number that may say what it is
_DURATION_CUE = re.compile(
    r"连续|历时|用时|时限|时间|时长|耗时|周期|压缩|缩短|提前|为期|累计|已(?:开展|实施)|持续|期限|平均|不超过|最快|最短|办结|服务期|延长|办理|寿命|工期|压减|缩减|优化|提速|天数|日数"
)
_MANY_HOURS = 100
_HANDLED = re.compile(r"(?:以?内)?(?:即可)?(?:办结|办理完毕|办好|办成|完成|出证|领证)")
_RANK_CUE = re.compile(
    r"(?:居|列|排名?|位[居列次]|名列|跃居|跃升至|[升降]至|排在|前移至|稳居)(?:全[国省市区县球]|世界|[东中西]部(?:地区)?|同类|[\u4e00-\u9fff]{2,4}城市|[省市县区](?:会|级|域)"
    r"|(?:参评|参加考核)?的?\d+个[\u4e00-\u9fff]{1,4}（[^（）]{1,6}）[中里]?)*[^，,、]{0,6}$"
)
_NAME_AFTER = re.compile(
    r"^(?:行动|计划|工程|规划|纲要|方案|制度|机制|模式|国道|省道|热线|法|条例|会议|大会|周年|全会|精神|战略|新|以来)"
)
_THRESHOLD_AFTER = re.compile(r"的?(?:[\u4e00-\u9fff]{0,4})(?:项目|企业|工程|产业|大单|园区)")
_SORT_AFTER = re.compile(r"的?(?:[大新重]|产业|工业|投资)?(?:项目|企业|工程|集群|园区)\d")
# 自治区28条规定: the name of a document
_COUNTED_RULES = re.compile(r"(?:配套|具体|实施)?(?:规定|措施|意见|举措|禁令|政策)")
_RULE_GIVER = re.compile(
    r"(?:自治区|省|省委|省政府|党委|党组|市委|市政府|区委|县委|中央|国务院|[省市区县]委[省市区县]政府)$"
)
_AMONG = re.compile(r"(?:[在居列]|排名)(?:全(?:[国省市区县州]|自治区)|同类|参评|参加考核)?的?$")
_PLACED_AMONG = re.compile(
    r"[\u4e00-\u9fff（）、]{1,10}?(?:中|里)?(?:(?:综合)?排名?第?|位居第?|位列第?|名列第?|居第?|列第?|第)[0-9一二三四五六七八九十前首末]"
)
_EVERY = re.compile(r"每(?:个|半|两)?(?:年|季度?|月|周|旬|天|日)(?!会议)[^，,0-9]{0,8}$")
_AGE = re.compile(r"(?:年龄|寿命)[^，,、]{0,8}$")
_CLOCK = re.compile(r"[时点]\d{0,2}$")
_CHINESE_CUE = re.compile(r"(?:连续|先后|累计|共|达|合计|约|近|超|不低于|每年|共计|各|新增|增加|减少|提前)$")
_TENS = re.compile(r"[二三四五六七八九]十")
_END = re.compile(r"^(?:[，。；、,;：:\s）)]|$)")


def goes_on(text: str, one: Quantity, following: Quantity) -> bool:
    """分别为27.4小时、0.68小时: what follows a number that measures, in the same unit, measures too."""
    between = text[one.span.end : following.span.begin]
    return one.unit == following.unit and not following.ordinal and between in ("、", "和", "及", "与")


def measures(document: Document, item: Measured, clause: Clause) -> bool:
    """Whether the number of `item` measures something in its clause, by its unit and the words beside it."""
    text, quantity = document.text, item.quantity
    family = document.words.unit_family.get(quantity.unit, "count")
    left, right = (
        text[max(clause.span.begin, item.left.begin) : quantity.span.begin],
        text[quantity.span.end : quantity.span.end + 12],
    )
    before = text[max(clause.span.begin, quantity.span.begin - _FAR) : quantity.span.begin]
    if quantity.ordinal:
        return quantity.unit in ("person-formal", "name", "rank") and bool(_RANK_CUE.search(before.removesuffix("第")))
    if quantity.unit == "year-old":
        return _AGE.search(left) is not None  # not 60岁以上老人
    if family == "grade":
        return quantity.unit == "strong" and bool(re.search(r"跨入|跻身|进入|入围|位列|入选", before))
    if (
        text[quantity.number - 1 : quantity.number] in ("+", "“", "×", "*", "/", "：")
        and quantity.number > clause.span.begin
        and text[quantity.number - 1] != "："
    ):
        return False
    if text[quantity.span.end : quantity.span.end + 1] in ("+", "×"):
        return False
    if family == "money" and quantity.bound == "at-least" and (_THRESHOLD_AFTER.match(right) or right[:1].isdigit()):
        return False  # 亿元以上项目, 10亿元以上3个: a sort of project
    if family == "money" and quantity.bound == "more-than" and _SORT_AFTER.match(right):
        return False  # 超10亿元项目2个
    if quantity.unit == "entry" and _RULE_GIVER.search(left) and _COUNTED_RULES.match(right):
        return False
    if text.endswith("之一", quantity.span.end, clause.span.end):
        return False  # 成为全国10个超大城市之一
    if _AMONG.search(left) and _PLACED_AMONG.match(text, quantity.span.end):
        return False  # 在全区13个街镇中排名第二
    if quantity.value == 1 and quantity.unit in OF_ACTS and _EVERY.search(left):
        return False  # 每季度通报一次
    if quantity.chinese and left.endswith("跑"):
        return False  # 最多跑一次
    if family == "time":
        if quantity.unit == "year" and quantity.value > 200:
            return False
        if quantity.unit == "hour" and quantity.value >= _MANY_HOURS:
            return True  # 巡航18.6万小时
        promised = quantity.unit == "working-day" and _HANDLED.match(right)
        if not (promised or _DURATION_CUE.search(left) or _DURATION_CUE.search(before[-8:]) or MORE_DAYS.search(left)):
            return False
        if _NAME_AFTER.match(right):
            return False
    if quantity.chinese and not _chinese_measures(text, quantity, left, right):
        return False
    if quantity.unit == "point" and _CLOCK.search(left):
        return False
    if _NAME_AFTER.match(right) and not left.strip():
        return False
    return not right.startswith(("化", "型", "制", "级", "星", "式"))


def _chinese_measures(text: str, quantity: Quantity, left: str, right: str) -> bool:
    """A Chinese numeral counts only where it could not be part of a name: 连续四年, 两万余人次, 开会三次。"""
    numeral = text[quantity.number : quantity.span.end]
    if left.endswith("届") or right.startswith("全会"):
        return False  # 六届七次、八次全会
    if quantity.unit in ("percent", "one"):
        return True
    if quantity.bound == "more-than" and quantity.value >= 10:
        return True
    if _CHINESE_CUE.search(left):
        return not re.match(
            r"^[一两三四五六七八九]个?(?:体系|机制|方面|重大|关键)", numeral + right
        ) and quantity.unit not in ("class", "kind", "aspect", "batch")
    if quantity.value >= 20 and _TENS.match(numeral) and not _END.match(right):
        return True
    if quantity.value >= 100 and re.match(r"[一二两三四五六七八九]", numeral):
        return True
    return quantity.unit in ("time", "session", "person-time") and bool(_END.match(right)) and len(left) >= 2
