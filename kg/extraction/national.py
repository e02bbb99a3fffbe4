"""National bodies, known by name."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.language.spans import Span
from kg.vocabulary.lexicon import longest

_PERSON_AFTER = re.compile(r"代表(?!大会)|委员(?!会)")
# 公安部门, 建设部署: the name goes on to another word
_NOT_AFTER_MINISTRY = tuple("门长署队分件位级")
_BESIDE_ANOTHER_LEVEL = re.compile(r"[和、及]?省(?=[委政、市区的关决部要工各])|、国务院")
# 中央和省生态环境保护督察: what comes from above, not who; 其|中办|理: the letters of two other words
_FROM_ABOVE = re.compile(r"[^，。；\n]{0,9}(?:督察|督导|巡视|资金|财政|预算|投资|补助|企业|单位|工作会议)")
_NOT_AFTER_OFFICE = tuple("理案结学税事公件好实")
_HEAD = re.compile(r"长(?![春沙治江三期乐])")  # 局长, but 审计署长春特派办
_OTHER_WORD = re.compile(r"办公|政策|令(?!第?\d)")
_SEPARATORS = ("、", "和", "及", "与", "会同", "联合")


def find_national(document: Document) -> list[BodyMention]:
    """Every mention of a national body."""
    mentions = []
    scheme = document.words.vocabulary.scheme("national-body")
    for hit in longest(document.hits.get("national-body", [])):
        key = hit.value[0]
        surface = document.text[hit.begin : hit.end]
        following = document.text[hit.end : hit.end + 6]
        if surface == "中央":
            # 中央 alone means the Central Committee only beside another level: 中央和省委
            if not _BESIDE_ANOTHER_LEVEL.match(following) or _FROM_ABOVE.match(document.text, hit.end):
                continue
        elif len(surface) <= 3 and _PERSON_AFTER.match(following):
            continue
        if surface.endswith(("局", "院", "署")) and _HEAD.match(following):
            continue
        if surface.endswith("部") and following.startswith(_NOT_AFTER_MINISTRY):
            continue
        if surface.endswith("办") and len(surface) == 2 and following.startswith(_NOT_AFTER_OFFICE):
            continue
        if any(document.boundaries.get(at, hit.begin) < hit.begin for at in (hit.begin + 1, hit.begin + 2)):
            continue
        if surface.startswith("国家公园") and "\u4e00" <= document.text[hit.begin - 1 : hit.begin] <= "\u9fff":
            continue  # 三江源国家公园管理局
        if document.text[hit.begin - 1 : hit.begin] in ("省", "市", "区", "县", "州"):
            continue
        if surface in ("国务院", "党中央", "中共中央") and _OTHER_WORD.match(following):
            continue
        concept = scheme[key]
        if surface in concept.hidden and not _beside_national(document, hit.begin, hit.end):
            continue  # 发改委 is the national one only among national names
        kind = (concept.first("bodyKind") or "body-kind/other").split("/")[-1]
        span = Span(hit.begin, hit.end)
        mentions.append(BodyMention(span, surface, "national", key, "", "", surface, kind, "body/national", 0.97))
    return mentions


def _beside_national(document: Document, begin: int, end: int) -> bool:
    """Whether the stretch stands in a list with another national body: 国务院、发改委; 发改委、财政部."""
    scheme = document.words.vocabulary.scheme("national-body")
    return any(
        document.text[hit.begin : hit.end] not in scheme[hit.value[0]].hidden
        and (document.text[hit.end : begin] in _SEPARATORS or document.text[end : hit.begin] in _SEPARATORS)
        for hit in document.hits.get("national-body", [])
        if hit.end <= begin or hit.begin >= end
    )
