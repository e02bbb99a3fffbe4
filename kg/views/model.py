"""A graph as pages show it: nodes, edges, the sentences behind them and the reports."""

from __future__ import annotations

from dataclasses import dataclass


class ViewError(ValueError):
    """What was asked to be shown is not in the graph; the message says what is."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a sentence speaks of something: index of the sentence, code points inside it, confidence (0…1) or None."""

    sentence: int
    begin: int
    end: int
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a report (index), and where it begins in the report's text; `cut` when it is only a part of one."""

    report: int
    text: str
    begin: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of an observation: value in `unit`, concept keys, period label, indexes of what it is about."""

    value: str
    unit: str
    bound: str
    kind: str
    period: str
    direction: str | None
    baseline: str | None
    indicator: int | None
    area: int | None
    about: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A thing. `kind` is the path of a concept; `properties` are (name, value, value is a concept's path).

    `mentions` are the surest first, at most a page's share of the `mentioned` there are.
    """

    iri: str
    cls: str
    label: str
    label_en: str | None
    names: tuple[str, ...]
    kind: str | None
    properties: tuple[tuple[str, str, bool], ...]
    modality: str | None
    confidence: float | None
    reports: tuple[int, ...]
    mentions: tuple[Mention, ...]
    mentioned: int
    measured: Measured | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation (key of `kg.views.labels.RELATIONS`) between two nodes (indexes) and the words that say it.

    Without mentions it follows from a name, from a table, or from observations.
    """

    source: int
    target: int
    relation: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """A report: its IRI, title, year, the index of its own node or None, and its genre's path."""

    iri: str
    title: str
    year: int | None
    node: int | None
    genre: str | None
    source: str


@dataclass(frozen=True, slots=True)
class GraphView:
    """All that a page has. `total` counts the things of the drawn classes in the store, `nodes` may hold fewer."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    sentences: tuple[Sentence, ...]
    reports: tuple[ReportInfo, ...]
    concepts: dict[str, tuple[str, str]]
    total: int
    evidence: bool
