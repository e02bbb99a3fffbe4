"""The library face: build a graph, open one, ask it, see it, save it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat, Store, serialize

from kg.graph.namespaces import DEFAULT_BASE, checked_base, prefixes_for
from kg.reports.model import Metadata, Report
from kg.resolution.model import ReportFacts
from kg.store.directory import Ledger
from kg.store.query import Answer, run_query

if TYPE_CHECKING:
    import networkx
    import rdflib

StrPath = str | PathLike[str]


class BuildError(ValueError):
    """Nothing could be built; the message names each file and what is wrong with it."""


class Graph:
    """A knowledge graph of one or more reports, in memory or opened from disk.

    `store` is the pyoxigraph store: the facts merged in the default graph, a named graph a report with its evidence.
    `facts` has the resolved facts of reports built in this process, and is empty for a graph opened from disk.
    """

    def __init__(self, store: Store, ledger: Ledger, facts: tuple[ReportFacts, ...] = ()) -> None:
        self.store = store
        self.ledger = ledger
        self.facts = facts

    def __repr__(self) -> str:
        return f"<Graph of {len(self.ledger.reports)} reports, {self.counts.get('Observation', 0)} observations>"

    @property
    def base(self) -> str:
        """The base below which entity IRIs lie."""
        return self.ledger.base

    @property
    def reports(self) -> dict[str, str]:
        """The titles of the reports by their IRIs."""
        return {iri: entry.title for iri, entry in sorted(self.ledger.reports.items())}

    @property
    def counts(self) -> dict[str, int]:
        """How many things of each class the graph has."""
        from kg.store.reports import count_by_class

        return count_by_class(self.store)

    @cached_property
    def rdf(self) -> rdflib.Graph:
        """Everything merged (facts and evidence) as a plain in-memory rdflib graph; a copy, made once."""
        import rdflib

        from kg.graph.serialise import merged_triples

        graph = rdflib.Graph(bind_namespaces="none")
        graph.parse(data=serialize(merged_triples(self.store), format=RdfFormat.N_TRIPLES), format="nt")
        for prefix, namespace in prefixes_for(self.base).items():
            graph.bind(prefix, namespace)
        return graph

    def query(self, sparql: str, /, **bindings: Any) -> Answer:
        """Run SPARQL; the usual prefixes are declared, and each keyword fixes a variable to a value (or one of a list).

        ``g.query("SELECT ?n { ?b a gov:Body; gov:area/gov:adminCode ?code; skos:prefLabel ?n }", code="360103")``

        Iterate for dicts, or ``.to_pandas()``. The default graph has the facts; ``GRAPH ?report {…}`` has each report's
        facts with their evidence. Raises QueryError for a faulty query.
        """
        return run_query(self.store, sparql, self.base, bindings)

    def ask(self, question: str, /, **parameters: Any) -> Answer:
        """Ask one of the shipped questions (``kg query DIR --list``), e.g. ``g.ask("metrics", area="360103")``.

        Raises QueryError for a name or a parameter that there is not.
        """
        from kg.store.questions import question as shipped

        found = shipped(question)
        texts = {name: str(value) for name, value in parameters.items() if value is not None}
        bindings = found.bindings(texts, self.store, self.base)
        return run_query(self.store, found.sparql, self.base, bindings)

    def to_networkx(self, *, observations: bool = True) -> networkx.MultiDiGraph[str]:
        """The things and their relations as a directed multigraph with typed attributes; see `kg.views.network`."""
        from kg.views.network import network

        return network(self.store, observations=observations)

    def to_html(self, path: StrPath) -> Path:
        """Write the network as one self-contained HTML page; the path written to."""
        from kg.views import write_graph_page

        target = Path(path)
        write_graph_page(self.store, target)
        return target

    def export(self, path: StrPath, format: str | None = None, *, provenance: bool = True) -> Path:
        """Write the graph to `path` as ttl, nt, nq, trig, jsonld, graphml, gexf, or csv (a folder of tables).

        Without `format` the file's ending decides. Raises ValueError for an unknown format.
        """
        from kg.views.export import export

        return export(self, Path(path), format, provenance=provenance)

    def save(self, directory: StrPath, *, html: bool = True) -> Path:
        """Add the reports of this graph to the graph in `directory` (made if need be), as ``kg build`` does.

        A report that is there in another version is replaced. `html` says whether graph.html is written. Raises
        StoreError; the directory then is as it was.
        """
        from kg.pipeline import save_reports

        return save_reports(self, Path(directory), html=html)


def read(path: StrPath, **metadata: Any) -> Report:
    """Read one report file: its text, structure and what it says of itself.

    Keywords are those of `kg.reports.model.Metadata` (title, issuer, area, year, source) and win over what is found.
    Raises kg.reports.ReadError for a file that is no readable report.
    """
    from kg.reports import read_report

    return read_report(Path(path), given=Metadata(**metadata))


def build(
    *paths: StrPath,
    base: str = DEFAULT_BASE,
    provenance: bool = True,
    min_confidence: float = 0.0,
    force: bool = False,
    vocabulary: Iterable[StrPath] = (),
    **metadata: Any,
) -> Graph:
    """Build a graph in memory from report files and folders.

    `base` is where entity IRIs lie, `min_confidence` (0…1) drops what is less sure, `vocabulary` adds SKOS files of
    your own, `force` builds what does not look like a government report. Further keywords (title, issuer, area, year,
    source) are said of every file and win over what it says.
    Raises BuildError when a file cannot be built.
    """
    from kg.graph.run import new_run
    from kg.pipeline import Options, process
    from kg.reports import find_reports
    from kg.vocabulary.concepts import load_vocabulary

    options = Options(checked_base(base), provenance, min_confidence, tuple(map(Path, vocabulary)), force)
    words = load_vocabulary(options.vocabulary)
    for warning in words.warnings:
        warnings.warn(warning, stacklevel=2)
    run = new_run(words)
    sources = find_reports([Path(path) for path in paths], Metadata(**metadata))
    outcomes = [process(source, options, run) for source in sources]
    failures = [outcome.error for outcome in outcomes if outcome.error]
    if failures or not outcomes:
        raise BuildError("\n".join(failures) or "no file to build; give the path of a report or of a folder of reports")
    return graph_of(outcomes, options)


def from_facts(*facts: ReportFacts, base: str = DEFAULT_BASE, provenance: bool = True) -> Graph:
    """The graph in memory of reports whose facts are resolved already."""
    from kg.graph.run import new_run
    from kg.pipeline import Options, map_facts
    from kg.vocabulary.concepts import load_vocabulary

    options = Options(checked_base(base), provenance)
    vocabulary = load_vocabulary()
    run = new_run(vocabulary)
    return graph_of([map_facts(one, vocabulary, run, options) for one in facts], options)


def graph_of(outcomes: Iterable[Any], options: Any) -> Graph:
    """A graph in memory of what `kg.pipeline` made; the later of two versions of a report counts."""
    from kg.graph.run import software_version
    from kg.store.reports import load, load_shipped
    from kg.vocabulary.concepts import load_vocabulary

    store = Store()
    ledger = Ledger(options.base, software_version())
    latest = {outcome.iri: outcome for outcome in outcomes}
    for iri, outcome in latest.items():
        load(store, outcome.nquads)
        ledger.reports[iri] = outcome.entry
    load_shipped(store, load_vocabulary(options.vocabulary))
    return Graph(store, ledger, tuple(outcome.facts for outcome in latest.values()))


def open_graph(directory: StrPath) -> Graph:
    """Open the graph that ``kg build -o DIR`` or `Graph.save` left, for reading. Raises StoreError without one."""
    from kg.store.directory import open_directory

    return Graph(*open_directory(Path(directory)))
