"""Tables: one a class, observations wide, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from facts import JUSTICE, example

import kg
from kg.views.export import ExportError


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    graph = kg.from_facts(example(), example(year=2021))
    return graph.export(tmp_path_factory.mktemp("tables"), "csv")


def test_one_table_a_class(folder: Path) -> None:
    assert sorted(path.stem for path in folder.iterdir()) == [
        "bodies",
        "commitments",
        "events",
        "honours",
        "indicators",
        "observations",
        "persons",
        "places",
        "policies",
        "problems",
        "programs",
        "reports",
    ]


def test_observations_are_one_wide_table(folder: Path) -> None:
    rows = read(folder / "observations.csv")
    assert len(rows) == 8
    assert rows[1] == {
        "iri": "https://w3id.org/govkg/id/observation/360103-2020-2",
        "label": "办结率：98.5%以上",
        "indicator": "办结率",
        "value": "98.5",
        "unit": "%",
        "bound": "at-least",
        "kind": "ratio",
        "direction": "",
        "baseline": "",
        "period": "2020",
        "begin": "2020-01-01",
        "end": "2020-12-31",
        "area": "南昌市西湖区",
        "area code": "360103",
        "modality": "achieved",
        "about": "",
        "report": "南昌市西湖区人民政府2020年法治政府建设情况报告",
        "quote": "办结率达98.5%以上",
        "confidence": "0.9",
        "indicator iri": "https://w3id.org/govkg/id/indicator/rate",
        "report iri": "https://w3id.org/govkg/id/report/360103-2020-law-based-government",
    }
    assert rows[2]["about"] == "“法律明白人”培养工程"


def test_things_have_their_relations_by_name(folder: Path) -> None:
    policy = read(folder / "policies.csv")[0]
    assert policy["issued by"] == "南昌市西湖区人民政府"
    assert policy["number"] == "西府发〔2020〕3号；西府发〔2021〕3号"
    body = next(row for row in read(folder / "bodies.csv") if row["iri"].endswith(JUSTICE))
    assert (body["part of"], body["other names"]) == ("南昌市西湖区人民政府", "区司法局")
    assert body["mentions"] == "区司法局"
    assert body["reports"].count("；") == 1


def test_text_that_a_spreadsheet_would_run_is_defused(tmp_path: Path) -> None:
    facts = example()
    entities = tuple(replace(e, label='=HYPERLINK("http://x")') if e.id == JUSTICE else e for e in facts.entities)
    folder = kg.from_facts(replace(facts, entities=entities)).export(tmp_path / "csv", "csv")
    labels = [row["label"] for row in read(folder / "bodies.csv")]
    assert '\'=HYPERLINK("http://x")' in labels


def test_an_unknown_format_names_those_there_are(tmp_path: Path) -> None:
    graph = kg.from_facts(example())
    with pytest.raises(ExportError, match="one of ttl, nt, nq, trig, jsonld, graphml, gexf, csv"):
        graph.export(tmp_path / "graph.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_ending_decides(tmp_path: Path) -> None:
    graph = kg.from_facts(example())
    assert graph.export(tmp_path / "a.turtle").read_text("utf-8").startswith("@prefix")
    assert graph.export(tmp_path / "a.jsonld").read_text("utf-8").startswith("{")
    assert (graph.export(tmp_path / "tables") / "bodies.csv").is_file()
