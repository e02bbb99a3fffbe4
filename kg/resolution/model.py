"""What one report says, with identities settled: the last thing known before RDF."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from kg.language.records import record
from kg.language.spans import Span
from kg.reports.model import Report


class EntityClass(StrEnum):
    """The classes of the ontology that an entity may have; the values are their local names."""

    BODY = "Body"
    POLICY = "Policy"
    PROGRAM = "Program"
    INDICATOR = "Indicator"
    HONOUR = "Honour"
    EVENT = "Event"
    PROBLEM = "Problem"
    COMMITMENT = "Commitment"
    PLACE = "Place"
    PERSON = "Person"


@record(frozen=True, slots=True)
class Evidence:
    """The characters that say so, what found them, and how sure it is (0…1)."""

    span: Span
    rule: str
    confidence: float


@record(frozen=True, slots=True)
class Entity:
    """A thing that the report speaks of.

    `id` is a path below the data base (``body/360103-9f2c…``), ASCII, the same in every report that means the same
    thing; an id that starts with ``govv:`` is a concept of the shipped vocabularies (``govv:indicator/…``).
    `concepts` are (property, concept path) pairs such as ``("classification", "body-kind/department")``;
    `values` are (property, lexical form) pairs such as ``("adminCode", "360103")`` or ``("date", "2020-11")``, whose
    datatype follows from the property. Property names are those of the ontology without their prefix.
    `evidence` is empty only for places and indicators that are known from tables (a place's container, say).
    """

    id: str
    cls: EntityClass
    label: str
    alt_labels: tuple[str, ...] = ()
    concepts: tuple[tuple[str, str], ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    evidence: tuple[Evidence, ...] = ()


@record(frozen=True, slots=True)
class Statement:
    """A relation between two entities, and the words it is read from.

    `predicate` is one of: issuedBy, adoptedBy, cites, basedOn, implementedBy, supervisedBy, ledBy, subOrganizationOf,
    awardedTo, awardedBy, about, participant, place, area, containedInPlace, holdsOffice. `evidence` is None for a
    relation that comes from tables (containedInPlace) or from a name itself (a body's area).
    """

    subject: str
    predicate: str
    object: str
    evidence: Evidence | None = None


@record(frozen=True, slots=True)
class Membership:
    """That a person holds an office in a body: ids of both, the office's key in `govv:office`, its words."""

    id: str
    person: str
    body: str
    office: str
    title: str
    evidence: Evidence


@record(frozen=True, slots=True)
class Period:
    """What time an observation is about: first and last day (ISO dates), and a label (2020, 2020-H1, 2020-10/2021)."""

    begin: str
    end: str
    label: str


@record(frozen=True, slots=True)
class Observation:
    """A number that measures something.

    `value` is in `unit_text` with 万 and 亿 multiplied out (money in 元). `unit` is a concept key of `govv:unit`;
    `bound`, `measure_kind`, `direction`, `baseline` and `modality` are keys of their schemes. `about` are ids of
    programs, policies or bodies that the number measures or that report it. `area` is the id of a place.
    """

    id: str
    indicator: str
    label: str
    value: Decimal
    unit: str
    unit_text: str
    bound: str
    measure_kind: str
    modality: str
    period: Period
    area: str | None
    evidence: Evidence
    direction: str | None = None
    baseline: str | None = None
    about: tuple[str, ...] = ()


@record(frozen=True, slots=True)
class ReportFacts:
    """All that one report says.

    `id` is ``report/…``: the same for the same issuer, genre and year, so that a changed report replaces its facts;
    a report whose issuer or year is not known is identified by its bytes. `genre` is a key of `govv:genre`.
    `area` and `publisher` are entity ids. Entities, statements and observations are sorted by id and free of doubles.
    `warnings` are for the user: what could not be decided, and what she can do about it. `explanations` say why the
    report's place, year and issuer were taken to be what they are. `memberships` are sorted by id.
    """

    report: Report
    id: str
    title: str
    genre: str
    year: int | None
    area: str | None
    publisher: str | None
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...]
    warnings: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    memberships: tuple[Membership, ...] = ()
