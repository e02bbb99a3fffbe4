"""Resolved facts become triples: what the report says, and the evidence for it.

Triples are N-Triples text without the final stop (``<s> <p> "o"``). Facts are what is true whoever says it is read;
evidence is everything that shows where it stands in the report. No blank nodes anywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from hashlib import sha1, sha256
from urllib.parse import quote

from kg.garbage import no_search_for_cycles
from kg.graph.concepts import concept_lines
from kg.graph.namespaces import (
    DCTERMS,
    DEFAULT_BASE,
    GOV,
    ITSRDF,
    NIF,
    ORG,
    PROV,
    QB,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    TIME,
    XSD,
)
from kg.graph.ontology import CLASSES, DATES, OBSERVATION_CLASSES, REPORT_CLASSES, properties
from kg.graph.run import Run, run_lines
from kg.graph.terms import chinese, confidence, date_like, english, iri, string, typed
from kg.language.spans import Span
from kg.resolution.model import Entity, EntityClass, Evidence, Membership, Observation, Period, ReportFacts, Statement
from kg.vocabulary.concepts import Vocabulary

_TYPE = f"<{RDF}type>"
_LABEL = f"<{RDFS}label>"
_PREFERRED = f"<{SKOS}prefLabel>"
_DERIVED = f"<{PROV}wasDerivedFrom>"
_REPORTED = f"<{GOV}reportedIn>"
_CONFIDENCE = f"<{GOV}confidence>"
_RULE = f"<{GOV}rule>"
_MEANS = f"<{ITSRDF}taIdentRef>"
_IS_STATEMENT = f"{_TYPE} <{RDF}Statement>"
_SUBJECT, _PREDICATE, _OBJECT = f"<{RDF}subject>", f"<{RDF}predicate>", f"<{RDF}object>"
_CONTEXT, _BEGIN, _END, _ANCHOR = (
    f"<{NIF}referenceContext>",
    f"<{NIF}beginIndex>",
    f"<{NIF}endIndex>",
    f"<{NIF}anchorOf>",
)
_IN_SENTENCE = f"<{NIF}sentence>"
_IS_PHRASE, _IS_SENTENCE = f"{_TYPE} <{NIF}Phrase>", f"{_TYPE} <{NIF}Sentence>"
_INDEX = f"^^<{XSD}nonNegativeInteger>"
_IS = {cls: tuple(f"{_TYPE} <{name}>" for name in names) for cls, names in CLASSES.items()}


@dataclass(frozen=True, slots=True)
class ReportGraph:
    """The graph of one report as N-Quads, UTF-8.

    `iri` (no angle brackets) is the report's IRI and the name of its graph. `facts` are in the default graph, each
    once, in an order that depends on the report alone; `own` says the same in the report's graph; `evidence` shows
    there where the facts stand; `aside` is what may differ though nothing changed: the file's name and the run.
    `digest` is the hex SHA-256 over facts and evidence: equal digests mean no change.
    """

    iri: str
    facts: bytes
    own: bytes
    evidence: bytes
    aside: bytes
    digest: str

    def nquads(self) -> bytes:
        """The whole graph."""
        return b"".join((self.facts, self.own, self.evidence, self.aside))


@no_search_for_cycles()
def map_report(
    facts: ReportFacts,
    vocabulary: Vocabulary,
    run: Run,
    *,
    base: str = DEFAULT_BASE,
    provenance: bool = True,
) -> ReportGraph:
    """The graph of one report's facts.

    `vocabulary` gives the labels of the concepts used; `base` is where entity IRIs lie; without `provenance` no
    evidence and no run is written. Raises TermError for an entity id that cannot be an IRI.
    """
    report = iri(facts.id, base)
    said: list[str] = []
    used: dict[tuple[str, str | None], None] = {(f"genre/{facts.genre}", None): None}
    _report(facts, report, base, said)
    _entities(facts, report, base, said, used)
    for statement in facts.statements:
        subject, target = iri(statement.subject, base), iri(statement.object, base)
        said += [f"{subject} <{name}> {target}" for name in properties(statement.predicate)]
    for membership in facts.memberships:
        _membership(membership, report, base, said, used)
    if facts.observations:
        dataset = iri(f"{facts.id}/observations", base)
        said.append(f"{dataset} {_TYPE} <{QB}DataSet>")
        said.append(f"{dataset} {_LABEL} {chinese(facts.title)}")
        said.append(f"{dataset} <{DCTERMS}isPartOf> {report}")
        for observation in facts.observations:
            _observation(observation, report, dataset, base, said, used)
    for period in sorted({observation.period for observation in facts.observations}, key=lambda period: period.label):
        _period(period, base, said)
    for path, label in sorted(used, key=lambda concept: (concept[0], concept[1] or "")):
        said += concept_lines(vocabulary, path, label)
    # Line by line: text that is ASCII, as most lines are, becomes UTF-8 at the price of a copy.
    lines = [*map(str.encode, dict.fromkeys(said))]
    lines.append(b"")
    tail = f" {report} .\n"
    source = f"{report} <{DCTERMS}source> {string(facts.report.given.source or facts.report.source)}"
    evidence = b""
    aside = f"{source} .\n{source}{tail}"
    if provenance:
        this_run, used_by_runs = run_lines(run, report, base)
        evidence = _evidence(facts, report, base, tail.join((*used_by_runs, "")))
        aside += tail.join((*this_run, ""))
    merged = b" .\n".join(lines)
    digest = sha256(merged)
    digest.update(evidence)
    own = tail.encode().join(lines)
    return ReportGraph(report[1:-1], merged, own, evidence, aside.encode(), digest.hexdigest())


def _report(facts: ReportFacts, report: str, base: str, said: list[str]) -> None:
    source = facts.report
    said += [f"{report} {_TYPE} <{name}>" for name in REPORT_CLASSES]
    said += [
        f"{report} <{DCTERMS}title> {chinese(facts.title)}",
        f"{report} {_LABEL} {chinese(facts.title)}",
        f"{report} <{GOV}genre> {iri(f'govv:genre/{facts.genre}', base)}",
        f"{report} <{GOV}sha256> {string(source.sha256)}",
        f'{report} <{DCTERMS}language> "zh"',
    ]
    if facts.year is not None:
        said.append(f"{report} <{GOV}reportingYear> {typed(f'{facts.year:04d}', 'gYear')}")
    if facts.publisher is not None:
        said.append(f"{report} <{DCTERMS}publisher> {iri(facts.publisher, base)}")
    if facts.area is not None:
        said.append(f"{report} <{GOV}area> {iri(facts.area, base)}")
    published = source.given.published or source.found.published
    if published is not None:
        said.append(f"{report} <{DCTERMS}issued> {typed(published.isoformat(), 'date')}")


def _entities(
    facts: ReportFacts, report: str, base: str, said: list[str], used: dict[tuple[str, str | None], None]
) -> None:
    scheme = iri(f"{facts.id}/indicators", base)
    measured = {observation.indicator for observation in facts.observations}
    for entity in facts.entities:
        subject = iri(entity.id, base)
        known = entity.id.startswith("govv:")
        said += [f"{subject} {pair}" for pair in _IS[entity.cls]]
        if known:
            used[entity.id[5:], entity.label] = None
        else:
            said.append(f"{subject} {_PREFERRED} {chinese(entity.label)}")
            said += [f"{subject} <{SKOS}altLabel> {chinese(label)}" for label in entity.alt_labels]
            if entity.cls is EntityClass.INDICATOR:
                said.append(f"{subject} <{SKOS}inScheme> {scheme}")
                said.append(f"{scheme} {_TYPE} <{SKOS}ConceptScheme>")
                said.append(f"{scheme} <{DCTERMS}title> {chinese(facts.title)}")
        if entity.evidence or entity.id in measured:
            said.append(f"{subject} {_REPORTED} {report}")
        for name, path in entity.concepts:
            used[path, None] = None
            said += [f"{subject} {pair}" for pair in _concept(name, path, base)]
        for name, lexical in entity.values:
            value = date_like(lexical) if name in DATES else string(lexical)
            said += [f"{subject} <{term}> {value}" for term in properties(name)]


def _membership(
    membership: Membership,
    report: str,
    base: str,
    said: list[str],
    used: dict[tuple[str, str | None], None],
) -> None:
    subject, office = iri(membership.id, base), f"office/{membership.office}"
    used[office, None] = None
    said += [
        f"{subject} {_TYPE} <{ORG}Membership>",
        f"{subject} {_LABEL} {chinese(membership.title)}",
        f"{subject} <{ORG}member> {iri(membership.person, base)}",
        f"{subject} <{ORG}organization> {iri(membership.body, base)}",
        f"{subject} <{ORG}role> {iri(f'govv:{office}', base)}",
        f"{subject} {_REPORTED} {report}",
    ]


def _observation(
    observation: Observation,
    report: str,
    dataset: str,
    base: str,
    said: list[str],
    used: dict[tuple[str, str | None], None],
) -> None:
    subject = iri(observation.id, base)
    indicator, unit = iri(observation.indicator, base), string(observation.unit_text)
    value = typed(decimal_text(observation.value), "decimal")
    said += [f"{subject} {_TYPE} <{name}>" for name in OBSERVATION_CLASSES]
    said += [
        f"{subject} {_LABEL} {chinese(observation.label)}",
        f"{subject} {_REPORTED} {report}",
        f"{subject} <{QB}dataSet> {dataset}",
        f"{subject} <{GOV}indicator> {indicator}",
        f"{subject} <{SCHEMA}variableMeasured> {indicator}",
        f"{subject} <{GOV}value> {value}",
        f"{subject} <{SCHEMA}value> {value}",
        f"{subject} <{GOV}unitText> {unit}",
        f"{subject} <{SCHEMA}unitText> {unit}",
        f"{subject} <{GOV}period> {_period_iri(observation.period.label, base)}",
    ]
    if observation.indicator.startswith("govv:"):
        used[observation.indicator[5:], None] = None
    for name, scheme, key in (
        ("unit", "unit", observation.unit),
        ("bound", "bound", observation.bound),
        ("measureKind", "measure-kind", observation.measure_kind),
        ("modality", "modality", observation.modality),
        ("direction", "direction", observation.direction),
        ("baseline", "baseline", observation.baseline),
    ):
        if key is not None:
            path = f"{scheme}/{key}"
            used[path, None] = None
            said += [f"{subject} {pair}" for pair in _concept(name, path, base)]
    if observation.area is not None:
        said.append(f"{subject} <{GOV}area> {iri(observation.area, base)}")
    said += [f"{subject} <{GOV}about> {iri(target, base)}" for target in observation.about]


@lru_cache(maxsize=1 << 12)
def _concept(name: str, path: str, base: str) -> tuple[str, ...]:
    """Predicate and object of the triples that say that the property `name` of a thing is a concept."""
    return tuple(f"<{term}> {iri(f'govv:{path}', base)}" for term in properties(name))


def decimal_text(value: Decimal) -> str:
    """The canonical form of a decimal: no exponent, no needless zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=1 << 12)
def _period_iri(label: str, base: str) -> str:
    return iri(f"period/{quote(label, safe='-/')}", base)


def _period(period: Period, base: str, said: list[str]) -> None:
    subject = _period_iri(period.label, base)
    said += [
        f"{subject} {_TYPE} <{TIME}Interval>",
        f"{subject} {_TYPE} <{TIME}ProperInterval>",
        f"{subject} {_LABEL} {string(period.label)}",
    ]
    for name, day in (("hasBeginning", period.begin), ("hasEnd", period.end)):
        if not day:
            continue  # no year is known
        instant = iri(f"instant/{day}", base)
        said += [
            f"{subject} <{TIME}{name}> {instant}",
            f"{instant} {_TYPE} <{TIME}Instant>",
            f"{instant} {_LABEL} {string(day)}",
            f"{instant} <{TIME}inXSDDate> {typed(day, 'date')}",
        ]


class _Evidence:
    """The evidence of one report as N-Quads text: its text, and the phrases and sentences that facts rest on.

    Each node is written once, when it is first asked for. Text in Chinese is a piece by itself, since only text that
    is ASCII becomes UTF-8 at the price of a copy.
    """

    def __init__(self, facts: ReportFacts, report: str, base: str) -> None:
        self._text = facts.report.text
        self._context = iri(f"{facts.id}/text", base)
        self._tail = f" {report} .\n"
        self._sentences = [sentence.span for sentence in facts.report.sentences]
        self._begins = [span.begin for span in self._sentences]
        self._strings: dict[Span, str] = {}
        self._phrases: dict[Span, str] = {}
        self._spoken: set[str] = set()
        self._meant: dict[tuple[str, str], None] = {}
        self._sure: dict[str, float] = {}
        self._rules: dict[tuple[str, str], None] = {}
        self._pieces: list[str] = []
        self.add(
            self._context,
            f"{_TYPE} <{NIF}Context>",
            f"<{NIF}isString> {string(self._text)}",
            f"{_DERIVED} {report}",
        )
        self.add(report, f"<{GOV}text> {self._context}")

    def add(self, subject: str, *pairs: str) -> None:
        """Add triples of one subject, each given as predicate and object."""
        tail = self._tail
        self._pieces += [f"{subject} {pair}{tail}" for pair in pairs]

    def phrase(self, span: Span) -> str:
        """The IRI of the phrase at `span`."""
        known = self._phrases.get(span)
        if known is not None:
            return known
        subject = self._phrases[span] = self._string(span)
        self._pieces.append(f"{subject} {_IS_PHRASE}{self._tail}")
        place = bisect_right(self._begins, span.begin) - 1
        if place >= 0 and span.end <= self._sentences[place].end:
            sentence = self._sentences[place]
            if sentence != span:
                around = self._string(sentence)
                self._pieces.append(f"{subject} {_IN_SENTENCE} {around}{self._tail}")
                if around not in self._spoken:
                    self._spoken.add(around)
                    self._pieces.append(f"{around} {_IS_SENTENCE}{self._tail}")
        return subject

    def _string(self, span: Span) -> str:
        known = self._strings.get(span)
        if known is not None:
            return known
        begin, end = span
        tail = self._tail
        subject = self._strings[span] = f"{self._context[:-1]}#char={begin},{end}>"
        self._pieces += (
            f"{subject} {_CONTEXT} {self._context}{tail}"
            f'{subject} {_BEGIN} "{begin}"{_INDEX}{tail}'
            f'{subject} {_END} "{end}"{_INDEX}{tail}'
            f"{subject} {_ANCHOR} ",
            string(self._text[begin:end]),
            tail,
        )
        return subject

    def mention(self, subject: str, evidence: Evidence) -> None:
        """Say that the entity `subject` is meant by the words of `evidence`."""
        phrase = self.phrase(evidence.span)
        self._meant[phrase, subject] = None
        self._rules[phrase, evidence.rule] = None
        if evidence.confidence > self._sure.get(phrase, -1.0):  # of two rules that read a phrase the surer one counts
            self._sure[phrase] = evidence.confidence

    def nquads(self, more: str) -> bytes:
        """Everything gathered, and `more` N-Quads, as UTF-8."""
        tail = self._tail
        self._pieces += [
            f"{phrase} {_MEANS} {subject}{tail}{subject} {_DERIVED} {phrase}{tail}" for phrase, subject in self._meant
        ]
        self._pieces += [f"{phrase} {_rule(rule)}{tail}" for phrase, rule in self._rules]
        self._pieces += [f"{phrase} {_CONFIDENCE} {confidence(sure)}{tail}" for phrase, sure in self._sure.items()]
        self._pieces.append(more)
        return b"".join(map(str.encode, self._pieces))


def _evidence(facts: ReportFacts, report: str, base: str, more: str) -> bytes:
    gathered = _Evidence(facts, report, base)
    for words in dict.fromkeys(facts.explanations):
        gathered.add(report, f"<{GOV}explanation> {english(words)}")
    unproved = set()
    for entity in facts.entities:
        subject = iri(entity.id, base)
        for evidence in entity.evidence:
            gathered.mention(subject, evidence)
        if not entity.evidence:
            unproved.add(subject)
    for membership in facts.memberships:
        gathered.mention(iri(membership.id, base), membership.evidence)
    measured: dict[tuple[str, str], None] = {}
    for observation in facts.observations:
        subject = iri(observation.id, base)
        evidence = observation.evidence
        phrase = gathered.phrase(evidence.span)
        sure = f"{_CONFIDENCE} {confidence(evidence.confidence)}"
        gathered.add(subject, f"{_DERIVED} {phrase}", _rule(evidence.rule), sure)
        measured[iri(observation.indicator, base), phrase] = None
    for indicator, phrase in measured:
        # an indicator that is not mentioned by itself has the phrases that measure it for evidence
        if indicator in unproved:
            gathered.add(indicator, f"{_DERIVED} {phrase}")
    seen = set()
    for statement in facts.statements:
        if statement.evidence is not None:
            node = _statement_id(facts.id, statement, statement.evidence, base)
            if node not in seen:
                seen.add(node)
                _reified(node, statement, statement.evidence, gathered, base)
    return gathered.nquads(more)


def _statement_id(report_id: str, statement: Statement, evidence: Evidence, base: str) -> str:
    begin, end = evidence.span
    said = f"{statement.subject} {statement.predicate} {statement.object} {begin} {end}"
    return iri(f"{report_id}/statement/{sha1(said.encode(), usedforsecurity=False).hexdigest()[:16]}", base)


def _reified(node: str, statement: Statement, evidence: Evidence, gathered: _Evidence, base: str) -> None:
    gathered.add(
        node,
        _IS_STATEMENT,
        f"{_SUBJECT} {iri(statement.subject, base)}",
        f"{_PREDICATE} <{properties(statement.predicate)[0]}>",
        f"{_OBJECT} {iri(statement.object, base)}",
    )
    phrase = gathered.phrase(evidence.span)
    sure = f"{_CONFIDENCE} {confidence(evidence.confidence)}"
    gathered.add(node, f"{_DERIVED} {phrase}", sure, _rule(evidence.rule))


@lru_cache(maxsize=1 << 10)
def _rule(rule: str) -> str:
    return f"{_RULE} {string(rule)}"


def confident(facts: ReportFacts, least: float) -> ReportFacts:
    """`facts` without what is said with a confidence below `least` (0…1).

    An entity stays as long as one of its mentions does; a relation or an observation stays only with what it links.
    Places and indicators that come from tables stay.
    """
    needed = {facts.publisher, facts.area}
    entities: list[Entity] = []
    for entity in facts.entities:
        sure = tuple(evidence for evidence in entity.evidence if evidence.confidence >= least)
        if sure or not entity.evidence or entity.id in needed:
            entities.append(replace(entity, evidence=sure or entity.evidence))
    ids = {entity.id for entity in entities}
    return replace(
        facts,
        entities=tuple(entities),
        observations=tuple(
            replace(observation, about=tuple(target for target in observation.about if target in ids))
            for observation in facts.observations
            if observation.evidence.confidence >= least
            and (observation.indicator in ids or observation.indicator.startswith("govv:"))
        ),
        statements=tuple(
            statement
            for statement in facts.statements
            if statement.subject in ids
            and statement.object in ids
            and (statement.evidence is None or statement.evidence.confidence >= least)
        ),
    )
