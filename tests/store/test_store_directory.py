"""A graph on disk changes as a whole or not at all."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from facts import example

import kg
from kg.graph.namespaces import DEFAULT_BASE
from kg.pipeline import retract_reports
from kg.store.directory import StoreError, change, locked, open_directory, read_ledger

REPORT = f"{DEFAULT_BASE}report/360103-2020-law-based-government"


def snapshot(directory: Path) -> dict[str, bytes]:
    """What a reader sees: the files, and the store's quads."""
    files = {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file() and path.name[0] != "."}
    store, ledger = open_directory(directory)
    quads = "\n".join(sorted(str(quad) for quad in store))
    return files | {"": quads.encode(), "ledger": repr(sorted(ledger.reports.items())).encode()}


@pytest.fixture
def built(tmp_path: Path) -> Iterator[Path]:
    yield kg.from_facts(example()).save(tmp_path / "out", html=False)


def test_what_is_saved_can_be_opened(built: Path) -> None:
    graph = kg.open(built)
    assert graph.reports == {REPORT: "南昌市西湖区人民政府2020年法治政府建设情况报告"}
    assert len(graph.query("SELECT ?o { ?o a gov:Observation }")) == 4
    names = sorted(path.name for path in built.iterdir() if path.name[0] != ".")
    assert names == ["graph.ttl", "report.json", "store", "validation.ttl"]
    report = json.loads((built / "report.json").read_text("utf-8"))
    assert report["totals"]["Observation"] == 4
    assert report["reports"][REPORT]["source"] == "example-360103-2020.txt"


def test_the_turtle_is_that_of_the_store(built: Path, tmp_path: Path) -> None:
    kg.open(built).export(tmp_path / "again.ttl")
    assert (tmp_path / "again.ttl").read_bytes() == (built / "graph.ttl").read_bytes()


def test_building_again_adds(built: Path) -> None:
    kg.from_facts(example(year=2021)).save(built, html=False)
    assert len(kg.open(built).reports) == 2


def test_the_same_report_again_changes_nothing(built: Path) -> None:
    before = snapshot(built)
    kg.from_facts(example()).save(built, html=False)
    assert snapshot(built) == before


def test_a_changed_report_replaces_its_facts(built: Path, tmp_path: Path) -> None:
    kg.from_facts(example(cases=83)).save(built, html=False)
    values = {row["v"] for row in kg.open(built).query("SELECT ?v { ?o gov:unitText '件' ; gov:value ?v }")}
    assert values == {83}
    assert len(kg.open(built).reports) == 1


def test_a_retracted_report_is_gone_from_store_and_files(built: Path) -> None:
    kg.from_facts(example(year=2021)).save(built, html=False)
    retract_reports(built, [REPORT], html=False)
    assert len(kg.open(built).reports) == 1
    assert "360103-2020-" not in (built / "graph.ttl").read_text("utf-8")
    with pytest.raises(StoreError, match="has no report"):
        retract_reports(built, [REPORT], html=False)


def test_an_error_in_the_middle_leaves_the_old_graph_whole(built: Path) -> None:
    before = snapshot(built)
    with pytest.raises(RuntimeError, match="disk on fire"), locked(built), change(built, DEFAULT_BASE, "1") as stage:
        stage.store.clear()
        (stage.files / "graph.ttl").write_text("half")
        raise RuntimeError("disk on fire")
    assert snapshot(built) == before
    assert not (built / ".new").exists()


def _die(directory: str) -> None:
    with locked(Path(directory)), change(Path(directory), DEFAULT_BASE, "1") as stage:
        stage.store.clear()
        (stage.files / "graph.ttl").write_text("half")
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_killed_build_leaves_the_old_graph_whole_and_the_next_one_works(built: Path) -> None:
    before = snapshot(built)
    process = multiprocessing.get_context("spawn").Process(target=_die, args=(str(built),))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert snapshot(built) == before
    kg.from_facts(example(year=2021)).save(built, html=False)
    assert len(kg.open(built).reports) == 2


def test_a_build_killed_after_its_commit_is_finished_by_the_next(built: Path) -> None:
    with locked(built), change(built, DEFAULT_BASE, "1") as stage:
        (stage.files / "graph.ttl").write_text("new")
    generation = (built / "store" / "CURRENT").read_text().strip()
    (built / ".new").mkdir()
    (built / ".new" / "graph.ttl").write_text("newer")
    (built / ".new" / "GENERATION").write_text(generation)
    with locked(built), change(built, DEFAULT_BASE, "1"):
        assert (built / "graph.ttl").read_text() == "newer"


def test_a_reader_keeps_what_it_opened_while_the_graph_changes(built: Path) -> None:
    graph = kg.open(built)
    kg.from_facts(example(year=2021)).save(built, html=False)
    assert len(graph.query("SELECT ?r { ?r a gov:Report }")) == 1
    assert len(kg.open(built).query("SELECT ?r { ?r a gov:Report }")) == 2


def test_two_builders_do_not_meet(built: Path) -> None:
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time; from pathlib import Path; from kg.store.directory import locked\n"
            "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)",
            str(built),
        ],
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreError, match="another build is writing"):
            kg.from_facts(example(year=2021)).save(built, html=False)
    finally:
        holder.kill()
        holder.wait()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and len(kg.open(built).reports) < 2:
        kg.from_facts(example(year=2021)).save(built, html=False)
    assert len(kg.open(built).reports) == 2


def test_another_base_is_refused(built: Path) -> None:
    with pytest.raises(StoreError, match=r"has the base https://w3id\.org/govkg/id/"):
        kg.from_facts(example(year=2021), base="https://example.org/").save(built, html=False)


def test_a_folder_without_a_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no graph; build one with"):
        kg.open(tmp_path)
    assert read_ledger(tmp_path) is None


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine")
    with pytest.raises(StoreError, match="has other files and no graph"):
        kg.from_facts(example()).save(tmp_path, html=False)
    assert (tmp_path / "thesis.docx").read_text() == "mine"
    assert not (tmp_path / "store").exists()


def test_a_failed_first_build_leaves_no_folder(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with pytest.raises(ZeroDivisionError), locked(target), change(target, DEFAULT_BASE, "1"):
        _ = 1 / 0
    assert not target.exists()


@pytest.mark.parametrize(
    ("change_to", "message"),
    [('{"format": 99}', "has store format 99, this govkg reads format 1"), ("{", "is damaged"), ("[]", "is damaged")],
)
def test_a_ledger_of_another_version_or_damaged(built: Path, change_to: str, message: str) -> None:
    generation = (built / "store" / "CURRENT").read_text().strip()
    (built / "store" / generation / "ledger.json").write_text(change_to)
    with pytest.raises(StoreError, match=message):
        kg.open(built)


def test_old_generations_do_not_pile_up(built: Path) -> None:
    for cases in range(5):
        kg.from_facts(example(cases=cases)).save(built, html=False)
    assert len([path for path in (built / "store").iterdir() if path.is_dir()]) == 2
