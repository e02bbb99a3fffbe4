"""Parts of bodies, named directly after what they belong to: 局法规处, 市公安局经侦支队, 区市场监管局珞南所."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.extraction.tiling import tilings
from kg.extraction.words import OFFICE_WORDS
from kg.language.spans import Span

# 国家统计局湖北调查总队, 国家矿山安全监察局山西局: where a national body has its own branches
_BRANCH = re.compile(
    r"[\u4e00-\u9fff]{2,7}?(?:调查总队|调查队|监管局|监管分局|特派员办事处|特派办|专员办|监察专员办事处|监察局|局)(?![长面部])"
)
# 财政部条法司, 生态环境部法规与标准司
_MINISTRY_SECTION = re.compile(r"[\u4e00-\u9fff]{2,9}?(?<!公)司(?![法令机长])")
_HAS_BRANCHES = ("局", "署", "委员会", "会")
# 局部, 委托, 厅长 are other words
_OFFICE_GOES_ON = {
    "局": "部面势限长属内里",
    "厅": "长里属内局",
    "委": "托派员屈婉任",
    "部": "分门署队长委属里",
    "办": "理公法事案结好件学证",
    "院": "校落士内里外子",
    "署": "名",
}
# 苏溪所: a station of the reporting department, if there is a town of this name
_TOWN_STATION = re.compile(
    r"所(?<=[\u4e00-\u9fff]{2}所)(?<![场处住出责务策会]所)(?=获|被|荣|[、和与]|组织|开展|查|对|联合|积极|成功|在)"
)
_STATION_RULE = "body/section-station"
_LONGEST_SECTION = 12
_JOINT = re.compile(r"[、和及与]")
# A section that is named without its department is known by these fields alone.
_BARE_SECTION = re.compile(
    r"(?:政策法规|法规|法制|执法监督|法治)(?:处(?!理|置|罚|分)|科(?!技|学|室)|股(?!份)|室)(?![长员级])"
)
# 市局党委, 区司法局党组会议; a secretary or member is a person
_PARTY = re.compile(
    r"(?:党组|党委|党总支)(?:(?:[（(]扩大[）)])?(会议|会(?!同|商|见|议))|理论学习中心组|(?!书记|成员|委员|副书记|班子|组织|政))"
)
# 厦门海关驻泉州办事处
_POSTED = re.compile(
    r"驻[\u4e00-\u9fff]{1,10}?(?:办事处|特派员办事处|专员办|特派办|纪检监察组|(?:政务(?:服务)?中心|行政服务中心|政务大厅)窗口)"
)
# 珞南所, after the department whose station it is
_STATION = re.compile(r"([\u4e00-\u9fff]{2,4})(所|分局|中队)(?![属有在以需做作长])")
_WITH_INSTITUTES = ("科学院", "研究院", "大学")  # 中国科学院杭州医学所
_NO_STATION = re.compile(
    r"查|场|整治|监督|经营|走访|各|基层|辖区|所|有关|相关|直属|下属|乡镇|镇街|街道|等|和|与|及|执法|会同|联合|分|多|第?[一二三四五六七八九十两]个?"
)


def find_parts(document: Document, wholes: dict[int, BodyMention]) -> list[BodyMention]:
    """The sections and stations that follow a body of `wholes` (by where the body ends), and sections in general."""
    found: list[BodyMention] = []
    text, section = document.text, document.words.section
    places = {hit.begin for hit in document.hits.get("place", ())}
    offices = [office_at(document, match.start()) for match in document.words.office_section.finditer(document.bare)]
    for end, whole in [*wholes.items(), *((office.span.end, office) for office in offices if office)]:
        match = section.match(text, end)
        while match is not None:
            kind = "team" if match.group().endswith("队") else "office"
            found.append(part_of(whole, document, match.end(), kind, "body/part", match.start()))
            joint = _JOINT.match(text, match.end())
            match = section.match(text, joint.end()) if joint else None
        match = _POSTED.match(text, end)
        if match is not None:
            found.append(part_of(whole, document, match.end(), "office", "body/part-posted"))
        if whole.form == "national" and whole.surface.endswith(_HAS_BRANCHES):
            match = _BRANCH.match(text, end)
            if match is not None and end in places:
                found.append(part_of(whole, document, match.end(), "department", "body/part-branch"))
        match = _MINISTRY_SECTION.match(text, end) if whole.form == "national" else None
        if match is not None and not _crosses(document, end, match.end(), but=("与", "和")):
            found.append(part_of(whole, document, match.end(), "office", "body/part"))
        match = _PARTY.match(text, end) if whole.kind == "department" else None
        if match is not None:
            kind = "meeting" if match.group(1) else "party-committee"
            found.append(part_of(whole, document, match.end(), kind, "body/part-party"))
        if (whole.form == "department" and whole.core.endswith("局")) or whole.surface.endswith(_WITH_INSTITUTES):
            match = _STATION.match(text, end)
            if match and not _NO_STATION.search(match.group(1)) and not _crosses(document, *match.span()):
                found.append(part_of(whole, document, match.end(), "office", "body/part-station"))
    for match in _BARE_SECTION.finditer(document.bare):
        begin, end = match.span()
        begin = min(tilings(text, begin, document.words.sections, _LONGEST_SECTION), default=begin)
        if begin in document.boundaries or not "\u4e00" <= text[begin - 1 : begin] <= "\u9fff":
            said = text[begin:end]
            found.append(
                BodyMention(Span(begin, end), said, "section", "", "", "", said, "office", "body/section", 0.75)
            )
    for match in _TOWN_STATION.finditer(document.bare):
        begin, end = match.start() - 2, match.end()
        if "\u4e00" <= text[begin - 1 : begin] <= "\u9fff":
            begin -= 1
        if begin in document.boundaries or not "\u4e00" <= text[begin - 1 : begin] <= "\u9fff":
            said = text[begin:end]
            found.append(BodyMention(Span(begin, end), said, "section", "", "", "", said, "office", _STATION_RULE, 0.6))
    return found


def office_at(document: Document, at: int) -> BodyMention | None:
    """The reporting department, by the word for its kind before its own part: 局|法治建设领导小组."""
    text = document.text
    if at < 0 or text[at] not in OFFICE_WORDS or text[at + 1] in _OFFICE_GOES_ON.get(text[at], ""):
        return None
    if at and "\u4e00" <= text[at - 1] <= "\u9fff" and at not in document.boundaries and text[at - 1] != "经":
        return None
    word = text[at]
    return BodyMention(
        Span(at, at + 1), word, "issuer", "issuer", "", word, word, "department", "body/issuer-office", 0.85
    )


def part_of(
    whole: BodyMention, document: Document, end: int, kind: str, rule: str, begin: int | None = None
) -> BodyMention:
    """The part of `whole` whose name goes on to `end`; `begin` where the part's own name begins, if not at its end."""
    own = whole.span.end if begin is None else begin
    span = Span(whole.span.begin if own == whole.span.end else own, end)
    core = document.text[own:end]
    confidence = min(whole.confidence, 0.9)
    return BodyMention(
        span, span.of(document.text), "part", "", whole.place, whole.level, core, kind, rule, confidence, whole
    )


def by_end(mentions: Iterable[BodyMention]) -> dict[int, BodyMention]:
    """The longest mention that ends at each offset."""
    ends: dict[int, BodyMention] = {}
    for mention in mentions:
        known = ends.get(mention.span.end)
        if known is None or mention.span.begin < known.span.begin:
            ends[mention.span.end] = mention
    return ends


def _crosses(document: Document, begin: int, end: int, but: tuple[str, ...] = ()) -> bool:
    """Whether a boundary word ends within the stretch, other than those in `but`."""
    boundaries, text = document.boundaries, document.text
    return any(at in boundaries and text[boundaries[at] : at] not in but for at in range(begin + 1, end))
