"""The command: what it prints, where, and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from facts import example

import kg
from kg.graph.serialise import SHIPPED_GRAPHS
from kg.reports import example_path

Run = Callable[..., subprocess.CompletedProcess[str]]


def run(*arguments: object, stdin: bytes | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True,
        input=stdin,
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", "COLUMNS": "120"},
    )
    out, err = result.stdout.decode("utf-8"), result.stderr.decode("utf-8")
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(result.args, result.returncode, out, err)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two reports on disk, made from facts."""
    return kg.from_facts(example(), example(year=2021)).save(tmp_path_factory.mktemp("graph") / "out", html=False)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return Path(shutil.copy(example_path(), tmp_path / "report.txt"))


def test_help_everywhere_with_an_example() -> None:
    said = run("--help")
    assert said.returncode == 0
    assert "Exit codes" in said.stdout
    for command in ("build", "query", "view", "export", "info", "validate"):
        assert command in said.stdout
        help_text = run(command, "--help").stdout
        assert f"kg {command} " in help_text.split("Options:")[0].split("\n", 3)[-1], command


def test_wrong_options_are_usage_errors() -> None:
    for arguments in (["bild"], ["build", "--nothing"], ["build", "x.txt", "--year", "20"], ["query"]):
        said = run(*arguments)
        assert said.returncode == 2, arguments
        assert "Usage:" in said.stderr


def test_missing_or_contrary_arguments_are_usage_errors(graph: Path, tmp_path: Path) -> None:
    for arguments, message in (
        (["query", graph], "give one query"),
        (["query", graph, "SELECT ?x {}", "-q", "metrics"], "give one query"),
        (["query", graph, "-q", "metrics", "--set", "area"], "give NAME=VALUE"),
        (["build", "-o", tmp_path / "out"], "no report to build"),
    ):
        said = run(*arguments)
        assert (said.returncode, said.stdout) == (2, "")
        assert message in said.stderr


def test_the_version() -> None:
    assert run("--version").stdout.startswith("govkg ")


# -- query


def test_query_prints_a_table(graph: Path) -> None:
    said = run("query", graph, "SELECT ?b ?name { ?b a gov:Body ; skos:prefLabel ?name } ORDER BY ?name")
    assert said.returncode == 0
    lines = [line.split() for line in said.stdout.splitlines()]
    assert lines == [
        ["b", "name"],
        ["id:body/360103-government", "南昌市西湖区人民政府"],
        ["id:body/360103-justice", "南昌市西湖区司法局"],
    ]


def test_query_formats(graph: Path) -> None:
    text = "SELECT ?name { ?b a gov:Body ; skos:prefLabel ?name } ORDER BY ?name"
    assert run("query", graph, text, "--format", "csv").stdout.split() == [
        "name",
        "南昌市西湖区人民政府",
        "南昌市西湖区司法局",
    ]
    assert run("query", graph, text, "--format", "tsv").stdout.splitlines()[1] == '"南昌市西湖区人民政府"@zh'
    document = json.loads(run("query", graph, text, "--format", "json").stdout)
    assert document["results"]["bindings"][1]["name"] == {
        "type": "literal",
        "value": "南昌市西湖区司法局",
        "xml:lang": "zh",
    }
    triples = run("query", graph, "DESCRIBE <https://w3id.org/govkg/id/place/360100>", "--format", "turtle").stdout
    assert len(rdflib.Graph().parse(data=triples, format="turtle")) == 4
    assert run("query", graph, "ASK { ?b a gov:Body }").stdout == "true\n"
    assert json.loads(run("query", graph, "ASK { ?b a gov:Body }", "--format", "json").stdout)["boolean"] is True


def test_query_with_a_shipped_question_a_file_and_parameters(graph: Path, tmp_path: Path) -> None:
    said = run("query", graph, "-q", "metrics", "--set", "area=360103", "--set", "year=2021", "--format", "csv")
    assert len(said.stdout.splitlines()) == 5
    file = tmp_path / "mine.rq"
    file.write_text("SELECT ?name { ?p gov:adminCode ?code ; skos:prefLabel ?name }", "utf-8")
    assert (
        run("query", graph, "-f", file, "--set", "code=360100", "--format", "csv").stdout.split()[1] == "江西省南昌市"
    )
    quotes = run("query", graph, "-q", "evidence", "--set", "thing=南昌市西湖区司法局", "--format", "csv").stdout
    assert "区司法局" in quotes


def test_a_hint_when_evidence_is_sought_in_the_wrong_place(graph: Path) -> None:
    said = run("query", graph, "SELECT ?q { ?b prov:wasDerivedFrom/nif:anchorOf ?q }")
    assert "write GRAPH ?report { … } around" in said.stderr


def test_the_questions_are_listed_in_both_languages(graph: Path) -> None:
    said = run("query", graph, "--list").stdout
    assert "metrics\n  一个地区报告了哪些数值  Which figures a place reports\n" in said
    assert "--set area=<thing>" in said


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SELECT ?x WHERE { ?x a foo:Bar }"], "the prefix foo: is not declared"),
        (["-q", "nothing"], "is no shipped question; there are:"),
        (["-f", "no-such-file.rq"], "no-such-file.rq: No such file"),
        (["-q", "metrics", "--set", "year=soon"], "is not a year such as 2020"),
        (["SELECT ?x {}", "--format", "turtle"], "is for CONSTRUCT and DESCRIBE"),
        (["DESCRIBE <http://a>", "--format", "csv"], "gives triples, not csv"),
        (["DELETE WHERE { ?s ?p ?o }"], "expected SELECT, ASK, CONSTRUCT or DESCRIBE"),
    ],
)
def test_query_errors_are_said_on_stderr(graph: Path, arguments: list[str], message: str) -> None:
    said = run("query", graph, *arguments)
    assert (said.returncode, said.stdout) == (1, "")
    assert message in said.stderr


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    for command in (["query", tmp_path, "ASK {}"], ["info", tmp_path], ["export", tmp_path], ["view", tmp_path]):
        said = run(*command)
        assert said.returncode == 1
        assert "holds no graph; build one with: kg build" in said.stderr


# -- export, info


def test_export(graph: Path, tmp_path: Path) -> None:
    said = run("export", graph, "--format", "nt", "-o", tmp_path / "graph.nt")
    assert said.stdout.strip() == str(tmp_path / "graph.nt")
    assert len(rdflib.Graph().parse(tmp_path / "graph.nt")) == len(kg.open(graph).rdf)
    run("export", graph, "-o", tmp_path / "facts.ttl", "--no-provenance")
    assert "nif:anchorOf" not in (tmp_path / "facts.ttl").read_text("utf-8")
    run("export", graph, "--format", "csv", cwd=tmp_path)
    assert (tmp_path / "tables" / "observations.csv").is_file()
    said = run("export", graph, "-o", tmp_path / "missing" / "graph.nt")
    assert said.returncode == 1 and "missing" in said.stderr


def test_info(graph: Path) -> None:
    said = run("info", graph, "--top", "1").stdout
    assert ["Observations", "指标数值", "8"] in [line.split() for line in said.splitlines()]
    assert ["南昌市西湖区人民政府2021年法治政府建设情况报告", "2021", "2", "1", "1", "4"] in [
        line.split() for line in said.splitlines()
    ]
    assert "4 nodes, 3 edges, 1 components, the largest with 4 nodes" in said
    assert "南昌市西湖区司法局" not in said.split("Best connected")[1]


def test_view_writes_pages(graph: Path, tmp_path: Path) -> None:
    page = tmp_path / "part.html"
    said = run("view", graph, "--focus", "南昌市西湖区司法局", "--hops", 1, "-o", page, "--no-open")
    assert (said.returncode, said.stdout) == (0, f"{page}\n")
    assert "区司法局" in page.read_text("utf-8")
    said = run("view", graph, "--report", "2021年", "--report-page", "-o", page, "--no-open")
    assert said.returncode == 0, said.stderr
    assert "法律明白人" in page.read_text("utf-8")
    said = run("view", graph, "--focus", "无名机构", "-o", page, "--no-open")
    assert said.returncode == 1 and "无名机构" in said.stderr


# -- build


def test_build_the_example(tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = run("build", "--example", "-o", out)
    assert said.returncode == 0, said.stderr
    assert "Reports: 1 added." in said.stdout
    assert sorted(path.name for path in out.iterdir() if path.name[0] != ".") == [
        "graph.html",
        "graph.ttl",
        "report.json",
        "store",
        "validation.ttl",
    ]
    document = json.loads((out / "report.json").read_text("utf-8"))
    assert document["build"]["added"] == 1
    assert set(document["build"]["seconds"]) >= {"reading", "extraction", "graph", "store", "turtle", "html"}
    assert document["totals"]["Report"] == 1 and document["totals"]["Observation"] > 5
    again = run("build", "--example", "-o", out)
    assert "Reports: 1 unchanged." in again.stdout


def test_one_bad_file_among_good_ones(tmp_path: Path, report: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    shutil.copy(report, folder / "good.txt")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    said = run("build", folder, "-o", tmp_path / "out", "--no-html")
    assert said.returncode == 3
    assert "kg: empty.txt: is empty" in said.stderr and "kg: noise.txt: " in said.stderr
    assert "Reports: 1 added, 2 failed." in said.stdout
    assert len(kg.open(tmp_path / "out").reports) == 1


def test_nothing_but_bad_files_leaves_the_graph_as_it_was(tmp_path: Path, report: Path) -> None:
    out = tmp_path / "out"
    run("build", report, "-o", out, "--no-html")
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nothing")
    said = run("build", bad, "-o", out, "--no-html")
    assert said.returncode == 1
    assert "kg: bad.pdf: " in said.stderr
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before
    fresh = tmp_path / "fresh"
    assert run("build", bad, "-o", fresh).returncode == 1
    assert not fresh.exists()


def test_a_novel_is_no_report_unless_forced(tmp_path: Path) -> None:
    novel = tmp_path / "novel.txt"
    novel.write_text("那天夜里下着雨，他独自走过长长的巷子，听见有人在窗后唱歌。\n" * 200, "utf-8")
    said = run("build", novel, "-o", tmp_path / "out", "--no-html")
    assert said.returncode == 1
    assert "does not read like a government report" in said.stderr and "--force" in said.stderr
    assert run("build", novel, "-o", tmp_path / "out", "--no-html", "--force").returncode == 0


def test_standard_input_and_metadata_given(tmp_path: Path, report: Path) -> None:
    out = tmp_path / "out"
    said = run(
        "build", "-", "-o", out, "--no-html", "--area", "330106", "--year", "2019",
        "--source", "https://example.org/report", stdin=report.read_bytes(),
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    rows = list(kg.open(out).query("SELECT ?y ?s { ?r a gov:Report ; gov:reportingYear ?y ; dcterms:source ?s }"))
    assert rows == [{"y": 2019, "s": "https://example.org/report"}]


def test_no_provenance_and_least_confidence(tmp_path: Path, report: Path) -> None:
    run("build", report, "-o", tmp_path / "all", "--no-html")
    run("build", report, "-o", tmp_path / "facts", "--no-html", "--no-provenance")
    assert "nif:" not in (tmp_path / "facts" / "graph.ttl").read_text("utf-8").split("\n\n", 1)[1]
    run("build", report, "-o", tmp_path / "sure", "--no-html", "--min-confidence", "0.99")
    assert (tmp_path / "sure" / "graph.ttl").stat().st_size < (tmp_path / "all" / "graph.ttl").stat().st_size


def test_another_base(tmp_path: Path, report: Path) -> None:
    out = tmp_path / "out"
    assert run("build", report, "-o", out, "--no-html", "--base", "https://example.org/data/").returncode == 0
    assert all(iri.startswith("https://example.org/data/report/") for iri in kg.open(out).reports)
    # a graph keeps its base without being told
    assert run("build", report, "-o", out, "--no-html").returncode == 0
    said = run("build", report, "-o", out, "--no-html", "--base", "https://example.com/")
    assert said.returncode == 1 and "has the base https://example.org/data/" in said.stderr
    said = run("build", report, "-o", tmp_path / "other", "--base", "example")
    assert said.returncode == 1 and "is no base for IRIs" in said.stderr


def test_explain_quiet_and_verbose(tmp_path: Path, report: Path) -> None:
    said = run("build", report, "-o", tmp_path / "out", "--no-html", "--quiet", "--explain")
    assert said.stderr == ""
    assert said.stdout.startswith("report.txt: ")
    said = run("build", report, "-o", tmp_path / "two", "--no-html", "--verbose")
    assert "report.txt: built, " in said.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-report.txt"], "no-such-report.txt: does not exist"),
        (["--example", "--vocabulary", "mine.ttl"], "mine.ttl: cannot be read"),
    ],
)
def test_build_errors(tmp_path: Path, arguments: list[str], message: str) -> None:
    said = run("build", *arguments, "-o", tmp_path / "out", cwd=tmp_path)
    assert said.returncode == 1
    assert message in said.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, report: Path) -> None:
    said = run("build", report, "-o", tmp_path)
    assert said.returncode == 1
    assert "has other files and no graph" in said.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name[0] != "."] == ["report.txt"]


def test_many_files_go_through_processes_to_the_same_graph(tmp_path: Path, report: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    text = report.read_text("utf-8")
    rows = ["file,year"]
    for year in range(1990, 2015):
        # other bytes: the same file given for several years contradicts itself
        (folder / f"{year}.txt").write_text(text + "\n" * (year - 1989), "utf-8")
        rows.append(f"{year}.txt,{year}")
    (folder / "metadata.csv").write_text("\n".join(rows), "utf-8")
    said = run("build", folder, "-o", tmp_path / "many", "--no-html", "-j", 2)
    assert said.returncode == 0, said.stderr
    assert "Reports: 25 added." in said.stdout
    run("build", folder, "-o", tmp_path / "one", "--no-html", "-j", 1)

    def facts(directory: Path) -> set[str]:
        quads = (quad for quad in kg.open(directory).store if quad.graph_name not in SHIPPED_GRAPHS)
        return {str(quad.triple) for quad in quads if "/run/" not in str(quad.subject)}

    assert facts(tmp_path / "many") == facts(tmp_path / "one")
