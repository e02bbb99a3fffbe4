"""What the sub-commands share: exit codes, errors on stderr without a traceback, consoles."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import Console

P = ParamSpec("P")
R = TypeVar("R")

Directory = Annotated[Path, typer.Argument(metavar="DIR", help="A graph that kg build has made.", show_default=False)]


class ExitCode(IntEnum):
    """How the command ends."""

    ERROR = 1
    USAGE = 2
    PARTIAL = 3
    VIOLATION = 4
    STOPPED = 130


def say(message: str) -> None:
    """Print to stderr."""
    typer.echo(message, err=True)


def fail(message: str, code: ExitCode = ExitCode.ERROR) -> typer.Exit:
    """Print an error to stderr; the exception to raise."""
    say(f"kg: {message}")
    return typer.Exit(int(code))


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """`command` with the errors that the library declares, those of the file system and Ctrl-C said in one line."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except BrokenPipeError:
            # the reader of our output has gone (| head): nobody is left to tell
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(int(ExitCode.ERROR)) from None
        except KeyboardInterrupt:
            raise fail("stopped; nothing was changed", ExitCode.STOPPED) from None
        except OSError as error:
            raise fail(f"{error.filename or 'file system'}: {error.strerror or error}") from error
        except MemoryError as error:
            raise fail("out of memory; build fewer files at a time") from error
        except ValueError as error:
            # every error of ours is a ValueError of a class of ours; any other is a fault and shows itself
            if not type(error).__module__.startswith("kg."):
                raise
            raise fail(str(error)) from error

    return run


def console() -> Console:
    """Standard output as a rich console: as wide as the terminal, or as wide as need be in a file or a pipe."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, width=None if sys.stdout.isatty() else 200)
