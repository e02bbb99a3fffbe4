"""Plain text and Markdown: the text is the file, character for character."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.language.spans import Span
from kg.reports.document import Document, Mark, is_layout, table_of
from kg.reports.model import Cell, Table

_HEADING = re.compile(r"^[ ]{0,3}(#{1,6})[ \t]+\S.*$", re.MULTILINE)
_TABLE = re.compile(r"(?:^[ ]{0,3}\|[^\n]*(?:\r?\n|$)){2,}", re.MULTILINE)
_RULE = re.compile(r"[ ]{0,3}\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-{2,}:?[ ]*)*\|?[ ]*\r?")


_TABBED = re.compile(r"(?:^[^\t\r\n]*\t[^\r\n]*(?:\r?\n|$)){2,}", re.MULTILINE)


def read_plain(text: str, encoding: str) -> Document:
    """The text as decoded, tables typed with tabs found; a warning when its encoding had to be guessed."""
    tables = (
        tuple(
            table
            for match in _TABBED.finditer(text)
            if (table := _tabbed(text, match.start(), match.end())) is not None
        )
        if "\t" in text
        else ()
    )
    return Document(text, "text/plain", tables=tables, warnings=_guessed(encoding))


def _tabbed(text: str, begin: int, end: int) -> Table | None:
    rows: list[list[Span]] = []
    for line in text[begin:end].splitlines(keepends=True):
        at, cells = begin, []
        for cell in line.rstrip("\r\n").split("\t"):
            words = cell.strip(" \u3000")
            left = at + (cell.index(words) if words else 0)
            cells.append(Span(left, left + len(words)))
            at += len(cell) + 1
        rows.append(cells)
        begin += len(line)
    if all(row[0].begin == row[0].end for row in rows):
        rows = [row[1:] for row in rows]  # the tab indents
    return None if is_layout(rows) or min(map(len, rows)) < 2 else table_of(text, rows)


def read_markdown(text: str, encoding: str) -> Document:
    """The text as decoded, its `#` headings marked and its pipe tables found; the marks stay in the text."""
    marks = tuple(Mark(Span(*match.span()), len(match[1])) for match in _HEADING.finditer(text))
    tables = tuple(table for match in _TABLE.finditer(text) if (table := _table(text, match.start(), match.end())))
    return Document(text, "text/markdown", tables=tables, marks=marks, warnings=_guessed(encoding))


def _guessed(encoding: str) -> tuple[str, ...]:
    if encoding in ("utf-8", "gb18030", "utf-16-le", "utf-16-be"):
        return ()
    return (f"the encoding was guessed to be {encoding}; save the file as UTF-8 if characters look wrong",)


def _table(text: str, begin: int, end: int) -> Table | None:
    rows: list[tuple[Cell, ...]] = []
    at = begin
    ruled = False
    for line in text[begin:end].splitlines(keepends=True):
        if _RULE.fullmatch(line.rstrip("\n")):
            ruled = ruled or len(rows) == 1
        else:
            rows.append(tuple(_cells(text, at, at + len(line.rstrip("\r\n")), header=not rows)))
        at += len(line)
    if not ruled:
        return None
    width = len(rows[0])
    last = Span(at, at)
    filled = tuple((row + (Cell(last),) * (width - len(row)))[:width] for row in rows)
    return Table(Span(begin, end), filled)


def _cells(text: str, begin: int, end: int, *, header: bool) -> list[Cell]:
    edges = [begin + m.start() for m in re.finditer(r"(?<!\\)\|", text[begin:end])]
    if not edges or text[edges[-1] + 1 : end].strip():
        edges.append(end)
    cells = []
    for left, right in pairwise(edges):
        inner_begin, inner_end = left + 1, right
        while inner_begin < inner_end and text[inner_begin] in " \t":
            inner_begin += 1
        while inner_end > inner_begin and text[inner_end - 1] in " \t":
            inner_end -= 1
        cells.append(Cell(Span(inner_begin, inner_end), header))
    return cells
