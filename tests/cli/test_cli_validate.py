"""``kg validate`` and ``kg docs``."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from facts import example
from pyoxigraph import Literal, NamedNode, Quad, Store

import kg
from kg.reports import example_path

GOV = "https://w3id.org/govkg/ontology#"


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8", **environment},
    )
    assert "Traceback" not in result.stderr, result.stderr
    return result


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kg.from_facts(example()).save(tmp_path_factory.mktemp("good") / "out", html=False)


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = kg.from_facts(example()).save(tmp_path_factory.mktemp("bad") / "out", html=False)
    store = Store(str(next((directory / "store").glob("*/data"))))
    report = next(iter(kg.from_facts(example()).reports))
    node = NamedNode("https://w3id.org/govkg/id/observation/360103-2020-1")
    store.add(Quad(node, NamedNode(f"{GOV}modality"), NamedNode(f"{GOV}x"), NamedNode(report)))
    store.add(Quad(node, NamedNode(f"{GOV}value"), Literal("many"), NamedNode(report)))
    store.flush()
    return directory


def test_a_good_graph(good: Path) -> None:
    said = run("validate", good)
    assert (said.returncode, said.stdout) == (0, "Conforms: graphs of 1 reports satisfy all shapes.\n")
    assert run("validate", good, "--language", "zh").stdout.startswith("合格")
    # the language of the locale is the default
    assert run("validate", good, LC_ALL="zh_CN.UTF-8").stdout.startswith("合格")


def test_a_bad_graph(bad: Path, tmp_path: Path) -> None:
    said = run("validate", bad, "-o", tmp_path / "validation.ttl")
    assert said.returncode == 4
    assert said.stdout.startswith("Does not conform: 4 violations")
    assert "shape:Observation-modality" in said.stdout
    assert "what is planned or aimed at is not achieved as well" in said.stdout
    assert "行政复议" in said.stdout
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    graph = rdflib.Graph().parse(tmp_path / "validation.ttl")
    assert len(list(graph.subjects(rdflib.RDF.type, sh.ValidationResult))) == 4


def test_a_build_tells_of_the_contradictions_that_its_reports_take_part_in(tmp_path: Path) -> None:
    (found,) = kg.build(example_path()).facts
    body = next(entity for entity in found.entities if entity.id == found.publisher)
    facts = example(year=2021)
    other = replace(facts, entities=(*facts.entities, replace(body, label="西湖区政府")))
    directory = kg.from_facts(other).save(tmp_path / "out", html=False)
    said = run("build", "--example", "-o", directory, "--no-html")
    assert said.returncode == 4
    assert "shape:Body-prefLabel" in said.stderr
    assert run("validate", directory).returncode == 4
    elsewhere = tmp_path / "report.txt"
    elsewhere.write_text("临安区人民政府2020年法治政府建设工作报告\n一、工作情况\n办理行政复议案件12件。\n", "utf-8")
    assert run("build", elsewhere, "-o", directory, "--no-html", "--force").returncode == 0
    assert run("validate", directory).returncode == 4


def test_errors(tmp_path: Path, good: Path) -> None:
    said = run("validate", tmp_path / "none")
    assert said.returncode == 1 and "holds no graph" in said.stderr
    (tmp_path / "shapes.ttl").write_text("nonsense", "utf-8")
    said = run("validate", good, "--shapes", tmp_path / "shapes.ttl")
    assert said.returncode == 1 and "is not valid Turtle" in said.stderr
    assert run("validate", good, "--language", "fr").returncode == 2


def test_the_pages(tmp_path: Path) -> None:
    said = run("docs", "-o", tmp_path / "docs")
    assert said.returncode == 0
    assert (tmp_path / "docs" / "zh" / "index.html").is_file()
    (tmp_path / "file").write_text("", "utf-8")
    said = run("docs", "-o", tmp_path / "file")
    assert said.returncode == 1 and "file" in said.stderr
