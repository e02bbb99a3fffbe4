"""Bodies recognised by how their names end; where they begin is for the grammar to find."""

from __future__ import annotations

import re

from kg.extraction.anchors import Anchors
from kg.extraction.document import Document
from kg.extraction.model import BodyMention
from kg.language.spans import Span
from kg.vocabulary.lexicon import Hit

_NAME_CHARACTER = re.compile(r"[\u3400-\u9fffA-Za-z0-9“”\"+·（）()]")
_GENERIC_BEFORE = re.compile(
    r"(?:各|各级|有关|相关|部分|个别|所有|全体|其他|上级|下级|多个|一些|少数|本级|同级|各类|成员|责任|牵头|下属|重点|主管|多家|每个|某|不同|多|家|个|"
    r"所|处|支|名|批|全国|一级|二级|三级|四级|三大|两级|基层|村级|镇级|社区级|县级|市级|区级|乡级|镇街|镇村|乡镇|以上|等|[0-9]+)$"
)
# 县级合法性审查中心, 市区两级…: any of them; 一城一地一中心: a slogan
_NOT_A_NAME = re.compile(r"^级|[市区县镇街村省]级|两级|三级|一$|大$|多个|[0-9]+个")
_NOT_AFTER = ("城", "长", "员", "化", "型", "式", "制", "伍")
_SHORTEST_STEM, _LONGEST_STEM = 2, 26
_SHORTEST_WHOLE_ENDING = 3  # 区看守所, 市公证处: the ending alone is the name
_LONGEST_QUOTE = 12
# 报市政府常务会议: a verb of one character before a body at a level
_VERB_BEFORE_LEVEL = re.compile(r"[报交送转供](?=[省市区县州旗镇乡](?:政府|人民政府|委|人大|政协))")
_ZONES = re.compile(r"新区|开发区|经开区|高新区|名胜区|园区|示范区|度假区|保税区|工业区")


def find_named(document: Document, anchors: Anchors) -> list[BodyMention]:
    """Every name that ends as bodies' names do: 区反诈骗中心, 法治建设领导小组, 市律师协会."""
    mentions = []
    text = document.text
    for hit in _ending_last(document.hits.get("body-ending", [])):
        kind, ending, placed = hit.value
        if text.startswith(_NOT_AFTER, hit.end) or (ending == "中心" and text.startswith(("工作", "建设"), hit.end)):
            continue
        begin, place, level = anchors.within(_begin(document, hit), hit.begin)
        stem = text[begin : hit.begin].removeprefix(place or level)
        if placed and not place and not (level and not stem):
            continue
        if ending in ("管委会", "管理委员会") and not _ZONES.search(text[begin : hit.begin]):
            continue
        if not (placed and place and not stem) and not _is_name(document, begin, hit, kind, stem, bool(place or level)):
            continue
        mentions.append(
            BodyMention(
                Span(begin, hit.end),
                text[begin : hit.end],
                "named",
                "",
                place,
                level,
                stem + ending,
                kind,
                f"body/named-{kind}",
                0.88 if place or level else 0.72,
            )
        )
    return mentions


def _begin(document: Document, hit: Hit) -> int:
    """The leftmost character that may belong to the name that ends with `hit`."""
    title = document.title_at(hit.begin)
    if title is not None and title.inner.end == hit.end:
        return title.inner.begin  # a body's name in 《》
    begin = hit.begin
    while begin > 0 and hit.begin - begin < _LONGEST_STEM:
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
    return begin + 1 if _VERB_BEFORE_LEVEL.match(document.text, begin) else begin


def _is_name(document: Document, begin: int, hit: Hit, kind: str, stem: str, anchored: bool) -> bool:
    """Whether stem and ending name a body of their own, and not any body of a sort."""
    text, ending = document.text, hit.value[1]
    whole_ending = anchored and not stem and len(ending) >= _SHORTEST_WHOLE_ENDING
    if (len(stem) < _SHORTEST_STEM and not whole_ending) or stem.isdigit():
        return False
    if _GENERIC_BEFORE.search(text[max(0, begin - 3) : begin]) or _GENERIC_BEFORE.match(stem):
        return False
    if {text[begin : hit.end], stem + ending} & document.words.generic_bodies:
        return False
    if not anchored and kind == "centre" and not any(word in stem for word in document.words.centre_stems):
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
