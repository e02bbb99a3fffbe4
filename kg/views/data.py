"""A view as JSON for the pages' scripts: short names and nothing empty, for there may be 20,000 things in it."""

from __future__ import annotations

from typing import Any

from kg.views.labels import CLASSES, CONCEPTS, PROPERTIES, RELATIONS
from kg.views.model import Edge, GraphView, Mention, Node

_CLASS = {name: number for number, name in enumerate(CLASSES)}
_RELATION = {name: number for number, name in enumerate(RELATIONS)}


def words(view: GraphView) -> dict[str, Any]:
    """What the classes, relations, properties and concepts are called, and how the classes look."""
    return {
        "classes": [
            {"key": key, "zh": style.zh, "en": style.en, "fill": style.fill, "ink": style.ink, "shape": style.shape}
            for key, style in CLASSES.items()
        ],
        "relations": list(RELATIONS.values()),
        "relationKeys": list(RELATIONS),
        "properties": PROPERTIES,
        "concepts": {**CONCEPTS, **view.concepts},
    }


def mention_data(mention: Mention) -> list[Any]:
    """Sentence, begin, end, confidence."""
    return [mention.sentence, mention.begin, mention.end, mention.confidence]


def edge_data(edge: Edge) -> list[Any]:
    """Source, target, relation, and the mentions."""
    return [edge.source, edge.target, _RELATION[edge.relation], *map(mention_data, edge.mentions)]


def node_data(node: Node) -> dict[str, Any]:
    """c class, l label, i IRI, e English label, n names, k kind, p properties, d modality, q confidence, r reports,
    m mentions, mm how many there are in all, o the figures of an observation."""
    data: dict[str, Any] = {
        "c": _CLASS[node.cls],
        "l": node.label,
        "i": node.iri,
        "e": node.label_en,
        "n": node.names,
        "k": node.kind,
        "p": [[name, value, int(concept)] for name, value, concept in node.properties],
        "d": node.modality,
        "q": node.confidence,
        "r": node.reports,
        "m": [mention_data(mention) for mention in node.mentions],
    }
    if node.mentioned > len(node.mentions):
        data["mm"] = node.mentioned
    if node.measured is not None:
        measured = node.measured
        data["o"] = {
            "v": measured.value,
            "u": measured.unit,
            "b": measured.bound,
            "k": measured.kind,
            "t": measured.period,
            "g": measured.direction,
            "y": measured.baseline,
            "i": measured.indicator,
            "a": measured.area,
            "o": measured.about,
        }
    return {key: value for key, value in data.items() if value not in (None, "", (), [])}
