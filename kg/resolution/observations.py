"""Observations: each number with its indicator, period, place and what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.model import ObservationFact
from kg.reports.model import Modality
from kg.resolution.drafts import Draft
from kg.resolution.identity import digest, plain
from kg.resolution.indicators import IndicatorMatcher
from kg.resolution.model import EntityClass, Evidence, Observation
from kg.resolution.periods import period_of
from kg.vocabulary.gazetteer import gazetteer

_BOUND_WORDS = {"more-than": "超过", "at-least": "不低于", "at-most": "不超过", "about": "约"}
_BARE = 3  # characters of a label that says nothing of what it is of: 审结, 维持
_MINIMUM_LABEL = 2
_TARGET = Modality.TARGET.value
_DIVISION = re.compile("[市区县旗州]")


def settle_observations(draft: Draft, area: str | None) -> list[Observation]:
    """Every observation with its indicator, in the order of the text; `area` is the place of the report."""
    matcher = IndicatorMatcher.of(draft.vocabulary)
    about: dict[int, list[str]] = {}
    for relation in draft.extraction.relations:
        if (
            relation.predicate == "about"
            and relation.subject
            and relation.subject.kind == "observation"
            and relation.object
        ):
            target = draft.of_reference.get((relation.object.kind, relation.object.index))
            if target:
                about.setdefault(relation.subject.index, []).append(target)
    observations = []
    for index, fact in enumerate(draft.extraction.observations):
        indicator = _indicator(draft, matcher, fact)
        if draft.year is not None and fact.period[:4].isdigit() and int(fact.period[:4]) > draft.year:
            # a number for a year that has not come is no achievement
            fact = replace(fact, modality=_TARGET)
        id = f"observation/{draft.own_key}-{fact.at}"
        draft.of_reference["observation", index] = id
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
                period=period_of(fact.period, draft.content_year, fact.modality == _TARGET),
                area=_part_of_area(draft, fact) or area,
                evidence=Evidence(fact.span, fact.rule, fact.confidence),
                direction=fact.direction or None,
                baseline=fact.baseline or None,
                about=tuple(dict.fromkeys(about.get(index, ()))),
            )
        )
    return observations


def _part_of_area(draft: Draft, fact: ObservationFact) -> str | None:
    """The division within the report's place that a number is of: 象州县规上工业增加值."""
    own, places = draft.jurisdiction.code, gazetteer()
    if own is None or _DIVISION.search(fact.label, 2) is None:
        return None
    leading = places.leading_place(fact.label)
    if leading is None or not _DIVISION.match(leading[-1]) or len(leading) < 3:
        return None
    codes = places.codes_in(leading, near=own, year=draft.year)
    if not codes or codes[-1] == own or not codes[-1].startswith(own.rstrip("0")):
        return None
    place = draft.place(codes[-1])
    draft.entities[place].evidence.setdefault(fact.span, Evidence(fact.span, "place/measured", fact.confidence))
    return place


def _indicator(draft: Draft, matcher: IndicatorMatcher, fact: ObservationFact) -> str:
    """The standard indicator that a label means, or one made of the label itself."""
    matches = (matcher.match(fact.label, fact.unit, before, fact.measure_kind) for before in _before(draft, fact))
    key = next((key for key in matches if key is not None), None)
    if key is not None:
        concept = draft.vocabulary.scheme("indicator")[key]
        entity = draft.entity(f"govv:indicator/{key}", EntityClass.INDICATOR, concept.label)
    else:
        label = plain(fact.label)
        if len(label) < _MINIMUM_LABEL:
            label = f"{label}（{fact.unit_text}）"
        entity = draft.entity(f"indicator/{digest(label)}", EntityClass.INDICATOR, label)
    entity.evidence.setdefault(fact.span, Evidence(fact.span, fact.rule, fact.confidence))
    return entity.id


def _before(draft: Draft, fact: ObservationFact) -> Iterator[str]:
    """What its sentence says before its number, then with the one before it in a paragraph; nothing in a table."""
    sentences = draft.report.sentences
    if not 0 <= fact.sentence < len(sentences) or fact.rule == "observation/table":
        yield ""
        return
    yield draft.report.written[sentences[fact.sentence].span.begin : fact.at]
    if len(fact.label) <= _BARE and fact.sentence:  # 受理79件。审结71件
        earlier = sentences[fact.sentence - 1]
        if earlier.paragraph == sentences[fact.sentence].paragraph and not earlier.is_heading:
            yield draft.report.written[earlier.span.begin : fact.at]


def _observation_label(fact: ObservationFact) -> str:
    direction = {"up": "上升", "down": "下降"}.get(fact.direction, "") if fact.measure_kind == "change" else ""
    unit = "" if fact.unit == "one" else fact.unit_text
    return f"{fact.label}：{direction}{_BOUND_WORDS.get(fact.bound, '')}{fact.value:f}{unit}"
