"""Bodies recognised by how their names end; where they begin is for the grammar to find."""

from __future__ import annotations

import re

from kg.extraction.anchors import Anchors
from kg.extraction.beginnings import Start, start_of
from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.extraction.parts import part_of
from kg.extraction.sorts import is_name, is_other_word, is_part
from kg.language.spans import Span
from kg.vocabulary.lexicon import Hit

_ZONES = re.compile(
    r"新区|开发区|经开区|高新区|名胜区|园区|示范区|度假区|保税区|工业区|产业园|工业园|科技园|物流园|景区|试验区|自贸区|合作区|集聚区|片区|新城|"
    r"[湖港岛山谷城镇区]$|基地$"
)
# 中央第七环境保护督察组: a name without a place that comes from above
_FROM_ABOVE = re.compile(r"中央|国家|国务院|全国|中国|国际|世界|[\u4e00-\u9fff]{2,4}国驻")
_NUMBERED = re.compile(
    r"[一二三四五六七八九十][一二三四五六七八九十]{0,2}(?:[中小](?=[、，。；（及和与等新扩改建迁分校获]|学校)|医院)"
)

_CUSTOMS = re.compile("海关(?![总学监特法统区口])")
# 当地海关: no port's name
_NO_PORT = frozenset(
    [
        "中国",
        "全国",
        "当地",
        "属地",
        "有关",
        "相关",
        "各地",
        "直属",
        "隶属",
        "进口",
        "出口",
        "协同",
        "联合",
        "配合",
        "加强",
        "通过",
        "经过",
        "支持",
        "推动",
        "会同",
        "其他",
        "口岸",
        "国家",
        "出境",
        "入境",
        "驻地",
        "本地",
        "外地",
        "智慧",
        "公安",
        "税务",
        "外汇",
        "边检",
        "海事",
        "商务",
        "市场",
        "工商",
        "法治",
        "平安",
        "文明",
        "清廉",
        "廉洁",
        "数字",
        "美丽",
        "现代",
        "和谐",
    ]
)
# what is founded under a quoted name
_FOUNDED = {
    "中心": "centre", "工作站": "centre", "服务站": "centre", "工作室": "office", "调解室": "office", "法庭": "court",
    "委员会": "commission", "专班": "team", "服务队": "team", "宣讲团": "team", "服务团": "team", "研究院": "school",
}  # fmt: skip
_FOUNDING = re.compile(r"(?:成立|设立|组建|挂牌成立|揭牌|新设)(?:了|首个|全[国省市区县]首个)?$")
_SHORTEST_FOUNDED = 5


def find_named(document: Document, anchors: Anchors, bodies: dict[int, BodyMention]) -> list[BodyMention]:
    """Every name that ends as bodies' names do: 区反诈骗中心, 法治建设领导小组, 市律师协会.

    `bodies` are those found before, by where they end; a name that goes on after one of them is a part of it.
    """
    mentions: list[BodyMention] = []
    wholes = dict(bodies)
    for hit in _ending_last(document.hits.get("body-ending", [])):
        if is_other_word(document.text, hit):
            continue
        start = start_of(document, anchors, wholes, hit)
        if hit.end in bodies and not (start.place or start.level or start.whole):
            continue  # 办法经|县政府常务会议: the grammar of organs knew better where the name begins
        mention = _part(document, start.whole, hit) if start.whole else _named(document, start, hit)
        if mention is not None:
            mentions.append(mention)
            wholes.setdefault(hit.end, mention)
    return mentions


def find_quoted(document: Document) -> list[BodyMention]:
    """设立“企业合规服务中心”: what is founded and has a body's name in quotation marks."""
    found = []
    for quote in document.quoted:
        said = document.text[quote.begin + 1 : quote.end - 1]
        kind = next((kind for ending, kind in _FOUNDED.items() if said.endswith(ending)), None)
        if kind is None or len(said) < _SHORTEST_FOUNDED or document.title_at(quote.begin) is not None:
            continue
        if _FOUNDING.search(document.text, max(0, quote.begin - 8), quote.begin) and said.isalnum():
            name = quote.of(document.text)
            found.append(BodyMention(quote, name, "named", "", "", "", name, kind, "body/founded-quoted", 0.75))
    return found


def find_customs(document: Document, bodies: dict[int, BodyMention]) -> list[BodyMention]:
    """乍浦海关, 拱北海关: customs are named after ports, which no table of places lists."""
    found = []
    for match in _CUSTOMS.finditer(document.bare):
        begin, end = match.start() - 2, match.end()
        port = document.bare[begin : match.start()]
        if end in bodies or port in _NO_PORT or not all("\u4e00" <= character <= "\u9fff" for character in port):
            continue
        if begin in document.boundaries or not "\u4e00" <= document.text[begin - 1] <= "\u9fff":
            said = document.text[begin:end]
            found.append(
                BodyMention(Span(begin, end), said, "named", "", "", "", said, "department", "body/customs", 0.75)
            )
    return found


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


def _part(document: Document, whole: BodyMention, hit: Hit) -> BodyMention | None:
    """The part of `whole` whose name ends with `hit`: 市公安局经侦支队."""
    kind = hit.value[0]
    stem = document.text[whole.span.end : hit.begin]
    return part_of(whole, document, hit.end, kind, f"body/part-{kind}") if is_part(document, stem, hit) else None


def _named(document: Document, start: Start, hit: Hit) -> BodyMention | None:
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
    if not (placed and place and not stem) and not is_name(document, begin, hit, stem, anchored):
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
