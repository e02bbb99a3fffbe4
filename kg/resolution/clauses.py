"""What whole clauses say: events, problems and commitments, and whom and what they are about."""

from __future__ import annotations

from functools import lru_cache

from kg.extraction.model import BodyMention, PolicyMention, ProgramMention
from kg.language.spans import SpanIndex
from kg.reports.model import Modality
from kg.resolution.drafts import Draft
from kg.resolution.identity import digest
from kg.resolution.model import Entity, EntityClass, Evidence


def settle_events(draft: Draft) -> None:
    """Add the events, with the bodies that their clauses name."""
    for fact in draft.extraction.events:
        id = f"event/{draft.own_key}-{fact.span.begin}-{digest(fact.label)[:6]}"
        entity = draft.entity(id, EntityClass.EVENT, fact.label)
        date = _dated(fact.date, draft.content_year)
        if date:
            entity.values[("date", date)] = None
        entity.concepts[("modality", f"modality/{fact.modality}")] = None
        evidence = Evidence(fact.span, fact.rule, fact.confidence)
        entity.evidence.setdefault(fact.span, evidence)
        for index, mention in enumerate(draft.extraction.bodies):
            if fact.span.covers(mention.span) and ("body", index) in draft.of_reference:
                draft.state(id, "participant", draft.of_reference["body", index], evidence)


def settle_clauses(draft: Draft) -> None:
    """Add problems and commitments, each about what its clause names."""
    said = draft.extraction
    by_kind: dict[str, tuple[BodyMention | PolicyMention | ProgramMention, ...]] = {
        "body": said.bodies,
        "policy": said.policies,
        "program": said.programs,
    }
    mentions = sorted(
        (mention.span, id)
        for kind, found in by_kind.items()
        for index, mention in enumerate(found)
        if (id := draft.of_reference.get((kind, index))) is not None
    )
    named = SpanIndex([span for span, _ in mentions])
    key = draft.own_key
    for fact in draft.extraction.clauses:
        kind, cls, concepts = _sort_of_clause(fact.modality)
        id = f"{kind}/{key}-{fact.span.begin}-{digest(fact.label)[:6]}"
        evidence = Evidence(fact.span, fact.rule, fact.confidence)
        draft.said_once[id] = Entity(id, cls, fact.label, (), concepts, (), (evidence,))
        for index in named.within(*fact.span):
            draft.state(id, "about", mentions[index][1], evidence)


@lru_cache(maxsize=16)
def _sort_of_clause(modality: str) -> tuple[str, EntityClass, tuple[tuple[str, str], ...]]:
    """What a clause of a modality becomes: the first part of its id, its class and its concepts."""
    cls = EntityClass.PROBLEM if modality == Modality.PROBLEM else EntityClass.COMMITMENT
    return cls.value.lower(), cls, (("modality", f"modality/{modality}"),)


def _dated(date: str, year: int | None) -> str | None:
    """An event's date, its year filled in; the year alone when the text gives no day."""
    if not date:
        return str(year) if year else None
    if date.startswith("-"):
        return f"{year:04}{date}" if year else None
    return date
