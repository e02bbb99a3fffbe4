"""Relations that the text states: who issued, adopted, carries out, leads, supervises; what a number measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.carrying_out import find_implementers
from kg.extraction.document import Document
from kg.extraction.issuing import find_citations, find_grounds, find_issuers_of_policies
from kg.extraction.leading import find_leaders
from kg.extraction.measuring import find_measured
from kg.extraction.model import (
    BodyMention,
    HonourFact,
    ObservationFact,
    PolicyMention,
    ProgramMention,
    Reference,
    RelationFact,
)
from kg.extraction.subjects import Subjects
from kg.language.spans import Span, SpanIndex

_GIVEN_BY = re.compile(r"[被经由]|(?<=[县区市省局办]获)")
# 省总工会颁发的“…”, 国务院办公厅通报表扬
_GIVES = re.compile(
    r"(?:联合|共同)?(?:颁发|授予|评选|命名|表彰|评定|认定)的|(?:[\u4e00-\u9fff]{0,8})?(?:督查激励|通报表[扬彰]|通报激励|表彰奖励|表彰|表扬)$"
)
_GIVING = re.compile(r"(?:授予|命名|颁发|表彰|评选|确定|认定|列|评)$")
_APPROVED = re.compile(r"(?:审核|考核|评审|复审|研究|正式)?(?:批准|认定|评定|考核|验收|同意|审定)")
_BELONGING = re.compile(r"(?P<office>[局厅委])(?:直属|属)(?:的)?")
_LIST_GAP = re.compile(r"[、和及与]?")
_LONGEST_LIST = 120
# who governs a place: what the place received is the place's
_PLACES = frozenset(("government", "party-committee"))


def find_relations(
    document: Document,
    bodies: list[BodyMention],
    policies: list[PolicyMention],
    programs: list[ProgramMention],
    observations: list[ObservationFact],
    honours: list[HonourFact],
    subjects: Subjects,
) -> list[RelationFact]:
    """Every relation, in the order of its words."""
    body_index = subjects.index
    relations = [
        *find_citations(policies),
        *find_issuers_of_policies(document, policies, bodies, body_index, subjects),
        *find_grounds(document, policies, bodies, body_index),
        *find_leaders(document, body_index, subjects),
        *find_implementers(document, programs, bodies, body_index, subjects),
        *find_measured(document, observations, policies, programs, body_index, subjects),
        *_awarded(document, honours, body_index, bodies, subjects),
        *_belonging(document, bodies, body_index),
    ]
    return sorted(relations, key=lambda r: (r.span, r.predicate))


def _awarded(
    document: Document, honours: list[HonourFact], index: SpanIndex, bodies: list[BodyMention], subjects: Subjects
) -> Iterator[RelationFact]:
    """Who received an honour and who gave it."""
    text = document.text
    for number, honour in enumerate(honours):
        reference = Reference("honour", number)
        recipient = honour.recipient
        if recipient is None or text[recipient.begin] == "被":  # 市政务中心办件9万件，被省政府评为…
            said_of = subjects.adjacent if recipient is None else subjects.topic
            topic = said_of(honour.span.begin if recipient is None else recipient.begin)
            for body in topic.bodies if topic is not None and not topic.reporter else ():
                if bodies[body].kind not in _PLACES:
                    yield RelationFact(
                        "awardedTo", reference, Reference("body", body), honour.span, "awarded/subject-before", 0.8
                    )
        for body in _givers(document, honour, index, subjects):
            yield RelationFact("awardedBy", reference, Reference("body", body), honour.span, "awarded/giver", 0.85)
        if recipient is None:
            continue
        giving = _GIVEN_BY.search(text, recipient.begin, recipient.end)
        for body in index.within(recipient.begin, recipient.end + 1):
            given = giving is not None and index.spans[body].begin >= giving.end()  # 被生态环境部、水利部评为
            if honour.to_person and not given:
                continue  # 市司法局局长李某荣获: no body did
            yield RelationFact(
                "awardedBy" if given else "awardedTo",
                reference,
                Reference("body", body),
                honour.span,
                "awarded/subject",
                0.85,
            )


def _belonging(document: Document, bodies: list[BodyMention], index: SpanIndex) -> Iterator[RelationFact]:
    """局属县公路运输管理所、县港航管理所: what belongs to the office that speaks of itself by the same word."""
    text = document.text
    offices = {body.surface[-1] for body in bodies if body.form == "issuer"}
    for match in _BELONGING.finditer(text) if offices else ():
        if match["office"] not in offices:
            continue
        end = match.end()
        for body in index.within(end, min(len(text), end + _LONGEST_LIST)):
            if not _LIST_GAP.fullmatch(text, end, index.spans[body].begin):
                break
            end = index.spans[body].end
            span = Span(match.start(), end)
            yield RelationFact("subOrganizationOf", Reference("body", body), None, span, "part-of/said", 0.8)


def _givers(document: Document, honour: HonourFact, index: SpanIndex, subjects: Subjects) -> list[int]:
    """Who gave an honour by other words than 被: X授予Y“…”, 获X颁发的“…”, 受到X通报表扬, 经X批准，Y被授予…."""
    text, spans = document.text, index.spans
    clause = document.clauses[document.clause_at(honour.span.begin)]
    inside = [
        body
        for body in index.within(honour.span.begin, honour.span.end)
        if _GIVES.match(text, spans[body].end, honour.span.end)
    ]
    if inside:
        first = index.within(honour.span.begin, spans[inside[0]].end)
        return first if spans[first[0]].begin == honour.span.begin else inside
    if honour.recipient is not None and _GIVING.search(text, clause.span.begin, honour.recipient.begin):
        subject = subjects.before(honour.recipient.begin)
        return [] if subject is None or subject.reporter else list(subject.bodies)
    before = document.clauses[max(document.clause_at(honour.span.begin) - 1, 0)]
    if before.sentence == clause.sentence and before.span.end < clause.span.begin:
        return [
            body
            for body in index.within(*before.span)
            if text[spans[body].begin - 1] == "经" and _APPROVED.fullmatch(text, spans[body].end, before.span.end)
        ]
    return []
