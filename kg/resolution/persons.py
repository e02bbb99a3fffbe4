"""Persons and the offices that they hold."""

from __future__ import annotations

from kg.language.spans import Span
from kg.resolution.drafts import Draft, plain_surface
from kg.resolution.identity import digest, scoped
from kg.resolution.model import EntityClass, Evidence, Membership


def settle_persons(draft: Draft, publisher: str | None) -> None:
    """Persons and their offices; a person is told from a namesake by the place in which the office is held."""
    for mention in draft.extraction.persons:
        body = draft.of_reference.get(("body", mention.body)) if mention.body is not None else None
        if body is None and mention.body is None and publisher is not None:
            # 省长叶某 in the report of a province's government: no body is named
            title = mention.title.of(draft.report.written)
            if draft.entities[publisher].label.endswith(f"{title[-2]}人民政府"):
                body = publisher
        if body is None:
            continue
        id = scoped("person", draft.scope, mention.name)
        evidence = Evidence(mention.span, mention.rule, mention.confidence)
        entity = draft.entity(id, EntityClass.PERSON, mention.name)
        entity.evidence.setdefault(mention.span, evidence)
        said = Evidence(Span(mention.title.begin, mention.span.end), mention.rule, mention.confidence)
        draft.state(id, "holdsOffice", body, said)
        title = plain_surface(mention.title.of(draft.report.written))  # 代区长 is not yet 区长
        held = f"membership/{digest(f'{id} {body} {mention.office} {title}')}"
        draft.memberships.setdefault(held, Membership(held, id, body, mention.office, title, said))
