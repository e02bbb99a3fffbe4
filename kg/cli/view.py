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
        typer.Option("-o", "--output", metavar="FILE.html", help="Write the page here.", show_default=False),
    ] = None,
    focus: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only what lies around this body, policy, place …", show_default=False),
    ] = None,
    hops: Annotated[int, typer.Option(help="How far around it.", min=0, max=9)] = 2,
    classes: Annotated[
        list[str] | None,
        typer.Option("--class", metavar="CLASS", help="Only this class (Body, Policy …); repeat for more."),
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(metavar="TITLE", help="Only reports with this in the title or as IRI.", show_default=False),
    ] = None,
    year: Annotated[int | None, typer.Option(help="Only reports on this year.", show_default=False)] = None,
    report_page: Annotated[
        bool, typer.Option("--report-page", help="The report's text with every mention marked, not the network.")
    ] = False,
    opened: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
) -> None:
    """Look at the graph in DIR in the browser: the network, or a report with its mentions marked.

    \b
      kg view out
      kg view out --focus 西湖区司法局 --hops 2
      kg view out --class Body --class Policy --year 2020 -o network.html --no-open
      kg view out --report-page --report 2020年法治政府建设
    """
    from kg.library import open_graph
    from kg.views import write_graph_page, write_report_page

    graph = open_graph(directory)
    part = focus is not None or bool(classes) or report is not None or year is not None
    # a part goes beside the page of the whole, not in its place
    page = output or directory / ("report.html" if report_page else "view.html" if part else "graph.html")
    if report_page:
        write_report_page(graph.store, report or "", page, year=year)
    elif part or output is not None or not page.is_file():
        write_graph_page(graph.store, page, focus=focus, hops=hops, classes=classes, report=report, year=year)
    typer.echo(str(page))
    if opened:
        import webbrowser

        if not webbrowser.open(page.resolve().as_uri()):
            raise fail(f"no browser could be started; open {page} in one")
