"""What goes wrong when a file is read, said so that the user can mend it."""

from __future__ import annotations


class ReadError(ValueError):
    """A file that cannot be read as a report.

    `source` is the file's name, `problem` what is wrong and where, `mend` what the user can do about it; the message
    joins the three.
    """

    def __init__(self, source: str, problem: str, mend: str) -> None:
        super().__init__(f"{source}: {problem}. {mend}.")
        self.source = source
        self.problem = problem
        self.mend = mend
