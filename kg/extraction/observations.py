"""Observations: which numbers measure something, what, and whether as level, ratio, change or duration."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extraction.distributed import distributed_labels
from kg.extraction.document import Clause, Document
from kg.extraction.label_words import FUNCTION_ONLY, LEAD
from kg.extraction.labels import label_of
from kg.extraction.measurable import goes_on, measures
from kg.extraction.measure_kinds import measure_kind
from kg.extraction.model import ObservationFact
from kg.extraction.periods import period_said
from kg.extraction.segments import BARE_SEPARATOR, Measured, segments, sharing, with_shared_nouns, with_shared_units
from kg.extraction.subjects import Subjects
from kg.language.numerals import plain_value
from kg.language.quantities import ABOUT, EXACT, Quantity
from kg.language.spans import Span
from kg.language.writing import without_blanks
from kg.reports.model import Modality

_SAYS_WHAT = 2  # characters that say what is counted
_TARGET = re.compile(
    r"力争|确保(?!了)|预计.{0,6}(?:可|将)|争取(?=.{0,12}达)|目标(?:是|为|值)|预期(?!寿命)|计划(?:完成|新增|实施|建设|达)|拟(?=完成|新增|建)|达到.{0,6}目标"
)
_BUT = re.compile(r"[，,；;](?:但是?|不过|然而)")
_TARGETS_FOLLOW = re.compile(r"(?:预期|奋斗|总体|主要)目标(?:是|为|[:：])")
_ROUGHLY = re.compile(r"(?:约|近)占[^，,]*$")


def find_observations(document: Document, subjects: Subjects) -> list[ObservationFact]:
    """Every number that measures something, left to right."""
    observations: list[ObservationFact] = []
    by_clause: dict[int, list[Quantity]] = {}
    for quantity in document.words.quantities.find(document.text):
        index = document.clause_at(quantity.number)
        inside = (
            document.clauses
            and document.clauses[index].span.begin <= quantity.number < document.clauses[index].span.end
        )
        if inside and not _in_name(document, quantity):
            by_clause.setdefault(index, []).extend([*sharing(document.text, quantity), quantity])
    for index in sorted(by_clause):
        if not document.report.sentences[document.clauses[index].sentence].is_heading:
            _add_observations(document, subjects, index, by_clause[index], observations)
    return observations


def _in_name(document: Document, quantity: Quantity) -> bool:
    """Whether the number is part of a title, of a short quotation, or of a name."""
    if document.title_at(quantity.number) is not None:
        return True
    quote = document.quote_at(quantity.number)
    return quote is not None and quote.end - quote.begin <= 40


def _add_observations(
    document: Document, subjects: Subjects, index: int, quantities: list[Quantity], observations: list[ObservationFact]
) -> None:
    """Add the observations of one clause to those of the clauses before it."""
    text = document.text
    clause = document.clauses[index]
    quantities = [quantity for quantity in quantities if not _is_grade(document, quantity)]
    measured = segments(document, index, with_shared_units(text, quantities))
    accepted: list[Measured] = []
    for item in measured:
        if measures(document, item, clause) or (accepted and goes_on(text, accepted[-1].quantity, item.quantity)):
            accepted.append(item)
    if not accepted:
        return
    if len(accepted) < len(measured):  # 亘富200万吨褐煤提质一期投产: what measures nothing parts no words
        accepted = segments(document, index, [item.quantity for item in accepted])
    accepted = with_shared_nouns(text, accepted)
    shared = distributed_labels(text, clause, accepted, observations)
    modality = _modality(document, clause) if accepted else ""
    for position, item in enumerate(accepted):
        quantity = item.quantity
        left, right = without_blanks(item.left.of(text)), without_blanks(item.right.of(text))
        last = observations[-1] if position else None
        if last and shared is None and BARE_SEPARATOR.fullmatch(left) and quantity.unit_text == last.unit_text:
            # 分别增长4.6%和6.6%: the second number is of the first one's sort
            kind, direction, baseline = last.measure_kind, last.direction, last.baseline
        else:
            kind, direction, baseline = measure_kind(
                document, quantity, left, right, shared is not None, text[clause.span.begin : accepted[0].left.end]
            )
        if shared is not None:
            label = shared[position]
        else:
            label = label_of(document, _without_subject(text, item, subjects), clause, observations, kind)
        phrase = _phrase_span(item, clause, shared is not None)
        observations.append(
            ObservationFact(
                span=phrase,
                at=quantity.number,
                value=plain_value(quantity.value),
                unit=quantity.unit,
                unit_text=quantity.unit_text,
                bound=ABOUT if quantity.bound == EXACT and _ROUGHLY.search(left) else quantity.bound,
                measure_kind=kind,
                direction=direction,
                baseline=baseline,
                modality=modality,
                label=label,
                period=period_said(document, clause, quantity),
                sentence=clause.sentence,
                rule="observation/distributed"
                if shared
                else "observation/after"
                if right.strip()
                else "observation/before",
                confidence=_confidence(quantity, label, kind),
            )
        )


def _without_subject(text: str, item: Measured, subjects: Subjects) -> Measured:
    """区交通运输局查处非法营运车辆143辆次: who did it heads no column, unless nothing else would."""
    end = subjects.words_end(item.quantity.span.begin)
    if not item.left.begin < end <= item.left.end:
        return item
    said = LEAD.sub("", without_blanks(text[end : item.left.end] + item.right.of(text)))
    weak = len(said) < _SAYS_WHAT or FUNCTION_ONLY.match(said)
    return item if weak else replace(item, left=Span(end, item.left.end))


def _confidence(quantity: Quantity, label: str, kind: str) -> float:
    if quantity.ordinal:
        return 0.6
    if quantity.chinese:
        return 0.8
    return 0.95 if len(label) >= 3 else 0.85


def _is_grade(document: Document, quantity: Quantity) -> bool:
    """百亿级, 一级: a Chinese numeral that only says of what sort a thing is."""
    return quantity.chinese and (
        document.words.unit_family.get(quantity.unit) == "grade" or document.text.startswith("级", quantity.span.end)
    )


def _phrase_span(item: Measured, clause: Clause, distributed: bool) -> Span:
    begin = clause.span.begin if distributed else min(item.left.begin, item.quantity.span.begin)
    end = max(item.right.end, item.quantity.span.end)
    return Span(begin, end)


def _modality(document: Document, clause: Clause) -> str:
    sentence = document.report.sentences[clause.sentence]
    modality = sentence.modality
    if modality == Modality.PLANNED:
        return Modality.TARGET.value
    begin, end = sentence.span
    if modality == Modality.PROBLEM:
        # 开展培训6期，但仍有差距: before the turn a section on work done tells of work done
        section = document.report.sections[sentence.section].modality
        before = section == Modality.ACHIEVED and _BUT.search(document.text, clause.span.end, end)
        return Modality.ACHIEVED.value if before else Modality.PROBLEM.value
    if _TARGET.search(clause.span.of(document.text)) or _TARGETS_FOLLOW.search(document.text, begin, clause.span.begin):
        return Modality.TARGET.value
    return Modality.ACHIEVED.value
