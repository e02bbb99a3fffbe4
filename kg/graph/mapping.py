"""Resolved facts become triples: what the report says, and the evidence for it.

Triples are lines of N-Triples without the final stop (``<s> <p> "o"``), so that each can be ended for the graph it goes
into; what is said of one subject is one piece of text, made by one join. Facts are what is true whoever says it is
read; evidence is everything that shows where it stands in the report. No blank nodes anywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from hashlib import sha1, sha256
from io import BytesIO
from typing import TYPE_CHECKING
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
from kg.graph.terms import chinese, confidence, date_like, english, escaped, iri, string, typed
from kg.language.spans import Span
from kg.resolution.model import Entity, EntityClass, Evidence, Membership, Observation, Period, ReportFacts, Statement
from kg.vocabulary.concepts import Vocabulary

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

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
_IS_OBSERVATION = tuple(f"{_TYPE} <{name}>" for name in OBSERVATION_CLASSES)
_IS = {cls: tuple(f"{_TYPE} <{name}>" for name in names) for cls, names in CLASSES.items()}


# How many nodes become bytes at a time: few enough that they stay in the processor's cache.
_BATCH = 64


@dataclass(frozen=True, slots=True)
class ReportGraph:
    """The graph of one report as N-Quads, UTF-8.

    `iri` (no angle brackets) is the report's IRI and the name of its graph. The facts are in the default graph, each
    once, and in the report's graph, which shows as well where they stand, and what may differ though nothing changed:
    the file's name and the run. The order depends on the report alone. `digest` is the hex SHA-256 over facts and
    evidence: equal digests mean no change.
    """

    iri: str
    nquads: bytes
    digest: str


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
    output, digest = BytesIO(), sha256()
    stop, in_report = b" .\n", f" {report} .\n".encode()
    said = _Facts(output, (stop, in_report), digest)
    _report(facts, report, base, said)
    _entities(facts, report, base, said)
    for statement in facts.statements:
        subject, target = iri(statement.subject, base), iri(statement.object, base)
        for name in properties(statement.predicate):
            said.shared[f"{subject} <{name}> {target}"] = None
    for membership in facts.memberships:
        _membership(membership, report, base, said)
    _observations(facts, report, base, said)
    for period in sorted({observation.period for observation in facts.observations}, key=lambda period: period.label):
        _period(period, base, said)
    for path, label in sorted(said.concepts, key=lambda concept: (concept[0], concept[1] or "")):
        said.shared.update(dict.fromkeys(concept_lines(vocabulary, path, label)))
    said.lines(said.shared)
    source = f"{report} <{DCTERMS}source> {string(facts.report.given.source or facts.report.source)}"
    _Quads(output, (stop, in_report)).lines([source])
    if provenance:
        this_run, used_by_runs = run_lines(run, report, base)
        evidence = _Evidence(facts, report, base, _Quads(output, (in_report,), digest))
        _prove(facts, report, base, evidence)
        evidence.quads.lines(used_by_runs)
        _Quads(output, (in_report,)).lines(this_run)
    return ReportGraph(report[1:-1], output.getvalue(), digest.hexdigest())


class _Quads:
    """Writes nodes as N-Quads, each line once with each of the `ends`, and digests them."""

    def __init__(self, output: BytesIO, ends: tuple[bytes, ...], digest: Hash | None = None) -> None:
        self._output, self._ends, self._digest = output, ends, digest
        self._nodes: list[str] = []

    def node(self, subject: str, pairs: Iterable[str]) -> None:
        """Write the triples of one subject, each given as predicate and object."""
        self._nodes.append(f"{subject} " + f"\n{subject} ".join(pairs))
        if len(self._nodes) == _BATCH:
            self.lines(())

    def lines(self, lines: Iterable[str]) -> None:
        """Write `lines` after all nodes so far."""
        data = "\n".join((*self._nodes, *lines, "")).encode("latin-1")  # a byte a character: kg.graph.terms
        self._nodes.clear()
        if self._digest is not None:
            self._digest.update(data)
        for end in self._ends:
            self._output.write(data.replace(b"\n", end))


class _Facts(_Quads):
    """Writes facts.

    `concepts` are those used, with the label for one that no vocabulary has; `shared` are the lines that may be said
    of a subject more than once, or by the vocabulary as well: they are to be written once, after all nodes.
    """

    def __init__(self, output: BytesIO, ends: tuple[bytes, ...], digest: Hash) -> None:
        super().__init__(output, ends, digest)
        self.concepts: dict[tuple[str, str | None], None] = {}
        self.shared: dict[str, None] = {}
        self._coded: dict[tuple[tuple[str, str], ...], tuple[str, ...]] = {}

    def coded(self, concepts: tuple[tuple[str, str], ...], base: str) -> tuple[str, ...]:
        """Predicates and objects that say that these properties of a thing are these concepts, which are used then."""
        pairs = self._coded.get(concepts)
        if pairs is None:
            pairs = tuple(
                f"<{term}> {iri(f'govv:{path}', base)}" for name, path in concepts for term in properties(name)
            )
            self._coded[concepts] = pairs
            self.concepts.update(((path, None), None) for _, path in concepts)
        return pairs


def _report(facts: ReportFacts, report: str, base: str, said: _Facts) -> None:
    source, title, genre = facts.report, chinese(facts.title), f"genre/{facts.genre}"
    said.concepts[genre, None] = None
    pairs = [
        *(f"{_TYPE} <{name}>" for name in REPORT_CLASSES),
        f"<{DCTERMS}title> {title}",
        f"{_LABEL} {title}",
        f"<{GOV}genre> {iri(f'govv:{genre}', base)}",
        f"<{GOV}sha256> {string(source.sha256)}",
        f'<{DCTERMS}language> "zh"',
    ]
    if facts.year is not None:
        pairs.append(f"<{GOV}reportingYear> {typed(f'{facts.year:04d}', 'gYear')}")
    if facts.publisher is not None:
        pairs.append(f"<{DCTERMS}publisher> {iri(facts.publisher, base)}")
    if facts.area is not None:
        pairs.append(f"<{GOV}area> {iri(facts.area, base)}")
    published = source.given.published or source.found.published
    if published is not None:
        pairs.append(f"<{DCTERMS}issued> {typed(published.isoformat(), 'date')}")
    said.node(report, pairs)


def _entities(facts: ReportFacts, report: str, base: str, said: _Facts) -> None:
    scheme, reported = iri(f"{facts.id}/indicators", base), f"{_REPORTED} {report}"
    in_scheme = f"<{SKOS}inScheme> {scheme}"
    measured = {observation.indicator for observation in facts.observations}
    has_scheme = False
    for entity in facts.entities:
        subject = iri(entity.id, base)
        known = entity.id.startswith("govv:")
        pairs: list[str] = []
        if known:  # the vocabulary says this as well
            said.concepts[entity.id[5:], entity.label] = None
            said.shared.update((f"{subject} {pair}", None) for pair in _IS[entity.cls])
        else:
            pairs += (*_IS[entity.cls], f"{_PREFERRED} {chinese(entity.label)}")
            pairs += [f"<{SKOS}altLabel> {chinese(label)}" for label in entity.alt_labels]
            if entity.cls is EntityClass.INDICATOR:
                has_scheme = True
                pairs.append(in_scheme)
        if entity.evidence or entity.id in measured:
            pairs.append(reported)
        pairs += said.coded(entity.concepts, base)
        for name, lexical in entity.values:
            value = date_like(lexical) if name in DATES else string(lexical)
            pairs += [f"<{term}> {value}" for term in properties(name)]
        if pairs:
            said.node(subject, pairs)
    if has_scheme:
        said.node(scheme, (f"{_TYPE} <{SKOS}ConceptScheme>", f"<{DCTERMS}title> {chinese(facts.title)}"))


def _membership(membership: Membership, report: str, base: str, said: _Facts) -> None:
    office = f"office/{membership.office}"
    said.concepts[office, None] = None
    pairs = (
        f"{_TYPE} <{ORG}Membership>",
        f"{_LABEL} {chinese(membership.title)}",
        f"<{ORG}member> {iri(membership.person, base)}",
        f"<{ORG}organization> {iri(membership.body, base)}",
        f"<{ORG}role> {iri(f'govv:{office}', base)}",
        f"{_REPORTED} {report}",
    )
    said.node(iri(membership.id, base), pairs)


def _observations(facts: ReportFacts, report: str, base: str, said: _Facts) -> None:
    if not facts.observations:
        return
    dataset = iri(f"{facts.id}/observations", base)
    said.node(dataset, (f"{_TYPE} <{QB}DataSet>", f"{_LABEL} {chinese(facts.title)}", f"<{DCTERMS}isPartOf> {report}"))
    of_all = (*_IS_OBSERVATION, f"{_REPORTED} {report}", f"<{QB}dataSet> {dataset}")
    for observation in facts.observations:
        _observation(observation, of_all, base, said)


def _observation(observation: Observation, of_all: tuple[str, ...], base: str, said: _Facts) -> None:
    subject = iri(observation.id, base)
    indicator, unit = iri(observation.indicator, base), string(observation.unit_text)
    value = typed(decimal_text(observation.value), "decimal")
    sort = _sort(
        unit=observation.unit,
        bound=observation.bound,
        measureKind=observation.measure_kind,
        modality=observation.modality,
        direction=observation.direction,
        baseline=observation.baseline,
    )
    pairs = [
        *of_all,
        *said.coded(sort, base),
        f"{_LABEL} {chinese(observation.label)}",
        f"<{GOV}indicator> {indicator}",
        f"<{SCHEMA}variableMeasured> {indicator}",
        f"<{GOV}value> {value}",
        f"<{SCHEMA}value> {value}",
        f"<{GOV}unitText> {unit}",
        f"<{SCHEMA}unitText> {unit}",
        f"<{GOV}period> {_period_iri(observation.period.label, base)}",
    ]
    if observation.indicator.startswith("govv:"):
        said.concepts[observation.indicator[5:], None] = None
    if observation.area is not None:
        pairs.append(f"<{GOV}area> {iri(observation.area, base)}")
    said.node(subject, pairs)
    for target in observation.about:  # a statement says it as well
        said.shared[f"{subject} <{GOV}about> {iri(target, base)}"] = None


_SCHEMES = {"measureKind": "measure-kind"}  # where they are not called as the property is


@lru_cache(maxsize=1 << 12)
def _sort(**keys: str | None) -> tuple[tuple[str, str], ...]:
    """Properties of an observation, and the concepts that these keys mean."""
    return tuple((name, f"{_SCHEMES.get(name, name)}/{key}") for name, key in keys.items() if key is not None)


def decimal_text(value: Decimal) -> str:
    """The canonical form of a decimal: no exponent, no needless zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


@lru_cache(maxsize=1 << 12)
def _period_iri(label: str, base: str) -> str:
    return iri(f"period/{quote(label, safe='-/')}", base)


def _period(period: Period, base: str, said: _Facts) -> None:
    subject = _period_iri(period.label, base)
    triples = [
        f"{subject} {_TYPE} <{TIME}Interval>",
        f"{subject} {_TYPE} <{TIME}ProperInterval>",
        f"{subject} {_LABEL} {string(period.label)}",
    ]
    for name, day in (("hasBeginning", period.begin), ("hasEnd", period.end)):
        if not day:
            continue  # no year is known
        instant = iri(f"instant/{day}", base)
        triples += [
            f"{subject} <{TIME}{name}> {instant}",
            f"{instant} {_TYPE} <{TIME}Instant>",
            f"{instant} {_LABEL} {string(day)}",
            f"{instant} <{TIME}inXSDDate> {typed(day, 'date')}",
        ]
    said.shared.update(dict.fromkeys(triples))  # periods may begin or end on the same day


class _Evidence:
    """The evidence of one report: its text, and the phrases and sentences that facts rest on, each written once."""

    def __init__(self, facts: ReportFacts, report: str, base: str, quads: _Quads) -> None:
        self.quads = quads
        self._text = facts.report.text
        context = iri(f"{facts.id}/text", base)
        self._string = f"{context[:-1]}#char="
        self._in_context = f"{_CONTEXT} {context}"
        self._sentences = [sentence.span for sentence in facts.report.sentences]
        self._begins = [span.begin for span in self._sentences]
        self._phrases: dict[Span, list[tuple[str, Evidence]]] = {}
        text = (f"{_TYPE} <{NIF}Context>", f"<{NIF}isString> {string(self._text)}", f"{_DERIVED} {report}")
        self.quads.node(context, text)
        self.quads.node(report, (f"<{GOV}text> {context}",))

    def phrase(self, span: Span) -> str:
        """The IRI of the phrase at `span`."""
        if span not in self._phrases:
            self._phrases[span] = []
        return f"{self._string}{span.begin},{span.end}>"

    def mention(self, subject: str, evidence: Evidence) -> None:
        """Say that the entity `subject` is meant by the words of `evidence`."""
        known = self._phrases.get(evidence.span)
        if known is None:
            self._phrases[evidence.span] = [(subject, evidence)]
        else:
            known.append((subject, evidence))

    def write_phrases(self) -> None:
        """Write what is said of all phrases, and of the sentences that they stand in."""
        around: dict[Span, None] = {}
        for span, meant in self._phrases.items():
            phrase = self.phrase(span)
            pairs = [_IS_PHRASE, *self._where(span)]
            place = bisect_right(self._begins, span.begin) - 1
            if place >= 0 and span.end <= self._sentences[place].end and span != self._sentences[place]:
                sentence = self._sentences[place]
                around[sentence] = None
                pairs.append(f"{_IN_SENTENCE} {self._string}{sentence.begin},{sentence.end}>")
            for subject, _ in meant:
                pairs.append(f"{_MEANS} {subject}")
                self.quads.node(subject, (f"{_DERIVED} {phrase}",))
            if meant:
                pairs += _read_by(tuple([(evidence.rule, evidence.confidence) for _, evidence in meant]))
            self.quads.node(phrase, pairs)
        for span in around:
            where = () if span in self._phrases else self._where(span)
            self.quads.node(f"{self._string}{span.begin},{span.end}>", (_IS_SENTENCE, *where))

    def _where(self, span: Span) -> tuple[str, ...]:
        begin, end = span
        return (
            self._in_context,
            f'{_BEGIN} "{begin}"{_INDEX}',
            f'{_END} "{end}"{_INDEX}',
            f'{_ANCHOR} "{escaped(self._text[begin:end])}"',
        )


def _prove(facts: ReportFacts, report: str, base: str, gathered: _Evidence) -> None:
    for words in dict.fromkeys(facts.explanations):
        gathered.quads.node(report, (f"<{GOV}explanation> {english(words)}",))
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
        gathered.quads.node(subject, (f"{_DERIVED} {phrase}", _rule(evidence.rule), _sure(evidence.confidence)))
        measured[iri(observation.indicator, base), phrase] = None
    for indicator, phrase in measured:
        # an indicator that is not mentioned by itself has the phrases that measure it for evidence
        if indicator in unproved:
            gathered.quads.node(indicator, (f"{_DERIVED} {phrase}",))
    seen = set()
    for statement in facts.statements:
        if statement.evidence is not None:
            node = _statement_id(facts.id, statement, statement.evidence, base)
            if node not in seen:
                seen.add(node)
                _reified(node, statement, statement.evidence, gathered, base)
    gathered.write_phrases()


def _statement_id(report_id: str, statement: Statement, evidence: Evidence, base: str) -> str:
    begin, end = evidence.span
    said = f"{statement.subject} {statement.predicate} {statement.object} {begin} {end}"
    return iri(f"{report_id}/statement/{sha1(said.encode(), usedforsecurity=False).hexdigest()[:16]}", base)


def _reified(node: str, statement: Statement, evidence: Evidence, gathered: _Evidence, base: str) -> None:
    pairs = (
        _IS_STATEMENT,
        f"{_SUBJECT} {iri(statement.subject, base)}",
        f"{_PREDICATE} <{properties(statement.predicate)[0]}>",
        f"{_OBJECT} {iri(statement.object, base)}",
        f"{_DERIVED} {gathered.phrase(evidence.span)}",
        _sure(evidence.confidence),
        _rule(evidence.rule),
    )
    gathered.quads.node(node, pairs)


@lru_cache(maxsize=1 << 10)
def _rule(rule: str) -> str:
    return f"{_RULE} {string(rule)}"


@lru_cache(maxsize=1 << 10)
def _read_by(found: tuple[tuple[str, float], ...]) -> tuple[str, ...]:
    """The rules that read a phrase, and how sure the surest of them is."""
    return (*dict.fromkeys(_rule(rule) for rule, _ in found), _sure(max(sure for _, sure in found)))


@lru_cache(maxsize=256)
def _sure(value: float) -> str:
    return f"{_CONFIDENCE} {confidence(value)}"


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
