"""A Report becomes mentions and facts, each with its span, the rule that found it and a confidence."""

from __future__ import annotations

from kg.extraction.bodies import find_bodies
from kg.extraction.document import prepare
from kg.extraction.events import find_events
from kg.extraction.honours import find_honours
from kg.extraction.model import Extraction
from kg.extraction.observations import find_observations
from kg.extraction.persons import find_persons
from kg.extraction.policies import find_policies
from kg.extraction.programs import find_programs
from kg.extraction.relations import find_relations
from kg.extraction.statements import find_clauses
from kg.extraction.subjects import Subjects
from kg.extraction.tables import find_table_observations
from kg.extraction.words import words_of
from kg.reports.model import Report
from kg.vocabulary.concepts import Vocabulary

__all__ = ["Extraction", "extract"]


def extract(report: Report, vocabulary: Vocabulary) -> Extraction:
    """Read all that a report says. Pure and deterministic: the same report and vocabulary give the same extraction."""
    document = prepare(report, words_of(vocabulary))
    policies = find_policies(document)
    honours = find_honours(document)
    titles = {end for honour in honours for end in (honour.span.end, honour.span.end - 1)}
    # 评为“金牌调解室”: the title, not a body
    bodies = [b for b in find_bodies(document) if not (b.form == "named" and b.span.end in titles)]
    programs = find_programs(document, bodies, policies, honours)
    subjects = Subjects(document, bodies)
    observations = sorted(
        [*find_observations(document, subjects), *find_table_observations(document)], key=lambda o: o.at
    )
    return Extraction(
        bodies=tuple(bodies),
        policies=tuple(policies),
        programs=tuple(programs),
        observations=tuple(observations),
        honours=tuple(honours),
        events=tuple(find_events(document, bodies)),
        clauses=tuple(find_clauses(document)),
        relations=tuple(find_relations(document, bodies, policies, programs, observations, honours, subjects)),
        persons=tuple(find_persons(document, bodies)),
    )
