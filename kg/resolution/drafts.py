"""The facts of a report while they are being settled: entities, statements, and what is known of the report."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extraction.model import BodyMention, Extraction
from kg.language.spans import Span
from kg.reports.model import Report
from kg.resolution.identity import scoped
from kg.resolution.issuer import issuer_mention
from kg.resolution.jurisdiction import decide_genre, decide_jurisdiction, decide_year
from kg.resolution.model import Entity, EntityClass, Evidence, Membership, Statement
from kg.resolution.names import Namer, ResolvedName
from kg.vocabulary.concepts import Vocabulary
from kg.vocabulary.gazetteer import gazetteer


@dataclass(slots=True)
class EntityDraft:
    """Collects an entity's names and evidence from all its mentions."""

    id: str
    cls: EntityClass
    label: str
    alternatives: dict[str, None] = field(default_factory=dict)
    concepts: dict[tuple[str, str], None] = field(default_factory=dict)
    values: dict[tuple[str, str], None] = field(default_factory=dict)
    evidence: dict[Span, Evidence] = field(default_factory=dict)

    def finished(self) -> Entity:
        """The entity, with its names and evidence in order."""
        return Entity(
            self.id,
            self.cls,
            self.label,
            tuple([name for name in sorted(self.alternatives) if name != self.label]),
            tuple(sorted(self.concepts)) if len(self.concepts) > 1 else tuple(self.concepts),
            tuple(sorted(self.values)) if len(self.values) > 1 else tuple(self.values),
            tuple([self.evidence[span] for span in sorted(self.evidence)]),
        )


class Draft:
    """What is settled of one report so far; the modules that settle each class of things add to it.

    `of_reference` leads from a mention (kind and index) to the entity that it means; `said_once` holds problems and
    commitments, which no other mention adds to.
    """

    def __init__(self, report: Report, extraction: Extraction, vocabulary: Vocabulary) -> None:
        self.report, self.extraction, self.vocabulary = report, extraction, vocabulary
        self.entities: dict[str, EntityDraft] = {}
        self.said_once: dict[str, Entity] = {}  # problems and commitments, which no other mention adds to
        self.statements: dict[tuple[str, str, str], Statement] = {}
        self.memberships: dict[str, Membership] = {}
        self.of_reference: dict[tuple[str, int], str] = {}
        self.warnings: list[str] = list(report.warnings)
        self.genre = decide_genre(report)
        self.year, year_reason = decide_year(report, self.genre)
        issuer = issuer_mention(report, extraction)
        self.jurisdiction = decide_jurisdiction(report, issuer.surface if issuer else None, self.year)
        self.report_key = f"text-{report.sha256[:12]}"
        self.scope = self.jurisdiction.scope or self.report_key
        first = Namer(vocabulary, self.jurisdiction, None, self.report_key)
        self.issuer = self._issuer_name(first, issuer)
        self.namer = Namer(vocabulary, self.jurisdiction, self.issuer, self.report_key)
        self.warnings += self.jurisdiction.area.warnings
        self.explanations = [*self.jurisdiction.area.reasons, f"year {self.year}: {year_reason}"]
        if self.issuer:
            self.explanations.append(f"issuer: {self.issuer.name}")
        if "--year" in year_reason:
            self.warnings.append(f"the year was taken to be {self.year}: {year_reason}")
        if self.year is None:
            self.warnings.append("no reporting year found; give it with --year")

    def _issuer_name(self, namer: Namer, mention: BodyMention | None) -> ResolvedName | None:
        given = self.report.given.issuer
        if given:
            return ResolvedName(given, self.jurisdiction.code, self.jurisdiction.scope or self.report_key, "department")
        return namer.name(mention) if mention is not None else None

    @property
    def own_key(self) -> str:
        """What the identities of this report's own things begin with."""
        return self.report.sha256[:10]

    @property
    def content_year(self) -> int | None:
        """The year that the work fell in: a government work report speaks of the year before its delivery."""
        if self.year is None:
            return None
        return self.year - 1 if self.genre == "government-work" else self.year

    def entity(self, id: str, cls: EntityClass, label: str) -> EntityDraft:
        """The entity of an identity, begun with this label when it is new."""
        entity = self.entities.get(id)
        if entity is None:
            entity = self.entities[id] = EntityDraft(id, cls, label)
        return entity

    def state(self, subject: str, predicate: str, object: str, evidence: Evidence | None = None) -> None:
        """Add a statement; of two of the same, the one with the surer evidence stays."""
        if subject == object:
            return
        key = (subject, predicate, object)
        known = self.statements.get(key)
        if known is None or (evidence and (known.evidence is None or evidence.confidence > known.evidence.confidence)):
            self.statements[key] = Statement(subject, predicate, object, evidence)

    def place(self, code: str) -> str:
        """The entity of a division and of all that contain it."""
        places = gazetteer()
        id = f"place/{code}"
        if id in self.entities:
            return id
        division = places.by_code(code, self.year)
        entity = self.entity(id, EntityClass.PLACE, places.qualified_name(code, self.year))
        entity.values[("adminCode", code)] = None
        if division is not None:
            entity.alternatives[division.name] = None
            entity.alternatives[places.full_name(code, self.year)] = None
            if division.parent:
                self.state(id, "containedInPlace", self.place(division.parent))
        return id

    def body_area(self, body: str, code: str) -> None:
        """State the place of a body."""
        self.state(body, "area", self.place(code))


def plain_surface(surface: str) -> str:
    """A mention's words as an alternative name: without line breaks."""
    return "".join(surface.split())


def body_id(name: ResolvedName) -> str:
    """The identity of a body: its full name within its scope."""
    return scoped("body", name.scope, name.name)
