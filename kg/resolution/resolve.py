"""From mentions to entities: one identity for every name that means the same thing."""

from __future__ import annotations

from kg.extraction.model import Extraction
from kg.reports.model import Report
from kg.resolution.bodies import settle_bodies
from kg.resolution.clauses import settle_clauses, settle_events
from kg.resolution.drafts import Draft
from kg.resolution.honours import settle_honours
from kg.resolution.model import ReportFacts
from kg.resolution.observations import settle_observations
from kg.resolution.persons import settle_persons
from kg.resolution.policies_and_programs import settle_policies, settle_programs
from kg.resolution.relations import settle_relations
from kg.resolution.reporter import area_of, publisher_of, report_id, title_of
from kg.vocabulary.concepts import Vocabulary


def resolve(report: Report, extraction: Extraction, vocabulary: Vocabulary) -> ReportFacts:
    """Settle who is meant by every mention of one report.

    The result depends on the report, the vocabulary and the gazetteer alone. What cannot be decided is said in
    `ReportFacts.warnings`, and the entity keeps its short name under an identity of this report's own.
    """
    draft = Draft(report, extraction, vocabulary)
    publisher = publisher_of(draft)
    area = area_of(draft)
    if publisher is None:
        draft.warnings.append("the issuer could not be decided; give it with --issuer")
    settle_bodies(draft)
    settle_policies(draft)
    settle_programs(draft)
    settle_honours(draft, area, publisher)
    settle_events(draft)
    settle_persons(draft, publisher)
    settle_clauses(draft)
    key = report_id(draft, publisher)
    observations = settle_observations(draft, area)
    settle_relations(draft, publisher)
    entities = draft.said_once | {id: entity.finished() for id, entity in draft.entities.items()}
    return ReportFacts(
        report=draft.report,
        id=key,
        title=title_of(draft, publisher),
        genre=draft.genre,
        year=draft.year,
        area=area,
        publisher=publisher,
        entities=tuple([entities[id] for id in sorted(entities)]),
        statements=tuple(draft.statements[key] for key in sorted(draft.statements)),
        observations=tuple(sorted(observations, key=lambda o: o.id)),
        warnings=tuple(dict.fromkeys(draft.warnings)),
        explanations=tuple(draft.explanations),
        memberships=tuple(draft.memberships[key] for key in sorted(draft.memberships)),
    )
