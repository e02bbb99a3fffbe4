"""What a format's reader yields: lines and tables become one text, with what the format knows of its structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.language.spans import Span
from kg.reports.errors import ReadError
from kg.reports.limits import MAX_CHARACTERS, MAX_TABLE_CELLS
from kg.reports.model import Cell, Table

_NUMERIC = re.compile(r"[-+±]?[0-9０-９][0-9０-９,，.．]*[ ]*(?:%|％|‰|[\u4e00-\u9fff]{0,3})|[-—/\\]+|")
_LONG_CELL = 200  # characters of a cell above which a table only lays out prose
_HEADER_ROWS = 4  # the forms of annual open-government reports stack up to four rows of headers
_WIDEST_SPAN = 1_000  # columns that one cell may cover, as in browsers


@dataclass(frozen=True, slots=True)
class Mark:
    """A paragraph that the format calls a heading: where it is, and its level (1 = `<h1>`, “Heading 1”, `#`)."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, the tables and headings that its format marks, and the title and date of its properties."""

    text: str
    media_type: str
    tables: tuple[Table, ...] = ()
    marks: tuple[Mark, ...] = ()
    title: str = ""
    published: date | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph; `level` is its level when it is a heading."""

    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the format has it, covering so many rows and columns."""

    text: str
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: rows of the cells that begin in them."""

    rows: tuple[tuple[GridCell, ...], ...]


def compose(
    blocks: Iterable[Line | Grid],
    source: str,
    media_type: str,
    *,
    title: str = "",
    published: date | None = None,
    warnings: Sequence[str] = (),
) -> Document:
    """One text of lines and tables: a line each, the cells of a row divided by tabs.

    A merged cell's text stands once, where the cell begins; `Table.rows` repeat its span. Tables of one column, or
    with long prose in a cell, are layout: their cells become lines. Raises ReadError when there is too much of it.
    """
    parts: list[str] = []
    tables: list[Table] = []
    marks: list[Mark] = []
    at = cells = 0
    for block in blocks:
        if isinstance(block, Grid) and not _is_layout(block):
            table, text, count = _place(block, at)
            tables.append(table)
            cells += count
            parts += [text, "\n"]
            at += len(text) + 1
        else:
            lines = [block] if isinstance(block, Line) else [Line(c.text) for row in block.rows for c in row]
            for line in lines:
                if not line.text:
                    continue
                if line.level is not None:
                    marks.append(Mark(Span(at, at + len(line.text)), line.level))
                parts += [line.text, "\n"]
                at += len(line.text) + 1
        if at > MAX_CHARACTERS or cells > MAX_TABLE_CELLS:
            raise ReadError(
                source,
                f"holds more than {MAX_CHARACTERS:,} characters or {MAX_TABLE_CELLS:,} table cells",
                "Split it into single reports",
            )
    return Document("".join(parts), media_type, tuple(tables), tuple(marks), title, published, tuple(warnings))


def _is_layout(grid: Grid) -> bool:
    filled = [[cell for cell in row if cell.text] for row in grid.rows]
    return max(map(len, filled), default=0) < 2 or any(len(cell.text) > _LONG_CELL for row in filled for cell in row)


def _place(grid: Grid, begin: int) -> tuple[Table, str, int]:
    """The table with spans from `begin` on, its text, and how many cells it has with merged ones repeated."""
    rows: list[list[tuple[Span, bool, str]]] = []
    pending: dict[int, tuple[int, tuple[Span, bool, str]]] = {}  # column → rows still covered, cell
    lines = []
    at = begin
    count = 0
    for number, row in enumerate(grid.rows):
        placed: list[tuple[Span, bool, str]] = []
        texts = []

        def take_pending(placed: list[tuple[Span, bool, str]] = placed) -> None:
            while len(placed) in pending:
                left, cell = pending.pop(len(placed))
                if left > 1:
                    pending[len(placed)] = (left - 1, cell)
                placed.append(cell)

        for cell in row:
            take_pending()
            entry = (Span(at, at + len(cell.text)), cell.header, cell.text)
            texts.append(cell.text)
            at += len(cell.text) + 1
            for _ in range(min(max(cell.columns, 1), _WIDEST_SPAN)):
                covered = min(cell.rows, len(grid.rows) - number)
                if covered > 1:
                    pending[len(placed)] = (covered - 1, entry)
                placed.append(entry)
            count += max(cell.columns, 1)
            if count > MAX_TABLE_CELLS:
                break
        take_pending()
        if not row:
            at += 1
        rows.append(placed)
        lines.append("\t".join(texts))
    text = "\n".join(lines)
    width = max(map(len, rows), default=0)
    end = Span(begin + len(text), begin + len(text))
    filled = [row + [(end, False, "")] * (width - len(row)) for row in rows]
    head = _header_rows(filled)
    side = _header_columns(filled, head)
    table = Table(
        Span(begin, begin + len(text)),
        tuple(
            tuple(Cell(span, header or r < head or c < side) for c, (span, header, _) in enumerate(row))
            for r, row in enumerate(filled)
        ),
    )
    return table, text, sum(map(len, filled))


def _header_rows(rows: Sequence[Sequence[tuple[Span, bool, str]]]) -> int:
    """How many rows stand above the first row with a number; 1 when no row has one."""
    for index, row in enumerate(rows[: _HEADER_ROWS + 1]):
        if any(_is_number(text) for _, _, text in row[1:]):
            return index
    return min(1, max(len(rows) - 1, 0))


def _header_columns(rows: Sequence[Sequence[tuple[Span, bool, str]]], head: int) -> int:
    """How many columns at the left hold words only, while there are numbers to the right of them."""
    body = rows[head:]
    if not body:
        return 0
    for column in range(len(body[0])):
        if any(_is_number(row[column][2]) for row in body):
            return column
    return 0


def _is_number(text: str) -> bool:
    return any(c.isdigit() for c in text) and _NUMERIC.fullmatch(text) is not None
