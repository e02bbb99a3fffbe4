"""Where things stand in the picture, computed beforehand and the same from run to run.

What hangs on one thing only is gathered around it like the florets of a sunflower. What remains is laid out by
ForceAtlas2, each connected part for itself, the flowers are pushed off one another, and the parts are packed from the
largest out. Things without any relation form a tidy block below; what is only shown on demand gets a free place near
what it hangs on.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import crategraph_forceatlas2
import networkx
import numpy

Point = tuple[float, float]
Array: TypeAlias = "numpy.ndarray[Any, numpy.dtype[numpy.float64]]"

_FORCED = 3_000
# Chinese labels are wide and low: the picture is stretched to give them room.
_WIDER = 1.2
_GOLDEN = math.pi * (3 - math.sqrt(5))


def spacing(drawn: int) -> float:
    """The least distance of two of `drawn` things, in pixels at scale 1: room for labels while there are few."""
    return min(58.0, max(22.0, 700.0 / math.sqrt(max(drawn, 1))))


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
        point, _ = self.nearest(x, y, distance)
        return self.take(*point)

    def nearest(self, x: float, y: float, distance: float, step: int = 0) -> tuple[Point, int]:
        """The first free point from floret `step` of a sunflower around (x, y) on, and which floret it is."""
        while True:
            radius = 0.55 * distance * math.sqrt(step)
            point = (x + radius * math.cos(step * _GOLDEN), y + radius * math.sin(step * _GOLDEN))
            if self._free(*point, distance):
                return point, step
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

    `drawn` are the things shown from the start, the most important first; `groups` (one a thing) orders those that
    hang on the same thing or on nothing. The others are put, in the order of their indexes, near what they hang on.
    """
    points: dict[int, Point] = {}
    shown = set(drawn)
    inner = sorted({(min(s, t), max(s, t)) for s, t in edges if s in shown and t in shown and s != t})
    linked = {node for edge in inner for node in edge}
    apart = spacing(min(len(linked), _FORCED))
    core = [node for node in drawn if node in linked][:_FORCED]
    _place_core(core, inner, groups, points, apart)
    neighbours: dict[int, list[int]] = defaultdict(list)
    for start, end in edges:
        if start != end:
            neighbours[start].append(end)
            neighbours[end].append(start)
    later = [node for node in drawn if node in linked and node not in points]
    _place_near(later, neighbours, points, apart)
    alone = sorted((node for node in drawn if node not in linked), key=lambda node: str(groups[node]))
    _place_block(alone, points, apart)
    _place_near([node for node in range(count) if node not in points], neighbours, points, max(18.0, apart * 0.6))
    return [points[node] for node in range(count)]


def _place_core(
    core: list[int],
    edges: list[tuple[int, int]],
    groups: Sequence[Hashable],
    points: dict[int, Point],
    apart: float,
) -> None:
    graph: networkx.Graph[int] = networkx.Graph()
    graph.add_nodes_from(core)
    here = set(core)
    graph.add_edges_from((s, t) for s, t in edges if s in here and t in here)
    rank = {node: number for number, node in enumerate(core)}
    parts = sorted(networkx.connected_components(graph), key=lambda part: (-len(part), min(rank[n] for n in part)))
    locals_ = [
        _component(graph.subgraph(members), members, groups, apart)
        for members in (sorted(part, key=rank.__getitem__) for part in parts)
    ]
    radii = [max(math.hypot(x, y) for x, y in local.values()) + 1.5 * apart for local in locals_]
    # the largest part is in the middle; each of the others takes the free place that is nearest to it
    spots = Spots(max(radii[1:], default=apart))
    reached: dict[int, int] = {}
    for number, (local, radius) in enumerate(zip(locals_, radii, strict=True)):
        x0, y0 = 0.0, 0.0
        if number:
            size = math.ceil(radius / apart)
            (x0, y0), reached[size] = spots.nearest(0.0, 0.0, radius, reached.get(size, 0))
        for node, (x, y) in local.items():
            spots.take(x0 + x, y0 + y)
            points[node] = (round((x0 + x) * _WIDER, 1), round(y0 + y, 1))


def _component(
    graph: networkx.Graph[int], members: list[int], groups: Sequence[Hashable], apart: float
) -> dict[int, Point]:
    """A connected part around (0, 0)."""
    if len(members) <= 2:
        return {node: (number * 2 * apart - (len(members) - 1) * apart, 0.0) for number, node in enumerate(members)}
    leaves: dict[int, list[int]] = defaultdict(list)
    for node in members:
        if graph.degree(node) == 1:
            leaves[next(iter(graph[node]))].append(node)
    for hub in leaves:
        leaves[hub].sort(key=lambda node: str(groups[node]))
    hanging = {node for some in leaves.values() for node in some}
    inner = [node for node in members if node not in hanging]
    radii = numpy.array([_flower(len(leaves.get(node, ())), apart) for node in inner])
    positions = _forced(graph, members, inner, radii, apart)
    spots = Spots(apart)
    found: dict[int, Point] = {}
    heads = sorted(range(len(inner)), key=lambda at: (-radii[at], at))
    for at in heads:
        node, (x, y) = inner[at], (float(positions[at][0]), float(positions[at][1]))
        if node in leaves:
            found[node] = spots.take(x, y)
            count = len(leaves[node])
            # the florets begin where the flower looks away from the middle
            turn = math.atan2(y, x)
            for number, leaf in enumerate(leaves[node]):
                if count <= 7:
                    radius, angle = apart * 1.35, turn + (number - (count - 1) / 2) * 0.85
                else:
                    radius, angle = apart * 0.62 * math.sqrt(number + 4), turn + number * _GOLDEN
                found[leaf] = spots.take(x + radius * math.cos(angle), y + radius * math.sin(angle))
        else:
            found[node] = spots.settle(x, y, apart)
    return found


def _flower(leaves: int, apart: float) -> float:
    """The radius that a thing takes up with what hangs on it."""
    if leaves == 0:
        return apart / 2
    return apart * (0.62 * math.sqrt(leaves + 4) + 0.5) if leaves > 7 else apart * 1.85


def _forced(graph: networkx.Graph[int], members: list[int], inner: list[int], radii: Array, apart: float) -> Array:
    """Positions of `inner` after ForceAtlas2 over all `members`, with no flower on another."""
    index = {node: number for number, node in enumerate(members)}
    size = len(members)
    edges = sorted((min(index[s], index[t]), max(index[s], index[t])) for s, t in graph.edges())
    positions: Array = crategraph_forceatlas2.layout(
        size,
        edges,
        weights=_weights(edges, size),
        iterations=700 if size <= 600 else 350 if size <= 1500 else 180,
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
    )[[index[node] for node in inner]]
    positions = positions - positions.mean(axis=0)
    if len(inner) == 1:
        return positions
    # wide rather than high, as screens are, whatever way the forces fell out
    _, _, axes = numpy.linalg.svd(positions, full_matrices=False)
    axes = axes * numpy.sign(axes[numpy.arange(2), numpy.abs(axes).argmax(axis=1)])[:, None]
    positions = positions @ axes.T
    spread = numpy.quantile(numpy.abs(positions), 0.85, axis=0)
    # two things lie on a line and have no height at all
    spread = numpy.maximum(spread, max(0.2 * float(spread.max()), 1e-9))
    aspect = float(numpy.clip(spread[0] / spread[1], 0.5, 2.0))
    # single things need air between their groups; flowers bring their own
    flowers = radii > apart * 0.6
    extent = math.sqrt(float(0.52 * (radii[flowers] ** 2).sum() + 2.2 * (radii[~flowers] ** 2).sum()))
    positions = positions * (extent / float(numpy.sqrt(spread[0] * spread[1])))
    positions = positions * numpy.array([1.1 / math.sqrt(aspect), math.sqrt(aspect) / 1.1])
    distance = numpy.hypot(positions[:, 0], positions[:, 1])
    # what flew far off is drawn in: distances beyond the bulk grow slowly
    far = distance > 1.6 * extent
    positions[far] *= ((1.6 * extent * (1 + numpy.log(distance[far] / (1.6 * extent)) * 0.4)) / distance[far])[:, None]
    return _pushed(positions, radii, apart)


def _weights(edges: list[tuple[int, int]], size: int) -> list[float] | None:
    """How strongly each edge pulls: in a large part those inside a community more, so that communities stand apart."""
    if size < 300:
        return None
    graph: networkx.Graph[int] = networkx.Graph(edges)
    communities = networkx.community.louvain_communities(graph, seed=7)
    home = {node: number for number, community in enumerate(communities) for node in community}
    return [2.0 if home[start] == home[end] else 0.2 for start, end in edges]


def _pushed(positions: Array, radii: Array, apart: float) -> Array:
    """`positions` with each flower free of the others and of single things, as far as 80 rounds get."""
    heads = numpy.flatnonzero(radii > apart * 0.6)
    if not len(heads):
        return positions
    positions = positions.copy()
    weight = radii**2
    for _ in range(80):
        moved = 0.0
        shift = numpy.zeros_like(positions)
        for head in heads:
            delta = positions - positions[head]
            distance = numpy.hypot(delta[:, 0], delta[:, 1])
            overlap = radii + radii[head] + apart * 0.4 - distance
            overlap[head] = 0.0
            hit = numpy.flatnonzero(overlap > 0)
            if not len(hit):
                continue
            away = delta[hit] / numpy.maximum(distance[hit], 1e-6)[:, None]
            share = weight[head] / (weight[head] + weight[hit])
            push = away * (overlap[hit] * share)[:, None]
            # two flowers see each other from both sides; a single thing is only seen by the flower
            shift[hit] += push
            moved = max(moved, float(overlap[hit].max()))
        positions += shift * 0.7
        if moved < apart * 0.1:
            break
    return positions


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
            _place_block(left, points, distance)
            return
        rest = left


def _place_block(alone: Sequence[int], points: dict[int, Point], apart: float) -> None:
    """Columns with room for a label beside each thing, below everything else."""
    if not alone:
        return
    wide, high = 4.0 * apart, 0.8 * apart
    low = max((y for _, y in points.values()), default=-2.5 * high) + 2.5 * high
    left = min((x for x, _ in points.values()), default=0.0)
    width = max((x for x, _ in points.values()), default=0.0) - left
    columns = max(3, round(width / wide), round(math.sqrt(len(alone) * high / wide * 1.3)))
    columns = min(columns, len(alone))
    middle = left + width / 2
    for number, node in enumerate(alone):
        column, row = number % columns, number // columns
        points[node] = (middle + (column - (columns - 1) / 2) * wide, low + row * high)
