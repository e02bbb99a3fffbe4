"""The numbers of a clause, each with the words that are its own."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from kg.extraction.document import Document
from kg.extraction.label_words import FUNCTION_ONLY, LEAD
from kg.language.numerals import parse_digits
from kg.language.quantities import EXACT, Quantity
from kg.language.records import record
from kg.language.spans import Span
from kg.language.writing import without_blanks

# units that count how often something was done
OF_ACTS = frozenset(("time", "session", "session-time", "person-time"))
_BOUNDS_AFTER = ("以上", "以下", "以内", "之内", "左右")
_LIST_SEPARATOR = re.compile(r"[、和及与/]|以及")
_BETWEEN_NUMBERS = frozenset("、和及")
_BARE_NUMBERS = re.compile(r"(?<![\d.年月第+A-Za-z])((?:\d+(?:\.\d+)?[、和及])+)$")
_OWN_NUMBER = re.compile(r"\d+(?:\.\d+)?")
BARE_SEPARATOR = re.compile(r"[、和及与\s]*")
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


def sharing(text: str, quantity: Quantity) -> list[Quantity]:
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


def with_shared_units(text: str, quantities: list[Quantity]) -> list[Quantity]:
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


def segments(document: Document, index: int, quantities: list[Quantity]) -> list[Measured]:
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
            begin = quantity.span.end if at == stop and following.unit in OF_ACTS else at
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


def with_shared_nouns(text: str, items: list[Measured]) -> list[Measured]:
    """96户177人贫困人口, 8条、12.3公里道路改造: what stands after the last of the numbers is of the first too."""
    shared = list(items)
    for position in range(len(shared) - 2, -1, -1):
        one, following = shared[position], shared[position + 1]
        if (
            one.right.begin >= one.right.end
            and one.quantity.unit != following.quantity.unit
            and BARE_SEPARATOR.fullmatch(text, one.quantity.span.end, following.quantity.span.begin)
            and following.right.of(text).strip()
            and FUNCTION_ONLY.match(LEAD.sub("", one.left.of(text)))
        ):
            shared[position] = replace(one, right=following.right)
    return shared


@record(frozen=True, slots=True)
class Measured:
    quantity: Quantity
    clause: int
    left: Span
    right: Span
