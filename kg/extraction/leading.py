"""Who leads and who supervises a body: 在X领导、Y指导下, 接受X监督, 得益于X的领导."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.document import Document
from kg.extraction.model import Reference, RelationFact
from kg.extraction.subjects import Subjects
from kg.language.spans import Span, SpanIndex

# what the words are that name who leads, the group `by`; each begins with a character that is found quickly
_PHRASES = (
    # 在X领导、Y指导下 (not 在线下, 在X下属单位)
    re.compile(r"在(?P<by>[^，。；\n在]{2,60}?)下(?:(?<=[领指]导下)|(?![属设级发达列放午一半面辖沉降拨乡]))"),
    re.compile(r"接受(?P<by>[^，。；\n]{2,40})"),
    # 得益于X的领导, 是Y支持的结果, 归功于…, 离不开…, 依靠X的领导
    re.compile(r"(?:得益于|归功于|离不开|依靠|仰赖)(?P<by>[^，。；\n]{2,60})"),
    re.compile(r"是(?P<by>[^，。；\n是]{2,60}?(?:领导|带领|指导|监督|支持|帮助|关心)的?结果)"),
)
# 市纪委监委派驻纪检监察组: another one than the body before it
_OTHERS = ("派驻", "派出", "驻", "监委派驻")
_HEAD = re.compile(r"领导|带领|指导|监督|支持|帮助|关心")
_PREDICATES = {"领导": "ledBy", "带领": "ledBy", "指导": "supervisedBy", "监督": "supervisedBy"}
# a body that is led only in the work that another one does: 市司法局在省司法厅指导下
_LONGEST_SUBJECT_GAP = 12


def find_leaders(document: Document, index: SpanIndex, subjects: Subjects) -> Iterator[RelationFact]:
    """Who leads (ledBy) and who supervises (supervisedBy) the subject of the clause, else the body that reports."""
    text = document.bare
    for pattern in _PHRASES:
        for match in pattern.finditer(text):
            led = _led(document, index, subjects, match.start())
            yield from _by_heads(text, index, Span(*match.span("by")), Span(*match.span()), led)


def _led(document: Document, index: SpanIndex, subjects: Subjects, at: int) -> list[Reference | None]:
    """Who is led: the bodies that open the clause, before 在 or 接受; None for the body that reports."""
    clause = document.clauses[document.clause_at(at)]
    subject = subjects.before(at) if index.within(clause.span.begin, at) else None
    if subject is None or subject.reporter or at - subject.end > _LONGEST_SUBJECT_GAP:
        return [None]
    return [Reference("body", body) for body in subject.bodies]


def _by_heads(
    text: str, index: SpanIndex, inside: Span, whole: Span, led: list[Reference | None]
) -> Iterator[RelationFact]:
    """X领导、Y指导: each noun of leading has the bodies before it; 监督和支持 share theirs."""
    begin = inside.begin
    bodies: list[int] = []
    for head in _HEAD.finditer(text, *inside):
        named = index.within(begin, head.start())
        bodies = [body for body in named if not text.startswith(_OTHERS, index.spans[body].end)] if named else bodies
        begin = head.end()
        predicate = _PREDICATES.get(head.group())
        for body in bodies if predicate else ():
            assert predicate is not None
            for one in led:
                if one != Reference("body", body):
                    yield RelationFact(predicate, one, Reference("body", body), whole, f"{predicate}/phrase", 0.85)
