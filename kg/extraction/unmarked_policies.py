"""Documents named without 《》: 印发甲县2024年法治政府建设工作要点, 出台关于加强执法监督的意见, 甲省优化营商环境条例.

Only what names one document is taken: its place, its issuer, its year or 关于 begins it, and a verb that is said of
documents, or another document of the same list, stands before it.
"""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import PolicyMention
from kg.language.spans import Span

_LOCAL_REGULATION = re.compile(r"(?:省|市|自治区|自治州|自治县|特区)([^，。；、,;的和与及（(《“\s]{2,16}?)条例")
_LONGEST = 48
_LONGEST_REMARK = 6  # （试行）, but not （2021—2025年）
_FEWEST_OWN = 4  # characters of what it is about
# what is done with documents
_HANDLED = re.compile(
    r"(?:落实|贯彻|执行|对照|对标|按照?|根据|依据|依照|遵照|印发|出台|制定|制订|修订|发布|通过|起草|拟定|编制|下发|公布|颁布|转发|学习|宣传|宣贯|围绕|推动|推进|遵守|实施|完善|完成)"
    r"(?:实施|执行|落实|并印发|印发|出台|发布)?了?"
)
_LAW_PUBLICITY = re.compile(r"[“\"]?[一二三四五六七八九]五[”\"]?(?:普法|法治)")
_BEGINS = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4}(?:镇|乡|街道)|街道|国家|全国|中央|国务院|全省|全市|全区|全县|我[省市区县局镇]"
    r"|[省市区县州旗镇乡街](?![域际场民容城村镇道位块内外])委?)|" + _LAW_PUBLICITY.pattern
)
# 甲县2024年工作安排和|甲县依法治县工作要点
_ANOTHER = re.compile(r".*(?:制度|体系|战略|安排|方案|规划|意见|要点|办法|规定|决定|通知|纲要|计划)[和与及]")
_ABOUT = re.compile(r"[^，。；、的]{0,12}关于")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:[—–－-]20\d{2})?年")
# 出台…条例, 制定…实施方案: what was issued has a name even where nothing else says so
_ISSUED = re.compile(r"(?:印发|出台|制定|制订|修订|发布|起草|拟定|下发|公布|颁布|通过|推进|推动)(?:完成|了)?$")
_RULES = re.compile(
    r"条例|(?<=实施)(?:方案|意见|细则|办法)|(?<=[行活][动])方案|(?<=管理)办法|(?<=暂行)(?:办法|规定)|(?<=工作)规则"
)
_JOINED = re.compile(r"以?[和与及]")
_SUFFIX = re.compile(r"[（(](?:(?:19|20)\d{2}[^（）()]{0,12}年?|试行|暂行|修订|征求意见稿|草案|送审稿)[）)]")
# 有关规定, 统一部署和工作方案: no document by name
_NO_NAME = re.compile(
    r"有关|相关|各项|各类|上级|统一|具体|一系列|以及|[的了是把被]|要求|精神|部署|^(?:完成|年度|详细|专项|相应|工作|切实|若干|地方性?|党内|一批|本|该|此|这|新)"
)
_GOES_ON = re.compile(
    r"[的中里]?(?:落实|执行|实施|修订|制定|编制|起草|立法|宣传|贯彻)?(?:书|者|性|化|员|组|方案|制度|体系|工作组|栏|编制)"
)
_STOPS = "，。；：、！？,;:!?《》〈〉□\n\r\t 　"


def unmarked_policies(document: Document, marked: list[PolicyMention]) -> list[PolicyMention]:
    """Local regulations by place and ending, and documents by what begins them and the verb before them."""
    mentions = _local_regulations(document)
    taken = [mention.span for mention in (*marked, *mentions)]
    for match in document.words.unmarked_ending.finditer(document.masked):
        end = _end(document, match.end())
        if _GOES_ON.match(document.masked, match.end()) or any(
            one.begin < end and match.end() <= one.end for one in taken
        ):
            continue
        begin = _begin(document, match.start(), {span.end for span in taken}, dated=end - match.end() > _LONGEST_REMARK)
        if begin is None:
            continue
        span = Span(begin, end)
        taken.append(span)
        name = "".join(span.of(document.text).split())
        kind = document.words.kind_of_ending(match.group()) or "other"
        mentions.append(PolicyMention(span, name, kind, "policy/unmarked", 0.7))
    return mentions


def _end(document: Document, end: int) -> int:
    suffix = _SUFFIX.match(document.text, end)
    return suffix.end() if suffix else end


def _begin(document: Document, ending: int, ends: set[int], dated: bool) -> int | None:
    """Where the title begins whose ending begins at `ending`; None where no verb of documents or no name does.

    `ends` are where the documents before it end; `dated` tells that its years stand after it: …纲要（2021—2025年）.
    """
    masked = document.masked
    left = ending
    while left > 0 and ending - left < _LONGEST and masked[left - 1] not in _STOPS:
        if masked[left - 1] == "." and not masked[left].isdigit():
            break  # a full stop, not 5.0版
        left -= 1
    joined = _JOINED.match(masked, left) if masked[left - 1 : left] == "□" or left in ends else None
    listed = masked[left - 1 : left] == "、" and left - 1 in ends
    begins = [joined.end()] if joined else [left] if listed else []
    begins += [verb.end() for verb in _HANDLED.finditer(masked, left, ending)]
    places = {hit.begin for hit in document.hits.get("place", [])}
    for begin in begins:
        own = masked[begin:ending]
        if _ABOUT.match(own):
            if len(own) >= _FEWEST_OWN * 2:
                return begin
            continue
        another = _ANOTHER.match(own)
        if another:
            begin, own = begin + another.end(), own[another.end() :]
        named = dated or (listed and begin == left) or begin in places or _BEGINS.match(own) or _YEAR.search(own)
        issued = _ISSUED.search(masked, left, begin) and _RULES.match(masked, ending)
        fewest = _FEWEST_OWN if _LAW_PUBLICITY.match(own) else _FEWEST_OWN + 2
        if (named or issued) and len(own) >= fewest and not _NO_NAME.search(own):
            return begin
    return None


def _local_regulations(document: Document) -> list[PolicyMention]:
    """陕西省优化营商环境条例: a local regulation by its place and its ending."""
    mentions = []
    places = {hit.end: hit.begin for hit in document.hits.get("place", [])}
    for match in _LOCAL_REGULATION.finditer(document.masked):
        begin = places.get(match.start(1))
        if begin is not None:
            span = Span(begin, match.end())
            mentions.append(
                PolicyMention(span, span.of(document.text), "regulation", "policy/regulation-unmarked", 0.8)
            )
    return mentions
