"""The organs that every level of local government has, by their short forms: 区委, 市政府, 县人大常委会."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extraction.anchors import ANY_PLACE, Anchors, level_of
from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.language.spans import Span

# An organ's short form followed by these is another word: 市委托; 区政府采购 is the government's
_NOT_AFTER_COMMITTEE = re.compile(r"[\u4e00-\u9fff]{2,6}工作会议|托|派(?!出)|任|婉|屈|靡|培|曲|以重任|外|员|会(?!议)")
_COMMITTEES = ("委", "依法治{level}委")
_NOT_AFTER_DEPARTMENT = ("署", "门", "分", "长", "级")  # 区组织部署
# but 省政府|令第185号 says who decreed it
_NOT_AFTER_GOVERNMENT = re.compile(r"采购|性|令(?!第?\d)|规章|网站")
# 17个县市政府: those of many
_MANY_LEVELS = frozenset(("县市", "市县", "区县", "县区", "旗县", "市区"))
_ONLY_WITH_PLACE = ("委员会", "工作委员会", "管理委员会")
# 县政府第45次常务会议 is the executive meeting
_SESSION = re.compile(
    r"(?:20\d\d年(?:度)?)?(?:第? ?[0-9一二三四五六七八九十]{1,3} ?届)?(?: ?第 ?[0-9一二三四五六七八九十百]{1,4} ?次)?"
    r"(?:政府)?(常务会议|常务会|全体会议|党组会议|党组会)"
)
_BARE_SESSION = re.compile(
    r"(?:人民)?政府(?<![省市区县州旗盟镇乡地民]政府)(?<![省市区县州旗盟镇乡地]人民政府)(常务会议|常务会|全体会议|党组会议)"
)
# 区第十九届人民代表大会, 县十七届人大, 市十四届人民政府: the organ of a term
_TERM = re.compile(r"届(人民代表大会常务委员会|人大常委会|人民代表大会|人大|政协|人民政府|政府)")
_TERM_NUMBER = re.compile(r"第?[0-9一二三四五六七八九十]{1,3}$")
_SESSIONS = {
    "常务会议": "government-meeting",
    "常务会": "government-meeting",
    "全体会议": "government-full-meeting",
    "党组会议": "government-party-group-meeting",
    "党组会": "government-party-group-meeting",
}
_LISTED = ("government", "party-committee", "court", "procuratorate")
_SPEAKING_TOWN = re.compile(
    r"街道(?=将|要|成立|牵头|组织|对|积极|认真|始终|坚持|持续|深入|开展|制定|印发|结合|充分|严格|依托|以|把|全面|高度|切实|扎实|不断|着力|"
    r"通过|共|党)"
)
# 桃花镇率先推行…, 由开元街道、临江街道分别组建…: who acts is the town's government or the subdistrict's office
_ACTING_TOWN = re.compile(
    r"(?P<level>街道|镇(?<![乡市城村集]镇)|乡(?<![城下回返入水故家]乡))"
    r"(?=(?:率先|创新|探索|积极|主动|大力|先行先试|先后|分别|深入|全面)*(?:推行|推出|推进|开展|组织|组建|建立|打造|创建(?!为)|设立|成立|"
    r"制定|印发|实施|试行|探索|创新|依托|运用|整合|投入(?!使用)|选派|聘请|举办|召开|承接|首创|创设|构建|搭建|牵头|联合|会同)"
    r"|、[\u4e00-\u9fff]{2,4}(?:街道|镇|乡)|“)"
)
# a town's name alone, from where a clause, a list or 由 lets it begin
_TOWN_NAME = re.compile(
    r"(?:^|(?<=[，,；;。：:\n由、]))(?!各|全|我|本|该|其|由|在|对|向|以|从|与|为|让|把|将|支持|指导|推进|推动|有关|相关|属地|辖区|所有|"
    r"部分|多个|重点|试点|先进|示范|周边|城|乡|镇|中心)[\u4e00-\u9fff]{2,4}$"
)
_LONGEST_TOWN_NAME = 4
_SUBDISTRICT_FORMS = re.compile(
    r"[党办](?<![\u4e00-\u9fff]道[党办])(?<!街道[党办])(?:(?<=党)工委(?:会议|会)?|(?<=办)事处)"
)
# 党工委、|管委会, 管委会印发…: a zone's own administration
_ZONE_ADMINISTRATION = re.compile(
    r"管委会(?=将|要|成立|牵头|组织|主任|积极|认真|始终|坚持|持续|深入|开展|制定|印发|高度|切实|严格|把|通过|多次|定期|每)"
)
_ZONE_COMMITTEE = re.compile(r"[\u4e00-\u9fff]{2,3}(?<!党)工委(?=[、和]管委会)")
_AFTER_COMMITTEE = re.compile(r"工委[、和]?$")
_NAMED_BEFORE = re.compile(r"[\u4e00-\u9fff]{2}$")
# 建设办事处: a subdistrict's office without the word 街道; 驻京办事处 is another
_OFFICE = re.compile("办事处")
_NO_SUBDISTRICT = re.compile(r"驻|街道|社区|乡|镇|园区|辖区|属|各|工委|地区|联络|[个家等]$")
_SPOKEN_BEFORE = re.compile(r"[和、及]$|工委$|的$|由$|领导$")


def find_organs(document: Document, anchors: Anchors) -> list[BodyMention]:
    """Every mention of an organ by a level word or a place name and what follows it."""
    mentions = []
    for hit in document.hits.get("organ", []):
        key, level, phrase = hit.value
        following = document.text[hit.end : hit.end + 24]
        if phrase.endswith(_COMMITTEES) and _NOT_AFTER_COMMITTEE.match(following):
            continue
        if phrase.endswith("部") and following.startswith(_NOT_AFTER_DEPARTMENT):
            continue
        if phrase == "政府" and _NOT_AFTER_GOVERNMENT.match(following):
            continue
        if phrase == "人大" and following.startswith(("常", "民")):
            continue
        anchor = anchors.at_level(hit.begin, level)
        if anchor is None:
            continue
        begin, place, said_level = anchor
        if not place and (phrase in _ONLY_WITH_PLACE or key == "administrative-committee"):
            continue
        if not place and document.text[begin - 1 : begin] + said_level in _MANY_LEVELS:
            continue
        if not place and ANY_PLACE.search(document.text, max(0, begin - 8), begin):
            continue
        end = hit.end
        if phrase in ("委", "委员会") and document.text[begin - 3 : begin] == "共青团":
            begin, key, phrase = begin - 3, "youth", "团委"
        elif document.text[begin - 2 : begin] == "中共":
            begin -= 2
        elif phrase == "委员会":
            continue
        session = _SESSION.match(following) if key == "government" else None
        if session:
            key, end = _SESSIONS[session.group(1)], hit.end + session.end()
        confidence = 0.97 if place or len(phrase) > 1 else 0.95
        mentions.append(
            organ_mention(document, Span(begin, end), key, place, said_level, phrase, "body/organ", confidence)
        )
    mentions += _of_term(document, anchors)
    mentions += _youth(document, mentions)
    mentions += _bare_sessions(document)
    return [
        *mentions,
        *_joint(document, mentions),
        *_subdistrict(document),
        *_speaking_town(document),
        *_acting_towns(document),
    ]


def _bare_sessions(document: Document) -> list[BodyMention]:
    """主持召开政府常务会议: the reporting place's own, without a word for its level."""
    return [
        organ_mention(
            document, Span(*match.span()), _SESSIONS[match.group(1)], "", "", match.group(), "body/organ-bare", 0.85
        )
        for match in _BARE_SESSION.finditer(document.bare)
    ]


_COUNTY_LEVELS = ("区", "县", "旗", "市")


def find_of_listed_places(document: Document, anchors: Anchors, mentions: list[BodyMention]) -> list[BodyMention]:
    """铁西区、铁东区政府: the organ of every place in a list that ends in one with the organ."""
    found = []
    for mention in mentions:
        if not mention.place or (mention.form, mention.key in _LISTED) not in (("organ", True), ("department", False)):
            continue
        begin, said = mention.span.begin, mention.surface.removeprefix(mention.place)
        while document.text[begin - 1 : begin] in ("、", "和"):
            end = begin - 1
            begin, place = anchors.places.get(end, (0, ""))
            if not place or not _same_level(level_of(place), mention.level):
                break
            span = Span(begin, end)
            found.append(
                replace(
                    mention, span=span, surface=place + said, place=place, rule="body/of-listed-place", confidence=0.8
                )
            )
    return found


def _same_level(one: str, other: str) -> bool:
    """Whether two level words are of divisions that stand side by side: 武都区、徽县."""
    return one[-1:] == other[-1:] or (one[-1:] in _COUNTY_LEVELS and other[-1:] in _COUNTY_LEVELS)


def organ_keys(document: Document) -> dict[str, str]:
    """The organ that each short form means."""
    return {
        phrase: key
        for key, concept in document.words.vocabulary.scheme("organ").items()
        for phrase in concept.get("phrase")
    }


def _of_term(document: Document, anchors: Anchors) -> list[BodyMention]:
    """Organs named with their term of office, between the place and the name."""
    found: list[BodyMention] = []
    keys: dict[str, str] = {}
    for match in _TERM.finditer(document.bare):
        number = _TERM_NUMBER.search(document.bare, max(0, match.start() - 4), match.start())
        begin, place, level = anchors.before(number.start()) if number else (0, "", "")
        if not place and not level:
            continue
        keys = keys or organ_keys(document)
        phrase, end = match.group(1), match.end()
        session = _SESSION.match(document.bare, end) if keys[phrase] == "government" else None
        key = _SESSIONS[session.group(1)] if session else keys[phrase]
        span = Span(begin, session.end() if session else end)
        found.append(organ_mention(document, span, key, place, level, phrase, "body/organ-of-term", 0.95))
    return found


def organ_mention(
    document: Document, span: Span, key: str, place: str, level: str, phrase: str, rule: str, confidence: float
) -> BodyMention:
    concept = document.words.vocabulary.scheme("organ")[key]
    kind = (concept.first("bodyKind") or "body-kind/other").split("/")[-1]
    return BodyMention(span, span.of(document.text), "organ", key, place, level, phrase, kind, rule, confidence)


def _youth(document: Document, mentions: list[BodyMention]) -> list[BodyMention]:
    """团县委 is the Youth League's committee."""
    return [
        replace(
            mention,
            span=Span(mention.span.begin - 1, mention.span.end),
            surface="团" + mention.surface,
            key="youth",
            core="团委",
            kind="association",
            rule="body/organ-youth",
        )
        for mention in mentions
        if mention.core == "委"
        and not mention.place
        and document.text[mention.span.begin - 1 : mention.span.begin] == "团"
    ]


def _joint(document: Document, mentions: list[BodyMention]) -> list[BodyMention]:
    """市委市政府, 龙岗区委、区政府: the second organ has the first one's place."""
    by_end = {mention.span.end: mention for mention in mentions if mention.place}
    joint = []
    for mention in mentions:
        if mention.place:
            continue
        for gap in (0, 1):
            first = by_end.get(mention.span.begin - gap)
            beside = gap == 0 or document.text[mention.span.begin - 1] in "、和及"
            if first is not None and beside and first.level == mention.level:
                joint.append(
                    replace(mention, place=first.place, rule="body/organ-joint", confidence=mention.confidence + 0.005)
                )
    return joint


def _speaking_town(document: Document) -> list[BodyMention]:
    """街道 as the subject of a clause is the subdistrict office that reports."""
    mentions = []
    for match in _SPEAKING_TOWN.finditer(document.bare) if document.clauses else ():
        if match.start() == document.clauses[document.clause_at(match.start())].span.begin:
            span = Span(*match.span())
            mentions.append(
                organ_mention(
                    document, span, "subdistrict-office", "", "街道", "办事处", "body/subdistrict-subject", 0.8
                )
            )
    return mentions


def _acting_towns(document: Document) -> list[BodyMention]:
    """Towns and subdistricts by their names alone, where a clause or a list says next what they do."""
    text = document.text
    mentions: list[BodyMention] = []
    listed: list[BodyMention] = []  # those before in a list that has not come to its verb
    for match in _ACTING_TOWN.finditer(text):
        name = _TOWN_NAME.search(text, max(0, match.start() - _LONGEST_TOWN_NAME), match.start())
        if name is None or document.title_at(name.start()) is not None or document.quote_at(name.start()) is not None:
            continue
        span = Span(name.start(), match.end())
        if not listed or listed[-1].span.end != span.begin - 1:
            listed = []
            if text[span.begin - 1 : span.begin] == "、":
                continue  # the list began with what is no town
        key, phrase = ("subdistrict-office", "办事处") if match["level"] == "街道" else ("government", "政府")
        said, level = span.of(text), match["level"]
        listed.append(organ_mention(document, span, key, said, level, phrase, "body/town-acting", 0.65))
        if text[span.end] != "、":
            mentions += listed
            listed = []
    return mentions


def _subdistrict(document: Document) -> list[BodyMention]:
    """党工委 and 办事处 said without the word 街道: a subdistrict speaking of itself."""
    mentions = []
    text = document.bare
    for match in _OFFICE.finditer(text):
        begin = match.start()
        while begin > 0 and match.start() - begin < 4 and "\u4e00" <= text[begin - 1] <= "\u9fff":
            if begin in document.boundaries:
                break
            begin -= 1
        name = text[begin : match.start()]
        if 2 <= len(name) <= 3 and not _NO_SUBDISTRICT.search(name):
            span = Span(begin, match.end())
            mentions.append(
                organ_mention(
                    document, span, "subdistrict-office", name + "街道", "街道", "办事处", "body/subdistrict-named", 0.8
                )
            )
    for match in _ZONE_ADMINISTRATION.finditer(text):
        at = match.start()
        if document.clauses[document.clause_at(at)].span.begin == at or _AFTER_COMMITTEE.search(
            text, max(0, at - 4), at
        ):
            mentions.append(_zones_own(document, Span(*match.span()), "", "管委会", "administrative-committee"))
    spoken_of = "工委、管委会" in text or "工委和管委会" in text
    for match in _ZONE_COMMITTEE.finditer(text) if spoken_of else ():
        begin = match.start()
        if begin in document.boundaries or not "\u4e00" <= text[begin - 1 : begin] <= "\u9fff":
            name = match.group().removesuffix("工委")
            mentions.append(_zones_own(document, Span(*match.span()), name, "工委", "working-committee"))
    for match in _SUBDISTRICT_FORMS.finditer(document.bare):
        phrase = match.group()
        before = document.bare[max(0, match.start() - 2) : match.start()]
        if before[-1:] in "个各":
            continue
        if phrase == "办事处" and _NAMED_BEFORE.search(before) and not _SPOKEN_BEFORE.search(before):
            continue
        key = {"办事处": "subdistrict-office", "党工委": "working-committee"}.get(phrase, "working-committee-meeting")
        mentions.append(
            organ_mention(document, Span(*match.span()), key, "", "街道", phrase, "body/subdistrict-bare", 0.8)
        )
    return mentions


def _zones_own(document: Document, span: Span, place: str, phrase: str, key: str) -> BodyMention:
    return organ_mention(document, span, key, place, "街道", phrase, "body/zone-bare", 0.8)
