"""Where the shipped `ontology/` folder lies: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path

import kg


def ontology_dir() -> Path:
    """The folder with `govkg.ttl`, `shapes.ttl`, `vocabularies/` and `queries/`."""
    package = Path(kg.__file__).parent
    inside = package / "ontology"
    return inside if inside.is_dir() else package.parent / "ontology"
