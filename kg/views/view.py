"""What of a store is shown, read into a `GraphView`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg.graph.namespaces import DEFAULT_BASE, GOVV, SKOS, prefixes_for
from kg.views.evidence import Evidence
from kg.views.labels import CONCEPTS
from kg.views.model import Edge, GraphView, Measured, Mention, Node, ReportInfo
from kg.views.nodes import Node as Described
from kg.views.nodes import local_name, node
from kg.views.selection import Selection, checked_classes, chosen_reports, select

_KINDS = ("classification", "type_document", "programKind", "genre", "level")
_PROPERTIES_NOT_SHOWN = frozenset(
    {"altLabel", "title", "language", "sha256", "value", "unitText", "text", "explanation", "notation", "definition"}
)


def graph_view(
    store: Store,
    *,
    focus: str | None = None,
    hops: int = 2,
    classes: Sequence[str] | None = None,
    report: str | None = None,
    year: int | None = None,
    limit: int = 20_000,
    mentions: int = 40,
) -> GraphView:
    """What `store` holds, or a part of it, for a page.

    `focus` is a name or an IRI, and `hops` how far around it; `classes` are names of the ontology (``Body``); `report`
    is an IRI or a part of a title; `year` is a reporting year. At most `limit` things are taken, the best connected
    first, and at most `mentions` sentences for each. Raises ViewError when there is nothing of what is asked for.
    """
    wanted = checked_classes(classes)
    reports = chosen_reports(store, report, year)
    restricted = report is not None or year is not None
    chosen = select(store, wanted, set(reports) if restricted else None, focus, hops, limit)
    return _Builder(store, chosen, reports, mentions, explicit=restricted).view()


class _Builder:
    def __init__(
        self,
        store: Store,
        chosen: Selection,
        reports: dict[str, tuple[str, int | None]],
        mentions: int,
        *,
        explicit: bool,
    ) -> None:
        self.store = store
        self.chosen = chosen
        self.reports = reports
        self.most = mentions
        self.explicit = explicit
        self.index = {iri: number for number, iri in enumerate(chosen.classes)}
        self.report_index = {iri: number for number, iri in enumerate(reports)}
        self.evidence = Evidence(store, reports)
        self.concepts: set[str] = set()
        self.described: list[Described] = []

    def view(self) -> GraphView:
        self.described = [node(self.store, NamedNode(iri), cls) for iri, cls in self.chosen.classes.items()]
        nodes = [self._node(one) for one in self.described]
        edges = self._edges(nodes)
        reports = tuple(self._report(iri) for iri in self.reports)
        known = {iri.removeprefix(GOVV) for iri in self.index if iri.startswith(GOVV)}
        labels = _concept_labels(self.store, sorted(self.concepts | known))
        concepts = {path: labels.get(path) or CONCEPTS.get(path) or _bare(path) for path in sorted(self.concepts)}
        english = {iri: labels.get(iri.removeprefix(GOVV)) for iri in self.index if iri.startswith(GOVV)}
        nodes = [
            replace(one, label_en=found[1]) if (found := english.get(one.iri)) and found[1] != one.label else one
            for one in nodes
        ]
        return GraphView(
            tuple(nodes),
            tuple(edges),
            tuple(self.evidence.sentences),
            reports,
            concepts,
            self.chosen.total,
            bool(self.evidence),
        )

    def _path(self, iri: str) -> str:
        path = iri.removeprefix(GOVV)
        self.concepts.add(path)
        return path

    def _mentions(self, phrases: Iterable[str], confidence: float | None = None) -> tuple[tuple[Mention, ...], int]:
        """The mentions of a page's share, the surest first, then in the order of reports and text."""

        def key(phrase: str) -> tuple[float, int, tuple[int, int]]:
            sure = confidence if confidence is not None else self.evidence.sure(phrase)
            return (-(sure if sure is not None else 1.0), self.evidence.report(phrase), self.evidence.place(phrase))

        ordered = sorted(set(phrases), key=key)
        return tuple(self.evidence.mention(phrase, confidence) for phrase in ordered[: self.most]), len(ordered)

    def _node(self, one: Described) -> Node:
        own = self.evidence.sure(one.iri) if one.cls == "Observation" else None
        mentions, mentioned = self._mentions(self.evidence.derived.get(one.iri, ()), own)
        sures = [mention.confidence for mention in mentions if mention.confidence is not None]
        kind = next((found[0] for name in _KINDS if (found := one.concepts.get(name))), None)
        modality = one.concept("modality")
        if modality is not None:
            self.concepts.add(f"modality/{modality}")
        said = [self.report_index[iri] for iri in one.links.get("reportedIn", ()) if iri in self.report_index]
        if one.cls == "Report":
            said = [self.report_index[one.iri]] if one.iri in self.report_index else []
        return Node(
            iri=one.iri,
            cls=one.cls,
            label=self.reports[one.iri][0] if one.iri in self.reports else one.label,
            label_en=None,
            names=tuple(sorted({str(name) for name in one.literals.get("altLabel", ())} - {one.label})),
            kind=None if kind is None else self._path(kind),
            properties=tuple(self._properties(one)),
            modality=modality,
            confidence=own if own is not None else max(sures, default=None),
            reports=tuple(sorted(said)),
            mentions=mentions,
            mentioned=mentioned,
            measured=self._measured(one) if one.cls == "Observation" else None,
        )

    def _properties(self, one: Described) -> Iterator[tuple[str, str, bool]]:
        shown = ("topic", "status", "level", "defaultUnit") if one.cls != "Observation" else ()
        for name in shown:
            for iri in one.concepts.get(name, ()):
                yield name, self._path(iri), True
        for name, values in sorted(one.literals.items()):
            if name not in _PROPERTIES_NOT_SHOWN and one.cls != "Observation":
                for value in values:
                    yield name, str(value), False

    def _measured(self, one: Described) -> Measured:
        def key(name: str) -> str | None:
            found = one.concepts.get(name)
            return None if not found else self._path(found[0]).partition("/")[2]

        def target(name: str) -> int | None:
            return next((self.index[iri] for iri in one.links.get(name, ()) if iri in self.index), None)

        period = next(iter(one.links.get("period", ())), "")
        return Measured(
            value=f"{one.first('value')}",
            unit=str(one.first("unitText") or ""),
            bound=key("bound") or "exact",
            kind=key("measureKind") or "level",
            period=period.partition("/period/")[2],
            direction=key("direction"),
            baseline=key("baseline"),
            indicator=target("indicator"),
            area=target("area"),
            about=tuple(self.index[iri] for iri in one.links.get("about", ()) if iri in self.index),
        )

    def _edges(self, nodes: list[Node]) -> list[Edge]:
        stated = self._stated()
        edges = []
        for subject, name, target in self.chosen.links:
            source, end = self.index.get(subject), self.index.get(target)
            # an observation's place would tie every figure to one node: its panel names it
            if source is None or end is None or (name == "area" and nodes[source].cls == "Observation"):
                continue
            mentions: tuple[Mention, ...] = ()
            if nodes[source].cls == "Observation":
                mentions = nodes[source].mentions
            else:
                found = [
                    self.evidence.mention(phrase, sure)
                    for phrase, sure in sorted(
                        stated.get((subject, name, target), ()),
                        key=lambda item: (-item[1], self.evidence.report(item[0]), self.evidence.place(item[0])),
                    )[: self.most]
                ]
                mentions = tuple(found)
            edges.append(Edge(source, end, name, mentions))
        return edges + self._measuring(nodes)

    def _stated(self) -> dict[tuple[str, str, str], list[tuple[str, float]]]:
        """The phrases and confidences of each relation that the reports say."""
        results = self.store.query(
            """SELECT ?s ?p ?o ?statement ?phrase { GRAPH ?report {
                 ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; prov:wasDerivedFrom ?phrase } }""",
            prefixes=prefixes_for(DEFAULT_BASE),
        )
        assert isinstance(results, QuerySolutions)
        stated: dict[tuple[str, str, str], list[tuple[str, float]]] = defaultdict(list)
        for row in results:
            terms = [term.value if isinstance(term := row[name], NamedNode) else "" for name in ("s", "p", "o")]
            statement, phrase = (
                term.value if isinstance(term := row[name], NamedNode) else "" for name in ("statement", "phrase")
            )
            if phrase in self.evidence._place:
                sure = self.evidence.sure(statement)
                stated[(terms[0], local_name(terms[1]), terms[2])].append((phrase, 1.0 if sure is None else sure))
        return stated

    def _measuring(self, nodes: list[Node]) -> list[Edge]:
        """From each indicator to what it is measured for: things that observations are about, else their place."""
        found: dict[tuple[int, int], list[Mention]] = defaultdict(list)
        for one in nodes:
            measured = one.measured
            if measured is None or measured.indicator is None:
                continue
            targets = measured.about or (() if measured.area is None else (measured.area,))
            for target in targets:
                found[(measured.indicator, target)].extend(one.mentions)
        return [
            Edge(source, target, "measuredFor", tuple(dict.fromkeys(mentions))[: self.most])
            for (source, target), mentions in sorted(found.items())
        ]

    def _report(self, iri: str) -> ReportInfo:
        title, year = self.reports[iri]
        described = node(self.store, NamedNode(iri), "Report")
        genre = described.concepts.get("genre")
        return ReportInfo(
            iri,
            title,
            year,
            self.index.get(iri),
            None if not genre else self._path(genre[0]),
            str(described.first("source") or ""),
        )


def _concept_labels(store: Store, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The zh and en labels of the concepts with these paths, from the facts or the shipped vocabularies."""
    found: dict[str, tuple[str, str]] = {}
    label = NamedNode(f"{SKOS}prefLabel")
    for path in paths:
        labels = {
            quad.object.language or "zh": quad.object.value
            for quad in store.quads_for_pattern(NamedNode(GOVV + path), label, None, None)
            if isinstance(quad.object, Literal)
        }
        if "zh" in labels:
            found[path] = labels["zh"], labels.get("en", labels["zh"])
    return found


def _bare(path: str) -> tuple[str, str]:
    key = path.rpartition("/")[2].replace("-", " ")
    return key, key
