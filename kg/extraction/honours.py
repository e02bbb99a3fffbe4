"""Honours: awards, titles, rankings and pilot status that the text says were granted, and to whom."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extraction.document import Clause, Document
from kg.extraction.honour_names import level_of, recipient_before
from kg.extraction.honours_without_verb import honours_without_verb
from kg.extraction.model import HonourFact
from kg.language.spans import Span
from kg.reports.model import Modality

_TRIM_HEAD = re.compile(r"^(?:了|为|得|过|的|共|成立|设立|建设|创建|荣获|获评|获得|首批入选|[\s：:“”\"‘’])+")
_TRIM_TAIL = re.compile(
    r"(?:[，,、。；;\s]|等(?:[国省市县区]家?级(?:以上)?|多项|一批|系列|\d+[项个])*(?=荣誉|称号|奖项|殊荣|$)|奖项|桂冠|美誉|殊荣|的?(?:荣誉)?称号|荣誉|"
    r"金字招牌|金名片|牌匾|榜单|荣誉证书|命名|授牌|认定|的(?:好|优异|良好)?成绩|的佳绩|[两三四五六七八九十多]项|\d+(?:个|项|次|件|名|人)|之一|的[\u4e00-\u9fff]{2,10}\d+[件个项]|"
    r"[“”\"‘’])+$"
)
_NOT_HONOUR = re.compile(
    r"^(?:感|悉|取|利|知|准|批|益|救|胜|得感|得了?(?:发展|进展|成效|好评|肯定|支持|认可|提升|充实|落实|巩固|推广|解决|有效|进一步|保证|遏制|增强|更好))"
)
_NOT_YET = re.compile(r"争取|力争|争创|力求|有望|申报|推荐|确保|努力|拟|尚未|未能|没有|鼓励|支持|推动|组织.{0,8}参评")
# 省级科技项目15个: what is counted is got, not granted, unless its name says so
_SOME_OF = re.compile(r"\d+(?:余|多)?[个项家名件]$")
# 将…列为重点: what the subject does to others is no honour of anybody's
_GIVES = re.compile(r"授予|命名|颁发")
_PASSIVE = re.compile(r"被|[获所由]$")
_ACTIVE = re.compile(r"[将把]")
# the object of a verb that takes only honours: a name with its rank, place or giver, or a quoted one
_RANKED_NAME = re.compile(
    r"[“\"]?(?:\d{4}年?(?:度|—|-)?)?(?:(?:第[一二三四五六七八九十\d]+[批届]|首[批届])[“\"]?)?(?:全|[\u4e00-\u9fff]{0,8}?)(?:国家?|中国|世界|省|自治区|市|州|县|区|旗)级?"
    r"[^，。；]{2,}(?:[市县区镇乡村组区户所会店馆园院校校港]|单位|集体|个人|基地|营地|城市|试点|名单|称号|项目|品牌|企业|窗口|站点?|队伍?|社区|街道|中心|[一二三]等功|功|机关|家庭|工程|组织|案例|经验|样板)[”\"]?"
    r"|(?:集体|个人)[一二三]等功|(?:团体|个人|集体|总分)第[一二三四五六]名|[“\"][^”\"]{4,30}[”\"]"
)
_GIVER = re.compile(r"^[\u4e00-\u9fff、]{2,30}?(?:授予|颁发|评定|命名|评选|表彰)的")
# “A”，“B”: the list goes on after a comma
_NEXT_QUOTED = re.compile(r"(?<=[”\"’])[，,、]\s?(?=[“\"‘])")
# what is counted, ranked or grows is a number's business
_COUNTED = re.compile(
    r"^(?!\d{4})\d+[\u4e00-\u9fff]|\d+(?:家|个|户|项|件|名|人|枚|所)(?:[、，\u4e00-\u9fff]|$)|数量|方阵(?!$)"
)
# “A”、“B”; “A”金奖、“B”银奖
_ITEM_SEPARATOR = re.compile(r"(?<=[”\"’奖杯鼎])\s?[、，,和及]\s?(?=[“\"‘])")
# 省“青年文明号”、市级“巾帼文明岗”: the next one says its own rank and is quoted
_NEXT_RANKED = re.compile(
    r"(?<=[”\"])[、，,和及](?=(?:全国|国家级?|中国|[\u4e00-\u9fff]{0,3}[省市]级?|自治区级?|全[省市区])[^、，。“]{0,8}[“\"])"
)
_JOINED = re.compile(
    r"(?<=集体)[、和及](?=[\u4e00-\u9fff]{0,8}个人)|(?<=单位)[、和及](?=[\u4e00-\u9fff]{0,8}(?:个人|集体|案例))|"
    r"(?<=个人)[、和及](?=[\u4e00-\u9fff]{0,8}集体)"
)
# 全国文明城市、国家卫生城市: the next one says its own rank
_RANKED = re.compile(
    r"(?:(?<=[市县区旗镇乡村位体地园例奖强校会])|(?<=[\u4e00-\u9fff]{5}))[、，,和及](?=(?:全国|国家|中国|全省|省级|全自治区|自治区级|全市|市级|[\u4e00-\u9fff]{2,3}省(?![级委政]))[\u4e00-\u9fff“]{2,})"
)
# 贡献一等奖、发展二等奖: a prize each
_PRIZES = re.compile(r"(?<=等奖)[、和及](?=[^、，。；]{2,20}奖)")
_HONOURED = re.compile(
    r"[一二三]级[甲乙]等|[十百千]佳|[十百千]大|先进|优秀|示范|[百十千]强|第[一二三]名|标兵|模范|卓越|最佳|最美|典型|首批|前列|榜首|表彰|表扬"
)
# 授予我县“…”称号: who receives it stands between the verb and the honour
_GIVEN_TO = re.compile(
    r"(?P<to>[^“\"，。；的为全国省]{1,16}?)(?=[“\"])|(?P<we>我[省市县区旗州镇乡局院校])(?=[全国省“\"])"
)
# 优秀等次: what was granted is said by where
_ONLY_GRADE = re.compile(
    r"(?:全[国省市区县])?(?:优秀|良好|先进|[一二三特]等奖|第一等次|[A-Z]+)(?:等次|等级|档次|单位|级)?"
)
_CONTEST = re.compile(
    r"在(?P<contest>[^，。；“”\"]{3,26}?(?:考核|考评|评价|评比|测评|评估|评选|大赛|比赛|竞赛|检查|督查|评查))(?:活动)?(?:中|上|里)[，,]?[^，。；]{0,14}$"
)


_GOES_ON_WITH = re.compile(
    r"[”\"]?(?:荣誉)?(?:称号|荣誉|奖项)?[，,](?:并|还|又|同时|再次|先后|成功)*"
    r"(?:被(?:评为|授予|命名为)|荣获|获评|获得|获|夺得|夺取|捧得|捧回|摘得|斩获|荣膺|入选|入围)[“\"]?"
)

# a village that goes on to what it did
_VILLAGE = re.compile(
    r"(?![各全两多本我等个])[\u4e00-\u9fff]{1,5}?(?:村|社区|嘎查)(?=[连近\d实坚自探创以通大开积深扎持])"
)
_SOME_PERSONS = re.compile(r"(?:有)?[\d一二两三四五六七八九十]+(?:余|多)?[名位人](?!大)")
_TITLED = re.compile(
    r"^[^、]*(?:长|主任|书记|队员|法官|检察官|警官|干警|民警|律师|调解员|教师|医生)(?=[\u4e00-\u9fff]{2,3}$)"
)
_PLACE_ENDINGS = "省市县区州旗镇乡村局院所校队"


def find_honours(document: Document) -> list[HonourFact]:
    """Every honour that is said to have been granted, left to right."""
    ending_pattern = document.words.honour_endings
    honours: list[HonourFact] = []
    used = -1
    hits = sorted(document.hits.get("awarding", []), key=lambda h: (h.begin, -h.end))
    conferring = {hit.end for hit in document.hits.get("conferring", ())}
    for number, hit in enumerate(hits):
        if hit.begin < used or document.title_at(hit.begin) is not None or document.quote_at(hit.begin) is not None:
            continue
        clause = document.clauses[document.clause_at(hit.begin)]
        if not clause.span.begin <= hit.begin < clause.span.end:
            continue
        sentence = document.report.sentences[clause.sentence]
        if sentence.modality in (Modality.PLANNED, Modality.PROBLEM):
            continue
        end = _object_end(document, clause, hit.end)
        for later in hits[number + 1 :]:
            if later.begin >= end:
                break
            if later.begin > hit.end and later.end in conferring and document.quote_at(later.begin) is None:
                # A获评“…”、B获评“…”: another one's honour
                cut = max(document.bare.rfind(mark, hit.end, later.begin) for mark in "、，,")
                end = cut if cut > hit.end else end
                break
        begin, recipient = hit.end, recipient_before(document, max(clause.span.begin, used), hit.begin)
        if recipient is None:
            recipient = _village_before(document, clause)
        to = _GIVEN_TO.match(document.text, hit.end, end) if _GIVES.match(document.text, hit.begin, hit.end) else None
        if to and not _PASSIVE.search(document.text, clause.span.begin, hit.begin):
            begin, recipient = to.end(), Span(*to.span())
        spoken = document.text[begin:end]
        if _NOT_HONOUR.match(spoken) or _NOT_YET.search(document.bare, clause.span.begin, hit.begin):
            continue
        surely = hit.end in conferring and not _ACTIVE.search(document.bare, clause.span.begin, hit.begin)

        def honours_somebody(said: str, surely: bool = surely) -> bool:
            return bool(
                ending_pattern.search(said) or _HONOURED.search(said) or (surely and _RANKED_NAME.match(said.strip()))
            )

        if not honours_somebody(spoken):
            continue
        contest = _CONTEST.search(document.text, document.report.sentences[clause.sentence].span.begin, hit.begin)
        for span in _items(document, begin, end):
            name = _name(span.of(document.text))
            said = span.of(document.text)
            if (
                not 3 <= len(name) <= 48
                or _COUNTED.search(name)
                or not (honours_somebody(name, surely and not _SOME_OF.search(said)) or "”" in said)
            ):
                continue
            if contest and _ONLY_GRADE.fullmatch(name):
                name = contest["contest"] + name
            person = recipient is not None and _is_person(document, recipient)
            honours.append(HonourFact(span, name, level_of(name), recipient, "honour/awarded", 0.85, person))
        used = end
    honours += honours_without_verb(document, honours)
    return _carried(document, sorted(honours, key=lambda h: h.span))


def _village_before(document: Document, clause: Clause) -> Span | None:
    """The village that the clause before speaks of, in the same sentence: 草塘村连续3年零上访，获评…."""
    index = document.clause_at(clause.span.begin) - 1
    if index < 0 or document.clauses[index].sentence != clause.sentence:
        return None
    earlier = document.clauses[index].span
    if document.text[earlier.end] not in "，,":
        return None
    village = _VILLAGE.match(document.text, *earlier)
    return Span(*village.span()) if village else None


def _is_person(document: Document, recipient: Span) -> bool:
    """Whether `recipient` is persons: 张某被授予, 王某、赵某同志获评, 司法所所长李某荣获."""
    said = recipient.of(document.text).removesuffix("等").removesuffix("同志")
    if said.endswith("某") or _SOME_PERSONS.match(said):
        return True  # 执法大队陈某, 2名学生
    names = re.split("[、和]", _TITLED.sub("", said))
    return all(document.words.personal_names.fullmatch(name) and name[-1] not in _PLACE_ENDINGS for name in names)


def _carried(document: Document, honours: list[HonourFact]) -> list[HonourFact]:
    """宜昌市被评为“A”，夺得“B”: who was honoured goes on to the next honour."""
    carried: list[HonourFact] = []
    for honour in honours:
        before = carried[-1] if carried else None
        goes_on = before is not None and _GOES_ON_WITH.fullmatch(document.text, before.span.end, honour.span.begin)
        if before is not None and before.recipient is not None and honour.recipient is None and goes_on:
            begin, end = before.recipient
            given = document.text.find("被", begin + 1, end)  # who gave the first gave the first only
            honour = replace(honour, recipient=Span(begin, given if given > 0 else end))
        carried.append(honour)
    return carried


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
    cuts = [*_ITEM_SEPARATOR.finditer(text, begin, end), *_NEXT_RANKED.finditer(text, begin, end)]
    for match in sorted(cuts, key=lambda m: m.start()):
        spans.append(Span(at, match.start()))
        at = match.end()
    spans.append(Span(at, end))
    quotes = [q for q in document.quoted if begin <= q.begin and q.end <= end and q.end - q.begin > 6]
    if len(quotes) > len(spans) and all(
        _HONOURED.search(q.of(text)) or text[q.end - 2] in "县区市镇村" for q in quotes
    ):
        spans = quotes
    if len(spans) == 1:
        cuts = (
            [*_RANKED.finditer(text, begin, end)]
            or [*_PRIZES.finditer(text, begin, end)]
            or [*_JOINED.finditer(text, begin, end)][:1]
        )
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
