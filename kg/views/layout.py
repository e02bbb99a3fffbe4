"""Where things stand in the picture, computed beforehand and the same from run to run.

The connected parts are laid out by ForceAtlas2, each for itself, and packed from the largest out; things without a
relation form a tidy block below; what is only shown on demand gets a free place near what it hangs on.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

import crategraph_forceatlas2
import networkx
import numpy

Point = tuple[float, float]

SPACING = 62.0
"""The least distance of two things that are drawn from the start, in pixels at scale 1."""
_CLOSE = 30.0
_FORCED = 3_000
# Chinese labels are wide and low: the picture is stretched to give them room.
_WIDER = 1.45
_COLUMN, _ROW = 230.0, 46.0


class Spots:
    """Places that are taken, and the nearest free one to any point."""

    def __init__(self, cell: float) -> None:
        self._cell = cell
        self._taken: dict[tuple[int, int], list[Point]] = defaultdict(list)

    def _free(self, x: float, y: float, distance: float) -> bool:
        """Whether nothing is nearer than `distance`, which may not exceed the size of a cell."""
        column, row = math.floor(x / self._cell), math.floor(y / self._cell)
        for i in (column, column - 1, column + 1):
            for j in (row, row - 1, row + 1):
                for other_x, other_y in self._taken.get((i, j), ()):
                    if (x - other_x) ** 2 + (y - other_y) ** 2 < distance * distance:
                        return False
        return True

    def take(self, x: float, y: float) -> Point:
        """Mark the point itself as taken."""
        self._taken[(math.floor(x / self._cell), math.floor(y / self._cell))].append((x, y))
        return x, y

    def settle(self, x: float, y: float, distance: float) -> Point:
        """Take the first free point on a sunflower around (x, y)."""
        step = 0
        while True:
            radius = 0.55 * distance * math.sqrt(step)
            angle = step * 2.399963229728653
            place = (x + radius * math.cos(angle), y + radius * math.sin(angle))
            if self._free(*place, distance):
                return self.take(*place)
            step += 1


class Lattice:
    """Free places on a lattice of rows that are shifted by half a place: for many things at little cost."""

    def __init__(self, width: float, height: float, points: Iterable[Point]) -> None:
        self._width, self._height = width, height
        self._full: set[tuple[int, int]] = set()
        self._ring: dict[tuple[int, int], int] = {}
        for x, y in points:
            column, row = self._cell(x, y)
            self._full.add((column, row))
            # a thing near the edge of its place blocks the next one too
            self._full.add(self._cell(x + width * 0.4, y))
            self._full.add(self._cell(x - width * 0.4, y))

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        row = round(y / self._height)
        return round(x / self._width - (row % 2) / 2), row

    def settle(self, x: float, y: float) -> Point:
        """Take the free place that is nearest to (x, y) by rings; each anchor goes on where it stopped."""
        home = self._cell(x, y)
        ring = self._ring.get(home, 1)
        while True:
            best: tuple[float, int, int] | None = None
            for column, row in self._cells(home, ring):
                if (column, row) not in self._full:
                    at_x, at_y = (column + (row % 2) / 2) * self._width, row * self._height
                    key = ((at_x - x) ** 2 + (at_y - y) ** 2, column, row)
                    if best is None or key < best:
                        best = key
            if best is not None:
                self._ring[home] = ring
                _, column, row = best
                self._full.add((column, row))
                return (column + (row % 2) / 2) * self._width, row * self._height
            ring += 1

    @staticmethod
    def _cells(home: tuple[int, int], ring: int) -> Iterator[tuple[int, int]]:
        column, row = home
        for shift in range(-ring, ring + 1):
            yield column + shift, row - ring
            yield column + shift, row + ring
        for shift in range(1 - ring, ring):
            yield column - ring, row + shift
            yield column + ring, row + shift


def place(
    count: int,
    edges: Sequence[tuple[int, int]],
    drawn: Sequence[int],
    groups: Sequence[Hashable],
) -> list[Point]:
    """A point for each of `count` things (indexes below it).

    `drawn` are the things shown from the start, the most important first; `groups` (one a thing) orders those without
    relations. The others are put, in the order of their indexes, near what they are linked to.
    """
    points: dict[int, Point] = {}
    spots = Spots(SPACING)
    shown = set(drawn)
    inner = [(s, t) for s, t in edges if s in shown and t in shown and s != t]
    linked = {node for edge in inner for node in edge}
    core = [node for node in drawn if node in linked][:_FORCED]
    _place_core(core, inner, points, spots)
    neighbours: dict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        if start != end:
            neighbours[start].append(end)
            neighbours[end].append(start)
    later = [node for node in drawn if node in linked and node not in points]
    _place_near(later, neighbours, points, SPACING)
    alone = sorted((node for node in drawn if node not in linked), key=lambda node: str(groups[node]))
    _place_block(alone, points)
    _place_near([node for node in range(count) if node not in points], neighbours, points, _CLOSE)
    return [points[node] for node in range(count)]


def _place_core(core: list[int], edges: list[tuple[int, int]], points: dict[int, Point], spots: Spots) -> None:
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(core)
    here = set(core)
    graph.add_edges_from((s, t) for s, t in edges if s in here and t in here)
    rank = {node: number for number, node in enumerate(core)}
    parts = sorted(networkx.connected_components(graph), key=lambda part: (-len(part), min(rank[n] for n in part)))
    placed: list[tuple[float, float, float]] = []
    for part in parts:
        members = sorted(part, key=rank.__getitem__)
        local = _component(graph.subgraph(members), members)
        radius = max(math.hypot(x / _WIDER, y) for x, y in local) + SPACING
        x0, y0 = _pack(radius, placed)
        for node, (x, y) in zip(members, local, strict=True):
            points[node] = spots.settle(x0 * _WIDER + x, y0 + y, SPACING)


def _component(graph: networkx.Graph[int], members: list[int]) -> list[Point]:
    """A connected part around (0, 0), at a scale at which few things lie on one another."""
    size = len(members)
    if size <= 2:
        return [(number * 2.4 * SPACING - (size - 1) * 1.2 * SPACING, 0.0) for number in range(size)]
    index = {node: number for number, node in enumerate(members)}
    edges = sorted((index[s], index[t]) for s, t in graph.edges())
    positions = crategraph_forceatlas2.layout(
        size,
        edges,
        iterations=600 if size <= 600 else 300 if size <= 1500 else 160,
        seed=7,
        threads=1,
        linLogMode=size > 12,
        outboundAttractionDistribution=False,
        barnesHutOptimize=size > 400,
        barnesHutTheta=0.7,
        scalingRatio=10.0,
        strongGravityMode=False,
        gravity=1.0,
        slowDown=1.0,
    )
    positions = positions - positions.mean(axis=0)
    # as wide as high, by the middle 90 %, so that one far leaf does not shrink the rest
    spread = numpy.quantile(numpy.abs(positions), 0.9, axis=0)
    spread[spread == 0] = 1.0
    extent = 0.62 * SPACING * math.sqrt(size) * 1.25
    aspect = float(numpy.clip(spread[0] / spread[1], 0.8, 1.6))
    scale = extent / float(numpy.sqrt(spread[0] * spread[1]))
    positions = positions * scale
    positions[:, 0] *= _WIDER / math.sqrt(aspect)
    positions[:, 1] *= math.sqrt(aspect)
    limit = 3.2 * extent
    positions = numpy.clip(positions, -limit * _WIDER, limit * _WIDER)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in positions]


def _pack(radius: float, placed: list[tuple[float, float, float]]) -> Point:
    """The centre of a disc beside the discs there are, as near to the middle as it goes."""
    if not placed:
        placed.append((0.0, 0.0, radius))
        return 0.0, 0.0
    best: tuple[float, float, float] | None = None
    for x, y, other in placed:
        for number in range(24):
            angle = number * math.tau / 24
            at = (x + (radius + other) * 1.02 * math.cos(angle), y + (radius + other) * 1.02 * math.sin(angle))
            far = math.hypot(*at)
            if (best is None or far < best[0]) and all(
                math.hypot(at[0] - a, at[1] - b) >= radius + c for a, b, c in placed
            ):
                best = (far, *at)
    assert best is not None  # beside the outermost disc there is always room
    placed.append((best[1], best[2], radius))
    return best[1], best[2]


def _place_near(
    waiting: Sequence[int], neighbours: dict[int, list[int]], points: dict[int, Point], distance: float
) -> None:
    """Put each thing near the first of its neighbours that has a place; those that hang on nothing go below."""
    lattice = Lattice(distance * 1.15, distance, points.values())
    rest = list(waiting)
    while rest:
        left = []
        for node in rest:
            anchor = next((other for other in neighbours.get(node, ()) if other in points), None)
            if anchor is None:
                left.append(node)
            else:
                points[node] = lattice.settle(*points[anchor])
        if len(left) == len(rest):
            _place_block(left, points)
            return
        rest = left


def _place_block(alone: Sequence[int], points: dict[int, Point]) -> None:
    """Columns with room for a label beside each thing, below everything else."""
    if not alone:
        return
    low = max((y for _, y in points.values()), default=-2 * SPACING) + 2.2 * SPACING
    left = min((x for x, _ in points.values()), default=0.0)
    width = max((x for x, _ in points.values()), default=0.0) - left
    columns = max(3, round(width / _COLUMN), round(math.sqrt(len(alone) * _ROW / _COLUMN * 1.6)))
    columns = min(columns, len(alone))
    middle = left + width / 2
    for number, node in enumerate(alone):
        column, row = number % columns, number // columns
        points[node] = (middle + (column - (columns - 1) / 2) * _COLUMN, low + row * _ROW)
