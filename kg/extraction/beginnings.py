"""Where a name begins that is known by its end, and what it hangs on: a body, a place or a level."""

from __future__ import annotations

import re

from kg.extraction.anchors import Anchors, level_of
from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.extraction.parts import office_at
from kg.language.records import record
from kg.language.spans import Span
from kg.vocabulary.lexicon import Hit

_NAME_CHARACTER = re.compile(r"[\u3400-\u9fffA-Za-z0-9“”\"+·（）()]")
_SHORTEST_STEM, _LONGEST_STEM, _LONGEST_QUOTE = 2, 26, 12
# kinds whose names may begin with a verb after what they belong to: 市|推进职能转变协调小组
_LEADING_KINDS = ("team", "commission", "meeting", "office")
# kinds whose names may have 与 and 和 in them, after what they belong to: 法学与人文社会学院
_JOINED_KINDS = ("team", "commission", "school", "office", "centre", "other")
# kinds that may have any name: 大商集团, 学府路中学
PROPER_KINDS = ("enterprise", "school", "other")
# a centre that is set up under a name with a verb in it
_FOUNDED = re.compile(r"(?P<verb>(?:挂牌|揭牌)?(?:成立|设立|组建)了?)(?![省市区县州旗])[\u4e00-\u9fff]{2,8}$")
_LONGEST_FOUNDED = 16
_SET_UP = re.compile(r"组长的$|(?:成立|设立|组建)了?$")
# 整合资源建设|区公共法律服务中心
_BUILT_BY_LEVEL = re.compile(r"(?:建设|建成|打造|改造)(?=[省市区县旗镇乡][\u4e00-\u9fff]{4})")
_LEVEL_WORDS = "省市州盟县区旗镇乡"
_COUNSEL = "法律顾问"
_IN_BRACKETS = re.compile(r"集团|中国|控股")


@record(frozen=True, slots=True)
class Start:
    """Where a name begins, and the body, place or level that it hangs on."""

    begin: int
    place: str
    level: str
    whole: BodyMention | None = None


def start_of(document: Document, anchors: Anchors, wholes: dict[int, BodyMention], hit: Hit) -> Start:
    """Where the name that ends with `hit` begins."""
    text, kind = document.text, hit.value[0]
    begin, end = _begin(document, anchors, hit)
    if kind in PROPER_KINDS and (counsel := text.rfind(_COUNSEL, begin, hit.begin)) >= 0:
        begin = counsel + len(_COUNSEL)  # 镇政府法律顾问|某某律师事务所
    if kind == "centre" and text[document.boundaries.get(begin, begin) : begin] in document.words.leading_verbs:
        founded = _FOUNDED.search(document.bare, max(0, begin - _LONGEST_FOUNDED), begin)
        if founded is not None:  # 在赫山区挂牌成立行政争议协调|化解中心
            _, place = anchors.places.get(founded.start(), (0, ""))
            return Start(founded.end("verb"), place, level_of(place))
    whole = _whole(wholes, begin, hit)
    if whole is not None:
        if whole.kind == kind == "enterprise" and whole.span.end == hit.begin:  # 热力集团|有限责任公司
            return Start(whole.span.begin, whole.place, whole.level, whole.whole)
        return Start(whole.span.begin, "", "", whole)
    if kind in _LEADING_KINDS:
        verb = begin
        while verb in document.boundaries and text[document.boundaries[verb] : verb] in document.words.leading_verbs:
            verb = document.boundaries[verb]
            if verb in wholes:
                return Start(wholes[verb].span.begin, "", "", wholes[verb])
            office = office_at(document, verb - 1)
            if office is not None:
                return Start(verb - 1, "", "", office)
            anchored = anchors.before(verb)
            if anchored[1] or anchored[2]:
                return Start(*anchored)
        if verb != begin and _SET_UP.search(text, max(0, verb - 4), verb):
            return Start(verb, "", "")  # 成立了以市长为组长的|推进依法行政工作领导小组
    if kind in PROPER_KINDS and text[begin - 2 : begin - 1] == "、" and begin - 1 == document.boundaries.get(begin):
        begin -= 1  # 学府路中学、|向阳幼儿园
    if kind in _JOINED_KINDS and text[begin - 1 : begin] in ("与", "和") and begin - 1 not in wholes:
        first = _run(document, begin - 1)
        for at in range(begin - 3, first - 1, -1):
            if at in wholes:
                return Start(wholes[at].span.begin, "", "", wholes[at])
        if (
            kind != "school"
            and text[first + 1 : begin - 1] in document.words.leading_verbs
            and text[first] in _LEVEL_WORDS
        ):
            return Start(*anchors.within(first, begin - 1))  # 市|整顿和规范市场经济秩序领导小组
    office = office_at(document, begin)
    if office is not None and hit.begin - begin > _SHORTEST_STEM:
        return Start(begin, "", "", office)
    start = Start(*anchors.within(begin, end))
    if start.begin - 1 > begin and text[start.begin - 1] == "驻":
        return Start(begin, "", "")  # 蒙古国驻|呼伦贝尔领事馆
    if kind == "enterprise":  # 国网|太原供电公司
        firm = next((firm for firm in document.words.national_firms if text.endswith(firm, begin, start.begin)), "")
        return Start(start.begin - len(firm), "", "") if firm else start
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
    within_remark = document.masked[end - 1 : end] == "□" and document.title_at(end - 1) is None
    written = document.text if within_remark else document.masked  # （区委依法治区办公室）
    while begin > first:
        character = written[begin - 1]
        if character in '”"':
            quote = document.quote_at(begin - 1)
            if quote is None or quote.end - quote.begin > _LONGEST_QUOTE:
                break
            begin = quote.begin
            continue
        if not _NAME_CHARACTER.match(character) or character in '“（()）"' or begin in document.boundaries:
            break
        begin -= 1
    built = _BUILT_BY_LEVEL.search(document.text, begin, end)
    return after_verb(document, built.end() if built else begin, end)


def after_verb(document: Document, begin: int, end: int) -> int:
    """Where the name begins in the stretch, if a verb stands before it."""
    if document.text[begin - 1 : begin] in ("和", "与"):
        return begin  # 整顿和|规范市场经济秩序领导小组
    verb = document.words.verb_before_name.match(document.text, begin, end)
    return verb.end() if verb else begin
