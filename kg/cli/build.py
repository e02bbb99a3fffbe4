"""``kg build``."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import ExitCode, console, fail, guarded, say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from kg.pipeline import Build, Outcome

# class: (name in the summary, in Chinese)
CLASSES = {
    "Report": ("Reports", "报告"),
    "Place": ("Places", "地区"),
    "Body": ("Bodies", "机构"),
    "Person": ("Persons", "人员"),
    "Policy": ("Policies", "法规文件"),
    "Program": ("Programs", "工作项目"),
    "Indicator": ("Indicators", "指标"),
    "Observation": ("Observations", "指标数值"),
    "Honour": ("Honours", "荣誉"),
    "Event": ("Events", "事件"),
    "Problem": ("Problems", "问题"),
    "Commitment": ("Commitments", "计划"),
}


@guarded
def build(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[FILES]…", help="Reports, folders of reports, or - for standard input.", show_default=False
        ),
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where the graph lies.")] = Path(
        "graph"
    ),
    example: Annotated[bool, typer.Option("--example", help="Build the report that ships with the package.")] = False,
    title: Annotated[str | None, typer.Option(help="The report's title.", show_default=False)] = None,
    issuer: Annotated[str | None, typer.Option(help="Who issued it: 南昌市西湖区人民政府.", show_default=False)] = None,
    area: Annotated[str | None, typer.Option(help="Its place: a name or a code (360103).", show_default=False)] = None,
    year: Annotated[
        int | None, typer.Option(help="The year it reports on.", min=1949, max=2100, show_default=False)
    ] = None,
    source: Annotated[str | None, typer.Option(help="Where it comes from: a URL.", show_default=False)] = None,
    base: Annotated[
        str | None,
        typer.Option(
            help="Base of the entity IRIs; that of the graph in DIR, or the project's own.", show_default=False
        ),
    ] = None,
    provenance: Annotated[
        bool, typer.Option("--provenance/--no-provenance", help="With or without the evidence.")
    ] = True,
    min_confidence: Annotated[
        float, typer.Option(help="Leave out what is less sure than this.", min=0.0, max=1.0)
    ] = 0.0,
    vocabulary: Annotated[
        list[Path] | None, typer.Option(metavar="FILE.ttl", help="SKOS vocabularies of your own.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Build also what does not look like a report.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say why place, year and issuer were taken.")] = False,
    html: Annotated[bool, typer.Option("--html/--no-html", help="With or without graph.html.")] = True,
    workers: Annotated[
        int | None,
        typer.Option("-j", "--workers", help="Processes; one a core for many files.", min=1, show_default=False),
    ] = None,
    validate: Annotated[
        bool, typer.Option("--validate/--no-validate", help="With or without validation.ttl: checks by SHACL shapes.")
    ] = True,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Print errors only.")] = False,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Print a line a file.")] = False,
) -> None:
    """Build reports into the graph in DIR: a store, graph.ttl, graph.html, report.json, validation.ttl.

    Building again adds; a report that is there in another version is replaced; the same bytes change nothing.

    \b
      kg build --example -o out
      kg build report.docx reports/ -o out --area 360103
      curl -s https://example.org/report.html | kg build - -o out --year 2020
    """
    from kg.pipeline import Options, build_directory, metadata
    from kg.reports import find_reports
    from kg.store.directory import read_ledger

    paths = list(files or [])
    if example:
        from kg.reports import example_path

        paths.append(example_path())
    if not paths:
        raise fail("no report to build: give files or folders, - for standard input, or --example", ExitCode.USAGE)
    if base is None:
        ledger = read_ledger(output)
        options = Options() if ledger is None else Options(base=ledger.base)
    else:
        options = Options(base=base)
    options = Options(options.base, provenance, min_confidence, tuple(vocabulary or ()), force, validate)
    given = metadata(title=title, issuer=issuer, area=area, year=year, source=source)
    sources = list(find_reports(paths, given))
    if given != metadata() and len(sources) > 1:
        named = [
            name for name, value in (("--title", title), ("--year", year), ("--source", source)) if value is not None
        ]
        if named:
            say(f"kg: warning: {', '.join(named)} is said of all {len(sources)} files")
    with _Progress(len(sources), quiet=quiet, verbose=verbose) as progress:
        result = build_directory(sources, output, options, html=html, workers=workers, progress=progress)
    _warn(result, quiet=quiet, verbose=verbose)
    if not quiet:
        _summary(result, output)
    if explain:
        for outcome in result.outcomes:
            for line in outcome.explanations:
                typer.echo(f"{outcome.source}: {line}")
    violated = any(finding.severity == "Violation" for finding in result.findings)
    if violated:
        from kg.graph.validation import ValidationReport

        say(ValidationReport(result.findings, result.added + result.replaced).text("en", 3).rstrip())
        say(f"kg: the graph violates its shapes; all findings: {output / 'validation.ttl'}, kg validate {output}")
    if result.failed:
        raise typer.Exit(int(ExitCode.PARTIAL if result.failed < len(result.outcomes) else ExitCode.ERROR))
    if violated:
        raise typer.Exit(int(ExitCode.VIOLATION))


def _warn(result: Build, *, quiet: bool, verbose: bool) -> None:
    for outcome in result.outcomes:
        if outcome.error:
            say(f"kg: {outcome.error}")
        if outcome.trace and verbose:
            say(outcome.trace)
        if not quiet:
            for warning in outcome.warnings:
                say(f"kg: warning: {outcome.source}: {warning}")
    if not quiet:
        for warning in result.warnings:
            say(f"kg: warning: {warning}")


def _summary(result: Build, output: Path) -> None:
    done = [
        f"{number} {word}"
        for number, word in (
            (result.added, "added"),
            (result.replaced, "replaced"),
            (result.unchanged, "unchanged"),
            (result.failed, "failed"),
        )
        if number
    ]
    if result.totals:
        from rich.table import Table

        table = Table("", "", box=None, pad_edge=False, show_header=True)
        table.add_column("found", justify="right")
        table.add_column("in the graph", justify="right")
        for cls, (name, chinese) in CLASSES.items():
            if result.totals.get(cls) or result.counts.get(cls):
                table.add_row(name, chinese, str(result.counts.get(cls, 0)), str(result.totals.get(cls, 0)))
        console().print(table)
    where = f" Graph: {output}" if result.totals else ""
    typer.echo(f"Reports: {', '.join(done)}.{where}")


class _Progress:
    """A bar on stderr, when it is a terminal and the work takes longer than two seconds."""

    def __init__(self, total: int, *, quiet: bool, verbose: bool) -> None:
        self._total = total
        self._shown = sys.stderr.isatty() and not quiet
        self._verbose = verbose
        self._started = monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._done = 0

    def __enter__(self) -> _Progress:
        return self

    def __call__(self, outcome: Outcome) -> None:
        self._done += 1
        if self._verbose:
            seconds, number = sum(outcome.seconds.values()), outcome.counts.get("Observation", 0)
            say(f"{outcome.source}: {outcome.status}, {number} observations, {seconds:.2f} s")
        elif self._shown and (self._bar is not None or monotonic() - self._started > 2):
            if self._bar is None:
                from rich.console import Console
                from rich.progress import Progress

                self._bar = Progress(console=Console(stderr=True), transient=True)
                self._bar.start()
                self._task = self._bar.add_task("Building", total=self._total)
            assert self._task is not None
            self._bar.update(self._task, completed=self._done)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
