"""Events: what happened on a day that the text names, and bodies that were set up."""

from __future__ import annotations

import re

from kg.extraction.document import Document
from kg.extraction.model import BodyMention, EventFact
from kg.language.dates import DateMention, find_dates
from kg.language.spans import Span
from kg.reports.model import Modality

_PERIOD_AFTER = re.compile(r"\s*(?:底|初|末|前|以来|起|份|至|到|-|—|以前|之前|中旬|上旬|下旬)")
_LIMIT_AFTER = re.compile(r"\s*(?:以前|之前|前(?!往|后|来)|以后|之后|起|至|到|止)")
_PERIOD_BEFORE = re.compile(r"(?:截[至止]|自|从|至|到|—|-)\s*$")
_FOUNDING = re.compile(r"(?:挂牌成立|揭牌成立|正式成立|成立|组建|设立|挂牌|揭牌)(?:了)?$")
_FOUNDED = re.compile(r"^[》”]?(?:正式|顺利)?(?:成立|挂牌|揭牌|组建|投入运行|启用)")
# said of one thing that came into being: 杭州国际商事法庭挂牌成立
_OPENED = re.compile(
    r"(?:挂牌(?:成立|运行|运营|开业|招生)|揭牌(?:成立|运行|运营)|启动运行|正式(?:运行|运营|开园|开馆|开街|开业|开通)|获批(?:设立|成立)|建成通车|全线(?:贯通|通车))"
)
# one gathering or contest: 承办全国…大赛总决赛; each alternative begins with one character, so that they are found fast
_GATHERING = (
    r"了?[^，。；\n]{3,40}?(?:赛|节|论坛|峰会|博览会|交易会|洽谈会|仪式|运动会|年会|推介会|大会)(?=[，。；、\n]|$)"
)
_HELD = re.compile(
    rf"举[办行]{_GATHERING}|承办{_GATHERING}|协办{_GATHERING}"
    r"|召开第[一二三四五六七八九十\d]+次[^，。；\n]{0,12}会议?(?=[，。；\n]|$)"
)
_SEVERAL = re.compile(
    r"\d[\d.]*(?:余|多)?[万亿]?(?:场|次|期|届|个|项|家|条|批|所|处|座|站|支|公里|名|人)|等(?!级)|各[类种]|系列|多[场次个项]|定期|每[年月季周]|一批|一系列|[三两四五]级|分别|相继|全部|均"
)
_ON_GROUND = re.compile(
    r"根据|按照|依据|依照|围绕|为(?:了|贯彻|落实)?|结合"
)  # 根据关于成立X的部署: nothing was founded yet
_LEADS_ONLY = re.compile(r"[由，][^，]{2,20}牵头$")
_LONGEST = 80


def find_events(document: Document, bodies: list[BodyMention]) -> list[EventFact]:
    """Every event, left to right."""
    events: list[EventFact] = []
    for date in find_dates(document.bare):
        if date.month is None:
            continue
        event = _dated(document, date)
        if event is not None:
            events.append(event)
    for mention in bodies:
        event = _founded(document, mention)
        if event is not None and not any(event.span.overlaps(other.span) for other in events):
            events.append(event)
    for pattern, rule in ((_OPENED, "event/opened"), (_HELD, "event/held")):
        for match in pattern.finditer(document.bare):
            event = _singular(document, match, rule)
            if event is not None and not any(event.span.overlaps(other.span) for other in events):
                events.append(event)
    return sorted(events, key=lambda e: e.span)


def _singular(document: Document, match: re.Match[str], rule: str) -> EventFact | None:
    """The clause that says that one thing happened, without a day."""
    clause = document.clauses[document.clause_at(match.start())]
    sentence = document.report.sentences[clause.sentence]
    if sentence.modality != Modality.ACHIEVED or sentence.is_heading or not clause.span.covers(Span(*match.span())):
        return None
    label = clause.span.of(document.text)
    if not 6 <= len(label) <= _LONGEST or _SEVERAL.search(document.bare, *clause.span):
        return None
    return EventFact(clause.span, label, "", Modality.ACHIEVED.value, rule, 0.65)


def _dated(document: Document, date: DateMention) -> EventFact | None:
    text = document.text
    clause_index = document.clause_at(date.span.begin)
    clause = document.clauses[clause_index]
    sentence = document.report.sentences[clause.sentence]
    if sentence.is_heading or not clause.span.covers(date.span):
        return None
    if (
        _PERIOD_BEFORE.search(text[max(0, date.span.begin - 3) : date.span.begin])
        or _LIMIT_AFTER.match(text, date.span.end)
        or (date.day is None and _PERIOD_AFTER.match(text, date.span.end))
    ):
        return None
    end = clause.span.end
    if end - date.span.end < 4 and clause_index + 1 < len(document.clauses):
        following = document.clauses[clause_index + 1]
        if following.sentence == clause.sentence:
            end = following.span.end
    span = Span(date.span.begin if clause.span.begin > date.span.begin else clause.span.begin, end)
    label = span.of(text)
    if _LEADS_ONLY.search(label):
        return None  # 6月，由市司法局牵头，…: what happened is not said yet
    if not 8 <= len(label) <= _LONGEST or not re.search(
        r"[\u4e00-\u9fff]{4}", label[date.span.end - span.begin :] + label[: date.span.begin - span.begin]
    ):
        return None
    year = f"{date.year:04}" if date.year else ""
    iso = f"{year}-{date.month:02}" + (f"-{date.day:02}" if date.day else "")
    modality = Modality.PLANNED if sentence.modality == Modality.PLANNED else Modality.ACHIEVED
    return EventFact(span, label, iso, modality.value, "event/dated", 0.8 if date.day else 0.7)


def _founded(document: Document, mention: BodyMention) -> EventFact | None:
    text = document.text
    clause = document.clauses[document.clause_at(mention.span.begin)]
    sentence = document.report.sentences[clause.sentence]
    if sentence.modality != Modality.ACHIEVED or not clause.span.begin <= mention.span.begin < clause.span.end:
        return None
    before = text[clause.span.begin : mention.span.begin]
    if _ON_GROUND.match(before) or not (_FOUNDING.search(before) or _FOUNDED.match(text, mention.span.end)):
        return None
    label = clause.span.of(text)
    return (
        EventFact(clause.span, label, "", Modality.ACHIEVED.value, "event/founded", 0.8)
        if len(label) <= _LONGEST
        else None
    )
