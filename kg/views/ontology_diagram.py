"""A drawing of the ontology's classes and their relations, as SVG text without scripts or links to elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from markupsafe import Markup


class Drawn(Protocol):
    """What the drawing needs of a class or a property."""

    @property
    def iri(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def label(self) -> Mapping[str, str]: ...
    @property
    def above(self) -> Sequence[str]: ...
    @property
    def domain(self) -> Sequence[str]: ...
    @property
    def range(self) -> Sequence[str]: ...


_WIDTH, _HEIGHT, _BOX, _TALL = 1120, 640, 132, 52
# Where the classes stand, as shares of the width and the height; those that are not named here stand in a last row.
_PLACES: Mapping[str, tuple[float, float]] = {
    "Policy": (0.09, 0.14),
    "Program": (0.09, 0.5),
    "Person": (0.09, 0.86),
    "Body": (0.36, 0.5),
    "Honour": (0.36, 0.14),
    "Event": (0.36, 0.86),
    "Place": (0.63, 0.5),
    "Report": (0.63, 0.14),
    "Observation": (0.9, 0.5),
    "Indicator": (0.9, 0.14),
    "Clause": (0.63, 0.86),
    "Problem": (0.9, 0.79),
    "Commitment": (0.9, 0.93),
}


def diagram(classes: Sequence[Drawn], properties: Sequence[Drawn], language: str) -> Markup:
    """The classes as boxes, the relations between them as arrows with their names in `language`."""
    from markupsafe import Markup

    places = _placed(classes)
    height = max(_HEIGHT, max(y for _, y in places.values()) + _TALL)
    parts = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" font-family="inherit">'
            '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
            'orient="auto"><path d="M0 0 8 4 0 8z" fill="#6b7583"/></marker>'
            '<marker id="above" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" '
            'orient="auto"><path d="M0 0 10 5 0 10z" fill="#fff" stroke="#6b7583"/></marker></defs>'
        ).format(_WIDTH, height)
    ]
    taken = [(x - _BOX / 2, y - _TALL / 2, x + _BOX / 2, y + _TALL / 2) for x, y in places.values()]
    labels: list[Markup] = []
    relations = _relations(classes, properties, language)
    curves = {(start, end): _curve(places[start], places[end], places) for start, end in relations}
    arrow = Markup('<path d="{}" fill="none" stroke="#6b7583" marker-end="url(#arrow)"/>')
    for ends, names in relations.items():
        curve = curves[ends]
        parts.append(arrow.format("M{:.1f} {:.1f}Q{:.1f} {:.1f} {:.1f} {:.1f}".format(*curve)))
        others = [
            _around(_point(other, step / 40)) for other in curves.values() if other != curve for step in range(41)
        ]
        labels.append(_label(curve, " · ".join(names), taken, others))
    for cls in classes:
        for parent in cls.above:
            if parent in places:
                (x1, y1), (x2, y2) = _clipped(places[cls.iri], places[parent])
                parts.append(
                    Markup(
                        '<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" stroke="#6b7583" '
                        'marker-end="url(#above)"/>'
                    ).format(x1, y1, x2, y2)
                )
    for cls in classes:
        x, y = places[cls.iri]
        parts.append(
            Markup(
                '<a href="classes.html#{}"><rect x="{:.1f}" y="{:.1f}" width="{}" height="{}" rx="7" fill="#eef4fb" '
                'stroke="#1d5188"/><text x="{:.1f}" y="{:.1f}" text-anchor="middle" font-size="16" font-weight="600" '
                'fill="#1d242e">{}</text><text x="{:.1f}" y="{:.1f}" text-anchor="middle" font-size="11.5" '
                'fill="#55606e">gov:{}</text></a>'
            ).format(
                cls.name, x - _BOX / 2, y - _TALL / 2, _BOX, _TALL, x, y - 2, cls.label[language], x, y + 16, cls.name
            )
        )
    return Markup("").join([*parts, *labels, Markup("</svg>")])


def _placed(classes: Sequence[Drawn]) -> dict[str, tuple[float, float]]:
    places: dict[str, tuple[float, float]] = {}
    others = [cls for cls in classes if cls.name not in _PLACES]
    for cls in classes:
        if cls.name in _PLACES:
            x, y = _PLACES[cls.name]
            places[cls.iri] = (x * _WIDTH, y * _HEIGHT)
    for number, cls in enumerate(others):
        places[cls.iri] = ((number % 7 + 0.5) * _WIDTH / 7, _HEIGHT + (number // 7 + 0.5) * _TALL * 2)
    return places


def _relations(
    classes: Sequence[Drawn], properties: Sequence[Drawn], language: str
) -> dict[tuple[str, str], list[str]]:
    """(from, to) → the names of the properties."""
    known = {cls.iri for cls in classes}
    found: dict[tuple[str, str], list[str]] = {}
    for prop in properties:
        for start in prop.domain:
            for end in prop.range:
                if start in known and end in known:
                    found.setdefault((start, end), []).append(prop.label[language])
    return found


def _clipped(start: tuple[float, float], end: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The line between two boxes' middles, cut where it leaves the one and enters the other."""

    def border(middle: tuple[float, float], other: tuple[float, float]) -> tuple[float, float]:
        dx, dy = other[0] - middle[0], other[1] - middle[1]
        scale = min((_BOX / 2 + 2) / abs(dx) if dx else float("inf"), (_TALL / 2 + 2) / abs(dy) if dy else float("inf"))
        return middle[0] + dx * scale, middle[1] + dy * scale

    return border(start, end), border(end, start)


def _curve(
    start: tuple[float, float], end: tuple[float, float], places: Mapping[str, tuple[float, float]]
) -> tuple[float, float, float, float, float, float]:
    """Begin, control point and end of an arrow; it bends around a box in its way."""
    if start == end:
        x, y = start[0] + _BOX / 2, start[1] + _TALL / 2 + 2
        return x - 36, y, x + 70, y + 80, x - 12, y
    (x1, y1), (x2, y2) = _clipped(start, end)
    length = hypot(x2 - x1, y2 - y1) or 1.0
    bend = 0.0
    for x, y in places.values():
        if (x, y) in (start, end):
            continue
        along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length**2
        if 0 < along < 1 and abs((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)) / length < _TALL:
            bend = 110.0 if y1 <= _HEIGHT / 2 else -110.0
    return x1, y1, (x1 + x2) / 2 + bend * (y2 - y1) / length, (y1 + y2) / 2 - bend * (x2 - x1) / length, x2, y2


def _point(curve: tuple[float, float, float, float, float, float], at: float) -> tuple[float, float]:
    """The point at a share of the way along a curve."""
    x1, y1, mx, my, x2, y2 = curve
    return (
        (1 - at) ** 2 * x1 + 2 * at * (1 - at) * mx + at**2 * x2,
        (1 - at) ** 2 * y1 + 2 * at * (1 - at) * my + at**2 * y2,
    )


def _around(point: tuple[float, float]) -> tuple[float, float, float, float]:
    """A small box around a point."""
    return point[0] - 3, point[1] - 3, point[0] + 3, point[1] + 3


def _label(
    curve: tuple[float, float, float, float, float, float],
    words: str,
    taken: list[tuple[float, float, float, float]],
    others: Sequence[tuple[float, float, float, float]],
) -> Markup:
    """The words on the arrow, where they cover least of what is `taken` and of the `others`; then taken too."""
    from markupsafe import Markup

    half = sum(6.5 if ord(char) > 0x2E80 else 3.6 for char in words)
    best: tuple[float, float, float] | None = None
    for at in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82):
        x, y = _point(curve, at)
        covered = sum(
            max(0.0, min(x + half, right) - max(x - half, left)) * max(0.0, min(y + 9, below) - max(y - 9, above))
            for left, above, right, below in (*taken, *others)
        )
        if best is None or covered < best[0]:
            best = (covered, x, y)
    assert best is not None
    _, x, y = best
    taken.append((x - half, y - 9, x + half, y + 9))
    return Markup(
        '<text x="{:.1f}" y="{:.1f}" text-anchor="middle" font-size="12" fill="#3c4753" stroke="#fff" stroke-width="4" '
        'paint-order="stroke">{}</text>'
    ).format(x, y + 4, words)
