"""What a number measures: the program, policy or body that its phrase or its sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.carrying_out import topics_of_sentences
from kg.extraction.document import Clause, Document
from kg.extraction.model import ObservationFact, PolicyMention, ProgramMention, Reference, RelationFact
from kg.extraction.subjects import Subject, Subjects
from kg.language.spans import Span, SpanIndex

_DISTRIBUTED = "observation/distributed"
_SHARED = 4  # characters that two labels of one thing share
_LONGEST_LEAD = 30  # characters of a sentence that only says what the next is about
_NUMBERING = 6  # characters that a list number and marks may take before a sentence's first word
# kinds of programs that others are carried out under
_FRAMES = ("campaign", "project", "reform", "pilot")
# a clause with a main verb of its own goes beside the program before it, not under it
_PARALLEL = re.compile(
    r"(?:其中)?(?:新建|新增|新认定|新培育|开工|实施|推进|建成|打造|培育|改造|引进|筹集|出台|实现|争取|力争|安排|"
    r"创建|启动|总投资|全社会|每万人|每千人|取消|减少|压减|下放|废止|规(?:模|上)工业|全[省市区县]|地区|城镇|农村|居民|规模以上|规上)"
)
# what an office does, whatever it issued before
_OWN_ACT = re.compile(
    r"(?:20\d{2}年度?|全年|共|累计|先后|多次|并|组织|专题|[^，。；]{0,6}(?:党委|党组|常务|办公)会?(?:议)?(?:会?前)?)*"
    r"(?:召开|举办|举行|开展|培训|检查|学法|出动|受理|办理|办结|审查|审核|调解|化解|发放|查处|立案|轮训|巡查|服务|走访|公布|发布|拆除|审议|讨论)"
)
# 按照《甲条例》《乙办法》要求: what was done on its ground is no measure of a document
_ON_GROUND = re.compile(r"(?:按照|根据|依据|依照|遵照|对照)[^，。；]{0,60}$")
_LIST_GAP = re.compile(r"[、和及与“”]*|、[\u4e00-\u9fff]{3,16}[、和]")
# 县委书记、县长带头讲法治课4次: who does it is a person
# 抽调盟监察局等部门人员组成考核组
_DRAWN_FROM = ("抽调", "邀请", "聘请", "选调")
_HOLDER = re.compile(r"(?:副?书记|常委(?!会)|主要(?:领导|负责)|领导(?!小组)|负责人|班子)")
# the papers and people of a body that another one handles
_OTHERS_PAPERS = re.compile(
    r"(?:交办|转办|转来|移送|移交|反馈|下达|通报|部署)?的?(?:代表|委员|建议|提案|议案|交办|转办|等[\u4e00-\u9fff]{2})"
)


def find_measured(
    document: Document,
    observations: list[ObservationFact],
    policies: list[PolicyMention],
    programs: list[ProgramMention],
    body_index: SpanIndex,
    subjects: Subjects,
) -> Iterator[RelationFact]:
    program_index, policy_index = SpanIndex([m.span for m in programs]), SpanIndex([m.span for m in policies])
    topics = topics_of_sentences(document, programs)
    campaigns = frozenset(
        index
        for index, program in enumerate(programs)
        if program.kind in _FRAMES and not program.rule.startswith("program/built")
    )
    # … and those that go by a name of their own, of whatever kind
    named = campaigns | {index for index, program in enumerate(programs) if "“" in program.name}
    said: dict[int, list[RelationFact]] = {}
    counted_clauses = frozenset(document.clause_at(observation.at) for observation in observations)
    for number, observation in enumerate(observations):
        reference = Reference("observation", number)
        clause = document.clauses[document.clause_at(observation.at)]
        inside = program_index.within(observation.span.begin, observation.span.end)
        # 甲厂年产50万吨芳烃、乙水库等项目: a number in a program's name is of that one alone
        inside = [index for index in inside if observation.at in range(*program_index.spans[index])] or inside
        own = [
            RelationFact("about", reference, Reference("program", index), observation.span, "measures/phrase", 0.85)
            for index in inside
        ]
        yield from own
        titles = [
            i for i in policy_index.within(observation.span.begin, observation.span.end) if policies[i].parent is None
        ]
        for index in titles:
            yield RelationFact("about", reference, Reference("policy", index), observation.span, "measures/phrase", 0.8)
        said[number] = own
        if not inside and not titles and _is_rate_of(observations, number) and said.get(number - 1):
            # 组织1200人参加考试，合格率98%: the rate is about the test too
            for earlier in said[number - 1]:
                span = Span(earlier.span.begin, observation.span.end)
                yield replace(earlier, subject=reference, span=span, rule="measures/rate-of", confidence=0.65)
        elif not inside and not titles and said.get(number - 1) and _is_of_the_same(observations, number):
            # 接通率96%，提高7.5个百分点; 占比由41%提高到58%
            said[number] = [replace(earlier, subject=reference) for earlier in said[number - 1]]
            yield from said[number]
        elif not inside and not titles:
            said[number] = list(
                _measured_before(
                    document,
                    number,
                    observation,
                    clause,
                    program_index,
                    policy_index,
                    policies,
                    topics,
                    counted_clauses,
                )
            )
            if not said[number] and not _PARALLEL.match(document.text, *clause.span):
                lead = _named_before(document, observation, program_index, topics, named)
                if lead is not None:
                    span = Span(program_index.spans[lead].begin, observation.span.end)
                    said[number].append(
                        RelationFact(
                            "about", reference, Reference("program", lead), span, "measures/sentence-before", 0.55
                        )
                    )
            opener = _opener(document, observation, program_index, topics, campaigns, counted_clauses)
            if (
                opener is not None
                and said[number]
                and all(r.object != Reference("program", opener) for r in said[number])
            ):
                span = Span(program_index.spans[opener].begin, observation.span.end)
                said[number].append(
                    RelationFact("about", reference, Reference("program", opener), span, "measures/opener", 0.6)
                )
            yield from said[number]
        topic = subjects.topic(observation.at)
        for body in _own_bodies(document, observations, number, topic) if topic else ():
            yield RelationFact("about", reference, Reference("body", body), observation.span, "reported/subject", 0.8)
        for body in body_index.within(observation.span.begin, observation.span.end):
            if _is_only_mentioned(document.text, body_index.spans[body]):
                continue
            if topic is None or body not in topic.bodies:  # 召开区政府常务会议12次
                yield RelationFact(
                    "about", reference, Reference("body", body), observation.span, "reported/phrase", 0.75
                )


def _is_rate_of(observations: list[ObservationFact], number: int) -> bool:
    """Whether a rate is of what the number before it in the sentence counts: its label ends in the same words."""
    if number == 0 or observations[number].measure_kind != "ratio":
        return False
    one, before = observations[number], observations[number - 1]
    return one.sentence == before.sentence and len(before.label) >= _SHARED and before.label[-_SHARED:] in one.label


def _is_only_mentioned(text: str, body: Span) -> bool:
    """Whether a body is no more than who gave, receives or sent what is counted: 被市委评为, 市人大代表建议118件."""
    return (
        text[body.begin - 1] in "被向对给"
        or text.endswith(_DRAWN_FROM, 0, body.begin)
        or _HOLDER.match(text, body.end) is not None
        or _OTHERS_PAPERS.match(text, body.end) is not None
    )


def _is_of_the_same(observations: list[ObservationFact], number: int) -> bool:
    """Whether a number measures the same as the one before it in the sentence: its change, or its later level."""
    if number == 0:
        return False
    one, before = observations[number], observations[number - 1]
    return one.sentence == before.sentence and one.label == before.label


def _own_bodies(
    document: Document, observations: list[ObservationFact], number: int, topic: Subject
) -> tuple[int, ...]:
    """The bodies that a number is of: of 甲、乙、丙分别学习6次、9次、11次 each number is of one."""
    clause = document.clauses[document.clause_at(observations[number].at)].span
    group = [
        index
        for index in range(max(0, number - len(topic.bodies)), min(len(observations), number + len(topic.bodies)))
        if observations[index].rule == _DISTRIBUTED and clause.begin <= observations[index].at < clause.end
    ]
    if len(group) == len(topic.bodies) and number in group:
        return (topic.bodies[group.index(number)],)
    return topic.bodies


def _named_before(
    document: Document,
    observation: ObservationFact,
    program_index: SpanIndex,
    topics: dict[int, str],
    named: frozenset[int],
) -> int | None:
    """The program that the sentence before, or a heading above, only names: 一是深化X改革。取消事项11项."""
    report = document.report
    here = report.sentences[observation.sentence]
    leads = [observation.sentence - 1] if observation.sentence else []
    if leads and report.sentences[leads[0]].paragraph != here.paragraph:
        leads = []
    heading = report.sections[here.section].span.begin
    leads.append(document.sentence_at(heading))
    for lead in leads:
        begin, end = report.sentences[lead].span
        said = document.text[begin:end]
        if end > here.span.begin or end - begin > _LONGEST_LEAD or any(mark in said for mark in "，,；;"):
            continue
        found = program_index.within(begin, end)
        if len(found) == 1 and found[0] in topics and found[0] in named:
            turned = any(index in topics for index in program_index.within(end, observation.at))
            return None if turned else found[0]
    return None


def _opener(
    document: Document,
    observation: ObservationFact,
    program_index: SpanIndex,
    topics: dict[int, str],
    campaigns: frozenset[int],
    counted_clauses: frozenset[int],
) -> int | None:
    """The campaign, project or reform that a sentence opens with, and tells of others under: 实施A行动，推行B，…."""
    opening = document.report.sentences[observation.sentence].span.begin
    begin = max(opening, document.text.rfind("；", opening, observation.at))
    first = next(iter(program_index.within(begin, observation.at)), None)
    if first is None or first not in campaigns or first not in topics:
        return None
    clause = document.clause_at(program_index.spans[first].begin)
    opens = document.clauses[clause].span.begin <= begin + _NUMBERING
    return first if opens and clause not in counted_clauses else None


def _listed_with(document: Document, program: int, spoken_of: list[int], index: SpanIndex) -> list[int]:
    """A program and those before it in one list: 开展A、B、C等专项行动，…."""
    listed = [program]
    for other in reversed(spoken_of[:-1]):
        if not _LIST_GAP.fullmatch(document.text, index.spans[other].end, index.spans[listed[0]].begin):
            break
        listed.insert(0, other)
    return listed


def _measured_before(
    document: Document,
    number: int,
    observation: ObservationFact,
    clause: Clause,
    program_index: SpanIndex,
    policy_index: SpanIndex,
    policies: list[PolicyMention],
    topics: dict[int, str],
    counted_clauses: frozenset[int],
) -> Iterator[RelationFact]:
    """What a number measures that its phrase does not name: the last program in its sentence, a policy after it."""
    opening = document.report.sentences[observation.sentence].span.begin
    begin = max(opening, document.text.rfind("；", opening, observation.at))
    # the last program that the words since the semicolon are about, else the one that the sentence opens with
    spoken_of = [index for index in program_index.within(begin, observation.at) if index in topics]
    first = next(iter(program_index.within(opening, observation.at)), None)
    if not spoken_of and first is not None and topics.get(first) == "subject":
        spoken_of = [first] if program_index.spans[first].begin <= opening + _NUMBERING else []
    program = spoken_of[-1] if spoken_of else None
    role = topics.get(program) if program is not None else None
    # 开展“消费季”活动，出口增长3%: what grew is a matter of its own, unless the sentence is about the program
    if role is None or (role == "object" and observation.measure_kind == "change"):
        program = None
    # 完成老旧小区改造95个，新建公园36座: beside a program that is counted itself stands another thing
    counted = program is not None and document.clause_at(program_index.spans[program].begin) in counted_clauses
    if (program is None or counted) and _PARALLEL.match(document.text, *clause.span):
        return
    listed = [] if program is None else _listed_with(document, program, spoken_of, program_index)
    since = begin if program is None else program_index.spans[program].begin
    if _OWN_ACT.match(document.text, *clause.span) or document.text[clause.span.begin] in "“《":
        since = clause.span.begin  # 印发《要点》，召开会议4次: what was done besides
    policy = max(
        (
            index
            for index in policy_index.within(since, observation.at)
            if policies[index].parent is None
            and not policies[index].law
            and not _ON_GROUND.search(document.text, begin, policies[index].span.begin)
        ),
        default=None,
    )
    for kind, index, spans in (
        *(("program", one, program_index.spans) for one in listed),
        ("policy", policy, policy_index.spans),
    ):
        if index is not None:
            yield RelationFact(
                "about",
                Reference("observation", number),
                Reference(kind, index),
                Span(spans[index].begin, observation.span.end),
                "measures/sentence",
                0.65,
            )
