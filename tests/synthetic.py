"""Made-up graphs of a wanted size with the shape of real ones, for looking at pages and for measuring them."""

from __future__ import annotations

import random
from decimal import Decimal
from hashlib import sha256

from pyoxigraph import Store

from kg.language.spans import Span
from kg.library import from_facts
from kg.reports.model import Modality, Report, Section, Sentence
from kg.resolution.model import Entity, EntityClass, Evidence, Observation, Period, ReportFacts, Statement

_CITIES = ("临川", "安江", "明河", "青浦", "云岭", "长宁", "永和", "平湖", "石门", "清远")
_WARDS = ("东湖区", "西山区", "南苑区", "北塔区", "新城区", "高坪县", "柳河县", "双桥县")
_OFFICES = (
    "司法局",
    "公安局",
    "财政局",
    "教育局",
    "卫生健康委员会",
    "市场监督管理局",
    "行政审批局",
    "应急管理局",
    "住房和城乡建设局",
    "水利局",
)
_TOPICS = (
    "优化营商环境",
    "法治宣传教育",
    "行政执法",
    "安全生产",
    "乡村振兴",
    "生态环境保护",
    "政务服务",
    "社会治理",
    "食品安全",
    "河湖治理",
    "就业帮扶",
    "数字政府",
)
_PAPERS = ("实施方案", "管理办法", "若干意见", "工作要点", "三年行动计划", "考核办法")
_WORKS = ("专项行动", "提升工程", "示范创建", "改革试点", "宣传月活动", "服务平台建设")
_MEASURES = (
    "办结行政复议案件",
    "开展执法检查",
    "培训执法人员",
    "调解矛盾纠纷",
    "办理群众诉求",
    "新增就业",
    "投入资金",
    "群众满意率",
)


def synthetic_store(things: int, seed: int = 7) -> Store:
    """A store with about so many things, observations among them: reports of districts over years."""
    generator = random.Random(seed)
    # a report of this shape has 200 things, of which it shares a third with the other years of its place
    count = max(1, round(things / 132))
    size = min(things, 200)
    return from_facts(*(_report(number, generator, size) for number in range(count))).store


class _Text:
    """A text that grows sentence by sentence and knows where each part lies."""

    def __init__(self) -> None:
        self.text = ""
        self.sentences: list[Sentence] = []

    def say(self, modality: Modality, *parts: tuple[str, str] | str) -> dict[str, Span]:
        """Add a sentence; the spans of its named parts."""
        begin = len(self.text)
        found = {}
        for part in parts:
            words, name = part if isinstance(part, tuple) else (part, "")
            if name:
                found[name] = Span(len(self.text), len(self.text) + len(words))
            self.text += words
        span = Span(begin, len(self.text))
        found["sentence"] = Span(begin, len(self.text) - 1)
        self.sentences.append(Sentence(span, len(self.sentences), 0, modality))
        self.text += "\n"
        return found


def _report(number: int, generator: random.Random, things: int) -> ReportFacts:
    district, year = number // 6, 2015 + number % 6
    city = _CITIES[district // len(_WARDS) % len(_CITIES)] + ("市" if district < 80 else f"{district // 80}市")
    ward = city + _WARDS[district % len(_WARDS)]
    code = f"{100000 + district:06d}"
    text = _Text()
    entities: dict[str, Entity] = {}
    statements: list[Statement] = []
    observations: list[Observation] = []

    def add(
        identifier: str,
        cls: EntityClass,
        label: str,
        span: Span | None,
        short: str = "",
        **more: tuple[tuple[str, str], ...],
    ) -> str:
        evidence = () if span is None else (Evidence(span, "synthetic", round(generator.uniform(0.6, 0.99), 2)),)
        known = entities.get(identifier)
        if known is not None:
            evidence = (*known.evidence, *evidence)
        names = (short,) if short else ()
        entities[identifier] = Entity(
            identifier, cls, label, names, more.get("concepts", ()), more.get("values", ()), evidence
        )
        return identifier

    def relate(subject: str, predicate: str, target: str, span: Span | None = None) -> None:
        statements.append(Statement(subject, predicate, target, span and Evidence(span, "synthetic", 0.9)))

    title = f"{ward}人民政府{year}年法治政府建设情况报告"
    spans = text.say(Modality.ACHIEVED, (ward, "place"), ("人民政府", "rest"), f"{year}年法治政府建设情况报告")
    place = add(
        f"place/{code}", EntityClass.PLACE, ward, spans["place"], ward[len(city) :], values=(("adminCode", code),)
    )
    upper = add(f"place/{district // len(_WARDS)}", EntityClass.PLACE, city, None)
    relate(place, "containedInPlace", upper)
    government = add(
        f"body/{code}-government",
        EntityClass.BODY,
        f"{ward}人民政府",
        Span(spans["place"].begin, spans["rest"].end),
        "区政府",
        concepts=(("classification", "body-kind/government"),),
    )
    relate(government, "area", place)
    offices = []
    for at, office in enumerate(_OFFICES):
        spans = text.say(Modality.ACHIEVED, "区政府和", (office, "office"), "依法履行职责。")
        body = add(
            f"body/{code}-{at}",
            EntityClass.BODY,
            ward + office,
            spans["office"],
            office,
            concepts=(("classification", "body-kind/department"),),
        )
        relate(body, "area", place)
        relate(body, "subOrganizationOf", government)
        offices.append(body)
    achieved, planned = (("modality", "modality/achieved"),), (("modality", "modality/planned"),)
    period = Period(f"{year}-01-01", f"{year}-12-31", str(year))
    while len(entities) + len(observations) < things:
        kind = generator.random()
        topic = generator.choice(_TOPICS)
        body = generator.choice(offices)
        name = entities[body].label
        serial = len(entities)
        if kind < 0.12:
            paper = f"{ward[len(city) :]}{topic}{generator.choice(_PAPERS)}（{year}年第{serial}号）"
            spans = text.say(
                Modality.ACHIEVED,
                ("区政府", "body"),
                "印发",
                (f"《{paper}》", "policy"),
                "，由",
                (name, "office"),
                "组织落实。",
            )
            policy = add(
                f"policy/{code}-{year}-{serial}",
                EntityClass.POLICY,
                paper,
                spans["policy"],
                concepts=(("type_document", "policy-kind/plan"),),
            )
            relate(
                policy,
                "issuedBy",
                government if generator.random() < 0.6 else body,
                Span(spans["body"].begin, spans["policy"].end),
            )
            if generator.random() < 0.4:
                law = add("policy/law-" + str(_TOPICS.index(topic)), EntityClass.POLICY, f"{topic}条例", None)
                relate(policy, "cites", law, spans["sentence"])
        elif kind < 0.45:
            work = f"{topic}{generator.choice(_WORKS)}"
            spans = text.say(Modality.ACHIEVED, (name, "office"), "牵头开展", (work, "work"), "，取得积极成效。")
            shared = generator.random() < 0.5
            program = add(
                f"program/{code}-{'' if shared else f'{year}-'}{_TOPICS.index(topic)}-{work[-4:].encode().hex()}",
                EntityClass.PROGRAM,
                work,
                spans["work"],
                concepts=(*achieved, ("programKind", "program-kind/project")),
            )
            if generator.random() < 0.55:
                relate(program, "implementedBy", body, Span(spans["office"].begin, spans["work"].end))
        elif kind < 0.47:
            honour = f"全省{topic}先进单位"
            spans = text.say(Modality.ACHIEVED, "我区获评", (honour, "honour"), "。")
            one = add(
                f"honour/{code}-{year}-{_TOPICS.index(topic)}",
                EntityClass.HONOUR,
                honour,
                spans["honour"],
                values=(("year", str(year)),),
            )
            relate(one, "awardedTo", place, spans["sentence"])
        elif kind < 0.49:
            spans = text.say(Modality.ACHIEVED, (f"{name}召开{topic}工作会议", "event"), "。")
            event = add(
                f"event/{code}-{year}-{serial}",
                EntityClass.EVENT,
                f"{name}召开{topic}工作会议",
                spans["event"],
                concepts=achieved,
                values=(("date", f"{year}-06"),),
            )
            relate(event, "participant", body, spans["event"])
        elif kind < 0.55:
            spans = text.say(Modality.PLANNED, "下一步，", (f"持续推进{topic}，健全长效机制", "plan"), "。")
            add(
                f"commitment/{code}-{year}-{serial}",
                EntityClass.COMMITMENT,
                f"持续推进{topic}，健全长效机制",
                spans["plan"],
                concepts=planned,
            )
        else:
            measure = generator.choice(_MEASURES)
            rate = measure.endswith("率")
            value = Decimal(generator.randrange(9000, 10000)) / 100 if rate else Decimal(generator.randrange(3, 90000))
            unit = ("percent", "%") if rate else ("case", "件")
            spans = text.say(
                Modality.ACHIEVED, f"{year}年，{name}", (f"{topic}领域{measure}{value}{unit[1]}", "figure"), "。"
            )
            indicator = add(
                f"indicator/{_TOPICS.index(topic)}-{_MEASURES.index(measure)}",
                EntityClass.INDICATOR,
                f"{topic}领域{measure}",
                spans["figure"],
            )
            observations.append(
                Observation(
                    f"observation/{code}-{year}-{len(observations)}",
                    indicator,
                    f"{topic}领域{measure}：{value}{unit[1]}",
                    value,
                    *unit,
                    "exact",
                    "ratio" if rate else "level",
                    "achieved",
                    period,
                    place,
                    Evidence(spans["figure"], "synthetic", 0.9),
                    about=(body,) if generator.random() < 0.3 else (),
                )
            )
    report = Report(
        text=text.text,
        written=text.text,
        source=f"{code}-{year}.txt",
        media_type="text/plain",
        sha256=sha256(text.text.encode()).hexdigest(),
        title=title,
        title_span=text.sentences[0].span,
        paragraphs=tuple(sentence.span for sentence in text.sentences),
        sections=(Section(None, 0, None, Span(0, len(text.text)), Modality.ACHIEVED),),
        sentences=tuple(text.sentences),
    )
    return ReportFacts(
        report,
        f"report/{code}-{year}",
        title,
        "rule-of-law",
        year,
        place,
        government,
        tuple(entities[key] for key in sorted(entities)),
        tuple(
            sorted(
                {(s.subject, s.predicate, s.object): s for s in statements}.values(),
                key=lambda s: (s.subject, s.predicate, s.object),
            )
        ),
        tuple(observations),
    )
