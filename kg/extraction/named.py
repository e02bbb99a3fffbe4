"""Bodies recognised by how their names end; where they begin is for the grammar to find."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extraction.anchors import Anchors
from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.extraction.parts import office_at, part_of
from kg.language.spans import Span
from kg.vocabulary.lexicon import Hit

_NAME_CHARACTER = re.compile(r"[\u3400-\u9fffA-Za-z0-9“”\"+·（）()]")
_GENERIC_BEFORE = re.compile(
    r"(?:各|各级|有关|相关|部分|个别|所有|全体|其他|上级|下级|多个|一些|少数|本级|同级|各类|成员|责任|牵头|下属|重点|主管|多家|每个|某|不同|多|"
    r"(?<!首)家|(?<!首)个|所|处|支|名|批|全国|一级|二级|三级|四级|三大|两级|基层|村级|镇级|社区级|县级|市级|区级|乡级|镇街|镇村|乡镇|以上|等|[0-9]+)$"
)
# 县级合法性审查中心, 市区两级…: any of them; 一城一地一中心: a slogan
_NOT_A_NAME = re.compile(
    r"^级|[市区县镇街村省]级|两级|三级|(?<!第)一$|大$|环$|多个|[0-9]+个|全[省市区县州旗]|模范|优秀|先进|星级"
)
_NOT_AFTER = ("城", "长", "员", "化", "型", "式", "制", "伍", "生", "业", "卡", "军", "派")
_NOT_AFTER_SCHOOL = ("习", "懂", "做", "士", "位", "历", "龄", "费", "子", "者", "术", "区")  # 集|中学|习
_SHORTEST_STEM, _LONGEST_STEM = 2, 26
_SHORTEST_WHOLE_ENDING = 3  # 区看守所, 市公证处: the ending alone is the name
_WHOLE_AFTER_LEVEL, _WHOLE_AFTER_PLACE = ("医院", "党校"), ("大学", "银行", "集团", "学院", "医院", "党校")  # 北京大学
_LONGEST_QUOTE = 12
# 报市政府常务会议: verbs before a body's name that may be part of other words elsewhere
_VERB_BEFORE = re.compile(
    r"[报交送转供经](?=[省市区县州旗镇乡](?:政府|人民政府|委|人大|政协))|经(?=[局厅委])|"
    r"委托|约谈|查处|处罚|责令|引入|入驻|进驻|开办|清理|收购|起诉|协助|慰问|视察|壮大|关停|关闭|改善|减轻|规范|鼓励|支持|扶持|引导|培育|对接|整合|重点建设"
)
# 12所小学, 区域性中心敬老院: how many, or of which sort
_ANY_OF_A_SORT = re.compile(
    r"[0-9一二三四五六七八九十两几多余]+[所家个座间批]|(?:紧密|研究|应用|复合|区域|普惠|综合|公益)[型性]|标准化|一流|\+"
)
# 萧山商业中心, 区域物流中心: places to trade in and to be near; 社区卫生服务中心: any of them
_FACILITY = re.compile(r"(?:商业|商贸|物流|购物|经济|金融|消费|贸易|航运|枢纽|集散|交往|制造|城市|会展|科创|研发)$")
_ANY_CENTRE = re.compile(r"社区|示范|全国|国家级|省级|村|乡镇|镇街|街镇|基层|居家|家庭|居民")
_COUNTED = re.compile(r"(?:总数|共)?[0-9一二三四五六七八九十百余多]+[家所个]")  # 强村公司120家
_ZONES = re.compile(
    r"新区|开发区|经开区|高新区|名胜区|园区|示范区|度假区|保税区|工业区|产业园|工业园|科技园|物流园|景区|试验区|自贸区|合作区|集聚区|片区|新城|[湖港岛山谷城镇区]$|基地$"
)
# Verbs that names of leading groups and the like begin with, directly after the body or level that they belong to
_LEADING_VERBS = frozenset(
    (
        "依法",
        "全面",
        "推进",
        "深化",
        "优化",
        "创建",
        "统筹",
        "防范",
        "打击",
        "促进",
        "加快",
        "提升",
        "推动",
        "整合",
        "协调",
        "创新",
    )
)
_LEADING_KINDS = ("team", "commission", "meeting", "office")
# kinds whose names may have 与 and 和 in them, after what they belong to: 法学与人文社会学院
_JOINED_KINDS = ("team", "commission", "school", "office", "centre", "other")
# 中央第七环境保护督察组: a name without a place that comes from above
_NUMERALS = "一二三四五六七八九十"  # 市检察院五分院
_FROM_ABOVE = re.compile(r"中央|国家|国务院|全国|中国|国际|世界|[\u4e00-\u9fff]{2,4}国驻")
_IN_BRACKETS = re.compile(r"集团|中国|控股")
# kinds that may have any name: 大商集团, 学府路中学
_NUMBERED = re.compile(
    r"[一二三四五六七八九十][一二三四五六七八九十]{0,2}(?:[中小](?=[、，。；（及和与等新扩改建迁分校获]|学校)|医院)"
)
_PROPER_KINDS = ("enterprise", "school", "other")
_LONGEST_PROPER = 14
_STATIONS, _LONGEST_STATION_STEM = ("派出所", "税务所", "市场监管所", "市场监督管理所", "自然资源所"), 4


@dataclass(frozen=True, slots=True)
class _Start:
    """Where a name begins, and what it hangs on: a body, a place or a level."""

    begin: int
    place: str
    level: str
    whole: BodyMention | None = None


def find_named(document: Document, anchors: Anchors, bodies: dict[int, BodyMention]) -> list[BodyMention]:
    """Every name that ends as bodies' names do: 区反诈骗中心, 法治建设领导小组, 市律师协会.

    `bodies` are those found before, by where they end; a name that goes on after one of them is a part of it.
    """
    mentions: list[BodyMention] = []
    wholes = dict(bodies)
    text = document.text
    for hit in _ending_last(document.hits.get("body-ending", [])):
        kind, ending, _ = hit.value
        if kind == "school" and (text.startswith(_NOT_AFTER_SCHOOL, hit.end) or text[hit.begin - 1] == "集"):
            continue
        if text.startswith(_NOT_AFTER, hit.end) or (
            ending == "中心" and text.startswith(("工作", "建设", "任务", "组"), hit.end)
        ):
            continue
        start = _start(document, anchors, wholes, hit)
        if hit.end in bodies and not (start.place or start.level or start.whole):
            continue  # 办法经|县政府常务会议: the grammar of organs knew better where the name begins
        mention = _part(document, start.whole, hit) if start.whole else _named(document, start, hit)
        if mention is not None:
            mentions.append(mention)
            wholes.setdefault(hit.end, mention)
    return mentions


def find_numbered(document: Document, anchors: Anchors) -> list[BodyMention]:
    """县一中, 市七医院: schools and hospitals by their number."""
    found = []
    for match in _NUMBERED.finditer(document.bare):
        begin, place, level = anchors.before(match.start())
        if place or level:
            span, core = Span(begin, match.end()), match.group()
            kind = "other" if core.endswith("院") else "school"
            said = span.of(document.text)
            found.append(BodyMention(span, said, "named", "", place, level, core, kind, "body/numbered", 0.85))
    return found


def _named(document: Document, start: _Start, hit: Hit) -> BodyMention | None:
    """The body whose name begins at `start` and ends with `hit`, if that is a name."""
    text, (kind, ending, placed) = document.text, hit.value
    begin, place, level = start.begin, start.place, start.level
    stem = text[begin : hit.begin].removeprefix(place or level)
    anchored = bool(place or level)
    if placed and not anchored:
        above = _FROM_ABOVE.search(stem)
        if above is None:
            return None
        begin, stem = begin + above.start(), stem[above.start() :]
    if ending in ("管委会", "管理委员会") and not level and not _ZONES.search(text[begin : hit.begin]):
        return None
    if not (placed and place and not stem) and not _is_name(document, begin, hit, stem, anchored):
        return None
    return BodyMention(
        Span(begin, hit.end),
        text[begin : hit.end],
        "named",
        "",
        place,
        level,
        stem + ending,
        kind,
        f"body/named-{kind}",
        0.88 if anchored else 0.72,
    )


def _part(document: Document, whole: BodyMention, hit: Hit) -> BodyMention | None:
    """The part of `whole` whose name ends with `hit`: 市公安局经侦支队."""
    kind, ending, _ = hit.value
    stem = document.text[whole.span.end : hit.begin]
    if not stem and len(ending) < _SHORTEST_WHOLE_ENDING:
        return None
    if len(stem) == 1 and stem not in _NUMERALS and kind != "school":
        return None
    if (
        _GENERIC_BEFORE.match(stem)
        or document.words.any_of_a_sort.match(stem.lstrip("“"))
        or _NOT_A_NAME.search(stem)
        or stem + ending in document.words.generic_bodies
    ):
        return None
    return part_of(whole, document, hit.end, kind, f"body/part-{kind}")


def _start(document: Document, anchors: Anchors, wholes: dict[int, BodyMention], hit: Hit) -> _Start:
    """Where the name that ends with `hit` begins."""
    text, kind = document.text, hit.value[0]
    begin, end = _begin(document, anchors, hit)
    whole = _whole(wholes, begin, hit)
    if whole is not None:
        return _Start(whole.span.begin, "", "", whole)
    if kind in _LEADING_KINDS:
        verb = begin
        while verb in document.boundaries and text[document.boundaries[verb] : verb] in _LEADING_VERBS:
            verb = document.boundaries[verb]
            if verb in wholes:
                return _Start(wholes[verb].span.begin, "", "", wholes[verb])
            office = office_at(document, verb - 1)
            if office is not None:
                return _Start(verb - 1, "", "", office)
            anchored = anchors.before(verb)
            if anchored[1] or anchored[2]:
                return _Start(*anchored)
    if kind in _PROPER_KINDS and text[begin - 2 : begin - 1] == "、" and begin - 1 == document.boundaries.get(begin):
        begin -= 1  # 学府路中学、|向阳幼儿园
    if kind in _JOINED_KINDS and text[begin - 1 : begin] in ("与", "和") and begin - 1 not in wholes:
        first = _run(document, begin - 1)
        for at in range(begin - 3, first - 1, -1):
            if at in wholes:
                return _Start(wholes[at].span.begin, "", "", wholes[at])
    office = office_at(document, begin)
    if office is not None and hit.begin - begin > _SHORTEST_STEM:
        return _Start(begin, "", "", office)
    start = _Start(*anchors.within(begin, end))
    if start.begin - 1 > begin and text[start.begin - 1] == "驻":
        return _Start(begin, "", "")  # 蒙古国驻|呼伦贝尔领事馆
    if kind == "enterprise":  # 国网|太原供电公司
        firm = next((firm for firm in document.words.national_firms if text.endswith(firm, begin, start.begin)), "")
        return _Start(start.begin - len(firm), "", "") if firm else start
    return start


def _whole(wholes: dict[int, BodyMention], begin: int, hit: Hit) -> BodyMention | None:
    """The last body that ends within the name, if enough of the name is left for its part."""
    for at in range(hit.begin, begin - 1, -1):
        whole = wholes.get(at)
        if whole is not None:
            return whole
    return None


def _begin(document: Document, anchors: Anchors, hit: Hit) -> tuple[int, int]:
    """The leftmost character that may belong to the name that ends with `hit`, and where a place may stand up to."""
    title = document.title_at(hit.begin)
    if title is not None and title.inner.end == hit.end:
        return title.inner.begin, hit.begin  # a body's name in 《》
    begin = end = hit.begin
    while begin > 0:
        begin = _run(document, begin, hit.begin - _LONGEST_STEM)
        remark = document.remark_before(begin)
        if remark is None or remark.begin == 0:
            break
        inside = Span(remark.begin + 1, remark.end - 1)
        placed = anchors.places.get(inside.end, (-1, ""))[0] == inside.begin
        if not placed and not _IN_BRACKETS.fullmatch(inside.of(document.text)):
            break
        begin = end = remark.begin  # 中德（沈阳）高端装备制造产业园管委会
    return begin, end


def _run(document: Document, end: int, first: int = 0) -> int:
    """Where the stretch of name characters without a boundary begins that ends at `end`."""
    begin = end
    first = max(first, end - _LONGEST_STEM, 0)
    while begin > first:
        character = document.masked[begin - 1]
        if character in '”"':
            quote = document.quote_at(begin - 1)
            if quote is None or quote.end - quote.begin > _LONGEST_QUOTE:
                break
            begin = quote.begin
            continue
        if not _NAME_CHARACTER.match(character) or character in '“（()）"' or begin in document.boundaries:
            break
        begin -= 1
    return after_verb(document.text, begin, end)


def after_verb(text: str, begin: int, end: int) -> int:
    """Where the name begins in ``text[begin:end]`` that has a verb before it."""
    verb = _VERB_BEFORE.match(text, begin, end)
    return verb.end() if verb else begin


def _is_name(document: Document, begin: int, hit: Hit, stem: str, anchored: bool) -> bool:
    """Whether stem and ending name a body of their own, and not any body of a sort."""
    text, (kind, ending, placed), words = document.text, hit.value, document.words
    enough = _WHOLE_AFTER_LEVEL if hit.begin - begin == 1 else _WHOLE_AFTER_PLACE
    whole_ending = anchored and not stem and (placed or len(ending) >= _SHORTEST_WHOLE_ENDING or ending in enough)
    if (len(stem) < _SHORTEST_STEM and not whole_ending) or stem.isdigit():
        return False
    if _GENERIC_BEFORE.search(text[max(0, begin - 3) : begin]) or _GENERIC_BEFORE.match(stem):
        return False
    if not whole_ending and {text[begin : hit.end], stem + ending} & words.generic_bodies:
        return False
    if kind == "centre" and _FACILITY.search(stem):
        return False
    if (
        not anchored
        and kind == "centre"
        and (_ANY_CENTRE.match(stem) or not any(word in stem for word in words.centre_stems))
    ):
        return False
    if kind in _PROPER_KINDS or ending in _STATIONS:
        if (
            _COUNTED.match(text, hit.end)
            or _ANY_OF_A_SORT.search(stem)
            or words.any_of_a_sort.match(text, begin)
            or words.any_of_a_sort.match(stem)
        ):
            return False
        if len(stem) > _LONGEST_PROPER:
            return False
        if not anchored and words.only_a_sort.fullmatch(stem):
            return False
        if not anchored and ending in _STATIONS and len(stem) > _LONGEST_STATION_STEM:
            return False
    return _NOT_A_NAME.search(stem) is None


def _ending_last(hits: list[Hit]) -> list[Hit]:
    """Of hits that overlap, the one that ends last, and of those that end together the longest."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.end, -(h.end - h.begin))):
        if kept and kept[-1].end == hit.end:
            continue
        if kept and hit.begin < kept[-1].end:
            kept[-1] = hit if hit.end > kept[-1].end else kept[-1]
            continue
        kept.append(hit)
    return kept
