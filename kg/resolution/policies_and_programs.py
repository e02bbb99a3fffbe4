"""Policies and programs: one entity for all names of each."""

from __future__ import annotations

from kg.extraction.model import PolicyMention, ProgramMention
from kg.language.titles import normal_title, printed_title
from kg.reports.model import Modality
from kg.resolution.drafts import Draft, EntityDraft
from kg.resolution.identity import scoped
from kg.resolution.model import EntityClass, Evidence
from kg.resolution.program_identity import program_names, quoted_core
from kg.vocabulary.gazetteer import gazetteer


def settle_policies(draft: Draft) -> None:
    """Add the policies of all mentions."""
    for index, mention in enumerate(draft.extraction.policies):
        id = _policy_id(draft, mention)
        law = draft.vocabulary.scheme("law").get(mention.law)
        entity = draft.entity(id, EntityClass.POLICY, law.label if law else printed_title(mention.title))
        entity.alternatives[mention.title] = None
        if law is not None:
            for name in (law.label, *law.alternatives):
                entity.alternatives[name] = None
            if law.first("year"):
                entity.values[("date_document", law.first("year") or "")] = None
        if not any(prop == "type_document" for prop, _ in entity.concepts):
            entity.concepts[("type_document", f"policy-kind/{mention.kind}")] = None
        if mention.number:
            entity.values[("documentNumber", mention.number)] = None
        entity.evidence.setdefault(mention.span, Evidence(mention.span, mention.rule, mention.confidence))
        draft.of_reference["policy", index] = id


def _policy_id(draft: Draft, mention: PolicyMention) -> str:
    """National laws by their key, a title that names its place by itself, any other within the reporting place."""
    if mention.law:
        return f"policy/law-{mention.law}"
    title = normal_title(mention.title)
    place = gazetteer().leading_place(title)
    if place is not None and len(title) > len(place) + 3:
        return scoped("policy", "named", title)
    return scoped("policy", draft.scope, title)


def settle_programs(draft: Draft) -> None:
    """Add the programs of all mentions, each with what its mentions together say of its state."""
    known = draft.vocabulary.by_name.get("program", {})
    keys, named = program_names(mention.name for mention in draft.extraction.programs)
    for index, mention in enumerate(draft.extraction.programs):
        concept = known.get(mention.name) or known.get(quoted_core(mention.name))
        label = concept.label if concept else named[keys[mention.name]]
        id = f"program/{concept.key}" if concept else scoped("program", draft.scope, label)
        entity = draft.entity(id, EntityClass.PROGRAM, label)
        entity.alternatives[mention.name] = None
        if not any(prop == "programKind" for prop, _ in entity.concepts):
            # what is known of a program wins over how this report puts it: it is the same in every report
            kind = (concept.first("programKind") if concept else None) or f"program-kind/{mention.kind}"
            entity.concepts[("programKind", kind)] = None
        entity.concepts[("modality", f"modality/{_entity_modality(mention)}")] = None
        entity.evidence.setdefault(mention.span, Evidence(mention.span, mention.rule, mention.confidence))
        draft.of_reference["program", index] = id
    for entity in draft.entities.values():
        if entity.cls is EntityClass.PROGRAM:
            _settle_modality(entity)


def _entity_modality(mention: ProgramMention) -> str:
    return Modality.UNDER_WAY.value if mention.modality == Modality.ACHIEVED else mention.modality


def _settle_modality(entity: EntityDraft) -> None:
    """A program that is both reported on and planned on is under way."""
    modalities = [pair for pair in entity.concepts if pair[0] == "modality"]
    if len(modalities) > 1:
        for pair in modalities:
            del entity.concepts[pair]
        entity.concepts[("modality", f"modality/{Modality.UNDER_WAY.value}")] = None
