"""Tables on a page, found by the rules that are drawn between their cells.

Lengths are in points from the bottom left of the page, as in PDF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from kg.reports.document import LONG_CELL, Grid, GridCell

_THIN = 2.5  # what is thinner is a rule, not an area
_SHORTEST = 6.0  # a rule that is shorter bounds no cell
_NEAR = 4.0  # rules so near to each other are one: cells may have borders of their own, some way apart
_LEAST = 2  # rows and columns of a table
MOST_DRAWN = 20_000  # lines and boxes on a page; with more it is a drawing


class Box(NamedTuple):
    """A rectangle on a page."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table of a page: where it stands, the edges of its columns from left to right, and its cells."""

    box: Box
    columns: tuple[float, ...]
    grid: Grid


def ruled_tables(drawn: Iterable[Box], words_in: Callable[[Box], str]) -> list[RuledTable]:
    """The tables that the lines and boxes `drawn` on a page make, from top to bottom; `words_in` reads a cell."""
    across, upright = _rules(drawn)
    tables = [table for group in _joined(across + upright) if (table := _table(group, words_in)) is not None]
    return sorted(tables, key=lambda table: -table.box.top)


def continued(table: RuledTable, following: RuledTable) -> RuledTable | None:
    """The two as one table when the second, on the next page, has the same columns; else None.

    One may lack columns that its cells cover together. What is empty at the top of the second goes on with the cells
    above it.
    """
    columns = max(table.columns, following.columns, key=len)
    first, second = _spread(table, columns), _spread(following, columns)
    if first is None or second is None:
        return None
    above = {column + place: cell.text for _, column, cell in _placed(first) for place in range(cell.columns)}
    top: list[GridCell] = []
    for row, column, cell in _placed(second):
        if row == 0 and cell.text:
            top.append(cell)
        elif row == 0:
            texts = [above.get(place, "") for place in range(column, column + cell.columns)]
            top += [GridCell(text, cell.rows, len(list(same))) for text, same in groupby(texts)]
    return RuledTable(table.box, columns, Grid((*first.rows, tuple(top), *second.rows[1:])))


def _spread(table: RuledTable, columns: Sequence[float]) -> Grid | None:
    """The table's grid, its cells covering those of the (more) `columns` that they lie over; None when edges differ."""
    places = []
    for edge in table.columns:
        near = min(range(len(columns)), key=lambda place: abs(columns[place] - edge))
        if abs(columns[near] - edge) > _NEAR:
            return None
        places.append(near)
    if places[0] != 0 or places[-1] != len(columns) - 1:
        return None
    rows: list[list[GridCell]] = [[] for _ in table.grid.rows]
    for row, column, cell in _placed(table.grid):
        wide = places[column + cell.columns] - places[column]
        rows[row].append(GridCell(cell.text, cell.rows, wide))
    return Grid(tuple(map(tuple, rows)))


def _placed(grid: Grid) -> Iterator[tuple[int, int, GridCell]]:
    """Row and column of each cell, row by row."""
    covered: dict[int, int] = {}  # column → rows that a cell from above still covers
    for number, row in enumerate(grid.rows):
        column = 0
        taken = {place for place, rows in covered.items() if rows}
        covered = {place: rows - 1 for place, rows in covered.items() if rows}
        for cell in row:
            while column in taken:
                column += 1
            yield number, column, cell
            covered |= dict.fromkeys(range(column, column + cell.columns), cell.rows - 1)
            column += cell.columns


def _rules(drawn: Iterable[Box]) -> tuple[list[Box], list[Box]]:
    """The rules that run across and those that run upright; a box has two of each."""
    across, upright = [], []
    for box in drawn:
        width, height = box.right - box.left, box.top - box.bottom
        if height <= _THIN:
            across += [box] if width >= _SHORTEST else []
        elif width <= _THIN:
            upright += [box] if height >= _SHORTEST else []
        elif width >= _SHORTEST and height >= _SHORTEST:
            across += [box._replace(top=box.bottom), box._replace(bottom=box.top)]
            upright += [box._replace(right=box.left), box._replace(left=box.right)]
    return across, upright


def _joined(rules: Sequence[Box]) -> list[list[Box]]:
    """Rules that touch each other, table by table."""
    groups: list[tuple[Box, list[Box]]] = []
    for rule in sorted(rules, key=lambda rule: -rule.top):
        reach, members = rule, [rule]
        apart = []
        for box, others in groups:
            if (
                box.left - _NEAR <= reach.right
                and reach.left - _NEAR <= box.right
                and box.bottom - _NEAR <= reach.top
                and reach.bottom - _NEAR <= box.top
            ):
                reach = Box(
                    min(box.left, reach.left),
                    min(box.bottom, reach.bottom),
                    max(box.right, reach.right),
                    max(box.top, reach.top),
                )
                members = others + members
            else:
                apart.append((box, others))
        groups = [*apart, (reach, members)]
    return [members for _, members in groups]


def _edges(values: Iterable[float]) -> list[float]:
    """Values that lie near each other as one, in order."""
    edges: list[list[float]] = []
    for value in sorted(values):
        if edges and value - edges[-1][-1] <= _NEAR:
            edges[-1].append(value)
        else:
            edges.append([value])
    return [sum(group) / len(group) for group in edges]


def _table(rules: Sequence[Box], words_in: Callable[[Box], str]) -> RuledTable | None:
    across, upright = _rules(rules)
    columns = _edges(rule.left for rule in upright)
    # a row that is cut by the end of the page has no rule there
    ends = [end for rule in upright for end in (rule.bottom, rule.top)]
    rows = _edges([*(rule.bottom for rule in across), *((min(ends), max(ends)) if ends else ())])[::-1]
    if len(columns) <= _LEAST or len(rows) <= _LEAST:
        return None
    lines = [
        [_is_ruled(across, columns[c], columns[c + 1], rows[r], upright=False) for c in range(len(columns) - 1)]
        for r in range(len(rows))
    ]
    posts = [
        [_is_ruled(upright, rows[r + 1], rows[r], columns[c], upright=True) for c in range(len(columns))]
        for r in range(len(rows) - 1)
    ]
    taken: set[tuple[int, int]] = set()
    grid = []
    for r in range(len(rows) - 1):
        cells = []
        for c in range(len(columns) - 1):
            if (r, c) in taken:
                continue
            right = c + 1
            while right < len(columns) - 1 and not posts[r][right] and (r, right) not in taken:
                right += 1
            below = r + 1
            while below < len(rows) - 1 and not any(lines[below][c:right]):
                below += 1
            taken.update((row, column) for row in range(r, below) for column in range(c, right))
            text = words_in(Box(columns[c], rows[below], columns[right], rows[r]))
            cells.append(GridCell(text, below - r, right - c))
        grid.append(tuple(cells))
    if max(map(len, grid)) < _LEAST or any(len(cell.text) > LONG_CELL for row in grid for cell in row):
        return None  # a frame around text
    return RuledTable(Box(columns[0], rows[-1], columns[-1], rows[0]), tuple(columns), Grid(tuple(grid)))


def _is_ruled(rules: Sequence[Box], begin: float, end: float, at: float, *, upright: bool) -> bool:
    """Whether a rule `at` this place runs along the middle between `begin` and `end`."""
    middle = (begin + end) / 2
    if upright:
        return any(abs(rule.left - at) <= _NEAR and rule.bottom <= middle <= rule.top for rule in rules)
    return any(abs(rule.bottom - at) <= _NEAR and rule.left <= middle <= rule.right for rule in rules)
