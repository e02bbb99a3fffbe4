"""A small report and what it says, put together by hand: for the tests of everything after resolution."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256

from kg.language.spans import Span
from kg.reports.model import Metadata, Modality, Report, Section, Sentence
from kg.resolution.model import Entity, EntityClass, Evidence, Membership, Observation, Period, ReportFacts, Statement

TITLE = "西湖区人民政府{year}年法治政府建设情况报告"
SENTENCES = (
    "这一年，区政府印发《西湖区优化营商环境实施方案》，由区司法局牵头落实。",
    "区司法局开展“法律明白人”培养工程，培训骨干{trained}人次。",
    "全年收到行政复议申请{cases}件，办结率达98.5%以上。",
    "我区获评全省法治建设先进区。",
    "十一月，区司法局举办宪法宣传周活动。",
    "当前执法力量仍显薄弱。",
    "下一步，将推进执法协调监督工作体系建设，力争复议办结率达到99%。",
)

AREA = "place/360103"
CITY = "place/360100"
GOVERNMENT = "body/360103-government"
JUSTICE = "body/360103-justice"
PLAN = "policy/360103-plan"
PROGRAM = "program/360103-law-wise"
HONOUR = "honour/360103-honour"
EVENT = "event/360103-{year}-event"
PROBLEM = "problem/360103-{year}-problem"
COMMITMENT = "commitment/360103-{year}-commitment"
CASES = "govv:indicator/reconsideration-cases"
RATE = "indicator/rate"
TRAINED = "indicator/trained"


def example(
    *, year: int = 2020, cases: int = 38, trained: int = 1200, area: str = AREA, area_label: str = "南昌市西湖区"
) -> ReportFacts:
    """The facts of one report; other figures make another version of it, another `year` or `area` another report."""
    parts = [TITLE.format(year=year), *(line.format(cases=cases, trained=trained) for line in SENTENCES)]
    text = "\n".join(parts)
    code = area.removeprefix("place/")

    def at(words: str, rule: str = "test", confidence: float = 0.9) -> Evidence:
        begin = text.index(words)
        return Evidence(Span(begin, begin + len(words)), rule, confidence)

    def own(identifier: str) -> str:
        return identifier.format(year=year).replace("360103", code)

    begins = [sum(len(part) + 1 for part in parts[:number]) for number in range(len(parts))]
    modality = [Modality.ACHIEVED] * 6 + [Modality.PROBLEM, Modality.PLANNED]
    report = Report(
        text=text,
        written=text,
        source=f"example-{code}-{year}.txt",
        media_type="text/plain",
        sha256=sha256(text.encode()).hexdigest(),
        title=parts[0],
        title_span=Span(0, len(parts[0])),
        found=Metadata(title=parts[0], year=year),
        paragraphs=tuple(Span(b, b + len(p)) for b, p in zip(begins, parts, strict=True)),
        sections=(Section(None, 0, None, Span(0, len(text)), Modality.ACHIEVED),),
        sentences=tuple(
            Sentence(Span(b, b + len(p)), number, 0, modality[number])
            for number, (b, p) in enumerate(zip(begins, parts, strict=True))
        ),
    )
    achieved = ("modality", "modality/achieved")
    entities = [
        Entity(own(AREA), EntityClass.PLACE, area_label, ("西湖区",), (), (("adminCode", code),), (at("西湖区"),)),
        Entity(CITY, EntityClass.PLACE, "江西省南昌市", (), (), (("adminCode", "360100"),)),
        Entity(
            own(GOVERNMENT),
            EntityClass.BODY,
            f"{area_label}人民政府",
            ("区政府", "西湖区人民政府"),
            (("classification", "body-kind/government"),),
            (),
            (at("西湖区人民政府"), at("区政府", "body.short", 0.95)),
        ),
        Entity(
            own(JUSTICE),
            EntityClass.BODY,
            f"{area_label}司法局",
            ("区司法局",),
            (("classification", "body-kind/department"),),
            (),
            (at("区司法局", "body.short", 0.95),),
        ),
        Entity(
            own(PLAN),
            EntityClass.POLICY,
            "西湖区优化营商环境实施方案",
            (),
            (("type_document", "policy-kind/plan"),),
            (("documentNumber", f"西府发〔{year}〕3号"), ("date_document", str(year))),
            (at("《西湖区优化营商环境实施方案》", "policy.marked", 0.99),),
        ),
        Entity(
            own(PROGRAM),
            EntityClass.PROGRAM,
            "“法律明白人”培养工程",
            (),
            (("programKind", "program-kind/project"), ("status", "status/under-way"), achieved),
            (),
            (at("“法律明白人”培养工程"),),
        ),
        Entity(
            own(HONOUR),
            EntityClass.HONOUR,
            "全省法治建设先进区",
            (),
            (("level", "level/province"),),
            (("year", str(year)),),
            (at("全省法治建设先进区"),),
        ),
        Entity(
            own(EVENT),
            EntityClass.EVENT,
            "区司法局举办宪法宣传周活动",
            (),
            (achieved,),
            (("date", f"{year}-11"),),
            (at("十一月，区司法局举办宪法宣传周活动"),),
        ),
        Entity(
            own(PROBLEM),
            EntityClass.PROBLEM,
            "执法力量仍显薄弱",
            (),
            (("modality", "modality/problem"),),
            (),
            (at("执法力量仍显薄弱"),),
        ),
        Entity(
            own(COMMITMENT),
            EntityClass.COMMITMENT,
            "推进执法协调监督工作体系建设",
            (),
            (("modality", "modality/planned"),),
            (),
            (at("推进执法协调监督工作体系建设", confidence=0.8),),
        ),
        Entity(CASES, EntityClass.INDICATOR, "行政复议收案数"),
        Entity(RATE, EntityClass.INDICATOR, "办结率", (), (), (), (at("办结率"),)),
        Entity(TRAINED, EntityClass.INDICATOR, "培训骨干", (), (), (), (at("培训骨干"),)),
    ]
    statements = [
        Statement(own(PLAN), "issuedBy", own(GOVERNMENT), at("区政府印发《西湖区优化营商环境实施方案》", "issue", 0.9)),
        Statement(own(PROGRAM), "implementedBy", own(JUSTICE), at("区司法局开展“法律明白人”培养工程", "carry", 0.85)),
        Statement(own(HONOUR), "awardedTo", own(AREA), at("我区获评全省法治建设先进区", "award", 0.9)),
        Statement(own(EVENT), "participant", own(JUSTICE), at("区司法局举办宪法宣传周活动", "event", 0.6)),
        Statement(own(GOVERNMENT), "area", own(AREA)),
        Statement(own(JUSTICE), "area", own(AREA)),
        Statement(own(JUSTICE), "subOrganizationOf", own(GOVERNMENT)),
        Statement(own(AREA), "containedInPlace", CITY),
    ]
    period = Period(f"{year}-01-01", f"{year}-12-31", str(year))
    later = Period(f"{year + 1}-01-01", f"{year + 1}-12-31", str(year + 1))

    def observation(
        number: str,
        indicator: str,
        label: str,
        value: str,
        unit: tuple[str, str],
        words: str,
        *,
        bound: str = "exact",
        kind: str = "level",
        modality: str = "achieved",
        when: Period = period,
        about: tuple[str, ...] = (),
    ) -> Observation:
        return Observation(
            own(f"observation/360103-{year}-{number}"),
            indicator,
            label,
            Decimal(value),
            unit[0],
            unit[1],
            bound,
            kind,
            modality,
            when,
            own(AREA),
            at(words, "quantity", 0.9),
            about=about,
        )

    observations = [
        observation("1", CASES, f"行政复议收案数：{cases}件", str(cases), ("case", "件"), f"行政复议申请{cases}件"),
        observation(
            "2",
            RATE,
            "办结率：98.5%以上",
            "98.5",
            ("percent", "%"),
            "办结率达98.5%以上",
            bound="at-least",
            kind="ratio",
        ),
        observation(
            "3",
            TRAINED,
            f"培训骨干：{trained}人次",
            str(trained),
            ("person-time", "人次"),
            f"培训骨干{trained}人次",
            about=(own(PROGRAM),),
        ),
        observation(
            "4",
            RATE,
            "办结率：99%",
            "99.0",
            ("percent", "%"),
            "复议办结率达到99%",
            kind="ratio",
            modality="target",
            when=later,
        ),
    ]
    return ReportFacts(
        report=report,
        id=own(f"report/360103-{year}-law-based-government"),
        title=f"{area_label}人民政府{year}年法治政府建设情况报告",
        genre="rule-of-law",
        year=year,
        area=own(AREA),
        publisher=own(GOVERNMENT),
        entities=tuple(sorted(entities, key=lambda entity: entity.id)),
        statements=tuple(sorted(statements, key=lambda s: (s.subject, s.predicate, s.object))),
        observations=tuple(observations),
        explanations=("西湖区 in the title",),
    )


def with_person(facts: ReportFacts) -> ReportFacts:
    """The same facts, and the head of the district's bureau of justice."""
    begin = facts.report.text.index("区司法局举办")
    evidence = Evidence(Span(begin, begin + 4), "person/office", 0.85)
    person = Entity("person/360103-head", EntityClass.PERSON, "何秀英", evidence=(evidence,))
    return replace(
        facts,
        entities=tuple(sorted([*facts.entities, person], key=lambda entity: entity.id)),
        statements=(*facts.statements, Statement(person.id, "holdsOffice", JUSTICE, evidence)),
        memberships=(Membership("membership/360103-head", person.id, JUSTICE, "bureau-head", "局长", evidence),),
    )
