"""``kg validate``."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import Directory, ExitCode, guarded


class Language(StrEnum):
    """The languages of messages."""

    ZH = "zh"
    EN = "en"


def _own_language() -> Language:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Language.ZH if spoken.lower().startswith("zh") else Language.EN


@guarded
def validate(
    directory: Directory,
    language: Annotated[
        Language | None, typer.Option(help="Language of the report; that of your locale.", show_default=False)
    ] = None,
    shapes: Annotated[
        Path | None,
        typer.Option(metavar="FILE.ttl", help="SHACL shapes in place of those that ship.", show_default=False),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE.ttl", help="Write a sh:ValidationReport.", show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Name every node, not the first five of a shape.")] = False,
) -> None:
    """Check the graph in DIR against its shapes; exit code 4 when it violates one.

    \b
      kg validate out
      kg validate out --language zh --all
      kg validate out -o validation.ttl
    """
    from kg.graph.validation import validate as check
    from kg.store.directory import open_directory

    store, ledger = open_directory(directory)
    report = check(store, shapes)
    typer.echo(report.text((language or _own_language()).value, None if everything else 5), nl=False)
    if output is not None:
        output.write_text(report.to_turtle(ledger.base), "utf-8")
    if not report.conforms:
        raise typer.Exit(int(ExitCode.VIOLATION))
