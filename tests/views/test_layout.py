"""Where things stand: apart from each other, the same every time."""

from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.views.layout import place, spacing
from kg.views.rank import connected_order


def nearest(points: list[tuple[float, float]]) -> float:
    return min(math.dist(a, b) for at, a in enumerate(points) for b in points[:at])


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 40), st.data())
def test_no_two_things_stand_in_one_place(count: int, data: st.DataObject) -> None:
    ends = st.integers(0, count - 1)
    edges = data.draw(st.lists(st.tuples(ends, ends), max_size=60))
    drawn = data.draw(st.lists(ends, unique=True))
    points = place(count, edges, drawn, [0] * count)
    assert len(points) == count
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in points)
    assert count == 1 or nearest(points) > 5


def test_the_same_graph_stands_the_same_way() -> None:
    edges = [(n, n // 3) for n in range(1, 200)]
    assert place(200, edges, range(200), [0] * 200) == place(200, edges, range(200), [0] * 200)


def test_clusters_stand_apart() -> None:
    # two stars of 30 leaves with one line between them
    edges = [(0, n) for n in range(2, 32)] + [(1, n) for n in range(32, 62)] + [(0, 1)]
    points = place(62, edges, range(62), [0] * 62)
    own = max(math.dist(points[0], points[n]) for n in range(2, 32))
    assert own < math.dist(points[0], points[1])
    assert all(math.dist(points[1], points[n]) > math.dist(points[0], points[n]) for n in range(2, 32))


def test_drawn_things_keep_their_distance() -> None:
    edges = [(n, n // 4) for n in range(1, 150)] + [(n, n + 7) for n in range(0, 140, 3)]
    points = place(150, edges, range(150), [0] * 150)
    assert nearest(points) > 0.7 * spacing(150)


def test_what_is_shown_on_demand_stands_near_what_it_hangs_on() -> None:
    edges = [(1, 0), (2, 0), (3, 1)]
    points = place(4, edges, [0, 1, 2], [0] * 4)
    assert min(range(3), key=lambda n: math.dist(points[3], points[n])) == 1


def test_the_order_begins_with_the_hub_and_hangs_together() -> None:
    links = [("a", "h"), ("b", "h"), ("c", "h"), ("c", "d"), ("x", "y")]
    order = connected_order(["a", "b", "c", "d", "h", "x", "y", "z"], links)
    assert order == ["h", "c", "a", "b", "d", "x", "y", "z"]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"))))
def test_the_order_has_everything_once(links: list[tuple[str, str]]) -> None:
    assert sorted(connected_order("abcdef", links)) == list("abcdef")
