"""Milliseconds of each shipped question over many reports, with and without parameters.

python tests/benchmarks/queries.py [REPORTS]
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from facts import example

from kg.graph.mapping import map_report
from kg.graph.run import new_run
from kg.graph.serialise import write_graph
from kg.library import Graph
from kg.store.directory import change, locked, open_directory
from kg.store.questions import questions
from kg.store.reports import load_files, load_shipped
from kg.vocabulary.concepts import load_vocabulary

count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
VALUES = {"area": "110003", "year": "1995", "body": "第3区司法局", "indicator": "复议", "unit": "件", "word": "执法"}
VALUES |= {"level": "province", "thing": "第3区司法局", "below": "0.7"}
vocabulary = load_vocabulary()
run = new_run(vocabulary)

with TemporaryDirectory() as folder:
    root = Path(folder)
    files = []
    for number in range(count):
        place = f"place/{110000 + number // 20:06d}"
        facts = example(area=place, area_label=f"第{number // 20}区", year=1990 + number % 20, cases=number)
        files.append(root / f"{number:06d}.nq")
        files[-1].write_bytes(map_report(facts, vocabulary, run).nquads)
    directory = root / "out"
    with locked(directory), change(directory, "https://w3id.org/govkg/id/", "1") as stage:
        load_shipped(stage.store, vocabulary)
        load_files(stage.store, files)
        start = perf_counter()
        write_graph(stage.store, root / "graph.ttl", "ttl", stage.ledger.base)
        turtle = perf_counter() - start
    graph = Graph(*open_directory(directory))
    print(f"{count} reports, {len(graph.store):,} quads; graph.ttl written in {turtle:.1f} s")
    times = []
    for name, question in questions().items():
        for given in ({}, {p.name: VALUES[p.name] for p in question.parameters[:1]}):
            if not given and question.parameters:
                shown = "everything"
            else:
                shown = " ".join(f"{key}={value}" for key, value in given.items())
            start = perf_counter()
            answer = graph.ask(name, **given)
            spent = (perf_counter() - start) * 1000
            print(f"{name:22}{shown:28}{len(answer):8} rows{spent:10.1f} ms")
            if given or not question.parameters:
                times.append(spent)
    print(f"median with a parameter {median(times):.1f} ms")
