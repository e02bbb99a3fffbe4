"""A store's graphs as files: Turtle and N-Triples with everything merged, N-Quads and TriG graph by graph, JSON-LD.

The order is that of a reader: reports, places, bodies, policies … then evidence; within a node its type and names
first. It depends on nothing but the content, so equal graphs give equal bytes.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, serialize

from kg.graph.namespaces import DCTERMS, GOV, GOVV, NIF, ORG, PREFIXES, PROV, RDF, RDFS, SKOS, TIME, XSD
from kg.vocabulary.files import ontology_dir

VOCABULARY_GRAPH = NamedNode(GOVV)
ONTOLOGY_GRAPH = NamedNode(GOV.rstrip("#"))
# What ships with the package is stored for queries, and is no part of what reports say.
SHIPPED_GRAPHS = frozenset({VOCABULARY_GRAPH, ONTOLOGY_GRAPH})

FORMATS = ("ttl", "nt", "nq", "trig", "jsonld")

_TYPE = NamedNode(f"{RDF}type")
_ORDER = {
    name: rank
    for rank, name in enumerate(
        (
            f"{GOV}Report",
            f"{GOV}Place",
            f"{GOV}Body",
            f"{GOV}Person",
            f"{ORG}Membership",
            f"{GOV}Policy",
            f"{GOV}Program",
            f"{GOV}Honour",
            f"{GOV}Event",
            f"{GOV}Observation",
            f"{GOV}Indicator",
            f"{GOV}Problem",
            f"{GOV}Commitment",
            f"{TIME}Interval",
            f"{TIME}Instant",
            f"{SKOS}ConceptScheme",
            f"{SKOS}Concept",
            f"{NIF}Context",
            f"{NIF}Sentence",
            f"{NIF}Phrase",
            f"{RDF}Statement",
            f"{PROV}Activity",
        )
    )
}
_FIRST = {
    name: rank
    for rank, name in enumerate(
        (f"{RDF}type", f"{SKOS}prefLabel", f"{RDFS}label", f"{DCTERMS}title", f"{SKOS}altLabel")
    )
}
# The classes whose ids get a prefix of their own; a vocabulary scheme of the same name gets one with govv- before it.
_ID_PREFIXES = (
    "place",
    "body",
    "person",
    "membership",
    "policy",
    "program",
    "honour",
    "event",
    "observation",
    "indicator",
    "problem",
    "commitment",
    "period",
    "instant",
)
# The store keeps all integer types as xsd:integer; NIF asks for this one.
_INDICES = frozenset({f"{NIF}beginIndex", f"{NIF}endIndex"})
_INDEX_TYPE = NamedNode(f"{XSD}nonNegativeInteger")
_OURS = f"<{GOV}"
_DIGITS = re.compile(r"(\d+)")


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(text))


def _predicate_key(quad: Quad | Triple) -> tuple[int, str, bool, str]:
    name, value = quad.predicate.value, str(quad.object)
    return (_FIRST.get(name, len(_FIRST)), name, not value.startswith(_OURS), value)


def _exact(triple: Triple) -> Triple:
    if triple.predicate.value in _INDICES and isinstance(triple.object, Literal):
        return Triple(triple.subject, triple.predicate, Literal(triple.object.value, datatype=_INDEX_TYPE))
    return triple


def report_graphs(store: Store) -> list[NamedNode]:
    """The named graphs that reports have in `store`, in the order of their IRIs."""
    graphs = [g for g in store.named_graphs() if isinstance(g, NamedNode) and g not in SHIPPED_GRAPHS]
    return sorted(graphs, key=lambda graph: _natural(graph.value))


def _subjects(store: Store, graph: NamedNode | DefaultGraph) -> list[NamedNode]:
    """All subjects in the order of a reader; in graphs of ours each has a type."""
    ranks: dict[NamedNode, int] = {}
    for quad in store.quads_for_pattern(None, _TYPE, None, graph):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            rank = _ORDER.get(quad.object.value, len(_ORDER))
            ranks[quad.subject] = min(rank, ranks.get(quad.subject, rank))
    return sorted(ranks, key=lambda subject: (ranks[subject], _natural(subject.value)))


def graph_triples(store: Store, graph: NamedNode | DefaultGraph) -> Iterator[Triple]:
    """The triples of one graph, in the order of a reader."""
    for subject in _subjects(store, graph):
        for quad in sorted(store.quads_for_pattern(subject, None, None, graph), key=_predicate_key):
            yield _exact(quad.triple)


def merged_triples(store: Store, *, provenance: bool = True) -> Iterator[Triple]:
    """All that the reports say, each triple once, in the order of a reader; without `provenance` the facts alone.

    Memory: the subjects of the facts and those of one report's evidence.
    """
    if not provenance:
        yield from graph_triples(store, DefaultGraph())
        return
    facts = _subjects(store, DefaultGraph())
    yield from _everywhere(store, facts)
    done = set(facts)
    for graph in report_graphs(store):
        fresh = [subject for subject in _subjects(store, graph) if subject not in done]
        yield from _everywhere(store, fresh)
        # only what is outside the report's own IRIs can turn up in a second report
        done.update(subject for subject in fresh if not subject.value.startswith(graph.value))


def _everywhere(store: Store, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
    for subject in subjects:
        quads = store.quads_for_pattern(subject, None, None, None)
        triples = {quad.triple for quad in quads if quad.graph_name not in SHIPPED_GRAPHS}
        for triple in sorted(triples, key=_predicate_key):
            yield _exact(triple)


def _quads(store: Store, *, provenance: bool) -> Iterator[Quad]:
    graphs: list[NamedNode | DefaultGraph] = [DefaultGraph()]
    if provenance:
        graphs += report_graphs(store)
    for graph in graphs:
        for triple in graph_triples(store, graph):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def turtle_prefixes(store: Store, base: str) -> dict[str, str]:
    """Prefixes for readable Turtle: the usual ones, one a class of ids, one a scheme of the vocabularies in use."""
    prefixes = dict(PREFIXES)
    prefixes |= {name: f"{base}{name}/" for name in _ID_PREFIXES}
    scheme = NamedNode(f"{SKOS}ConceptScheme")
    for quad in store.quads_for_pattern(None, _TYPE, scheme, DefaultGraph()):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(GOVV):
            name = quad.subject.value.removeprefix(GOVV)
            prefixes[f"govv-{name}" if name in _ID_PREFIXES else name] = f"{quad.subject.value}/"
    return dict(sorted(prefixes.items()))


class Paragraphs(io.BytesIO):
    """Passes Turtle on with the prefixes in order (the serialiser's order changes from run to run) and a blank line
    between nodes. Line ends inside literals are escaped in Turtle as written here, so every line is a line of syntax.
    """

    def __init__(self, output: BinaryIO, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._output = output
        self._rest = b""
        output.write("".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes)).encode())

    def write(self, data: Any) -> int:
        """Take the next bytes; whole lines go out."""
        lines = (self._rest + bytes(data)).split(b"\n")
        self._rest = lines.pop()
        out = []
        for line in lines:
            if line.startswith(b"@prefix ") or not line:
                continue
            if not line.startswith((b"\t", b"}")):
                out.append(b"\n")
            out += (line, b"\n")
        self._output.write(b"".join(out))
        return len(data)

    def end(self) -> None:
        """Write what is left."""
        self._output.write(self._rest)


def write_graph(store: Store, path: Path, format_name: str, base: str, *, provenance: bool = True) -> None:
    """Write what the reports in `store` say to `path` in one of `FORMATS`; `base` is the base of the ids.

    N-Quads and TriG keep a graph a report; the others merge them. Raises OSError when `path` cannot be written.
    """
    if format_name == "jsonld":
        _write_json_ld(merged_triples(store, provenance=provenance), path)
        return
    with path.open("wb") as output:
        if format_name in ("ttl", "trig"):
            prefixes = turtle_prefixes(store, base)
            paragraphs = Paragraphs(output, prefixes)
            if format_name == "ttl":
                triples = merged_triples(store, provenance=provenance)
                serialize(triples, paragraphs, RdfFormat.TURTLE, prefixes=prefixes)
            else:
                quads = _quads(store, provenance=provenance)
                serialize(quads, paragraphs, RdfFormat.TRIG, prefixes=prefixes)
            paragraphs.end()
        elif format_name == "nt":
            serialize(merged_triples(store, provenance=provenance), output, RdfFormat.N_TRIPLES)
        elif format_name == "nq":
            serialize(_quads(store, provenance=provenance), output, RdfFormat.N_QUADS)
        else:
            raise ValueError(f"{format_name}: is no RDF format; one of {', '.join(FORMATS)}")


def json_ld_context() -> dict[str, Any]:
    """The JSON-LD context that ships with the ontology; the prefixes alone while there is none."""
    path = ontology_dir() / "context.jsonld"
    if not path.is_file():
        return dict(PREFIXES)
    context: dict[str, Any] = json.loads(path.read_text("utf-8"))["@context"]
    return context


def _write_json_ld(triples: Iterable[Triple], path: Path) -> None:
    from rdflib import Graph

    graph = Graph(bind_namespaces="none")
    graph.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    document = json.loads(graph.serialize(format="json-ld", context=json_ld_context(), auto_compact=False))
    nodes = document.get("@graph")
    if nodes is not None:  # rdflib's order of nodes and values changes from run to run
        document["@graph"] = sorted(
            (_in_order(node) for node in nodes), key=lambda node: str(node.get("id") or node.get("@id"))
        )
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_in_order(item) for item in value), key=lambda item: json.dumps(item, ensure_ascii=False))
    return value
