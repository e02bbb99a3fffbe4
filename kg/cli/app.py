"""The command line as a whole: its sub-commands and what they have in common."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.build import build
from kg.cli.docs import docs
from kg.cli.export import export
from kg.cli.info import info
from kg.cli.query import query
from kg.cli.validate import validate
from kg.cli.view import view

HELP = """Chinese government reports become an RDF knowledge graph whose every fact points to the words that say it.

\b
  kg build --example -o out            build the report that ships with the package
  kg build reports/ -o out             build a folder (txt, md, html, docx, pdf)
  kg query out -q metrics --set area=360103
  kg query out "SELECT ?name { ?b a gov:Body ; skos:prefLabel ?name }"
  kg view out                          look at the network in the browser

\b
Exit codes: 0 done; 1 an error, and nothing was changed; 2 a wrong option or argument; 3 some files could not be built,
the others were; 4 the graph violates its shapes; 130 stopped by Ctrl-C, and nothing was changed.
"""

app = typer.Typer(
    name="kg",
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        from kg.graph.run import software_version

        typer.echo(f"govkg {software_version()}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Options before the sub-command."""


for command in (build, query, view, export, info, validate, docs):
    app.command()(command)
