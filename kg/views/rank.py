"""In which order things are worth showing when there is no room for all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import heappop, heappush


def connected_order(names: Sequence[str], links: Iterable[tuple[str, str]]) -> list[str]:
    """`names` from the best connected down, so that every beginning of the list hangs together as far as it can.

    It starts with the name that has the most neighbours and goes on with the best connected of the neighbours of what
    is there already; where a component ends, the next begins. Ties fall in the order of `names`.
    """
    place = {name: number for number, name in enumerate(names)}
    neighbours: dict[str, set[str]] = defaultdict(set)
    for start, end in links:
        if start != end and start in place and end in place:
            neighbours[start].add(end)
            neighbours[end].add(start)
    degree = {name: len(neighbours[name]) for name in names}
    seen: set[str] = set()
    order: list[str] = []
    for root in sorted(names, key=lambda name: (-degree[name], place[name])):
        if root in seen:
            continue
        seen.add(root)
        heap = [(-degree[root], place[root], root)]
        while heap:
            _, _, name = heappop(heap)
            order.append(name)
            for other in neighbours[name] - seen:
                seen.add(other)
                heappush(heap, (-degree[other], place[other], other))
    return order
