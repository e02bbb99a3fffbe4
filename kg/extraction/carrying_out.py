"""Who carries out a program, and which programs a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.document import Document
from kg.extraction.model import BodyMention, ProgramMention, Reference, RelationFact
from kg.extraction.subjects import Subject, Subjects
from kg.language.spans import Span, SpanIndex

_LIST_GAP = re.compile(r"^(?:等文件|[、，,和及与以及\s“”（）()汇编等]*)$")
_CARRIED_OUT_BY = re.compile(r"(?:工作|活动)?由")
_CARRIES_OUT = re.compile(r"(?:牵头|负责|具体|联合|统一)*(?:组织|实施|开展|承办|负责|牵头|承担|运行|主办)")
_ORGANISES = re.compile(
    r"(?:开展|实施|推进|推行|推出|推动|推广|深化|落实|建立|健全|完善|打造|启动|启用|建成|上线|开通|开发|研发|运用|依托|组织|举办|实行|优化|设立|执行|部署|"
    r"创建|构建|搭建|发放|承办|主办|承担|负责|运行|试行|开设|开办|举行|完成|贯彻|坚持|加强|强化|抓好|做好|抓实|升级|创新|探索|加快|巩固|拓展|参与|新建|建设|打响|叫响|擦亮|做优|做强|聚焦|围绕|纵深推进)(?:了|实施)?[\u4e00-\u9fff]{0,4}[“\"]?$"
)

# 通过开展“百日攻坚”行动，案件下降12%: what it is by which the rest came about
_MEANS = re.compile(r"(?:通过|依托|借助|得益于)(?:开展|实施|推进|推行|深化)?[“\"]?")


def find_implementers(
    document: Document,
    programs: list[ProgramMention],
    bodies: list[BodyMention],
    index: SpanIndex,
    subjects: Subjects,
) -> Iterator[RelationFact]:
    """Who carries out a program: the subject of its verb (X、Y联合开展…), or the body after 由 (…由X组织实施)."""
    subject: Subject | None = None
    listed = -1  # where a program ends whose verb may go on to hold for the next: 开展A、B
    for number, program in enumerate(programs):
        clause = document.clauses[document.clause_at(program.span.begin)]
        if not clause.span.begin <= program.span.begin < clause.span.end:
            continue
        reference = Reference("program", number)
        if listed < 0 or not _LIST_GAP.match(document.text[listed : program.span.begin]):
            subject = subjects.before(program.span.begin)
            if subject is not None and (
                _ORGANISES.search(document.text, subject.end, program.span.begin) is None
                or index.within(subject.end, program.span.begin)
            ):
                subject = None
        listed = program.span.end
        if subject is not None:
            for body in subject.bodies:
                span = Span(bodies[body].span.begin, program.span.end)
                yield RelationFact(
                    "implementedBy", reference, Reference("body", body), span, "implemented/subject", 0.85
                )
            if subject.reporter:
                span = Span(clause.span.begin, program.span.end)
                yield RelationFact("implementedBy", reference, None, span, "implemented/with-partners", 0.8)
        match = _CARRIED_OUT_BY.match(document.masked, program.span.end)
        if match:
            for body in index.within(match.end(), match.end() + 30):
                if bodies[body].span.begin == match.end() and _CARRIES_OUT.match(
                    document.masked, bodies[body].span.end
                ):
                    span = Span(program.span.begin, bodies[body].span.end)
                    yield RelationFact(
                        "implementedBy", reference, Reference("body", body), span, "implemented/after", 0.85
                    )


def topics_of_sentences(document: Document, programs: list[ProgramMention]) -> dict[int, str]:
    """The programs that a sentence may go on about: the subject of a clause, or the object of 开展 and the like."""
    topics: dict[int, str] = {}
    listed, role = -1, ""
    for number, program in enumerate(programs):
        begin = program.span.begin
        clause = document.clauses[document.clause_at(begin)].span.begin
        if begin <= clause + 1 or _MEANS.fullmatch(document.text, clause, begin):
            role = "subject"
        elif _ORGANISES.search(document.text, clause, begin):
            role = "object"
        elif listed < clause or not _LIST_GAP.match(document.text[listed:begin]):
            role = ""
        if role:
            topics[number] = role
        listed = program.span.end
    return topics
