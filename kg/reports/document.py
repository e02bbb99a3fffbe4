"""What a format's reader yields: lines and tables become one text, with what the format knows of its structure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kg.language.spans import Span
from kg.reports.errors import ReadError
from kg.reports.headings import find_marker
from kg.reports.limits import MAX_CHARACTERS, MAX_TABLE_CELLS
from kg.reports.model import Cell, Table

_NUMERIC = re.compile(r"[-+±]?[0-9０-９][0-9０-９,，.．]*[ ]*(?:%|％|‰|[\u4e00-\u9fff]{0,3})|[-—/\\]+|")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年度?")
LONG_CELL = 200  # characters of a cell above which a table only lays out prose
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


class _Placed(NamedTuple):
    """A cell in its place."""

    span: Span
    text: str
    header: bool


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
            table, text = _place(block, at, MAX_TABLE_CELLS - cells, source)
            tables.append(table)
            cells += sum(map(len, table.rows))
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
        if at > MAX_CHARACTERS:
            raise ReadError(source, f"holds more than {MAX_CHARACTERS:,} characters", "Split it into single reports")
    return Document("".join(parts), media_type, tuple(tables), tuple(marks), title, published, tuple(warnings))


def _is_layout(grid: Grid) -> bool:
    filled = [[cell for cell in row if cell.text] for row in grid.rows]
    return max(map(len, filled), default=0) < 2 or any(len(cell.text) > LONG_CELL for row in filled for cell in row)


def _place(grid: Grid, begin: int, most: int, source: str) -> tuple[Table, str]:
    """The table with spans from `begin` on, and its text. ReadError when it has more than `most` cells."""
    rows: list[list[_Placed]] = []
    pending: dict[int, tuple[int, _Placed]] = {}  # column → rows that a cell still covers, the cell
    lines = []
    at = begin
    count = 0
    for number, row in enumerate(grid.rows):
        placed: list[_Placed] = []
        for cell in row:
            _take_pending(placed, pending)
            entry = _Placed(Span(at, at + len(cell.text)), cell.text, cell.header)
            at += len(cell.text) + 1
            covered = min(cell.rows, len(grid.rows) - number)
            for _ in range(min(max(cell.columns, 1), _WIDEST_SPAN)):
                if covered > 1:
                    pending[len(placed)] = (covered - 1, entry)
                placed.append(entry)
        _take_pending(placed, pending)
        count += len(placed)
        if count > most:
            raise ReadError(source, f"holds more than {MAX_TABLE_CELLS:,} table cells", "Split it into single reports")
        if not row:
            at += 1
        rows.append(placed)
        lines.append("\t".join(cell.text for cell in row))
    text = "\n".join(lines)
    width = max(map(len, rows), default=0)
    if width * len(rows) > most:
        raise ReadError(source, f"holds more than {MAX_TABLE_CELLS:,} table cells", "Split it into single reports")
    missing = _Placed(Span(begin + len(text), begin + len(text)), "", False)
    filled = [row + [missing] * (width - len(row)) for row in rows]
    return _with_headers(filled, Span(begin, begin + len(text))), text


def table_of(text: str, rows: Sequence[Sequence[Span]]) -> Table | None:
    """The table whose cells stand in `text`; None when no row of headers stands above its numbers.

    In a row that is shorter than the others either the first cell covers several columns, or, where its number goes on
    with that of the cell above it ((一), (二)), the cells before it cover several rows.
    """
    width = max(map(len, rows))
    begin, end = rows[0][0].begin, rows[-1][-1].end
    missing = _Placed(Span(end, end), "", False)
    filled: list[list[_Placed]] = []
    for row in rows:
        placed = [_Placed(span, span.of(text), False) for span in row]
        lacking = width - len(placed)
        if lacking and filled and _goes_on(filled[-1][lacking].text, placed[0].text):
            placed = filled[-1][:lacking] + placed
        elif lacking and len(placed) > 1:
            placed = [placed[0]] * lacking + placed
        filled.append(placed + [missing] * (width - len(placed)))
    if not _header_rows(filled) or not any(_is_number(cell.text) for row in filled for cell in row[1:]):
        return None
    return _with_headers(filled, Span(begin, end))


def _goes_on(above: str, cell: str) -> bool:
    """Whether the numbers with which two cells begin are of one sort: （一） and （二）, 1. and 2."""
    one, other = find_marker(above, 0), find_marker(cell, 0)
    return one is not None and other is not None and one.rank is other.rank and other.value == one.value + 1


def is_layout(rows: Sequence[Sequence[Span]]) -> bool:
    """Whether cells are too long for a table's."""
    return any(span.end - span.begin > LONG_CELL for row in rows for span in row)


def _with_headers(rows: Sequence[Sequence[_Placed]], span: Span) -> Table:
    head = _header_rows(rows)
    side = _header_columns(rows, head)
    corners = {row[0].text for row in rows[:head]} - {""}
    heads = [r < head or _heads_anew(row, corners) for r, row in enumerate(rows)]
    cells = tuple(
        tuple(Cell(cell.span, cell.header or heads[r] or c < side) for c, cell in enumerate(row))
        for r, row in enumerate(rows)
    )
    return Table(span, cells)


def _heads_anew(row: Sequence[_Placed], corners: Collection[str]) -> bool:
    """Whether a row further down has headers: it is one cell, or has no number and begins as a row at the top does."""
    return len({cell.span for cell in row}) == 1 or (
        row[0].text in corners and not any(_is_number(cell.text) for cell in row)
    )


def _take_pending(placed: list[_Placed], pending: dict[int, tuple[int, _Placed]]) -> None:
    """Place the cells of rows above that cover the next columns."""
    while len(placed) in pending:
        left, cell = pending.pop(len(placed))
        if left > 1:
            pending[len(placed)] = (left - 1, cell)
        placed.append(cell)


def _header_rows(rows: Sequence[Sequence[_Placed]]) -> int:
    """How many rows stand above the first row with a number; 1 when no row has one."""
    for index, row in enumerate(rows[: _HEADER_ROWS + 1]):
        if any(_is_number(cell.text) for cell in row[1:]):
            return index
    return min(1, max(len(rows) - 1, 0))


def _header_columns(rows: Sequence[Sequence[_Placed]], head: int) -> int:
    """How many columns at the left hold words only, while there are numbers to the right of them."""
    body = rows[head:]
    if not body:
        return 0
    for column in range(len(body[0])):
        if any(_is_number(row[column].text) for row in body):
            return column
    return 0


def _is_number(text: str) -> bool:
    return any(c.isdigit() for c in text) and _NUMERIC.fullmatch(text) is not None and not _YEAR.fullmatch(text)
