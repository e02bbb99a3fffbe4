"""Whether a graph satisfies its shapes (``ontology/shapes.ttl``), and what to say where it does not.

Each report's graph is checked by itself, so that memory does not grow with their number; what several reports say of
one thing is then checked for contradictions, a batch of things at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, Triple, parse, serialize

from kg.graph.namespaces import DEFAULT_BASE, GOV, PREFIXES, RDF, RDFS
from kg.graph.shape_reader import load_shapes
from kg.graph.shapes import SHACL, SHAPES, Index, Result, check, limits_only
from kg.vocabulary.files import ontology_dir

if TYPE_CHECKING:
    from rdflib import Graph

__all__ = ["Result", "ValidationReport", "contradictions", "validate", "validate_nquads", "write_validation"]

_REPORTED_IN = NamedNode(f"{GOV}reportedIn")
_BATCH = 5_000
_SEVERITIES = ("Violation", "Warning", "Info")
_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "conforms": "合格：{graphs} 份报告的图符合全部形状约束。",
        "conforms-but": "合格：{graphs} 份报告的图没有违反形状约束，有 {others} 处提醒。",
        "fails": "不合格：{violations} 处违反，另有 {others} 处提醒；共检查 {graphs} 份报告的图。",
        "Violation": "违反",
        "Warning": "警告",
        "Info": "提示",
        "places": "{severity} {number} 处",
        "value": "值",
        "report": "报告",
        "more": "…… 另有 {number} 处",
    },
    "en": {
        "conforms": "Conforms: graphs of {graphs} reports satisfy all shapes.",
        "conforms-but": "Conforms: graphs of {graphs} reports violate no shape; {others} warnings.",
        "fails": "Does not conform: {violations} violations and {others} warnings in graphs of {graphs} reports.",
        "Violation": "violation",
        "Warning": "warning",
        "Info": "note",
        "places": "{severity}, {number} ×",
        "value": "value",
        "report": "report",
        "more": "… and {number} more",
    },
}


@dataclass(frozen=True)
class ValidationReport:
    """What was found in how many reports' graphs."""

    results: tuple[Result, ...]
    graphs: int = 1

    @property
    def violations(self) -> int:
        """How many results are violations, not warnings."""
        return sum(result.severity == "Violation" for result in self.results)

    @property
    def conforms(self) -> bool:
        """Whether nothing is violated; warnings do not count."""
        return self.violations == 0

    def text(self, language: str = "zh", limit: int | None = 5) -> str:
        """The report to read, in zh or en: by shape, then the nodes, at most `limit` of them a shape (None: all)."""
        words = _WORDS[language]
        others = len(self.results) - self.violations
        head = "fails" if not self.conforms else "conforms-but" if others else "conforms"
        lines = [words[head].format(graphs=self.graphs, violations=self.violations, others=others)]
        for _, group in groupby(sorted(self.results, key=_reading_order), key=lambda r: (r.severity, _source(r))):
            found = list(group)
            severity = words[found[0].severity]
            lines += [
                "",
                f"{_short(_source(found[0]))}  {words['places'].format(severity=severity, number=len(found))}",
                f"  {found[0].message(language)}",
            ]
            for result in found if limit is None else found[:limit]:
                lines.append(
                    f"  - {_clipped(result.label)}  <{result.focus}>" if result.label else f"  - {result.focus}"
                )
                if result.path:
                    shown = "" if result.value is None else f"  {words['value']} {_clipped(_short_term(result.value))}"
                    lines.append(f"      {_short_path(result.path)}{shown}  ({result.component})")
                if result.report and result.report != result.focus:
                    lines.append(f"      {words['report']} <{result.report}>")
            if limit is not None and len(found) > limit:
                lines.append(f"  {words['more'].format(number=len(found) - limit)}")
        return "\n".join(lines) + "\n"

    def to_turtle(self, base: str = DEFAULT_BASE) -> str:
        """The report as sh:ValidationReport in Turtle, without blank nodes; its own IRIs lie below `base`."""
        return _turtle(self.triples(base))

    def triples(self, base: str = DEFAULT_BASE) -> list[Triple]:
        """The report as triples, in a stable order."""
        triples = list(_head(base, self.conforms))
        for result in sorted(self.results, key=_reading_order):
            triples += _result_triples(result, base)
        return triples


def validate(source: Store | Graph, shapes: Path | None = None) -> ValidationReport:
    """Check a store of reports, or one RDF graph as a whole, against `shapes` (those that ship, without it).

    A store is checked report by report; then the things that several reports tell of are checked for contradictions in
    the merged facts. A store without named graphs and an rdflib graph count as one report. Raises ShapesError.
    """
    compiled = load_shapes(shapes or ontology_dir() / "shapes.ttl")
    if not isinstance(source, Store):
        text = source.serialize(format="nt")
        return ValidationReport(tuple(check(Index(_lines(text)), compiled)))
    from kg.graph.serialise import report_graphs

    results: list[Result] = []
    graphs = report_graphs(source)
    for graph in graphs:
        results += check(Index(_dumped(source, graph)), compiled, graph.value)
    if len(graphs) > 1:
        results += contradictions(source, shapes)
    if not graphs:
        results += check(Index(_dumped(source, DefaultGraph())), compiled)
    return ValidationReport(tuple(results), max(1, len(graphs)))


def contradictions(store: Store, shapes: Path | None = None) -> list[Result]:
    """Where the reports in `store` together say more of one thing than `shapes` allow, though each by itself may not.

    That can only be seen of the number of values and of languages, here along a path of one predicate. Raises
    ShapesError.
    """
    limits = tuple(filter(None, map(limits_only, load_shapes(shapes or ontology_dir() / "shapes.ttl"))))
    wanted = {predicate for shape in limits for predicate in shape.predicates}
    nodes = sorted(_told_twice(store))
    results: list[Result] = []
    for start in range(0, len(nodes), _BATCH):
        results += check(Index(_facts(store, nodes[start : start + _BATCH], wanted)), limits)
    return results


def _told_twice(store: Store) -> set[str]:
    """The things that more than one report tells of.

    Only their hashes are kept of the others, since most things of many reports are told once (a query that groups keeps
    them all: gigabytes at a thousand reports). Two that share a hash only mean one check more.
    """
    once: set[int] = set()
    twice: set[str] = set()
    for quad in store.quads_for_pattern(None, _REPORTED_IN, None, DefaultGraph()):
        node = str(quad.subject)
        if hash(node) not in once:
            once.add(hash(node))
        elif isinstance(quad.subject, NamedNode):
            twice.add(node)
    return twice


def _facts(store: Store, nodes: Iterable[str], predicates: Collection[str]) -> Iterator[str]:
    """The merged facts about `nodes` by some predicates, as statements of N-Triples without their stops."""
    terms = [(predicate, NamedNode(predicate[1:-1])) for predicate in sorted(predicates)]
    for node in nodes:
        subject = NamedNode(node[1:-1])
        for predicate, term in terms:
            for quad in store.quads_for_pattern(subject, term, None, DefaultGraph()):
                yield f"{node} {predicate} {quad.object}"


def validate_nquads(nquads: bytes, report: str, shapes: Path | None = None) -> list[Result]:
    """Check the graph of the report with the IRI `report` in its N-Quads; other graphs in them are passed over.

    Raises ShapesError.
    """
    tail = f" <{report}> ."
    cut = -len(tail)
    triples = [line[:cut] for line in nquads.decode("utf-8").split("\n") if line.endswith(tail)]
    # a fact of the default graph whose object is the report has no third term left
    whole = (triple for triple in triples if triple.count(" ") > 1)
    return check(Index(whole), load_shapes(shapes or ontology_dir() / "shapes.ttl"), report)


def _lines(text: str) -> Iterator[str]:
    """The statements of N-Triples or N-Quads, without their stops."""
    return (line[:-2] for line in text.split("\n") if line.endswith(" ."))


def _dumped(store: Store, graph: NamedNode | DefaultGraph) -> Iterator[str]:
    data = store.dump(format=RdfFormat.N_TRIPLES, from_graph=graph)
    return _lines((data or b"").decode("utf-8"))


# --- reading and writing


def _source(result: Result) -> str:
    return result.constraint or result.shape


def _reading_order(result: Result) -> tuple[int, str, str, str, str, str]:
    rank = _SEVERITIES.index(result.severity)
    return (rank, _source(result), result.report, result.focus, result.component, result.value or "")


def _short(iri: str) -> str:
    for prefix, namespace in {"shape": SHAPES, **PREFIXES}.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def _short_path(path: str) -> str:
    return " / ".join("^" * step.startswith("^") + _short(step.removeprefix("^")) for step in path.split(" / "))


def _short_term(term: str) -> str:
    return _short(term[1:-1]) if term.startswith("<") else term


def _clipped(text: str, length: int = 80) -> str:
    """`text` on one line, cut to `length` characters; what is not printable is left out."""
    line = "".join(char if char.isprintable() else " " for char in text)
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _head(base: str, conforms: bool) -> Iterator[Triple]:
    report = NamedNode(f"{base}validation")
    yield Triple(report, NamedNode(f"{RDF}type"), NamedNode(f"{SHACL}ValidationReport"))
    boolean = Literal("true" if conforms else "false", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#boolean"))
    yield Triple(report, NamedNode(f"{SHACL}conforms"), boolean)


def _result_triples(result: Result, base: str) -> Iterator[Triple]:
    parts = (result.report, _source(result), result.focus, result.path, result.value or "", result.component)
    key = sha1("\n".join(parts).encode(), usedforsecurity=False).hexdigest()[:16]
    node = NamedNode(f"{base}validation/{key}")
    yield Triple(NamedNode(f"{base}validation"), NamedNode(f"{SHACL}result"), node)
    yield Triple(node, NamedNode(f"{RDF}type"), NamedNode(f"{SHACL}ValidationResult"))
    # a blank node, which is a violation already, gets an IRI here
    focus = result.focus.replace("_:", f"{base}.well-known/genid/", 1) if result.focus[:2] == "_:" else result.focus
    for name, value in (
        ("focusNode", focus),
        ("resultSeverity", SHACL + result.severity),
        ("sourceConstraint", result.constraint),
        ("sourceConstraintComponent", SHACL + result.component),
        ("sourceShape", result.shape),
    ):
        if value:
            yield Triple(node, NamedNode(SHACL + name), NamedNode(value))
    if result.path.startswith("^"):
        path = NamedNode(f"{node.value}/path")
        yield Triple(node, NamedNode(f"{SHACL}resultPath"), path)
        yield Triple(path, NamedNode(f"{SHACL}inversePath"), NamedNode(result.path[1:]))
    elif result.path and " / " not in result.path:
        yield Triple(node, NamedNode(f"{SHACL}resultPath"), NamedNode(result.path))
    for language, message in result.messages:
        yield Triple(node, NamedNode(f"{SHACL}resultMessage"), Literal(message, language=language or None))
    if result.value is not None:
        term = _term(result.value)
        if term is not None:
            yield Triple(node, NamedNode(f"{SHACL}value"), term)
    if result.label:
        yield Triple(node, NamedNode(f"{RDFS}label"), Literal(result.label))
    if result.report:
        yield Triple(node, NamedNode(f"{GOV}reportedIn"), NamedNode(result.report))


def _term(text: str) -> NamedNode | Literal | None:
    for quad in parse(f"<a:a> <a:a> {text} .", format=RdfFormat.N_TRIPLES):
        if isinstance(quad.object, NamedNode | Literal):
            return quad.object
    return None


def write_validation(
    path: Path, results: Sequence[Result], base: str, *, before: Path | None = None, unchanged: Collection[str] = ()
) -> None:
    """Write `results` as ``validation.ttl`` to `path`, with those of the reports `unchanged` in the file `before`.

    `base` is that of the graph's ids. Raises OSError when `path` cannot be written.
    """
    kept = (
        list(_kept(before, frozenset(map(NamedNode, unchanged)), base))
        if before is not None and before.is_file()
        else []
    )
    severity, violation = NamedNode(f"{SHACL}resultSeverity"), NamedNode(f"{SHACL}Violation")
    wrong = any(triple.predicate == severity and triple.object == violation for triple in kept)
    report = ValidationReport(tuple(results))
    triples = report.triples(base)
    head = list(_head(base, report.conforms and not wrong))
    path.write_text(_turtle([*head, *kept, *triples[len(head) :]]), "utf-8")


def _kept(path: Path, reports: Collection[NamedNode], base: str) -> Iterator[Triple]:
    """The triples of the results about `reports` in a file that `write_validation` wrote; none when it is damaged."""
    nodes: dict[str, list[Triple]] = {}
    wanted: list[str] = []
    try:
        for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode):
                nodes.setdefault(quad.subject.value, []).append(quad.triple)
                if quad.predicate.value == f"{GOV}reportedIn" and quad.object in reports:
                    wanted.append(quad.subject.value)
    except (OSError, SyntaxError):
        return
    for name in wanted:
        yield Triple(NamedNode(f"{base}validation"), NamedNode(f"{SHACL}result"), NamedNode(name))
        yield from nodes[name]
        yield from nodes.get(f"{name}/path", [])


def _turtle(triples: Iterable[Triple]) -> str:
    from io import BytesIO

    from kg.graph.serialise import Paragraphs

    prefixes = {**PREFIXES, "sh": SHACL, "shape": SHAPES}
    out = BytesIO()
    paragraphs = Paragraphs(out, prefixes)
    serialize(triples, paragraphs, RdfFormat.TURTLE, prefixes=prefixes)
    paragraphs.end()
    return out.getvalue().decode("utf-8")
