"""Honours: awards, titles, rankings and pilot status that the text says were granted, and to whom."""

from __future__ import annotations

import re

from kg.extraction.document import Clause, Document
from kg.extraction.model import HonourFact
from kg.language.spans import Span
from kg.reports.model import Modality

_TRIM_HEAD = re.compile(r"^(?:了|为|得|过|的|共|荣获|获评|获得|首批入选|[\s：:“”\"‘’])+")
_TRIM_TAIL = re.compile(r"(?:[，,、。；;\s]|等(?:次?荣誉|称号)?(?=$)|桂冠|美誉|殊荣|的?(?:荣誉)?称号|荣誉|\d+(?:个|项|次|件|名|人)|之一|的[\u4e00-\u9fff]{2,10}\d+[件个项]|[“”\"‘’])+$")
_LEVELS = (
    ("national", re.compile(r"全国|国家|中国|国务院|中央|全球")),
    ("province", re.compile(r"全省|省级|省|全自治区|自治区级|自治区")),
    ("city", re.compile(r"全市|市级|市|全州|州级")),
    ("county", re.compile(r"全区|全县|区级|县级|区|县")),
)
_SUBJECT_TRIM = re.compile(r"(?:先后|连续[\u4e00-\u9fff\d]+年|再次|成功|分别|一道|一举|荣|均|还|也|又|共|首批|被|全省|全国|同[^，]{1,12}一道|[，,、\s])+$")
_NOT_HONOUR = re.compile(r"^(?:感|悉|取|利|知|准|批|益|救|胜|得感|得了?(?:发展|进展|成效|好评|肯定|支持|认可|提升|充实|落实|巩固|推广|解决|有效|进一步|保证|遏制|增强|更好))")
_ITEM_SEPARATOR = re.compile(r"(?<=[”\"’])\s?[、，,和及]\s?(?=[“\"‘])")


def find_honours(document: Document) -> list[HonourFact]:
    """Every honour that is said to have been granted, left to right."""
    endings = document.words.vocabulary.scheme("word")["honour-ending"].hidden
    ending_pattern = re.compile("|".join(sorted(map(re.escape, endings), key=len, reverse=True)))
    honours: list[HonourFact] = []
    used = -1
    hits = document.hits.get("awarding", [])
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
        if _NOT_HONOUR.match(spoken):
            continue
        if not ending_pattern.search(spoken):
            continue
        recipient = _recipient(document, clause, hit.begin)
        for span in _items(document, hit.end, end):
            name = _name(span.of(document.text))
            if not 3 <= len(name) <= 48 or not ending_pattern.search(name) and "”" not in span.of(document.text) and not name.endswith(("奖", "县", "区", "市", "镇", "单位", "强")):
                continue
            honours.append(HonourFact(span, name, _level(name), recipient, "honour/awarded", 0.85))
        used = end
    return honours


def _object_end(document: Document, clause: Clause, begin: int) -> int:
    """The object runs to the end of the clause, over commas that only separate quoted names."""
    end = clause.span.end
    text = document.text
    while (match := re.compile(r"[，,、]\s?(?=[“\"‘])").match(text, end)) is not None:
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
    return [span for span in spans if span.end > span.begin]


def _name(spoken: str) -> str:
    name = _TRIM_TAIL.sub("", _TRIM_HEAD.sub("", spoken.replace("\n", "")))
    opening = name.count("“") - name.count("”")
    if opening < 0:
        name = "“" + name if spoken.lstrip().startswith("“") else name.replace("”", "", 1)
    elif opening > 0:
        name = name + "”" if name.endswith("“") is False and "“" in name[:-1] and spoken.find("”") > 0 else name.replace("“", "", 1)
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
