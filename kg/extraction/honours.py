"""Honours: awards, titles, rankings and pilot status that the text says were granted, and to whom."""

from __future__ import annotations

import re

from kg.extraction.document import Clause, Document
from kg.extraction.model import HonourFact
from kg.language.spans import Span
from kg.reports.model import Modality

_TRIM_HEAD = re.compile(r"^(?:了|为|得|过|的|共|成立|设立|建设|荣获|获评|获得|首批入选|[\s：:“”\"‘’])+")
_TRIM_TAIL = re.compile(
    r"(?:[，,、。；;\s]|等(?:次?荣誉|称号)?(?=$)|桂冠|美誉|殊荣|的?(?:荣誉)?称号|荣誉|\d+(?:个|项|次|件|名|人)|之一|的[\u4e00-\u9fff]{2,10}\d+[件个项]|"
    r"[“”\"‘’])+$"
)
_LEVELS = (
    ("national", re.compile(r"全国|国家|中国|国务院|中央|全球")),
    ("province", re.compile(r"全省|省级|省|全自治区|自治区级|自治区")),
    ("city", re.compile(r"全市|市级|市|全州|州级")),
    ("county", re.compile(r"全区|全县|区级|县级|区|县")),
)
_SUBJECT_TRIM = re.compile(
    r"(?:先后|连续[\u4e00-\u9fff\d]+年|再次|成功|分别|一道|一举|荣|均|还|也|又|共|首批|被|全省|全国|同[^，]{1,12}一道|[，,、\s])+$"
)
_NOT_HONOUR = re.compile(
    r"^(?:感|悉|取|利|知|准|批|益|救|胜|得感|得了?(?:发展|进展|成效|好评|肯定|支持|认可|提升|充实|落实|巩固|推广|解决|有效|进一步|保证|遏制|增强|更好))"
)
_NOT_YET = re.compile(r"争取|力争|争创|力求|有望|申报|推荐|确保|努力|拟|尚未|未能|没有|鼓励|支持|推动|组织.{0,8}参评")
# 将…列为重点: what the subject does to others is no honour of anybody's
_ACTIVE = re.compile(r"[将把]")
# the object of a verb that takes only honours: a name with its rank, place or giver, or a quoted one
_RANKED_NAME = re.compile(
    r"[“\"]?(?:\d{4}年?(?:度|—|-)?)?(?:(?:第[一二三四五六七八九十\d]+[批届]|首[批届])[“\"]?)?(?:全|[\u4e00-\u9fff]{0,8}?)(?:国家?|中国|世界|省|自治区|市|州|县|区|旗)级?"
    r"[^，。；]{2,}(?:[市县区镇乡村组区户所会店馆园院校校港]|单位|集体|个人|基地|营地|城市|试点|名单|称号|项目|品牌|企业|窗口|站点?|队伍?|社区|街道|中心|[一二三]等功|功|机关|家庭|工程|组织)[”\"]?"
    r"|[集个]体[一二三]等功|[“\"][^”\"]{4,30}[”\"]"
)
_GIVER = re.compile(r"^[\u4e00-\u9fff、]{2,30}?(?:授予|颁发|评定|命名|评选|表彰)的")
# “A”，“B”: the list goes on after a comma
_NEXT_QUOTED = re.compile(r"(?<=[”\"’])[，,、]\s?(?=[“\"‘])")
# what is counted, ranked or grows is a number's business
_COUNTED = re.compile(
    r"^(?!\d{4})\d+[\u4e00-\u9fff]|\d+(?:家|个|户|项|件|名|人|枚|所)[、，\u4e00-\u9fff]|数量|方阵(?!$)"
)
_ITEM_SEPARATOR = re.compile(r"(?<=[”\"’])\s?[、，,和及]\s?(?=[“\"‘])")
_JOINED = re.compile(
    r"(?<=集体)[、和及](?=[\u4e00-\u9fff]{0,8}个人)|(?<=单位)[、和及](?=[\u4e00-\u9fff]{0,8}(?:个人|集体|案例))|(?<=等奖)[、和及]|"
    r"(?<=个人)[、和及](?=[\u4e00-\u9fff]{0,8}集体)"
)
# 全国文明城市、国家卫生城市: the next one says its own rank
_RANKED = re.compile(
    r"(?<=[市县区旗镇乡村位体地园例奖强校会])[、，,和及](?=(?:全国|国家|中国|全省|省级|全自治区|自治区级|全市|市级)[\u4e00-\u9fff“]{2,})"
)
_HONOURED = re.compile(
    r"[十百千]佳|[十百千]大|先进|优秀|示范|[百十千]强|第[一二三]名|标兵|模范|卓越|最佳|最美|典型|首批|前列|榜首|表彰|表扬"
)
# an honour without a verb of awarding: a quoted name of a rank that only others confer
_CONFERRED = re.compile(
    r"^(?:全国|国家级?|全省|省级|全市|首批|全自治区).*(?:示范区|示范县|示范市|实验区|试验区|示范单位|先进单位|示范基地|示范点|先行区|示范城市|文明城市|卫生城市)$"
)
# pattern, rule, and what a text must have for the pattern to match anywhere
_PATTERNS = (
    # 服务业跨入全国10强
    (
        re.compile(
            r"(?P<subject>[\u4e00-\u9fff]{0,10}?)(?:跨入|迈入|进入|跻身)(?P<name>(?:全国|全省|全球|中国)[\u4e00-\u9fff]{0,8}\d+强)"
        ),
        "honour/rank",
        re.compile(r"强(?<=\d强)"),
    ),
    # 受到省政府真抓实干督查激励
    (
        re.compile(
            r"(?:受到|荣获|获得|获)(?P<name>(?:国务院|省委|省政府|市委|市政府|国家|省|市)[\u4e00-\u9fff、]{0,20}(?:督查激励|通报表扬|表彰|通报表彰|表扬激励))"
        ),
        "honour/commended",
        re.compile("[受获]"),
    ),
    # 国家级服务业标准化试点落户国际会展中心
    (
        re.compile(
            r"(?P<name>(?:国家级|国家|全国|省级)[\u4e00-\u9fff]{2,20}(?:试点|示范区|示范基地|实验区|试验区|"
            r"中心))落户(?P<place>[\u4e00-\u9fff]{2,14})"
        ),
        "honour/settled",
        re.compile("落户"),
    ),
)


def find_honours(document: Document) -> list[HonourFact]:
    """Every honour that is said to have been granted, left to right."""
    ending_pattern = document.words.honour_endings
    honours: list[HonourFact] = []
    used = -1
    hits = document.hits.get("awarding", [])
    conferring = {hit.end for hit in document.hits.get("conferring", ())}
    for hit in sorted(hits, key=lambda h: (h.begin, -h.end)):
        if hit.begin < used or document.title_at(hit.begin) is not None or document.quote_at(hit.begin) is not None:
            continue
        clause = document.clauses[document.clause_at(hit.begin)]
        if not clause.span.begin <= hit.begin < clause.span.end:
            continue
        sentence = document.report.sentences[clause.sentence]
        if sentence.modality in (Modality.PLANNED, Modality.PROBLEM):
            continue
        end = _object_end(document, clause, hit.end)
        spoken = document.text[hit.end : end]
        if _NOT_HONOUR.match(spoken) or _NOT_YET.search(document.bare, clause.span.begin, hit.begin):
            continue
        surely = hit.end in conferring and not _ACTIVE.search(document.bare, clause.span.begin, hit.begin)

        def honours_somebody(said: str, surely: bool = surely) -> bool:
            return bool(
                ending_pattern.search(said) or _HONOURED.search(said) or (surely and _RANKED_NAME.match(said.strip()))
            )

        if not honours_somebody(spoken):
            continue
        recipient = _recipient(document, clause, hit.begin)
        for span in _items(document, hit.end, end):
            name = _name(span.of(document.text))
            if (
                not 3 <= len(name) <= 48
                or _COUNTED.search(name)
                or not (honours_somebody(name) or "”" in span.of(document.text))
            ):
                continue
            honours.append(HonourFact(span, name, _level(name), recipient, "honour/awarded", 0.85))
        used = end
    honours += _without_verb(document, honours)
    return sorted(honours, key=lambda h: h.span)


def _without_verb(document: Document, found: list[HonourFact]) -> list[HonourFact]:
    taken = [honour.span for honour in found]
    more: list[HonourFact] = []

    def achieved(at: int) -> bool:
        return document.report.sentences[document.sentence_at(at)].modality == Modality.ACHIEVED

    for pattern, rule, needed in _PATTERNS:
        for match in pattern.finditer(document.bare) if needed.search(document.bare) else ():
            span = Span(*match.span("name"))
            if achieved(span.begin) and not any(span.overlaps(other) for other in taken):
                group = (
                    "place" if "place" in pattern.groupindex else "subject" if "subject" in pattern.groupindex else ""
                )
                recipient = Span(*match.span(group)) if group and match[group] else None
                name = (match["subject"] if group == "subject" else "") + match["name"]
                more.append(HonourFact(span, name, _level(match["name"]), recipient, rule, 0.75))
                taken.append(span)
    for quote in document.quoted:
        inner = document.text[quote.begin + 1 : quote.end - 1]
        if (
            _CONFERRED.match(inner)
            and achieved(quote.begin)
            and document.title_at(quote.begin) is None
            and not any(quote.overlaps(o) for o in taken)
        ):
            before = document.text[max(0, quote.begin - 8) : quote.begin]
            if not re.search(r"创建|争创|申报|打造|建设|争取|对标|按照", before):
                more.append(HonourFact(quote, inner, _level(inner), None, "honour/quoted", 0.7))
    return more


def _object_end(document: Document, clause: Clause, begin: int) -> int:
    """The object runs to the end of the clause, over commas that only separate quoted names."""
    end = clause.span.end
    text = document.text
    while (match := _NEXT_QUOTED.match(text, end)) is not None:
        nearest = document.clauses[document.clause_at(match.end())]
        if nearest.span.end <= end or nearest.sentence != clause.sentence:
            break
        end = nearest.span.end
    return max(end, begin)


def _items(document: Document, begin: int, end: int) -> list[Span]:
    """The honours in ``text[begin:end]``: quoted names each by itself, else the whole."""
    text = document.text
    spans: list[Span] = []
    at = begin
    for match in _ITEM_SEPARATOR.finditer(text, begin, end):
        spans.append(Span(at, match.start()))
        at = match.end()
    spans.append(Span(at, end))
    quotes = [q for q in document.quoted if begin <= q.begin and q.end <= end and q.end - q.begin > 6]
    if len(quotes) > len(spans) and all(
        _HONOURED.search(q.of(text)) or text[q.end - 2] in "县区市镇村" for q in quotes
    ):
        spans = quotes
    if len(spans) == 1:
        cuts = [*_RANKED.finditer(text, begin, end)] or [*_JOINED.finditer(text, begin, end)][:1]
        edges = [begin, *(edge for cut in cuts for edge in cut.span()), end]
        spans = [Span(*pair) for pair in zip(edges[::2], edges[1::2], strict=True)]
    return [span for span in spans if span.end > span.begin]


def _name(spoken: str) -> str:
    name = _TRIM_TAIL.sub("", _TRIM_HEAD.sub("", _GIVER.sub("", spoken.replace("\n", ""))))
    opening = name.count("“") - name.count("”")
    if opening < 0:
        name = "“" + name if spoken.lstrip().startswith("“") else name.replace("”", "", 1)
    elif opening > 0:
        name = (
            name + "”"
            if name.endswith("“") is False and "“" in name[:-1] and spoken.find("”") > 0
            else name.replace("“", "", 1)
        )
    return name


def _level(name: str) -> str:
    for level, pattern in _LEVELS:
        if pattern.search(name):
            return level
    return ""


def _recipient(document: Document, clause: Clause, verb: int) -> Span | None:
    """The words before the verb in its clause that may name who received the honour."""
    subject = document.text[clause.span.begin : verb]
    trimmed = _SUBJECT_TRIM.sub("", subject)
    if not trimmed:
        return None
    return Span(clause.span.begin, clause.span.begin + len(trimmed))
