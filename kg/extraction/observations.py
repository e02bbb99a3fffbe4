"""Observations: which numbers measure something, what, and whether as level, ratio, change or duration."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kg.extraction.document import Clause, Document
from kg.extraction.labels import FUNCTION_ONLY, LEAD, Measured, distributed_labels, label_of
from kg.extraction.model import ObservationFact
from kg.extraction.subjects import Subjects
from kg.extraction.words import Words
from kg.language.numerals import parse_digits, plain_value
from kg.language.quantities import ABOUT, EXACT, Quantity
from kg.language.spans import Span
from kg.language.writing import without_blanks
from kg.reports.model import Modality

_FAR = 240  # characters before a number that may say what it is
_SAYS_WHAT = 2  # characters that say what is counted
_SAID_BEFORE = 600  # characters before a number that may say of when it is
_OF_ACTS = frozenset(("time", "session", "session-time", "person-time"))
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
_TARGET = re.compile(
    r"力争|确保(?!了)|预计.{0,6}(?:可|将)|争取(?=.{0,12}达)|目标(?:是|为|值)|预期(?!寿命)|计划(?:完成|新增|实施|建设|达)|拟(?=完成|新增|建)|达到.{0,6}目标"
)
_BUT = re.compile(r"[，,；;](?:但是?|不过|然而)")
_TARGETS_FOLLOW = re.compile(r"(?:预期|奋斗|总体|主要)目标(?:是|为|[:：])")
_DURATION_CUE = re.compile(
    r"连续|历时|用时|时限|时间|时长|耗时|周期|压缩|缩短|提前|为期|累计|已(?:开展|实施)|持续|期限|平均|不超过|最快|最短|办结|服务期|延长|办理|寿命|工期|压减|缩减|优化|提速|天数|日数"
)
_MORE_DAYS = re.compile(
    r"(?:[比较](?:上年|去年|20\d{2}年)(?:同期)?(?:增加|减少|多|少)|同比(?:增加|减少|增长|下降))了?$"
)  # 优良天数205天，比上年增加20天
_SHORTENED_BY = re.compile(
    r"(?:时限|时间|时长|周期|工期|用时|期限)[^，,]{0,6}(?:缩短|压缩|压减|缩减|减少|延长|增加)了?(?:近|约|超过?)?$"
)
_HANDLED = re.compile(r"(?:以?内)?(?:即可)?(?:办结|办理完毕|办好|办成|完成|出证|领证)")
_BOUNDS_AFTER = ("以上", "以下", "以内", "之内", "左右")
_ROUGHLY = re.compile(r"(?:约|近)占[^，,]*$")
_RANK_CUE = re.compile(
    r"(?:居|列|排名?|位[居列次]|名列|跃居|跃升至|[升降]至|排在|前移至|稳居)(?:全[国省市区县球]|世界|[东中西]部(?:地区)?|同类|[\u4e00-\u9fff]{2,4}城市|[省市县区](?:会|级|域)"
    r"|(?:参评|参加考核)?的?\d+个[\u4e00-\u9fff]{1,4}（[^（）]{1,6}）[中里]?)*[^，,、]{0,6}$"
)
_LIST_SEPARATOR = re.compile(r"[、和及与/]|以及")
_NAME_AFTER = re.compile(
    r"^(?:行动|计划|工程|规划|纲要|方案|制度|机制|模式|国道|省道|热线|法|条例|会议|大会|周年|全会|精神|战略|新|以来)"
)
_PERIOD = re.compile(
    r"(?=[1-9上下前第一二三四截])(?:(?:(?P<year>20\d{2})年?)?(?P<part>上半年|下半年|前三季度|第?[一二三四]季度|(?P<m1>1[0-2]|[1-9])(?:月)?[-—至~－](?P<m2>1[0-2]|"
    r"[1-9])月|截[至止](?:(?P<year2>20\d{2})年)?(?P<m3>1[0-2]|[1-9])月|(?<![\d年])(?P<m4>1[0-2]|[1-9])月(?:份|，|,))|(?P<plain>20\d{2})年(?!以来|度?[^，,]{0,4}(?:规划|计划|要点|"
    r"方案)))"
)
# what every period has but that of a plan
_OF_TIME = re.compile("[年月季]")
_FIVE_YEAR_PLAN = re.compile(r"[“\"]?(十[一二三四五]?五)[”\"]?(?:规划|计划)?(?:期间|时期|期内|以来)")
_FIVE_YEAR_PLANS = {"十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_FROM_TO = re.compile(r"(20\d{2})年?(?:至|到|-|—|—|～|~)(20\d{2})年(?!度?(?:规划|计划|方案|纲要))")
_LAST_YEARS = re.compile(r"([三四五])年[来间]")
_COUNTS = {"三": 3, "四": 4, "五": 5}
_COMPARED_BEFORE = re.compile(r"[比较与和是]$|相比$|相当于$")
_STARTING_FROM = re.compile(r"[由从]$")
_DIGIT = re.compile(r"\d")
_UNTIL = re.compile(r"到(20\d{2})年(?:底|末)?[^，,]*$")
_CUMULATIVE = re.compile(r"至今|以来|累计")
_SINCE = re.compile(r"(?P<year>20\d{2})年(?:(?P<month>1[0-2]|[1-9])月)?[^。]{0,12}(?:启动|以来|开始|起)")
_THRESHOLD_AFTER = re.compile(r"的?(?:[\u4e00-\u9fff]{0,4})(?:项目|企业|工程|产业|大单|园区)")
_SORT_AFTER = re.compile(r"的?(?:[大新重]|产业|工业|投资)?(?:项目|企业|工程|集群|园区)\d")
# 自治区28条规定: the name of a document
_COUNTED_RULES = re.compile(r"(?:配套|具体|实施)?(?:规定|措施|意见|举措|禁令|政策)")
_RULE_GIVER = re.compile(
    r"(?:自治区|省|省委|省政府|党委|党组|市委|市政府|区委|县委|中央|国务院|[省市区县]委[省市区县]政府)$"
)
_BETWEEN_NUMBERS = frozenset("、和及")
_BARE_NUMBERS = re.compile(r"(?<![\d.年月第+A-Za-z])((?:\d+(?:\.\d+)?[、和及])+)$")
_OWN_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BARE_SEPARATOR = re.compile(r"[、和及与\s]*")
# the noun after a number that stands before a verb, a preposition or another number's words: 组织12个暗访组对31个省
_COUNTED_NOUN = re.compile(
    r"[省市县区旗州]{1,3}[（(][^（）()]*[）)]|[\u4e00-\u9fff]{2,}?(?:[（(][^（）()]{1,8}[）)][\u4e00-\u9fff]{0,6}?)?(?=组成|平均|共有|作出|“[^”]{2,12}”每|[中里](?:仅|只|有|已)|培养|参加|参与|进驻|入驻|走进|深入|下沉|对接|服务(?!事项|对象|中心|站|点|平台|窗口)|协助|担任|配备|获得|赴|到|的|全年|共|累计|先后|开展|出动|督查|督办|查处|查办|排查|建立|建成|设立|开设|发现|推广|安装|布设|调处|下放|移交|对(?!象|口)|在|获|已|完成|追讨|追回|挽回|办理|发放|减免|"
    r"缴纳|提供|落实|实施|进行|享受|领取|签订|移交|划转|户均|人均|为|向|给|将|把|由|投资|投入|带动|惠及|新增|[\u4e00-\u9fff]{2,4}率(?:均|达到?|为|保持)*$)"
)
_CLASS_NOUN = re.compile(r"(?:重点|主要)?(?:行业|领域|方面|环节|类别|地区|省份)")  # 火电、水泥2个行业提前1个月完成
_SHORT_NOUN = re.compile(
    r"(?!其中|同比|增[长至加到]|[下升上]降|占|合计|比|缩[短减]|压[减缩降]|提[高升前]|减少|降[至到低]|优化|调整|扩大|上升|达|到|至|退|升)[\u4e00-\u9fff]{2,6}(?:（[^（）]{1,6}）)?"
)
# what comes right before a number whose noun follows it
_NOUN_FOLLOWS = re.compile(
    r"(?:[对为向给将把使让等]|涉及|覆盖|惠及|带动|组织|出动|投入|联合|解决|完成|实施|抽取|抽查|抽检|抽调|走访|助力|帮助|扶持|支持)了?$|\d+[省市县区旗州镇乡村]$|[省市县区旗]直$|(?:所属|下属|直属)$"
)


def find_observations(document: Document, subjects: Subjects) -> list[ObservationFact]:
    """Every number that measures something, left to right."""
    observations: list[ObservationFact] = []
    by_clause: dict[int, list[Quantity]] = {}
    for quantity in document.words.quantities.find(document.text):
        index = document.clause_at(quantity.number)
        inside = (
            document.clauses
            and document.clauses[index].span.begin <= quantity.number < document.clauses[index].span.end
        )
        if inside and not _in_name(document, quantity):
            by_clause.setdefault(index, []).extend([*_sharing(document.text, quantity), quantity])
    for index in sorted(by_clause):
        if not document.report.sentences[document.clauses[index].sentence].is_heading:
            _add_observations(document, subjects, index, by_clause[index], observations)
    return observations


def _sharing(text: str, quantity: Quantity) -> list[Quantity]:
    """Numbers before this one that share its scale and unit: 36、31、4件; 6.5和8.2个百分点."""
    if quantity.chinese or quantity.ordinal:
        return []
    if text[quantity.number - 1 : quantity.number] not in _BETWEEN_NUMBERS:
        return []
    before = _BARE_NUMBERS.search(text, max(0, quantity.number - 40), quantity.number)
    if before is None:
        return []
    own = _OWN_NUMBER.match(text, quantity.number)
    scale = quantity.value / parse_digits(own.group()) if own and parse_digits(own.group()) else Decimal(1)
    return [
        replace(quantity, span=Span(m.start(), m.end()), number=m.start(), value=parse_digits(m.group()) * scale)
        for m in _OWN_NUMBER.finditer(text, before.start(1), before.end(1))
    ]


def _in_name(document: Document, quantity: Quantity) -> bool:
    """Whether the number is part of a title, of a short quotation, or of a name."""
    if document.title_at(quantity.number) is not None:
        return True
    quote = document.quote_at(quantity.number)
    return quote is not None and quote.end - quote.begin <= 40


def _add_observations(
    document: Document, subjects: Subjects, index: int, quantities: list[Quantity], observations: list[ObservationFact]
) -> None:
    """Add the observations of one clause to those of the clauses before it."""
    text = document.text
    clause = document.clauses[index]
    quantities = [quantity for quantity in quantities if not _is_grade(document, quantity)]
    measured = _segments(document, index, _with_shared_units(text, quantities))
    accepted: list[Measured] = []
    for item in measured:
        if _measures(document, item, clause) or (accepted and _goes_on(text, accepted[-1].quantity, item.quantity)):
            accepted.append(item)
    if not accepted:
        return
    if len(accepted) < len(measured):  # 亘富200万吨褐煤提质一期投产: what measures nothing parts no words
        accepted = _segments(document, index, [item.quantity for item in accepted])
    accepted = _with_shared_nouns(text, accepted)
    shared = distributed_labels(text, clause, accepted, observations)
    modality = _modality(document, clause) if accepted else ""
    for position, item in enumerate(accepted):
        quantity = item.quantity
        left, right = without_blanks(item.left.of(text)), without_blanks(item.right.of(text))
        last = observations[-1] if position else None
        if last and shared is None and _BARE_SEPARATOR.fullmatch(left) and quantity.unit_text == last.unit_text:
            # 分别增长4.6%和6.6%: the second number is of the first one's sort
            kind, direction, baseline = last.measure_kind, last.direction, last.baseline
        else:
            kind, direction, baseline = _kind(
                document, quantity, left, right, shared is not None, text[clause.span.begin : accepted[0].left.end]
            )
        if shared is not None:
            label = shared[position]
        else:
            label = label_of(document, _without_subject(text, item, subjects), clause, observations, kind)
        phrase = _phrase_span(item, clause, shared is not None)
        observations.append(
            ObservationFact(
                span=phrase,
                at=quantity.number,
                value=plain_value(quantity.value),
                unit=quantity.unit,
                unit_text=quantity.unit_text,
                bound=ABOUT if quantity.bound == EXACT and _ROUGHLY.search(left) else quantity.bound,
                measure_kind=kind,
                direction=direction,
                baseline=baseline,
                modality=modality,
                label=label,
                period=_period(document, clause, quantity),
                sentence=clause.sentence,
                rule="observation/distributed"
                if shared
                else "observation/after"
                if right.strip()
                else "observation/before",
                confidence=_confidence(quantity, label, kind),
            )
        )


def _goes_on(text: str, one: Quantity, following: Quantity) -> bool:
    """分别为27.4小时、0.68小时: what follows a number that measures, in the same unit, measures too."""
    between = text[one.span.end : following.span.begin]
    return one.unit == following.unit and not following.ordinal and between in ("、", "和", "及", "与")


def _without_subject(text: str, item: Measured, subjects: Subjects) -> Measured:
    """区交通运输局查处非法营运车辆143辆次: who did it heads no column, unless nothing else would."""
    end = subjects.words_end(item.quantity.span.begin)
    if not item.left.begin < end <= item.left.end:
        return item
    said = LEAD.sub("", without_blanks(text[end : item.left.end] + item.right.of(text)))
    weak = len(said) < _SAYS_WHAT or FUNCTION_ONLY.match(said)
    return item if weak else replace(item, left=Span(end, item.left.end))


def _confidence(quantity: Quantity, label: str, kind: str) -> float:
    if quantity.ordinal:
        return 0.6
    if quantity.chinese:
        return 0.8
    return 0.95 if len(label) >= 3 else 0.85


def _is_grade(document: Document, quantity: Quantity) -> bool:
    """百亿级, 一级: a Chinese numeral that only says of what sort a thing is."""
    return quantity.chinese and (
        document.words.unit_family.get(quantity.unit) == "grade" or document.text.startswith("级", quantity.span.end)
    )


def _with_shared_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
    """5个、3个工作日: the first number is of working days too; 90%和98%以上: it is at least that too."""
    shared = list(quantities)
    for position in range(len(shared) - 2, -1, -1):
        one, following = shared[position], shared[position + 1]
        between = text[one.span.end : following.span.begin]
        if (
            following.unit_text.startswith(one.unit_text)
            and len(following.unit_text) > len(one.unit_text)
            and between in ("、", "和", "及")
        ):
            shared[position] = replace(one, unit=following.unit, unit_text=following.unit_text)
        elif (
            between in ("、", "和", "及")
            and one.unit == following.unit
            and one.bound == EXACT
            and following.span.of(text).endswith(_BOUNDS_AFTER)
        ):
            shared[position] = replace(one, bound=following.bound)
    return shared


def _segments(document: Document, index: int, quantities: list[Quantity]) -> list[Measured]:
    """Each number of a clause with the words that are its own: those before it, and those after it up to the next."""
    text = document.text
    clause = document.clauses[index]
    measured: list[Measured] = []
    begin = clause.span.begin
    for position, quantity in enumerate(quantities):
        left = Span(begin, quantity.span.begin)
        following = quantities[position + 1] if position + 1 < len(quantities) else None
        stop = following.span.begin if following else clause.span.end
        if quantity.span.end > clause.span.end:
            stop = quantity.span.end
        between = text[quantity.span.end : stop]
        if following is None:
            right = Span(quantity.span.end, stop)
            begin = stop
        else:
            separator = _LIST_SEPARATOR.search(document.bare[quantity.span.end : stop])  # not within 县（市、区）
            if separator is not None and separator.start() == 0:
                at = quantity.span.end
            else:
                own = _own_noun(without_blanks(left.of(text)), between, listed=separator is not None)
                if separator is not None:
                    own = min(own, separator.start()) if own else separator.start()
                at = quantity.span.end + own
            right = Span(quantity.span.end, at)
            # 12名律师坐班288次: what is counted in times is what they did
            begin = quantity.span.end if at == stop and following.unit in _OF_ACTS else at
        measured.append(Measured(quantity, index, left, right))
    return measured


def _own_noun(before: str, between: str, listed: bool) -> int:
    """How much of what stands `between` two numbers is the noun of the first; 0 when none is.

    从40%降到38%: what stands between belongs to the second number; 由100名专家组成…出动4862人次: its noun to the first;
    向8个镇区下放审批、备案事权13项 (`listed`): the noun of the first ends before the verb.
    """
    blanks = len(between) - len(between.lstrip())
    if listed:
        noun = _COUNTED_NOUN.match(between, blanks) if _NOUN_FOLLOWS.search(before) else None
        return noun.end() if noun else 0
    before = LEAD.sub("", before)
    noun = _CLASS_NOUN.match(between, blanks) if "、" in before else None
    if noun is None and (FUNCTION_ONLY.match(before) or _NOUN_FOLLOWS.search(before)):
        noun = _COUNTED_NOUN.match(between, blanks) or _SHORT_NOUN.fullmatch(between.rstrip(), blanks)
    return noun.end() if noun else 0


def _with_shared_nouns(text: str, items: list[Measured]) -> list[Measured]:
    """96户177人贫困人口, 8条、12.3公里道路改造: what stands after the last of the numbers is of the first too."""
    shared = list(items)
    for position in range(len(shared) - 2, -1, -1):
        one, following = shared[position], shared[position + 1]
        if (
            one.right.begin >= one.right.end
            and one.quantity.unit != following.quantity.unit
            and _BARE_SEPARATOR.fullmatch(text, one.quantity.span.end, following.quantity.span.begin)
            and following.right.of(text).strip()
            and FUNCTION_ONLY.match(LEAD.sub("", one.left.of(text)))
        ):
            shared[position] = replace(one, right=following.right)
    return shared


def _measures(document: Document, item: Measured, clause: Clause) -> bool:
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
    if quantity.value == 1 and quantity.unit in _OF_ACTS and _EVERY.search(left):
        return False  # 每季度通报一次
    if quantity.chinese and left.endswith("跑"):
        return False  # 最多跑一次
    if family == "time":
        if quantity.unit == "year" and quantity.value > 200:
            return False
        promised = quantity.unit == "working-day" and _HANDLED.match(right)
        if not (promised or _DURATION_CUE.search(left) or _DURATION_CUE.search(before[-8:]) or _MORE_DAYS.search(left)):
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


def _kind(
    document: Document, quantity: Quantity, left: str, right: str, distributed: bool, before: str
) -> tuple[str, str, str]:
    """Measure kind, direction and baseline."""
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
        return ("change", direction, baseline) if _MORE_DAYS.search(left) else ("duration", direction, "")
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


def _phrase_span(item: Measured, clause: Clause, distributed: bool) -> Span:
    begin = clause.span.begin if distributed else min(item.left.begin, item.quantity.span.begin)
    end = max(item.right.end, item.quantity.span.end)
    return Span(begin, end)


def _modality(document: Document, clause: Clause) -> str:
    sentence = document.report.sentences[clause.sentence]
    modality = sentence.modality
    if modality == Modality.PLANNED:
        return Modality.TARGET.value
    begin, end = sentence.span
    if modality == Modality.PROBLEM:
        # 开展培训6期，但仍有差距: before the turn a section on work done tells of work done
        section = document.report.sections[sentence.section].modality
        before = section == Modality.ACHIEVED and _BUT.search(document.text, clause.span.end, end)
        return Modality.ACHIEVED.value if before else Modality.PROBLEM.value
    if _TARGET.search(clause.span.of(document.text)) or _TARGETS_FOLLOW.search(document.text, begin, clause.span.begin):
        return Modality.TARGET.value
    return Modality.ACHIEVED.value


def _period(document: Document, clause: Clause, quantity: Quantity) -> str:
    """The period that the sentence gives, in ISO-like form without a year it does not say: 2021-H1, H1, 01/10."""
    begin = max(document.report.sentences[clause.sentence].span.begin, quantity.span.begin - _SAID_BEFORE)
    said = document.bare[begin : quantity.span.begin]
    spoken = document.text[begin : quantity.span.begin]
    plan = _FIVE_YEAR_PLAN.search(spoken) if "五" in spoken else None
    if plan:
        first = _FIVE_YEAR_PLANS.get(plan.group(1))
        if first is not None:
            return f"{first}/{first + 4}"
    if not _OF_TIME.search(said):
        return ""
    years = _FROM_TO.search(said)
    if years:
        return f"{years.group(1)}/{years.group(2)}"
    last = _LAST_YEARS.search(said)
    if last:
        return f"last {_COUNTS[last.group(1)]}"
    best = ""
    for match in _PERIOD.finditer(said):
        if _COMPARED_BEFORE.search(said[: match.start()]) or said.startswith("相比", match.end()):
            continue
        if _STARTING_FROM.search(said[: match.start()]) and _DIGIT.search(said, match.end()):
            continue  # 由2010年的1264元增加到2011元: the second number is of the report's own time
        best = _period_said(match) or best
    until = _UNTIL.search(said)
    if until:
        return until.group(1)
    since = _SINCE.search(said)
    if since and _CUMULATIVE.search(said):
        month = f"-{int(since['month']):02}" if since["month"] else ""
        best = f"since {since['year']}{month}"
    return best


def _period_said(match: re.Match[str]) -> str:
    """One period as `_PERIOD` finds it."""
    year = match["year"] or match["year2"] or match["plain"] or ""
    part = match["part"] or ""
    if part in ("上半年", "下半年"):
        return f"{year}-H{1 if part == '上半年' else 2}"
    if part == "前三季度":
        return f"{year}-01/09"
    if part.endswith("季度"):
        return f"{year}-Q{'一二三四'.index(part.removeprefix('第')[0]) + 1}"
    if match["m2"]:
        return f"{year}-{int(match['m1']):02}/{int(match['m2']):02}"
    if match["m3"]:
        return f"{year}-01/{int(match['m3']):02}"
    if match["m4"]:
        return f"{year}-{int(match['m4']):02}/{int(match['m4']):02}"
    return year
