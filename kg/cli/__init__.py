"""The command ``kg``. Each sub-command is a thin function over the library and imports what is heavy inside itself."""

from __future__ import annotations


def main() -> None:
    """Run the command."""
    from kg.cli.app import app

    app()
