"""Relations that the text states: who issued, adopted, carries out, leads, supervises; what a number measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extraction.document import Clause, Document
from kg.extraction.model import (
    BodyMention,
    HonourFact,
    ObservationFact,
    PolicyMention,
    ProgramMention,
    Reference,
    RelationFact,
)
from kg.language.spans import Span, SpanIndex
from kg.reports.model import Modality

_AUTHORED = re.compile(r"^(?:牵头|联合|共同|会同有关部门)?(?:制定印发|印发|制定|发布|出台|下发|颁布|制发)?的?$")
_BETWEEN_AUTHORS = re.compile(r"^(?:[、和及与\s]*|联合|会同|协同)$")
# 《…》由县文旅局发布, 《…》经县政府常务会议审议通过
_BY_AFTER = re.compile(r"^(?:已)?由")
_PASSED_AFTER = re.compile(r"^(?:已)?经")
_ISSUED_BY = re.compile(r"(?:联合|正式|牵头)?(?:制定|印发|发布|出台|颁布|下发|公布)")
_PASSED_BY = re.compile(r"(?:研究|审议|讨论|表决)*(?:审议通过|研究通过|讨论通过|表决通过|通过|审定)")
_ISSUE = re.compile(
    r"(?:研究|联合|先后|相继|及时|共同|专门|组织|牵头|制定并?|修订并?|为此专门)*(?:制定出台|制定印发|研究出台|印发实施|颁布实施|出台|印发|发布|制定|制发|下发|颁布|公布|发出|起草|编制|制订|"
    r"修订|推出|形成|代拟|编写|会签|签订|签署)(?:了|实施)?(?:[\u4e00-\u9fff0-9]{0,8})?$"
)
_ISSUED_AFTER = re.compile(
    r"^[^，。；]{0,3}(?:已|也|现已|于年内|随后|正式|先后|相继|成功|获批|顺利)*(?:制定并?对外公布|正式出台|制定下发|编制实施|印发实施|编制完成|编写完成|出台|印发|发布|下发|颁布|公布|施行|"
    r"获通过)"
)
_LIST_GAP = re.compile(r"^(?:等文件|[、，,和及与以及\s“”（）()汇编等]*)$")
_ADOPT = re.compile(
    r"(?:审议通过|审议并通过|审定|讨论通过|研究通过|表决通过|审议|审定通过)(?:了)?(?:[\u4e00-\u9fff、]{0,8})$"
)
_BASIS = re.compile(r"(?:根据|按照|依据|依照|遵照)(?:[\u4e00-\u9fff、]{0,14}的?)$")
_LED = re.compile(
    r"在([^。；\n在]{2,40}?)(?:的)?(?:坚强|正确|有力|统一|关心)*(?:领导|带领)(?:和[^，。]{0,24}(?:支持|指导|帮助|关心)?)?(?:下|$)"
)
_SUPERVISED = re.compile(
    r"(?:在([^。；\n在]{2,40}?)(?:的)?(?:监督|有力监督|有效监督|大力支持|关心支持)(?:[、和与]?(?:支持|帮助|指导))?下|(?:自觉|"
    r"主动)?接受([^。；\n]{2,30}?)(?:的)?(?:法律监督|工作监督|民主监督|监督))"
)
_BY = ("被", "经", "由")
_CARRIED_OUT_BY = re.compile(r"(?:工作|活动)?由")
_TAKES_THE_LEAD = re.compile(r"牵头[，,](?:会同|联合|协同)?$")
_CARRIES_OUT = re.compile(r"(?:牵头|负责|具体|联合|统一)*(?:组织|实施|开展|承办|负责|牵头|承担|运行|主办)")
# a clause with a main verb of its own goes beside the program before it, not under it
_PARALLEL = re.compile(
    r"(?:其中)?(?:新建|新增|新开工|新认定|新培育|开工|完成|实施|推进|建成|打造|培育|改造|引进|筹集|出台|实现|争取|力争|投入|安排|"
    r"带动|创建|启动|发放|惠及|总投资|全社会|每万人|每千人|全[省市区县]|地区|城镇|农村|居民|规模以上|规上)"
)
_ORGANISES = re.compile(
    r"^(?:组织|全面|积极|深入|持续|大力|认真|扎实|稳步|牵头|联合|共同|及时)*(?:开展|实施|推进|推行|深化|落实|建立|健全|完善|打造|启动|建成|运用|依托|推广|组织|举办|实行|优化|设立|"
    r"执行)(?:了)?[\u4e00-\u9fff]{0,4}$"
)


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
    relations = [
        *_cites(policies),
        *_issued(document, policies, bodies, body_index),
        *_based_on(document, policies),
        *_led(document, body_index),
        *_implemented(document, programs, bodies, body_index),
        *_measures(document, observations, policies, programs, bodies, body_index),
        *_awarded(document, honours, body_index),
    ]
    return sorted(relations, key=lambda r: (r.span, r.predicate))


def _cites(policies: list[PolicyMention]) -> Iterator[RelationFact]:
    for index, policy in enumerate(policies):
        if policy.parent is not None:
            yield RelationFact(
                "cites",
                Reference("policy", policy.parent),
                Reference("policy", index),
                policies[policy.parent].span,
                "cites/in-title",
                0.97,
            )


def _issued(
    document: Document, policies: list[PolicyMention], bodies: list[BodyMention], index: SpanIndex
) -> Iterator[RelationFact]:
    text = document.text
    verbs_until = -1  # a list of titles shares the verb before the first of them
    verb_subjects: list[int] = []
    verb_rule = ""
    for number, policy in enumerate(policies):
        if policy.rule in ("policy/law-unmarked", "policy/law-in-title"):
            continue
        reference = Reference("policy", number)
        inside = [
            i
            for i in index.within(policy.span.begin, policy.span.end)
            if bodies[i].span.begin <= policy.span.begin + 1
            or any(
                bodies[j].span.end <= bodies[i].span.begin <= bodies[j].span.end + 1
                for j in index.within(policy.span.begin, policy.span.end)
            )
        ]
        for body in inside:
            if policy.parent is None and "关于" in text[bodies[body].span.end : policy.span.end]:
                yield RelationFact(
                    "issuedBy", reference, Reference("body", body), policy.span, "issued/author-in-title", 0.95
                )
        if policy.parent is not None:
            continue
        clause = document.clauses[document.clause_at(policy.span.begin)]
        sentence = document.report.sentences[clause.sentence]
        authors = list(_authors(text, bodies, index, policy.span.begin, sentence.span.begin))
        if authors:
            for body in authors:
                yield RelationFact(
                    "issuedBy",
                    reference,
                    Reference("body", body),
                    Span(bodies[body].span.begin, policy.span.end),
                    "issued/author-before",
                    0.93,
                )
            continue
        after_body = _body_after(document, bodies, index, policy)
        if after_body is not None:
            predicate, body = after_body
            yield RelationFact(
                predicate,
                reference,
                Reference("body", body),
                Span(policy.span.begin, bodies[body].span.end),
                "issued/after",
                0.9,
            )
            continue
        if policy.law:
            continue
        before = document.masked[clause.span.begin : policy.span.begin]
        after = document.masked[policy.span.end : policy.span.end + 24]
        if policy.span.begin <= verbs_until and verb_rule:
            rule = verb_rule
        elif _ADOPT.search(before):
            rule = "adopted"
        elif _BASIS.search(before):
            rule = "basis"
        elif _ISSUE.search(before) or _ISSUED_AFTER.match(after) or _list_is_issued(document, policies, number):
            rule = "issued"
        else:
            rule = ""
        verb_rule = rule
        verbs_until = _list_end(document, policies, number)
        if rule == "issued" and sentence.modality != Modality.PLANNED:
            verb_subjects = _subjects(
                document, bodies, index, clause.span.begin, policy.span.begin, sentence.span.begin
            )
            span = Span(clause.span.begin, policy.span.end)
            if verb_subjects:
                for body in verb_subjects:
                    yield RelationFact("issuedBy", reference, Reference("body", body), span, "issued/subject", 0.85)
            else:
                yield RelationFact("issuedBy", reference, None, span, "issued/reporter", 0.75)
        elif rule == "adopted":
            meetings = [
                i
                for i in index.within(sentence.span.begin, policy.span.begin)
                if bodies[i].kind in ("meeting", "congress", "party-committee", "commission")
            ]
            if meetings:
                nearest = meetings[-1] if bodies[meetings[-1]].span.begin >= clause.span.begin else meetings[0]
                yield RelationFact(
                    "adoptedBy",
                    reference,
                    Reference("body", nearest),
                    Span(bodies[nearest].span.begin, policy.span.end),
                    "adopted/subject",
                    0.9,
                )


def _body_after(
    document: Document, bodies: list[BodyMention], index: SpanIndex, policy: PolicyMention
) -> tuple[str, int] | None:
    """The body that a title's own predicate names: 《…》由X发布, 《…》经Y审议通过."""
    end = policy.span.end
    said = document.masked[end : end + 40]
    for opening, verb, predicate in ((_BY_AFTER, _ISSUED_BY, "issuedBy"), (_PASSED_AFTER, _PASSED_BY, "adoptedBy")):
        match = opening.match(said)
        if match:
            for body in index.within(end + match.end(), end + 40):
                if bodies[body].span.begin - end - match.end() <= 2 and verb.match(
                    document.masked, bodies[body].span.end
                ):
                    return predicate, body
    return None


def _based_on(document: Document, policies: list[PolicyMention]) -> Iterator[RelationFact]:
    """根据《A》《B》，制定《C》: C is based on A and B."""
    for number, policy in enumerate(policies):
        if policy.parent is not None:
            continue
        clause = document.clauses[document.clause_at(policy.span.begin)]
        if not _ISSUE.search(document.masked[clause.span.begin : policy.span.begin]):
            continue
        begin = document.report.sentences[clause.sentence].span.begin
        for other in range(number - 1, -1, -1):
            ground = policies[other]
            if ground.span.begin < begin:
                break
            if (
                ground.parent is None
                and ground.span.end <= clause.span.begin
                and _is_ground(document, policies, other, begin)
            ):
                yield RelationFact(
                    "basedOn",
                    Reference("policy", number),
                    Reference("policy", other),
                    Span(ground.span.begin, policy.span.end),
                    "based-on/ground",
                    0.85,
                )


def _is_ground(document: Document, policies: list[PolicyMention], number: int, begin: int) -> bool:
    """Whether a title stands after 根据, itself or as one of a list of titles that does."""
    at = policies[number].span.begin
    for other in range(number, -1, -1):
        if policies[other].span.begin < begin or (
            other != number and not _LIST_GAP.match(document.text[policies[other].span.end : at])
        ):
            break
        at = policies[other].span.begin
    return _BASIS.search(document.masked[begin:at]) is not None


def _list_is_issued(document: Document, policies: list[PolicyMention], number: int) -> bool:
    """《A》《B》先后出台: what is said after the last title of a list holds for all of them."""
    end = _list_end(document, policies, number)
    return bool(_ISSUED_AFTER.match(document.masked[end : end + 24])) if end > policies[number].span.end else False


def _list_end(document: Document, policies: list[PolicyMention], number: int) -> int:
    """Where the list of titles that goes on from this one ends."""
    end = policies[number].span.end
    for other in policies[number + 1 :]:
        if other.parent is not None or other.span.begin < end:
            continue
        if other.span.begin - end > 12 or not _LIST_GAP.match(document.text[end : other.span.begin]):
            break
        end = other.span.end
    return end


def _authors(text: str, bodies: list[BodyMention], index: SpanIndex, at: int, begin: int) -> Iterator[int]:
    """Bodies directly before a title as its authors: 中共中央、国务院《…》, 国务院办公厅印发的《…》."""
    found = list(index.within(max(begin, at - 60), at))
    for body in reversed(found):
        between = text[bodies[body].span.end : at]
        if at == begin or not (
            _AUTHORED.match(between) if not _BETWEEN_AUTHORS.match(between) or between == "" else True
        ):
            break
        if between and not between.endswith("的") and _AUTHORED.match(between) and not _BETWEEN_AUTHORS.match(between):
            break  # X制定《…》: a subject with its verb, not an attribute
        yield body
        at = bodies[body].span.begin


def _subjects(
    document: Document, bodies: list[BodyMention], index: SpanIndex, clause_begin: int, at: int, sentence_begin: int
) -> list[int]:
    """The bodies that a clause's verb has for subject: at its start, or at the start of its sentence."""
    for begin in dict.fromkeys((clause_begin, sentence_begin)):
        first = list(index.within(begin, min(at, begin + 40)))
        if (
            first
            and bodies[first[0]].span.begin - begin <= 6
            and not re.search(
                r"[在对向按据照由经]$|根据|按照|落实|贯彻", document.text[begin : bodies[first[0]].span.begin]
            )
        ):
            subjects = [first[0]]
            for following in first[1:]:
                if _BETWEEN_AUTHORS.match(document.text[bodies[subjects[-1]].span.end : bodies[following].span.begin]):
                    subjects.append(following)
            return subjects
    return []


def _led(document: Document, index: SpanIndex) -> Iterator[RelationFact]:
    for predicate, pattern in (("ledBy", _LED), ("supervisedBy", _SUPERVISED)):
        for match in pattern.finditer(document.bare):
            group = 1 if match.group(1) is not None else 2
            for body in index.within(match.start(group), match.end(group)):
                yield RelationFact(
                    predicate, None, Reference("body", body), Span(*match.span()), f"{predicate}/phrase", 0.85
                )


def _implemented(
    document: Document, programs: list[ProgramMention], bodies: list[BodyMention], index: SpanIndex
) -> Iterator[RelationFact]:
    """Who carries out a program: the subjects of its verb (X、Y联合开展…), or the body after 由 (…由X组织实施)."""
    for number, program in enumerate(programs):
        clause = document.clauses[document.clause_at(program.span.begin)]
        if not clause.span.begin <= program.span.begin < clause.span.end:
            continue
        reference = Reference("program", number)
        at: int | None = None
        for body in reversed(list(index.within(clause.span.begin, program.span.begin))):
            span = bodies[body].span
            between = document.text[span.end : program.span.begin if at is None else at]
            verb = _ORGANISES.match(between.lstrip("将要")) if at is None else _BETWEEN_AUTHORS.match(between)
            if not verb:
                break
            at = span.begin
            yield RelationFact(
                "implementedBy",
                reference,
                Reference("body", body),
                Span(span.begin, program.span.end),
                "implemented/subject",
                0.85,
            )
        leading = document.masked[max(0, clause.span.begin - 8) : clause.span.begin if at is None else at]
        if _TAKES_THE_LEAD.search(leading):
            # 由A牵头，会同B开展…: the clause before names who leads
            for body in index.within(max(0, clause.span.begin - 30), clause.span.begin):
                if document.masked.startswith("牵头", bodies[body].span.end):
                    span = Span(bodies[body].span.begin, program.span.end)
                    yield RelationFact(
                        "implementedBy", reference, Reference("body", body), span, "implemented/lead", 0.8
                    )
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


def _measures(
    document: Document,
    observations: list[ObservationFact],
    policies: list[PolicyMention],
    programs: list[ProgramMention],
    bodies: list[BodyMention],
    body_index: SpanIndex,
) -> Iterator[RelationFact]:
    program_index, policy_index = SpanIndex([m.span for m in programs]), SpanIndex([m.span for m in policies])
    for number, observation in enumerate(observations):
        reference = Reference("observation", number)
        sentence = document.report.sentences[observation.sentence]
        clause = document.clauses[document.clause_at(observation.at)]
        inside = [*program_index.within(observation.span.begin, observation.span.end)]
        for index in inside:
            yield RelationFact(
                "about", reference, Reference("program", index), observation.span, "measures/phrase", 0.85
            )
        titles = [
            i for i in policy_index.within(observation.span.begin, observation.span.end) if policies[i].parent is None
        ]
        for index in titles:
            yield RelationFact("about", reference, Reference("policy", index), observation.span, "measures/phrase", 0.8)
        if not inside and not titles:
            yield from _measured_before(document, number, observation, clause, program_index, policy_index, policies)
        for body in _subjects(document, bodies, body_index, clause.span.begin, observation.at, sentence.span.begin):
            yield RelationFact("about", reference, Reference("body", body), observation.span, "reported/subject", 0.8)


def _measured_before(
    document: Document,
    number: int,
    observation: ObservationFact,
    clause: Clause,
    program_index: SpanIndex,
    policy_index: SpanIndex,
    policies: list[PolicyMention],
) -> Iterator[RelationFact]:
    """What a number measures that its phrase does not name: the last program in its sentence, a policy after it."""
    if _PARALLEL.match(clause.span.of(document.text)):
        return
    begin = document.report.sentences[observation.sentence].span.begin
    program = max(program_index.within(begin, observation.at), default=None)
    since = begin if program is None else program_index.spans[program].begin
    policy = max(
        (
            index
            for index in policy_index.within(since, observation.at)
            if policies[index].parent is None and not policies[index].law
        ),
        default=None,
    )
    for kind, index, spans in (("program", program, program_index.spans), ("policy", policy, policy_index.spans)):
        if index is not None:
            yield RelationFact(
                "about",
                Reference("observation", number),
                Reference(kind, index),
                Span(spans[index].begin, observation.span.end),
                "measures/sentence",
                0.65,
            )


def _awarded(document: Document, honours: list[HonourFact], index: SpanIndex) -> Iterator[RelationFact]:
    for number, honour in enumerate(honours):
        if honour.recipient is None:
            continue
        for body in index.within(honour.recipient.begin, honour.recipient.end + 1):
            before = document.text[max(0, index.spans[body].begin - 1) : index.spans[body].begin]
            predicate = "awardedBy" if before in _BY else "awardedTo"  # 被生态环境部评为
            yield RelationFact(
                predicate, Reference("honour", number), Reference("body", body), honour.span, "awarded/subject", 0.85
            )
