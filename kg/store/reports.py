"""Reports in a store: added, replaced, retracted.

Each report's named graph holds all that it says and is the truth; the default graph holds the facts (no evidence) of
all reports, each once. A fact leaves the default graph when the last report that says it does.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg.graph.namespaces import GOV, NIF, RDF
from kg.graph.serialise import ONTOLOGY_GRAPH, SHIPPED_GRAPHS, VOCABULARY_GRAPH
from kg.vocabulary.concepts import Vocabulary, VocabularyError
from kg.vocabulary.files import ontology_dir

# Bytes of N-Quads in one bulk load, which holds five times as many in memory until it ends.
_AT_ONCE = 128_000_000


def retract(store: Store, report: str) -> int:
    """Take the report with this IRI out of `store`; the number of facts that only it had said."""
    graph = NamedNode(report)
    default = DefaultGraph()
    gone = 0
    for quad in store.quads_for_pattern(None, None, None, graph):
        fact = Quad(quad.subject, quad.predicate, quad.object, default)
        if fact not in store:
            continue
        others = (
            other.graph_name
            for other in store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
            if other.graph_name not in (graph, default) and other.graph_name not in SHIPPED_GRAPHS
        )
        if next(others, None) is None:
            store.remove(fact)
            gone += 1
    store.remove_graph(graph)
    return gone


def load(store: Store, nquads: bytes) -> None:
    """Add one report's N-Quads, in one transaction."""
    store.load(nquads, RdfFormat.N_QUADS)


def load_files(store: Store, files: Sequence[Path]) -> None:
    """Add N-Quads files in bulk, streamed. Not atomic: for a store that nobody else reads."""
    for batch in _batches(files):
        with _Joined(batch) as joined:
            store.bulk_load(io.BufferedReader(joined, 1 << 20), RdfFormat.N_QUADS)


def _batches(files: Iterable[Path]) -> Iterator[list[Path]]:
    """The files in their order, so many together as one bulk load may take; a larger file goes alone."""
    batch: list[Path] = []
    size = 0
    for path in files:
        own = path.stat().st_size
        if batch and size + own > _AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(path)
        size += own
    if batch:
        yield batch


class _Joined(io.RawIOBase):
    """Several files read as one; each must end with a line end."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._waiting = list(reversed(files))
        self._open: BinaryIO | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` from where the last call stopped; 0 at the end of the last file."""
        while True:
            if self._open is None:
                if not self._waiting:
                    return 0
                self._open = self._waiting.pop().open("rb")
            data = self._open.read(len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)
            self._open.close()
            self._open = None

    def close(self) -> None:
        """Close the file that is open."""
        if self._open is not None:
            self._open.close()
        super().close()


def report_nquads(store: Store, report: str) -> bytes:
    """The report with this IRI as N-Quads, as it would be added to another store: its graph, and its facts merged."""
    graph = NamedNode(report)
    lines = []
    for quad in store.quads_for_pattern(None, None, None, graph):
        lines.append(f"{quad} .\n")
        if Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) in store:
            lines.append(f"{quad.triple} .\n")
    return "".join(lines).encode()


def load_shipped(store: Store, vocabulary: Vocabulary) -> None:
    """Put the ontology and the vocabularies into graphs of their own, in place of those that are there.

    Queries reach them by ``GRAPH <https://w3id.org/govkg/ontology>`` and ``GRAPH <https://w3id.org/govkg/vocab/>``;
    they are no part of what reports say and leave no trace in exports. Raises VocabularyError for a broken file.
    """
    store.remove_graph(ONTOLOGY_GRAPH)
    store.remove_graph(VOCABULARY_GRAPH)
    ontology = ontology_dir() / "govkg.ttl"
    files = [(path, VOCABULARY_GRAPH) for path in vocabulary.files]
    if ontology.is_file():
        files.append((ontology, ONTOLOGY_GRAPH))
    # one load for all: each load writes table files of its own
    store.bulk_extend(quad for path, graph in files for quad in _shipped(path, graph))


def _shipped(path: Path, graph: NamedNode) -> Iterator[Quad]:
    try:
        for quad in parse(path=path, format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, graph)
    except (OSError, SyntaxError) as error:
        raise VocabularyError(f"{path}: cannot be loaded into the store: {error}; mend the file") from error


def count_by_class(store: Store) -> dict[str, int]:
    """How many nodes each class of the ontology has in the merged facts, by the local name of the class."""
    counts: dict[str, int] = {}
    for quad in store.quads_for_pattern(None, NamedNode(f"{RDF}type"), None, DefaultGraph()):
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(GOV):
            name = quad.object.value.removeprefix(GOV)
            counts[name] = counts.get(name, 0) + 1
    return counts


def reports_on(store: Store, thing: str) -> set[str]:
    """The IRIs of the reports that tell of the thing with this IRI."""
    quads = store.quads_for_pattern(NamedNode(thing), NamedNode(f"{GOV}reportedIn"), None, DefaultGraph())
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}


def text_of(store: Store, report: str) -> str | None:
    """The plain text that the report's offsets refer to, where the store has its evidence."""
    for quad in store.quads_for_pattern(None, NamedNode(f"{NIF}isString"), None, NamedNode(report)):
        if isinstance(quad.object, Literal):
            return quad.object.value
    return None
