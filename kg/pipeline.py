"""One report all the way, and many reports into one store.

A report goes through without shared state; a corpus is a map over reports. Workers leave N-Quads in files, one loader
bulk-loads them, so that memory does not grow with the number of reports.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from traceback import format_exc
from typing import TYPE_CHECKING, Any

from kg.garbage import no_search_for_cycles
from kg.graph.namespaces import DEFAULT_BASE
from kg.reports.inputs import ReportInput
from kg.reports.model import Metadata, Report
from kg.resolution.model import ReportFacts
from kg.vocabulary.concepts import Vocabulary, load_vocabulary

if TYPE_CHECKING:
    from kg.graph.run import Run
    from kg.graph.shapes import Result
    from kg.library import Graph
    from kg.store.directory import Entry, Ledger

# From this many files on, a pool of processes pays for its start.
_POOL_FROM = 20


@dataclass(frozen=True, slots=True)
class Options:
    """What a build can be told.

    `least` is the least confidence (0…1), `vocabulary` the user's own Turtle files; `force` builds also what does not
    look like a government report; `validate` checks what is built against the shapes.
    """

    base: str = DEFAULT_BASE
    provenance: bool = True
    least: float = 0.0
    vocabulary: tuple[Path, ...] = ()
    force: bool = False
    validate: bool = True


@dataclass(slots=True)
class Outcome:
    """What became of one source: an error, or a report with its counts by class and its N-Quads.

    `status` is "built", "unchanged" (the store has the same bytes built the same way) or "failed"; `seconds` by stage.
    """

    source: str
    status: str = "built"
    error: str | None = None
    iri: str = ""
    entry: Entry | None = None
    year: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    explanations: tuple[str, ...] = ()
    seconds: dict[str, float] = field(default_factory=dict)
    nquads: bytes = b""
    spool: Path | None = None
    facts: ReportFacts | None = None
    trace: str = ""
    findings: tuple[Result, ...] = ()


@no_search_for_cycles()
def facts_of(report: Report, vocabulary: Vocabulary) -> ReportFacts:
    """All that a report says: extraction, then resolution."""
    from kg.extraction import extract
    from kg.resolution.resolve import resolve

    return resolve(report, extract(report, vocabulary), vocabulary)


def settings_digest(options: Options, given: Metadata, run: Run) -> str:
    """A digest of everything besides the file's bytes that decides its graph."""
    parts = (options.base, options.provenance, options.least, given, run.software, run.vocabularies)
    return sha256(repr(parts).encode()).hexdigest()[:16]


def map_facts(facts: ReportFacts, vocabulary: Vocabulary, run: Run, options: Options, settings: str = "") -> Outcome:
    """Resolved facts as N-Quads, with the ledger entry and the counts."""
    from kg.graph.mapping import confident, map_report
    from kg.store.directory import Entry

    kept = confident(facts, options.least) if options.least > 0 else facts
    graph = map_report(kept, vocabulary, run, base=options.base, provenance=options.provenance)
    source = facts.report.given.source or facts.report.source
    counts = Counter(entity.cls.value for entity in kept.entities)
    counts["Observation"] = len(kept.observations)
    counts["Report"] = 1
    return Outcome(
        source=source,
        iri=graph.iri,
        entry=Entry(facts.report.sha256, graph.digest, facts.title, source, settings),
        year=facts.year,
        counts=dict(counts),
        warnings=(*facts.report.warnings, *facts.warnings),
        explanations=facts.explanations,
        nquads=graph.nquads,
        facts=kept,
    )


@no_search_for_cycles()
def process(
    source: ReportInput, options: Options, run: Run, known: frozenset[tuple[str, str]] = frozenset()
) -> Outcome:
    """One file from bytes to N-Quads. A file that cannot be read becomes an outcome with its error, never an exception.

    `known` has the (sha256, settings) of the reports that need no second extraction.
    """
    from kg.reports import ReadError, looks_like_report, read_report

    name = source.name
    start = perf_counter()
    try:
        report = read_report(source.content, name=name, given=source.given)
    except ReadError as error:
        return Outcome(name, "failed", str(error))
    if not options.force and (doubt := looks_like_report(report)):
        return Outcome(name, "failed", f"{doubt} Check the file, or give --force to build it all the same.")
    settings = settings_digest(options, source.given, run)
    if (report.sha256, settings) in known:
        return Outcome(name, "unchanged")
    vocabulary = load_vocabulary(options.vocabulary)
    after_reading = perf_counter()
    try:
        facts = facts_of(report, vocabulary)
        after_facts = perf_counter()
        outcome = map_facts(facts, vocabulary, run, options, settings)
    except Exception as error:  # one report that shows up a fault must not cost the others
        return Outcome(
            name,
            "failed",
            f"{name}: a fault of govkg ({type(error).__name__}: {error}); please report it, with the file if you can",
            trace=format_exc(),
        )
    outcome.source = name
    outcome.seconds = {
        "reading": after_reading - start,
        "extraction": after_facts - after_reading,
        "graph": perf_counter() - after_facts,
    }
    return outcome


def _spooled(
    numbered: tuple[int, ReportInput], options: Options, run: Run, known: frozenset[tuple[str, str]], folder: Path
) -> Outcome:
    """As `process`, with the N-Quads in a file and without the facts, so that little goes between processes."""
    number, source = numbered
    outcome = process(source, options, run, known)
    if outcome.status == "built":
        outcome.spool = folder / f"{number:08d}.nq"
        outcome.spool.write_bytes(outcome.nquads)
        _validate(outcome, outcome.nquads, options)
    outcome.nquads, outcome.facts = b"", None
    return outcome


def _validate(outcome: Outcome, nquads: bytes, options: Options) -> None:
    """Note in `outcome` where its graph violates the shapes."""
    if options.validate:
        from kg.graph.validation import validate_nquads

        start = perf_counter()
        outcome.findings = tuple(validate_nquads(nquads, outcome.iri))
        outcome.seconds["validation"] = perf_counter() - start


def process_all(
    sources: Sequence[ReportInput],
    options: Options,
    run: Run,
    folder: Path,
    known: frozenset[tuple[str, str]] = frozenset(),
    workers: int | None = None,
) -> Iterator[Outcome]:
    """The outcomes of all `sources`, in their order, each with its N-Quads in a file of `folder`."""
    work = partial(_spooled, options=options, run=run, known=known, folder=folder)
    count = workers if workers is not None else (os.cpu_count() or 1 if len(sources) >= _POOL_FROM else 1)
    if count <= 1:
        yield from map(work, enumerate(sources))
        return
    with ProcessPoolExecutor(count) as pool:
        try:
            yield from pool.map(work, enumerate(sources), chunksize=max(1, min(16, len(sources) // (4 * count))))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def metadata(**values: Any) -> Metadata:
    """What the user says of her reports, blanks left out."""
    return Metadata(**{name: value for name, value in values.items() if value not in (None, "")})


def retract_reports(directory: Path, reports: Sequence[str], *, html: bool = True) -> Build:
    """Take the reports with these IRIs out of the graph in `directory`. Raises StoreError for one it does not have."""
    from kg.graph.run import software_version
    from kg.graph.validation import contradictions, write_validation
    from kg.store.directory import StoreError, change, locked, read_ledger
    from kg.store.reports import count_by_class, retract

    with locked(directory):
        ledger = read_ledger(directory)
        for iri in reports:
            if ledger is None or iri not in ledger.reports:
                raise StoreError(f"{directory}: has no report {iri}; kg query {directory} -q reports names them")
        assert ledger is not None
        build = Build([], 0, 0, 0, 0, {}, {}, {}, [])
        with change(directory, ledger.base, software_version()) as stage:
            for iri in dict.fromkeys(reports):
                retract(stage.store, iri)
                del stage.ledger.reports[iri]
            build.totals = count_by_class(stage.store)
            before, left = directory / "validation.ttl", stage.ledger.reports
            still = contradictions(stage.store)
            write_validation(stage.files / before.name, still, ledger.base, before=before, unchanged=left)
            write_files(stage.store, stage.ledger, stage.files, build, html=html)
    return build


def save_reports(graph: Graph, directory: Path, *, html: bool = True) -> Path:
    """Add the reports of a graph to the graph in `directory`; the directory. Raises StoreError."""
    from kg.graph.run import new_run
    from kg.store.directory import locked, read_ledger
    from kg.store.reports import report_nquads

    options = Options(base=graph.base)
    vocabulary = load_vocabulary()
    with locked(directory), TemporaryDirectory() as folder:
        outcomes = []
        for number, (iri, entry) in enumerate(sorted(graph.ledger.reports.items())):
            spool = Path(folder) / f"{number:08d}.nq"
            nquads = report_nquads(graph.store, iri)
            spool.write_bytes(nquads)
            outcomes.append(Outcome(entry.source, iri=iri, entry=entry, spool=spool))
            _validate(outcomes[-1], nquads, options)
        _store(outcomes, directory, options, vocabulary, new_run(vocabulary), read_ledger(directory), html=html)
    return directory


@dataclass(slots=True)
class Build:
    """What a build did: outcomes in order, what it counted, seconds by stage, warnings of its own, and where the
    reports that were added or replaced violate the shapes.
    """

    outcomes: list[Outcome]
    added: int
    replaced: int
    unchanged: int
    failed: int
    counts: dict[str, int]
    totals: dict[str, int]
    seconds: dict[str, float]
    warnings: list[str]
    findings: tuple[Result, ...] = ()


def build_directory(
    sources: Sequence[ReportInput],
    directory: Path,
    options: Options,
    *,
    html: bool = True,
    workers: int | None = None,
    progress: Callable[[Outcome], Any] = lambda outcome: None,
) -> Build:
    """Build `sources` into the graph in `directory` (made if need be) and write its files anew.

    The directory changes as a whole at the end, or not at all: when nothing could be built or something raises, it is
    as it was. `progress` is called after each source. Raises StoreError, VocabularyError, BaseError.
    """
    from kg.graph.namespaces import checked_base
    from kg.graph.run import new_run
    from kg.store.directory import locked, read_ledger

    checked_base(options.base)
    vocabulary = load_vocabulary(options.vocabulary)
    run = new_run(vocabulary)
    with locked(directory):
        ledger = read_ledger(directory)
        known = frozenset((e.sha256, e.settings) for e in ledger.reports.values()) if ledger else frozenset()
        spool = directory / ".spool"
        shutil.rmtree(spool, ignore_errors=True)
        spool.mkdir()
        try:
            outcomes = []
            for outcome in process_all(sources, options, run, spool, known, workers):
                outcomes.append(outcome)
                progress(outcome)
            return _store(outcomes, directory, options, vocabulary, run, ledger, html=html)
        finally:
            shutil.rmtree(spool, ignore_errors=True)


def _store(
    outcomes: list[Outcome],
    directory: Path,
    options: Options,
    vocabulary: Vocabulary,
    run: Run,
    ledger: Ledger | None,
    *,
    html: bool,
) -> Build:
    from kg.graph.validation import contradictions, write_validation
    from kg.store.directory import change, open_directory
    from kg.store.reports import count_by_class, load_files, load_shipped, reports_on, retract

    warnings = list(vocabulary.warnings)
    latest = _latest(outcomes, warnings)
    old = ledger.reports if ledger else {}
    fresh = [o for o in latest if o.entry is not None and _differs(o, old)]
    build = Build(
        outcomes=outcomes,
        added=sum(outcome.iri not in old for outcome in fresh),
        replaced=sum(outcome.iri in old for outcome in fresh),
        unchanged=sum(o.status == "unchanged" for o in outcomes) + len(latest) - len(fresh),
        failed=sum(outcome.status == "failed" for outcome in outcomes),
        counts={},
        totals={},
        seconds=dict(_summed(outcome.seconds for outcome in outcomes)),
        warnings=warnings,
    )
    build.counts = dict(_summed(outcome.counts for outcome in outcomes))
    shipped = sha256(repr(run.vocabularies).encode()).hexdigest()[:16]
    if not fresh:
        if ledger is not None:
            build.totals = count_by_class(open_directory(directory)[0])
        return build
    with change(directory, options.base, run.software) as stage:
        start = perf_counter()
        for outcome in fresh:
            if outcome.iri in stage.ledger.reports:
                retract(stage.store, outcome.iri)
        if stage.ledger.shipped != shipped:
            load_shipped(stage.store, vocabulary)
            stage.ledger.shipped = shipped
        load_files(stage.store, [outcome.spool for outcome in fresh if outcome.spool is not None])
        stage.ledger.reports |= {outcome.iri: outcome.entry for outcome in fresh if outcome.entry is not None}
        build.totals = count_by_class(stage.store)
        build.seconds["store"] = perf_counter() - start
        changed = frozenset(outcome.iri for outcome in fresh)
        findings = [finding for outcome in fresh for finding in outcome.findings]
        build.findings = tuple(findings)
        if options.validate:
            start = perf_counter()
            between = contradictions(stage.store)
            build.findings += tuple(finding for finding in between if changed & reports_on(stage.store, finding.focus))
            findings += between
            build.seconds["validation"] = build.seconds.get("validation", 0.0) + perf_counter() - start
        same = set(stage.ledger.reports) - changed
        write_validation(
            stage.files / "validation.ttl",
            findings,
            options.base,
            before=directory / "validation.ttl",
            unchanged=same,
        )
        write_files(stage.store, stage.ledger, stage.files, build, html=html)
    return build


def _differs(outcome: Outcome, old: dict[str, Entry]) -> bool:
    """Whether the store lacks this report or has another version of it."""
    entry = old.get(outcome.iri)
    return entry is None or outcome.entry is None or entry.digest != outcome.entry.digest


def _latest(outcomes: Iterable[Outcome], warnings: list[str]) -> list[Outcome]:
    """The built outcomes, one a report: where two files are the same report, the later one."""
    latest: dict[str, Outcome] = {}
    for outcome in outcomes:
        if outcome.status != "built":
            continue
        before = latest.pop(outcome.iri, None)
        if before is not None:
            warnings.append(f"{outcome.source}: is the same report as {before.source} and takes its place")
        latest[outcome.iri] = outcome
    return list(latest.values())


def _summed(parts: Iterable[dict[str, Any]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return total


def write_files(store: Any, ledger: Ledger, folder: Path, build: Build, *, html: bool) -> None:
    """Write graph.ttl, graph.html and report.json of a store into `folder`."""
    from kg.graph.serialise import write_graph

    start = perf_counter()
    write_graph(store, folder / "graph.ttl", "ttl", ledger.base)
    build.seconds["turtle"] = perf_counter() - start
    if html:
        start = perf_counter()
        from kg.views import write_graph_page

        write_graph_page(store, folder / "graph.html")
        build.seconds["html"] = perf_counter() - start
    text = json.dumps(report_json(build, ledger), ensure_ascii=False, indent=1)
    (folder / "report.json").write_text(text + "\n", "utf-8")


def report_json(build: Build, ledger: Ledger) -> dict[str, Any]:
    """What report.json says: counts, warnings and timings of the last build, and all reports in the store."""
    return {
        "software": ledger.software,
        "base": ledger.base,
        "build": {
            "added": build.added,
            "replaced": build.replaced,
            "unchanged": build.unchanged,
            "failed": build.failed,
            "found": dict(sorted(build.counts.items())),
            "seconds": {stage: round(value, 4) for stage, value in build.seconds.items()},
            "warnings": build.warnings,
            "violations": sum(finding.severity == "Violation" for finding in build.findings),
            "files": [
                {
                    "source": outcome.source,
                    "status": outcome.status,
                    "report": outcome.iri or None,
                    "error": outcome.error,
                    "found": dict(sorted(outcome.counts.items())),
                    "warnings": list(outcome.warnings),
                    "explanations": list(outcome.explanations),
                    "seconds": {stage: round(value, 4) for stage, value in outcome.seconds.items()},
                }
                for outcome in build.outcomes
            ],
        },
        "totals": dict(sorted(build.totals.items())),
        "reports": {
            iri: {"title": entry.title, "source": entry.source, "sha256": entry.sha256}
            for iri, entry in sorted(ledger.reports.items())
        },
    }
