"""Bodies: one entity for all names of each, and which is part of which."""

from __future__ import annotations

from kg.extraction.model import BodyMention
from kg.resolution.belonging import parents_by_name
from kg.resolution.drafts import Draft, EntityDraft, body_id, plain_surface
from kg.resolution.model import EntityClass, Evidence
from kg.resolution.names import ResolvedName

_BRANCHES = ("支行", "分行", "分公司", "分院")


def settle_bodies(draft: Draft) -> None:
    """Add the bodies of all mentions that name one, and what is part of what."""
    parents: list[tuple[str, ResolvedName, Evidence]] = []
    names = [draft.namer.name(mention) for mention in draft.extraction.bodies]
    by_core: dict[str, dict[str, ResolvedName]] = {}
    for mention, name in zip(draft.extraction.bodies, names, strict=True):
        if name is not None and mention.form in ("named", "part"):
            by_core.setdefault(mention.core, {})[name.name] = name
    for index, mention in enumerate(draft.extraction.bodies):
        name = _antecedent(mention, by_core) or names[index]
        if name is None:
            continue
        entity, evidence = _body(draft, mention, name)
        draft.of_reference["body", index] = entity.id
        if name.parent:
            parents.append((entity.id, name, evidence))
        if mention.whole is not None and _stands_alone(mention):
            whole = draft.namer.name(mention.whole)
            if whole is not None:
                _body(draft, mention.whole, whole)
    by_name = {b.label: b.id for b in draft.entities.values() if b.cls is EntityClass.BODY}
    said = {id: (name.parent, evidence) for id, name, evidence in reversed(parents)}
    within = parents_by_name(by_name)
    for label, id in by_name.items():
        first = next(iter(draft.entities[id].evidence.values()))
        parent, evidence = said.get(id, (None, first))
        larger = next((known for known in (parent, within.get(label)) if known in by_name), None)
        if larger is not None:
            evidence = Evidence(evidence.span, "part-of/name", 0.9)
            draft.state(id, "subOrganizationOf", by_name[larger], evidence)


def _body(draft: Draft, mention: BodyMention, name: ResolvedName) -> tuple[EntityDraft, Evidence]:
    """The entity of a body that is named, with what this mention says of it."""
    entity = draft.entity(body_id(name), EntityClass.BODY, name.name)
    entity.alternatives[plain_surface(mention.surface)] = None
    if not any(prop == "classification" for prop, _ in entity.concepts):
        entity.concepts[("classification", f"body-kind/{name.kind}")] = None
    evidence = Evidence(mention.span, mention.rule, mention.confidence)
    entity.evidence.setdefault(mention.span, evidence)
    if name.code:
        draft.body_area(entity.id, name.code)
    return entity, evidence


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
