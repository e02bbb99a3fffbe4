"""Relations between entities, as the extraction states them of mentions."""

from __future__ import annotations

from kg.extraction.model import Reference
from kg.resolution.drafts import Draft
from kg.resolution.model import Evidence


def settle_relations(draft: Draft, publisher: str | None) -> None:
    """State every relation whose ends are known; `publisher` is meant where the one who reports is.

    Who received an honour is settled with the honour.
    """
    for relation in draft.extraction.relations:
        if relation.predicate == "awardedTo":
            continue
        subject = _end(draft, relation.subject, publisher)
        object = _end(draft, relation.object, publisher)
        if subject is None or object is None:
            continue
        evidence = Evidence(relation.span, relation.rule, relation.confidence)
        draft.state(subject, relation.predicate, object, evidence)


def _end(draft: Draft, reference: Reference | None, publisher: str | None) -> str | None:
    if reference is None:
        return publisher
    return draft.of_reference.get((reference.kind, reference.index))
