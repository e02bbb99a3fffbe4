"""Persons whom a report names with their office: 海拉尔区人民政府区长 张某, 市司法局局长李某主持.

Precision comes before recall. An office after a name is not read, so that leaders of the nation in phrases about
thought and speeches are no person facts; placeholders (张某某, 李××) are no names.
"""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import BodyMention, PersonMention
from kg.language.spans import Span
from kg.vocabulary.lexicon import longest

# what may stand between an office and the name in a line of its own, or in running text
_GAP = re.compile(r"[ \u3000\t]*")
# 市公安局党委书记: the Party's body inside the one that is named
_PARTY_BODIES = ("党组", "党委")
# a former office is none: 时任省委书记
_FORMER = re.compile(r"(?:时任|原任?|前任?|历任|曾任)[\u4e00-\u9fff]{0,12}$")
_NO_NAME = re.compile(r"[某×xX*○]|[任为和的了在]|(?:组长|主任|书记|局长|处长|队长|同志|重视|质量|标准|效率|度|位|办)$")


def find_persons(document: Document, bodies: list[BodyMention]) -> list[PersonMention]:
    """Every person named behind an office, left to right; the body is the one whose name the office follows."""
    offices = longest(document.hits.get("office", []))
    if not offices:
        return []
    names = document.words.personal_names
    text = document.text
    ends = {mention.span.end: index for index, mention in enumerate(bodies)}
    found: list[PersonMention] = []
    body: int | None = None
    last_end = -1
    for hit in offices:
        if document.title_at(hit.begin) is not None or text[hit.begin - 1 : hit.begin] == "总":
            continue
        named = next((begin for begin in (hit.begin, hit.begin - 2) if begin in ends), None)
        if named == hit.begin or (named is not None and text[named : hit.begin] in _PARTY_BODIES):
            body = ends[named]
        elif not (last_end >= 0 and text[last_end : hit.begin] in ("、", "兼", "、兼")):
            body = None  # 党组书记、局长: the second office is in the same house
        last_end = hit.end
        gap = _GAP.match(text, hit.end)
        begin = gap.end() if gap else hit.end
        name = names.match(text, begin)
        if name is None or _NO_NAME.search(name["name"]) or _FORMER.search(text, max(0, hit.begin - 16), hit.begin):
            continue
        said = re.sub(r"\s", "", name["name"])
        found.append(
            PersonMention(
                Span(*name.span("name")), said, hit.value[0], Span(hit.begin, hit.end), body, "person/office", 0.85
            )
        )
    return found
