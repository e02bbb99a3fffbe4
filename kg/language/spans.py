"""A stretch of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
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


class SpanIndex:
    """Spans sorted by their begin, asked which of them lie inside a stretch."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._begins = [span.begin for span in spans]

    def within(self, begin: int, end: int) -> list[int]:
        """The indices of the spans that lie inside ``[begin, end)``."""
        first = bisect_left(self._begins, begin)
        last = bisect_left(self._begins, end, first)
        return [at for at in range(first, last) if self.spans[at].end <= end] if first < last else []


class Cover:
    """Which characters of a text are taken already."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def take(self, span: Span) -> bool:
        """Take a span if none of its characters is taken; whether it was."""
        if self.touches(span):
            return False
        self._taken[span.begin : span.end] = b"\x01" * (span.end - span.begin)
        return True

    def touches(self, span: Span) -> bool:
        """Whether some character of a span is taken."""
        return any(self._taken[span.begin : span.end])

    def has(self, span: Span) -> bool:
        """Whether every character of a span is taken."""
        return all(self._taken[span.begin : span.end])
