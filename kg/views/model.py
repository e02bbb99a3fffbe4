"""What the pages show, read from a store: things, relations, and for each the sentences that say it.

Everything is plain values: no RDF term leaves this module. Offsets of a mention are code points inside its sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from kg.graph.namespaces import DCTERMS, DEFAULT_BASE, ELI, GOV, GOVV, NIF, ORG, PROV, RDF, SCHEMA, SKOS, prefixes_for
from kg.views.labels import CLASSES, CONCEPTS, RELATIONS
from kg.views.nodes import Node as Described
from kg.views.nodes import local_name, node
from kg.views.rank import connected_order

_TYPE = NamedNode(f"{RDF}type")
_CONTEXT_EACH_SIDE = 60
_KINDS = ("classification", "type_document", "programKind", "genre", "level")
_ELSEWHERE = {
    "cites": f"{ELI}cites",
    "based_on": f"{ELI}based_on",
    "subOrganizationOf": f"{ORG}subOrganizationOf",
    "containedInPlace": f"{SCHEMA}containedInPlace",
    "broader": f"{SKOS}broader",
    "publisher": f"{DCTERMS}publisher",
}
# Relations of observations are drawn from their own table, and one is ours.
_PREDICATES = {
    name: NamedNode(_ELSEWHERE.get(name, GOV + name))
    for name in RELATIONS
    if name not in ("indicator", "measuredFor", "reportedIn")
}
_PROPERTIES_NOT_SHOWN = frozenset(
    {"altLabel", "title", "language", "sha256", "value", "unitText", "text", "explanation", "notation", "definition"}
)


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


@dataclass(slots=True)
class _Selection:
    """The things that a page shows: IRIs in order with their classes, and the relations between them."""

    classes: dict[str, str]
    links: list[tuple[str, str, str]]
    total: int


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
    wanted = _checked_classes(classes)
    reports = _chosen_reports(store, report, year)
    restricted = report is not None or year is not None
    chosen = _select(store, wanted, set(reports) if restricted else None, focus, hops, limit)
    return _Builder(store, chosen, reports, mentions, explicit=restricted).view()


def _checked_classes(classes: Sequence[str] | None) -> frozenset[str]:
    if not classes:
        return frozenset(CLASSES)
    by_lower = {name.lower(): name for name in CLASSES}
    unknown = [name for name in classes if name.lower() not in by_lower]
    if unknown:
        raise ViewError(f"{unknown[0]}: is no class; there are {', '.join(CLASSES)}")
    return frozenset(by_lower[name.lower()] for name in classes)


def report_iris(store: Store) -> dict[str, tuple[str, int | None]]:
    """Title and year of each report in `store`, by IRI, in the order of years and titles."""
    found: dict[str, tuple[str, int | None]] = {}
    for quad in store.quads_for_pattern(None, _TYPE, NamedNode(f"{GOV}Report"), DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            described = node(store, quad.subject, "Report")
            year = str(described.first("reportingYear") or "")
            found[described.iri] = (_report_title(described.label, year), int(year) if year.isdigit() else None)
    return dict(sorted(found.items(), key=lambda item: (item[1][1] or 0, item[1][0], item[0])))


def _report_title(title: str, year: str) -> str:
    """A title that tells a report from those of other years."""
    return title if not year or year in title else f"{title}（{year}）"


def _chosen_reports(store: Store, report: str | None, year: int | None) -> dict[str, tuple[str, int | None]]:
    reports = report_iris(store)
    chosen = {
        iri: (title, reported)
        for iri, (title, reported) in reports.items()
        if (report is None or report == iri or (report not in reports and report in title))
        and (year is None or year == reported)
    }
    if chosen or (report is None and year is None):
        return chosen
    known = "；".join(f"{title} ({reported})" for title, reported in list(reports.values())[:5])
    asked = " ".join(str(part) for part in (report, year) if part is not None)
    raise ViewError(f"{asked}: no report with this title, IRI or year; the graph has {len(reports)}: {known}")


def _select(
    store: Store, wanted: frozenset[str], reports: set[str] | None, focus: str | None, hops: int, limit: int
) -> _Selection:
    classes: dict[str, str] = {}
    for cls in CLASSES:
        if cls in wanted:
            for quad in store.quads_for_pattern(None, _TYPE, NamedNode(GOV + cls), DefaultGraph()):
                if isinstance(quad.subject, NamedNode):
                    classes.setdefault(quad.subject.value, cls)
    if reports is not None:
        said = set(reports)
        for quad in store.quads_for_pattern(None, NamedNode(f"{GOV}reportedIn"), None, DefaultGraph()):
            if isinstance(quad.object, NamedNode) and quad.object.value in reports:
                said.add(quad.subject.value)  # type: ignore[union-attr]
        classes = {iri: cls for iri, cls in classes.items() if iri in said}
    names = [*_PREDICATES.items(), ("indicator", NamedNode(f"{GOV}indicator"))]
    links = [
        (quad.subject.value, name, quad.object.value)
        for name, predicate in names
        for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph())
        if isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.subject.value in classes
        and quad.object.value in classes
        and quad.subject != quad.object
        # dcterms:publisher says of a policy what gov:issuedBy says
        and (name != "publisher" or classes[quad.subject.value] == "Report")
    ]
    links += _hanging(store, classes, links)
    if focus is not None:
        near = _around(focus_iri(store, focus, classes), hops, links)
        classes = {iri: cls for iri, cls in classes.items() if iri in near}
    if not classes:
        raise ViewError("the graph has nothing of what is asked for; leave out a restriction")
    total = len(classes)
    drawn = sorted(iri for iri, cls in classes.items() if CLASSES[cls].shown)
    others = sorted(iri for iri, cls in classes.items() if not CLASSES[cls].shown)
    order = connected_order(drawn, [(s, o) for s, _, o in links])
    # reports and indicators before the many observations, so that those have what they hang on
    others.sort(key=lambda iri: (classes[iri] == "Observation", classes[iri] != "Report", iri))
    kept = (order + others)[:limit]
    return _Selection({iri: classes[iri] for iri in kept}, sorted(links), total)


def _hanging(store: Store, classes: dict[str, str], links: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Things that no relation joins to another hang on the reports that speak of them."""
    joined = {iri for s, _, o in links if CLASSES[classes[s]].shown and CLASSES[classes[o]].shown for iri in (s, o)}
    return [
        (quad.subject.value, "reportedIn", quad.object.value)  # type: ignore[union-attr]
        for quad in store.quads_for_pattern(None, NamedNode(f"{GOV}reportedIn"), None, DefaultGraph())
        if isinstance(quad.object, NamedNode)
        and quad.object.value in classes
        and quad.subject.value not in joined  # type: ignore[union-attr]
        and classes.get(quad.subject.value, "Observation") not in ("Observation", "Indicator")  # type: ignore[union-attr]
    ]


def focus_iri(store: Store, focus: str, classes: dict[str, str]) -> str:
    """The IRI of what `focus` names: an IRI, a label, another name, or a part of just one label. Raises ViewError."""
    if focus in classes:
        return focus
    exact: set[str] = set()
    partly: dict[str, str] = {}
    for name in ("prefLabel", "altLabel"):
        for quad in store.quads_for_pattern(None, NamedNode(SKOS + name), None, DefaultGraph()):
            iri = quad.subject.value  # type: ignore[union-attr]
            if iri in classes and isinstance(quad.object, Literal):
                if quad.object.value == focus:
                    exact.add(iri)
                elif focus in quad.object.value:
                    partly.setdefault(iri, quad.object.value)
    found = exact or set(partly)
    if len(found) == 1:
        return found.pop()
    if not found:
        raise ViewError(f"{focus}: nothing in the graph has this name; look for it with kg query DIR -q bodies-network")
    described = [node(store, NamedNode(iri), classes[iri]) for iri in sorted(found)]
    listed = "；".join(f"{one.label} <{one.iri}>" for one in described[:6])
    raise ViewError(f"{focus}: {len(found)} things have this name; give the full name or the IRI of one: {listed}")


def _around(start: str, hops: int, links: list[tuple[str, str, str]]) -> set[str]:
    neighbours: dict[str, set[str]] = defaultdict(set)
    for subject, _, target in links:
        neighbours[subject].add(target)
        neighbours[target].add(subject)
    near, edge = {start}, {start}
    for _ in range(hops):
        edge = {other for iri in edge for other in neighbours[iri]} - near
        near |= edge
    return near


class Evidence:
    """The phrases of a store's reports: where each lies, in which sentence, how sure it is."""

    def __init__(self, store: Store, reports: Iterable[str]) -> None:
        self._numbers = {iri: number for number, iri in enumerate(reports)}
        self._place: dict[str, list[int]] = {}
        self._sentence: dict[str, str] = {}
        self._sure: dict[str, float] = {}
        self._report: dict[str, int] = {}
        self._text: dict[int, str] = {}
        self.derived: dict[str, list[str]] = defaultdict(list)
        self.sentences: list[Sentence] = []
        self._known: dict[tuple[int, int, int], int] = {}
        self._breaks: dict[int, list[int]] = {}
        self._load(store)

    def _quads(self, store: Store, iri: str) -> Iterator[tuple[str, NamedNode | Literal, int]]:
        for quad in store.quads_for_pattern(None, NamedNode(iri), None, None):
            graph = quad.graph_name
            number = self._numbers.get(graph.value) if isinstance(graph, NamedNode) else None
            if (
                number is not None
                and isinstance(quad.subject, NamedNode)
                and isinstance(quad.object, NamedNode | Literal)
            ):
                yield quad.subject.value, quad.object, number

    def _load(self, store: Store) -> None:
        for phrase, value, number in self._quads(store, f"{NIF}beginIndex"):
            self._place[phrase] = [int(value.value), 0]
            self._report[phrase] = number
        for phrase, value, _ in self._quads(store, f"{NIF}endIndex"):
            if phrase in self._place:
                self._place[phrase][1] = int(value.value)
        for phrase, value, _ in self._quads(store, f"{NIF}sentence"):
            self._sentence[phrase] = value.value
        for subject, value, _ in self._quads(store, f"{GOV}confidence"):
            self._sure[subject] = float(value.value)
        for subject, value, _ in self._quads(store, f"{PROV}wasDerivedFrom"):
            if value.value in self._place:
                self.derived[subject].append(value.value)
        for _, value, number in self._quads(store, f"{NIF}isString"):
            self._text[number] = value.value

    def __bool__(self) -> bool:
        return bool(self._place)

    def text(self, report: int) -> str:
        """The text of a report (index), "" when the store has none."""
        return self._text.get(report, "")

    def sure(self, subject: str) -> float | None:
        """The confidence of an observation, a statement or a phrase."""
        return self._sure.get(subject)

    def report(self, phrase: str) -> int:
        """The index of the report that a phrase lies in."""
        return self._report[phrase]

    def place(self, phrase: str) -> tuple[int, int]:
        """Begin and end of a phrase in its report's text."""
        begin, end = self._place[phrase]
        return begin, end

    def mention(self, phrase: str, confidence: float | None = None) -> Mention:
        """A phrase as a mention; its sentence is entered into `sentences` the first time."""
        begin, end = self._place[phrase]
        report = self._report[phrase]
        around = self._place.get(self._sentence.get(phrase, ""))
        if around is None:
            first, last, cut = self._line(report, begin, end)
        else:
            first, last, cut = around[0], around[1], False
        index = self._known.get((report, first, last))
        if index is None:
            index = self._known[(report, first, last)] = len(self.sentences)
            self.sentences.append(Sentence(report, self.text(report)[first:last], first, cut))
        sure = confidence if confidence is not None else self._sure.get(phrase)
        return Mention(index, begin - first, end - first, sure)

    def _line(self, report: int, begin: int, end: int) -> tuple[int, int, bool]:
        """The stretch to show for a phrase that is a sentence itself or lies across several."""
        text = self.text(report)
        if report not in self._breaks:
            self._breaks[report] = [place for place, character in enumerate(text) if character == "\n"]
        breaks = self._breaks[report]
        number = bisect_right(breaks, begin)
        first = breaks[number - 1] + 1 if number else 0
        number = bisect_right(breaks, max(begin, end - 1))
        last = breaks[number] if number < len(breaks) else len(text)
        near, far = max(first, begin - _CONTEXT_EACH_SIDE), min(last, end + _CONTEXT_EACH_SIDE)
        return near, far, (near, far) != (first, last)


class _Builder:
    def __init__(
        self,
        store: Store,
        chosen: _Selection,
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
