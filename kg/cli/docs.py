"""``kg docs``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import guarded


@guarded
def docs(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="A folder for the pages.")] = Path(
        "docs"
    ),
) -> None:
    """Write the ontology, its vocabularies and its shapes as HTML pages in Chinese and English.

    \b
      kg docs -o docs
    """
    from kg.views.ontology_pages import write_ontology_pages

    written = write_ontology_pages(output)
    typer.echo(f"{len(written)} files. Begin with {output / 'index.html'}")
