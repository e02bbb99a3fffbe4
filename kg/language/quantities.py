"""The grammar of quantities: a number, its scale, its unit, and how exact it is.

What is read: Arabic digits (2.1万件, 1,852所, 8043万元), Chinese numerals (两万余人次, 连续七年), fractions (三分之一,
百分之五), tenths (八成以上), ranges (5至10个), bounds before and after (近, 约, 超过, 不低于, 余, 多, 以上, 左右).
Years (2020年), dates and ordinals (第3次) are not quantities; ordinals that give a rank are reported as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from kg.language.numerals import SCALES, parse_chinese, parse_digits
from kg.language.records import record
from kg.language.spans import Span

EXACT, MORE_THAN, AT_LEAST, AT_MOST, ABOUT = "exact", "more-than", "at-least", "at-most", "about"

_BEFORE = {
    "不低于": AT_LEAST,
    "不少于": AT_LEAST,
    "不小于": AT_LEAST,
    "至少": AT_LEAST,
    "不得少于": AT_LEAST,
    "最低": AT_LEAST,
    "不超过": AT_MOST,
    "不足": AT_MOST,
    "不到": AT_MOST,
    "不满": AT_MOST,
    "未达到": AT_MOST,
    "未达": AT_MOST,
    "不高于": AT_MOST,
    "不多于": AT_MOST,
    "不大于": AT_MOST,
    "低于": AT_MOST,
    "少于": AT_MOST,
    "至多": AT_MOST,
    "最多": AT_MOST,
    "控制在": AT_MOST,
    "超过": MORE_THAN,
    "超": MORE_THAN,
    "超额": EXACT,
    "逾": MORE_THAN,
    "突破": MORE_THAN,
    "高于": MORE_THAN,
    "多于": MORE_THAN,
    "大于": MORE_THAN,
    "高出": EXACT,
    "近": ABOUT,
    "将近": ABOUT,
    "接近": ABOUT,
    "约": ABOUT,
    "大约": ABOUT,
    "约为": ABOUT,
    "大概": ABOUT,
    "左右": ABOUT,
    "超过了": MORE_THAN,
    "突破了": MORE_THAN,
}
_SHARE_IS = re.compile(r"(?:[率比重]达|达到|[率比]为|占)$")  # 优秀率达四成
_CHANGED_BY = re.compile(r"(?:下降|上升|增长|减少|提高|增加|压减|压缩|缩短|降低)$")  # 同比下降三成
_NO_BOUND = frozenset(("签约", "预约", "续约", "履约", "违约", "节约", "解约", "附近", "就近", "临近"))
_AFTER = {
    "以上": AT_LEAST,
    "及以上": AT_LEAST,
    "以下": AT_MOST,
    "及以下": AT_MOST,
    "以内": AT_MOST,
    "之内": AT_MOST,
    "左右": ABOUT,
    "上下": ABOUT,
}
_LONGEST_BEFORE = max(map(len, _BEFORE))
_BEFORE_ENDS = frozenset(word[-1] for word in _BEFORE)
_DIGITS = r"[0-9０-９]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]+)?|[0-9０-９]+(?:[.．][0-9０-９]+)?"
_CHINESE = "[〇零一二两三四五六七八九十百千万亿]+"
_SCALE = "万亿|百万|千万|亿|万|千(?![米克瓦])|百|十"


# Characters that make another word of a unit: 7部门 is no 7部, 36万人民 no 36万人. What may follow all the same is
# in brackets of its own: 3支队伍.
_OTHER_WORDS = {
    "部": "门|委|级|分|署|省",
    "项": "目(?!标)",
    "人": "民|才|口|员(?!工)|群",
    "户": "外(?!来)|籍|口",
    "家": "庭|长(?![期三江效久远])|校|族|具|园(?!区)",
    "场": "所|馆|景",
    "处": "理|罚|方",
    "所": "有|在地",
    "条": "例|款",
    "台": "账|湾|胞",
    "面": "积|向|临",
    "对": "口|象|接",
    "门": "诊|户|槛",
    "位": "于|列|居|置",
    "件": "套",
    "名": "录|城|镇",
    "组": "织|建",
    "份": "额",
    "本": "级|地|科|市|省|县|区|年",
    "起": "诉|草|步",
    "批": "准|复|评",
    "类": "型|别",
    "种": "植|养",
    "通": "过|报|知|道",
    "单": "位|独",
    "支": "持|付|援|队(?!伍)",
    "头": "部",
    "步": "骤",
    "层": "次|级|面",
    "分": "别|局|管|类|级|工|会|院|公",
    "路": "段|口",
    "列": "入|为|席|出",
    "集": "中|团|体|市|聚|成|合|约|资|镇|群|贸",
    "箱": "涵",
    "包": "括|容|含|村|片|保|户|联",
    "瓶": "颈",
    "页": "岩",
    "堂": "食",
    "颗": "粒",
    "盒": "饭",
    "尾": "矿|气|款",
    "羽": "毛|绒|联",
    "款": "项|物",
}
# People and offices that are counted without a classifier
_PEOPLE = (
    "(?![以名人户元个])[\u4e00-\u9fff]{1,4}(?:人口|居民|群众|职工|农民工?|学生|老人|劳动力|工人|党员|干部)|居民|市民|村民|群众|农民|学生|师生|纳税人|职工|老人|老年人|残疾人|干部|党员|游客|消费者|人民|人才|人口|用户"
    "|网民|儿童|户籍人口|外来人员|务工人员|从业人员|人员"
)
_OFFICES = "部门|部委|省份|县区|区县|乡镇|镇街|省区市|市州|盟市|县市区"
# … and what a number without any unit at the end of a clause counts, by the noun before it
_COUNTED_BEFORE = (
    (re.compile(r"(人次)[^，。；]{0,8}$"), "人次"),
    (re.compile(r"(?:人数|人口|粉丝数?|用户数?|关注量|关注数|订阅数|参保|学员)[^，。；]{0,8}$"), "人"),
    (re.compile(r"(?:阅读|点击|浏览|访问|播放|转发|下载|观看|查询)[数量次]{1,2}[^，。；]{0,8}$"), "次"),
    (re.compile(r"(?:户数)[^，。；]{0,8}$"), "户"),
)
_INDEX_BEFORE = re.compile(
    r"(?:指数|系数|[人师床]比)(?:值)?(?:仅|只)?(?:为|达到?|是|[上提]升[到至]|[增升降]至|由|从|超过?)*$"
)


@record(frozen=True, slots=True)
class Quantity:
    """A number with its unit.

    `span` runs from the bound before the number to the bound after the unit; `number` is where the numeral itself
    begins. `value` has the scale multiplied out; `high` is the upper end of a range, whose `value` is the lower end.
    `unit` is the unit as a key of the unit table, `unit_text` as it is written there (万 and 亿 belong to the value).
    `chinese` tells a Chinese numeral, `ordinal` a rank (第3位).
    """

    span: Span
    number: int
    value: Decimal
    unit: str
    unit_text: str
    bound: str
    high: Decimal | None = None
    chinese: bool = False
    ordinal: bool = False


class QuantityGrammar:
    """Finds quantities whose units are those of a table: unit text → (unit key, unit text to report)."""

    def __init__(self, units: Mapping[str, tuple[str, str]]) -> None:
        self._units = units
        unit = "|".join(
            re.escape(u) + (f"(?!{_OTHER_WORDS[u]})" if u in _OTHER_WORDS else "")
            for u in sorted(units, key=len, reverse=True)
        )
        first = "".join(re.escape(c) for c in sorted({u[0] for u in units if u}))
        self._pattern = re.compile(
            rf"(?=[0-9０-９〇零一二两三四五六七八九十百千万亿数几])(?:"  # no more than a look at any other character
            rf"(?P<fraction>[一二三四五六七八九十百]+分之[〇零一二两三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?)"
            rf"|(?P<slash>(?<=[占的约近])[1-9]/[1-9][0-9]?(?=[左以的，,。；;、）)]|$))"
            rf"|(?P<tenths>(?:[一二两三四五六七八九]|[1-9])成(?:半)?(?=[以左多，,。；;、]|的|$))"
            rf"|(?:(?P<digits>{_DIGITS})|(?P<vague>数(?=[十百千万亿])|几(?=[十百千万亿]))?(?P<chinese>{_CHINESE}))"
            rf"(?:(?P<low_unit>%|％|‰|{_SCALE})?(?:至|到|-|—|–|~|～|－)(?P<high>{_DIGITS}))?"
            rf"[ \u3000]?(?P<more>余|多|几)?(?P<scale>{_SCALE})?(?P<more2>余|多)?"
            rf"(?:[ \u3000]?(?=[{first}])(?P<unit>{unit})|(?P<people>(?<=[余多万亿])(?={_PEOPLE}))"
            rf"|(?P<offices>(?<=\d)(?={_OFFICES}))|(?P<bare>(?=[，,。；;、）)\n]|$)))(?P<more3>余|多)?"
            rf"(?P<after>及?以[上下]|以内|之内|左右|上下)?)"
        )

    def find(self, text: str, begin: int = 0, end: int | None = None) -> Iterator[Quantity]:
        """The quantities in ``text[begin:end]``, left to right, without overlaps; offsets refer to `text`."""
        for match in self._pattern.finditer(text, begin, len(text) if end is None else end):
            quantity = self._quantity(text, match)
            if quantity is not None:
                yield quantity

    def _quantity(self, text: str, match: re.Match[str]) -> Quantity | None:
        start, stop = match.span()
        lead = start - 1 if text[start - 1 : start] == " " else start  # 不少于 2次
        bound_word = _bound_before(text, lead)
        bound = _BEFORE.get(bound_word, EXACT)
        if match["fraction"]:
            value = _fraction(match["fraction"])
            percent = match["fraction"].startswith("百分之")
            if value is None:
                return None
            after = next((w for w in _AFTER if text.startswith(w, stop)), "")
            unit = ("percent", "%") if percent else ("one", "1")
            return Quantity(
                Span(lead - len(bound_word) if bound_word else start, stop + len(after)),
                start,
                value * 100 if percent else value,
                *unit,
                _AFTER.get(after, bound),
                chinese=True,
            )
        if match["slash"]:
            above, below = match["slash"].split("/")
            after = next((w for w in _AFTER if text.startswith(w, stop)), "")
            share = (Decimal(above) / Decimal(below)).quantize(Decimal("0.0001"))
            begin, end = start - len(bound_word), stop + len(after)
            return Quantity(Span(begin, end), start, share, "one", "1", _AFTER.get(after, bound))
        if match["tenths"]:
            first = match["tenths"][0]
            digit = int(first) if first.isdigit() and first.isascii() else parse_chinese(first)
            after = next((w for w in _AFTER if text.startswith(w, stop)), "")
            changed = _CHANGED_BY.search(text, max(0, start - 2), start)
            said = changed or _SHARE_IS.search(text, max(0, start - 2), start)
            if digit is None or not (bound_word or after or said):
                return None  # 三成 alone is too often part of a word
            value = Decimal(digit * 10 + (5 if match["tenths"].endswith("半") else 0))
            return Quantity(
                Span(lead - len(bound_word) if bound_word else start, stop + len(after)),
                start,
                value,
                "percent",
                "%",
                _AFTER.get(after, bound),
                chinese=True,
            )
        previous = text[start - 1] if start else "\n"
        if previous.isascii() and (previous.isalnum() or previous in ".+"):
            return None  # C919, 1+8, part of a longer number
        chinese = match["chinese"] is not None
        counted = match["unit"] or self._uncounted(text, match, chinese)
        if counted != "1" and (counted is None or counted not in self._units):
            return None
        key, unit_text = self._units[counted] if counted != "1" else ("one", "1")
        if chinese:
            parsed = parse_chinese(match["chinese"])
            if parsed is None or (
                match["chinese"] in SCALES and match["chinese"] != "十" and not match["vague"] and not bound_word
            ):
                return None
            number = Decimal(parsed)
            if match["vague"]:
                bound = MORE_THAN
        else:
            number = parse_digits(match["digits"])
            if key == "year" and 1900 <= number <= 2100 and not match["scale"]:
                return None
        scale = SCALES.get(match["scale"] or "", 1)
        high = None
        if match["high"]:
            high = parse_digits(match["high"]) * scale
            low_scale = match["low_unit"] if match["low_unit"] in SCALES else match["scale"]
            number *= SCALES.get(low_scale or "", 1)
            if key == "year" and high >= 1900:
                return None
            bound = AT_LEAST
        else:
            number *= scale
        if match["more"] or match["more2"] or match["more3"]:
            bound = MORE_THAN
        elif match["after"]:
            bound = _AFTER[match["after"]]
        ordinal = text[max(0, start - 4) : start].rstrip().endswith("第")  # 居第 3
        return Quantity(
            Span(lead - len(bound_word) if bound_word else start, stop),
            start,
            number,
            key,
            unit_text,
            bound,
            high,
            chinese,
            ordinal,
        )

    def _uncounted(self, text: str, match: re.Match[str], chinese: bool) -> str | None:
        """The unit of a number without one: 近8万市民, 等7部门, 关注人数突破1.6万."""
        if chinese:
            return None
        if match["people"] is not None:
            return "人"
        if match["offices"] is not None:
            return "个" if len(match["digits"]) <= 2 else None
        before = text[max(0, match.start() - 16) : match.start()]
        if not match["scale"]:
            return "1" if _INDEX_BEFORE.search(before) else None
        return next((unit for noun, unit in _COUNTED_BEFORE if noun.search(before)), None)


def _bound_before(text: str, at: int) -> str:
    """The word of a bound that ends at `at` (不低于, 近), the longest there is, or ""."""
    if text[at - 1 : at] not in _BEFORE_ENDS:
        return ""
    if text[max(0, at - 2) : at] in _NO_BOUND:
        return ""
    words = (text[max(0, at - length) : at] for length in range(_LONGEST_BEFORE, 0, -1))
    return next((word for word in words if word in _BEFORE), "")


def _fraction(fraction: str) -> Decimal | None:
    """三分之一 → 0.3333, 百分之五点二 → 0.052."""
    below, above = fraction.split("分之", 1)
    whole, _, decimals = above.partition("点")
    denominator, numerator = parse_chinese(below), parse_chinese(whole)
    if not denominator or numerator is None:
        return None
    value = Decimal(numerator)
    if decimals:
        value += Decimal(parse_chinese(decimals) or 0).scaleb(-len(decimals))
    return (value / denominator).quantize(Decimal("0.0001")) if denominator != 100 else (value / 100).normalize()
