"""National laws and documents: titles, short names, who enacted them and when."""

from __future__ import annotations

import pytest

from kg.vocabulary.concepts import load_vocabulary

VOCABULARY = load_vocabulary()
LAWS = VOCABULARY.scheme("law")


@pytest.mark.parametrize(
    ("key", "title", "short", "enacted_by", "year", "kind"),
    [
        (
            "administrative-reconsideration-law",
            "中华人民共和国行政复议法",
            "行政复议法",
            "npc-standing-committee",
            "1999",
            "law",
        ),
        ("legislation-law", "中华人民共和国立法法", "立法法", "national-peoples-congress", "2000", "law"),
        ("civil-code", "中华人民共和国民法典", "民法典", "national-peoples-congress", "2020", "law"),
        (
            "optimizing-business-environment-regulations",
            "优化营商环境条例",
            None,
            "state-council",
            "2019",
            "regulation",
        ),
    ],
)
def test_some_laws(key: str, title: str, short: str | None, enacted_by: str, year: str, kind: str) -> None:
    law = LAWS[key]
    assert law.label == title
    assert short is None or short in law.alternatives
    assert law.get("enactedBy") == (f"national-body/{enacted_by}",)
    assert law.get("year") == (year,)
    assert law.get("policyKind") == (f"policy-kind/{kind}",)


def test_every_law_was_enacted_by_known_bodies_and_is_of_a_known_kind() -> None:
    assert len(LAWS) >= 300
    for key, law in LAWS.items():
        # the Party's charter is passed by its congress, which is not among the bodies
        assert law.get("enactedBy") or key == "constitution-communist-party-china", key
        for body in law.get("enactedBy"):
            assert body.removeprefix("national-body/") in VOCABULARY.scheme("national-body"), key
        # a document issued anew again and again has no year
        assert len(law.get("year")) <= 1 and all(1949 <= int(year) <= 2030 for year in law.get("year")), key
        (kind,) = law.get("policyKind")
        assert kind.removeprefix("policy-kind/") in VOCABULARY.scheme("policy-kind"), key


def test_no_title_stands_for_two_laws() -> None:
    titles = [name for law in LAWS.values() for name in {law.label, *law.alternatives}]
    assert sorted(titles) == sorted(set(titles))


def test_titles_stand_without_marks_and_common_words_are_not_taken_for_laws() -> None:
    assert [law.label for law in LAWS.values() if law.label.startswith("《") and law.label.endswith("》")] == []
    assert LAWS["constitution"].get("citedUnmarked") == ("false",)
    assert LAWS["administrative-reconsideration-law"].get("citedUnmarked") == ("true",)
