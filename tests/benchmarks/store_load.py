"""N-Quads of many reports into the embedded store, beside a raw pyoxigraph bulk load of the same bytes.

    python tests/benchmarks/store_load.py [REPORTS]

The reports are the hand-made one of the tests with other years, places and figures.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from pyoxigraph import RdfFormat, Store

sys.path.insert(0, str(Path(__file__).parents[1]))

from facts import example

from kg.graph.mapping import map_report
from kg.graph.run import new_run
from kg.store.directory import change, locked
from kg.store.reports import load_files
from kg.vocabulary.concepts import load_vocabulary

count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
vocabulary = load_vocabulary()
run = new_run(vocabulary)
ROUNDS = 3

with TemporaryDirectory() as folder:
    root = Path(folder)
    files: list[Path] = []
    start = perf_counter()
    for number in range(count):
        place = f"place/{110000 + number // 20:06d}"
        facts = example(area=place, area_label=f"第{number // 20}区", year=1990 + number % 20, cases=number)
        files.append(root / f"{number:06d}.nq")
        files[-1].write_bytes(map_report(facts, vocabulary, run).nquads)
    made = perf_counter() - start
    joined = root / "all.nq"
    joined.write_bytes(b"".join(path.read_bytes() for path in files))
    quads = joined.read_bytes().count(b"\n")
    raw, own = [], []
    for turn in range(ROUNDS):
        start = perf_counter()
        store = Store(str(root / f"raw{turn}"))
        store.bulk_load(path=joined, format=RdfFormat.N_QUADS)
        store.flush()
        raw.append(perf_counter() - start)
        del store
        directory = root / f"own{turn}"
        start = perf_counter()
        with locked(directory), change(directory, "https://example.org/", "1") as stage:
            load_files(stage.store, files)
        own.append(perf_counter() - start)
    print(f"{count} reports, {quads:,} quads; facts to N-Quads files {quads / made:,.0f} quads/s")
    print(f"raw bulk load   {quads / min(raw):12,.0f} quads/s")
    print(f"into the store  {quads / min(own):12,.0f} quads/s   ({min(raw) / min(own):.2f} of raw)")
