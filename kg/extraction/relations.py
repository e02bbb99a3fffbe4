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
from kg.language.spans import SpanIndex

_GIVEN_BY = re.compile(r"[被经由]|(?<=[县区市省局办]获)")


def find_relations(
    document: Document,
    bodies: list[BodyMention],
    policies: list[PolicyMention],
    programs: list[ProgramMention],
    observations: list[ObservationFact],
    honours: list[HonourFact],
) -> list[RelationFact]:
    """Every relation, in the order of its words."""
    body_index = SpanIndex([m.span for m in bodies])
    subjects = Subjects(document, bodies, body_index)
    relations = [
        *find_citations(policies),
        *find_issuers_of_policies(document, policies, bodies, body_index, subjects),
        *find_grounds(document, policies),
        *find_leaders(document, body_index),
        *find_implementers(document, programs, bodies, body_index, subjects),
        *find_measured(document, observations, policies, programs, body_index, subjects),
        *_awarded(document, honours, body_index, subjects),
    ]
    return sorted(relations, key=lambda r: (r.span, r.predicate))


def _awarded(
    document: Document, honours: list[HonourFact], index: SpanIndex, subjects: Subjects
) -> Iterator[RelationFact]:
    for number, honour in enumerate(honours):
        if honour.recipient is None:
            continue
        if document.text[honour.recipient.begin] == "被":  # 市政务中心办件9万件，被省政府评为…
            topic = subjects.topic(honour.recipient.begin)
            for body in topic.bodies if topic is not None and not topic.reporter else ():
                yield RelationFact(
                    "awardedTo",
                    Reference("honour", number),
                    Reference("body", body),
                    honour.span,
                    "awarded/subject-before",
                    0.8,
                )
        giving = _GIVEN_BY.search(document.text, honour.recipient.begin, honour.recipient.end)
        for body in index.within(honour.recipient.begin, honour.recipient.end + 1):
            given = giving is not None and index.spans[body].begin >= giving.end()  # 被生态环境部、水利部评为
            yield RelationFact(
                "awardedBy" if given else "awardedTo",
                Reference("honour", number),
                Reference("body", body),
                honour.span,
                "awarded/subject",
                0.85,
            )
