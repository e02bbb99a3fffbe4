"""Who carries out a program, and which programs a sentence is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.document import Document
from kg.extraction.model import BodyMention, ProgramMention, Reference, RelationFact
from kg.extraction.subjects import Subject, Subjects
from kg.language.spans import Span, SpanIndex

_LIST_GAP = re.compile(r"^(?:等文件|[、，,和及与以及\s“”（）()汇编等]*|、[\u4e00-\u9fff]{3,16}[、和])$")
_CARRIED_OUT_BY = re.compile(r"(?:工作|活动|项目|建设|品牌)?(?:[（(][^）)]{1,10}[）)])?(?:分别|具体|统一)?由")
_CARRIES_OUT = re.compile(
    r"(?:牵头|负责|具体|联合|统一|共同|合作|全程|独立|投资)*"
    r"(?:组织|实施|开展|承办|负责|牵头|承担|运行|主办|打造|建设|创建|创办|发起|开发|研发|运营|承建|推进|推动|推出|管理|统筹|主导|执行|落实)"
)
# 在市生态环境局组织下, 在…牵头推动下
_UNDER = re.compile(r"(?:行动|工作|活动|项目)?在")
_UNDER_WHOM = re.compile(r"(?:的)?(?:牵头|统筹|精心|统一|具体|直接)*(?:组织|牵头|主导|推动|实施|统筹|操办|承办)下")
# 依托市大数据局建设的“一网统管”平台
_MADE_BY = re.compile(
    r"(?:自主|牵头|联合|具体|负责|共同|组织|统一|首创|创新)*(?:建设|打造|开发|研发|实施|承办|组织|创办|发起|运营|主办|承建|推出|开展|创建|设立|首创|创设|建立)的“?"
)
# 市司法局指导全市律师事务所开展…: others, not named, do it
_OTHERS_DO = re.compile(r"(?:指导|督促|支持|鼓励|引导|动员|号召)(?!意见|中心|站|员)")
_VERBS = (
    r"(?:开展|实施|推进|推行|推出|推动|推广|深化|落实|建立|健全|完善|打造|启动|启用|建成|上线|开通|开发|研发|运用|依托|组织|举办|实行|优化|设立|执行|部署|"
    r"创建|构建|搭建|发放|承办|主办|承担|负责|运行|试行|开设|开办|举行|完成|贯彻|坚持|加强|强化|抓好|做好|抓实|升级|创新|探索|加快|巩固|拓展|参与|新建|建设|打响|叫响|擦亮|做优|做强|聚焦|纵深推进|发起|创设|首创|承接|申报|开创|谋划|统筹|主导|牵头|引入|引进)(?:了|实施)?(?:涉及[\u4e00-\u9fff]{2,12}的|[\u4e00-\u9fff]{0,4})"
)
_ORGANISES = re.compile(rf"{_VERBS}[“\"]?$")
_ORGANISES_LIST = re.compile(rf"{_VERBS}(?:[\u4e00-\u9fff“”]{{3,16}}、){{0,2}}[“\"]?$")  # 推进甲路改造、|乙街提升工程
_COMPLETES = re.compile(
    r"(?:完成|实施|启动|推进|推动)了?[^，,；;]{0,20}?等?\d+[个项处条片]$"
)  # 完成袁家冲等7个|棚户区改造
_OF_FIELD = re.compile(r"[\u4e00-\u9fff]{2,10}(?:系统|战线|条线)")  # 市场监管系统|“铁拳”行动立案…
_HEADS = re.compile(r"(?:具体|统一)?(?:牵头|组织|主导|负责|主办)")
_TAKES_PART = re.compile(r"(?:共|累计|先后|分别|各自|迅速|立即)*(?:抽调|出动|派出|投入|密切配合|通力|各司其职)")
_LONGEST_LIST = 60

# 脱贫攻坚成果巩固拓展，新建农田360万亩: what came of it before is spoken of, and then other things
_WHAT_CAME_OF_IT = re.compile(r"(?:的)?(?:成果|成效|经验)(?!转化)")
# 通过开展“百日攻坚”行动，案件下降12%: what it is by which the rest came about
_MEANS = re.compile(r"(?:通过|依托|借助|得益于|(?:充分)?(?:发挥好?|运用好?|用好))(?:开展|实施|推进|推行|深化)?[“\"]?")


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
                _ORGANISES_LIST.search(document.text, subject.end, program.span.begin) is None
                or index.within(subject.end, program.span.begin)
                or _OTHERS_DO.search(document.text, subject.end, program.span.begin)
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
        elif program.kind in ("campaign", "activity") and _ORGANISES.search(
            document.text, clause.span.begin, program.span.begin
        ):
            # 开展“雷霆行动”，县交通运输局、县公路局抽调72人…: who takes part is said in the next clause
            taking_part = subjects.next_after(program.span.begin)
            if taking_part is not None and _TAKES_PART.match(document.text, taking_part.end):
                for body in taking_part.bodies:
                    span = Span(program.span.begin, bodies[body].span.end)
                    yield RelationFact(
                        "implementedBy", reference, Reference("body", body), span, "implemented/next", 0.7
                    )
        for body in _said_beside(document, bodies, index, program.span):
            if subject is None or body not in subject.bodies:
                begin, end = sorted((bodies[body].span, program.span))
                span = Span(begin.begin, end.end)
                yield RelationFact("implementedBy", reference, Reference("body", body), span, "implemented/after", 0.85)


def _said_beside(document: Document, bodies: list[BodyMention], index: SpanIndex, program: Span) -> list[int]:
    """The bodies that carry out a program by the words directly before or after it: X建设的P, P由X实施, 在X组织下."""
    text, masked = document.text, document.masked
    clause = document.clauses[document.clause_at(program.begin)].span
    before = index.within(clause.begin, program.begin)
    if before:
        last = bodies[before[-1]].span
        if _MADE_BY.fullmatch(text, last.end, program.begin) or (
            last.begin == clause.begin and text[last.end : program.begin] in ("的", "的“")
        ):
            return _list_until(text, bodies, before)
    sentence = document.report.sentences[document.sentence_at(program.begin)].span
    for body in reversed(index.within(sentence.begin, program.begin)):
        span = bodies[body].span
        if text[span.begin - 1] == "由" and _HEADS.match(text, span.end) and text[program.begin - 1] in "的“":
            return [body]  # 由市城管支队牵头，公安等部门配合的百日行动
    for opening, verb in ((_CARRIED_OUT_BY, _CARRIES_OUT), (_UNDER, _UNDER_WHOM)):
        match = opening.match(masked, program.end)
        after = index.within(match.end(), match.end() + _LONGEST_LIST) if match else []
        if match and after and bodies[after[0]].span.begin == match.end():
            for number, body in enumerate(after):
                if verb.match(masked, bodies[body].span.end):
                    return _list_until(text, bodies, after[: number + 1])
    return []


def _list_until(text: str, bodies: list[BodyMention], found: list[int]) -> list[int]:
    """The last of some bodies with those before it that are joined to it."""
    first = len(found) - 1
    while first and _LIST_GAP.match(text[bodies[found[first - 1]].span.end : bodies[found[first]].span.begin]):
        first -= 1
    return found[first:]


def topics_of_sentences(document: Document, programs: list[ProgramMention]) -> dict[int, str]:
    """The programs that a sentence may go on about: the subject of a clause, or the object of 开展 and the like."""
    topics: dict[int, str] = {}
    listed, role = -1, ""
    for number, program in enumerate(programs):
        begin = program.span.begin
        clause = document.clauses[document.clause_at(begin)].span.begin
        before = document.text[clause:begin]
        if begin <= clause + 1 or _MEANS.fullmatch(before) or _OF_FIELD.fullmatch(before):
            role = "subject"
        elif _ORGANISES.search(document.text, clause, begin) or _COMPLETES.search(document.text, clause, begin):
            role = "object"
        elif listed < clause or not _LIST_GAP.match(document.text[listed:begin]):
            role = ""
        if role and not _WHAT_CAME_OF_IT.match(document.text, program.span.end):
            topics[number] = role
        listed = program.span.end
    return topics
