"""``kg query``."""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.common import Directory, ExitCode, console, fail, guarded, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.library import Graph
    from kg.store.query import Answer, Term


# What is said only in the reports' own graphs.
_EVIDENCE = re.compile(r"\b(?:nif|prov|itsrdf):|\bgov:(?:confidence|rule)\b|\brdf:Statement\b")


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    TURTLE = "turtle"


@guarded
def query(
    directory: Directory,
    sparql: Annotated[str | None, typer.Argument(metavar="[SPARQL]", help="The query.", show_default=False)] = None,
    file: Annotated[
        Path | None, typer.Option("-f", "--file", metavar="FILE.rq", help="A file with the query.", show_default=False)
    ] = None,
    name: Annotated[
        str | None, typer.Option("-q", "--question", metavar="NAME", help="A shipped question.", show_default=False)
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="A parameter of the query.", show_default=False),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: table, or turtle for triples.", show_default=False)
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the shipped questions.")] = False,
) -> None:
    """Ask the graph in DIR: SPARQL, a file, or a question that ships with the package.

    The usual prefixes are declared. The default graph has the facts of all reports merged; GRAPH ?report { … } reaches
    what one report says and its evidence.

    \b
      kg query out -q metrics --set area=360103 --format csv
      kg query out "SELECT ?name { ?b a gov:Body ; skos:prefLabel ?name }"
      kg query out -f mine.rq --set year=2020
      kg query out --list
    """
    if listed:
        _list_questions()
        return
    given = sum(value is not None for value in (sparql, file, name))
    if given != 1:
        raise fail(
            "give one query: SPARQL text, -f FILE.rq or -q NAME (kg query DIR --list names the questions)",
            ExitCode.USAGE,
        )
    from kg.library import open_graph

    graph = open_graph(directory)
    text, bindings = _query(graph, sparql, file, name, _parsed(values or []))
    if form in (Format.CSV, Format.TSV, Format.JSON):
        from kg.store.query import write_results

        write_results(graph.store, text, graph.base, bindings, form.value, sys.stdout.buffer)
        if form is Format.JSON:
            typer.echo()
        return
    answer = graph.query(text, **bindings)
    if answer.kind == "graph":
        typer.echo(answer.turtle().decode("utf-8"), nl=False)
    elif form is Format.TURTLE:
        raise fail("--format turtle is for CONSTRUCT and DESCRIBE; take table, csv, tsv or json")
    elif answer.kind == "ask":
        typer.echo("true" if answer else "false")
    else:
        _print_table(answer)
        if not answer and _EVIDENCE.search(text) and "GRAPH" not in text.upper():
            say("kg: evidence lies in the graph of each report: write GRAPH ?report { … } around what asks for it")


def _parsed(values: list[str]) -> dict[str, str]:
    pairs = [value.partition("=") for value in values]
    for name, equals, _ in pairs:
        if not equals or not name:
            raise fail(f"--set {name}: give NAME=VALUE, such as area=360103", ExitCode.USAGE)
    return {name.lstrip("?$"): value for name, _, value in pairs}


def _query(
    graph: Graph, sparql: str | None, file: Path | None, name: str | None, given: dict[str, str]
) -> tuple[str, Mapping[str, Any]]:
    """The text, and what its variables are bound to."""
    from kg.store.questions import question, read_question

    if name is not None:
        found = question(name)
        return found.sparql, found.bindings(given, graph.store, graph.base)
    if file is not None:
        try:
            own = read_question(file)
        except UnicodeDecodeError:
            raise fail(f"{file}: is not UTF-8 text; save the query as UTF-8") from None
        declared = {parameter.name for parameter in own.parameters}
        bindings: dict[str, Any] = dict(
            own.bindings({k: v for k, v in given.items() if k in declared}, graph.store, graph.base)
        )
        rest = {key: value for key, value in given.items() if key not in declared}
        return own.sparql, bindings | rest
    assert sparql is not None
    return sparql, given


def _print_table(answer: Answer) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in answer.columns:
        table.add_column(column, overflow="fold")
    for row in answer.terms:
        table.add_row(*(_cell(term, answer.prefixes) for term in row))
    console().print(table)


def _cell(term: Term | None, prefixes: Mapping[str, str]) -> str:
    from rich.markup import escape

    value = getattr(term, "value", None)
    if value is None:
        return "" if term is None else escape(str(term))
    if hasattr(term, "datatype"):
        return escape(value)
    prefix = max((p for p in prefixes if value.startswith(prefixes[p])), key=lambda p: len(prefixes[p]), default=None)
    return escape(value if prefix is None else f"{prefix}:{value.removeprefix(prefixes[prefix])}")


def _list_questions() -> None:
    from kg.store.questions import questions

    for question in questions().values():
        typer.echo(f"{question.name}\n  {question.title.get('zh', '')}  {question.title.get('en', '')}")
        for parameter in question.parameters:
            default = f" (default {parameter.default})" if parameter.default else ""
            words = "  ".join(parameter.about.get(language, "") for language in ("zh", "en")).strip()
            typer.echo(f"    --set {parameter.name}=<{parameter.type}>{default}  {words}")
