"""Who issued or passed a document, and what it is based on and cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extraction.document import Document
from kg.extraction.model import BodyMention, PolicyMention, Reference, RelationFact
from kg.extraction.subjects import Subject, Subjects
from kg.language.spans import Span, SpanIndex
from kg.reports.model import Modality

_AUTHORED = re.compile(r"^(?:牵头|联合|共同|会同有关部门)?(?:制定印发|印发|制定|发布|出台|下发|颁布|制发)?的?$")
_BETWEEN_AUTHORS = re.compile(r"^(?:[、和及与\s]*|联合|会同|协同)$")
# 《…》由县文旅局发布, 《…》经县政府常务会议审议通过; also in the next clause
_AGENT_AFTER = re.compile(
    r"[^，,。；;\n由经]{0,16}[，,]?(?:于?(?:20\d{2}年)?\d{1,2}月(?:\d{1,2}日)?)?(?:并|已|均|现|先后|分别|最终|也)*(?:(?P<passing>经|获|报经|提请|提交|报请|报送|报)|由)"
)
_ISSUED_BY = re.compile(
    r"(?:(?:总理|省长|主席|市长)[\u4e00-\u9fff]{2,3}签署[\u4e00-\u9fff]{0,5}令|以?令?第?[\d一二三四五六七八九十]{1,4}号令?|以令|于[\d年月日]+)?"
    r"(?:联合|正式|牵头|统一|负责)*(?:制定|印发|发布|出台|颁布|下发|公布|编制|起草|转发)"
)
_PASSED_BY = re.compile(
    r"[^，,。；;\n]{0,16}?(?:审议通过|研究通过|讨论通过|表决通过|审定通过|集体讨论通过|会议通过|通过|审定)(?:后|并)?"
)
_THEN_ISSUED = re.compile(r"[，,]?(?:已|并|正式|现|以正式文件|统一)*(?:印发|出台|下发|发布实施|颁布实施)")
_ISSUE = re.compile(
    r"(?:研究|配套|同步|联合|先后|相继|及时|共同|专门|组织|牵头|制定并?|修订并?|为此专门)*(?:制定出台|制定印发|研究出台|印发实施|颁布实施|出台|印发|发布|制定|制发|下发|颁布|公布|发出|起草|编制|制订|"
    r"修订|推出|形成|代拟|编写|会签|签订|签署|作出)(?:了|实施)?(?:[\u4e00-\u9fff0-9]{0,8})?$"
)
_ISSUED_AFTER = re.compile(
    r"^[^，。；]{0,3}(?:已|也|现已|于年内|随后|正式|先后|相继|成功|获批|顺利)*(?:制定并?对外公布|正式出台|制定下发|编制实施|印发实施|编制完成|编写完成|出台|印发|发布|下发|颁布|公布|施行|"
    r"获通过)"
)
_LIST_GAP = re.compile(r"^(?:等文件|[、，,和及与以及\s“”（）()汇编等]*)$")
_MADE_BY_OTHERS = re.compile(r"等?(?:\d+[件部项个])?(?:[省市]政府规章|地方性法规)")
_ADOPT = re.compile(
    r"(?:审议通过|审议并(?:原则)?通过|原则通过|审定|讨论通过|研究通过|表决通过|审议|审定通过|(?<=[会委议])(?:投票|票决)?通过|(?<!经[\u4e00-\u9fff]{4})批准)"
    r"(?:了)?(?:[\u4e00-\u9fff、]{0,8})$"
)
# 《…》（省政府令第185号）, 《…》经审议通过，以省政府令第129号公布: who decreed it
_DECREED_BY = re.compile(r"[（(](?:(?:19|20)\d\d年)?|[^《。；]*(?<!可)以")
_DECREE = re.compile(r"令(?:[（(〔](?:19|20)\d\d[)）〕]|(?:19|20)\d\d年)?第?\d{1,4}号")
# 召开县委依法治县委员会第三次会议, 审议通过《…》
_SESSION_OF = re.compile(r"(?:20\d\d年)?(?:第[\d一二三四五六七八九十]+次)?(?:全体|专题|主任)?会议")
# 《…》通过市政府常务会议审议
_GOT_THROUGH = re.compile(r"(?:已|均|现|也|先后|顺利|成功|正式)*通过(?:了)?")
_PASSING = re.compile(r"(?:会议)?(?:审议|审定|表决|审查批准)")
# 经县司法局审查、县政府常务会议审定: others looked at it before
_REVIEWED = re.compile(r"[^，,。；;\n]{0,8}(?:审查|审核|论证|评审|把关)(?:通过|同意)?后")
_TERM = re.compile(r"第?[一二三四五六七八九十]+届")  # 由十二届|全国人大常委会
_LOOKED_AT = re.compile(
    r"[^，,。；;\n由]{0,16}(?:审核|审查|论证|评审|把关|评估|研究|讨论)(?:通过|同意)?[、，]?(?:后|并)?(?:报|报经|提交|经)?"
)
_BASIS = re.compile(r"(?:根据|按照|依据|依照|遵照)(?:[\u4e00-\u9fff、]{0,14}的?)$")
# 为贯彻落实《…》，制定《…》
_CARRIED_ON = re.compile(
    r"为(?:了|进一步|深入|全面|切实|认真|做好|更好地?|有效)*(?:贯彻|落实|执行|实施|细化)+(?:好)?(?:[\u4e00-\u9fff]{0,10}的?)$"
    r"|(?:参照|参考|借鉴|对标|衔接)(?:[\u4e00-\u9fff]{0,10}的?)$"
    r"|^(?:[一二三四五六七八九十]是)?(?:认真|全面|深入|切实|严格)*(?:贯彻落实|贯彻执行|贯彻|落实|对照|围绕)(?:国家|中央|自治区|[省市区县])?$"
)
# 《C》依据《A》制定
_ON_GROUND_OF = re.compile(r"(?:主要|是|严格|均|系)*(?:根据|依据|按照|依照|参照)[\u4e00-\u9fff]{0,8}?(?=□)")
_MADE = re.compile(r"[^，。；\n]*?(?:制定|编制|修订|起草|出台|制订)")
# 以市政府办名义印发《…》
_IN_THE_NAME_OF = re.compile(r"以(?=[\u4e00-\u9fff]{2,24}(?:的?名义))")
_NAME = re.compile(r"的?名义(?:联合|统一|正式)*(?:印发|制定|出台|下发|发布)[\u4e00-\u9fff]{0,4}$")
# 经市委依法治市委员会审议，印发《…》
_PASSED_BEFORE = re.compile(
    r"(?:第?[\d一二三四五六七八九十]+次)?(?:会议)?(?:集体)?(?:审议|研究|讨论|审定|表决)(?:通过|同意|审定|决定)?(?:后|并)?[，,]?$"
)
# 配合省人大常委会修订《…》: another's document
_FOR_OTHERS = re.compile(
    r"(?:积极|主动|全力|认真|依法|先后|大力)*(?P<causing>配合|协助|参与|参加|提请|报请|邀请|督促|指导|推动|促成|促请|协调|推进|商请|呈请|争取)"
)
# 报请省政府出台了《…》: they did issue it
_THEY_ISSUED = re.compile(
    r"(?:牵头|联合|先后|正式|率先|及时)*(?:印发|出台|发布|颁布|公布|制定出台|制定印发)(?:实施)?了?(?:[\u4e00-\u9fff]{0,6})"
)
_CAUSING = frozenset(("提请", "报请", "推动", "促成", "促请", "协调", "推进", "商请", "呈请", "争取"))


def find_citations(policies: list[PolicyMention]) -> Iterator[RelationFact]:
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


def find_issuers_of_policies(
    document: Document,
    policies: list[PolicyMention],
    bodies: list[BodyMention],
    index: SpanIndex,
    subjects: Subjects,
) -> Iterator[RelationFact]:
    text = document.text
    verbs_until = -1  # a list of titles shares the verb before the first of them
    issuers: dict[int, list[int]] = {}
    subject: Subject | None = None
    verb_rule = ""
    for number, policy in enumerate(policies):
        reference = Reference("policy", number)
        if policy.rule == "policy/law-unmarked":  # 安全生产法于6月10日由全国人大常委会通过
            for predicate, agent in _said_after(document, bodies, index, policy.span.end):
                if agent is not None:
                    span = Span(policy.span.begin, bodies[agent].span.end)
                    yield RelationFact(predicate, reference, Reference("body", agent), span, "issued/after", 0.85)
        if policy.rule in ("policy/law-unmarked", "policy/law-in-title"):
            continue
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
                issuers.setdefault(number, []).append(body)
                yield RelationFact(
                    "issuedBy", reference, Reference("body", body), policy.span, "issued/author-in-title", 0.95
                )
        if policy.parent is not None:
            # X关于印发〈Y〉的通知: X issued Y too
            if text.startswith("印发", policy.span.begin - 2):
                for body in issuers.get(policy.parent, ()):
                    yield RelationFact(
                        "issuedBy",
                        reference,
                        Reference("body", body),
                        policies[policy.parent].span,
                        "issued/sent-with",
                        0.9,
                    )
            continue
        clause = document.clauses[document.clause_at(policy.span.begin)]
        sentence = document.report.sentences[clause.sentence]
        authors = list(_authors(text, bodies, index, policy.span.begin, sentence.span.begin))
        if authors:
            issuers.setdefault(number, []).extend(authors)
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
        said_after = list(_said_after(document, bodies, index, _list_end(document, policies, number)))
        for predicate, agent in said_after:
            whole = Span(policy.span.begin, clause.span.end if agent is None else bodies[agent].span.end)
            by = None if agent is None else Reference("body", agent)
            yield RelationFact(predicate, reference, by, whole, "issued/after", 0.75 if agent is None else 0.9)
        issuer_said = any(predicate == "issuedBy" for predicate, _ in said_after)
        if policy.law:
            continue
        before = document.masked[clause.span.begin : policy.span.begin]
        after = document.masked[policy.span.end : policy.span.end + 24]
        if policy.span.begin <= verbs_until and verb_rule:
            rule = verb_rule
        elif (others := _FOR_OTHERS.match(before)) is not None:
            if others["causing"] in _CAUSING and not issuer_said and sentence.modality != Modality.PLANNED:
                span = Span(clause.span.begin, policy.span.end)
                for body in _caused(document, bodies, index, clause.span.begin + others.end(), policy.span.begin):
                    yield RelationFact("issuedBy", reference, Reference("body", body), span, "issued/caused", 0.8)
            rule = ""
        elif _ADOPT.search(before):
            rule = "adopted"
        elif _BASIS.search(before):
            rule = "basis"
        elif _ISSUE.search(before) or _ISSUED_AFTER.match(after) or _list_is_issued(document, policies, number):
            rule = "issued"
        else:
            rule = ""
        if policy.span.begin > verbs_until:
            subject = subjects.before(policy.span.begin)
        verb_rule = rule
        verbs_until = _list_end(document, policies, number)
        if rule == "issued" and not issuer_said and sentence.modality != Modality.PLANNED:
            span = Span(clause.span.begin, policy.span.end)
            passed = _passed_before(document, bodies, index, sentence.span.begin, clause.span.begin)
            if passed is not None:
                yield RelationFact(
                    "adoptedBy",
                    reference,
                    Reference("body", passed),
                    Span(bodies[passed].span.begin, policy.span.end),
                    "adopted/before",
                    0.85,
                )
            named = _in_the_name_of(document, bodies, index, clause.span.begin, policy.span.begin)
            if named is not None:
                yield RelationFact("issuedBy", reference, Reference("body", named), span, "issued/in-the-name", 0.9)
                continue
            for body in subject.bodies if subject else ():
                yield RelationFact("issuedBy", reference, Reference("body", body), span, "issued/subject", 0.85)
            if (subject is None or subject.reporter) and not _of_legislators(document, policy):
                yield RelationFact("issuedBy", reference, None, span, "issued/reporter", 0.75)
        elif rule == "adopted":
            meetings = [
                i
                for i in index.within(sentence.span.begin, policy.span.begin)
                if bodies[i].kind in ("meeting", "congress", "party-committee", "commission")
            ]
            if not meetings and subject is not None:
                meetings = list(subject.bodies[:1])
            held = [
                i
                for i in meetings
                if bodies[i].kind == "meeting"
                or bodies[i].surface.endswith("会议")
                or _SESSION_OF.match(text, bodies[i].span.end)
            ]
            if held and bodies[held[-1]].span.begin < clause.span.begin:
                meetings = held[-1:]  # 县委书记主持召开县委常委会会议，研究通过《…》
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


def _of_legislators(document: Document, policy: PolicyMention) -> bool:
    """Whether a document is for a congress or a government to make, whoever drafts it: 修订《…办法》等2件省政府规章."""
    return policy.title.endswith("条例") or _MADE_BY_OTHERS.match(document.text, policy.span.end) is not None


def _passed_before(document: Document, bodies: list[BodyMention], index: SpanIndex, begin: int, end: int) -> int | None:
    """The body that passed what the next clause says was issued: 经市委常委会会议审议，印发《…》."""
    for body in index.within(begin, end):
        before = document.text[bodies[body].span.begin - 1 : bodies[body].span.begin]
        if before == "经" and _PASSED_BEFORE.fullmatch(document.text, bodies[body].span.end, end):
            return body
    return None


def _caused(document: Document, bodies: list[BodyMention], index: SpanIndex, begin: int, end: int) -> list[int]:
    """The bodies that another one had issue a document, when they did: 报请省政府出台了《…》."""
    found = index.within(begin, end)
    if not found or bodies[found[0]].span.begin != begin:
        return []
    for one, following in pairwise(found):
        if not _BETWEEN_AUTHORS.match(document.text[bodies[one].span.end : bodies[following].span.begin]):
            return []
    return found if _THEY_ISSUED.fullmatch(document.text, bodies[found[-1]].span.end, end) else []


def _in_the_name_of(
    document: Document, bodies: list[BodyMention], index: SpanIndex, begin: int, end: int
) -> int | None:
    """The body in whose name a document was issued."""
    match = _IN_THE_NAME_OF.search(document.text, begin, end)
    if match is None:
        return None
    found = index.within(match.end(), end)
    if found and bodies[found[0]].span.begin == match.end():
        return found[0] if _NAME.match(document.text, bodies[found[0]].span.end, end) else None
    return None


def _said_after(
    document: Document, bodies: list[BodyMention], index: SpanIndex, end: int
) -> Iterator[tuple[str, int | None]]:
    """The bodies that the words after a title name: 《…》经X审议通过，由Y公布; None for the one who reports."""
    stop = document.report.sentences[document.sentence_at(end - 1)].span.end
    for decree in index.within(end, stop)[:3]:
        span = bodies[decree].span
        if _DECREED_BY.fullmatch(document.text, end, span.begin) and _DECREE.match(document.text, span.end):
            yield "issuedBy", decree
    through = _GOT_THROUGH.match(document.bare, end, stop)
    if through is not None:
        body = next(iter(index.within(through.end(), stop)), None)
        directly = body is not None and bodies[body].span.begin == through.end()
        if body is not None and directly and _PASSING.match(document.bare, bodies[body].span.end, stop):
            yield "adoptedBy", body
        return
    while (opening := _AGENT_AFTER.match(document.bare, end, stop)) is not None:
        verb = None
        for body in index.within(opening.end(), stop)[:3]:
            between = Span(opening.end(), bodies[body].span.begin)
            joint = index.within(opening.end(), bodies[body].span.end)
            listed = bodies[joint[0]].span.begin == opening.end() and _all_joined(document.text, index, joint)
            aside = listed or _LOOKED_AT.fullmatch(document.bare, *between) or _TERM.fullmatch(document.bare, *between)
            if between.end - between.begin > 2 and not aside:
                return
            reviewed = _REVIEWED.match(document.bare, bodies[body].span.end, stop)
            if reviewed is not None:  # 经县司法局审查后，由…印发
                verb, end = reviewed, reviewed.end()
                break
            passed = _PASSED_BY.match(document.bare, bodies[body].span.end, stop)
            issued = None if opening["passing"] else _ISSUED_BY.match(document.bare, bodies[body].span.end, stop)
            verb = issued or passed
            if verb is not None:
                for agent in joint if issued and listed else [body]:
                    yield "issuedBy" if issued else "adoptedBy", agent
                end = verb.end()
                if not issued and bodies[body].kind != "congress" and _THEN_ISSUED.match(document.bare, end):
                    yield "issuedBy", None
                break
        if verb is None:
            return


def _all_joined(text: str, index: SpanIndex, found: list[int]) -> bool:
    """Whether bodies stand in one list: 由县教体局、县公安局联合印发."""
    return all(_LIST_GAP.match(text[index.spans[one].end : index.spans[other].begin]) for one, other in pairwise(found))


def find_grounds(
    document: Document, policies: list[PolicyMention], bodies: list[BodyMention], index: SpanIndex
) -> Iterator[RelationFact]:
    """根据《A》《B》，制定《C》: C is based on A and B and cites them; 为贯彻《A》，制定《B》: it cites it."""
    policy_index = SpanIndex([policy.span for policy in policies])
    for number, policy in enumerate(policies):
        if policy.parent is not None:
            continue
        yield from _grounds_after(document, policies, policy_index, number)
        clause = document.clauses[document.clause_at(policy.span.begin)]
        if not _ISSUE.search(document.masked[clause.span.begin : policy.span.begin]):
            continue
        begin = document.report.sentences[clause.sentence].span.begin
        for other in range(number - 1, -1, -1):
            ground = policies[other]
            if ground.span.begin < begin:
                break
            if ground.parent is not None or ground.span.end > clause.span.begin:
                continue
            predicates: tuple[str, ...] = ()
            if _is_ground(document, policies, bodies, index, other, begin, _BASIS):
                predicates = ("basedOn", "cites")
            elif _is_ground(document, policies, bodies, index, other, begin, _CARRIED_ON):
                predicates = ("cites",)
            for predicate in predicates:
                yield RelationFact(
                    predicate,
                    Reference("policy", number),
                    Reference("policy", other),
                    Span(ground.span.begin, policy.span.end),
                    "based-on/ground",
                    0.85,
                )


def _grounds_after(
    document: Document, policies: list[PolicyMention], index: SpanIndex, number: int
) -> Iterator[RelationFact]:
    """《C》依据《A》《B》制定: the grounds stand between a title and the verb."""
    policy = policies[number]
    match = _ON_GROUND_OF.match(document.masked, policy.span.end)
    if match is None:
        return
    made = _MADE.match(document.masked, match.end())
    for other in index.within(*made.span()) if made else ():
        if policies[other].parent is None:
            for predicate in ("basedOn", "cites"):
                yield RelationFact(
                    predicate,
                    Reference("policy", number),
                    Reference("policy", other),
                    Span(policy.span.begin, policies[other].span.end),
                    "based-on/after",
                    0.85,
                )


def _is_ground(
    document: Document,
    policies: list[PolicyMention],
    bodies: list[BodyMention],
    index: SpanIndex,
    number: int,
    begin: int,
    words: re.Pattern[str],
) -> bool:
    """Whether a title stands after 根据 (or other `words`), itself or as one of a list of titles that does."""
    at = policies[number].span.begin
    for other in range(number, -1, -1):
        span = policies[other].span
        if span.begin < begin:
            break
        if other != number and not _LIST_GAP.match(document.text[span.end : at]):
            authors = index.within(span.end, at)  # 国务院《A》和省政府《B》
            if (
                not authors
                or bodies[authors[-1]].span.end != at
                or not _LIST_GAP.match(document.text[span.end : bodies[authors[0]].span.begin])
            ):
                break
        at = span.begin
    return words.search(document.masked[begin:at]) is not None


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
    found = index.within(max(begin, at - 60), at)
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
