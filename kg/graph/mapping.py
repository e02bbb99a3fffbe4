"""Resolved facts become triples: what the report says, and the evidence for it.

Triples are N-Triples text without the final stop (``<s> <p> "o"``). Facts are what is true whoever says it is read;
evidence is everything that shows where it stands in the report. No blank nodes anywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha1, sha256
from urllib.parse import quote

from kg.graph.concepts import concept_lines
from kg.graph.namespaces import DCTERMS, DEFAULT_BASE, GOV, ITSRDF, NIF, PROV, QB, RDF, RDFS, SKOS, TIME
from kg.graph.ontology import CLASSES, DATES, OBSERVATION_CLASSES, REPORT_CLASSES, properties
from kg.graph.run import Run, run_lines
from kg.graph.terms import chinese, confidence, date_like, iri, string, typed
from kg.language.spans import Span
from kg.resolution.model import Entity, EntityClass, Evidence, Observation, Period, ReportFacts, Statement
from kg.vocabulary.concepts import Vocabulary

_TYPE = f"<{RDF}type>"
_LABEL = f"<{RDFS}label>"
_PREFERRED = f"<{SKOS}prefLabel>"
_DERIVED = f"<{PROV}wasDerivedFrom>"
_REPORTED = f"<{GOV}reportedIn>"
_CONFIDENCE = f"<{GOV}confidence>"
_RULE = f"<{GOV}rule>"
_MEANS = f"<{ITSRDF}taIdentRef>"
_STATEMENT = f"<{RDF}Statement>"
_SUBJECT, _PREDICATE, _OBJECT = f"<{RDF}subject>", f"<{RDF}predicate>", f"<{RDF}object>"
_CONTEXT, _BEGIN, _END, _ANCHOR = (
    f"<{NIF}referenceContext>",
    f"<{NIF}beginIndex>",
    f"<{NIF}endIndex>",
    f"<{NIF}anchorOf>",
)
_IN_SENTENCE = f"<{NIF}sentence>"
_TYPES = {cls: tuple(f"<{name}>" for name in names) for cls, names in CLASSES.items()}


@dataclass(frozen=True, slots=True)
class ReportGraph:
    """The triples of one report, each list sorted and free of doubles.

    `iri` (no angle brackets) is the report's IRI and the name of its graph. `run` holds what differs from run to run.
    `digest` is the hex SHA-256 over facts and evidence but for the file's name: equal digests mean no change.
    """

    iri: str
    facts: tuple[str, ...]
    evidence: tuple[str, ...]
    run: tuple[str, ...]
    digest: str

    def nquads(self) -> str:
        """Facts in the default graph; facts, evidence and run in the report's own graph."""
        tail = f" <{self.iri}> .\n"
        parts = [line + " .\n" for line in self.facts]
        for lines in (self.facts, self.evidence, self.run):
            parts += [line + tail for line in lines]
        return "".join(parts)

    def ntriples(self) -> str:
        """Everything merged into one graph."""
        return "".join(line + " .\n" for line in sorted({*self.facts, *self.evidence, *self.run}))


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
    shown: list[str] = []
    own: list[str] = []
    used: set[tuple[str, str | None]] = {(f"genre/{facts.genre}", None)}
    _report(facts, report, base, said)
    _entities(facts, report, base, said, used)
    for statement in facts.statements:
        subject, target = iri(statement.subject, base), iri(statement.object, base)
        said += [f"{subject} <{name}> {target}" for name in properties(statement.predicate)]
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
    if provenance:
        _evidence(facts, report, base, shown)
        own, about_run = run_lines(run, report, base)
        shown += about_run
    # the order is that of the facts, which are sorted: it needs no sorting of a graph's many lines
    stated = dict.fromkeys(said)
    evidence = tuple(line for line in dict.fromkeys(shown) if line not in stated)
    digest = sha256("\n".join((*stated, "", *evidence)).encode()).hexdigest()
    stated[f"{report} <{DCTERMS}source> {string(facts.report.given.source or facts.report.source)}"] = None
    return ReportGraph(report[1:-1], tuple(stated), evidence, tuple(dict.fromkeys(own)), digest)


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


def _entities(facts: ReportFacts, report: str, base: str, said: list[str], used: set[tuple[str, str | None]]) -> None:
    scheme = iri(f"{facts.id}/indicators", base)
    measured = {observation.indicator for observation in facts.observations}
    for entity in facts.entities:
        subject = iri(entity.id, base)
        known = entity.id.startswith("govv:")
        said += [f"{subject} {_TYPE} {name}" for name in _TYPES[entity.cls]]
        if known:
            used.add((entity.id[5:], entity.label))
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
            used.add((path, None))
            said += [f"{subject} <{term}> {iri(f'govv:{path}', base)}" for term in properties(name)]
        for name, lexical in entity.values:
            value = date_like(lexical) if name in DATES else string(lexical)
            said += [f"{subject} <{term}> {value}" for term in properties(name)]


def _observation(
    observation: Observation,
    report: str,
    dataset: str,
    base: str,
    said: list[str],
    used: set[tuple[str, str | None]],
) -> None:
    subject = iri(observation.id, base)
    said += [f"{subject} {_TYPE} <{name}>" for name in OBSERVATION_CLASSES]
    said += [
        f"{subject} {_LABEL} {chinese(observation.label)}",
        f"{subject} {_REPORTED} {report}",
        f"{subject} <{QB}dataSet> {dataset}",
        f"{subject} <{GOV}indicator> {iri(observation.indicator, base)}",
        f"{subject} <{GOV}value> {typed(decimal_text(observation.value), 'decimal')}",
        f"{subject} <{GOV}unitText> {string(observation.unit_text)}",
        f"{subject} <{GOV}period> {iri(_period_id(observation.period), base)}",
    ]
    if observation.indicator.startswith("govv:"):
        used.add((observation.indicator[5:], None))
    for name, scheme, key in (
        ("unit", "unit", observation.unit),
        ("bound", "bound", observation.bound),
        ("measureKind", "measure-kind", observation.measure_kind),
        ("modality", "modality", observation.modality),
        ("direction", "direction", observation.direction),
        ("baseline", "baseline", observation.baseline),
    ):
        if key is not None:
            used.add((f"{scheme}/{key}", None))
            said.append(f"{subject} <{GOV}{name}> {iri(f'govv:{scheme}/{key}', base)}")
    if observation.area is not None:
        said.append(f"{subject} <{GOV}area> {iri(observation.area, base)}")
    said += [f"{subject} <{GOV}about> {iri(target, base)}" for target in observation.about]


def decimal_text(value: Decimal) -> str:
    """The canonical form of a decimal: no exponent, no needless zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _period_id(period: Period) -> str:
    return f"period/{quote(period.label, safe='-/')}"


def _period(period: Period, base: str, said: list[str]) -> None:
    subject = iri(_period_id(period), base)
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


class _Phrases:
    """The phrases and sentences of one report's text that evidence points to, each described once."""

    def __init__(self, facts: ReportFacts, report: str, base: str) -> None:
        self.text = facts.report.text
        self.context = iri(f"{facts.id}/text", base)
        self._stem = self.context[:-1]
        self._sentences = [sentence.span for sentence in facts.report.sentences]
        self._begins = [span.begin for span in self._sentences]
        self._phrases: dict[Span, str] = {}
        self._described: set[Span] = set()
        self._sure: dict[str, float] = {}
        self.lines = [
            f"{self.context} {_TYPE} <{NIF}Context>",
            f"{self.context} <{NIF}isString> {string(self.text)}",
            f"{self.context} {_DERIVED} {report}",
            f"{report} <{GOV}text> {self.context}",
        ]

    def phrase(self, span: Span) -> str:
        """The IRI of the phrase at `span`."""
        known = self._phrases.get(span)
        if known is not None:
            return known
        subject = self._phrases[span] = self._string(span, "Phrase")
        place = bisect_right(self._begins, span.begin) - 1
        if place >= 0 and span.end <= self._sentences[place].end:
            sentence = self._sentences[place]
            if sentence != span:
                self.lines.append(f"{subject} {_IN_SENTENCE} {self._string(sentence, 'Sentence')}")
        return subject

    def _string(self, span: Span, kind: str) -> str:
        begin, end = span
        subject = f"{self._stem}#char={begin},{end}>"
        self.lines.append(f"{subject} {_TYPE} <{NIF}{kind}>")
        if span not in self._described:
            self._described.add(span)
            self.lines += [
                f"{subject} {_TYPE} <{NIF}RFC5147String>",
                f"{subject} {_CONTEXT} {self.context}",
                f"{subject} {_BEGIN} {typed(str(begin), 'nonNegativeInteger')}",
                f"{subject} {_END} {typed(str(end), 'nonNegativeInteger')}",
                f"{subject} {_ANCHOR} {string(self.text[begin:end])}",
            ]
        return subject

    def mention(self, subject: str, evidence: Evidence) -> None:
        """Say that the entity `subject` is meant by the words of `evidence`."""
        phrase = self.phrase(evidence.span)
        self.lines += [
            f"{phrase} {_MEANS} {subject}",
            f"{subject} {_DERIVED} {phrase}",
            f"{phrase} {_RULE} {string(evidence.rule)}",
        ]
        # a phrase that two rules read keeps the better confidence
        self._sure[phrase] = max(self._sure.get(phrase, 0.0), evidence.confidence)

    def all_lines(self) -> Iterable[str]:
        """Every triple gathered."""
        yield from self.lines
        for phrase, sure in self._sure.items():
            yield f"{phrase} {_CONFIDENCE} {confidence(sure)}"


def _evidence(facts: ReportFacts, report: str, base: str, shown: list[str]) -> None:
    phrases = _Phrases(facts, report, base)
    shown += [f"{report} <{GOV}explanation> {chinese(words)}" for words in facts.explanations]
    unproved = set()
    for entity in facts.entities:
        subject = iri(entity.id, base)
        for evidence in entity.evidence:
            phrases.mention(subject, evidence)
        if not entity.evidence:
            unproved.add(entity.id)
    for observation in facts.observations:
        subject = iri(observation.id, base)
        phrase = phrases.phrase(observation.evidence.span)
        shown += [
            f"{subject} {_DERIVED} {phrase}",
            f"{subject} {_RULE} {string(observation.evidence.rule)}",
            f"{subject} {_CONFIDENCE} {confidence(observation.evidence.confidence)}",
        ]
        # a known indicator is not mentioned by name: the phrases that measure it are its evidence
        if observation.indicator in unproved or observation.indicator.startswith("govv:"):
            shown.append(f"{iri(observation.indicator, base)} {_DERIVED} {phrase}")
    for statement in facts.statements:
        if statement.evidence is not None:
            _reified(facts.id, statement, statement.evidence, phrases, report, base, shown)
    shown += phrases.all_lines()


def _reified(
    report_id: str,
    statement: Statement,
    evidence: Evidence,
    phrases: _Phrases,
    report: str,
    base: str,
    shown: list[str],
) -> None:
    subject, target = iri(statement.subject, base), iri(statement.object, base)
    predicate = f"<{properties(statement.predicate)[0]}>"
    begin, end = evidence.span
    key = sha1(f"{subject} {predicate} {target} {begin} {end}".encode(), usedforsecurity=False).hexdigest()[:16]
    node = iri(f"{report_id}/statement/{key}", base)
    shown += [
        f"{node} {_TYPE} {_STATEMENT}",
        f"{node} {_SUBJECT} {subject}",
        f"{node} {_PREDICATE} {predicate}",
        f"{node} {_OBJECT} {target}",
        f"{node} {_DERIVED} {phrases.phrase(evidence.span)}",
        f"{node} {_CONFIDENCE} {confidence(evidence.confidence)}",
        f"{node} {_RULE} {string(evidence.rule)}",
        f"{node} {_REPORTED} {report}",
    ]


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
