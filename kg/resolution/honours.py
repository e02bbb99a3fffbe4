"""Honours and who received them: bodies, places, towns and villages."""

from __future__ import annotations

import re

from kg.extraction.model import HonourFact, Reference
from kg.language.spans import Span
from kg.resolution.drafts import Draft
from kg.resolution.identity import digest, scoped
from kg.resolution.model import EntityClass, Evidence
from kg.vocabulary.gazetteer import gazetteer

# the words before 被X评为, without titles
_BEFORE_GIVER = re.compile(r"[^被经由《]*")
# a town or village by its name alone, after its county's
_SETTLEMENT = re.compile(
    r"(?P<county>(?:[\u4e00-\u9fff]{2,9}?(?:自治州|自治县|[市县旗]|(?<!社)区))?)"
    r"(?P<town>(?![各全两多城本我等个])[\u4e00-\u9fff]{1,5}?(?:街道|镇|乡|苏木))?"
    r"(?P<village>(?![各全两多城本我等个乡镇])[\u4e00-\u9fff]{1,6}?(?:村|社区|嘎查))?"
)
_BETWEEN = re.compile(r"[、，,和及与]|以及")
# 西安直属库“智慧粮库”: what is called after a place is not the place
_INSTITUTION = re.compile(r"[库厂站所院校局队司社馆园店场心会团行](?:[“\"（]|$)")
# what speaks of the place or body that reports
_DEICTIC = re.compile(r"\s*(?:[我本全]|[省市区县旗州镇乡]|街道|先后|连续|并|还|也|再次|成功|首次|荣|$)")


def settle_honours(draft: Draft, area: str | None, publisher: str | None) -> None:
    """Add the honours and who received them: a department that reports, or the place of a government that does."""
    for index, fact in enumerate(draft.extraction.honours):
        id = scoped("honour", f"{draft.scope}-{draft.year or 'undated'}", fact.name)
        entity = draft.entity(id, EntityClass.HONOUR, fact.name)
        if fact.level:
            entity.concepts[("level", f"level/{fact.level}")] = None
        if draft.year:
            entity.values[("year", str(draft.content_year))] = None
        evidence = Evidence(fact.span, fact.rule, fact.confidence)
        entity.evidence.setdefault(fact.span, evidence)
        draft.of_reference["honour", index] = id
        recipients, evidence = _recipients(draft, index, fact, publisher if draft.issuer else area or publisher)
        for recipient in recipients:
            draft.state(id, "awardedTo", recipient, evidence)


def _recipients(draft: Draft, index: int, fact: HonourFact, reporter: str | None) -> tuple[list[str], Evidence]:
    """Who received an honour: the bodies, else the place before the verb, else the place or body that reports.

    When the words before the verb name neither (a park, a village's project), that the reporter received it is
    only likely: it lies there.
    """
    evidence = Evidence(fact.span, fact.rule, fact.confidence)
    found = [
        draft.of_reference[relation.object.kind, relation.object.index]
        for relation in draft.extraction.relations
        if relation.predicate == "awardedTo"
        and relation.subject == Reference("honour", index)
        and relation.object
        and (relation.object.kind, relation.object.index) in draft.of_reference
    ]
    if found:
        return list(dict.fromkeys(found)), evidence
    if fact.to_person:
        return [], evidence
    if fact.recipient is not None:
        text = _BEFORE_GIVER.match(draft.report.written, *fact.recipient)
        settlement = _settlement(draft, Span(*text.span())) if text else None
        if settlement is not None:
            return [settlement], evidence
        places = _places_listed(draft, Span(*text.span())) if text else []
        if places:
            return places, evidence
        if text and not _DEICTIC.match(text.group()):
            evidence = Evidence(fact.span, "honour/of-something-here", 0.6)
    return [reporter] if reporter else [], evidence


def _settlement(draft: Draft, span: Span) -> str | None:
    """The town or village that is all of `span` (泉林镇, 柳河镇东沟村, 青龙社区), in the county said or the own."""
    name = _SETTLEMENT.fullmatch("".join(span.of(draft.report.written).split()))
    if name is None or draft.jurisdiction.code is None:
        return None
    within = gazetteer().codes_in(name["county"], near=draft.jurisdiction.code, year=draft.year)
    around = draft.place(within[-1] if within else draft.jurisdiction.code)
    label = gazetteer().qualified_name(within[-1] if within else draft.jurisdiction.code, draft.year)
    own_town = draft.jurisdiction.town or ""
    if own_town and not within and not name["town"]:
        label, around = label + own_town, f"place/{draft.jurisdiction.code}-{digest(own_town)}"
    said = (name["town"] or "") + (name["village"] or "")
    if not said or said == own_town:
        return None
    code = around.removeprefix("place/").split("-")[0]
    place = draft.entity(f"place/{code}-{digest(said)}", EntityClass.PLACE, label + said)
    place.alternatives[said] = None
    place.evidence.setdefault(span, Evidence(span, "place/settlement", 0.85))
    draft.state(place.id, "containedInPlace", around)
    return place.id


def _places_listed(draft: Draft, span: Span) -> list[str]:
    """The place that a stretch begins with, or those that are all of it: 兴庆区、惠农区."""
    places = [] if _INSTITUTION.search(span.of(draft.report.written)) else _places_in(draft, span)
    listed = [_places_in(draft, part) for part in _parts(draft.report.written, span)]
    return [found[-1] for found in listed] if all(listed) else places[:1]


def _places_in(draft: Draft, span: Span) -> list[str]:
    text = span.of(draft.report.written)
    return [draft.place(code) for code in gazetteer().codes_in(text, near=draft.jurisdiction.code, year=draft.year)]


def _parts(text: str, span: Span) -> list[Span]:
    """The stretches of a list."""
    cuts = [match.span() for match in _BETWEEN.finditer(text, *span)]
    begins, ends = [span.begin, *(end for _, end in cuts)], [*(begin for begin, _ in cuts), span.end]
    return [Span(begin, end) for begin, end in zip(begins, ends, strict=True) if begin < end]
