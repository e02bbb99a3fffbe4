"""``kg view``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import Directory, fail, guarded


@guarded
def view(
    directory: Directory,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.html", help="Write the page anew here.", show_default=False),
    ] = None,
    opened: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
) -> None:
    """Look at the network of the graph in DIR in the browser.

    \b
      kg view out
      kg view out -o network.html --no-open
    """
    from kg.library import open_graph

    graph = open_graph(directory)
    page = output or directory / "graph.html"
    if output is not None or not page.is_file():
        graph.to_html(page)
    typer.echo(str(page))
    if opened:
        import webbrowser

        if not webbrowser.open(page.resolve().as_uri()):
            raise fail(f"no browser could be started; open {page} in one")
