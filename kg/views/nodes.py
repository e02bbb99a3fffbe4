"""A node of the graph with its properties as plain Python values: what networks and tables are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.graph.namespaces import DCTERMS, ELI, GOV, GOVV, ORG, PROV, QB, RDF, RDFS, SCHEMA, SKOS, TIME
from kg.store.query import Value, to_python

CLASSES = (
    "Report",
    "Place",
    "Body",
    "Person",
    "Policy",
    "Program",
    "Honour",
    "Event",
    "Indicator",
    "Observation",
    "Problem",
    "Commitment",
)

_TYPE = NamedNode(f"{RDF}type")
_LABELS = tuple(NamedNode(name) for name in (f"{SKOS}prefLabel", f"{RDFS}label", f"{DCTERMS}title"))
# said beside our own property, which is enough here
_DOUBLED = frozenset(
    {
        f"{ELI}passed_by",
        f"{ELI}id_local",
        f"{RDFS}label",
        f"{SKOS}prefLabel",
        f"{SCHEMA}variableMeasured",
        f"{SCHEMA}value",
        f"{SCHEMA}unitText",
    }
)
_PREFIXES = (GOV, SCHEMA, SKOS, DCTERMS, ORG, ELI, PROV, QB, RDFS, TIME)


@dataclass(slots=True)
class Node:
    """A thing: its IRI, class, zh label; literals by property name; concepts and links by property name as IRIs."""

    iri: str
    cls: str
    label: str
    literals: dict[str, list[Value]] = field(default_factory=dict)
    concepts: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)

    def first(self, name: str) -> Value:
        """The first value of a literal property, or None."""
        return next(iter(self.literals.get(name, ())), None)

    def concept(self, name: str) -> str | None:
        """The key of the first concept of a property (``more-than``), or None."""
        found = next(iter(self.concepts.get(name, ())), None)
        return None if found is None else found.removeprefix(GOVV).partition("/")[2]


def local_name(iri: str) -> str:
    """The name of a property without its namespace."""
    for prefix in _PREFIXES:
        if iri.startswith(prefix):
            return iri.removeprefix(prefix)
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def nodes(store: Store, cls: str) -> Iterator[Node]:
    """All things of a class of the ontology (local name), in the order of their IRIs."""
    found = store.quads_for_pattern(None, _TYPE, NamedNode(GOV + cls), DefaultGraph())
    subjects = {quad.subject for quad in found if isinstance(quad.subject, NamedNode)}
    for subject in sorted(subjects, key=lambda subject: subject.value):
        yield node(store, subject, cls)


def node(store: Store, subject: NamedNode, cls: str) -> Node:
    """One thing as the merged facts describe it."""
    made = Node(subject.value, cls, label_of(store, subject.value))
    for quad in store.quads_for_pattern(subject, None, None, DefaultGraph()):
        name, value = quad.predicate.value, quad.object
        if name in _DOUBLED or quad.predicate == _TYPE:
            continue
        if name == f"{DCTERMS}publisher" and cls != "Report":
            continue
        key = local_name(name)
        if isinstance(value, Literal):
            made.literals.setdefault(key, []).append(to_python(value))
        elif isinstance(value, NamedNode):
            is_concept = value.value.startswith(GOVV) and not value.value.startswith(f"{GOVV}indicator/")
            (made.concepts if is_concept else made.links).setdefault(key, []).append(value.value)
    for values in (*made.concepts.values(), *made.links.values()):
        values.sort()
    for literals in made.literals.values():
        literals.sort(key=str)
    return made


def label_of(store: Store, iri: str) -> str:
    """The label of anything: the zh one where there are several, the end of its IRI when there is none."""
    subject = NamedNode(iri)
    for predicate in _LABELS:
        found = [
            quad.object
            for quad in store.quads_for_pattern(subject, predicate, None, DefaultGraph())
            if isinstance(quad.object, Literal)
        ]
        if found:
            return min(found, key=lambda literal: (literal.language != "zh", literal.value)).value
    return iri.rstrip("/").rsplit("/", 1)[-1]
