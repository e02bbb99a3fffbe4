"""National bodies: names, former names, founding, reform and who took over."""

from __future__ import annotations

import pytest

from kg.vocabulary.concepts import load_vocabulary

VOCABULARY = load_vocabulary()
BODIES = VOCABULARY.scheme("national-body")


@pytest.mark.parametrize(
    ("key", "name", "also", "until", "successor"),
    [
        ("legislative-affairs-office", "国务院法制办公室", "国务院法制办", "2018", "ministry-of-justice"),
        ("ministry-of-environmental-protection", "环境保护部", "环保部", "2018", "ministry-of-ecology-and-environment"),
        (
            "state-administration-for-industry-and-commerce",
            "国家工商行政管理总局",
            "工商总局",
            "2018",
            "state-administration-for-market-regulation",
        ),
        ("ministry-of-construction", "建设部", "原建设部", "2008", "ministry-of-housing-and-urban-rural-development"),
        ("ministry-of-railways", "铁道部", "原铁道部", "2013", "national-railway-administration"),
    ],
)
def test_reformed_bodies_lead_to_those_that_took_over(
    key: str, name: str, also: str, until: str, successor: str
) -> None:
    body = BODIES[key]
    assert body.label == name
    assert also in body.alternatives
    assert body.get("until") == (until,)
    assert body.get("replacedBy") == (f"national-body/{successor}",)
    assert BODIES[successor].get("until") == ()


def test_kinds_containers_and_successors_exist_and_years_are_in_order() -> None:
    for key, body in BODIES.items():
        (kind,) = body.get("bodyKind")
        assert kind.removeprefix("body-kind/") in VOCABULARY.scheme("body-kind"), key
        for other in (*body.get("partOf"), *body.get("replacedBy")):
            assert other.removeprefix("national-body/") in BODIES, key
        since, until = body.first("since"), body.first("until")
        assert not (since and until) or int(since) < int(until), key


def test_nothing_takes_its_own_place() -> None:
    for key in BODIES:
        seen, at = {key}, key
        while successor := BODIES[at].first("replacedBy"):
            at = successor.removeprefix("national-body/")
            assert at not in seen, key
            seen.add(at)


def test_no_name_stands_for_two_bodies() -> None:
    names = [name for body in BODIES.values() for name in {body.label, *body.alternatives}]
    assert sorted(names) == sorted(set(names))
