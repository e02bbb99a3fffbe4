"""CPU seconds of validation: one report as ``kg build`` checks it, many as ``kg validate`` does, and other engines.

For many reports also the memory that loading and checking them take at most.

    python tests/benchmarks/validation.py [REPORTS] [--engines]

With ``--engines`` also pySHACL and, where it is installed, pyrudof, on the same shapes and triples.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from kg.graph.validation import validate, validate_nquads
from kg.pipeline import Options, process
from kg.reports import example_path, find_reports
from kg.store.directory import change, locked, open_directory
from kg.store.reports import load_files
from kg.vocabulary.files import ontology_dir

SHAPES = ontology_dir() / "shapes.ttl"


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = process_time()
    result = work()
    return process_time() - start, result


def peak() -> int:
    """The most memory that the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def example_report() -> tuple[str, bytes]:
    """The IRI and the N-Quads of the report that ships."""
    from kg.graph.run import new_run
    from kg.reports.model import Metadata
    from kg.vocabulary.concepts import load_vocabulary

    (source,) = find_reports([example_path()], Metadata())
    outcome = process(source, Options(), new_run(load_vocabulary()))
    return outcome.iri, outcome.nquads


def another(nquads: bytes, digest: bytes, number: int) -> bytes:
    """The same report of another place: its own ids, and what is known all over the country shared."""
    place = f"{100000 + number:06d}".encode()
    other = f"{number:010x}".encode()
    return nquads.replace(b"/360103", b"/" + place).replace(b"/" + digest, b"/" + other)


def main(count: int, engines: bool) -> None:
    iri, nquads = example_report()
    digest = next(part for part in nquads.split(b"/id/observation/")[1:]).split(b"-")[0]
    triples = len({line.rpartition(b" <")[0] for line in nquads.splitlines() if line.endswith(f"<{iri}> .".encode())})
    times = [timed(lambda: validate_nquads(nquads, iri))[0] for _ in range(9)]
    print(f"one report, {triples:,} triples: first {times[0] * 1000:.0f} ms, then {median(times) * 1000:.0f} ms")
    command = "import time; t = time.process_time(); import {}; print(time.process_time() - t)"
    for module in ("kg.graph.validation", "pyshacl") if engines else ("kg.graph.validation",):
        imported = subprocess.run([sys.executable, "-c", command.format(module)], capture_output=True, text=True)
        print(f"import {module}: {float(imported.stdout) * 1000:.0f} ms")
    with TemporaryDirectory() as folder:
        files = []
        for number in range(count):
            files.append(Path(folder) / f"{number:06d}.nq")
            files[-1].write_bytes(another(nquads, digest, number))
        directory = Path(folder) / "out"
        with locked(directory), change(directory, "https://w3id.org/govkg/id/", "1") as stage:
            spent, _ = timed(lambda: load_files(stage.store, files))
        print(f"{count:,} reports into a store: {spent:.1f} s, at most {peak():,} MB")
        store, _ = open_directory(directory)
        spent, report = timed(lambda: validate(store))
        found = f"{report.violations} violations"
        print(f"kg validate, {report.graphs:,} reports, {len(store):,} quads: {spent:.1f} s, {found}; {peak():,} MB")
    if engines:
        compare(iri, nquads)


def compare(iri: str, nquads: bytes) -> None:
    """pySHACL and pyrudof on the triples of one report, with and without the SPARQL constraints."""
    import pyshacl
    import rdflib

    tail = f" <{iri}> .\n"
    lines = nquads.decode().splitlines(keepends=True)
    text = "".join(line.removesuffix(tail) + " .\n" for line in lines if line.endswith(tail) and line.count(" ") > 3)
    full = rdflib.Graph().parse(SHAPES)
    core = rdflib.Graph().parse(SHAPES)
    core.remove((None, rdflib.SH.sparql, None))
    loading, data = timed(lambda: rdflib.Graph().parse(data=text, format="nt"))
    for name, shapes in (("SHACL Core", core), ("with SPARQL constraints", full)):
        spent, (conforms, *_) = timed(
            lambda shapes=shapes: pyshacl.validate(data, shacl_graph=shapes, inference="none")
        )
        print(f"pySHACL, {name}: {spent:.2f} s after {loading:.2f} s of loading; conforms: {conforms}")
    try:
        import pyrudof
    except ImportError:
        print("pyrudof is not installed")
        return
    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    loading = timed(lambda: rudof.read_data(text, pyrudof.RDFFormat.NTriples))[0]
    rudof.read_shacl(core.serialize(format="turtle"), pyrudof.ShaclFormat.Turtle)
    spent, report = timed(rudof.validate_shacl)
    print(f"pyrudof, SHACL Core: {spent:.2f} s after {loading:.2f} s of loading; conforms: {report.conforms}")


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(numbers[0] if numbers else 1000, "--engines" in sys.argv)
