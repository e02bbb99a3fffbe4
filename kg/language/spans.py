"""A stretch of text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Code-point offsets into a text: ``text[begin:end]`` (0-based, end exclusive)."""

    begin: int
    end: int

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.begin : self.end]

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span (or equals it)."""
        return self.begin <= other.begin and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.begin < other.end and other.begin < self.end
