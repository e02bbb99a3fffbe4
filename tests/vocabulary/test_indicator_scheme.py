"""The scheme of standard indicators: complete, in a hierarchy, and without names that two of them share."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.vocabulary.concepts import Concept, load_vocabulary

VOCABULARY = load_vocabulary()
INDICATORS = VOCABULARY.scheme("indicator")
MEASURED = {key: concept for key, concept in INDICATORS.items() if concept.first("defaultUnit")}


def tops(concept: Concept) -> set[str]:
    """The keys of the concepts at the top of the hierarchy over `concept`; fails on a cycle."""
    found, seen, waiting = set(), set(), [concept.key]
    while waiting:
        key = waiting.pop()
        assert key not in seen, f"{concept.key} is under itself"
        seen.add(key)
        broader = INDICATORS[key].broader
        waiting.extend(broader)
        if not broader:
            found.add(key)
    return found


def test_there_are_hundreds_of_measured_indicators_under_groups() -> None:
    assert len(MEASURED) >= 250
    groups = INDICATORS.keys() - MEASURED.keys()
    assert {key for concept in MEASURED.values() for key in tops(concept)} <= groups


def test_every_indicator_says_unit_kind_and_polarity_by_concepts_that_exist() -> None:
    for key, concept in MEASURED.items():
        for name, scheme in (("defaultUnit", "unit"), ("defaultKind", "measure-kind"), ("polarity", "polarity")):
            (value,) = concept.get(name)
            assert value.split("/")[0] == scheme, key
            assert value.split("/")[1] in VOCABULARY.scheme(scheme), key


def test_groups_have_no_unit_kind_polarity_or_phrasing() -> None:
    for key in INDICATORS.keys() - MEASURED.keys():
        assert dict(INDICATORS[key].properties) == {}, key


def test_no_name_or_phrasing_is_written_twice_in_one_concept() -> None:
    for key, concept in INDICATORS.items():
        assert [word for word, n in Counter((*concept.names, *concept.get("phrasing"))).items() if n > 1] == [], key


def test_no_phrasing_belongs_to_two_indicators_and_each_has_a_gap() -> None:
    phrasings = [phrasing for concept in MEASURED.values() for phrasing in concept.get("phrasing")]
    assert [phrasing for phrasing, n in Counter(phrasings).items() if n > 1] == []
    assert [phrasing for phrasing in phrasings if "" in phrasing.split("…") or "…" not in phrasing] == []


def test_indicators_that_share_a_name_differ_in_their_unit() -> None:
    named = Counter((name, concept.first("defaultUnit")) for concept in MEASURED.values() for name in {*concept.names})
    assert [entry for entry, n in named.items() if n > 1] == []


@pytest.mark.parametrize(
    ("key", "unit", "kind", "polarity", "top"),
    [
        ("reconsideration-received", "case", "level", "neutral", "administrative-reconsideration"),
        ("reconsideration-correction-rate", "percent", "ratio", "neutral", "administrative-reconsideration"),
        ("litigation-head-appearance-rate", "percent", "ratio", "more-is-better", "administrative-litigation-response"),
        ("litigation-loss-rate", "percent", "ratio", "less-is-better", "administrative-litigation-response"),
        ("mediation-success-rate", "percent", "ratio", "more-is-better", "public-legal-services"),
        ("service-time-limit", "working-day", "duration", "less-is-better", "government-services"),
        ("disclosure-requests", "case", "level", "neutral", "government-information"),
        ("gdp", "yuan", "level", "more-is-better", "economy"),
        ("energy-intensity", "percent", "change", "less-is-better", "environment"),
        ("registered-unemployment-rate", "percent", "ratio", "less-is-better", "employment"),
    ],
)
def test_what_some_indicators_are(key: str, unit: str, kind: str, polarity: str, top: str) -> None:
    concept = INDICATORS[key]
    assert concept.get("defaultUnit") == (f"unit/{unit}",)
    assert concept.get("defaultKind") == (f"measure-kind/{kind}",)
    assert concept.get("polarity") == (f"polarity/{polarity}",)
    assert tops(concept) == {top}


def test_three_polarities() -> None:
    assert {key: concept.label for key, concept in VOCABULARY.scheme("polarity").items()} == {
        "more-is-better": "越高越好",
        "less-is-better": "越低越好",
        "neutral": "无优劣之分",
    }
