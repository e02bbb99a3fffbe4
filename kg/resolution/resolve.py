"""From mentions to entities: one identity for every name that means the same thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from kg.extraction.model import (
    BodyMention,
    Extraction,
    HonourFact,
    ObservationFact,
    PolicyMention,
    ProgramMention,
    Reference,
)
from kg.language.spans import Span, SpanIndex
from kg.language.titles import normal_title, printed_title
from kg.reports.model import Modality, Report
from kg.resolution.belonging import parents_by_name
from kg.resolution.identity import digest, plain, scoped
from kg.resolution.indicators import IndicatorMatcher
from kg.resolution.issuer import issuer_mention
from kg.resolution.jurisdiction import (
    decide_genre,
    decide_jurisdiction,
    decide_year,
)
from kg.resolution.model import Entity, EntityClass, Evidence, Membership, Observation, ReportFacts, Statement
from kg.resolution.names import Namer, ResolvedName
from kg.resolution.periods import period_of
from kg.resolution.program_identity import program_names, quoted_core
from kg.vocabulary.concepts import Vocabulary
from kg.vocabulary.gazetteer import gazetteer

_BARE = 3  # characters of a label that says nothing of what it is of: 审结, 维持
_MINIMUM_LABEL = 2
_TARGET = Modality.TARGET.value
_DIVISION = re.compile("[市区县旗州]")


@dataclass(slots=True)
class _Builder:
    """Collects an entity's names and evidence from all its mentions."""

    id: str
    cls: EntityClass
    label: str
    alternatives: dict[str, None] = field(default_factory=dict)
    concepts: dict[tuple[str, str], None] = field(default_factory=dict)
    values: dict[tuple[str, str], None] = field(default_factory=dict)
    evidence: dict[Span, Evidence] = field(default_factory=dict)

    def entity(self) -> Entity:
        """The finished entity."""
        return Entity(
            self.id,
            self.cls,
            self.label,
            tuple([name for name in sorted(self.alternatives) if name != self.label]),
            tuple(sorted(self.concepts)) if len(self.concepts) > 1 else tuple(self.concepts),
            tuple(sorted(self.values)) if len(self.values) > 1 else tuple(self.values),
            tuple([self.evidence[span] for span in sorted(self.evidence)]),
        )


def resolve(report: Report, extraction: Extraction, vocabulary: Vocabulary) -> ReportFacts:
    """Settle who is meant by every mention of one report.

    The result depends on the report, the vocabulary and the gazetteer alone. What cannot be decided is said in
    `ReportFacts.warnings`, and the entity keeps its short name under an identity of this report's own.
    """
    return _Resolution(report, extraction, vocabulary).facts()


class _Resolution:
    def __init__(self, report: Report, extraction: Extraction, vocabulary: Vocabulary) -> None:
        self.report, self.extraction, self.vocabulary = report, extraction, vocabulary
        self.entities: dict[str, _Builder] = {}
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

    def facts(self) -> ReportFacts:
        publisher = self._publisher()
        area = self._area()
        if publisher is None:
            self.warnings.append("the issuer could not be decided; give it with --issuer")
        self._bodies()
        self._policies()
        self._programs()
        self._honours(area, publisher)
        self._events()
        self._persons(publisher)
        self._clauses()
        key = self._report_id(publisher)
        observations = self._observations(area)
        self._relations(publisher, area)
        entities = self.said_once | {id: builder.entity() for id, builder in self.entities.items()}
        return ReportFacts(
            report=self.report,
            id=key,
            title=self._title(publisher),
            genre=self.genre,
            year=self.year,
            area=area,
            publisher=publisher,
            entities=tuple([entities[id] for id in sorted(entities)]),
            statements=tuple(self.statements[key] for key in sorted(self.statements)),
            observations=tuple(sorted(observations, key=lambda o: o.id)),
            warnings=tuple(dict.fromkeys(self.warnings)),
            explanations=tuple(self.explanations),
            memberships=tuple(self.memberships[key] for key in sorted(self.memberships)),
        )

    # --- the report itself

    def _issuer_name(self, namer: Namer, mention: BodyMention | None) -> ResolvedName | None:
        given = self.report.given.issuer
        if given:
            return ResolvedName(given, self.jurisdiction.code, self.jurisdiction.scope or self.report_key, "department")
        return namer.name(mention) if mention is not None else None

    def _publisher(self) -> str | None:
        name = self.issuer or self.namer.government()
        if name is None:
            return None
        builder = self._entity(_body_id(name), EntityClass.BODY, name.name)
        builder.concepts[("classification", f"body-kind/{name.kind}")] = None
        span = self.report.title_span or self._first_place_span()
        if span is not None and span.end > span.begin:
            builder.evidence[span] = Evidence(span, "report/issuer", 0.8)
        if name.code:
            self._body_area(builder.id, name.code)
        return builder.id

    def _title(self, publisher: str | None) -> str:
        """The given or found title; without one that tells more than the genre, the issuer, year and genre in words."""
        title = self.report.given.title or self.report.title
        genre = self.vocabulary.scheme("genre").get(self.genre)
        if publisher is None or self.year is None or self.genre == "other" or genre is None:
            return title or self.report.source
        if self.report.given.title or (title and title not in (genre.label, *genre.alternatives)):
            return title
        return f"{self.entities[publisher].label}{self.year}年{genre.label}"

    def _first_place_span(self) -> Span | None:
        code = self.jurisdiction.code
        division = gazetteer().by_code(code, self.year) if code else None
        for word in (self.jurisdiction.town, division.name if division else None, division.short if division else None):
            if word and (at := self.report.written.find(word)) >= 0:
                return Span(at, at + len(word))
        return next((sentence.span for sentence in self.report.sentences), None)

    def _report_id(self, publisher: str | None) -> str:
        if publisher is None or self.year is None or self.genre == "other":
            return f"report/{self.report_key}"
        return f"report/{publisher.removeprefix('body/')}-{self.genre}-{self.year}"

    def _area(self) -> str | None:
        jurisdiction = self.jurisdiction
        if jurisdiction.code is None:
            if jurisdiction.national:
                builder = self._entity("place/cn", EntityClass.PLACE, "中华人民共和国")
                builder.alternatives["全国"] = None
                return builder.id
            return self._uncoded_area()
        area = self._place(jurisdiction.code)
        span = self._first_place_span()
        if span is not None:
            self.entities[area].evidence.setdefault(
                span, Evidence(span, "place/report-area", jurisdiction.area.confidence)
            )
        if jurisdiction.town:
            name = gazetteer().qualified_name(jurisdiction.code, self.year) + jurisdiction.town
            town = self._entity(f"place/{jurisdiction.code}-{digest(jurisdiction.town)}", EntityClass.PLACE, name)
            town.alternatives[jurisdiction.town] = None
            if span is not None:
                town.evidence.setdefault(span, Evidence(span, "place/report-area", jurisdiction.area.confidence))
            self._state(town.id, "containedInPlace", area)
            return town.id
        return area

    def _uncoded_area(self) -> str | None:
        """A zone or scenic area that reports: a place of its own, since others may bear its name."""
        name, span = self.jurisdiction.name, self._first_place_span()
        if name is None or span is None:
            return None
        at = self.report.written.find(name)
        span = Span(at, at + len(name)) if at >= 0 else span
        place = self._entity(f"place/{self.report_key}-{digest(name)}", EntityClass.PLACE, name)
        place.evidence[span] = Evidence(span, "place/report-area", self.jurisdiction.area.confidence)
        return place.id

    # --- places

    def _place(self, code: str) -> str:
        places = gazetteer()
        id = f"place/{code}"
        if id in self.entities:
            return id
        division = places.by_code(code, self.year)
        builder = self._entity(id, EntityClass.PLACE, places.qualified_name(code, self.year))
        builder.values[("adminCode", code)] = None
        if division is not None:
            builder.alternatives[division.name] = None
            builder.alternatives[places.full_name(code, self.year)] = None
            if division.parent:
                self._state(id, "containedInPlace", self._place(division.parent))
        return id

    def _body_area(self, body: str, code: str) -> None:
        self._state(body, "area", self._place(code))

    # --- entities

    def _entity(self, id: str, cls: EntityClass, label: str) -> _Builder:
        builder = self.entities.get(id)
        if builder is None:
            builder = self.entities[id] = _Builder(id, cls, label)
        return builder

    def _state(self, subject: str, predicate: str, object: str, evidence: Evidence | None = None) -> None:
        if subject == object:
            return
        key = (subject, predicate, object)
        known = self.statements.get(key)
        if known is None or (evidence and (known.evidence is None or evidence.confidence > known.evidence.confidence)):
            self.statements[key] = Statement(subject, predicate, object, evidence)

    def _bodies(self) -> None:
        parents: list[tuple[str, ResolvedName, Evidence]] = []
        names = [self.namer.name(mention) for mention in self.extraction.bodies]
        by_core: dict[str, dict[str, ResolvedName]] = {}
        for mention, name in zip(self.extraction.bodies, names, strict=True):
            if name is not None and mention.form in ("named", "part"):
                by_core.setdefault(mention.core, {})[name.name] = name
        for index, mention in enumerate(self.extraction.bodies):
            name = _antecedent(mention, by_core) or names[index]
            if name is None:
                continue
            builder, evidence = self._body(mention, name)
            self.of_reference["body", index] = builder.id
            if name.parent:
                parents.append((builder.id, name, evidence))
            if mention.whole is not None and _stands_alone(mention):
                whole = self.namer.name(mention.whole)
                if whole is not None:
                    self._body(mention.whole, whole)
        by_name = {b.label: b.id for b in self.entities.values() if b.cls is EntityClass.BODY}
        said = {id: (name.parent, evidence) for id, name, evidence in reversed(parents)}
        within = parents_by_name(by_name)
        for label, id in by_name.items():
            first = next(iter(self.entities[id].evidence.values()))
            parent, evidence = said.get(id, (None, first))
            larger = next((known for known in (parent, within.get(label)) if known in by_name), None)
            if larger is not None:
                evidence = Evidence(evidence.span, "part-of/name", 0.9)
                self._state(id, "subOrganizationOf", by_name[larger], evidence)

    def _body(self, mention: BodyMention, name: ResolvedName) -> tuple[_Builder, Evidence]:
        """The entity of a body that is named, with what this mention says of it."""
        builder = self._entity(_body_id(name), EntityClass.BODY, name.name)
        builder.alternatives[plain_surface(mention.surface)] = None
        if not any(prop == "classification" for prop, _ in builder.concepts):
            builder.concepts[("classification", f"body-kind/{name.kind}")] = None
        evidence = Evidence(mention.span, mention.rule, mention.confidence)
        builder.evidence.setdefault(mention.span, evidence)
        if name.code:
            self._body_area(builder.id, name.code)
        return builder, evidence

    def _policies(self) -> None:
        for index, mention in enumerate(self.extraction.policies):
            id = self._policy_id(mention)
            law = self.vocabulary.scheme("law").get(mention.law)
            builder = self._entity(id, EntityClass.POLICY, law.label if law else printed_title(mention.title))
            builder.alternatives[mention.title] = None
            if law is not None:
                for name in (law.label, *law.alternatives):
                    builder.alternatives[name] = None
                if law.first("year"):
                    builder.values[("date_document", law.first("year") or "")] = None
            if not any(prop == "type_document" for prop, _ in builder.concepts):
                builder.concepts[("type_document", f"policy-kind/{mention.kind}")] = None
            if mention.number:
                builder.values[("documentNumber", mention.number)] = None
            builder.evidence.setdefault(mention.span, Evidence(mention.span, mention.rule, mention.confidence))
            self.of_reference["policy", index] = id

    def _policy_id(self, mention: PolicyMention) -> str:
        """National laws by their key, a title that names its place by itself, any other within the reporting place."""
        if mention.law:
            return f"policy/law-{mention.law}"
        title = normal_title(mention.title)
        place = gazetteer().leading_place(title)
        if place is not None and len(title) > len(place) + 3:
            return scoped("policy", "named", title)
        return scoped("policy", self.scope, title)

    def _programs(self) -> None:
        known = self.vocabulary.by_name.get("program", {})
        keys, named = program_names(mention.name for mention in self.extraction.programs)
        for index, mention in enumerate(self.extraction.programs):
            concept = known.get(mention.name) or known.get(quoted_core(mention.name))
            label = concept.label if concept else named[keys[mention.name]]
            id = f"program/{concept.key}" if concept else scoped("program", self.scope, label)
            builder = self._entity(id, EntityClass.PROGRAM, label)
            builder.alternatives[mention.name] = None
            if not any(prop == "programKind" for prop, _ in builder.concepts):
                # what is known of a program wins over how this report puts it: it is the same in every report
                kind = (concept.first("programKind") if concept else None) or f"program-kind/{mention.kind}"
                builder.concepts[("programKind", kind)] = None
            builder.concepts[("modality", f"modality/{_entity_modality(mention)}")] = None
            builder.evidence.setdefault(mention.span, Evidence(mention.span, mention.rule, mention.confidence))
            self.of_reference["program", index] = id
        for builder in self.entities.values():
            if builder.cls is EntityClass.PROGRAM:
                _settle_modality(builder)

    def _honours(self, area: str | None, publisher: str | None) -> None:
        for index, fact in enumerate(self.extraction.honours):
            id = scoped("honour", f"{self.scope}-{self.year or 'undated'}", fact.name)
            builder = self._entity(id, EntityClass.HONOUR, fact.name)
            if fact.level:
                builder.concepts[("level", f"level/{fact.level}")] = None
            if self.year:
                builder.values[("year", str(self._content_year()))] = None
            evidence = Evidence(fact.span, fact.rule, fact.confidence)
            builder.evidence.setdefault(fact.span, evidence)
            self.of_reference["honour", index] = id
            recipients, evidence = self._recipients(index, fact, publisher if self.issuer else area or publisher)
            for recipient in recipients:
                self._state(id, "awardedTo", recipient, evidence)

    def _recipients(self, index: int, fact: HonourFact, reporter: str | None) -> tuple[list[str], Evidence]:
        """Who received an honour: the bodies, else the place before the verb, else the place or body that reports.

        When the words before the verb name neither (a park, a village's project), that the reporter received it is
        only likely: it lies there.
        """
        evidence = Evidence(fact.span, fact.rule, fact.confidence)
        found = [
            self.of_reference[relation.object.kind, relation.object.index]
            for relation in self.extraction.relations
            if relation.predicate == "awardedTo"
            and relation.subject == Reference("honour", index)
            and relation.object
            and (relation.object.kind, relation.object.index) in self.of_reference
        ]
        if found:
            return list(dict.fromkeys(found)), evidence
        if fact.to_person:
            return [], evidence
        if fact.recipient is not None:
            text = _BEFORE_GIVER.match(self.report.written, *fact.recipient)
            settlement = self._settlement(Span(*text.span())) if text else None
            if settlement is not None:
                return [settlement], evidence
            places = self._places_listed(Span(*text.span())) if text else []
            if places:
                return places, evidence
            if text and not _DEICTIC.match(text.group()):
                evidence = Evidence(fact.span, "honour/of-something-here", 0.6)
        return [reporter] if reporter else [], evidence

    def _settlement(self, span: Span) -> str | None:
        """The town or village that is all of `span` (泉林镇, 柳河镇东沟村, 青龙社区), in the county said or the own."""
        name = _SETTLEMENT.fullmatch("".join(span.of(self.report.written).split()))
        if name is None or self.jurisdiction.code is None:
            return None
        within = gazetteer().codes_in(name["county"], near=self.jurisdiction.code, year=self.year)
        around = self._place(within[-1] if within else self.jurisdiction.code)
        label = gazetteer().qualified_name(within[-1] if within else self.jurisdiction.code, self.year)
        own_town = self.jurisdiction.town or ""
        if own_town and not within and not name["town"]:
            label, around = label + own_town, f"place/{self.jurisdiction.code}-{digest(own_town)}"
        said = (name["town"] or "") + (name["village"] or "")
        if not said or said == own_town:
            return None
        code = around.removeprefix("place/").split("-")[0]
        place = self._entity(f"place/{code}-{digest(said)}", EntityClass.PLACE, label + said)
        place.alternatives[said] = None
        place.evidence.setdefault(span, Evidence(span, "place/settlement", 0.85))
        self._state(place.id, "containedInPlace", around)
        return place.id

    def _places_listed(self, span: Span) -> list[str]:
        """The place that a stretch begins with, or those that are all of it: 兴庆区、惠农区."""
        places = [] if _INSTITUTION.search(span.of(self.report.written)) else self._places_in(span)
        listed = [self._places_in(part) for part in _parts(self.report.written, span)]
        return [found[-1] for found in listed] if all(listed) else places[:1]

    def _places_in(self, span: Span) -> list[str]:
        text = span.of(self.report.written)
        return [self._place(code) for code in gazetteer().codes_in(text, near=self.jurisdiction.code, year=self.year)]

    def _events(self) -> None:
        for fact in self.extraction.events:
            id = f"event/{self._own_key()}-{fact.span.begin}-{digest(fact.label)[:6]}"
            builder = self._entity(id, EntityClass.EVENT, fact.label)
            date = _dated(fact.date, self._content_year())
            if date:
                builder.values[("date", date)] = None
            builder.concepts[("modality", f"modality/{fact.modality}")] = None
            evidence = Evidence(fact.span, fact.rule, fact.confidence)
            builder.evidence.setdefault(fact.span, evidence)
            for index, mention in enumerate(self.extraction.bodies):
                if fact.span.covers(mention.span) and ("body", index) in self.of_reference:
                    self._state(id, "participant", self.of_reference["body", index], evidence)

    def _persons(self, publisher: str | None) -> None:
        """Persons and their offices; a person is told from a namesake by the place in which the office is held."""
        for mention in self.extraction.persons:
            body = self.of_reference.get(("body", mention.body)) if mention.body is not None else None
            if body is None and mention.body is None and publisher is not None:
                # 省长叶某 in the report of a province's government: no body is named
                title = mention.title.of(self.report.written)
                if self.entities[publisher].label.endswith(f"{title[-2]}人民政府"):
                    body = publisher
            if body is None:
                continue
            id = scoped("person", self.scope, mention.name)
            evidence = Evidence(mention.span, mention.rule, mention.confidence)
            builder = self._entity(id, EntityClass.PERSON, mention.name)
            builder.evidence.setdefault(mention.span, evidence)
            said = Evidence(Span(mention.title.begin, mention.span.end), mention.rule, mention.confidence)
            self._state(id, "holdsOffice", body, said)
            title = plain_surface(mention.title.of(self.report.written))  # 代区长 is not yet 区长
            held = f"membership/{digest(f'{id} {body} {mention.office} {title}')}"
            self.memberships.setdefault(held, Membership(held, id, body, mention.office, title, said))

    def _clauses(self) -> None:
        said = self.extraction
        by_kind: dict[str, tuple[BodyMention | PolicyMention | ProgramMention, ...]] = {
            "body": said.bodies,
            "policy": said.policies,
            "program": said.programs,
        }
        mentions = sorted(
            (mention.span, id)
            for kind, found in by_kind.items()
            for index, mention in enumerate(found)
            if (id := self.of_reference.get((kind, index))) is not None
        )
        named = SpanIndex([span for span, _ in mentions])
        key = self._own_key()
        for fact in self.extraction.clauses:
            kind, cls, concepts = _sort_of_clause(fact.modality)
            id = f"{kind}/{key}-{fact.span.begin}-{digest(fact.label)[:6]}"
            evidence = Evidence(fact.span, fact.rule, fact.confidence)
            self.said_once[id] = Entity(id, cls, fact.label, (), concepts, (), (evidence,))
            for index in named.within(*fact.span):
                self._state(id, "about", mentions[index][1], evidence)

    def _own_key(self) -> str:
        return self.report.sha256[:10]

    def _content_year(self) -> int | None:
        """The year that the work fell in: a government work report speaks of the year before its delivery."""
        if self.year is None:
            return None
        return self.year - 1 if self.genre == "government-work" else self.year

    # --- observations

    def _observations(self, area: str | None) -> list[Observation]:
        matcher = IndicatorMatcher.of(self.vocabulary)
        about: dict[int, list[str]] = {}
        for relation in self.extraction.relations:
            if (
                relation.predicate == "about"
                and relation.subject
                and relation.subject.kind == "observation"
                and relation.object
            ):
                target = self.of_reference.get((relation.object.kind, relation.object.index))
                if target:
                    about.setdefault(relation.subject.index, []).append(target)
        observations = []
        for index, fact in enumerate(self.extraction.observations):
            indicator = self._indicator(matcher, fact)
            if self.year is not None and fact.period[:4].isdigit() and int(fact.period[:4]) > self.year:
                # a number for a year that has not come is no achievement
                fact = replace(fact, modality=_TARGET)
            id = f"observation/{self._own_key()}-{fact.at}"
            self.of_reference["observation", index] = id
            observations.append(
                Observation(
                    id=id,
                    indicator=indicator,
                    label=_observation_label(fact),
                    value=fact.value,
                    unit=fact.unit,
                    unit_text=fact.unit_text,
                    bound=fact.bound,
                    measure_kind=fact.measure_kind,
                    modality=fact.modality,
                    period=period_of(fact.period, self._content_year(), fact.modality == _TARGET),
                    area=self._part_of_area(fact) or area,
                    evidence=Evidence(fact.span, fact.rule, fact.confidence),
                    direction=fact.direction or None,
                    baseline=fact.baseline or None,
                    about=tuple(dict.fromkeys(about.get(index, ()))),
                )
            )
        return observations

    def _part_of_area(self, fact: ObservationFact) -> str | None:
        """The division within the report's place that a number is of: 象州县规上工业增加值."""
        own, places = self.jurisdiction.code, gazetteer()
        if own is None or _DIVISION.search(fact.label, 2) is None:
            return None
        leading = places.leading_place(fact.label)
        if leading is None or not _DIVISION.match(leading[-1]) or len(leading) < 3:
            return None
        codes = places.codes_in(leading, near=own, year=self.year)
        if not codes or codes[-1] == own or not codes[-1].startswith(own.rstrip("0")):
            return None
        place = self._place(codes[-1])
        self.entities[place].evidence.setdefault(fact.span, Evidence(fact.span, "place/measured", fact.confidence))
        return place

    def _indicator(self, matcher: IndicatorMatcher, fact: ObservationFact) -> str:
        matches = (matcher.match(fact.label, fact.unit, before, fact.measure_kind) for before in self._before(fact))
        key = next((key for key in matches if key is not None), None)
        if key is not None:
            concept = self.vocabulary.scheme("indicator")[key]
            builder = self._entity(f"govv:indicator/{key}", EntityClass.INDICATOR, concept.label)
        else:
            label = plain(fact.label)
            if len(label) < _MINIMUM_LABEL:
                label = f"{label}（{fact.unit_text}）"
            builder = self._entity(f"indicator/{digest(label)}", EntityClass.INDICATOR, label)
        builder.evidence.setdefault(fact.span, Evidence(fact.span, fact.rule, fact.confidence))
        return builder.id

    def _before(self, fact: ObservationFact) -> Iterator[str]:
        """What its sentence says before its number, then with the one before it in a paragraph; nothing in a table."""
        sentences = self.report.sentences
        if not 0 <= fact.sentence < len(sentences) or fact.rule == "observation/table":
            yield ""
            return
        yield self.report.written[sentences[fact.sentence].span.begin : fact.at]
        if len(fact.label) <= _BARE and fact.sentence:  # 受理79件。审结71件
            earlier = sentences[fact.sentence - 1]
            if earlier.paragraph == sentences[fact.sentence].paragraph and not earlier.is_heading:
                yield self.report.written[earlier.span.begin : fact.at]

    # --- relations

    def _relations(self, publisher: str | None, area: str | None) -> None:
        for relation in self.extraction.relations:
            if relation.predicate == "awardedTo":
                continue
            subject = self._end(relation.subject, publisher)
            object = self._end(relation.object, publisher)
            if subject is None or object is None:
                continue
            evidence = Evidence(relation.span, relation.rule, relation.confidence)
            self._state(subject, relation.predicate, object, evidence)

    def _end(self, reference: Reference | None, publisher: str | None) -> str | None:
        if reference is None:
            return publisher
        return self.of_reference.get((reference.kind, reference.index))


# the words before 被X评为, without titles
_BEFORE_GIVER = re.compile(r"[^被经由《]*")
# a town or village by its name alone, after its county's
_SETTLEMENT = re.compile(
    r"(?P<county>(?:[\u4e00-\u9fff]{2,9}?(?:自治州|自治县|[市县旗]|(?<!社)区))?)"
    r"(?P<town>(?![各全两多城本我等个])[\u4e00-\u9fff]{1,5}?(?:街道|镇|乡|苏木))?"
    r"(?P<village>(?![各全两多城本我等个乡镇])[\u4e00-\u9fff]{1,6}?(?:村|社区|嘎查))?"
)
_BETWEEN = re.compile(r"[、，,和及与]|以及")


def _parts(text: str, span: Span) -> list[Span]:
    """The stretches of a list."""
    cuts = [match.span() for match in _BETWEEN.finditer(text, *span)]
    begins, ends = [span.begin, *(end for _, end in cuts)], [*(begin for begin, _ in cuts), span.end]
    return [Span(begin, end) for begin, end in zip(begins, ends, strict=True) if begin < end]


# what speaks of the place or body that reports
# 西安直属库“智慧粮库”: what is called after a place is not the place
_INSTITUTION = re.compile(r"[库厂站所院校局队司社馆园店场心会团行](?:[“\"（]|$)")
_DEICTIC = re.compile(r"\s*(?:[我本全]|[省市区县旗州镇乡]|街道|先后|连续|并|还|也|再次|成功|首次|荣|$)")
_BRANCHES = ("支行", "分行", "分公司", "分院")


def _antecedent(mention: BodyMention, by_core: dict[str, dict[str, ResolvedName]]) -> ResolvedName | None:
    """The longer name of which a bare one is the end (咨询委员会 after 复议咨询委员会), when there is just one.

    `by_core` has the names of all bodies that are not known by a table, by the ends that they have beside the place.
    """
    if (mention.form != "named" and mention.rule != "body/department-bare") or mention.place or mention.level:
        return None
    core = mention.core
    longer = [names for other, names in by_core.items() if other.endswith(core) and other != core]
    found = {full: name for names in longer for full, name in names.items()}
    return next(iter(found.values())) if len(found) == 1 else None


def _stands_alone(part: BodyMention) -> bool:
    """Whether the firm or hospital is named as well as its part (区医院|急救中心); a bank's branch names itself."""
    whole = part.whole
    return (
        whole is not None
        and whole.form == "named"
        and whole.kind in ("enterprise", "other")
        and not part.core.endswith(_BRANCHES)
    )


def plain_surface(surface: str) -> str:
    """A mention's words as an alternative name: without line breaks."""
    return "".join(surface.split())


def _body_id(name: ResolvedName) -> str:
    return scoped("body", name.scope, name.name)


@lru_cache(maxsize=16)
def _sort_of_clause(modality: str) -> tuple[str, EntityClass, tuple[tuple[str, str], ...]]:
    """What a clause of a modality becomes: the first part of its id, its class and its concepts."""
    cls = EntityClass.PROBLEM if modality == Modality.PROBLEM else EntityClass.COMMITMENT
    return cls.value.lower(), cls, (("modality", f"modality/{modality}"),)


def _entity_modality(mention: ProgramMention) -> str:
    return Modality.UNDER_WAY.value if mention.modality == Modality.ACHIEVED else mention.modality


def _settle_modality(builder: _Builder) -> None:
    """A program that is both reported on and planned on is under way."""
    modalities = [pair for pair in builder.concepts if pair[0] == "modality"]
    if len(modalities) > 1:
        for pair in modalities:
            del builder.concepts[pair]
        builder.concepts[("modality", f"modality/{Modality.UNDER_WAY.value}")] = None


def _dated(date: str, year: int | None) -> str | None:
    if not date:
        return str(year) if year else None
    if date.startswith("-"):
        return f"{year:04}{date}" if year else None
    return date


_BOUND_WORDS = {"more-than": "超过", "at-least": "不低于", "at-most": "不超过", "about": "约"}


def _observation_label(fact: ObservationFact) -> str:
    direction = {"up": "上升", "down": "下降"}.get(fact.direction, "") if fact.measure_kind == "change" else ""
    unit = "" if fact.unit == "one" else fact.unit_text
    return f"{fact.label}：{direction}{_BOUND_WORDS.get(fact.bound, '')}{fact.value:f}{unit}"
