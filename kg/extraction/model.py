"""What the text of one report says, before anybody asks which place, body or policy is meant."""

from __future__ import annotations

from decimal import Decimal

from kg.language.records import record
from kg.language.spans import Span


@record(frozen=True, slots=True)
class BodyMention:
    """A body as it is named.

    `form` says how: ``organ`` (区委: what every level has; `key` in the organ vocabulary), ``department`` (区司法局;
    `key` in the department vocabulary), ``national`` (国务院; `key` in the national-body vocabulary), ``issuer``
    (局党组: the reporting department's own; `key` in the organ vocabulary), ``superior`` (省厅: the department of the
    same field at another level), ``part`` (市公安局经侦支队: a part of `whole`, the body named directly before it),
    ``section`` (法规处: a part of the reporting department, named without it), ``named`` (区反诈骗中心: any other).
    `place` is the place as said before the name (南昌市西湖区) or ""; `level` a level word alone (区) or "";
    `core` the rest of the name (反诈骗中心). `kind` is a key of the body-kind vocabulary.
    """

    span: Span
    surface: str
    form: str
    key: str
    place: str
    level: str
    core: str
    kind: str
    rule: str
    confidence: float
    whole: BodyMention | None = None


@record(frozen=True, slots=True)
class PolicyMention:
    """A document or law as it is named; `parent` is the index of the mention whose title contains this one."""

    span: Span
    title: str
    kind: str
    rule: str
    confidence: float
    parent: int | None = None
    law: str = ""
    number: str = ""


@record(frozen=True, slots=True)
class ProgramMention:
    """A campaign, reform, platform … as it is named."""

    span: Span
    name: str
    kind: str
    modality: str
    rule: str
    confidence: float


@record(frozen=True, slots=True)
class PersonMention:
    """A person named with an office.

    `span` covers the name, `title` the words of the office, `office` is its key in the vocabulary of offices, and
    `body` the index of the body mention that the office follows, or None when none is named (省长张某).
    """

    span: Span
    name: str
    office: str
    title: Span
    body: int | None
    rule: str
    confidence: float


@record(frozen=True, slots=True)
class ObservationFact:
    """A number that measures something; `span` is the phrase that says it, `at` where the numeral begins.

    `label` is what was measured; `period` an ISO year, month, or interval such as ``2020-H1``, or "" when it is the
    report's own year; other fields as in `kg.resolution.model.Observation`.
    """

    span: Span
    at: int
    value: Decimal
    unit: str
    unit_text: str
    bound: str
    measure_kind: str
    direction: str
    baseline: str
    modality: str
    label: str
    period: str
    sentence: int
    rule: str
    confidence: float


@record(frozen=True, slots=True)
class HonourFact:
    """An honour that was granted; `recipient` is the span of who received it, or None for the reporting place.

    `to_person` tells that persons received it, by their names.
    """

    span: Span
    name: str
    level: str
    recipient: Span | None
    rule: str
    confidence: float
    to_person: bool = False


@record(frozen=True, slots=True)
class EventFact:
    """A dated or singular occurrence; `date` is ISO (year, month or day), without a year when the text has none."""

    span: Span
    label: str
    date: str
    modality: str
    rule: str
    confidence: float


@record(frozen=True, slots=True)
class ClauseFact:
    """A problem that the report admits (`modality` problem) or a thing that it says will be done (planned)."""

    span: Span
    label: str
    modality: str
    rule: str
    confidence: float


@record(frozen=True, slots=True)
class Reference:
    """A mention as the end of a relation: its list in `Extraction` and its index there."""

    kind: str
    index: int


@record(frozen=True, slots=True)
class RelationFact:
    """A relation read from the text; `object` None means the body or place that reports."""

    predicate: str
    subject: Reference | None
    object: Reference | None
    span: Span
    rule: str
    confidence: float


@record(frozen=True, slots=True)
class Extraction:
    """All that was read from one report. References in `relations` point into the other lists."""

    bodies: tuple[BodyMention, ...]
    policies: tuple[PolicyMention, ...]
    programs: tuple[ProgramMention, ...]
    observations: tuple[ObservationFact, ...]
    honours: tuple[HonourFact, ...]
    events: tuple[EventFact, ...]
    clauses: tuple[ClauseFact, ...]
    relations: tuple[RelationFact, ...]
    persons: tuple[PersonMention, ...] = ()
