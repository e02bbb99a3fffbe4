"""The report itself: who publishes it, its title, its identity and the place that it is about."""

from __future__ import annotations

from kg.language.spans import Span
from kg.resolution.drafts import Draft, body_id
from kg.resolution.identity import digest
from kg.resolution.model import EntityClass, Evidence
from kg.vocabulary.gazetteer import gazetteer


def publisher_of(draft: Draft) -> str | None:
    """The body that reports: the department named as such, else the government of the place; None if undecided."""
    name = draft.issuer or draft.namer.government()
    if name is None:
        return None
    entity = draft.entity(body_id(name), EntityClass.BODY, name.name)
    entity.concepts[("classification", f"body-kind/{name.kind}")] = None
    span = draft.report.title_span or _first_place_span(draft)
    if span is not None and span.end > span.begin:
        entity.evidence[span] = Evidence(span, "report/issuer", 0.8)
    if name.code:
        draft.body_area(entity.id, name.code)
    return entity.id


def title_of(draft: Draft, publisher: str | None) -> str:
    """The given or found title; without one that tells more than the genre, the issuer, year and genre in words."""
    title = draft.report.given.title or draft.report.title
    genre = draft.vocabulary.scheme("genre").get(draft.genre)
    if publisher is None or draft.year is None or draft.genre == "other" or genre is None:
        return title or draft.report.source
    if draft.report.given.title or (title and title not in (genre.label, *genre.alternatives)):
        return title
    return f"{draft.entities[publisher].label}{draft.year}年{genre.label}"


def _first_place_span(draft: Draft) -> Span | None:
    code = draft.jurisdiction.code
    division = gazetteer().by_code(code, draft.year) if code else None
    for word in (draft.jurisdiction.town, division.name if division else None, division.short if division else None):
        if word and (at := draft.report.written.find(word)) >= 0:
            return Span(at, at + len(word))
    return next((sentence.span for sentence in draft.report.sentences), None)


def report_id(draft: Draft, publisher: str | None) -> str:
    """The identity of the report: publisher, genre and year, so that copies of one report are one; else its text's."""
    if publisher is None or draft.year is None or draft.genre == "other":
        return f"report/{draft.report_key}"
    return f"report/{publisher.removeprefix('body/')}-{draft.genre}-{draft.year}"


def area_of(draft: Draft) -> str | None:
    """The place that the report is about: a division, a town in it, the nation, or a zone without a code."""
    jurisdiction = draft.jurisdiction
    if jurisdiction.code is None:
        if jurisdiction.national:
            entity = draft.entity("place/cn", EntityClass.PLACE, "中华人民共和国")
            entity.alternatives["全国"] = None
            return entity.id
        return _uncoded_area(draft)
    area = draft.place(jurisdiction.code)
    span = _first_place_span(draft)
    if span is not None:
        draft.entities[area].evidence.setdefault(
            span, Evidence(span, "place/report-area", jurisdiction.area.confidence)
        )
    if jurisdiction.town:
        name = gazetteer().qualified_name(jurisdiction.code, draft.year) + jurisdiction.town
        town = draft.entity(f"place/{jurisdiction.code}-{digest(jurisdiction.town)}", EntityClass.PLACE, name)
        town.alternatives[jurisdiction.town] = None
        if span is not None:
            town.evidence.setdefault(span, Evidence(span, "place/report-area", jurisdiction.area.confidence))
        draft.state(town.id, "containedInPlace", area)
        return town.id
    return area


def _uncoded_area(draft: Draft) -> str | None:
    """A zone or scenic area that reports: a place of its own, since others may bear its name."""
    name, span = draft.jurisdiction.name, _first_place_span(draft)
    if name is None or span is None:
        return None
    at = draft.report.written.find(name)
    span = Span(at, at + len(name)) if at >= 0 else span
    place = draft.entity(f"place/{draft.report_key}-{digest(name)}", EntityClass.PLACE, name)
    place.evidence[span] = Evidence(span, "place/report-area", draft.jurisdiction.area.confidence)
    return place.id
