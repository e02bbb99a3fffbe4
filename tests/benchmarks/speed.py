"""Characters a CPU-second from text to N-Quads, beside jieba.posseg on the same text in the same run, one core.

    pip install '.[bench]'
    python tests/benchmarks/speed.py [REPORT …]

Without arguments: the example, and the text reports in ../shared/reports where they are.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from time import process_time

import jieba
import jieba.posseg

from kg.garbage import no_search_for_cycles
from kg.graph.mapping import map_report
from kg.graph.run import new_run
from kg.pipeline import facts_of
from kg.reports import example_path, read_report
from kg.vocabulary.concepts import load_vocabulary

SHARED = Path(__file__).parents[3] / "shared" / "reports"
ROUNDS = 5

jieba.setLogLevel(logging.ERROR)
jieba.initialize()
paths = [Path(path) for path in sys.argv[1:]] or [example_path(), *sorted(SHARED.glob("*.txt"))]
vocabulary = load_vocabulary()
run = new_run(vocabulary)
texts = {path: path.read_bytes() for path in paths}


def ours(data: bytes, name: str) -> tuple[int, int, dict[str, float]]:
    """Characters, quads and CPU seconds by stage of one report."""
    with no_search_for_cycles():  # as kg.pipeline.process does
        start = process_time()
        report = read_report(data, name=name)
        read = process_time()
        facts = facts_of(report, vocabulary)
        said = process_time()
        quads = map_report(facts, vocabulary, run).nquads
        done = process_time()
    return len(report.text), quads.count(b"\n"), {"reading": read - start, "facts": said - read, "graph": done - said}


ours(texts[paths[0]], paths[0].name)  # vocabularies become matchers once
print(f"{'report':28}{'chars':>8}{'quads':>8}{'govkg':>12}{'jieba':>12}{'ratio':>8}   (characters a CPU-second)")
totals = {"characters": 0, "reading": 0.0, "facts": 0.0, "graph": 0.0, "jieba": 0.0}
for path, data in texts.items():
    text = read_report(data, name=path.name).text
    best: dict[str, float] = {}
    tagged = float("inf")
    for _ in range(ROUNDS):
        characters, quads, seconds = ours(data, path.name)
        if not best or sum(seconds.values()) < sum(best.values()):
            best = seconds
        start = process_time()
        jieba.posseg.lcut(text)
        tagged = min(tagged, process_time() - start)
    spent = sum(best.values())
    totals["characters"] += characters
    totals["jieba"] += tagged
    for stage, value in best.items():
        totals[stage] += value
    print(
        f"{path.name:28}{characters:8}{quads:8}{characters / spent:12,.0f}{characters / tagged:12,.0f}"
        f"{tagged / spent:8.2f}"
    )
spent = totals["reading"] + totals["facts"] + totals["graph"]
print(
    f"{'all':28}{totals['characters']:8.0f}{'':8}{totals['characters'] / spent:12,.0f}"
    f"{totals['characters'] / totals['jieba']:12,.0f}{totals['jieba'] / spent:8.2f}"
)
print("share of the time: " + ", ".join(f"{name} {totals[name] / spent:.0%}" for name in ("reading", "facts", "graph")))
