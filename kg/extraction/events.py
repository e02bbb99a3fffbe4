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
    return sorted(events, key=lambda e: e.span)


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
    if not (_FOUNDING.search(before) or _FOUNDED.match(text, mention.span.end)):
        return None
    label = clause.span.of(text)
    return (
        EventFact(clause.span, label, "", Modality.ACHIEVED.value, "event/founded", 0.8)
        if len(label) <= _LONGEST
        else None
    )
