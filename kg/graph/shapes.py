"""Shapes (SHACL Core) compiled to plain checks over one graph.

Of SHACL this knows what ``shapes.ttl`` uses, and refuses everything else rather than pass it over: targets by class and
by property; predicate, inverse and sequence paths; counts, class, datatype, node kind, pattern, lengths, ranges,
languages, lists, ``sh:lessThan``, ``sh:or`` and qualified counts of value shapes. The two SPARQL constraints of
``shapes.ttl`` are checked in Python under their IRIs. Sub-classes are not followed: graphs say the standard classes.

Why not a SHACL library: ``kg build`` validates every report that it builds, which may cost next to nothing. On one
report of 5,000 triples pySHACL 0.40 takes 0.5 s after 0.35 s of imports, and 14 s with the SPARQL constraints; pyrudof
0.3.35 takes 0.3 s and finds ``2006 >= 0`` violated for xsd:nonNegativeInteger. This takes hundredths of a second
(``tests/benchmarks/validation.py``). The tests compare its results with pySHACL's, one by one.

Terms are N-Triples text throughout: ``<iri>``, ``"literal"@zh``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from kg.graph.namespaces import DCTERMS, NIF, RDF, RDFS, SKOS
from kg.graph.term_values import bare_iri, language_of, less, lexical

SHACL = "http://www.w3.org/ns/shacl#"
SHAPES = "https://w3id.org/govkg/shapes#"
TYPE = f"<{RDF}type>"
_NAMES = (f"<{SKOS}prefLabel>", f"<{RDFS}label>", f"<{DCTERMS}title>", f"<{NIF}anchorOf>")


class ShapesError(ValueError):
    """Shapes that cannot be used; the message names the file, the shape and the mend."""


@dataclass(frozen=True, slots=True)
class Result:
    """One finding. `shape`, `focus`, `path` and `component` are IRIs without brackets, `value` is a term as N-Triples.

    `shape` is the IRI of the shape, `constraint` that of a SPARQL constraint in it; `path` is "" where the shape is
    about the node itself; `component` is the local name in the SHACL namespace (``MinCountConstraintComponent``);
    `severity` is Violation, Warning or Info; `messages` are (language, text). `label` is what the focus node is called
    in the graph, `report` the IRI of the report whose graph it is, where there is one.
    """

    shape: str
    focus: str
    path: str
    value: str | None
    component: str
    severity: str
    messages: tuple[tuple[str, str], ...]
    constraint: str = ""
    label: str = ""
    report: str = ""

    def message(self, language: str) -> str:
        """The message in `language`, or in any language, or the component's name."""
        found = dict(self.messages)
        return found.get(language) or next(iter(found.values()), self.component)


class Index:
    """The triples of one graph by subject and predicate, and the nodes of each class."""

    def __init__(self, lines: Iterable[str]) -> None:
        """`lines` are triples as N-Triples text, ``S P O`` without the stop; doubles do no harm."""
        self.nodes: dict[str, dict[str, list[str]]] = {}
        self.classes: dict[str, dict[str, None]] = {}
        self._inverse: dict[str, dict[str, list[str]]] = {}
        nodes, classes = self.nodes, self.classes
        for line in dict.fromkeys(lines):
            subject, predicate, value = line.split(" ", 2)
            properties = nodes.get(subject)
            if properties is None:
                nodes[subject] = {predicate: [value]}
            elif predicate in properties:
                properties[predicate].append(value)
            else:
                properties[predicate] = [value]
            if predicate == TYPE:
                classes.setdefault(value, {})[subject] = None

    def values(self, node: str, predicate: str) -> list[str]:
        """The objects that `node` has by `predicate`."""
        properties = self.nodes.get(node)
        return properties.get(predicate, []) if properties else []

    def inverse(self, node: str, predicate: str) -> list[str]:
        """The subjects that have `node` by `predicate`."""
        index = self._inverse.get(predicate)
        if index is None:
            index = self._inverse[predicate] = {}
            for subject, properties in self.nodes.items():
                for value in properties.get(predicate, ()):
                    index.setdefault(value, []).append(subject)
        return index.get(node, [])


Test = Callable[[str, Index], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: along a predicate (with brackets), or against it."""

    predicate: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Property:
    """A property shape. `path` has the steps; `tests` are (component, test) of each value."""

    iri: str
    path: tuple[Step, ...]
    least: int
    most: int | None
    tests: tuple[tuple[str, Test], ...]
    unique_language: bool
    less_than: tuple[str, ...]
    qualified: tuple[Test, int] | None
    severity: str
    messages: tuple[tuple[str, str], ...]

    @property
    def path_iri(self) -> str:
        """The predicate of a path of one step, written with ``^`` where it goes against it; steps joined by `` / ``."""
        return " / ".join("^" * step.inverse + step.predicate[1:-1] for step in self.path)

    def values(self, node: str, index: Index) -> list[str]:
        """The nodes that the path leads to from `node`."""
        nodes = [node]
        for step in self.path:
            reach = index.inverse if step.inverse else index.values
            if len(nodes) == 1:
                nodes = reach(nodes[0], step.predicate)
            else:
                nodes = list(dict.fromkeys(value for one in nodes for value in reach(one, step.predicate)))
        return nodes

    def faults(self, node: str, index: Index) -> Iterator[tuple[str, str | None]]:
        """(component, value) of each constraint that `node` violates."""
        values = self.values(node, index)
        if len(values) < self.least:
            yield "MinCountConstraintComponent", None
        if self.most is not None and len(values) > self.most:
            yield "MaxCountConstraintComponent", None
        for value in values:
            for component, test in self.tests:
                if not test(value, index):
                    yield component, value
        if self.unique_language and len(values) > 1:
            languages = [language for value in values if (language := language_of(value))]
            for _ in {language for language in languages if languages.count(language) > 1}:
                yield "UniqueLangConstraintComponent", None
        for predicate in self.less_than:
            for other in index.values(node, predicate):
                for value in values:
                    if not less(value, other):
                        yield "LessThanConstraintComponent", value
        if self.qualified is not None:
            test, least = self.qualified
            if sum(test(value, index) for value in values) < least:
                yield "QualifiedMinCountConstraintComponent", None


@dataclass(frozen=True, slots=True)
class Query:
    """A SPARQL constraint that is checked in Python: `values` are those of its rows, None for a row without one."""

    iri: str
    values: Callable[[str, Index], Iterator[str | None]]
    severity: str
    messages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape with its targets: classes, and predicates whose subjects are meant."""

    iri: str
    labels: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    subjects_of: tuple[str, ...]
    tests: tuple[tuple[str, Test], ...]
    properties: tuple[Property, ...]
    queries: tuple[Query, ...]
    severity: str
    messages: tuple[tuple[str, str], ...]

    @property
    def predicates(self) -> frozenset[str]:
        """The predicates that decide on targets, lie on the paths of its properties, or name a node in results."""
        steps = (step.predicate for prop in self.properties for step in prop.path)
        return frozenset((TYPE, *_NAMES, *self.subjects_of, *steps))

    def focus_nodes(self, index: Index) -> Iterable[str]:
        """The nodes of the graph that the shape is about."""
        found: dict[str, None] = {}
        for cls in self.classes:
            found.update(index.classes.get(cls, {}))
        for predicate in self.subjects_of:
            found.update((node, None) for node, properties in index.nodes.items() if predicate in properties)
        return found


def limits_only(shape: Shape) -> Shape | None:
    """What the shape says against too many values or languages along one predicate; None when that is nothing."""
    limits = tuple(
        replace(prop, least=0, tests=(), less_than=(), qualified=None)
        for prop in shape.properties
        if (prop.most is not None or prop.unique_language) and len(prop.path) == 1 and not prop.path[0].inverse
    )
    return replace(shape, properties=limits, tests=(), queries=()) if limits else None


def check(index: Index, shapes: Iterable[Shape], report: str = "") -> list[Result]:
    """Every finding about the graph in `index`, in the order of the shapes and of the graph's nodes.

    `report` is noted in the results.
    """
    results: list[Result] = []
    for shape in shapes:
        for node in shape.focus_nodes(index):
            for component, test in shape.tests:
                if not test(node, index):
                    results.append(_result(index, node, report, shape, "", node, component))
            for prop in shape.properties:
                for component, value in prop.faults(node, index):
                    results.append(_result(index, node, report, prop, prop.path_iri, value, component))
            for query in shape.queries:
                for value in query.values(node, index):
                    found = _result(index, node, report, query, "", value, "SPARQLConstraintComponent")
                    results.append(replace(found, shape=shape.iri, constraint=query.iri))
    return results


def _result(
    index: Index, node: str, report: str, source: Shape | Property | Query, path: str, value: str | None, component: str
) -> Result:
    names = (name for predicate in _NAMES for name in index.values(node, predicate))
    label = lexical(next(names, ""))
    messages = source.messages
    return Result(source.iri, bare_iri(node), path, value, component, source.severity, messages, "", label, report)
