"""``kg export``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import Directory, guarded


class Format(StrEnum):
    """What a graph can be written as."""

    TTL = "ttl"
    NT = "nt"
    NQ = "nq"
    TRIG = "trig"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"


@guarded
def export(
    directory: Directory,
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: by the ending of PATH.", show_default=False)
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="A file; for csv a folder.", show_default=False),
    ] = None,
    provenance: Annotated[
        bool, typer.Option("--provenance/--no-provenance", help="With or without the evidence.")
    ] = True,
) -> None:
    """Write the graph in DIR as RDF, as a network for Gephi, or as tables.

    \b
      kg export out --format jsonld -o graph.jsonld
      kg export out --format gexf -o graph.gexf
      kg export out --format csv -o tables/
    """
    from kg.library import open_graph

    graph = open_graph(directory)
    if output is None:
        name = (form or Format.TTL).value
        output = Path("tables") if form is Format.CSV else Path(f"graph.{name}")
    written = graph.export(output, form.value if form else None, provenance=provenance)
    typer.echo(str(written))
